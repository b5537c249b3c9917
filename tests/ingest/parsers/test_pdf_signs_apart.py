"""Tables whose signs of money stand in cells of their own."""

from pathlib import Path

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

ROWS = [("Pay", "1,316", "1,906"), ("Rent", "24", "98"), ("Other costs", "17", "31"), ("Total", "1,357", "2,035")]


def table(rows: int = 4) -> PdfPage:
    """Rows with a coloured cell for each column of a program's grid: labels, gaps, signs and figures."""
    page = PdfPage().text(332, 706, "2022").text(456, 706, "2021")
    for number, (label, first, second) in enumerate(ROWS[:rows]):
        y = 680 - 16 * number
        page.parts.append("0.8 0.9 1 rg" if number % 2 == 0 else "1 1 1 rg")
        for left, right in ((60, 260), (260, 268), (268, 290), (290, 370), (370, 384), (384, 406), (406, 490)):
            page.parts.append(f"{left} {y - 4} {right - left} 16 re f")
        page.parts.append("0 g")
        page.text(64, y, label).text(360 - 5.5 * len(first), y, first).text(484 - 5.5 * len(second), y, second)
        if number in (0, 3):
            page.text(270, y, "$").text(388, y, "$")
    return page


def test_a_table_whose_signs_stand_apart_is_read_under_its_years(tmp_path: Path) -> None:
    said = texts_of(read(tmp_path, table()), BlockKind.TABLE_ROW)
    assert said[:2] == ["Pay; 2022: $ 1,316; 2021: $ 1,906", "Rent; 2022: 24; 2021: 98"]
    assert said[-1] == "Total; 2022: $ 1,357; 2021: $ 2,035"


def test_two_rows_of_such_a_table_are_still_rows(tmp_path: Path) -> None:
    said = texts_of(read(tmp_path, table(rows=2)), BlockKind.TABLE_ROW)
    assert [row.split(";")[0] for row in said] == ["Pay", "Rent"]
