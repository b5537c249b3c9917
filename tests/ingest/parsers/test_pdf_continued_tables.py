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


COLUMNS = [60, 150, 330, 420]
PERMITS = [
    (("Permit",), ("Who may have it",), ("Fee",)),
    (("Skip",), ("Builders who put lamps on the", "skip at night and take it away", "within fourteen days"), ("36.00",)),
    (("Stall",), ("Traders who hold insurance of", "five million pounds or more"), ("512.50",)),
]
PERMITS_READ = [
    "Permit: Skip; Who may have it: Builders who put lamps on the skip at night and take it away within fourteen days; Fee: 36.00",
    "Permit: Stall; Who may have it: Traders who hold insurance of five million pounds or more; Fee: 512.50",
]


def cells(page: PdfPage, top: float, *rows: Sequence[Sequence[str]], bold: bool = False) -> PdfPage:
    """Rows of cells, drawn below one another."""
    for row in rows:
        for x, cell in zip(COLUMNS, row, strict=False):
            page.paragraph(x + 4, top, *cell, size=10, distance=12, font="bold" if bold else "plain")
        top -= 12 * max(map(len, row)) + 8
    return page


def uprights(page: PdfPage, top: float, bottom: float) -> PdfPage:
    for x in COLUMNS:
        page.rule(x, top, x, bottom)
    return page


def levels(page: PdfPage, *heights: float) -> PdfPage:
    for y in heights:
        page.rule(COLUMNS[0], y, COLUMNS[-1], y)
    return page


def test_a_row_that_the_page_end_cuts_without_a_rule_is_one_row(tmp_path: Path) -> None:
    first = cells(filled(PdfPage(), 60, 780, 50), 116, PERMITS[0], bold=True)
    cells(first, 96, (("Skip",), PERMITS[1][1][:2], ("36.00",)))
    levels(uprights(first, 130, 76), 130, 110)
    second = cells(PdfPage(), 780, ((), PERMITS[1][1][2:], ()), PERMITS[2])
    levels(uprights(second, 796, 738), 774, 738)
    assert texts_of(read(tmp_path, first, filled(second, 60, 700, 30, "another")), BlockKind.TABLE_ROW) == PERMITS_READ


def test_a_row_that_is_cut_and_closed_with_a_rule_under_headings_that_stand_again_is_one_row(tmp_path: Path) -> None:
    first = cells(filled(PdfPage(), 60, 780, 50), 116, PERMITS[0])
    cells(first, 96, (("Skip",), PERMITS[1][1][:2], ("36.00",)))
    levels(uprights(first, 130, 76), 130, 110, 76)
    second = cells(PdfPage(), 780, PERMITS[0], ((), PERMITS[1][1][2:], ()), PERMITS[2])
    levels(uprights(second, 796, 718), 796, 774, 754, 718)
    assert texts_of(read(tmp_path, first, filled(second, 60, 680, 30, "another")), BlockKind.TABLE_ROW) == PERMITS_READ


def test_headings_alone_at_the_end_of_a_page_head_the_rows_on_the_next(tmp_path: Path) -> None:
    first = cells(filled(PdfPage(), 60, 780, 50), 116, PERMITS[0], bold=True)
    levels(uprights(first, 130, 110), 130, 110)
    second = levels(uprights(cells(PdfPage(), 780, *PERMITS[1:]), 796, 714), 796, 748, 714)
    assert texts_of(read(tmp_path, first, filled(second, 60, 680, 30, "another")), BlockKind.TABLE_ROW) == PERMITS_READ


def test_a_row_without_a_label_that_begins_a_page_stays_a_row_where_nothing_breaks_off(tmp_path: Path) -> None:
    first = cells(filled(PdfPage(), 60, 780, 50), 116, PERMITS[0], bold=True)
    cells(first, 96, (("Skip",), ("Builders who put lamps on it.",), ("36.00",)))
    levels(uprights(first, 130, 88), 130, 110, 88)
    second = cells(PdfPage(), 780, ((), ("Firms that have a yard.",), ("20.00",)), PERMITS[2])
    levels(uprights(second, 796, 738), 796, 774, 738)
    found = texts_of(read(tmp_path, first, filled(second, 60, 680, 30, "another")), BlockKind.TABLE_ROW)
    assert found[:2] == [
        "Permit: Skip; Who may have it: Builders who put lamps on it. Fee: 36.00",
        "Who may have it: Firms that have a yard. Fee: 20.00",
    ]


def test_a_line_of_the_text_beside_a_table_is_no_part_of_its_figures(tmp_path: Path) -> None:
    page = filled(PdfPage(), 60, 780, 20)
    for number, row in enumerate(("Key", "Fob")):
        page.text(64, 480 - 40 * number, row, size=10).paragraph(154, 480 - 40 * number, "42", "50", size=10, distance=12)
        page.text(404, 480 - 40 * number, "6.", size=10)
    levels(uprights(page, 496, 416), 496, 456, 416)
    page.text(424, 480, "www.example.org/waiting", size=10)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == ["Key; 42 50; 6.", "Fob; 42 50; 6."]


def open_rows(page: PdfPage, top: float, *rows: Sequence[Sequence[str]], bold: bool = False) -> PdfPage:
    """Rows of cells without rules, drawn below one another, the last line of one close to the next cell."""
    for row in rows:
        for x, cell in zip((64, 154, 334), row, strict=False):
            page.paragraph(x, top, *cell, size=10, distance=12, font="bold" if bold else "plain")
        top -= 12 * max(map(len, row)) + 10
    return page


FAIRS = [
    (("Stall",), ("Traders who hold insurance of", "five million pounds or more"), ("512.50",)),
    (("Street fair",), ("Groups of neighbours who have", "asked all who live in it"), ("none",)),
    (("Long skip hire",), ("Builders who put lamps on it",), ("48.00",)),
]
FAIRS_READ = [
    PERMITS_READ[1],
    "Permit: Street fair; Who may have it: Groups of neighbours who have asked all who live in it; Fee: none",
    "Permit: Long skip hire; Who may have it: Builders who put lamps on it; Fee: 48.00",
]


@pytest.mark.parametrize("stands_again", [False, True])
def test_headings_over_one_row_at_the_end_of_a_page_head_a_table_that_goes_on(tmp_path: Path, stands_again: bool) -> None:  # noqa: FBT001
    first = open_rows(filled(PdfPage(), 60, 780, 50), 116, PERMITS[0], bold=True)
    open_rows(first, 92, PERMITS[1])
    second = open_rows(PdfPage(), 780, PERMITS[0], bold=True) if stands_again else PdfPage()
    open_rows(second, 756 if stands_again else 780, *FAIRS)
    found = texts_of(read(tmp_path, first, filled(second, 60, 640, 30, "another")), BlockKind.TABLE_ROW)
    assert found == [PERMITS_READ[0], *FAIRS_READ]


def test_a_row_without_rules_that_the_page_end_cuts_is_one_row(tmp_path: Path) -> None:
    first = open_rows(filled(PdfPage(), 60, 780, 48), 140, PERMITS[0], bold=True)
    open_rows(first, 116, FAIRS[0], (("Skip",), PERMITS[1][1][:2], ("36.00",)))
    second = open_rows(PdfPage(), 780, ((), PERMITS[1][1][2:], ()), *FAIRS[1:])
    found = texts_of(read(tmp_path, first, filled(second, 60, 640, 30, "another")), BlockKind.TABLE_ROW)
    assert found == [FAIRS_READ[0], PERMITS_READ[0], *FAIRS_READ[1:]]


def test_a_cell_that_runs_close_to_the_next_is_cut_on_the_next_page_too(tmp_path: Path) -> None:
    first = open_rows(filled(PdfPage(), 60, 780, 46), 164, PERMITS[0], bold=True)
    open_rows(first, 140, PERMITS[1], FAIRS[0])
    second = open_rows(PdfPage(), 780, FAIRS[1])
    second.text(64, 746, "Skips that stay on", size=10).text(154, 746, "Builders who put lamps on it", size=10).text(
        334, 746, "48.00", size=10
    )
    found = texts_of(read(tmp_path, first, filled(second, 60, 640, 30, "another")), BlockKind.TABLE_ROW)
    assert found[-1] == "Permit: Skips that stay on; Who may have it: Builders who put lamps on it; Fee: 48.00"


def test_rows_of_small_letters_on_two_pages_are_two_rows(tmp_path: Path) -> None:
    first = cells(filled(PdfPage(), 60, 780, 50), 116, PERMITS[0], bold=True)
    levels(uprights(cells(first, 96, (("skips",), ("builders with lamps",), ("weekly",))), 130, 88), 130, 110, 88)
    second = cells(PdfPage(), 780, (("stalls",), ("traders with insurance",), ("yearly",)), (("fairs",), ("neighbours",), ("none",)))
    levels(uprights(second, 796, 752), 796, 774, 752)
    found = texts_of(read(tmp_path, first, filled(second, 60, 680, 30, "another")), BlockKind.TABLE_ROW)
    assert [row.split(";")[0] for row in found] == ["Permit: skips", "Permit: stalls", "Permit: fairs"]


@pytest.mark.parametrize("distance", [12, 24])
def test_rows_between_upright_rules_alone_are_not_taken_for_one_that_the_page_end_cuts(tmp_path: Path, distance: float) -> None:
    page = cells(filled(PdfPage(), 60, 780, 46), 164, PERMITS[0], bold=True)
    for number, row in enumerate(
        (("Skip", "Builders with lamps", "weekly"), ("Stall", "Traders", "yearly"), ("Fair", "Neighbours", "free"))
    ):
        for x, text in zip(COLUMNS, row, strict=False):
            page.text(x + 4, 144 - distance * number, text, size=10)
    levels(uprights(page, 178, 80), 178, 158)
    assert "Skip Stall" not in read(tmp_path, page).text


OFFICES = [
    (("Permit",), ("Who may have it",), ("Who decides",)),
    (("Skip",), ("Builders with lamps",), ("Duty officer",)),
    (("Stall on the", "common"), ("Traders and", "growers"), ("Licensing and", "Regulation")),
    (("Fair",), ("Neighbours",), ("Events Team",)),
    (("Film",), ("Companies",), ("Police",)),
]
OFFICES_READ = [
    "Permit: Skip; Who may have it: Builders with lamps; Who decides: Duty officer",
    "Permit: Stall on the common; Who may have it: Traders and growers; Who decides: Licensing and Regulation",
    "Permit: Fair; Who may have it: Neighbours; Who decides: Events Team",
    "Permit: Film; Who may have it: Companies; Who decides: Police",
]
FIRST_LINES = tuple(cell[:1] for cell in OFFICES[2])
LAST_LINES = tuple(cell[1:] for cell in OFFICES[2])


@pytest.mark.parametrize("is_closed", [False, True])
def test_a_row_that_is_cut_in_all_its_cells_is_one_row(tmp_path: Path, is_closed: bool) -> None:  # noqa: FBT001
    first = cells(filled(PdfPage(), 60, 780, 48), 140, OFFICES[0], bold=True)
    cells(first, 120, OFFICES[1], FIRST_LINES)
    levels(uprights(first, 154, 80), 154, 134, 114, *([80] if is_closed else []))
    second = cells(PdfPage(), 780, LAST_LINES, *OFFICES[3:])
    levels(uprights(second, 796, 738), *([796] if is_closed else []), 774, 756, 738)
    found = texts_of(read(tmp_path, first, filled(second, 60, 700, 30, "another")), BlockKind.TABLE_ROW)
    assert found == OFFICES_READ


def test_a_row_without_rules_that_is_cut_in_all_its_cells_is_one_row(tmp_path: Path) -> None:
    first = open_rows(filled(PdfPage(), 60, 780, 46), 164, OFFICES[0], bold=True)
    open_rows(first, 140, OFFICES[1], FIRST_LINES)
    second = open_rows(PdfPage(), 780, LAST_LINES, *OFFICES[3:])
    found = texts_of(read(tmp_path, first, filled(second, 60, 680, 30, "another")), BlockKind.TABLE_ROW)
    assert found == OFFICES_READ


def test_the_rest_of_a_cell_may_begin_with_a_capital_where_its_column_has_no_room_for_it(tmp_path: Path) -> None:
    wide, narrow = ("Groups of people who have asked",), ("Community and",)
    for name, expected in (("Neighbourhoods", "people who have asked Neighbourhoods"), ("Ann", "people who have asked;")):
        first = cells(filled(PdfPage(), 60, 780, 48), 140, OFFICES[0], bold=True)
        cells(first, 120, OFFICES[1], (("Street",), wide, narrow))
        levels(uprights(first, 154, 88), 154, 134, 114, 88)
        second = cells(PdfPage(), 780, (("party",), (name,), ()), *OFFICES[3:])
        levels(uprights(second, 796, 738), 796, 774, 756, 738)
        document = read(tmp_path, first, filled(second, 60, 700, 30, "another"))
        assert expected in document.text


def test_three_rows_of_one_line_between_upright_rules_at_the_end_of_a_page_stay_three(tmp_path: Path) -> None:
    page = cells(filled(PdfPage(), 60, 780, 46), 164, PERMITS[0], bold=True)
    for number, row in enumerate((("Skip", "Builders", "free"), ("Stall", "Traders", "free"), ("Fair", "Neighbours", "free"))):
        for x, text in zip(COLUMNS, row, strict=False):
            page.text(x + 4, 144 - 12 * number, text, size=10)
    levels(uprights(page, 178, 80), 178, 158)
    assert "Skip Stall" not in read(tmp_path, page).text


def test_a_form_on_the_next_page_that_begins_as_the_one_before_is_one_of_its_own(tmp_path: Path) -> None:
    first = filled(PdfPage(), 60, 780, 40)
    rows_under(first, 64, 150, [(("Body:",), ("NHS",)), (("Part:",), ("40K",)), (("Made in:",), ("Ayr",))]).grid(
        [60, 135, 210], [163, 143, 125, 105]
    )
    second = rows_under(PdfPage(), 64, 780, [(("Body:",), ("NHS",)), (("Part:",), ("20K",)), (("Made in:",), ("Fife",))])
    document = read(tmp_path, first, filled(second.grid([60, 135, 210], [793, 773, 755, 735]), 60, 660, 30, "another"))
    assert texts_of(document, BlockKind.TABLE_ROW) == [
        "Body: NHS", "Part: 40K", "Made in: Ayr", "Body: NHS", "Part: 20K", "Made in: Fife",
    ]  # fmt: skip
