"""The head of a paper for a committee: each label stands with what it is of, and the subject is the title."""

from pathlib import Path

from copro_qa.document import BlockKind
from ingest.settled_facts import settle_facts
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

HEAD = (
    ("From:", "Ann Bain, Chair,"),
    ("To:", "The cabinet, 3 May 2024"),
    ("Subject:", "A plan for carers in"),
    ("Status:", "For all to read"),
)


def paper(*more: tuple[float, float, str]) -> PdfPage:
    page = PdfPage()
    for place, (label, value) in enumerate(HEAD):
        page.text(60, 760 - 30 * place, label, font="bold").text(180, 760 - 30 * place, value)
    page.text(180, 745, "Bo Cole, Clerk").text(180, 686, "the isles of Brae")
    for x, y, text in more:
        page.text(x, y, text)
    return page.paragraph(60, 620, "The board meets in spring and in autumn, and hears from carers.", "Councils answer within a month.")


def test_labels_stand_with_what_they_are_of(tmp_path: Path) -> None:
    assert texts_of(read(tmp_path, paper()), BlockKind.TABLE_ROW) == [
        "From: Ann Bain, Chair, Bo Cole, Clerk",
        "To: The cabinet, 3 May 2024",
        "Subject: A plan for carers in the isles of Brae",
        "Status: For all to read",
    ]


def test_the_subject_is_the_title(tmp_path: Path) -> None:
    assert settle_facts(read(tmp_path, paper())).facts.title == "A plan for carers in the isles of Brae"


def test_what_stands_between_the_columns_leaves_them_as_they_are(tmp_path: Path) -> None:
    document = read(tmp_path, paper((120, 716, "not to be shared")))
    assert not any(row.startswith("Subject:") for row in texts_of(document, BlockKind.TABLE_ROW))


def test_lines_to_write_on_are_no_values(tmp_path: Path) -> None:
    page = PdfPage()
    for y, (left, right) in zip((760, 730, 700), (("Name:", "Town:"), ("Street:", "Day of birth:"), ("Signed:", "Day:")), strict=True):
        page.text(60, y, left).text(260, y, right)
    assert not texts_of(read(tmp_path, page), BlockKind.TABLE_ROW)


def test_lines_that_are_typed_say_nothing(tmp_path: Path) -> None:
    page = PdfPage().text(60, 760, "_" * 40).paragraph(60, 700, "The board meets in spring.").text(60, 600, "- - - - - - - -")
    assert texts_of(read(tmp_path, page), BlockKind.PARAGRAPH) == ["The board meets in spring."]
