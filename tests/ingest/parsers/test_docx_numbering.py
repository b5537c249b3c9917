from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.docx import parse_docx
from ingest.parsers.docx_number_forms import written_number
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


def of_levels(*levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def items(*depths: int) -> str:
    return "".join(paragraph(f"item {place}", number=(1, depth)) for place, depth in enumerate(depths))


def numbers_of(folder: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    found = texts_of(read(folder, body, numbering, styles), BlockKind.LIST_ITEM)
    return [text.partition("item")[0].strip() for text in found]


@pytest.mark.parametrize(
    "form, first, second",
    [
        ("ordinal", "1st", "2nd"),
        ("ordinalText", "First", "Second"),
        ("cardinalText", "One", "Two"),
        ("numberInDash", "- 1 -", "- 2 -"),
        ("decimalEnclosedCircle", "①", "②"),
        ("decimalZero", "01", "02"),
        ("unheardOf", "1", "2"),
    ],
)
def test_numbers_are_written_in_the_form_that_word_shows(tmp_path: Path, form: str, first: str, second: str) -> None:
    assert numbers_of(tmp_path, items(0, 0), of_levels(level(0, form, "%1"))) == [first, second]


def test_numbers_in_words_go_beyond_twenty() -> None:
    assert [written_number(number, "ordinalText") for number in (12, 20, 21, 33, 99)] == [
        "Twelfth", "Twentieth", "Twenty-first", "Thirty-third", "Ninety-ninth",
    ]  # fmt: skip
    assert [written_number(number, "ordinal") for number in (3, 11, 12, 13, 22, 111, 0)] == [
        "3rd", "11th", "12th", "13th", "22nd", "111th", "0th",
    ]  # fmt: skip
    assert written_number(120, "cardinalText") == "120"


def test_a_form_that_the_author_made_is_told_by_its_example(tmp_path: Path) -> None:
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    own = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{choice}<w:lvlText w:val="%1"/></w:lvl>'
    assert numbers_of(tmp_path, items(0, 0), of_levels(own)) == ["009", "010"]


def test_words_for_numbers_are_not_guessed_in_other_languages(tmp_path: Path) -> None:
    french = '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>'
    assert numbers_of(tmp_path, items(0, 0), of_levels(level(0, "ordinalText", "%1")), french) == ["1", "2"]


def test_a_list_that_does_not_say_where_it_starts_starts_at_nought(tmp_path: Path) -> None:
    unsaid = level(0, "decimal", "%1.").replace('<w:start w:val="1"/>', "")
    assert numbers_of(tmp_path, items(0, 0), of_levels(unsaid)) == ["0.", "1."]


def test_a_level_that_is_passed_over_counts_as_begun(tmp_path: Path) -> None:
    clauses = of_levels(*(level(depth, "decimal", ".".join(f"%{place + 1}" for place in range(depth + 1))) for depth in range(3)))
    assert numbers_of(tmp_path, items(0, 2, 2, 1, 2, 0, 1), clauses) == ["1", "1.1.1", "1.1.2", "1.2", "1.2.1", "2", "2.1"]


@pytest.mark.parametrize("form", ["none", "bullet"])
def test_a_level_without_numbers_shows_nothing_in_those_below_it(tmp_path: Path, form: str) -> None:
    clauses = of_levels(level(0, "decimal", "%1"), level(1, form, "%1." if form == "none" else "•"), level(2, "decimal", "%1.%2.%3"))
    assert numbers_of(tmp_path, items(0, 1, 2), clauses) == ["1", "1." if form == "none" else "", "1..1"]


def test_a_list_that_only_looks_otherwise_counts_on(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{CLAUSES}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1)")}</w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("item", number=(which, 0)) for which in (1, 2, 2, 1))
    assert numbers_of(tmp_path, body, numbering) == ["1.", "B)", "C)", "4."]


def test_numbered_lines_behind_bold_words_in_a_table_are_no_headings(tmp_path: Path) -> None:
    cell = f"<w:tc>{paragraph('Cost', bold=True) * 40}</w:tc>"
    lines = "".join(paragraph(f"{number}. Purpose") + paragraph("The plan costs 40,000 pounds.") for number in range(1, 9))
    assert texts_of(read(tmp_path, f"<w:tbl><w:tr>{cell * 2}</w:tr></w:tbl>{lines}"), BlockKind.HEADING) == []
