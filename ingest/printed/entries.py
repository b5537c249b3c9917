"""Entries of forms and checklists: short texts, each on a line of its own, that stand evenly under one another or beside tick boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ingest.enumerators import item_mark, strip_bullet
from ingest.printed.page import Line, PrintedPage, Rule
from ingest.printed.paragraph import Paragraph
from ingest.printed.paragraphs import LOOSE
from ingest.printed.tick_boxes import is_beside_box, tick_boxes
from ingest.unfinished import breaks_off, leads_on

__all__ = ["find_entries", "mark_entries"]

_FEWEST = 3  # fewer texts in line may be chance
_CHARACTERS = 70
_LARGEST_PITCH = 3.5  # sizes from one entry to the next
_EVEN = 0.08  # share by which the distances of entries may differ
_SAME_EDGE = 0.3  # sizes
_WIDE_EDGE = 3.0  # sizes by which entries may be indented beside the text of their column
_ALIKE = 0.7  # share of the longest line of running text that most of its lines fill
_LONG = 40  # characters of an entry that may go on in a next line
_SMALL_LETTERS = 0.25  # share of the entries that may begin with a small letter; most lines within running text do


def mark_entries(page: PrintedPage) -> None:
    """Notes of each line of a page whether it looks like an entry of a form. Whether it is one, the lines before it tell."""
    boxes = tick_boxes(page.rules)
    for column in _aligned(page.lines):
        for run in _even_runs(column, page.lines, boxes):
            for line in run:
                line.is_entry = True


def find_entries(paragraphs: Sequence[Paragraph]) -> None:
    """Makes items of the entries that stand under a heading or a text with a colon, also where they go on in the next column."""
    place = 0
    while place < len(paragraphs):
        end = place
        while end < len(paragraphs) and _may_be_entry(paragraphs[end], paragraphs[place]):
            end += 1
        before = paragraphs[place - 1] if place else None
        if before is not None and (before.level or leads_on(before.flat)):
            for columns in _by_column(paragraphs[place:end]):
                for paragraph in columns:
                    paragraph.bullet = True
        place = max(end, place + 1)


def _may_be_entry(paragraph: Paragraph, first: Paragraph) -> bool:
    return paragraph.lines[0].is_entry and not paragraph.level and not paragraph.is_item and abs(paragraph.size - first.size) < 1


def _by_column(run: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """The paragraphs of a run, column by column, as long as there are enough in each: cells that are read row by row are no list."""
    columns: list[list[Paragraph]] = []
    for paragraph in run:
        if columns and abs(columns[-1][-1].left - paragraph.left) < _SAME_EDGE * paragraph.size:
            columns[-1].append(paragraph)
        else:
            columns.append([paragraph])
    for column in columns:
        if len(column) < _FEWEST:
            return
        yield column


def _aligned(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one size and weight that begin under one another, from the top down."""
    columns: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.baseline):
        for column in columns:
            first = column[0]
            if abs(first.left - line.left) < _SAME_EDGE * line.size and abs(first.size - line.size) < 1 and first.bold == line.bold:
                column.append(line)
                break
        else:
            columns.append([line])
    return columns


def _even_runs(column: Sequence[Line], lines: Sequence[Line], boxes: Sequence[Rule]) -> Iterator[list[Line]]:
    """The stretches of a column that may be entries."""
    run: list[Line] = []
    for line in column:
        if run and not _goes_on(run, line, lines):
            yield from _entries(run, lines, boxes)
            # The last line of one stretch may be the first of the next, which has another pitch.
            run = [run[-1]] if len(run) > 1 and _goes_on(run[-1:], line, lines) else []
        run.append(line)
    yield from _entries(run, lines, boxes)


def _goes_on(run: Sequence[Line], line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line stands as far below the last one of a run as that below the one before, with nothing in between."""
    pitch = run[-1].baseline - line.baseline
    if not 0 < pitch < _LARGEST_PITCH * line.size:
        return False
    if len(run) > 1 and abs(pitch - (run[0].baseline - run[-1].baseline) / (len(run) - 1)) > _EVEN * pitch:
        return False
    return not any(line.baseline < other.baseline < run[-1].baseline and other.shares_columns_with(line) for other in lines)


def _entries(run: list[Line], lines: Sequence[Line], boxes: Sequence[Rule]) -> Iterator[list[Line]]:
    """Those parts of a run that read like entries."""
    if _reads_like_text([line for line in run if not is_beside_box(line, boxes)]):
        return
    part: list[Line] = []
    for line in run:
        if _reads_like_entry(line):
            part.append(line)
            continue
        if line is run[-1] and len(part) >= _FEWEST and line.flat.endswith(":") and len(line.flat) <= _CHARACTERS:
            part.append(line)  # the last one leaves room to write: "Something else:"
            break
        yield from _if_entries(part, lines, boxes)
        part = []
    yield from _if_entries(part, lines, boxes)


def _if_entries(part: list[Line], lines: Sequence[Line], boxes: Sequence[Rule]) -> Iterator[list[Line]]:
    while part and _has_tight_neighbour(part[0], lines, above=True) and not is_beside_box(part[0], boxes):
        part = part[1:]
    while part and _has_tight_neighbour(part[-1], lines, above=False) and not is_beside_box(part[-1], boxes):
        part = part[:-1]
    if len(part) < _FEWEST:
        return
    is_loose = min(above.baseline - line.baseline for above, line in pairwise(part)) > LOOSE * part[0].size
    small = sum(1 for line in part if line.flat[:1].islower())
    if small > _SMALL_LETTERS * len(part) or any(breaks_off(line.flat) for line in part):
        return
    if all(is_beside_box(line, boxes) for line in part) or (is_loose and not _runs_over(part, lines)):
        yield part


def _reads_like_text(run: Sequence[Line]) -> bool:
    """Whether lines may be running text: a sentence ends among them, or one is too long for an entry and the others not much shorter."""
    lengths = sorted(len(line.flat) for line in run)
    if any(line.flat.endswith((".", "?", "!")) for line in run):
        return True
    return bool(lengths) and lengths[-1] > _CHARACTERS and median(lengths[:-1] or lengths) > _ALIKE * lengths[-1]


def _runs_over(part: Sequence[Line], lines: Sequence[Line]) -> bool:
    """Whether an entry may go on in the next line: it leaves no room for the next word, or is long and only a word or two follow.

    How wide the column is, running text tells, which is set tightly.
    """
    first = part[0]
    column = [line for line in lines if abs(line.left - first.left) < _WIDE_EDGE * first.size and not any(line is one for one in part)]
    others = [line.right for line in column if any(_has_tight_neighbour(line, column, above=above) for above in (True, False))]
    edge = max(others, default=0.0)
    for line, following in pairwise(part):
        words = following.flat.split()
        width = len(words[0]) * (line.right - line.left) / len(line.flat)
        fills = line.right <= edge + first.size and line.right + width > edge
        if fills or (len(line.flat) >= _LONG and len(words) <= 2):  # noqa: PLR2004
            return True
    return False


def _reads_like_entry(line: Line) -> bool:
    text = line.flat
    letters = sum(map(str.isalpha, text))
    if len(text) > _CHARACTERS or letters < 0.5 * len(text) or line.is_contents or leads_on(text):
        return False
    return not text.endswith((".", "?", "!")) and strip_bullet(line.text) is None and item_mark(line.text) is None


def _has_tight_neighbour(line: Line, lines: Sequence[Line], *, above: bool) -> bool:
    """Whether a line of its size stands as close above or below it as lines of one paragraph do."""
    for other in lines:
        distance = other.baseline - line.baseline if above else line.baseline - other.baseline
        if 0.5 * line.size < distance <= LOOSE * line.size and abs(other.size - line.size) < 1 and other.shares_columns_with(line):
            return True
    return False
