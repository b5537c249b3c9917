"""Letters and numbers that count paragraphs without a point or a bracket, set apart before them: "a", "b" and "c" in the margin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.enumerators import follows
from ingest.printed.page import Line

__all__ = ["bare_labels", "labels_within"]

_LETTERS = re.compile(r"[a-z]|[ivxl]{1,6}")
_LABEL = re.compile(rf"{_LETTERS.pattern}|\d{{1,3}}")
_BEGINS = re.compile(rf"\s*(?P<label>{_LETTERS.pattern})\s+(?=\S)")
_FEWEST = 3  # letters under one another, of which most follow the one above: fewer may be anything
_SAME_EDGE = 1.5  # points by which they may begin apart
_WIDEST_GAP = 6.0  # sizes from a label to its text
_LEAST_TEXT = 8  # characters


def bare_labels(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Each such label of a page with the line that it stands before. Numbers count only where they stand under such letters."""
    if sum(1 for line in lines if _LETTERS.fullmatch(line.flat)) < _FEWEST:
        return []
    found = [(line, text) for line in lines if _LABEL.fullmatch(line.flat) and (text := _text_behind(line, lines)) is not None]
    return [pair for column in _columns(found) if _counts(column) for pair in column]


def labels_within(lines: Sequence[Line], pairs: Sequence[tuple[Line, Line]]) -> list[tuple[Line, str]]:
    """Lines that begin with the next letter under one of the labels of ``pairs``, which stands as close to its text as words do."""
    found: list[tuple[Line, str]] = []
    above = [(label.left, label.baseline, label.flat) for label, _ in pairs]
    for line in sorted(lines, key=lambda line: -line.baseline):
        match = _BEGINS.match(line.text)
        if match is None or any(line is label for label, _ in pairs):
            continue
        over = [one for one in above if abs(one[0] - line.left) < _SAME_EDGE and one[1] > line.baseline]
        nearest = min(over, key=lambda one: one[1], default=None)
        if nearest is not None and follows(nearest[2], match["label"]):
            found.append((line, match["label"]))
            above.append((line.left, line.baseline, match["label"]))
    return found


def _text_behind(label: Line, lines: Sequence[Line]) -> Line | None:
    """The text that a label stands before, where nothing else stands in their row."""
    row = [line for line in lines if line is not label and abs(line.baseline - label.baseline) < 0.3 * label.size]
    if len(row) != 1:
        return None
    (text,) = row
    is_near = 0 < text.left - label.right < _WIDEST_GAP * label.size and abs(text.size - label.size) < 0.25 * text.size
    return text if is_near and len(text.flat) >= _LEAST_TEXT and any(map(str.isalpha, text.flat)) else None


def _columns(found: Sequence[tuple[Line, Line]]) -> Iterator[list[tuple[Line, Line]]]:
    """Labels that begin under one another, from the top down."""
    columns: list[list[tuple[Line, Line]]] = []
    for label, text in sorted(found, key=lambda pair: -pair[0].baseline):
        column = next((column for column in columns if abs(column[0][0].left - label.left) < _SAME_EDGE), None)
        if column is None:
            columns.append([(label, text)])
        else:
            column.append((label, text))
    yield from columns


def _counts(column: Sequence[tuple[Line, Line]]) -> bool:
    letters = [label.flat for label, _ in column if _LETTERS.fullmatch(label.flat)]
    following = sum(1 for one, other in pairwise(letters) if follows(one, other))
    return len(letters) >= _FEWEST and following >= (len(letters) - 1) / 2
