"""Which words of a Word document are shown: of several ways of writing them, of fields within fields, under a style, in empty cells."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.docx import parse_docx
from tests.ingest.docx_writer import paragraph, run, write_docx
from tests.ingest.reading_blocks import blocks_of, settled, texts_of


def read(folder: Path, body: str, styles: str = "") -> ParsedDocument:
    return settled(parse_docx(write_docx(folder / "document.docx", body, {"styles": styles})))


def ways(new: str, old: str) -> str:
    """The same for programs of today and for older ones."""
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    return f'<mc:AlternateContent {space}><mc:Choice Requires="w16">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'


@pytest.mark.parametrize(
    "body",
    [
        f"<w:p>{run('Carers ')}{ways(run('plan.'), run('plan once more.'))}</w:p>",
        f"<w:p><w:r><w:t xml:space='preserve'>Carers </w:t>{ways('<w:t>plan.</w:t>', '<w:t>plan once more.</w:t>')}</w:r></w:p>",
        f"<w:p><w:r><w:t xml:space='preserve'>Carers </w:t>{ways('', '<w:t>plan.</w:t>')}</w:r></w:p>",
        ways(paragraph("Carers plan."), paragraph("Carers plan once more.")),
    ],
)
def test_what_is_written_in_several_ways_is_read_once(tmp_path: Path, body: str) -> None:
    assert [text for _, text in blocks_of(read(tmp_path, body + paragraph("It ends.")))] == ["Carers plan.", "It ends."]


def field(instruction: str, shown: str) -> str:
    begin, apart, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{instruction}{apart}{run(shown)}{end}"


def told(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def test_what_a_field_compares_is_not_shown(tmp_path: Path) -> None:
    inner = field(told("MERGEFIELD Form"), "M")
    body = f"<w:p>{run('Dear ')}{field(told('IF ') + inner + told('= M Sir Madam'), 'Sir')}{run(',')}</w:p>"
    assert blocks_of(read(tmp_path, body)) == [("paragraph", "Dear Sir,")]


def test_a_field_without_an_end_costs_no_words(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    body = f"<w:p>{run('Pay ')}{begin}{told('REF x')}{run('ten pounds.')}</w:p>{paragraph('Or nothing.')}"
    assert [text for _, text in blocks_of(read(tmp_path, body))] == ["Pay ten pounds.", "Or nothing."]


def test_the_reading_of_a_sign_above_it_is_no_text(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('ka')}</w:rt><w:rubyBase>{run('care')}</w:rubyBase></w:ruby></w:r>"
    assert blocks_of(read(tmp_path, f"<w:p>{run('Who may ')}{ruby}</w:p>")) == [("paragraph", "Who may care")]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Band"><w:name w:val="Band"/><w:pPr><w:shd w:val="clear" w:fill="003366"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Lower"><w:name w:val="Lower"/><w:basedOn w:val="Band"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Old"><w:name w:val="Old"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/></w:rPr></w:style>'
)


@pytest.mark.parametrize("style, found", [("Band", ["Who may apply"]), ("Lower", ["Who may apply"]), ("", [])])
def test_white_words_are_seen_on_the_colour_of_their_style(tmp_path: Path, style: str, found: list[str]) -> None:
    white = run("Who may apply", '<w:color w:val="FFFFFF"/>')
    document = read(tmp_path, paragraph(white, style=style) + paragraph("Anybody may apply."), STYLES)
    assert [text for _, text in blocks_of(document)] == [*found, "Anybody may apply."]


def test_words_that_a_style_crosses_out_are_left_out(tmp_path: Path) -> None:
    mixed = run("It costs ") + run("ten ", '<w:rStyle w:val="Gone"/>') + run("eight pounds.")
    document = read(tmp_path, paragraph("No longer so.", style="Old") + paragraph(mixed), STYLES)
    assert blocks_of(document) == [("paragraph", "It costs eight pounds.")]
    assert document.report.left_out_texts == {"struck-out text": {"No longer so.": 1, "ten": 1}}


def cells(*inner: str) -> str:
    return f"<w:tr>{''.join(one if one.startswith('<w:sdt>') else f'<w:tc>{one}</w:tc>' for one in inner)}</w:tr>"


def test_the_prompt_of_an_empty_cell_is_left_out_and_the_cell_stays(tmp_path: Path) -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:tc>{paragraph('Click here')}</w:tc></w:sdtContent></w:sdt>"
    rows = cells(*(paragraph(text, bold=True) for text in ("Name", "Post", "Town")))
    rows += cells(paragraph("Ann"), prompt, paragraph("Ayr"))
    document = read(tmp_path, f"<w:tbl>{rows}</w:tbl>")
    assert texts_of(document, BlockKind.TABLE_ROW) == ["Name; Post; Town", "Name: Ann; Town: Ayr"]
    assert document.report.left_out == {"prompt of an empty field": 1}


def test_cells_merged_in_the_older_way_and_deleted_cells(tmp_path: Path) -> None:
    def cell(text: str, setting: str = "", *, bold: bool = False) -> str:
        return f"<w:tc><w:tcPr>{setting}</w:tcPr>{paragraph(text, bold=bold)}</w:tc>"

    merged = cell("Carers", '<w:hMerge w:val="restart"/>', bold=True) + cell("", "<w:hMerge/>", bold=True)
    rows = (
        cell("Council", '<w:vMerge w:val="restart"/>', bold=True) + merged,
        cell("", "<w:vMerge/>") + cell("2019", bold=True) + cell("2020", bold=True),
        cell("Ayr") + cell("12") + cell("13", "<w:cellDel/>") + cell("15"),
    )
    document = read(tmp_path, f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert texts_of(document, BlockKind.TABLE_ROW) == ["Council: Ayr; Carers – 2019: 12; Carers – 2020: 15"]
    assert document.report.left_out == {"deleted text": 1}


def test_rows_that_are_hidden_are_left_out_of_tables(tmp_path: Path) -> None:
    shown, hidden = (cells(paragraph(text), paragraph("here")) for text in ("Seen", "Not"))
    hidden = hidden.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
    document = read(tmp_path, f"<w:tbl>{shown}{hidden}</w:tbl>")
    assert texts_of(document, BlockKind.TABLE_ROW) == ["Seen; here"]
    assert document.report.left_out == {"hidden text": 1}


@pytest.mark.parametrize(
    "words, style, name, is_read",
    [
        ("Ann Ayr", "", "Ask1", True),
        ("Click here", "", "Ask1", False),
        ("Your name", "Prompt", "Ask1", False),
        ("Ann Ayr", "", "Unknown", False),
    ],
)
def test_what_a_program_filled_in_is_no_prompt(tmp_path: Path, words: str, style: str, name: str, *, is_read: bool) -> None:
    shown = run(words, f'<w:rStyle w:val="{style}"/>' if style else "")
    control = (
        f'<w:sdt><w:sdtPr><w:placeholder><w:docPart w:val="{name}"/></w:placeholder><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )
    parts = {
        "glossaryDocument": '<w:docParts><w:docPart><w:docPartPr><w:name w:val="Ask1"/></w:docPartPr><w:docPartBody>'
        f"{paragraph('Click here')}</w:docPartBody></w:docPart></w:docParts>",
        "styles": '<w:style w:type="character" w:styleId="Prompt"><w:name w:val="Placeholder Text"/></w:style>',
    }
    path = write_docx(tmp_path / "form.docx", f"<w:p>{run('Name: ')}{control}</w:p>", parts)
    assert [text for _, text in blocks_of(settled(parse_docx(path)))] == [f"Name: {words}" if is_read else "Name:"]


@pytest.mark.parametrize("look, style, is_read", [("hidden", "", True), ("hidden", "Prompt", False), ("boundingBox", "", False)])
def test_the_headings_of_a_template_that_stand_in_controls_are_read(tmp_path: Path, look: str, style: str, *, is_read: bool) -> None:
    seen = f'<w15:appearance xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w15:val="{look}"/>'
    shown = run("Opening", f'<w:rStyle w:val="{style}"/>' if style else "")
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/>{seen}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    parts = {"styles": '<w:style w:type="character" w:styleId="Prompt"><w:name w:val="Placeholder Text"/></w:style>'}
    path = write_docx(tmp_path / "minutes.docx", paragraph(control) + paragraph("It began at ten."), parts)
    assert ("Opening" in settled(parse_docx(path)).text) == is_read


@pytest.mark.parametrize(
    "font, typed, seen",
    [
        ("Wingdings", "þ", "☑"),
        ("Wingdings", "\uf0a8", "☐"),
        ("Wingdings 2", "R", "☑"),
        ("Wingdings 2", "\uf0a3", "☐"),
        ("Symbol", "³", "≥"),
        ("Symbol", "\uf0b3", "≥"),
        ("Arial", "þ", "þ"),
        ("Wingdings", "Yes please", "Yes please"),
    ],
)
def test_signs_in_fonts_of_symbols_are_those_that_a_reader_sees(tmp_path: Path, font: str, typed: str, seen: str) -> None:
    sign = run(typed, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')
    document = read(tmp_path, f"<w:p>{run('Aged ')}{sign}{run(' 16.')}</w:p>")
    assert [text for _, text in blocks_of(document)] == [f"Aged {seen} 16."]


@pytest.mark.parametrize("instruction", ["INDEX", "TOA", "TOC"])
def test_lists_of_what_is_where_are_contents(tmp_path: Path, instruction: str) -> None:
    body = f"<w:p>{field(told(instruction), 'carers, 7')}</w:p>{paragraph('Carers plan services.')}"
    assert blocks_of(read(tmp_path, body)) == [("contents", "carers, 7"), ("paragraph", "Carers plan services.")]


def test_a_contents_list_is_known_by_its_place_in_the_gallery_and_by_its_styles(tmp_path: Path) -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{full}"/></w:style>'
        for name, full in (("Index1", "index 1"), ("Sources", "Bibliography"))
    )
    body = f"<w:sdt>{gallery}<w:sdtContent>{paragraph('Aims 3')}</w:sdtContent></w:sdt>{paragraph('Carers plan services.')}"
    body += paragraph("carers, 7", style="Index1") + paragraph("Bell, A. Care at home.", style="Sources")
    assert [kind for kind, _ in blocks_of(read(tmp_path, body, styles))] == ["contents", "paragraph", "contents", "reference"]


LINE = '<w:u w:val="single"/>'


def underlined(text: str) -> str:
    return paragraph(run(text, LINE))


def test_a_line_that_is_underlined_is_a_heading_where_text_stands_under_it(tmp_path: Path) -> None:
    body = paragraph("Care", bold=True) + underlined("Apologies") + paragraph("Ann Bell could not come.") + underlined("Any other business")
    assert blocks_of(read(tmp_path, body))[1:] == [
        ("heading", "Apologies"),
        ("paragraph", "Ann Bell could not come."),
        ("paragraph", "Any other business"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        paragraph(run("Read ") + run("this", LINE)),
        paragraph(run("Our policy", '<w:u w:val="none"/>')),
        paragraph(f"<w:hyperlink>{run('Our policy', LINE)}</w:hyperlink>"),
        underlined("You must ask carers first."),
    ],
)
def test_words_links_and_sentences_that_are_underlined_are_no_headings(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, paragraph("Care", bold=True) + line + paragraph("Ann Bell could not come."))
    assert texts_of(found, BlockKind.HEADING) == []


def test_a_document_without_a_word_has_no_blocks(tmp_path: Path) -> None:
    assert parse_docx(write_docx(tmp_path / "document.docx", paragraph())).blocks == []


def test_underlined_headings_rank_below_bold_ones(tmp_path: Path) -> None:
    lines = (paragraph("Care", bold=True), underlined("Cost"), paragraph("It is free."))
    found = read(tmp_path, paragraph("The plan", bold=True) + paragraph("It says much.") + "".join(lines))
    assert [(block.kind.value, block.level) for block in found.blocks][2:4] == [("heading", 1), ("heading", 2)]
