"""From the place of every character to the lines that a document's text is printed on."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from copro_qa.boxes import PageSize, PrintedLines, TextBoxes
from ingest.placed_text import GAP_BEFORE, Places

__all__ = ["text_boxes"]

_STEPS_PER_POINT = 20.0  # a twentieth of a point is finer than any screen shows
_MOST_STEPS = 65_535  # what two bytes hold; very large pages take wider steps
_SAME_LINE = 0.35  # share of a line's height by which the letters of one line may differ in top and bottom
_WIDEST_GAP = 2.5  # heights: a wider gap parts two stretches of one line
_OVERLAP = 0.4  # heights: letters may lean this far over one another
_MOST_CHARACTERS = 10_000  # of one stretch


def text_boxes(offsets: NDArray[np.int64], places: Places, sizes: Mapping[int, PageSize]) -> TextBoxes | None:
    """The boxes of a text whose characters at ``offsets``, which rise, are printed at ``places``; None when none is printed.

    White space is best left out: what lies between two letters of a line belongs to it.
    """
    printed = ~np.isnan(places).any(axis=1)
    offsets, exact = offsets[printed], np.asarray(places[printed], np.float64)
    if not len(offsets) or not sizes:
        return None
    widest = max(max(size.width, size.height) for size in sizes.values())
    scale = min(_STEPS_PER_POINT, (_MOST_STEPS - 1) / max(widest, 1.0))
    upright = _runs_upright(exact)
    along, across = _turned(exact, upright)
    along = _shared_out(along, across)
    begins = _begins(offsets, exact[:, 0], upright, along, across)
    first = np.flatnonzero(begins | (exact[:, GAP_BEFORE] > 0))
    return TextBoxes(sizes, _lines(offsets, exact[:, 0], upright, along * scale, across * scale, first), steps_per_point=scale)


def _runs_upright(places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Per character whether its line runs up or down the page: its neighbour then stands above or below it."""
    middle = np.stack([(places[:, 1] + places[:, 3]) / 2, (places[:, 2] + places[:, 4]) / 2])
    step = np.abs(np.diff(middle, axis=1, append=middle[:, -1:]))
    wide, high = places[:, 3] - places[:, 1], places[:, 4] - places[:, 2]
    higher = np.maximum(high, np.append(high[1:], high[-1:]))
    downwards = (step[0] < 0.3 * wide) & (step[1] > 0) & (step[1] < 1.5 * higher)  # measured in letters
    # A single letter that stands over another is the end of one line and the start of the next.
    alone = ~(np.roll(downwards, 1) | np.roll(downwards, -1))
    upright: NDArray[np.bool_] = downwards & ~alone
    upright[1:] |= upright[:-1].copy()
    return upright


def _turned(places: NDArray[np.float64], upright: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Beginning and end of each character along its line, and its two sides across the line; both of shape (characters, 2)."""
    level, steep = places[:, [1, 3]], places[:, [2, 4]]
    pick = upright[:, None]
    return np.where(pick, steep, level), np.where(pick, level, steep)


def _shared_out(along: NDArray[np.float64], across: NDArray[np.float64]) -> NDArray[np.float64]:
    """Letters that one sign stands for, such as the two of a ligature, have equal shares of its place."""
    same = (along[1:] == along[:-1]).all(axis=1) & (across[1:] == across[:-1]).all(axis=1)
    if not same.any():
        return along
    first = np.flatnonzero(np.concatenate([[True], ~same]))
    sizes = np.diff(np.append(first, len(along)))
    share = (np.arange(len(along)) - np.repeat(first, sizes)) / np.repeat(sizes, sizes)
    width = along[:, 1] - along[:, 0]
    begin = along[:, 0] + share * width
    return np.stack([begin, begin + width / np.repeat(sizes, sizes)], axis=1)


def _begins(
    offsets: NDArray[np.int64],
    pages: NDArray[np.float64],
    upright: NDArray[np.bool_],
    along: NDArray[np.float64],
    across: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Per character whether it begins a stretch: it stands on another line than the one before, or far from it."""
    height = np.maximum(across[1:, 1] - across[1:, 0], 1.0)
    gap = along[1:, 0] - along[:-1, 1]
    back = along[:-1, 0] - along[1:, 1]  # text that runs upwards on the page as it is shown, or to the left, goes the other way
    near = ((gap < _WIDEST_GAP * height) & (gap > -_OVERLAP * height)) | ((back < _WIDEST_GAP * height) & (back > -_OVERLAP * height))
    same = (
        (pages[1:] == pages[:-1])
        & (upright[1:] == upright[:-1])
        & (np.abs(across[1:] - across[:-1]).max(axis=1) < _SAME_LINE * height)
        & near
    )
    begins = np.concatenate([[True], ~same])
    # The columns hold the length of a stretch in two bytes, and the gap in offsets is part of it.
    starts = np.flatnonzero(begins)
    long = np.flatnonzero(offsets - offsets[starts][np.cumsum(begins) - 1] > _MOST_CHARACTERS)
    begins[long] = True
    return begins


def _lines(
    offsets: NDArray[np.int64],
    pages: NDArray[np.float64],
    upright: NDArray[np.bool_],
    along: NDArray[np.float64],
    across: NDArray[np.float64],
    first: NDArray[np.int64],
) -> PrintedLines:
    last = np.append(first[1:], len(offsets)) - 1
    counts = offsets[last] - offsets[first] + 1
    near = _steps(np.minimum.reduceat(across[:, 0], first))
    far = _steps(np.maximum.reduceat(across[:, 1], first))
    edges: list[NDArray[np.int64]] = []
    backwards = (along[last, 0] < along[first, 0]) & (first != last)
    for line, (start, end) in enumerate(zip(first, last + 1, strict=True)):
        edges.append(_edges(offsets[start:end], along[start:end], backwards=bool(backwards[line])))
    return PrintedLines(
        starts=array("I", offsets[first].tolist()),
        counts=array("H", counts.tolist()),
        pages=array("H", pages[first].astype(np.int64).tolist()),
        upright=array("B", upright[first].astype(np.int64).tolist()),
        near=array("H", near.tolist()),
        far=array("H", far.tolist()),
        edges=array("H", np.concatenate(edges).tolist()),
    )


def _edges(offsets: NDArray[np.int64], along: NDArray[np.float64], *, backwards: bool) -> NDArray[np.int64]:
    """Where each character of one stretch begins, and where the last one ends; a space begins where the letter before it ends."""
    begin, end = (along[:, 1], along[:, 0]) if backwards else (along[:, 0], along[:, 1])
    places = offsets - offsets[0]
    edges = np.empty(int(places[-1]) + 2)
    edges[0] = begin[0]
    edges[places + 1] = end  # where a character ends, the space behind it begins
    edges[places] = begin
    missing = np.ones(len(edges), bool)
    missing[places], missing[places + 1] = False, False
    if missing.any():  # more than one space
        edges[missing] = np.interp(np.flatnonzero(missing), np.flatnonzero(~missing), edges[~missing])
    return _steps(edges)


def _steps(places: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.clip(np.rint(places), 0, _MOST_STEPS).astype(np.int64)
