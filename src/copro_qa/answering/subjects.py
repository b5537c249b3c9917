"""Where the subject of a clause ends, and whether it only names what is spoken of. No grammar is parsed: rather nothing than wrongly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from copro_qa.answering.clauses import LIKE_A_VERB, VERBS, Clause, Word
from copro_qa.answering.lead_ins import GIVEN, NOT, denies

__all__ = ["asked_for_subject", "comment", "predicate", "terms_in"]

_PLAIN_VERBS = frozenset("is are was were be been being has have had does do did".split())
_MEANS = frozenset("mean means meant".split())
_PRONOUNS = frozenset("it they he she we you i".split())
_POINTING = frozenset("this these that those".split())
_ADVERBS = frozenset("also now then still often always never".split())
_AFTER_A_VERB = frozenset(
    "a an the its their his her our your my this these that those all each every any no some more most many few it them him us you"
    " to for from in into on onto at by with about over under through between among against towards up out down how what whether when"
    " where why who which not only both either".split()
)
"""What follows a verb oftener than a noun that is written like one: "supports the", not "supports of"."""
_BEFORE_A_NOUN = frozenset(
    "a an the its their his her our your my this these those all each every any no some of in on at by for with to".split()
)
_RELATIVE = frozenset("who which whose whom".split())
_SUBORDINATE = frozenset("if when while where although though unless because since as after before once whereas rather".split())
_MOST_GIVEN = 0.7
"""Share of what is said of a subject from which the question has it all but for a year or a title."""
_LONGEST_SUBJECT = 14
"""Words."""
_LEAST_SAID = 2
"""Search terms. A single one is seldom all that there is to say."""
_WHO = re.compile(r"\b(?:who|whom|which|whose)\b", re.IGNORECASE)
_ASKED_AS_SUBJECT = re.compile(rf"\b(?:who|whom|whose|which)\b|\bwhat (?!(?:{'|'.join(VERBS)})\b)", re.IGNORECASE)
"""A question whose answer may well be the subject of a sentence: "What makes it last?"."""


def asked_for_subject(part: Clause, question: str, asked: AbstractSet[str]) -> Clause | None:
    """The part's subject, where ``question`` asks who and has nearly all that is said of the subject; else None."""
    if not _WHO.search(question):
        return None
    words = part.words
    given = (place for place, word in enumerate(words) if place and word.terms & asked and LIKE_A_VERB.fullmatch(word.plain))
    verb = _small_verb(words) or next(given, 0)
    said = terms_in(words[verb:])
    is_given = bool(said) and len(said & asked) >= _MOST_GIVEN * len(said)
    return part._replace(words=words[:verb]) if verb and is_given and terms_in(words[:verb]) - asked else None


def predicate(
    part: Clause, question: str, asked: AbstractSet[str], pointed: Sequence[tuple[int, int]], known: AbstractSet[str] = frozenset()
) -> Clause:
    """The part without its subject, where that only names what the question is about, and not without what is left of it.

    ``known`` are the terms of the document's title, its headings and what leads in: they say what the text speaks of, and where the answer
    cannot well be the subject itself, a subject that only repeats them goes.
    """
    words = part.words
    verb = (
        (_verb_after_pronoun(words) if words[0].plain in _PRONOUNS else 0)
        or _small_verb(words)
        or _verb_after_pronoun(words)
        or _verb_after_given(words, asked)
    )
    if not verb and not _ASKED_AS_SUBJECT.search(question):
        verb = _verb_after_known(words, asked | known)
    begins = verb + _saying_nothing(words[verb:])
    subject, rest = terms_in([word for word in words[:verb] if word.plain not in _ADVERBS]), words[begins:]
    is_known = subject <= asked | known and not _ASKED_AS_SUBJECT.search(question)
    names = len(subject & asked) >= GIVEN * len(subject) or is_known
    if not verb or not names or not terms_in(rest) or denies(words[:verb]) or any(start < rest[0].start for start, _ in pointed):
        return part
    return part._replace(words=rest)


def comment(parts: Sequence[Clause], question: str, asked: AbstractSet[str]) -> tuple[int, int] | None:
    """What the parts of a sentence say of their subject, whatever that is: what is new stands behind the verb in most sentences.

    From the verb to where a part only adds to it ("although", "which"). None where the answer may well be the subject itself, no small
    verb tells where that ends, or what follows has more of the question than it.
    """
    if _ASKED_AS_SUBJECT.search(question):
        return None
    begins = 1 if len(parts) > 1 and parts[0].words[0].plain in _SUBORDINATE and parts[1].after_comma else 0
    words = [word for part in parts[begins:] for word in part.words]
    verb = _main_verb(words)
    subject = words[:verb]
    if (not begins and not verb) or len(subject) > _LONGEST_SUBJECT or denies(subject):
        return None
    first = verb + (_saying_nothing(words[verb:]) if verb else 0)
    adds = (part.start for part in parts[begins:] if part.start > words[verb].start and part.words[0].plain in _SUBORDINATE | _RELATIVE)
    until = next(adds, words[-1].end + 1)
    rest = [word for word in words[first:] if word.start < until]
    if rest and rest[-1].plain == "even":
        # "even though"
        rest.pop()
    said = terms_in(rest)
    of_subject = terms_in(subject)
    repeats = bool(of_subject) and not begins and len(said & asked) > len(of_subject & asked)
    if len(said) < _LEAST_SAID or repeats:
        return None
    return rest[0].start, rest[-1].end


def terms_in(words: Sequence[Word]) -> frozenset[str]:
    """The search terms of the words."""
    return frozenset().union(*(word.terms for word in words))


def _main_verb(words: Sequence[Word]) -> int:
    """The place of the first small verb that is not that of "who has to apply"; 0 where there is none."""
    inside = False
    for place, word in enumerate(words):
        after = words[place + 1].plain if place + 1 < len(words) else ""
        if word.plain in _RELATIVE:
            inside = after in VERBS
        elif word.plain == "that" and place:
            # "a plan that somebody has drawn up"
            inside = True
        elif word.plain in VERBS and place:
            if not inside:
                return place
            inside = after in VERBS
    return 0


def _small_verb(words: Sequence[Word]) -> int:
    """The place of the first word that is a verb wherever it stands; 0 where there is none, or it comes first.

    Not that of "people who are", nor of "puts what is".
    """
    return next(
        (
            place
            for place, word in enumerate(words)
            if word.plain in VERBS and (not place or words[place - 1].plain not in _RELATIVE | {"what"})
        ),
        0,
    )


def _verb_after_pronoun(words: Sequence[Word]) -> int:
    """The place of the word after "it" or "they", or after "this" where it looks like a verb; 0 without."""
    if len(words) < 2:  # noqa: PLR2004
        return 0
    place = 1 + (words[1].plain in _ADVERBS or (words[1].plain.endswith("ly") and len(words) > 2))  # noqa: PLR2004
    after = words[place + 1].plain if place + 1 < len(words) else ""
    # "IT operations" is no sentence.
    if words[0].plain in _PRONOUNS and after:
        return place
    return place if words[0].plain in _POINTING and place < len(words) and _is_verb(words[place], after) else 0


def _verb_after_given(words: Sequence[Word], asked: AbstractSet[str]) -> int:
    """The place of the word after the last of the first half that the question has, where it looks like a verb; 0 where none does."""
    for place in range(len(words) // 2 + 1, 0, -1):
        if place < len(words) and words[place - 1].terms & asked and LIKE_A_VERB.fullmatch(words[place].plain):
            # "cells" looks like a verb, and is none where the question speaks of cells.
            return 0 if words[place].terms & asked else place
    return 0


def _verb_after_known(words: Sequence[Word], known: AbstractSet[str]) -> int:
    """The place of the first word that is not known and looks like a verb, where all before it is known; 0 where there is none."""
    for place, word in enumerate(words[:-1]):
        if word.terms - known:
            return place if place and words[place - 1].plain not in _BEFORE_A_NOUN and _is_verb(word, words[place + 1].plain) else 0
    return 0


def _is_verb(word: Word, after: str) -> bool:
    return bool(LIKE_A_VERB.fullmatch(word.plain)) and (after in _AFTER_A_VERB or after.endswith("ly"))


def _saying_nothing(verb: Sequence[Word]) -> int:
    """How many of the first words can be left out with the subject: "is", "has been" and "means", but not "is not", "has to" or "must"."""
    plain = [word.plain for word in verb]
    if plain[0] in _MEANS:
        return 1
    small = next((place for place, word in enumerate(plain) if word not in _PLAIN_VERBS), len(plain))
    after = plain[small] if small < len(plain) else ""
    return 0 if after in NOT or after == "to" else small
