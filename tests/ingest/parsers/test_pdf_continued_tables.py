"""Tables that go on at the head of the next column or page without their headings."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

HEADS = [(("Subject",), ("In the Bill",), ("In the Act",))]
ROWS = [
    (("Land",), ("Easier owner-", "ship"), ("Stronger ways", "to own land")),
    (("Community", "planning"), ("To be", "strengthened"), ("A new chance",)),
    (("Taking part",), ("A process for", "groups"), ("Local people", "take part")),
]
READ = [
    "Subject: Land; In the Bill: Easier ownership; In the Act: Stronger ways to own land",
    "Subject: Community planning; In the Bill: To be strengthened; In the Act: A new chance",
    "Subject: Taking part; In the Bill: A process for groups; In the Act: Local people take part",
]


def rows_under(page: PdfPage, x: float, top: float, rows: Sequence[Sequence[Sequence[str]]], *, font: str = "plain") -> PdfPage:
    """Rows of narrow cells of several lines, drawn cell by cell."""
    for row in rows:
        for place, cell in enumerate(row):
            page.paragraph(x + 75 * place, top, *cell, size=9, font=font, distance=11)
        top -= 11 * max(map(len, row)) + 6
    return page


def filled(page: PdfPage, x: float, top: float, lines: int, text: str = "a text") -> PdfPage:
    return page.paragraph(x, top, *(f"This is line {line} of {text} in one of the columns" for line in range(lines)), size=10, distance=13)


@pytest.mark.parametrize("before", [1, 2])
def test_a_table_goes_on_under_its_headings_at_the_head_of_the_next_column(tmp_path: Path, before: int) -> None:
    page = filled(PdfPage(), 60, 780, 30)
    rows_under(page, 64, 360, HEADS, font="bold")
    rows_under(page, 64, 343, ROWS[:before])
    rows_under(page, 324, 780, ROWS[before:])
    assert texts_of(read(tmp_path, filled(page, 320, 680, 30)), BlockKind.TABLE_ROW) == READ


def test_a_table_goes_on_under_its_headings_on_the_next_page(tmp_path: Path) -> None:
    first = filled(PdfPage(), 60, 780, 40)
    rows_under(first, 64, 150, HEADS, font="bold")
    rows_under(first, 64, 133, ROWS[:2])
    second = filled(rows_under(PdfPage(), 64, 780, ROWS[2:]), 60, 700, 30, "another")
    assert texts_of(read(tmp_path, first, second), BlockKind.TABLE_ROW) == READ


def test_the_last_row_of_a_ruled_table_may_stand_alone_on_the_next_page(tmp_path: Path) -> None:
    first = rows_under(filled(PdfPage(), 60, 780, 40), 64, 150, HEADS, font="bold")
    rows_under(first, 64, 130, ROWS[:2]).grid([60, 135, 210, 290], [163, 143, 115, 88])
    second = rows_under(PdfPage(), 64, 780, ROWS[2:]).grid([60, 135, 210, 290], [792, 762])
    document = read(tmp_path, first, filled(second, 60, 700, 30, "another"))
    assert texts_of(document, BlockKind.TABLE_ROW) == READ


def test_text_that_begins_the_next_column_or_page_does_not_carry_a_table_on(tmp_path: Path) -> None:
    first = filled(PdfPage(), 60, 780, 38)
    rows_under(first, 64, 250, HEADS, font="bold")
    rows_under(first, 64, 233, ROWS)
    filled(first, 320, 780, 50)
    second = filled(PdfPage(), 60, 780, 30, "another")
    document = read(tmp_path, first, second)
    assert texts_of(document, BlockKind.TABLE_ROW) == READ
    assert document.text.count("This is line 3 of") == 3


def test_columns_of_text_that_begin_as_far_from_one_another_as_those_of_a_table_do_not_carry_it_on(tmp_path: Path) -> None:
    first = filled(PdfPage(), 60, 780, 30)
    first.text(60, 340, "Who", font="bold").text(310, 340, "What", font="bold")
    for row, (who, what) in enumerate((("The council", "Sets the budget."), ("The panel", "Advises on it."), ("The board", "Looks back."))):
        first.text(60, 323 - 17 * row, who).text(310, 323 - 17 * row, what)
    second = PdfPage()
    for x, column in ((60, "left"), (310, "right")):
        lines = [f"{'On the' if line % 6 == 0 else 'and in the'} {column} people of town {line} decide it" for line in range(24)]
        second.paragraph(x, 780, *lines)
    document = read(tmp_path, first, second)
    assert texts_of(document, BlockKind.TABLE_ROW)[-1] == "Who: The board; What: Looks back."
    assert len(texts_of(document, BlockKind.TABLE_ROW)) == 3
    assert document.text.index("left people of town 23") < document.text.index("right people of town 0")


def test_a_bold_row_over_one_row_of_texts_is_no_table_where_nothing_carries_it_on(tmp_path: Path) -> None:
    page = filled(PdfPage(), 60, 780, 30)
    rows_under(page, 64, 360, HEADS, font="bold")
    rows_under(page, 64, 343, ROWS[:1])
    assert texts_of(read(tmp_path, filled(page, 320, 780, 40)), BlockKind.TABLE_ROW) == []
