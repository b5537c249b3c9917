"""What a text recognition program found in the picture of a page, and how it becomes lines of print."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.parsers.page_view import PageView, Rectangle, turned
from ingest.placed_text import CONFIDENCE, GAP_BEFORE, LEAST_CONFIDENCE, PlacedText, nowhere
from ingest.printed.page import Line, PrintedPage

__all__ = ["RecognisedLine", "RecognisedPage", "RecognisedWord", "even_sizes", "lines_of_picture"]

_TEXT_WIDTH = 9  # sizes, as in print: narrower parts of a row are cells of a table, which is read row by row
_DESCENT = 0.22  # of a font's size lies below the baseline
_WIDE_GAP = 1.6  # in sizes, as in print: a wider gap parts columns or cells
_ALIKE = 0.09  # share by which measured sizes of letters that are set alike may differ
_FEWEST_LETTERS = 0.5  # share of letters and digits in what is text, not specks and lines
_STEEP = 0.01  # radians by which a line may fall and still be marked with one box
_LEAST_CONFIDENCE = 0.4  # a line of less was nothing but texture in the pictures that were tried (docs/pdf.md)
_NOT_WORDS = frozenset("e¢«»°®©*¥¢·■●▪")
"""What bullets are taken for when they begin a line: none of them is a word."""


class RecognisedWord(NamedTuple):
    """A word, how sure the program is of it (0 to 1), and for each character where it begins and ends, in pixels."""

    text: str
    confidence: float
    characters: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """Words on one baseline, from left to right. Pixels, y downwards; ``baseline`` is its height in the middle of the line."""

    words: Sequence[RecognisedWord]
    baseline: float
    size: float
    """Of its type, as that of a font: about the distance from the foot of a "g" to the head of an accented capital."""

    @property
    def confidence(self) -> float:
        """The mean of its characters'."""
        return sum(word.confidence * len(word.text) for word in self.words) / max(sum(len(word.text) for word in self.words), 1)


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """The lines in the order in which the program reads them.

    ``turn`` is by how many quarters to the left the picture was turned to be read; places are those in the turned picture. ``skew`` is
    the angle in radians by which its lines fall to the right.
    """

    lines: Sequence[RecognisedLine]
    turn: int = 0
    skew: float = 0.0

    @property
    def characters(self) -> int:
        """How many there are."""
        return sum(len(word.text) for line in self.lines for word in line.words)

    @property
    def confidence(self) -> float:
        """The mean of all characters'; 0 for none."""
        return sum(word.confidence * len(word.text) for line in self.lines for word in line.words) / max(self.characters, 1)


def lines_of_picture(found: RecognisedPage, number: int, label: str, shown: PageView, pixels_per_point: float) -> PrintedPage:
    """Page ``number`` as it was recognised. ``shown`` is the page as its reader sees it, of which a picture was taken."""
    text_turn = -found.turn % 4
    box = turned((0.0, 0.0, shown.size.width, shown.size.height), text_turn)
    page = PrintedPage(number, label, *box, size=shown.size)
    view = PageView(0.0, 0.0, shown.size.width, shown.size.height, rotation=0, text_turn=text_turn)
    on_page = _OnPage(box, pixels_per_point, found.skew, view, number)
    rows = [[on_page.line(part, line) for part in _parts(line)] for line in found.lines if _is_text(line)]
    page.lines.extend(_down_columns(rows))
    return page


def even_sizes(lines: Sequence[Line]) -> None:
    """Gives letters that are set alike one size: what is measured in a picture differs from line to line."""
    left = Counter[float]()
    for line in lines:
        left[line.size] += len(line.text)
    evened: dict[float, float] = {}
    while left:
        usual = left.most_common(1)[0][0]
        near = [size for size in left if abs(size - usual) <= _ALIKE * usual]
        middle = round(sum(size * left[size] for size in near) / sum(left[size] for size in near), 1)
        for size in near:
            evened[size] = middle
            del left[size]
    for line in lines:
        line.size = evened[line.size]


def _down_columns(rows: Sequence[list[Line]]) -> Iterator[Line]:
    """The parts of rows in order: down one column and then the next where the program has read across columns of text."""
    waiting: list[list[Line]] = []
    for row in [*rows, []]:
        if waiting and not (len(row) == len(waiting[0]) and _stand_below(waiting[-1], row)):
            widths = sorted(line.right - line.left for parts in waiting for line in parts)
            is_text = widths[len(widths) // 2] > _TEXT_WIDTH * waiting[0][0].size
            yield from (line for column in (zip(*waiting, strict=True) if is_text else waiting) for line in column)
            waiting = []
        waiting.append(row)


def _stand_below(above: Sequence[Line], below: Sequence[Line]) -> bool:
    return all(abs(a.left - b.left) < 2 * a.size for a, b in zip(above, below, strict=True))


def _is_text(line: RecognisedLine) -> bool:
    text = "".join(word.text for word in line.words)
    return line.confidence >= _LEAST_CONFIDENCE and sum(map(str.isalnum, text)) >= _FEWEST_LETTERS * len(text) > 0


def _parts(line: RecognisedLine) -> Iterator[list[RecognisedWord]]:
    """The words between wide gaps."""
    part: list[RecognisedWord] = []
    for word in line.words:
        if part and word.characters[0][0] - part[-1].characters[-1][1] > _WIDE_GAP * line.size:
            yield part
            part = []
        part.append(word)
    yield part


@dataclass(frozen=True, slots=True)
class _OnPage:
    """From pixels of the turned picture to points of the page turned alike, y upwards."""

    box: Rectangle
    pixels_per_point: float
    skew: float
    view: PageView
    number: int

    def line(self, words: Sequence[RecognisedWord], of: RecognisedLine) -> Line:
        """Some words of a line, with the places of their characters."""
        size = round(of.size / self.pixels_per_point, 1)
        first, last = words[0].characters[0], words[-1].characters[-1]
        left, baseline = self._level(first[0], of)
        right, _ = self._level(last[1], of)
        bottom = baseline - _DESCENT * size
        placed = _with_bullet(self._placed(words, of))
        return Line(placed, left, max(right, left), bottom, bottom + size, baseline, size, self.number)

    def _level(self, x: float, of: RecognisedLine) -> tuple[float, float]:
        """A point of a line's foot, on the page with its lines made level: the picture is turned about its middle."""
        left, bottom, right, top = self.box
        wide, high = (right - left) * self.pixels_per_point, (top - bottom) * self.pixels_per_point
        across, down = x - wide / 2, self._foot(x, of) - high / 2
        cosine, sine = math.cos(self.skew), math.sin(self.skew)
        return (
            left + (across * cosine + down * sine + wide / 2) / self.pixels_per_point,
            top - (down * cosine - across * sine + high / 2) / self.pixels_per_point,
        )

    def _foot(self, x: float, of: RecognisedLine) -> float:
        middle = (of.words[0].characters[0][0] + of.words[-1].characters[-1][1]) / 2
        return of.baseline + (x - middle) * math.tan(self.skew)

    def _placed(self, words: Sequence[RecognisedWord], of: RecognisedLine) -> PlacedText:
        """The words with a space between them. All letters of a line are as high as its row."""
        placed = PlacedText("", nowhere(0))
        left, _, _, top = self.box
        scale = self.pixels_per_point
        for word in words:
            low = self._foot((word.characters[0][0] + word.characters[-1][1]) / 2, of) + _DESCENT * of.size
            edges = (top - low / scale, top - (low - of.size) / scale)
            places = self.view.places([(left + begin / scale, left + end / scale, *edges) for begin, end in word.characters], self.number)
            if abs(self.skew) > _STEEP:
                places[0, GAP_BEFORE] = 1  # one box for each word: that of the whole line would cover its neighbours
            places[:, CONFIDENCE] = max(word.confidence, LEAST_CONFIDENCE)
            placed = (placed + " " if placed.text else placed) + PlacedText(word.text, places)
        return placed


def _with_bullet(placed: PlacedText) -> PlacedText:
    """With a bullet where one was taken for a letter that is no word."""
    return placed[:1].replaced("•") + placed[1:] if placed.text[:1] in _NOT_WORDS and placed.text[1:2] == " " else placed
