"""The phrases of a sentence: what may be marked or left out without being torn apart. No grammar is parsed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from copro_qa.answering.clauses import VERBS, Clause, Word, clauses
from copro_qa.answering.lead_ins import NOT, denies
from copro_qa.answering.likely_words import names_in

__all__ = ["Phrase", "phrases", "trimmed"]

_JOINTS = frozenset("and or but nor so yet".split())
_BEFORE_A_PHRASE = frozenset(
    "about above across after against along among around at before behind below beside besides between beyond by despite during for from in"
    " including inside into near on onto outside over per since through throughout to towards under until via with within without"
    " when where whether while how what why who which whom whose that as".split()
)
"""What begins a phrase. Not "of", which belongs to what stands before it."""
_RELATIVE = frozenset("who whom whose which that".split())
_GO_ON = frozenset(
    "able about according as aim aims aimed allow allowed began begin continue continues decided due expect expected fail failed fails"
    " going had has have hope hopes intend intended less like likely meant more need needs ought plan plans rather refuse refused related"
    " required seem seems similar start started such tend tends to tried try trying up want wants".split()
)
"""After these a word that begins a phrase goes on with theirs: "failed to pay", "related to work", "as early as"."""
_BEFORE_ITS_VERB = re.compile(
    r"i|you|he|she|it|we|they|who|which|that|this|these|those|there|what|to|also|still|always|all|any|both|each|everyone|anyone|nobody|none|some|many|most|\w+[’'](?:ll|re|ve|d|s|m)"
)
_NOTHING_AT_AN_END = (
    _JOINTS
    | _BEFORE_A_PHRASE
    | frozenset("a an the of its their his her our your my those these any some such than not only rather".split())
    | frozenset("is are was were be been it they he she we you i".split())
)
_POINT_TO_WHAT_FOLLOWS = frozenset("those anybody anyone everybody everyone somebody someone".split())
"""These say nothing without what follows: "those who pay"."""
_SAYS_THAT = frozenset("is are was were be been".split())
_IN_QUOTATION_MARKS = re.compile(r"(?<!\w)[“\"‘'](?=\w)[^“”\"‘\n]{1,60}?(?<=[\w.,])[”\"’'](?!\w)")


_BRACKET = re.compile(r"[()\[\]]")


class Phrase(NamedTuple):
    """Words that belong together. ``begins``: a clause that stands alone begins with it, or what is said of a subject."""

    words: tuple[Word, ...]
    clause: Clause
    begins: bool


def phrases(text: str) -> list[Phrase]:
    """The words of one sentence in order, in phrases. Each but the last of a clause has a word that says something."""
    whole = [*names_in(text), *(match.span() for match in _IN_QUOTATION_MARKS.finditer(text))]
    found: list[Phrase] = []
    for part in clauses(text):
        words, begin = part.words, 0
        for place in range(1, len(words) + 1):
            if place < len(words):
                is_inside = any(start < words[place].start < end for start, end in whole)
                is_beside_bracket = bool(_BRACKET.search(text, words[place - 1].end, words[place].start))
                if is_inside or not (is_beside_bracket or _begins(words, place)) or not any(word.terms for word in words[begin:place]):
                    continue
            found.append(
                Phrase(
                    words[begin:place],
                    part,
                    (not begin and (part.stands_alone or not found))
                    or words[begin].plain in VERBS
                    or denies(words[begin : begin + 1])
                    or _is_verb_after_plural(words, begin),
                )
            )
            begin = place
    return found


def trimmed(words: Sequence[Word]) -> Sequence[Word]:
    """The words without those at either end that only lead from or to what is left out."""
    first, last = 0, len(words)
    while first < last and words[first].plain in _JOINTS and not _goes_with_next(words[first:last]):
        first += 1
    if last - first > 2 and words[first].plain in _SAYS_THAT and words[first + 1].plain == "that":  # noqa: PLR2004
        first += 2
    while last > first and words[last - 1].plain in _NOTHING_AT_AN_END:
        last -= 1
    return words[first:last]


def _goes_with_next(words: Sequence[Word]) -> bool:
    """Whether the first of the words says something with the second: "so that", "but not"."""
    return len(words) > 1 and ((words[0].plain == "so" and words[1].plain == "that") or denies(words[1:2]))


def _is_verb_after_plural(words: Sequence[Word], place: int) -> bool:
    """Whether a word is a verb by what is around it: "strengths looks for", where no noun would follow on a noun of several."""
    if not 0 < place < len(words) - 1:
        return False
    before, word, after = (words[at].plain for at in (place - 1, place, place + 1))
    both = all(
        plain.endswith("s") and not plain.endswith(("ss", "us", "is", "’s", "'s")) and plain not in VERBS for plain in (before, word)
    )
    return both and bool(words[place - 1].terms) and (after in _BEFORE_A_PHRASE or after in {"a", "an", "the"})


def _begins(words: Sequence[Word], place: int) -> bool:
    before, word = words[place - 1].plain, words[place].plain
    if before in _JOINTS or before in _BEFORE_A_PHRASE or before in NOT or before == "except":
        return False
    if before in _POINT_TO_WHAT_FOLLOWS and word in _RELATIVE:
        return False
    if _is_verb_after_plural(words, place):
        return True
    if word in VERBS or denies([words[place]]):
        return before not in VERBS and not _BEFORE_ITS_VERB.fullmatch(before)
    return word in _JOINTS or (word in _BEFORE_A_PHRASE and before not in _GO_ON)
