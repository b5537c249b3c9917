"""Years and other headings that stand above the top rule of a ruled table, outside its grid."""

from __future__ import annotations

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


def test_a_sign_in_a_cell_of_its_own_stands_with_its_figure(tmp_path: Path) -> None:
    page = PdfPage().grid([60, 260, 330, 350, 420], [700, 680, 660, 640])
    rows = [("Share", "(7.0", "%)", "4"), ("Growth", "5.1", "%", "3"), ("Gap", "2.0", "%", "9")]
    for number, cells in enumerate(rows):
        for x, cell in zip((64, 264, 333, 380), cells, strict=True):
            page.text(x, 686 - 20 * number, cell)
    assert [row.replace(" %", "%") for row in rows_of(tmp_path, page)] == ["Share; (7.0%); 4", "Growth; 5.1%; 3", "Gap; 2.0%; 9"]
