"""Rules that make a grid and are no table."""

from pathlib import Path

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import HEIGHT, WIDTH, PdfPage
from tests.ingest.reading_blocks import texts_of

COLUMNS = [60.0, 200.0, 340.0]
ROWS = [("Fife", "Cards are used"), ("Moray", "No cards are used"), ("Angus", "Cards are planned")]


def table(page: PdfPage) -> PdfPage:
    page.grid(COLUMNS, [760, 740, 720, 700])
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            page.text(COLUMNS[column] + 6, 746 - 20 * number, text)
    return page


def test_what_is_drawn_at_the_edges_of_the_page_is_no_side_of_a_table(tmp_path: Path) -> None:
    page = PdfPage()
    page.parts += [f"0 0 {WIDTH} 760 re S", f"0 0 {WIDTH} {HEIGHT} re S"]
    page.rule(0, 760, WIDTH, 760)
    table(page).paragraph(60, 600, "The costs depend on how many councils", "agree to use the cards.")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == ["; ".join(row) for row in ROWS]
    assert texts_of(document, BlockKind.PARAGRAPH) == ["The costs depend on how many councils agree to use the cards."]


def bars(page: PdfPage, heights: list[tuple[int, int]]) -> PdfPage:
    """Bars of two parts each over lines of a scale, with their shares written into them."""
    for y in (500, 540, 580, 620):
        page.rule(60, y, 420, y)
    for number, (low, high) in enumerate(heights):
        x = 70 + 50 * number
        page.parts += [f"{x} 500 30 {low} re S", f"{x} {500 + low} 30 {high} re S"]
        page.text(x + 5, 500 + low / 2, f"{low}%", size=8).text(x + 5, 500 + low + high / 2, f"{high}%", size=8)
    return page


def test_the_bars_of_a_chart_are_no_table(tmp_path: Path) -> None:
    chart = bars(PdfPage(), [(46, 30), (45, 32), (34, 21), (31, 23), (16, 20), (14, 24), (13, 10)])
    assert texts_of(read(tmp_path, chart), BlockKind.TABLE_ROW) == []


def test_text_in_a_chart_is_read_once_though_its_page_was_looked_at_before(tmp_path: Path) -> None:
    pages = [bars(PdfPage(), [(46, 30), (45, 32), (34, 21), (31, 23), (16, 20), (14, 24), (13, 10)]) for _ in range(3)]
    for number, page in enumerate(pages):
        page.parts.append("q 1 0 0 1 0 190 cm")  # to the head of the page, where running lines are looked for
        page.text(75, 590, "Share of councils", size=8)
        page.parts.insert(0, page.parts.pop(-2))
        page.parts.append("Q")
        page.paragraph(60, 420, f"In year {number} the councils told us of their cards.", "They use most of them for buses.")
    text = read(tmp_path, *pages).text
    assert [text.count(f"In year {number} ") for number in range(3)] == [1, 1, 1]
    assert text.count("46%") == 3


def test_boxes_behind_words_of_running_text_are_no_table(tmp_path: Path) -> None:
    lines = [
        "41. A total of 61 per cent of councils told us of certain kinds of cards that they intend",
        "to use for their payments in the years to come, most often those that are bound up with",
        "the card of the library or of the buses.",
    ]
    page = PdfPage().paragraph(113, 546, *lines, size=9.2, distance=12)
    for x, y, wide in ((225, 543, 35), (261, 543, 194), (113, 531, 236)):
        page.parts.append(f"{x} {y} {wide} 11.5 re S")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == []
    assert " ".join(lines) in document.text.replace("\n", " ")


def test_a_table_without_its_corner_and_with_wide_cells_stays_one(tmp_path: Path) -> None:
    page = PdfPage()
    page.rule(200, 780, 340, 780).rule(200, 760, 200, 780).rule(340, 760, 340, 780).text(206, 766, "Use")
    page.rule(60, 680, 340, 680).rule(60, 700, 60, 680).rule(340, 700, 340, 680).text(66, 686, "Counted at the end of the year")
    assert texts_of(read(tmp_path, table(page)), BlockKind.TABLE_ROW)[1:4] == ["; ".join(row) for row in ROWS]


def test_a_box_behind_the_end_of_one_line_and_the_beginning_of_another_is_no_table(tmp_path: Path) -> None:
    lines = [
        "The school gives simple first aid, but cannot give",
        "any other help unless the parent has asked for it in",
        "writing once a year. A card is kept on file there.",
    ]
    page = PdfPage().paragraph(57, 690, *lines, size=11, distance=14)
    page.parts += ["217.5 687 76.5 13.5 re S", "57 673 246.5 13.5 re S", "57 659 97 13.5 re S"]
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == []
    assert texts_of(document, BlockKind.PARAGRAPH) == [" ".join(lines)]
