"""Items go on over lines that stand loosely, and a dash within a sentence begins none."""

from pathlib import Path

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

TIGHT = [f"Line {number} of a text which tells that boards and councils meet together in the year" for number in range(1, 9)]


def test_an_item_goes_on_where_its_first_line_was_full(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 780, *TIGHT, distance=13)
    page.text(60, 600, "\u2022").text(78, 600, "The board has nine members. The council names three of them, one from each isle;")
    page.text(78, 583, "carers and people who use the services name five; and the board itself names the one")
    page.text(78, 567, "who chairs it.")
    page.text(60, 545, "\u2022").text(78, 545, "The board meets in spring.")
    items = texts_of(read(tmp_path, page), BlockKind.LIST_ITEM)
    assert len(items) == 2
    assert items[0].endswith(
        "one from each isle; carers and people who use the services name five; and the board itself names the one who chairs it."
    )


def test_a_paragraph_of_its_own_below_an_item_stays_apart(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 780, *TIGHT, distance=13)
    page.text(60, 600, "\u2022").text(78, 600, "The board has nine members. The council names three of them, one from each isle.")
    page.text(78, 583, "It meets in spring and in autumn, and hears from carers and from people who use it.")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.LIST_ITEM)[0].endswith("one from each isle.")


def dashed(*lines: str) -> PdfPage:
    return PdfPage().paragraph(60, 780, *TIGHT[:3], *lines)


def test_a_single_dash_that_begins_a_line_is_part_of_its_sentence(tmp_path: Path) -> None:
    page = dashed(
        "and in the isles of the north the boards that hold them meet once in each season", "- which is the rule here - and write to all."
    )
    document = read(tmp_path, page)
    assert not texts_of(document, BlockKind.LIST_ITEM)
    assert "each season - which is the rule here" in " ".join(document.text.split())


def test_several_dashes_or_one_after_a_line_with_room_are_items(tmp_path: Path) -> None:
    several = dashed("and in the isles of the north the boards that hold them meet once in each season", "- in spring", "- in autumn")
    assert texts_of(read(tmp_path, several), BlockKind.LIST_ITEM) == ["in spring", "in autumn"]
    assert texts_of(read(tmp_path, dashed("The board meets", "- in the spring of each year")), BlockKind.LIST_ITEM) == [
        "in the spring of each year"
    ]


def test_lines_set_loosely_beside_a_picture_are_one_paragraph(tmp_path: Path) -> None:
    """Justified lines end further in than those below the picture, and the next may begin with a capital."""
    lines = (
        "The board of Brae has been first among",
        "boards that help others and it has set",
        "Awards for which those who work in the",
        "Isles may ask in each of four seasons,",
    )
    page = PdfPage().paragraph(60, 800, *TIGHT, distance=20).paragraph(60, 600, *lines, font="bullets", distance=20)  # letters of one width
    page.text(60, 520, "and by all people who have seen what it does for them over many years", font="bullets")
    paragraphs = texts_of(read(tmp_path, page), BlockKind.PARAGRAPH)
    assert any("has set Awards for" in text and "in the Isles may" in text for text in (" ".join(one.split()) for one in paragraphs))


def test_a_remark_in_brackets_under_a_bold_item_is_no_part_of_it(tmp_path: Path) -> None:
    page = PdfPage()
    for row, name in enumerate(
        ("Apologies for absence of all members", "Review of the decision on family hubs", "Report by the leader of the council")
    ):
        top = 780 - 100 * row
        page.text(60, top, f"{300 + row}. {name}, as it was put to the board in spring", font="bold").text(
            78, top - 14, f"(Item {row})", font="italic"
        )
        page.paragraph(78, top - 40, *TIGHT[:3], distance=13)
    document = read(tmp_path, page)
    assert len(texts_of(document, BlockKind.HEADING)) == 3
    assert not any("Item" in text for text in texts_of(document, BlockKind.HEADING))


def test_a_line_of_a_few_words_that_is_stretched_to_the_edge_is_one(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 780, *TIGHT, distance=13).text(60, 640, "Where it is found", font="bold")
    for place, word in enumerate(("Words", "about", "isles", "stand", "there")):
        page.text(60 + 65 * place, 620, word, font="bullets", size=10)  # letters of one width
    page.text(60, 606, "in the second line of this part, and end", font="bullets", size=10.0)
    page.text(60, 592, "here.", font="bullets", size=10)
    document = read(tmp_path, page)
    assert "Words about isles stand there in the second line of this part" in " ".join(document.text.split())


def test_items_of_two_columns_under_a_line_over_both_are_whole(tmp_path: Path) -> None:
    page = (
        PdfPage()
        .paragraph(60, 780, *TIGHT[:3])
        .text(60, 700, "These are the laws and policies that hold for all of the boards and councils here.")
    )
    for x in (60, 330):
        for row, (first, second) in enumerate(
            (
                ("Law of the isles on the care of", "Everybody who is of age"),
                ("Plan of all the boards for the", "Northern and southern isles"),
            )
        ):
            page.text(x, 660 - 50 * row, "\u2022").text(x + 14, 660 - 50 * row, first).text(x + 14, 646 - 50 * row, second)
    items = texts_of(read(tmp_path, page), BlockKind.LIST_ITEM)
    assert (
        items
        == [
            "Law of the isles on the care of Everybody who is of age",
            "Plan of all the boards for the Northern and southern isles",
        ]
        * 2
    )
