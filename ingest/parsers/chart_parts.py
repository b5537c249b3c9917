"""The charts of Word and PowerPoint files, as rows that read alone: what the file itself holds of the data that is drawn."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # entities are refused by xml_of

from copro_qa.document import BlockKind
from ingest.archive import xml_of
from ingest.draft import DraftBlock, Piece
from ingest.parsers.chart_labels import c, is_on, words_of
from ingest.parsers.chart_series import Series, series_of
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks

__all__ = ["chart_blocks", "chart_words"]

_MOST_VALUES = 1200


def chart_blocks(blob: bytes, page: int | None = None) -> list[DraftBlock]:
    """The title of a chart as a caption, and a row for each category; the title alone where no values are told, or far too many.

    What a viewer does not see is left out: series that are not drawn, and values that neither an axis nor a label tells.
    Raises SyntaxError or ValueError for a damaged part.
    """
    root = xml_of(blob)
    chart = root.find(c("chart"))
    if chart is None:
        return []
    columns = list(series_of(chart, from_1904=is_on(root.find(c("date1904")))))
    if sum(len(column.values) for column in columns) > _MOST_VALUES:
        columns = []
    title = _title(chart, columns)
    if len(columns) == 1:
        columns[0].is_named = columns[0].name != title and chart.find(c("legend")) is not None and columns[0].is_named
    caption = DraftBlock.of(BlockKind.CAPTION, title, page=page) if title else None
    tables = [Table(_rows(together, page), has_header=_has_header(together)) for together in _on_the_same(columns)]
    rows = [block for table in tables for block in table_blocks(table)]
    for block in rows:
        block.lead = caption
    return [*([caption] if caption else []), *rows]


def chart_words(blob: bytes) -> str:
    """The title of a chart and of its axes; empty where it has none, or is damaged."""
    try:
        titles = list(xml_of(blob).iter(c("title")))
    except (SyntaxError, ValueError):
        return ""
    return "; ".join(filter(None, map(words_of, titles)))


def _title(chart: ET.Element, columns: list[Series]) -> str:
    """What stands above a chart: its title, or where it has an automatic one, the name of its only series."""
    node = chart.find(c("title"))
    typed = words_of(node)
    if typed:
        return typed
    is_automatic = not is_on(chart.find(c("autoTitleDeleted"))) and len(columns) == 1
    return columns[0].name if is_automatic else ""


def _on_the_same(columns: list[Series]) -> list[list[Series]]:
    """The series by the categories that they are drawn over; one that names none goes with the first."""
    groups: list[list[Series]] = []
    for column in columns:
        fitting = next((group for group in groups if not column.categories or group[0].categories == column.categories), None)
        if fitting is None:
            groups.append([column])
        else:
            fitting.append(column)
    return groups


def _has_header(columns: list[Series]) -> bool | None:
    return None if any(_heading(column) for column in columns) else False


def _heading(column: Series) -> str:
    return column.unit or (column.name if column.is_named else "")


def _rows(columns: list[Series], page: int | None) -> list[list[Cell]]:
    """The rows of the table that a chart draws, with the rows that head it."""

    def cell(text: str, *, wide: int = 1, heading: bool = False) -> Cell:
        return Cell([Piece(text, page)], columns=wide, heading=heading)

    categories = next((column.categories for column in columns if column.categories), {})
    levels = max(map(len, categories.values()), default=1)
    places = sorted({place for column in columns for place in column.values})
    has_header = _has_header(columns) is None
    corner = cell(columns[0].corner, wide=levels, heading=True)
    rows = []
    names = [column.name if column.is_named else "" for column in columns]
    if any(column.unit for column in columns):
        heads: list[tuple[Series, Cell]] = []
        for column in columns:
            if heads and heads[-1][0].unit == column.unit:
                heads[-1][1].columns += 1
            else:
                heads.append((column, cell(column.unit, heading=True)))
        rows.append([corner, *(head for _, head in heads)])
        if any(names):
            corner.rows = 2
            rows.append([cell(name, heading=True) for name in names])
    elif has_header:
        rows.append([corner, *(cell(name, heading=True) for name in names)])
    for place in places:
        named_by = categories.get(place, ("",) * (levels - 1) + (("" if categories else str(place + 1)),))
        head = [cell(text, heading=not has_header) for text in named_by]
        rows.append([*head, *(cell(column.values.get(place, "")) for column in columns)])
    return rows
