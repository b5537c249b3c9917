"""The lists of an OpenDocument text: what stands in them, and the numbers that they count by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from odfdo import Element

from ingest.enumerators import letters, roman
from ingest.parsers.odt_styles import ListLevel, Styles

__all__ = ["ListNumbers", "list_parts", "lone_item"]

_FIGURE = re.compile(r"%(\d{1,2})%")


def list_parts(
    node: Element,
    numbers: ListNumbers,
    leaves_out: Callable[[Element], bool],
    inherited: str | None = None,
    depth: int = 1,
    *,
    goes_on: bool = False,
) -> Iterator[tuple[Element, str | None, int, float | None]]:
    """What stands in a list and in those within it, in order, each with its depth and how far in the list is set.

    The first paragraph of an item comes with the item's number, "" for a bullet; all else with None. Numbers are counted as they are taken.
    """
    name = node.get_attribute_string("text:style-name") or inherited
    goes_on = goes_on or _goes_on(node)
    if not goes_on:
        numbers.begin(name, depth)
    for item in node.children:
        if item.tag not in ("text:list-item", "text:list-header"):
            continue
        label: str | None = None
        is_empty = not any(child.text_recursive.strip() for child in item.children if _is_text(child))  # such a line has a number too
        for child in item.children:
            if leaves_out(child):
                continue
            if child.tag == "text:list":
                # A list that goes on may begin within an item that only holds the inner list: that goes on too.
                yield from list_parts(child, numbers, leaves_out, name, depth + 1, goes_on=goes_on and label is None)
            elif _is_text(child) and label is None and item.tag == "text:list-item" and (is_empty or child.text_recursive.strip()):
                label = numbers.next_label(name, depth, item.get_attribute_integer("text:start-value"))
                yield child, label, depth, numbers.indent(name, depth)
            else:
                yield child, None, 0, None
        goes_on = goes_on and label is None


def lone_item(
    node: Element, numbers: ListNumbers, leaves_out: Callable[[Element], bool]
) -> Iterator[tuple[Element, str | None, int, float | None]]:
    """The same for a numbered paragraph, which names its list and its depth itself."""
    name, depth = node.get_attribute_string("text:style-name"), node.get_attribute_integer("text:level") or 1
    for child in node.children:
        if _is_text(child) and not leaves_out(child):
            yield child, numbers.next_label(name, depth, node.get_attribute_integer("text:start-value")), depth, numbers.indent(name, depth)


def _is_text(node: Element) -> bool:
    return node.tag in ("text:p", "text:h")


def _goes_on(node: Element) -> bool:
    """Whether a list says that it counts on from an earlier one."""
    said = node.get_attribute_string("text:continue-numbering") == "true"
    return said or bool(node.get_attribute_string("text:continue-list"))


class ListNumbers:
    """Counts the items of the lists of one document in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}
        self._headings: dict[int, int] = {}

    def begin(self, name: str | None, depth: int) -> None:
        """Notes the beginning of a list that counts anew."""
        counts = self._counts.setdefault(name or "", {})
        for deeper in [level for level in counts if level >= depth]:
            del counts[deeper]

    def indent(self, name: str | None, depth: int) -> float | None:
        """How far in the text of a list begins at a depth, in points; None where its style does not say."""
        level = self._styles.list_level(name, depth)
        return None if level is None else level.indent

    def next_label(self, name: str | None, depth: int, start: int | None) -> str:
        """The number of the next item ("2.1.", "(b)"); "" for a bullet."""
        level = self._styles.list_level(name, depth)
        if level is None or not level.form:
            return ""
        counts = self._counts.setdefault(name or "", {})
        _count(counts, depth, level, start, lambda at: self._styles.list_level(name, at))
        return _written(counts, depth, level, lambda at: self._styles.list_level(name, at))

    def of_heading(self, depth: int) -> str:
        """The number of the next heading of a rank; "" where headings are not numbered."""
        level = self._styles.outline.get(depth)
        if level is None or not level.form:
            return ""
        _count(self._headings, depth, level, None, self._styles.outline.get)
        return _written(self._headings, depth, level, self._styles.outline.get)


def _count(counts: dict[int, int], depth: int, level: ListLevel, start: int | None, level_at: Callable[[int], ListLevel | None]) -> None:
    for passed in range(1, depth):  # a level that is passed over counts as begun: behind "1.1.1" comes "1.2"
        counts.setdefault(passed, (level_at(passed) or ListLevel()).start)
    counts[depth] = start if start is not None else counts.get(depth, level.start - 1) + 1
    for deeper in [other for other in counts if other > depth]:
        del counts[deeper]


def _written(counts: dict[int, int], depth: int, level: ListLevel, level_at: Callable[[int], ListLevel | None]) -> str:
    """The number with those of the levels above it that are shown with it: "2.1."."""
    if level.pattern:
        return _FIGURE.sub(lambda match: _at(int(match[1]), counts, level_at), level.pattern).strip()
    shown = [_at(at, counts, level_at) for at in range(max(1, depth - level.shown + 1), depth + 1)]
    return f"{level.prefix}{'.'.join(filter(None, shown))}{level.suffix}".strip()


def _at(depth: int, counts: dict[int, int], level_at: Callable[[int], ListLevel | None]) -> str:
    """The figure of one level; a level without numbers shows nothing in those below it."""
    level = level_at(depth) or ListLevel("1")
    return _figure(counts.get(depth, level.start), level.form) if level.form else ""


def _figure(number: int, form: str) -> str:
    if number > 0 and form in ("a", "A"):
        text = letters(number)
    elif 0 < number < 5000 and form in ("i", "I"):  # noqa: PLR2004  # beyond this nobody writes Roman numerals
        text = roman(number)
    else:
        return f"{number:02d}" if form == "01" else str(number)
    return text.upper() if form.isupper() else text
