"""Which words of a sentence say what the question does not say already.

What only leads in goes, and what the question is about goes: of a sentence the adverbial before its main part, who says it, and its subject
where the question names that; of a row of a table the headings of its columns and the name of the row; of an item its number. Where nothing
can go, all of it tells.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from copro_qa.answering.clauses import Clause, clauses, touches, words_of
from copro_qa.answering.lead_ins import denies, without_lead_in, without_reporting
from copro_qa.answering.subjects import asked_for_subject, predicate, terms_in

__all__ = ["Range", "closed", "head_of_item", "in_sentence", "own_words", "time_of"]

Range = tuple[int, int]

_RELATIVE = frozenset("which who whom whose".split())
_ABOUT_IT = _RELATIVE | frozenset("so where when because by that with including such for".split())
"""How the part begins in which a list item goes on about what it has named."""
_LIMITS = frozenset("but except excluding unless without rather instead".split())
"""How a last part begins that takes back some of what is said."""
_REASON = re.compile(
    r"\b(?<!not )(?:because|so that|in order (?:to|that)|as a result of|(?:due|owing|thanks) to"
    r"|since (?!\d|then\b|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)"
    r"|(?<=, )to(?= (?!the\b|an?\b|which\b|whom\b|some\b|be sure\b|date\b))"
    r"|(?<=aims )to|(?<=aimed )to|(?<=designed )to|(?<=intended )to|(?<=meant )to)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(r"\b(?<!not )(?:by (?=(?:\w+ly )?\w+ing\b)|through\b|by means of\b|using\b)", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:(?:not )?(?:until|till)|since(?! then)|during|(?<!, )while|once|when(?:ever)?|as soon as"
    r"|before(?! (?:the |an? )?(?:\w+ )?(?:board|committee|council|courts?|ministers?|panel|parliament|sheriff|tribunal)\b)"
    r"|(?<!look )(?<!looks )(?<!looked )(?<!looking )(?<!named )(?<!called )after"
    r"|within (?=(?:\w+ ){1,3}?(?:hours?|days?|weeks?|months?|years?|decades?)\b)"
    r"|(?:by|at) the (?:time|end|start|beginning|latest)|in (?:the )?(?:spring|summer|autumn|winter|advance)"
    r"|in (?:the )?(?:years?|months?|weeks?|days?))\b",
    re.IGNORECASE,
)
_AFTER_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
"""What is denied before it is not denied after it."""
_WHY = re.compile(r"\bwhy\b|\bwhat (?:is|was|are|were)(?: the)? (?:reasons?|point|purpose|aims?)\b|\bhow come\b", re.IGNORECASE)
_ASKS_MEANING = re.compile(r"\bmean(?:s|ing)?\b|\bstands? for\b", re.IGNORECASE)
_MEANING = re.compile(r"(?<=, )meaning\b(?= (?!that\b|of\b)\S)", re.IGNORECASE)
_HOW = re.compile(r"\bhow (?!(?:many|much|long|old|often|far|big|large|high|come)\b)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,4})[.)]\s+|\(?[A-Z]\)\s+)?")
"""No capital letter with a full stop: that may begin a name."""
_TERM = re.compile(r"[^:.;,–—]{2,60}?(?=:\s|\s?[–—]\s)")
_JOINT = re.compile(r"(?:and|but(?! for\b)|or|so(?! (?:that|far|many|much|few|little|long|called)\b)|yet(?! to\b))\s+", re.IGNORECASE)
_SUBSECTIONS = re.compile(r"(?<=\d)(?:\(\w{1,4}\))+")
"""Of an Act: "31(1)(b)"."""
_PAIRS = (("“", "”"), ("‘", "’"), ('"', '"'), ("(", ")"), ("[", "]"))
_LONG = 20
"""Words. Of a sentence of so many a part may be enough."""


def in_sentence(
    text: str,
    question: str,
    asked: AbstractSet[str],
    pointed: Sequence[Range] = (),
    known: AbstractSet[str] = frozenset(),
    *,
    long: int = _LONG,
) -> list[Range]:
    """The ranges of a sentence that tell.

    ``asked`` are the question's terms, ``pointed`` where a reader sees something short, ``known`` the terms of title, headings and lead-in.
    Of a sentence of ``long`` words the clauses that are pointed at are enough.
    """
    if reason := _reason_or_manner(text, question):
        return [reason]
    all_parts = clauses(text)
    parts = [part for part in all_parts if not part.in_brackets or touches(part, pointed)] or all_parts
    if not parts:
        return []
    parts = without_lead_in(parts, asked, pointed)
    while len(parts) > 1 and _only_repeats(parts[-1], asked) and not touches(parts[-1], pointed):
        parts = parts[:-1]
    parts = without_reporting(_pointed_out(parts, pointed, long), text, pointed)
    first = asked_for_subject(parts[0], question, asked) or predicate(parts[0], question, asked, pointed, known)
    ranges = _joined([first, *parts[1:]], all_parts)
    return [closed(text, _after_joint(text, start, end), end) for start, end in ranges]


def own_words(text: str) -> int:
    """Where the words of an item, a row or a sentence begin that may have a number before them."""
    number = _NUMBER.match(text)
    return number.end() if number else 0


def head_of_item(text: str) -> Range | None:
    """What a list item names: the term that it explains, or its words up to where it goes on about them; None where it only names."""
    if term := _TERM.match(text):
        return term.span()
    parts = clauses(text)
    for part, after in pairwise(parts):
        begins = after.words[0].plain
        if begins in _ABOUT_IT or after.in_brackets or begins.endswith("ed"):
            return closed(text, parts[0].start, part.end)
    return None


def time_of(text: str) -> list[Range]:
    """Where a sentence says when, in words: from the word that begins that to the end of its clause."""
    found: list[Range] = []
    for part in clauses(text):
        joint = _TIME.search(text, part.start, part.end)
        # "than before" says nothing of when.
        if joint and joint.end() < part.end and not denies([word for word in part.words if word.start < joint.start()]):
            found.append(closed(text, joint.start(), part.end))
    return found


def _reason_or_manner(text: str, question: str) -> Range | None:
    """From the word that gives a reason, or a way, to the end, or a meaning; None where it is not asked for or not given so."""
    if _ASKS_MEANING.search(question) and (meaning := _MEANING.search(text)):
        part = next(part for part in clauses(text) if part.end > meaning.start())
        return closed(text, meaning.start(), part.end)
    joint = _REASON if _WHY.search(question) else _MANNER if _HOW.search(question) else None
    found = joint.search(text) if joint else None
    # "Nobody closed it because of the cost" gives no reason, and marked by itself the reason would be one.
    if not found or denies(words_of(_AFTER_BUT.split(text[: found.start()])[-1])):
        return None
    parts = [part for part in clauses(text) if not part.in_brackets or part.start <= found.start() < part.end]
    words = [word for part in parts for word in part.words if word.start >= found.start()]
    # A reason that stands first ends where the main part of the sentence begins.
    if not text[: found.start()].strip():
        words = list(parts[0].words)
    is_told = len(words) > 1 and words[0].start == found.start()
    return closed(text, words[0].start, words[-1].end) if is_told else None


def _only_repeats(part: Clause, asked: AbstractSet[str]) -> bool:
    """Whether the question has all that a part says, and it takes nothing back: "but not carers"."""
    return bool(part.terms) and part.terms <= asked and part.words[0].plain not in _LIMITS and not denies(part.words)


def _pointed_out(parts: Sequence[Clause], pointed: Sequence[Range], long: int) -> list[Clause]:
    """Of a long sentence the clauses in which a reader sees something short, with the pieces of a list that they are."""
    if not pointed or sum(len(part.words) for part in parts) < long:
        return list(parts)
    groups: list[list[Clause]] = []
    for part in parts:
        if groups and not part.stands_alone:
            groups[-1].append(part)
        else:
            groups.append([part])
    chosen = {place for place, group in enumerate(groups) if any(touches(part, pointed) for part in group)}
    # "whose visas expire" says nothing without whom it speaks of, nor does "who have lost a child" in ", but who have lost a child".
    for place in sorted(chosen):
        before = next((at for at in reversed(range(place)) if terms_in(groups[at][0].words)), None)
        if before is not None and _RELATIVE & {word.plain for word in groups[place][0].words[:2]}:
            chosen |= set(range(before, place))
    return [part for place in sorted(chosen) for part in groups[place]] or list(parts)


def _joined(parts: Sequence[Clause], all_parts: Sequence[Clause]) -> list[Range]:
    """The ranges of the parts, those that follow on one another in the sentence made one."""
    starts = [part.start for part in all_parts]
    ranges: list[tuple[int, int, int]] = []
    for part in parts:
        place = bisect_right(starts, part.start) - 1
        if ranges and ranges[-1][2] == place - 1:
            ranges[-1] = (ranges[-1][0], part.end, place)
        else:
            ranges.append((part.start, part.end, place))
    return [(start, end) for start, end, _ in ranges]


def _after_joint(text: str, start: int, end: int) -> int:
    """Where the range begins without a joining word."""
    while joint := _JOINT.match(text, start, end):
        start = joint.end()
    return start


def closed(text: str, start: int, end: int) -> Range:
    """The range with the quotation marks around it, and the brackets of which it has one half, or which end a number: "31(1)"."""
    if subsections := _SUBSECTIONS.match(text, end):
        end = subsections.end()
    for opening, closing in _PAIRS:
        before, after, inside = text[start - 1 : start], text[end : end + 1], text[start:end]
        opens = before == opening and (closing in inside or (after == closing and opening not in "(["))
        start -= opens
        is_open = opens if opening == closing else opens + inside.count(opening) > inside.count(closing)
        if after == closing and (is_open or (opening == closing and inside.count(opening) % 2)):
            end += 1
    return start, end
