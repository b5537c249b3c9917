"""Tables that a web page builds of other elements than ``table``: told by their roles, or drawn as one by its styles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_displays import displays
from ingest.parsers.html_styles import PageStyles

__all__ = ["PlacedCell", "drawn_rows", "is_drawn_table", "keep_table_displays"]

_MARK = "data-drawn-as"
_TABLES = frozenset({"table", "grid", "treegrid"})
_ROLES = {"row": "row", "cell": "cell", "gridcell": "cell", "columnheader": "heading", "rowheader": "heading"}
_DISPLAYS = {
    "table": "table", "inline-table": "table", "table-row": "row", "table-cell": "cell",
    "table-header-group": "headings", "table-caption": "caption",
}  # fmt: skip
_OTHER_PARTS = frozenset("table ul ol dl li dt dd h1 h2 h3 h4 h5 h6 p figcaption caption".split())
"""What a page tells to be something else too: it is read as that."""
_LAYOUT = "h1, h2, h3, h4, h5, h6, nav, main, article, section, form, header, footer, aside"
_LONGEST_CELL = 400  # characters; longer ones stand side by side to arrange the page
_FEWEST = 2  # rows, and cells in each, where only looks tell


class PlacedCell(NamedTuple):
    """A cell with what it spans, as the page says it."""

    node: LexborNode
    is_heading: bool
    columns: str | None
    rows: str | None


def keep_table_displays(tree: LexborHTMLParser, styles: PageStyles) -> None:
    """Writes into each element whether the styles of the page draw it as a table, or as a row or cell of one."""
    for node in tree.css(f"[{_MARK}]"):  # nobody else's word counts
        del node.attrs[_MARK]
    for node, display in displays(tree, styles, _may_draw_table):
        if display in _DISPLAYS:
            node.attrs[_MARK] = _DISPLAYS[display]


def _may_draw_table(told: set[str]) -> bool:
    return {"table-row", "table-cell"} <= told and bool(told & {"table", "inline-table"})


def is_drawn_table(node: LexborNode) -> bool:
    """Whether an element is told to be a table, or drawn as one."""
    attributes = node.attributes
    return node.tag not in _OTHER_PARTS and ((attributes.get("role") or "").lower() in _TABLES or attributes.get(_MARK) == "table")


def drawn_rows(table: LexborNode) -> tuple[list[list[PlacedCell]], LexborNode | None] | None:
    """The cells of such a table, row by row, and its caption; None where it only arranges the page, or holds more than cells."""
    is_told = (table.attributes.get("role") or "").lower() in _TABLES
    if _holds_table(table):  # then it arranges the page
        return None
    rows: list[list[PlacedCell]] = []
    captions: list[LexborNode] = []
    said = 0
    for kind, node in _parts(table, is_told=is_told):
        said += _letters(node) if kind != "row" else 0
        if kind == "row":
            rows.append([])
        elif kind == "caption":
            captions.append(node)
        elif not rows:
            return None
        else:
            rows[-1].append(_cell(node, kind))
    rows = [row for row in rows if row]
    if said < _letters(table) or len(captions) > 1 or not rows:
        return None
    if not is_told and not _is_of_data(rows):
        return None
    return rows, captions[0] if captions else None


def _holds_table(table: LexborNode) -> bool:
    stack = list(table.iter())
    while stack:
        node = stack.pop()
        if is_drawn_table(node):
            return True
        stack.extend(node.iter())
    return False


def _parts(table: LexborNode, *, is_told: bool) -> Iterator[tuple[str, LexborNode]]:
    """Rows, cells and captions of a table in order; a row is given before its cells, and counts for no text."""
    stack = [(child, False) for child in reversed(list(table.iter()))]
    while stack:
        node, is_headed = stack.pop()
        kind = _kind(node, is_told=is_told)
        if kind in ("cell", "heading", "caption"):
            yield ("heading" if is_headed and kind == "cell" else kind), node
            continue
        if kind == "row":
            yield "row", node
        stack.extend((child, is_headed or kind == "headings") for child in reversed(list(node.iter())))


def _kind(node: LexborNode, *, is_told: bool) -> str:
    attributes = node.attributes
    role = (attributes.get("role") or "").lower()
    if is_told:
        return "caption" if role == "caption" or node.tag == "caption" else _ROLES.get(role, "")
    return attributes.get(_MARK) or ""


def _cell(node: LexborNode, kind: str) -> PlacedCell:
    attributes = node.attributes
    return PlacedCell(node, kind == "heading", attributes.get("aria-colspan"), attributes.get("aria-rowspan"))


def _is_of_data(rows: list[list[PlacedCell]]) -> bool:
    """Whether what looks like a table holds values, and not the parts of a page."""
    if len(rows) < _FEWEST or min(map(len, rows)) < _FEWEST or len({len(row) for row in rows}) > 1:
        return False
    cells = [cell.node for row in rows for cell in row]
    return all(_letters(cell) <= _LONGEST_CELL and cell.css_first(_LAYOUT) is None for cell in cells)


def _letters(node: LexborNode) -> int:
    return len("".join(node.text().split()))
