from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.docx import parse_docx
from tests.ingest.docx_writer import paragraph, write_docx
from tests.ingest.reading_blocks import blocks_of, settled, texts_of


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


CLAUSES = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
LIST = f'<w:abstractNum w:abstractNumId="0">{CLAUSES}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def read(folder: Path, body: str, numbering: str = LIST, styles: str = "") -> ParsedDocument:
    return settled(parse_docx(write_docx(folder / "document.docx", body, {"numbering": numbering, "styles": styles})))


def test_bold_numbered_lines_over_text_are_headings_where_no_style_says_so(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        paragraph("Purpose", number=(1, 0), bold=True)
        + paragraph("The board is asked to:", number=(1, 1))
        + paragraph("note the report;", number=(1, 2))
        + paragraph("approve the plan.", number=(1, 2))
        + paragraph("2. COSTS", bold=True)
        + paragraph("The plan costs 40,000 pounds a year."),
    )
    assert blocks_of(found) == [
        ("heading", "1. Purpose"),
        ("list_item", "1.1 The board is asked to:"),
        ("list_item", "(a) note the report;"),
        ("list_item", "(b) approve the plan."),
        ("heading", "2. COSTS"),
        ("paragraph", "The plan costs 40,000 pounds a year."),
    ]


@pytest.mark.parametrize("others_are_bold", [True, False])
def test_bold_items_beside_others_of_their_list_stay_items(tmp_path: Path, *, others_are_bold: bool) -> None:
    values = ("Respect", "Dignity", "Honesty")
    body = "".join(paragraph(value, number=(1, 0), bold=others_are_bold or value == "Dignity") for value in values)
    found = read(tmp_path, paragraph("Our values are:") + body + paragraph("We keep to them."))
    assert texts_of(found, BlockKind.HEADING) == []


@pytest.mark.parametrize(
    "between, number",
    [
        (paragraph("", number=(1, 0)), "3."),
        (paragraph("", number=(1, 0), ends="<w:vanish/>"), "2."),
        (paragraph("", number=(1, 0), style="Away"), "2."),
        (paragraph("", number=(1, 0), ends="<w:moveFrom/>"), "2."),
    ],
)
def test_an_empty_line_of_a_list_takes_a_number_where_it_is_seen(tmp_path: Path, between: str, number: str) -> None:
    away = '<w:style w:type="paragraph" w:styleId="Away"><w:name w:val="Away"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("ask people", number=(1, 0)) + between + paragraph("tell them", number=(1, 0))
    assert texts_of(read(tmp_path, body, styles=away), BlockKind.LIST_ITEM) == ["1. ask people", f"{number} tell them"]


def test_a_list_that_names_a_list_style_counts_as_that_style_says(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Clauses"/>{CLAUSES}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Clauses"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>'
    )
    body = paragraph("plan services", number=(2, 0)) + paragraph("with carers", number=(2, 1)) + paragraph("report", number=(2, 0))
    assert texts_of(read(tmp_path, body, numbering), BlockKind.LIST_ITEM) == ["1. plan services", "1.1 with carers", "2. report"]


@pytest.mark.parametrize("restart, last", [('<w:lvlRestart w:val="0"/>', "2."), ('<w:lvlRestart w:val="1"/>', "1."), ("", "1.")])
def test_paragraphs_that_are_counted_through_all_parts_do_not_count_anew(tmp_path: Path, restart: str, last: str) -> None:
    levels = level(0, "upperLetter", "Part %1") + level(1, "decimal", "%2.", restart)
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(
        paragraph(text, number=(1, depth)) for text, depth in (("for all,", 0), ("ask first,", 1), ("for staff,", 0), ("ask last,", 1))
    )
    assert texts_of(read(tmp_path, body, numbering), BlockKind.LIST_ITEM)[-1] == f"{last} ask last,"


@pytest.mark.parametrize(
    "form, text, found",
    [
        ("none", "", [("heading", "Aims"), ("list_item", "Ask")]),
        ("decimal", "", [("heading", "Aims"), ("list_item", "Ask")]),
        ("none", "Note:", [("heading", "Note: Aims"), ("list_item", "Note: Ask")]),
        ("bullet", "•", [("list_item", "Aims"), ("list_item", "Ask")]),
    ],
)
def test_headings_of_a_list_that_shows_no_numbers_stay_headings(tmp_path: Path, form: str, text: str, found: list[tuple[str, str]]) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level(0, form, text)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    body = paragraph("A text.") + paragraph("Aims", number=(1, 0), style="Heading1") + paragraph("Ask", number=(1, 0))
    document = settled(parse_docx(write_docx(tmp_path / "a.docx", body, {"numbering": numbering, "styles": styles})))
    assert blocks_of(document)[1:3] == found
