"""Lines that end where somebody wanted them to end, such as those of addresses and of lists of names: the next one begins anew.

Text is set greedily: a word stands on the next line because it had no room on this one. Where it had room, the line was ended by hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ingest.figures import is_figure
from ingest.printed.page import Line
from ingest.unfinished import breaks_off

__all__ = ["mark_breaks"]

_FARTHEST = 2.2  # sizes from one line of a text to the next
_SAME_BLOCK = 4.0  # sizes by which the lines of one block may begin apart
_AROUND = 5  # lines above and below that tell how wide a text is set there: beside a picture it is narrower
_ROOM = 2.0  # sizes that a line leaves beside the first word of the next before it was ended by hand
_LITTLE_ROOM = 0.5  # ... where all lines around begin with capitals
_LARGER = 1.12  # larger than the text: headings, which are broken by sense
_WIDER = 1.22  # times the distance of the lines of one entry: that from one entry to the next
_FEWEST_WIDE = 4  # such distances that part entries for certain, where none of them stands within a sentence
_FEWEST_TIGHT = 2
_FEWEST_CAPITALS = 4  # lines one after the other that begin with capitals: running text has fewer
_NAME_CHARACTERS = 30  # of names and the like, on average: among more of them a line needs no room to be one
_FEWEST_AT_RIGHT = 3  # lines that end under one another
_MOST_CHARACTERS = 40  # of the lines of an address, on average; lines of text that begin with capitals by chance are longer
_FEWEST_ENTRIES = 3  # lines that end entries, and most of a list, tell of the others
_MOSTLY = 0.6
_LONGEST_ENTRIES = 60  # characters, on average
_SAME_EDGE = 1.5  # points
_ADDRESS = re.compile(r"(?:https?://|www\.)\S|\S+@\S+\.\w|[\w-]+(?:\.[\w-]+)*\.(?:com|gov|net|org|uk|eu|edu|int|scot|wales)\b")
_LABELLED = re.compile(r"[A-Z][\w'’/-]*(?: [\w'’/-]+){0,2}:\s+\S")
_BEGINS = re.compile(r"[\"“‘'(]?(?:[^\W\d_]|[\d£$€])")
_AMOUNT = re.compile(r"[\d£$€§]")
# Behind these no sentence and no entry ends, though they may end a cell or a heading.
_LEANS_ON = re.compile(
    r"(?:\b(?i:about|after|another|any|before|between|both|do|does|either|former|her|his|including|more|most|no|not|only|other|over|per|prior"
    r"|regarding|so|some|such|these|this|those|through|under|upon|via|whether|while|within|without)|[-–—(/&+])\Z"
)


def mark_breaks(lines: Sequence[Line], body_size: float) -> None:
    """Notes of each line of a page, in ``parted_from``, the one above it that does not go on in it."""
    blocks: dict[float, list[list[Line]]] = defaultdict(list)
    for block in _blocks(lines):
        if block[0].size <= _LARGER * body_size:
            blocks[round(block[0].size * 2) / 2].append(block)
    for alike in blocks.values():
        tight = _within_entries(alike)
        for block in alike:
            if tight is None:
                ends = set(_by_room(block)) | set(_by_capitals(block))
                ends |= set(_by_others(block, ends))
            else:
                ends = {place for place, distance in enumerate(_distances(block)) if distance > tight}
            ends |= {place for place, pair in enumerate(pairwise(block)) if all(_LABELLED.match(line.flat) for line in pair)}
            for place in ends:
                block[place + 1].parted_from = block[place]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of one size and weight that stand closely under one another, from the top down; only where there are several."""
    ordered = sorted(lines, key=lambda line: -line.baseline)
    below: dict[int, Line] = {}
    headed: set[int] = set()
    for place, line in enumerate(ordered):
        for other in ordered[place + 1 :]:
            distance = line.baseline - other.baseline
            if distance > _FARTHEST * line.size:
                break
            if distance > 0.5 * line.size and other.shares_columns_with(line):
                if id(other) not in headed and _are_alike(line, other):
                    below[id(line)] = other
                    headed.add(id(other))
                break
    for line in ordered:
        if id(line) in headed or id(line) not in below:
            continue
        block = [line]
        while id(block[-1]) in below:
            block.append(below[id(block[-1])])
        yield block


def _are_alike(line: Line, other: Line) -> bool:
    if abs(line.size - other.size) >= 1 or line.bold != other.bold or line.is_turned or other.is_turned:
        return False
    return abs(line.left - other.left) < _SAME_BLOCK * line.size or abs(line.right - other.right) < _SAME_EDGE


def _distances(block: Sequence[Line]) -> list[float]:
    return [line.baseline - following.baseline for line, following in pairwise(block)]


def _within_entries(blocks: Sequence[Sequence[Line]]) -> float | None:
    """The farthest that lines within one entry stand apart, in points, where entries stand farther apart; None where nothing tells it."""
    pairs = [pair for block in blocks for pair in zip(_distances(block), pairwise(block), strict=True)]
    near = (one for one, _ in pairs if sum(abs(one - other) < 0.5 for other, _ in pairs) >= _FEWEST_TIGHT)  # noqa: PLR2004  # points
    farthest = _WIDER * min(near, default=0.0) + 0.5
    wide = [lines for distance, lines in pairs if distance > farthest]
    if len(wide) == len(pairs) or len(wide) < _FEWEST_WIDE or not all(_may_part(*lines) for lines in wide):
        return None
    return farthest


def _by_room(block: Sequence[Line]) -> Iterator[int]:
    """The places of lines that left room for the first word of the next one, where no line of a sentence around does."""
    rooms = _rooms(block)
    for place, room in enumerate(rooms):
        around = range(max(place - _AROUND, 0), min(place + _AROUND + 1, len(rooms)))
        is_left = room > _ROOM and not block[place].bold and _may_part(block[place], block[place + 1])
        if is_left and not any(rooms[other] > 1 and _goes_on(block[other + 1]) for other in around):
            yield place


def _by_capitals(block: Sequence[Line]) -> Iterator[int]:
    """The places of lines within a run of short ones that all begin with capitals or figures."""
    rooms = _rooms(block)
    is_free = not any(_goes_on(line) or line.flat.endswith(",") for line in block)
    start = 0
    while start < len(block) - 1:
        end = start
        while end < len(block) - 1 and _may_part(block[end], block[end + 1]) and not block[end].flat.endswith((".", "?", "!", ";")):
            end += 1
        run = block[start : end + 1]
        if len(run) > 1 and all(is_figure(line.flat) or _is_amount(line.flat) for line in run):
            yield from range(start, end)
        elif is_free and _is_list(run):
            is_short = len(run) > _FEWEST_CAPITALS and _characters(run) <= _NAME_CHARACTERS
            for place in range(start, end):
                if _ends_short(run, rooms[place]) or (is_short and _is_entry(block[place], block[place + 1], run)):
                    yield place
        start = end + 1


def _by_others(block: Sequence[Line], ends: Collection[int]) -> Iterator[int]:
    """The places of further lines of a list in which most were found to end entries; a word alone may be the rest of one."""
    distances = _distances(block)
    if _characters(block) > _LONGEST_ENTRIES or max(distances) - min(distances) > 1 or any(_goes_on(line) for line in block):
        return
    if len(ends) < max(_FEWEST_ENTRIES, _MOSTLY * len(distances)):
        return
    for place, (line, following) in enumerate(pairwise(block)):
        if _may_part(line, following) and _is_entry(line, following, block):
            yield place


def _is_entry(line: Line, following: Line, lines: Sequence[Line]) -> bool:
    """Whether a line of a list stops before the edge, and the next one has more than a word, which alone may be the rest of an entry."""
    return line.right < max(other.right for other in lines) - line.size and " " in following.flat


def _characters(lines: Sequence[Line]) -> float:
    """How many characters the lines have on average."""
    return sum(len(line.flat) for line in lines) / len(lines)


def _is_list(run: Sequence[Line]) -> bool:
    if _characters(run) > _MOST_CHARACTERS:
        return False
    are_at_right = max(line.right for line in run) - min(line.right for line in run) < _SAME_EDGE
    is_ragged = max(line.left for line in run) - min(line.left for line in run) > run[0].size
    return len(run) >= (_FEWEST_AT_RIGHT if are_at_right and is_ragged else _FEWEST_CAPITALS)


def _ends_short(run: Sequence[Line], room: float) -> bool:
    """Whether a line of a run ends before the edge, or all are set to it."""
    return room > _LITTLE_ROOM or max(line.right for line in run) - min(line.right for line in run) < _SAME_EDGE


def _rooms(block: Sequence[Line]) -> list[float]:
    """For each line but the last how many sizes are left of it when the first word of the next one is put behind it."""
    rooms = []
    for place, (line, following) in enumerate(pairwise(block)):
        edge = max(other.right for other in block[max(place - _AROUND, 0) : place + _AROUND + 2])
        rooms.append((edge - line.right - _first_word(following)) / line.size)
    return rooms


def _first_word(line: Line) -> float:
    """How wide the first word of a line is, with the space before it; a sign or an amount is not parted from the word behind it."""
    words = line.flat.split(" ")
    first = " ".join(words[: 2 if _AMOUNT.match(line.flat) else 1])
    return (line.right - line.left) / max(len(line.flat), 1) * (len(first) + 1)


def _may_part(line: Line, following: Line) -> bool:
    """Whether the words of two lines allow that the second begins anew."""
    if _goes_on(following) or not _BEGINS.match(following.flat) or (line.flat.isupper() and following.flat.isupper()):
        return False
    return not breaks_off(line.flat) and not _LEANS_ON.search(line.flat)


def _goes_on(line: Line) -> bool:
    """Whether a line begins within a sentence."""
    return line.flat[:1].islower() and not _ADDRESS.match(line.flat)


def _is_amount(text: str) -> bool:
    return len(text.split()) <= 2 and bool(_AMOUNT.match(text)) and not text.endswith((".", ",", ";"))  # noqa: PLR2004  # "$15.4 Billion"
