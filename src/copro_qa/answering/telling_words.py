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

from copro_qa.answering.clauses import VERBS, Clause, Word, clauses, overlap, touches, words_of
from copro_qa.answering.lead_ins import GIVEN, NOT, denies, without_lead_in, without_reporting

__all__ = ["closed", "in_item", "in_row", "in_sentence"]

Range = tuple[int, int]

_PLAIN_VERBS = frozenset("is are was were be been being has have had does do did".split())
_MEANS = frozenset("mean means meant".split())
_RELATIVE = frozenset("which who whom whose".split())
_LIMITS = frozenset("but except excluding unless without rather instead".split())
"""How a last part begins that takes back some of what is said."""
_LIKE_A_VERB = re.compile(
    r"\w+(?:s|ed)|ma[dk]e|g[ai]ve|took|take|put|led|held|kept|brought|began|came|went|g[eo]t|saw|bec[ao]me|grew|ran|mean|involve|include"
    r"|provide|ensure|allow|enable|agree|decide|want"
)
_REASON = re.compile(
    r"\b(?<!not )(?:because|so that|in order (?:to|that)|as a result of|(?:due|owing|thanks) to"
    r"|since (?!\d|then\b|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d)"
    r"|(?<=aims )to|(?<=aimed )to|(?<=designed )to|(?<=intended )to|(?<=meant )to)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(r"\b(?<!not )(?:by (?=(?:\w+ly )?\w+ing\b)|through\b|by means of\b|using\b)", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b|\bwhat (?:is|was|are|were)(?: the)? (?:reasons?|point|purpose|aims?)\b|\bhow come\b", re.IGNORECASE)
_HOW = re.compile(r"\bhow (?!(?:many|much|long|old|often|far|big|large|high|come)\b)", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom|which)\b", re.IGNORECASE)
_CELL = re.compile(r"(?:([^:;]{1,80}): )?(.+?)(?:; |$)", re.DOTALL)
_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}(?:\.\d+)*|[a-z]|[ivx]{1,4})[.)]\s+|\(?[A-Z]\)\s+)?")
"""No capital letter with a full stop: that may begin a name."""
_TERM = re.compile(r"[^:.;,–—]{2,60}?(?=:\s|\s?[–—]\s)")
_SHORT_ITEM = 14
"""Words. An item of no more tells as a whole."""
_JOINT = re.compile(r"(?:and|but(?! for\b)|or|so(?! (?:that|far|many|much|few|little|long|called)\b)|yet(?! to\b))\s+", re.IGNORECASE)
_PAIRS = (("“", "”"), ("‘", "’"), ('"', '"'), ("(", ")"), ("[", "]"))
_LONG = 20
"""Words. Of a sentence of so many a part may be enough."""


def in_sentence(text: str, question: str, asked: AbstractSet[str], pointed: Sequence[Range] = ()) -> list[Range]:
    """The ranges of a sentence that tell. ``asked`` are the question's terms, ``pointed`` where a reader sees something short."""
    if reason := _reason_or_manner(text, question):
        return [reason]
    all_parts = clauses(text)
    parts = [part for part in all_parts if not part.in_brackets or touches(part, pointed)] or all_parts
    if not parts:
        return []
    parts = without_lead_in(parts, asked, pointed)
    while len(parts) > 1 and _only_repeats(parts[-1], asked) and not touches(parts[-1], pointed):
        parts = parts[:-1]
    parts = without_reporting(_pointed_out(parts, pointed), text, pointed)
    first = _subject(parts[0], asked) if _WHO.search(question) else None
    ranges = _joined([first or _predicate(parts[0], asked, pointed), *parts[1:]], all_parts)
    return [closed(text, _after_joint(text, start, end), end) for start, end in ranges]


def in_item(text: str, question: str, asked: AbstractSet[str], pointed: Sequence[Range] = (), *, names: bool = False) -> list[Range]:
    """The ranges of a list item that tell: its own words without its number; where ``names`` are asked for, the term that it explains."""
    number = _NUMBER.match(text)
    start = number.end() if number else 0
    if names and (term := _TERM.match(text, start)):
        return [term.span()]
    words = words_of(text[start:])
    if len(words) <= _SHORT_ITEM:
        return [closed(text, start + words[0].start, start + words[-1].end)] if words else []
    moved = [(from_ - start, to - start) for from_, to in pointed]
    return [(start + from_, start + to) for from_, to in in_sentence(text[start:], question, asked, moved)]


def in_row(text: str, asked: AbstractSet[str], pointed: Sequence[Range] = ()) -> list[Range]:
    """The ranges of a table's row that tell: the cells under the heading that the question names, else all but the row's name."""
    headings, cells = [], []
    for match in _CELL.finditer(text):
        headings.append(_terms_in(words_of(match[1] or "")))
        cells.append((match.span(2), _terms_in(words_of(match[2]))))
    named = max((len(heading & asked) for heading in headings), default=0)
    under = [cell for heading, cell in zip(headings, cells, strict=True) if len(heading & asked) == named]
    # Where all headings share the question's words, none is named by them.
    if named and len(under) < len(cells) and (told := _saying_something(under, asked)):
        return told
    told = _saying_something(cells, asked)
    if at := [place for place in told if any(overlap(place, mark) for mark in pointed)]:
        return at
    return [place for place in told if place != cells[0][0]] or told or [place for place, _ in cells[:1]]


def _saying_something(cells: Sequence[tuple[Range, frozenset[str]]], asked: AbstractSet[str]) -> list[Range]:
    """The cells of which the question has less than half; where none is left, those that it does not have whole."""
    mostly_new = [place for place, value in cells if not value or len(value & asked) < GIVEN * len(value)]
    return mostly_new or [place for place, value in cells if not value <= asked]


def _reason_or_manner(text: str, question: str) -> Range | None:
    """From the word that gives a reason, or a way, to the end; None where it is not asked for or not given so."""
    joint = _REASON if _WHY.search(question) else _MANNER if _HOW.search(question) else None
    found = joint.search(text) if joint else None
    if not found:
        return None
    parts = [part for part in clauses(text) if not part.in_brackets or part.start <= found.start() < part.end]
    words = [word for part in parts for word in part.words if word.start >= found.start()]
    # A reason that stands first ends where the main part of the sentence begins.
    if not text[: found.start()].strip():
        words = list(parts[0].words)
    is_told = len(words) > 1 and words[0].start == found.start()
    return closed(text, words[0].start, words[-1].end) if is_told else None


def _predicate(part: Clause, asked: AbstractSet[str], pointed: Sequence[Range]) -> Clause:
    """The part without its subject, where that only names what the question is about, and not without what is left of it."""
    words = part.words
    verb = next((place for place, word in enumerate(words) if word.plain in VERBS), 0) or _verb_after_given(words, asked)
    begins = verb + _says_nothing(words[verb : verb + 2])
    subject, rest = _terms_in(words[:verb]), words[begins:]
    names = len(subject & asked) >= GIVEN * len(subject)
    if not verb or not names or not _terms_in(rest) or denies(words[:verb]) or any(start < rest[0].start for start, _ in pointed):
        return part
    return part._replace(words=rest)


def _subject(part: Clause, asked: AbstractSet[str]) -> Clause | None:
    """The part's subject, where the question has all that is said of it; else None."""
    words = part.words
    verb = next((place for place, word in enumerate(words) if word.plain in VERBS), 0)
    said = _terms_in(words[verb:])
    return part._replace(words=words[:verb]) if verb and said and said <= asked and _terms_in(words[:verb]) - asked else None


def _verb_after_given(words: Sequence[Word], asked: AbstractSet[str]) -> int:
    """The place of the word after the last of the first half that the question has, where it looks like a verb; 0 where none does."""
    for place in range(len(words) // 2 + 1, 0, -1):
        if place < len(words) and words[place - 1].terms & asked and _LIKE_A_VERB.fullmatch(words[place].plain):
            # "cells" looks like a verb, and is none where the question speaks of cells.
            return 0 if words[place].terms & asked else place
    return 0


def _says_nothing(verb: Sequence[Word]) -> bool:
    """Whether a verb can be left out with the subject: "is" and "means", but not "is not", "has to" or "must"."""
    first, *after = (word.plain for word in verb)
    return first in _MEANS or (first in _PLAIN_VERBS and not (after and (after[0] in NOT or after[0] == "to")))


def _only_repeats(part: Clause, asked: AbstractSet[str]) -> bool:
    """Whether the question has all that a part says, and it takes nothing back: "but not carers"."""
    return bool(part.terms) and part.terms <= asked and part.words[0].plain not in _LIMITS and not denies(part.words)


def _pointed_out(parts: Sequence[Clause], pointed: Sequence[Range]) -> list[Clause]:
    """Of a long sentence the clauses in which a reader sees something short, with the pieces of a list that they are."""
    if not pointed or sum(len(part.words) for part in parts) < _LONG:
        return list(parts)
    groups: list[list[Clause]] = []
    for part in parts:
        if groups and not part.stands_alone:
            groups[-1].append(part)
        else:
            groups.append([part])
    chosen = {place for place, group in enumerate(groups) if any(touches(part, pointed) for part in group)}
    # "whose visas expire" says nothing without whom it speaks of.
    chosen |= {place - 1 for place in chosen if place and _RELATIVE & {word.plain for word in groups[place][0].words[:2]}}
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
    """The range with the quotation marks around it, and the brackets of which it has one half."""
    for opening, closing in _PAIRS:
        before, after, inside = text[start - 1 : start], text[end : end + 1], text[start:end]
        opens = before == opening and (closing in inside or (after == closing and opening not in "(["))
        start -= opens
        is_open = opens if opening == closing else opens + inside.count(opening) > inside.count(closing)
        if after == closing and (is_open or (opening == closing and inside.count(opening) % 2)):
            end += 1
    return start, end


def _terms_in(words: Sequence[Word]) -> frozenset[str]:
    return frozenset().union(*(word.terms for word in words))
