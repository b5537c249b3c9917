"""How the cells of a Word table look: which rows and cells stand out, so that they head others."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from typing import Any

from ingest.figures import is_figure
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import attribute
from ingest.parsers.docx_styles import Styles
from ingest.table_cells import Cell
from ingest.table_headings import mark_header_rows
from ingest.table_parts import may_head_below
from ingest.tables import Table

__all__ = ["has_header", "mark_form", "mark_headings", "mark_label"]

_LABEL_CHARACTERS = 80
_HEADING_STYLE = re.compile(r"head", re.IGNORECASE)  # "TableHeading", "Table Head", "Column Header"
_ROW_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?")
_FIRST_ROW = 0x20
_NO = ("0", "false", "off")  # how Word writes that a setting is off


def mark_label(nodes: list[Any], row: list[Cell], styles: Styles) -> None:
    """In a row of two cells with a bold label on the left, the label heads the row."""
    is_pair = len(row) == 2  # noqa: PLR2004  # label and value
    if not is_pair or not row[1].flat:
        return
    if 0 < len(row[0].flat) < _LABEL_CHARACTERS and _is_bold(nodes[0], styles) and not _is_bold(nodes[1], styles):
        row[0].heading = True


def mark_form(cells: list[list[Any]], table: Table, styles: Styles) -> bool:
    """Whether a table is a form: in every row a label stands before each value. The labels head the values behind them.

    Either the labels are bold and nothing else is, or all of them have one colour behind them that nothing else has.
    """
    pairs = [(nodes, row) for nodes, row in zip(cells, table.rows, strict=True) if len(row) > 1]
    if table.has_header or not pairs or not pairs[0][1][0].flat:  # an empty corner stands beside headings
        return False
    colour = _fills([nodes[0] for nodes, _ in pairs])
    for tells in (partial(_is_bold, styles=styles), partial(_has_colour, colour=colour)):
        are_labels = [[tells(node) for node in nodes] for nodes, _ in pairs]
        labels = [
            cell for (_, row), said in zip(pairs, are_labels, strict=True) for cell, is_label in zip(row, said, strict=True) if is_label
        ]
        is_named = all(len(cell.flat) < _LABEL_CHARACTERS and not is_figure(cell.flat) for cell in labels)
        if is_named and all(said[0] and not all(said) and all(one or other for one, other in pairwise(said)) for said in are_labels):
            for cell in labels:
                cell.heading = bool(cell.flat)
            return True
    return False


def mark_headings(rows: list[Any], cells: list[list[Any]], table: Table, styles: Styles) -> None:
    """Rows that head the columns, beside the first or instead of it: those set to come again on each page, else those that stand out."""
    repeated = [_is_repeated(row) for row in rows]
    mark_header_rows(table.rows, repeated)
    if all(repeated) or not any(is_set for is_set, row in zip(repeated, table.rows, strict=True) if len(row) > 1):
        filled = _filled(cells)
        is_bold = partial(_is_bold, styles=styles)
        for tells in (is_bold, _is_styled_as_heading):
            mark_header_rows(table.rows, [bool(row) and all(map(tells, row)) for row in filled])
        mark_header_rows(table.rows, _shaded_above(filled))
        mark_header_rows(table.rows, [bool(row) and (all(map(is_bold, row)) or all(map(_is_turned, row[1:]))) for row in filled])
    _mark_later_headings(_filled(cells), table, styles)


def _shaded_above(rows: list[list[Any]]) -> list[bool]:
    """Whether rows have colours behind all their cells: those of the first one, or others that do not come again further down."""
    are_shaded = [bool(row) and all(map(_is_shaded, row)) for row in rows]
    fills = [_fills(row) if is_shaded else None for row, is_shaded in zip(rows, are_shaded, strict=True)]  # empty for several colours
    top = next((fill for fill in fills if fill), "")
    return [
        is_shaded and (fill == top or fill not in fills[place + 2 :])
        for place, (is_shaded, fill) in enumerate(zip(are_shaded, fills, strict=True))
    ]


def _filled(rows: list[list[Any]]) -> list[list[Any]]:
    return [[cell for cell in row if any((text.text or "").strip() for text in cell.iter(w("t")))] for row in rows]


def _mark_later_headings(filled: list[list[Any]], table: Table, styles: Styles) -> None:
    """Rows further down that look as the first one of several cells does: with its colour behind them, or bold under a row of one cell."""
    top = next((place for place, row in enumerate(filled) if len(row) > 1), len(filled))
    looks = [(_fills(row), bool(row) and all(_is_bold(cell, styles) for cell in row)) for row in filled]
    for place in range(top + 1, len(filled) - 1):
        shade, is_bold = looks[place]
        like_top = shade == looks[top][0] and is_bold == looks[top][1]
        is_coloured = bool(shade) and sum(other == shade for other, _ in looks) <= len(filled) / 2
        is_under_one = is_bold and len(filled[place - 1]) == 1
        differs = looks[place + 1] != looks[place]
        row = [cell for cell in table.rows[place] if cell.flat]
        is_full = len(row) == len(filled[place]) >= len(filled[place + 1])
        if like_top and differs and (is_coloured or is_under_one) and is_full and may_head_below(row):
            for cell in row:
                cell.heading = True


def _fills(row: list[Any]) -> str:
    """The colour behind all cells of a row; empty for none, and for several."""
    fills = {(cell.find(f"{w('tcPr')}/{w('shd')}").get(w("fill")) or "").upper() if _is_shaded(cell) else "" for cell in row}
    return fills.pop() if len(fills) == 1 else ""


def _has_colour(cell: Any, colour: str) -> bool:  # noqa: ANN401  # lxml
    return bool(colour) and _fills([cell]) == colour


def _is_repeated(row: Any) -> bool:  # noqa: ANN401  # lxml
    repeated = row.find(f"{w('trPr')}/{w('tblHeader')}")
    return repeated is not None and attribute(repeated) not in _NO


def has_header(table: Any, rows: list[Any], cells: list[list[Any]], styles: Styles) -> bool | None:  # noqa: ANN401  # lxml
    """Whether the first row heads the columns; None when the file does not say."""
    if not rows:
        return False
    if _is_repeated(rows[0]) and not all(map(_is_repeated, rows)):
        return True
    if _is_numbered(cells[0]):
        return False
    top = _first_and_below(cells)
    bold = [all(_is_bold(cell, styles) for cell in row if any(text.text for text in cell.iter(w("t")))) for row in top]
    if len(bold) > 1 and bold[0] and not bold[1]:
        return True
    if _stands_out(top) or (_fills(cells[0]) and not any(_has_colour(cell, _fills(cells[0])) for row in cells[1:] for cell in row)):
        return True
    look, style = table.find(f"{w('tblPr')}/{w('tblLook')}"), table.find(f"{w('tblPr')}/{w('tblStyle')}")
    styled = style is not None and not re.match(r"table\s?(?:grid|normal)|normal", attribute(style) or "", re.IGNORECASE)
    first = None if look is None else look.get(w("firstRow")) or _first_in_older_form(attribute(look))
    if first in _NO:
        return False
    return True if first == "1" and (styled or styles.sets_off_first_row(attribute(style))) else None


def _is_numbered(row: list[Any]) -> bool:
    """Whether a row begins with its own number and goes on in words, as the heading of a part does that is set in a table: "9 | Offers"."""
    said = ["".join(text.text or "" for text in cell.iter(w("t"))).strip() for cell in row]
    return len(said) > 1 and bool(_ROW_NUMBER.fullmatch(said[0])) and any(one and not is_figure(one) for one in said[1:])


def _first_in_older_form(look: str | None) -> str | None:
    """Whether the first row looks as the style of the table has it, as older programs write it: in one figure for all parts."""
    return "1" if re.fullmatch(r"[0-9A-Fa-f]{4}", look or "") and int(look or "", 16) & _FIRST_ROW else None


def _first_and_below(cells: list[list[Any]]) -> list[list[Any]]:
    """The first row and the next one of several cells, if there is one: a row of one cell between them names the rows below it."""
    below = next((row for row in cells[1:] if len(row) > 1), None)
    return cells[:1] if below is None else [cells[0], below]


def _stands_out(rows: list[list[Any]]) -> bool:
    """Whether every cell of the first row, and none of the second, has a colour behind it or a style made for headings."""
    if len(rows) < 2:  # noqa: PLR2004  # a row and what it stands out from
        return False
    for tells in (_is_shaded, _is_styled_as_heading):
        first, second = ([tells(cell) for cell in row] for row in rows)
        if first and all(first) and not any(second):
            return True
    return False


def _is_shaded(cell: Any) -> bool:  # noqa: ANN401  # lxml
    shade = cell.find(f"{w('tcPr')}/{w('shd')}")
    return shade is not None and (shade.get(w("fill")) or "auto").upper() not in ("AUTO", "FFFFFF")


def _is_turned(cell: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether the words of a cell run upwards or downwards, as only headings of narrow columns do."""
    said = [attribute(node) for node in cell.iter(w("textDirection"))]
    return bool(said) and not any((direction or "").startswith("lr") for direction in said)


def _is_styled_as_heading(cell: Any) -> bool:  # noqa: ANN401  # lxml
    names = [attribute(node) or "" for node in cell.iter(w("pStyle"))]
    return bool(names) and all(_HEADING_STYLE.search(name) for name in names)


def _is_bold(cell: Any, styles: Styles) -> bool:  # noqa: ANN401  # lxml
    paragraphs = [paragraph for paragraph in cell.iter(w("p")) if any(text.text and text.text.strip() for text in paragraph.iter(w("t")))]
    return bool(paragraphs) and all(styles.of(paragraph).is_bold for paragraph in paragraphs)
