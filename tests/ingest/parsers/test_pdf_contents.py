"""Lines with dots that lead to pages are a contents list, which is never quoted; those that lead to anything else are text."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

DOTS = " . . . . . . . . . . . . . . . . . "
BODY = (
    "Councils and people who use services plan them together.",
    "They meet in every season of the year.",
    "Carers are paid for their time.",
)


def led(*entries: tuple[str, str], head: str = "") -> PdfPage:
    page = PdfPage().text(60, 760, head, size=16) if head else PdfPage()
    for row, (words, number) in enumerate(entries):
        page.text(60, 700 - 24 * row, words + DOTS + number)
    return page


def read(folder: Path, *pages: PdfPage) -> ParsedDocument:
    bodies = [PdfPage().paragraph(60, 700, *(f"{line[:-1]} in area {number}." for line in BODY)) for number in range(1, 30)]
    return settled(parse_pdf(write_pdf(folder / "document.pdf", *pages, *bodies)))


def of_kind(document: ParsedDocument, kind: BlockKind) -> list[str]:
    return [" ".join(document.text[block.start : block.end].split()) for block in document.blocks if block.kind is kind]


@pytest.mark.parametrize(
    "entries",
    [
        (("Alfentanil", "9737"), ("Codeine", "9050"), ("Morphine", "9300"), ("Opium", "9600")),
        (("Day care", "240"), ("Meals at home", "35"), ("A place to stay", "610"), ("Transport", "28"), ("Advice", "12")),
    ],
    ids=["codes", "amounts"],
)
def test_what_leads_to_codes_and_amounts_is_text_with_its_numbers(tmp_path: Path, entries: tuple[tuple[str, str], ...]) -> None:
    document = read(tmp_path, led(*entries, head="Schedule of the plan"))
    assert not of_kind(document, BlockKind.CONTENTS)
    assert [f"{words} {number}" in " ".join(document.text.split()) for words, number in entries] == [True] * len(entries)


@pytest.mark.parametrize("head", ["Contents", ""])
def test_what_leads_to_pages_is_a_contents_list(tmp_path: Path, head: str) -> None:
    entries = (("Foreword", "iii"), ("What we heard", "4"), ("What we shall do", "11"), ("How we shall know", "19"), ("Thanks", "27"))
    assert len(of_kind(read(tmp_path, led(*entries, head=head)), BlockKind.CONTENTS)) >= len(entries)


def test_an_index_is_one_too_though_its_pages_rise_and_fall(tmp_path: Path) -> None:
    words = (
        "Advice",
        "Boards",
        "Carers",
        "Day care",
        "Evidence",
        "Fees",
        "Grants",
        "Homes",
        "Islands",
        "Justice",
        "Keys",
        "Law",
        "Meals",
        "Notes",
    )
    index = led(*((word, str(7 * place % 23 + 1)) for place, word in enumerate(words)))
    assert len(of_kind(read(tmp_path, index), BlockKind.CONTENTS)) == len(words)


def test_a_heading_contents_over_text_makes_no_contents_list_of_it(tmp_path: Path) -> None:
    cover = (
        PdfPage()
        .text(60, 800, "A plan for Brae", size=24)
        .text(60, 760, "Contents", size=16)
        .paragraph(60, 700, "Annual report of Brae")
        .paragraph(60, 640, "For the year to March")
    )
    document = read(tmp_path, cover.paragraph(60, 580, "Given to the council"))
    assert not of_kind(document, BlockKind.CONTENTS)


def test_blanks_of_a_form_are_text(tmp_path: Path) -> None:
    form = PdfPage()
    for row, asked in enumerate(("Name", "Street and town", "Day of birth", "Signed")):
        form.text(60, 700 - 24 * row, f"{asked} ______________________")
    document = read(tmp_path, form)
    assert not of_kind(document, BlockKind.CONTENTS)
    assert "Day of birth" in document.text


def test_the_chapters_behind_a_contents_list_are_no_parts_of_it(tmp_path: Path) -> None:
    contents = led(("What we heard", "2"), ("What we shall do", "3"), ("Thanks", "4"), head="Contents").text(
        60, 800, "A plan for Brae", size=24
    )
    chapters = [
        PdfPage().text(60, 760, name, size=13, font="bold").paragraph(60, 730, *BODY, distance=14)
        for name in ("What we heard", "What we shall do", "Thanks")
    ]
    document = read(tmp_path, contents, *chapters)
    levels = {document.text[block.start : block.end]: block.level for block in document.blocks if block.kind is BlockKind.HEADING}
    assert levels == {"Contents": 1, "What we heard": 1, "What we shall do": 1, "Thanks": 1}


def test_entries_without_pages_that_come_again_as_headings_are_a_contents_list_though_they_look_like_headings(tmp_path: Path) -> None:
    names = ("What we heard", "What we shall do", "Who does it", "Thanks")
    contents = PdfPage().text(60, 800, "A plan for Brae", size=24).text(60, 740, "Contents", size=16)
    for row, name in enumerate(names):
        contents.text(60, 700 - 40 * row, name, size=12, font="bold").text(75, 683 - 40 * row, "How it was done")
    chapters = [PdfPage().text(60, 760, name, size=14, font="bold").paragraph(60, 730, *BODY, distance=14) for name in names]
    document = read(tmp_path, contents, *chapters)
    assert of_kind(document, BlockKind.CONTENTS) == [part for name in names for part in (name, "How it was done")]
    levels = {document.text[block.start : block.end]: block.level for block in document.blocks if block.kind is BlockKind.HEADING}
    assert levels == {"Contents": 1, **dict.fromkeys(names, 1)}
