"""What stands in the cells of ruled tables, and what is drawn behind it."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of, texts_of

ROWS = [("Fife", "12", "No cards"), ("Moray", "9", "Cards"), ("Angus", "7", "Cards")]
COLUMNS = [60.0, 160.0, 240.0, 340.0]


def table(*boxes: tuple[float, float], higher: float = 0) -> PdfPage:
    """Rows of 18 points and more, with coloured boxes behind the words of the last column: how far above the rule, and how high."""
    page = PdfPage()
    for number in range(3):
        for above, high in boxes:
            page.parts.append(f"0.9 g 245.4 {682 - (18 + higher) * number + above} 89.2 {high} re f 0 g")
    page.grid(COLUMNS, [700, 682 - higher, 664 - 2 * higher, 646 - 3 * higher])
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            page.text(COLUMNS[column] + 6, 687 - (18 + higher) * number, text)
    return page


@pytest.mark.parametrize("boxes", [[(1.0, 13.6)], [(4.0, 13.6)], [(-10.0, 28.0)], [(-9.0, 9.0), (0.2, 9.8)]])
def test_colour_behind_the_words_of_a_cell_makes_no_rows_of_it(tmp_path: Path, boxes: list[tuple[float, float]]) -> None:
    assert texts_of(read(tmp_path, table(*boxes, higher=10)), BlockKind.TABLE_ROW) == ["; ".join(row) for row in ROWS]


def test_cells_that_stand_apart_in_a_frame_are_rows(tmp_path: Path) -> None:
    page = PdfPage()
    page.parts.append("60 640 290 70 re S")
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            page.parts.append(f"{64 + 95 * column} {688 - 22 * number} 91 18 re S")
            page.text(70 + 95 * column, 693 - 22 * number, text)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == ["; ".join(row) for row in ROWS]


def test_the_mark_of_a_note_does_not_become_part_of_a_figure_or_a_name(tmp_path: Path) -> None:
    page = table().raised(66, 633, "Argyll", "a", " and Bute").raised(166, 633, "1,204", "3", "").raised(246, 633, "No cards", "b", "")
    page.grid(COLUMNS, [646, 628]).raised(60, 600, "Table 1", "a", " shows what Alan M", size=12)
    page.raised(60, 580, "Alan M", "c", "Call said so.").raised(60, 540, "It was the 21", "st", " of May.")
    found = blocks_of(read(tmp_path, page))
    assert ("table_row", "Argyllᵃ and Bute; 1,204³; No cardsᵇ") in found
    assert ("paragraph", "Alan McCall said so.") in found
    assert ("paragraph", "It was the 21st of May.") in found
    assert any(text.startswith("Table 1ᵃ shows") for _, text in found)


@pytest.mark.parametrize(
    "second, third, first_row",
    [
        (("", "2014", "2015"), None, "Fife; Adults – 2014: 12; Adults – 2015: 14"),
        (("Area", "2014", "2015"), ("", "planned", "spent"), "Area: Fife; Adults – 2014 – planned: 12; Adults – 2015 – spent: 14"),
        (("The north", "", ""), None, "Adults"),
    ],
)
def test_rows_of_bold_headings_head_the_columns_where_the_first_names_groups_of_them(
    tmp_path: Path, second: tuple[str, ...], third: tuple[str, ...] | None, first_row: str
) -> None:
    rows = [("Fife", "12", "14"), ("Moray", "9", "8"), ("Angus", "7", "7")]
    heads = [second] if third is None else [second, third]
    page = PdfPage().text(166, 705, "Adults", font="bold")
    for number, row in enumerate([*heads, *rows]):
        for column, text in enumerate(row):
            page.text(COLUMNS[column] + 6, 687 - 18 * number, text, font="bold" if number < len(heads) else "plain")
    lines = [718 - 18 * number for number in range(len(heads) + len(rows) + 2)]
    for y in lines:
        page.rule(COLUMNS[0], y, COLUMNS[-1], y)
    for x in COLUMNS:
        page.rule(x, lines[1 if x == COLUMNS[2] else 0], x, lines[-1])
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW)[0] == first_row


def test_a_bold_title_in_the_first_row_of_a_table_is_no_heading_of_its_columns(tmp_path: Path) -> None:
    page = PdfPage().text(66, 705, "Carers who were asked", font="bold")
    for number, row in enumerate([("Area", "2014", "2015"), ("Fife", "12", "14"), ("Moray", "9", "8")]):
        for column, text in enumerate(row):
            page.text(COLUMNS[column] + 6, 687 - 18 * number, text, font="plain" if number else "bold")
    page.rule(COLUMNS[0], 718, COLUMNS[-1], 718).rule(COLUMNS[0], 718, COLUMNS[0], 700).rule(COLUMNS[-1], 718, COLUMNS[-1], 700)
    document = read(tmp_path, page.grid(COLUMNS, [700, 682, 664, 646]))
    assert blocks_of(document) == [
        ("caption", "Carers who were asked"),
        ("table_row", "Area: Fife; 2014: 12; 2015: 14"),
        ("table_row", "Area: Moray; 2014: 9; 2015: 8"),
    ]


def form(first: tuple[str, str]) -> PdfPage:
    """Rows of a bold label and a text, the first of them bold on both sides."""
    rows = [first, ("Prompts", "Are you free to change"), ("Evidence", "Say what you have done"), ("Comments", "None so far")]
    page = PdfPage().grid([60, 160, 500], [700 - 18 * number for number in range(5)])
    for number, (label, text) in enumerate(rows):
        page.text(66, 687 - 18 * number, label, font="bold").text(166, 687 - 18 * number, text, font="plain" if number else "bold")
    return page


def test_a_bold_sentence_in_the_first_row_heads_no_column_and_bold_labels_head_their_rows(tmp_path: Path) -> None:
    said = texts_of(read(tmp_path, form(("Point 9", "Use open standards wherever you can."))), BlockKind.TABLE_ROW)
    assert said[:2] == ["Point 9; Use open standards wherever you can.", "Prompts: Are you free to change"]


def test_bold_words_in_the_first_row_still_head_the_columns(tmp_path: Path) -> None:
    said = texts_of(read(tmp_path, form(("Part", "What is asked"))), BlockKind.TABLE_ROW)
    assert said[0] == "Part: Prompts; What is asked: Are you free to change"
