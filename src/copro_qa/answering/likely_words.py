"""What a reader's figures say of the words of a sentence, however low they are: where in it a short answer lies rather than elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from copro_qa.answering.clauses import LIKE_A_VERB, Word, overlap, words_of
from copro_qa.answering.named_people import CAPITAL
from copro_qa.document import Span
from copro_qa.models.reader import KeyRange

__all__ = ["Likely", "figures_of", "likeliest", "names_in", "stretches", "whole_names"]

Likely = tuple[Span, Sequence[KeyRange]]
"""The place of a passage, and how likely each part of its words belongs to a short answer. The ranges count from its start."""
Range = tuple[int, int]

_LEAST_LIKELY = 0.05
_OF_LIKELIEST = 0.6
_STRETCH_OF_LIKELIEST = 0.25
"""Share of the likeliest word's figure from which a word belongs to a stretch. docs/quality.md says what other shares gave."""
_WIDEST_GAP = 3
"""Words. Less likely ones between two likely ones belong to the same stretch: they are mostly small words."""
_ON = "".join(f"(?<={what})|" for what in ("Act", "Charter", "Commission", "Committee", "Convention", "Council", "Plan", "Strategy"))
_NAME = re.compile(
    rf"[{CAPITAL}][\w’'-]*(?:(?:(?:{_ON[:-1]}) on (?:the )?| (?:(?:of|and|the|for|de|la|van|von) ){{0,2}})[{CAPITAL}][\w’'-]*)*"
)
"""Words with capital letters that follow on one another, with the small ones between them."""
_BEGIN_ANOTHER = frozenset(
    "all any both each every many more most much other some such who whom whose which what when where while how why our your my his her its"
    " we you they he she i me us him them so than too very also now then only just still about above across after against along among"
    " around before behind below between beyond down during from off out over since through under until up upon within without".split()
)
"""Words that have meaning for a search, and begin another phrase."""


def likeliest(part: Span, asked: AbstractSet[str], likely: Sequence[Likely], *, least: float = _LEAST_LIKELY) -> list[Range]:
    """The ranges of the words in which a reader sees a short answer rather than in the others, but for those that the question has.

    Figures below ``least`` do not count.
    """
    figures = {word: figure for word, figure in figures_of(part, asked, likely).items() if figure >= least}
    best = max(figures.values(), default=0.0)
    return sorted((word.start, word.end) for word, figure in figures.items() if figure >= _OF_LIKELIEST * best)


def stretches(part: Span, asked: AbstractSet[str], likely: Sequence[Likely]) -> list[Range]:
    """The ranges of ``part`` in which a reader sees a short answer rather than in the rest, in order, from word to word.

    The figures are compared with one another: they were made for other questions. None where all are as good as nothing.
    """
    figures = figures_of(part, asked, likely)
    best = max(figures.values(), default=0.0)
    if best < _LEAST_LIKELY:
        return []
    words = words_of(part.text)
    taken = [place for place, word in enumerate(words) if figures.get(word, 0.0) >= _STRETCH_OF_LIKELIEST * best]
    found: list[tuple[int, int]] = []
    for place in taken:
        if found and place - found[-1][1] - 1 <= _WIDEST_GAP:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return whole_names(part.text, [(words[first].start, _end_of_phrase(part.text, words, last)) for first, last in found])


def _end_of_phrase(text: str, words: Sequence[Word], last: int) -> int:
    """Where the phrase of the word at ``last`` ends: "a planned, strategic approach" goes on after "strategic"."""
    word = words[last]
    if last + 1 < len(words):
        after = words[last + 1]
        is_one_phrase = text[word.start].islower() and text[after.start].islower() and text[word.end : after.start] == " "
        if (
            is_one_phrase
            and after.terms
            and after.plain not in _BEGIN_ANOTHER
            and not LIKE_A_VERB.fullmatch(after.plain)
            and not after.plain.endswith("ly")
        ):
            return after.end
    return word.end


def names_in(text: str) -> list[Range]:
    """Where words with capital letters follow on one another, with the small ones between them."""
    return [match.span() for match in _NAME.finditer(text)]


def whole_names(text: str, ranges: Sequence[Range]) -> list[Range]:
    """The ranges, in order, with all of the names that they begin or end in: "National Lottery" for "Lottery". What meets is joined."""
    names = names_in(text)
    joined: list[Range] = []
    for start, end in ranges:
        touched = [name for name in names if overlap(name, (start, end))]
        first, last = min([start, *(name[0] for name in touched)]), max([end, *(name[1] for name in touched)])
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def figures_of(part: Span, asked: AbstractSet[str], likely: Sequence[Likely]) -> Mapping[Word, float]:
    """The figure of each word that says something which the question does not."""
    figures: dict[Word, float] = {}
    new = [word for word in words_of(part.text) if word.terms - asked]
    for passage, pieces in likely:
        if passage.document.id != part.document.id or not passage.overlaps(part):
            continue
        shift = passage.start - part.start
        for start, end, figure in ((start + shift, end + shift, figure) for start, end, figure in pieces):
            for word in new:
                if word.start < end and start < word.end:
                    figures[word] = max(figures.get(word, 0.0), figure)
    return figures
