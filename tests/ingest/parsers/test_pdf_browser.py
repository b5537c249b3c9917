"""Pages as browsers print them."""

from pathlib import Path

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled, texts_of


def read(folder: Path, *pages: PdfPage) -> ParsedDocument:
    return settled(parse_pdf(write_pdf(folder / "document.pdf", *pages)))


def column(page: PdfPage, x: float, top: float, *, lines: int = 6) -> PdfPage:
    """Running text of a column about 200 points wide."""
    return page.paragraph(x, top, *(f"This is line {number} of a text set in a column" for number in range(lines)))


def test_cells_that_stand_as_close_as_words_are_parted_by_the_rule_between_them(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780).grid([60, 95, 132, 200], [640, 620, 600, 580])
    for y, font, cells in (
        (626, "bold", ("Band", "Grant", "Who decides")),
        (606, "plain", ("A", "£400", "the officer")),
        (586, "plain", ("B", "£900", "the panel")),
    ):
        for x, text in zip((63, 98, 135), cells, strict=True):
            page.text(x, y, text, font=font)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [
        "Band: A; Grant: £400; Who decides: the officer",
        "Band: B; Grant: £900; Who decides: the panel",
    ]


def test_a_text_over_several_cells_that_no_rule_parts_stays_whole(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780)
    for y in (640, 620, 600, 580):
        page.rule(60, y, 200, y)
    page.rule(60, 580, 60, 640).rule(200, 580, 200, 640).rule(130, 580, 130, 620)
    page.text(63, 626, "What the panel has paid", font="bold")
    for y, left, right in ((606, "Travel", "£400"), (586, "Tea", "£900")):
        page.text(63, y, left).text(133, y, right)
    assert "What the panel has paid" in read(tmp_path, page).text
