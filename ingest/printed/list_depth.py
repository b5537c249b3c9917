"""Items of lists: how deep each lies, and those that only their indent tells."""

from __future__ import annotations

from ingest.printed.paragraph import Paragraph
from ingest.unfinished import leads_on

__all__ = ["Indents", "find_unmarked_items"]

_SAME_INDENT = 0.6  # sizes by which items of one depth may begin apart


class Indents:
    """How deep an item of a list lies, told by how far in it begins."""

    def __init__(self) -> None:
        self._open: list[float] = []
        self._last: Paragraph | None = None

    def clear(self) -> None:
        """A list has ended."""
        self._open = []
        self._last = None

    def depth(self, item: Paragraph) -> int:
        """1 for the outermost items."""
        before, self._last = self._last, item
        deepest = len(self._open) + 1
        shift = item.columns[0].left - before.columns[0].left if before is not None else 0.0
        is_moved = abs(shift) > _SAME_INDENT * item.size and before is not None and self._is_moved(before, item)
        if before is not None and (is_moved or _is_in_next_column(before, item)):
            self._open = [left + shift for left in self._open]
            deepest -= 1
        while self._open and item.left < self._open[-1] - _SAME_INDENT * item.size:
            self._open.pop()
        if len(self._open) < deepest and (not self._open or item.left > self._open[-1] + _SAME_INDENT * item.size):
            self._open.append(item.left)
        return len(self._open)

    def _is_moved(self, before: Paragraph, item: Paragraph) -> bool:
        """Whether an item begins on another page than the one before it, at none of the places where items began there."""
        is_known = any(abs(left - item.left) <= _SAME_INDENT * item.size for left in self._open)
        return before.lines[0].page != item.lines[0].page and not is_known


def _is_in_next_column(before: Paragraph, item: Paragraph) -> bool:
    last, first = before.lines[0], item.lines[0]
    return last.page == first.page and first.baseline > last.baseline and first.left > last.left


def find_unmarked_items(paragraphs: list[Paragraph]) -> None:
    """Paragraphs set in from a sentence that ends with a colon are items whose bullets were drawn, not written."""
    for place, paragraph in enumerate(paragraphs):
        if not leads_on(paragraph.flat) or paragraph.level:
            continue
        items: list[Paragraph] = []
        for other in paragraphs[place + 1 :]:
            edge = items[0].left if items else other.left
            if (
                other.level
                or other.is_item
                or other.left < paragraph.left + 0.8 * other.size
                or abs(other.left - edge) > 0.3 * other.size
                or abs(other.size - paragraph.size) > 1
            ):
                break
            items.append(other)
        if len(items) > 1:
            for item in items:
                item.bullet = True
