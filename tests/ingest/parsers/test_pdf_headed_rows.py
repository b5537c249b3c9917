"""Tables without rules and bold type whose first row heads columns of words and figures by what it says."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import body, read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

HEADS = ("Permit", "Who decides", "Fee")
ROWS = [("Parking", "Duty officer", "48.00"), ("Stall", "Licensing", "512.50"), ("Skip", "Highways team", "36.00")]
READ = [
    "Permit: Parking; Who decides: Duty officer; Fee: 48.00",
    "Permit: Stall; Who decides: Licensing; Fee: 512.50",
    "Permit: Skip; Who decides: Highways team; Fee: 36.00",
]


def table(rows: Sequence[Sequence[str]], *, columns: Sequence[float] = (70, 124, 208), top: float = 500) -> PdfPage:
    page = body(PdfPage())
    for number, row in enumerate(rows):
        for x, cell in zip(columns, row, strict=False):
            page.text(x, top - 18 * number, cell)
    return page.text(70, top - 18 * len(rows) - 30, "The council looks at these fees again in two years, and asks all who pay them.")


def rows_of(folder: Path, page: PdfPage) -> list[str]:
    return texts_of(read(folder, page), BlockKind.TABLE_ROW)


@pytest.mark.parametrize("columns", [(70, 124, 208), (70, 200, 400)])
def test_a_row_of_words_heads_columns_of_words_and_figures(tmp_path: Path, columns: Sequence[float]) -> None:
    assert rows_of(tmp_path, table([HEADS, *ROWS], columns=columns)) == READ


@pytest.mark.parametrize(
    "rows",
    [
        [("Parking", "Duty officer", "48.00"), *ROWS],  # a first row of figures
        [HEADS, *ROWS[:2]],  # two rows may be chance
        [HEADS, *ROWS, ("Fair", "Events")],  # a row that lacks a cell
        [HEADS, *[(label, who, "as agreed") for label, who, _ in ROWS]],  # no figures
        [("Permit", "Who decides it", "in 2024"), *ROWS],
    ],
)
def test_what_is_not_sure_gets_no_headings(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    assert not any(": " in row for row in rows_of(tmp_path, table(rows)))


def test_a_row_of_words_that_goes_on_in_the_next_line_is_not_cut(tmp_path: Path) -> None:
    page = table([HEADS, *ROWS]).text(124, 500 - 3 * 18 - 12, "and its clerk")
    assert not any("Who decides: Highways team;" in row for row in rows_of(tmp_path, page))


def test_columns_of_text_are_no_table(tmp_path: Path) -> None:
    page = PdfPage()
    for x, column in ((60, "left"), (240, "middle"), (420, "right")):
        page.paragraph(x, 780, *(f"The {column} one says {line}" for line in range(20)))
    assert rows_of(tmp_path, page) == []
