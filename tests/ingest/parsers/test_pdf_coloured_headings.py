"""Rows of ruled tables that a colour behind them makes headings."""

from collections.abc import Sequence
from pathlib import Path

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

COLUMNS = [60.0, 180.0, 300.0, 420.0]
BODY = [("Fife", "Cards", "May"), ("Moray", "Cash", "June"), ("Angus", "Cards", "July")]


def table(rows: Sequence[Sequence[str]], colours: Sequence[str], *, left: str = "") -> PdfPage:
    """A ruled table with a colour behind each row, and perhaps another behind its first column."""
    page = PdfPage()
    for number, colour in enumerate(colours):
        if colour:
            page.parts.append(f"{colour} rg 60 {700 - 20 * number} 360 20 re f")
        if left:
            page.parts.append(f"{left} rg 60 {700 - 20 * number} 120 20 re f")
    page.parts.append("0 g")
    page.grid(COLUMNS, [720.0 - 20 * number for number in range(len(rows) + 1)])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                page.text(COLUMNS[column] + 6, 706 - 20 * number, text)
    return page


HEAD = ("Place", "Way to pay", "Begins")
BLUE, GREY, WHITE = "0.7 0.8 0.9", "0.9 0.9 0.9", "1 1 1"


def rows_of(tmp_path: Path, page: PdfPage) -> list[str]:
    return texts_of(read(tmp_path, page), BlockKind.TABLE_ROW)


def test_a_row_in_a_colour_that_does_not_come_again_heads_the_columns(tmp_path: Path) -> None:
    said = rows_of(tmp_path, table([HEAD, *BODY], [BLUE, WHITE, GREY, WHITE]))
    assert said[0] == "Place: Fife; Way to pay: Cards; Begins: May"
    assert len(said) == 3


def test_the_first_column_may_have_the_colour_of_the_headings(tmp_path: Path) -> None:
    said = rows_of(tmp_path, table([HEAD, *BODY], [BLUE, "", "", ""], left=BLUE))
    assert said[-1] == "Place: Angus; Way to pay: Cards; Begins: July"


def test_rows_whose_colours_take_turns_head_nothing(tmp_path: Path) -> None:
    assert rows_of(tmp_path, table([HEAD, *BODY], [GREY, WHITE, GREY, WHITE]))[0] == "Place; Way to pay; Begins"
    assert rows_of(tmp_path, table([HEAD, *BODY], [WHITE, "", "", ""]))[0] == "Place; Way to pay; Begins"


def test_figures_in_a_colour_head_nothing(tmp_path: Path) -> None:
    assert rows_of(tmp_path, table([("Sum", "£25", "£40"), *BODY], [BLUE, "", "", ""]))[1] == "Fife; Cards; May"


def test_two_rows_in_a_colour_under_a_title_head_the_columns(tmp_path: Path) -> None:
    page = PdfPage()
    page.parts += [f"0.3 0.2 0.5 rg 60 {700} 360 20 re f", f"{BLUE} rg 60 660 360 40 re f", "0 g"]
    for y in (720.0, 700.0, 660.0, 640.0, 620.0):
        page.rule(60, y, 420, y)
    page.rule(180, 680, 420, 680)
    page.rule(60, 620, 60, 720).rule(420, 620, 420, 720).rule(180, 620, 180, 700).rule(300, 620, 300, 680)
    page.text(66, 706, "Table 1").text(186, 686, "Share of homes").text(186, 666, "2030").text(306, 666, "2050")
    page.text(66, 646, "Heat pump").text(186, 646, "42").text(306, 646, "39").text(66, 626, "Gas").text(186, 626, "44").text(306, 626, "41")
    assert rows_of(tmp_path, page) == [
        "Table 1",
        "Heat pump; Share of homes – 2030: 42; Share of homes – 2050: 39",
        "Gas; Share of homes – 2030: 44; Share of homes – 2050: 41",
    ]
