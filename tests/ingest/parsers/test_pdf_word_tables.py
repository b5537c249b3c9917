"""Tables of words that are set without rules and without bold headings, and text in columns that only looks like one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import body, read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

ROWS = [
    ("Service", "Who leads it", "Where"),
    ("Day centre", "The council", "Town hall"),
    ("Lunch club", "Volunteers", "Church hall"),
    ("Carers' group", "Carers themselves", "Library"),
]
PROSE = [
    "Support that people",
    "plan together with",
    "the staff who bring",
    "it to them lasts for",
    "longer and costs the",
    "council no more.",
]


def row_by_row(page: PdfPage, rows: Sequence[Sequence[str]], *, columns: Sequence[float] = (70, 190, 330), top: float = 560) -> PdfPage:
    """Cells in the order in which programs write tables. A line break within a cell goes on 13 points below."""
    y = top
    for row in rows:
        for x, cell in zip(columns, row, strict=True):
            page.paragraph(x, y, *cell.split("\n"), distance=13)
        y -= 13 * max(cell.count("\n") + 1 for cell in row) + 5
    return page


def column_by_column(page: PdfPage, rows: Sequence[Sequence[str]], *, columns: Sequence[float] = (70, 190, 330)) -> PdfPage:
    for place, x in enumerate(columns):
        page.paragraph(x, 560, *(row[place] for row in rows), distance=18)
    return page


def rows_of(folder: Path, page: PdfPage) -> list[str]:
    return texts_of(read(folder, page), BlockKind.TABLE_ROW)


def test_cells_that_stand_under_one_another_are_rows(tmp_path: Path) -> None:
    assert rows_of(tmp_path, row_by_row(body(PdfPage()), ROWS)) == ["; ".join(row) for row in ROWS]


def test_a_rule_under_the_first_row_alone_makes_headings_of_it(tmp_path: Path) -> None:
    page = row_by_row(body(PdfPage()), ROWS).rule(70, 555, 420, 555)
    assert rows_of(tmp_path, page)[0] == "Service: Day centre; Who leads it: The council; Where: Town hall"


def test_rules_under_every_row_or_under_one_cell_make_no_headings(tmp_path: Path) -> None:
    page = row_by_row(body(PdfPage()), ROWS).rule(190, 555, 260, 555)
    assert rows_of(tmp_path, page)[0] == "Service; Who leads it; Where"
    page = row_by_row(body(PdfPage()), ROWS)
    for number in range(4):
        page.rule(70, 555 - 18 * number, 420, 555 - 18 * number)
    assert rows_of(tmp_path, page)[0] == "Service; Who leads it; Where"


def test_cells_of_several_lines_are_whole(tmp_path: Path) -> None:
    rows = [
        ("Discovery", "Talk with the people who use\nthe service about daily life", "People, carers\nand staff"),
        ("Design", "Ideas are drawn up together", "A design group"),
        ("Delivery", "The service is run jointly, and\nis reviewed twice a year", "The board"),
    ]
    assert rows_of(tmp_path, row_by_row(body(PdfPage()), rows, columns=(70, 190, 370))) == [
        "; ".join(row).replace("\n", " ") for row in rows
    ]


def test_a_cell_that_runs_close_to_the_next_one_is_cut_from_it(tmp_path: Path) -> None:
    page = row_by_row(body(PdfPage()), ROWS, columns=(70, 148, 250))
    assert rows_of(tmp_path, page) == ["; ".join(row) for row in ROWS]


def test_a_row_with_an_empty_cell_belongs_to_a_table_with_headings_and_without_them_there_is_none(tmp_path: Path) -> None:
    rows = [ROWS[0], ("Walking group", "", "River park"), *ROWS[1:]]
    page = row_by_row(body(PdfPage()), rows).rule(70, 555, 420, 555)
    assert rows_of(tmp_path, page)[0] == "Service: Walking group; Where: River park"
    assert rows_of(tmp_path, row_by_row(body(PdfPage()), rows)) == []


HALF = [("Stage", "What happens"), ("Plan", "People meet"), ("Design", "People draw"), ("", "They then vote"), ("Run", "People run it")]


def test_a_table_of_which_only_some_could_be_read_is_none(tmp_path: Path) -> None:
    more = [*HALF, ("Check", "People check"), ("End", "All look back")]
    assert rows_of(tmp_path, row_by_row(body(PdfPage()), more, columns=(70, 200))) == []
    assert rows_of(tmp_path, row_by_row(body(PdfPage()), more[2:], columns=(70, 200))) == []


SIDE_BY_SIDE = {
    "drawn column by column": column_by_column(PdfPage(), ROWS),
    "two rows": row_by_row(PdfPage(), ROWS[:2]),
    "prose drawn line by line": row_by_row(PdfPage(), [(line, line) for line in PROSE], columns=(70, 300)),
    "sentences": row_by_row(PdfPage(), [("We met and\ntalked.", "We wrote it\ndown at once.")] * 4, columns=(70, 300)),
    "addresses": row_by_row(
        PdfPage(),
        [(f"{one} Council\n{one} Street\n{one}", f"{one} Board\n{one} Road\n{one}") for one in ("Fife", "Bute", "Ayr")],
        columns=(70, 300),
    ),
    "prose in capitals": row_by_row(
        PdfPage(),
        [("Carers Scotland and", "COSLA have"), ("Boards of the", "NHS agreed to"), ("Councils with", "Plans")],
        columns=(70, 300),
    ),
    "places to fill in": row_by_row(PdfPage(), [("Name:", "Address:"), ("Date:", "Place:"), ("Lead:", "Client:")], columns=(70, 300)),
}


@pytest.mark.parametrize("page", SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_what_only_stands_side_by_side_is_no_table(tmp_path: Path, page: PdfPage) -> None:
    assert rows_of(tmp_path, page) == []


def test_two_columns_of_text_under_three_headings_are_read_down_each_column(tmp_path: Path) -> None:
    page = PdfPage()
    for top in (760, 600, 440):
        page.text(70, top, "What we heard from people who took part", size=16, font="bold")
        for x in (70, 300):
            page.paragraph(x, top - 30, *PROSE)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == []
    assert texts_of(document, BlockKind.PARAGRAPH) == [" ".join(PROSE)] * 6


CARDS = [
    ("Jane Smith", "Robert Brown", "Mary Jones"),
    ("Chair", "Treasurer", "Secretary"),
    ("12 High Street", "3 Lower Castle Road", "5 Mill Lane"),
    ("0131 496 0101", "0141 496 0102", "0131 496 0103"),
]


@pytest.mark.parametrize("rows", [CARDS, [row[:2] for row in CARDS], CARDS[2:], [CARDS[0], ("a@b.org", "c.d@e.org", "f@g.org")]])
def test_address_cards_side_by_side_are_read_one_after_the_other(tmp_path: Path, rows: Sequence[Sequence[str]]) -> None:
    columns = (70, 230, 390)[: len(rows[0])]
    found = read(tmp_path, row_by_row(body(PdfPage()), rows, columns=columns))
    assert texts_of(found, BlockKind.PARAGRAPH)[-len(columns) :] == [" ".join(card) for card in zip(*rows, strict=True)]
    assert texts_of(found, BlockKind.TABLE_ROW) == []


@pytest.mark.parametrize("kinds", [("Telephone", "Fax"), ("Day", "Night")])
def test_numbers_in_columns_under_one_heading_are_no_cards(tmp_path: Path, kinds: tuple[str, str]) -> None:
    rows = [kinds, ("0131 496 0101", "0131 496 0102"), ("0131 496 0103", "0131 496 0104")]
    found = read(tmp_path, row_by_row(body(PdfPage()), rows, columns=(70, 230)))
    assert "0131 496 0101 0131 496 0103" not in " ".join(found.text.split())


def test_cards_below_a_table_are_read_one_after_the_other(tmp_path: Path) -> None:
    page = row_by_row(body(PdfPage()), ROWS, columns=(70, 230, 390))
    assert texts_of(read(tmp_path, row_by_row(page, CARDS, columns=(70, 230, 390), top=300)), BlockKind.PARAGRAPH)[-3:] == [
        " ".join(card) for card in zip(*CARDS, strict=True)
    ]


def test_a_list_of_people_with_their_numbers_is_a_table_and_no_cards(tmp_path: Path) -> None:
    people = list(zip(*CARDS, strict=True))
    assert texts_of(read(tmp_path, row_by_row(body(PdfPage()), people, columns=(70, 170, 270, 410))), BlockKind.TABLE_ROW) == [
        "; ".join(person) for person in people
    ]


def centred(page: PdfPage, headings: Sequence[tuple[float, str]]) -> PdfPage:
    """A table whose headings stand over the middle of its columns, closer together than its cells."""
    for x, heading in headings:
        page.text(x, 578, heading, font="bold")
    return row_by_row(
        page,
        [("A", "£400", "the officer"), ("B", "£900", "the panel"), ("C", "£2,000", "the panel and the council")],
        columns=(70, 102, 176),
    )


def test_headings_over_the_middle_of_narrow_columns_are_told_apart(tmp_path: Path) -> None:
    page = centred(body(PdfPage()), ((71, "Band"), (103, "Largest grant"), (190, "Who decides")))
    assert rows_of(tmp_path, page) == [
        "Band: A; Largest grant: £400; Who decides: the officer",
        "Band: B; Largest grant: £900; Who decides: the panel",
        "Band: C; Largest grant: £2,000; Who decides: the panel and the council",
    ]


def test_a_bold_heading_over_rows_is_not_cut_into_headings_of_columns(tmp_path: Path) -> None:
    page = centred(body(PdfPage()), ((70, "What the panel decided about grants last year"),))
    assert not any(row.startswith("What") for row in rows_of(tmp_path, page))
    assert "What the panel decided about grants last year" in read(tmp_path, page).text


def test_a_line_that_runs_out_of_the_last_column_is_not_lost(tmp_path: Path) -> None:
    page = body(PdfPage()).text(60, 560, "Item 9", font="bold").text(130, 560, "Statements and exhibits", font="bold")
    page.text(60, 540, "\\(d\\)").text(130, 540, "Exhibits").text(60, 520, "Number").text(130, 520, "Description")
    long = "Letter of the council to the tenants of Linden Court about the terms on which they move, in full"
    page.text(60, 500, f"10.1{16 * ' '}{long}").text(60, 480, "104").text(130, 480, "Cover page")
    assert long in read(tmp_path, page).text


def test_a_first_row_without_a_label_is_a_row(tmp_path: Path) -> None:
    heads = zip((70, 190, 330), ROWS[0], strict=True)
    page = body(PdfPage())
    for x, head in heads:
        page.text(x, 580, head, font="bold")
    page.text(190, 562, "To be agreed")
    found = rows_of(tmp_path, row_by_row(page, ROWS[1:], top=544))
    assert found[0] == "Who leads it: To be agreed"
    assert found[1] == "Service: Day centre; Who leads it: The council; Where: Town hall"


def test_text_in_two_columns_under_bold_names_is_no_table(tmp_path: Path) -> None:
    left = [
        "Professor Ross said that fighting stigma",
        "was important not only to help the ill of",
        "Ayr but to improve all of the life of the",
    ]
    left += [
        "Board and its towns. In response to what",
        "Fife had asked she told us that its two",
        "Campaigns were made for all the children",
        "of the schools at a very early age.",
    ]
    right = ["Doctor Bell told us that his town had", "begun to plan for help some years ago", "with a strategy to spread all the care of"]
    right += [
        "health to its villages. That meant that",
        "the ill were cared for in the basic plan",
        "Ayr had made, and above all at home by",
        "their own doctors and their nurses.",
    ]
    page = PdfPage().text(57, 700, "Greece", font="bold").text(306, 700, "Guinea", font="bold")
    page.paragraph(57, 688, *left, size=10, distance=12).paragraph(306, 686.5, *right, size=10, distance=12)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == []
    assert " ".join(left) in document.text.replace("\n", " ")


def test_names_in_bold_over_what_their_bearers_do_head_no_columns(tmp_path: Path) -> None:
    page, top = body(PdfPage()), 560
    for names in (("Jane Smith", "Ali Khan"), ("Mary Bell", "Tom Grant")):
        for x, name in zip((70, 300), names, strict=True):
            page.text(x, top, name, font="bold")
            page.paragraph(x, top - 13, "Head of planning for the region", "National strategy team", "Health service", distance=13)
        top -= 75
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == []
    assert document.text.index("Jane Smith") < document.text.index("Ali Khan") < document.text.index("Mary Bell")
