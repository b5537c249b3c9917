"""Years and other headings that stand above the top rule of a ruled table, outside its grid."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

EDGES = [60.0, 260.0, 340.0, 420.0]
ROWS = [("Home care", "£120", "£95"), ("Day centres", "£40", "£52"), ("Breaks", "£18", "£11")]


def accounts(*headings: str, y: float = 705) -> PdfPage:
    """Three rows in a grid of rules whose top lies at 700, and headings over its columns."""
    page = (
        PdfPage()
        .text(60, 760, "What the board spends on care is set out in this table, in thousands of pounds.")
        .grid(EDGES, [700, 680, 660, 640])
    )
    for edge, heading in zip(EDGES, headings, strict=True):
        page.text(edge + 4, y, heading)
    for number, row in enumerate(ROWS):
        for edge, cell in zip(EDGES, row, strict=False):
            page.text(edge + 4, 686 - 20 * number, cell)
    return page


def rows_of(tmp_path: Path, page: PdfPage) -> list[str]:
    return texts_of(read(tmp_path, page), BlockKind.TABLE_ROW)


BARE = ["Home care; £120; £95", "Day centres; £40; £52", "Breaks; £18; £11"]


def test_years_above_the_rule_head_the_figures(tmp_path: Path) -> None:
    found = rows_of(tmp_path, accounts("", "2023", "2022", ""))
    assert found == ["Home care; 2023: £120; 2022: £95", "Day centres; 2023: £40; 2022: £52", "Breaks; 2023: £18; 2022: £11"]


def test_words_over_the_labels_stay_in_the_text_and_introduce_the_table(tmp_path: Path) -> None:
    document = read(tmp_path, accounts("Years to 31 March", "2023", "2022", ""))
    assert "Years to 31 March" in texts_of(document, BlockKind.PARAGRAPH)
    assert texts_of(document, BlockKind.TABLE_ROW)[0] == "Home care; 2023: £120; 2022: £95"


def test_one_heading_for_two_columns_or_a_row_far_above_heads_nothing(tmp_path: Path) -> None:
    assert rows_of(tmp_path, accounts("", "2023", "", "")) == BARE
    assert rows_of(tmp_path, accounts("", "2023", "2022", "", y=735)) == BARE


def test_headings_of_two_lines_are_whole(tmp_path: Path) -> None:
    page = accounts("", "Leased", "Owned", "").text(EDGES[2] + 4, 717, "State")
    assert rows_of(tmp_path, page)[0] == "Home care; Leased: £120; State Owned: £95"


def test_a_line_over_the_middle_of_all_columns_is_no_part_of_one_heading(tmp_path: Path) -> None:
    edges = [60.0, 200.0, 280.0, 360.0, 440.0]
    page = (
        PdfPage().text(60, 760, "What the board spends is set out in this table, in thousands of pounds.").grid(edges, [700, 680, 660, 640])
    )
    for y, cells in ((705, ("", "Home", "Days", "Rest")), (686, ("North", "£12", "£9", "£4")), (666, ("South", "£3", "£8", "£2"))):
        for edge, cell in zip(edges, cells, strict=False):
            page.text(edge + 4, y, cell)
    assert rows_of(tmp_path, page.text(edges[2] + 4, 717, "Spent"))[0] == "North; Home: £12; Days: £9; Rest: £4"


def test_a_sign_in_a_cell_of_its_own_stands_with_its_figure(tmp_path: Path) -> None:
    page = PdfPage().grid([60, 260, 330, 350, 420], [700, 680, 660, 640])
    rows = [("Share", "(7.0", "%)", "4"), ("Growth", "5.1", "%", "3"), ("Gap", "2.0", "%", "9")]
    for number, cells in enumerate(rows):
        for x, cell in zip((64, 264, 333, 380), cells, strict=True):
            page.text(x, 686 - 20 * number, cell)
    assert [row.replace(" %", "%") for row in rows_of(tmp_path, page)] == ["Share; (7.0%); 4", "Growth; 5.1%; 3", "Gap; 2.0%; 9"]


def test_a_row_whose_sides_are_drawn_in_two_parts_is_of_the_table(tmp_path: Path) -> None:
    """As Word draws a row with room above its text."""
    page = PdfPage().grid(EDGES, [690, 670, 650, 630]).rule(EDGES[0], 726, EDGES[-1], 726)
    for edge in EDGES:
        page.rule(edge, 690, edge, 718).rule(edge, 718, edge, 726)
    for y, row in zip((702, 676, 656, 636), (("Kind of care", "Spent", "Planned"), *ROWS), strict=True):
        for edge, cell in zip(EDGES, row, strict=False):
            page.text(edge + 4, y, cell, font="bold" if cell in ("Kind of care", "Spent", "Planned") else "plain")
    assert rows_of(tmp_path, page) == [
        "Kind of care: Home care; Spent: £120; Planned: £95",
        "Kind of care: Day centres; Spent: £40; Planned: £52",
        "Kind of care: Breaks; Spent: £18; Planned: £11",
    ]


def test_headings_in_a_band_of_rules_are_told_cell_by_cell(tmp_path: Path) -> None:
    """One heading of two lines, and one of a single line in the middle of their height, under rules that are drawn for each cell."""
    page = PdfPage().text(60, 770, "What the board spends on care is set out in this table, in thousands of pounds.")
    for y in (732, 700, 600):
        for left, right in pairwise((60.0, 260.0, 400.0, 540.0)):
            page.rule(left + 0.5, y, right, y)
    page.paragraph(280, 719, "Spent by people", "who know their care", distance=12).text(440, 713, "Planned")
    for number, row in enumerate(ROWS):
        page.text(60, 686 - 16 * number, row[0]).text(370, 686 - 16 * number, row[1]).text(510, 686 - 16 * number, row[2])
    assert rows_of(tmp_path, page)[0] == "Home care; Spent by people who know their care: £120; Planned: £95"


def test_sides_in_many_short_parts_are_those_of_rows_without_rules_between_them(tmp_path: Path) -> None:
    page = PdfPage().grid(EDGES, [726, 700])
    for edge in EDGES:
        for part in range(8):
            page.rule(edge, 700 - 8 * part, edge, 692 - 8 * part)
    for row, cells in enumerate((("Kind of care", "Spent", "Planned"), *ROWS)):
        for edge, cell in zip(EDGES, cells, strict=False):
            page.text(edge + 4, 708 - 18 * row, cell, font="plain" if row else "bold")
    assert not any("£120 £40" in row for row in rows_of(tmp_path, page))
