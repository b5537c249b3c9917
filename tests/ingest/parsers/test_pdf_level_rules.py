"""Tables whose cells have rules below them and none beside them."""

from itertools import pairwise
from pathlib import Path

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

EDGES = [51.0, 182.0, 296.0, 400.0]
ROWS = [
    (["Ultrasound gel", "(2010 to 2022)"], ["Burkholderia", "cepacia"], ["cases reported by 67", "hospitals, 8 of", "them new"]),
    (["Cleaning wipes", "for first aid", "(2020)"], ["Ralstonia"], ["3 cases in critical", "care"]),
]


def page_of(top: float, heights: list[float]) -> PdfPage:
    """The table with its headings at ``top`` and rules at these heights, each drawn as browsers do: both of its edges, cell by cell."""
    page = PdfPage()
    for column, text in enumerate(("Product", "Organism", "Description")):
        page.text(EDGES[column] + 4, top, text, font="bold")
    for height in heights:
        for left, right in pairwise(EDGES):
            page.rule(left, height, right, height).rule(left, height - 0.7, right, height - 0.7)
    for number, row in enumerate(ROWS):
        for column, lines in enumerate(row):
            page.paragraph(EDGES[column] + 4, top - 22 - 58 * number, *lines)
    return page


def rows_of(tmp_path: Path, page: PdfPage) -> list[str]:
    return texts_of(read(tmp_path, page), BlockKind.TABLE_ROW)


READ = [
    "Product: Ultrasound gel (2010 to 2022); Organism: Burkholderia cepacia; Description: cases reported by 67 hospitals, 8 of them new",
    "Product: Cleaning wipes for first aid (2020); Organism: Ralstonia; Description: 3 cases in critical care",
]


def test_rules_that_end_where_a_column_ends_tell_the_columns(tmp_path: Path) -> None:
    page = page_of(706, [698, 640, 582]).paragraph(
        55, 520, "Notes: a case is a person of whom a sample was taken in the years", "from 2010."
    )
    assert rows_of(tmp_path, page) == READ


def test_a_row_that_the_end_of_the_page_cuts_is_one_too(tmp_path: Path) -> None:
    assert rows_of(tmp_path, page_of(186, [178, 120])) == READ


def test_rules_under_headings_with_gaps_between_them_are_no_sides(tmp_path: Path) -> None:
    page = PdfPage()
    for left, right in ((51, 170), (182, 290), (296, 400)):
        page.rule(left, 698, right, 698).rule(left, 640, right, 640)
    page.paragraph(51, 684, "The councils agreed on the fees in May", "and told all the groups of what was to", "come in the year after.")
    assert rows_of(tmp_path, page) == []


def test_rows_without_rules_between_them_are_not_one_cell(tmp_path: Path) -> None:
    page = PdfPage()
    for height in (698, 640, 620):
        for left, right in pairwise(EDGES):
            page.rule(left, height, right, height)
    for column in range(3):
        page.paragraph(EDGES[column] + 4, 684, *(f"{line} {column}" for line in ("one", "two", "three")))
        page.text(EDGES[column] + 4, 626, f"sum {column}")
    assert not any("one 0 two 0" in row for row in rows_of(tmp_path, page))
