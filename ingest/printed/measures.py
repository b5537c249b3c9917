"""How the text of a printed document is set: its size, and the distance of its lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ingest.printed.page import Line, PrintedPage

__all__ = ["Measures"]

_AS_COMMON = 0.6
_MOST_APART = 2.2  # sizes between two lines of one text
_DOUBLE = 2.6  # ... where it surely goes on from one to the other: text in double spacing
_LONG = 40  # characters: entries of forms and posters, which stand as far apart, are shorter


class Measures:
    """How the text of a document is set: the size of its running text, and the usual distance of its lines."""

    def __init__(self, pages: Iterable[PrintedPage]) -> None:
        sizes: Counter[float] = Counter()
        bold: Counter[bool] = Counter()
        italic: Counter[bool] = Counter()
        distances: dict[float, Counter[float]] = defaultdict(Counter)
        for page in pages:
            before: Line | None = None
            for line in page.lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
                bold[line.bold] += len(line.text)
                italic[line.italic] += len(line.text)
                if before is not None and abs(before.size - line.size) < 0.5 and before.shares_columns_with(line):  # noqa: PLR2004
                    distance = before.baseline - line.baseline
                    most = _DOUBLE if _goes_on(before, line) else _MOST_APART
                    if 0.9 * line.size < distance < most * line.size:
                        distances[round(line.size * 2) / 2][round(distance * 2) / 2] += 1
                before = line
        self.body_size = sizes.most_common(1)[0][0] if sizes else 10.0
        self.body_is_bold = bold[True] > bold[False]
        self.body_is_italic = italic[True] > italic[False]
        self._distances = {size: _line_distance(found) for size, found in distances.items() if found.total() > 3}  # noqa: PLR2004  # fewer are chance

    def line_distance(self, size: float) -> float:
        """The usual distance between the baselines of lines of one size."""
        return self._distances.get(round(size * 2) / 2, 1.25 * size)


def _goes_on(before: Line, line: Line) -> bool:
    return len(before.flat) > _LONG and (before.flat[-1].isalpha() or before.flat[-1] == ",") and line.flat[:1].islower()


def _line_distance(found: Counter[float]) -> float:
    """The smaller of two usual distances: where most paragraphs are a line or two, theirs is as common as that of lines."""
    most = max(found.values())
    return min(distance for distance, count in found.items() if count >= _AS_COMMON * most)
