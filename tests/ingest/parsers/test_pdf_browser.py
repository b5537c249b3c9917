"""Pages as browsers print them."""

from pathlib import Path

from copro_qa.document import BlockKind
from ingest.enumerators import strip_bullet
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import leads_of, settled, texts_of


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


def test_a_list_at_the_head_of_a_column_comes_after_a_table_in_the_column_before(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780).grid([60, 130, 200], [680, 660, 640])
    for y, first, second in ((666, "Band", "Grant"), (646, "Small", "£400")):
        page.text(63, y, first).text(133, y, second)
    column(page, 60, 600).text(60, 510, "They must:")
    page.text(340, 780, "live in the town;").text(340, 764, "name two people who sign for the money;")
    column(page, 320, 700)
    text = read(tmp_path, page).text
    assert [text.index(part) for part in ("Small", "They must:", "live in the town;", "name two people")] == sorted(
        text.index(part) for part in ("Small", "They must:", "live in the town;", "name two people")
    )


def dot(page: PdfPage, x: float, y: float, *, side: float = 4.0) -> PdfPage:
    """A small filled square whose middle is at the given place."""
    page.parts.append(f"{x - side / 2} {y - side / 2} {side} {side} re f")
    return page


def test_drawn_bullets_tell_the_items_of_a_list_also_of_a_list_within_it(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780).text(60, 690, "The group has to:")
    page.text(90, 670, "name two people who sign for the money").text(90, 656, "of the group;")
    page.text(120, 642, "one of them under thirty,").text(120, 628, "one of them over;").text(90, 614, "keep its receipts.")
    for x, y in ((80, 673.5), (110, 645.5), (110, 631.5), (80, 617.5)):
        dot(page, x, y)
    column(page, 60, 580)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.LIST_ITEM) == [
        "name two people who sign for the money of the group;",
        "one of them under thirty,",
        "one of them over;",
        "keep its receipts.",
    ]
    first = "name two people who sign for the money of the group;"
    assert leads_of(document) == ["The group has to:", first, first, "The group has to:"]
    assert "•" not in document.text


def test_dashes_drawn_under_one_another_are_bullets_and_one_alone_is_none(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780).text(60, 690, "The group has to:").text(90, 670, "choose a host;").text(90, 656, "keep receipts.")
    page.parts.append("0.8 w")
    page.rule(74, 673.5, 80, 673.5).rule(74, 659.5, 80, 659.5)
    column(page, 60, 620, lines=2).text(70, 592, "and goes on here to its end.").rule(60, 595.5, 66, 595.5)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.LIST_ITEM) == ["choose a host;", "keep receipts."]
    assert "column and goes on here to its end." in document.text


def test_what_is_drawn_beside_a_line_within_a_sentence_is_no_bullet(tmp_path: Path) -> None:
    whole = read(tmp_path, column(PdfPage(), 60, 780)).text
    beside = dot(column(PdfPage(), 60, 780), 50, 780 - 3 * 14 + 3.5)
    assert read(tmp_path, beside).text == whole


def test_a_dot_between_two_texts_of_one_line_is_no_bullet(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780)
    for y in (690, 674):
        dot(page.text(60, y, "Brae Council").text(137, y, "Annual report"), 131, y + 3.5)
    assert texts_of(read(tmp_path, page), BlockKind.LIST_ITEM) == []


def test_a_small_picture_again_and_again_before_lines_is_the_bullet_of_a_list(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780).text(60, 690, "The group has to:")
    page.text(90, 670, "name two people who sign for the money").text(90, 656, "of the group;").text(90, 642, "keep its receipts.")
    page.picture(74, 670, 8, 9).picture(74, 642, 8, 9)
    document = read(tmp_path, column(page, 60, 600))
    assert texts_of(document, BlockKind.LIST_ITEM) == ["name two people who sign for the money of the group;", "keep its receipts."]
    assert leads_of(document) == ["The group has to:"] * 2
    assert "•" not in document.text


def test_a_small_picture_alone_beside_a_line_and_one_of_another_size_are_no_bullets(tmp_path: Path) -> None:
    page = column(PdfPage(), 60, 780).text(90, 690, "Call the office in the morning").text(90, 660, "Write to the office at any time")
    column(page.picture(74, 690, 8, 9).picture(70, 659, 14, 12), 60, 600)
    assert texts_of(read(tmp_path, page), BlockKind.LIST_ITEM) == []


def test_a_mark_that_only_a_font_of_symbols_knows_begins_an_item() -> None:
    assert strip_bullet("\ue00b Square marks stand here.") == "Square marks stand here."
    assert strip_bullet("\ue00bound to a word") is None
