import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.parsers.docx import parse_docx
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(document: Any, folder: Path) -> Any:
    path = folder / "document.docx"
    document.save(str(path))
    return settled(parse_docx(path))


def append(document: Any, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def numbered(document: Any, text: str, *, level: int, number: int = 77) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    setting = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", number)):
        child = OxmlElement(name)
        child.set(qn("w:val"), str(value))
        setting.append(child)
    properties.append(setting)


def add_numbering(document: Any) -> None:
    levels = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerRoman", "(%3)"))
    written = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (form, text) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="77">{written}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {SPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def test_styles_make_titles_headings_items_and_captions(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("The report", 0)
    document.add_heading("Purpose", 1)
    document.add_paragraph("It covers:")
    document.add_paragraph("care", style="List Bullet")
    document.add_paragraph("at home", style="List Bullet 2")
    document.add_paragraph("Table 1: Budget", style="Caption")
    found = read(document, tmp_path)
    assert blocks_of(found) == [
        ("title", "The report"),
        ("heading", "Purpose"),
        ("paragraph", "It covers:"),
        ("list_item", "care"),
        ("list_item", "at home"),
        ("caption", "Table 1: Budget"),
    ]
    assert leads_of(found) == ["It covers:", "care"]
    assert found.pages == ()


def test_automatic_numbers_are_part_of_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    add_numbering(document)
    for text, level in (("first", 0), ("inner", 1), ("inner again", 1), ("deep", 2), ("second", 0), ("its own", 1)):
        numbered(document, text, level=level)
    assert texts_of(read(document, tmp_path), BlockKind.LIST_ITEM) == [
        "1. first",
        "1.1 inner",
        "1.2 inner again",
        "(i) deep",
        "2. second",
        "2.1 its own",
    ]


def test_deleted_and_hidden_text_goes_and_inserted_text_stays(tmp_path: Path) -> None:
    document = docx.Document()
    append(
        document,
        f'<w:p {SPACES}><w:r><w:t xml:space="preserve">The plan </w:t></w:r><w:del><w:r><w:delText>may </w:delText></w:r></w:del>'
        '<w:ins><w:r><w:t xml:space="preserve">must </w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>never </w:t></w:r>'
        "<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate</w:t></w:r></w:p>",
    )
    found = read(document, tmp_path)
    assert blocks_of(found) == [("paragraph", "The plan must co-operate")]
    assert found.report.left_out == {"deleted text": 1, "hidden text": 1}


@pytest.mark.parametrize("setting", ['<w:rStyle w:val="Secret"/>', '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'])
def test_text_hidden_by_a_style_by_its_colour_or_by_its_size_is_left_out(tmp_path: Path, setting: str) -> None:
    document = docx.Document()
    document.styles.element.append(
        parse_xml(f'<w:style {SPACES} w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'),
    )
    append(document, f"<w:p {SPACES}><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr>{setting}</w:rPr><w:t>Unseen.</w:t></w:r></w:p>")
    found = read(document, tmp_path)
    assert blocks_of(found) == [("paragraph", "Seen.")]
    assert found.report.left_out == {"hidden text": 1}


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    white = '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Seen.</w:t></w:r>'
    append(document, f'<w:p {SPACES}><w:pPr><w:shd w:val="clear" w:fill="000000"/></w:pPr>{white}</w:p>')
    assert blocks_of(read(document, tmp_path)) == [("paragraph", "Seen.")]


def test_content_controls_are_read_without_the_prompt_of_an_empty_one_and_comments_are_counted(tmp_path: Path) -> None:
    document = docx.Document()
    append(
        document,
        f"<w:p {SPACES}><w:sdt><w:sdtContent><w:r><w:t>Filled in.</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        '<w:sdtContent><w:r><w:t>Click here.</w:t></w:r></w:sdtContent></w:sdt><w:r><w:commentReference w:id="1"/></w:r></w:p>',
    )
    found = read(document, tmp_path)
    assert blocks_of(found) == [("paragraph", "Filled in.")]
    assert found.report.left_out == {"comment": 1, "prompt of an empty field": 1}


def test_two_paragraphs_in_one_cell_do_not_run_together_and_deleted_rows_are_gone_and_counted(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Care", "at home", "gone"
    table.cell(0, 1).add_paragraph("and elsewhere")
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {SPACES}/>"))
    found = read(document, tmp_path)
    assert texts_of(found, BlockKind.TABLE_ROW) == ["Care; at home and elsewhere"]
    assert found.report.left_out == {"deleted text": 1}


def test_text_in_content_controls_and_text_boxes_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    append(document, f"<w:sdt {SPACES}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    append(
        document,
        f"<w:p {SPACES}><w:r><w:t>Anchor.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>",
    )
    assert [text for _, text in blocks_of(read(document, tmp_path))] == ["In a control.", "Anchor.", "In a box."]


def test_a_table_gives_rows_with_headings_and_merged_cells_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    for place, text in enumerate(["Area", "Year", "Fall", "Health", "2010", "9", "", "2014", "4", "All", "", ""]):
        cell = table.cell(place // 3, place % 3)
        cell.text = text
        for run in cell.paragraphs[0].runs:
            run.bold = place < 3
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 2))
    assert texts_of(read(document, tmp_path), BlockKind.TABLE_ROW) == [
        "Area: Health; Year: 2010; Fall: 9",
        "Area: Health; Year: 2014; Fall: 4",
        "All",
    ]


@pytest.mark.parametrize("told_by", ["shade", "style", "repeated row"])
def test_a_first_row_that_is_not_bold_heads_its_columns_where_its_shade_its_style_or_its_setting_says_so(
    tmp_path: Path, told_by: str
) -> None:
    document = docx.Document()
    document.styles.add_style("Table Heading", WD_STYLE_TYPE.PARAGRAPH)
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["Role", "Duty", "Chair", "Calls the meetings"]):
        table.cell(place // 2, place % 2).text = text
    for cell in table.rows[0].cells:
        if told_by == "shade":
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {SPACES} w:val="clear" w:fill="D9E2F3"/>'))
        elif told_by == "style":
            cell.paragraphs[0].style = "Table Heading"
    if told_by == "repeated row":
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {SPACES}/>"))
    assert texts_of(read(document, tmp_path), BlockKind.TABLE_ROW) == ["Role: Chair; Duty: Calls the meetings"]


def test_a_table_that_is_set_to_have_no_row_of_headings_has_none(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for place, text in enumerate(["Area", "Adults", "Share", "Fife", "12", "9%", "Moray", "3", "4%"]):
        table.cell(place // 3, place % 3).text = text
    assert texts_of(read(document, tmp_path), BlockKind.TABLE_ROW)[0] == "Area: Fife; Adults: 12; Share: 9%"
    table._tbl.tblPr.find(qn("w:tblLook")).set(qn("w:firstRow"), "0")
    assert texts_of(read(document, tmp_path), BlockKind.TABLE_ROW)[0] == "Area; Adults; Share"


def test_a_first_row_that_is_set_not_to_be_repeated_is_no_heading_for_that(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(["Name", "Ann", "Town", "Ayr"]):
        table.cell(place // 2, place % 2).text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:tblHeader {SPACES} w:val="0"/>'))
    assert texts_of(read(document, tmp_path), BlockKind.TABLE_ROW) == ["Name; Ann", "Town; Ayr"]


def test_a_frame_of_one_cell_is_read_as_text(tmp_path: Path) -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "Key points:"
    cell.add_paragraph("care", style="List Bullet")
    assert blocks_of(read(document, tmp_path)) == [("paragraph", "Key points:"), ("list_item", "care")]


def test_a_bold_line_is_a_heading_where_no_style_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("An opening sentence that says what this is about.")
    document.add_paragraph().add_run("Ending a tenancy").bold = True
    document.add_paragraph("Text under it.")
    assert texts_of(read(document, tmp_path), BlockKind.HEADING) == ["Ending a tenancy"]


def test_a_sentence_in_a_heading_style_is_no_heading(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Part 1", 1)
    document.add_heading("your local council;", 1)
    document.add_paragraph("Text.")
    assert texts_of(read(document, tmp_path), BlockKind.HEADING) == []
    assert texts_of(read(document, tmp_path), BlockKind.TITLE) == ["Part 1"]


def test_footnotes_stand_behind_the_paragraph_that_calls_them(tmp_path: Path) -> None:
    document = docx.Document()
    append(
        document,
        f'<w:p {SPACES}><w:r><w:t>The Act</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:t xml:space="preserve"> applies.</w:t></w:r></w:p>',
    )
    document.add_paragraph("More.")
    plain = tmp_path / "plain.docx"
    document.save(str(plain))
    text = '<w:r><w:t xml:space="preserve"> Of 2014.</w:t></w:r>'
    notes = f'<w:footnotes {SPACES}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{text}</w:p></w:footnote></w:footnotes>'
    found = settled(parse_docx(with_part(plain, tmp_path / "noted.docx", "footnotes", notes)))
    assert blocks_of(found) == [("paragraph", "The Act applies."), ("footnote", "1 Of 2014."), ("paragraph", "More.")]
    assert leads_of(found, BlockKind.FOOTNOTE) == ["The Act applies."]


def with_part(source: Path, target: Path, name: str, xml: str) -> Path:
    kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            if entry == "word/_rels/document.xml.rels":
                data = data.replace(
                    b"</Relationships>", f'<Relationship Id="rIdNew" Type="{kind}" Target="{name}.xml"/></Relationships>'.encode()
                )
            if entry == "[Content_Types].xml":
                content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
                data = data.replace(b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{content}"/></Types>'.encode())
            new.writestr(entry, data)
        new.writestr(f"word/{name}.xml", xml)
    return target


def test_page_headers_are_left_out_and_counted(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Text.")
    document.sections[0].header.paragraphs[0].text = "Draft"
    found = read(document, tmp_path)
    assert found.text == "Text."
    assert found.report.left_out == {"page header or footer": 1}


def test_the_properties_give_title_and_authors_but_no_date(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Microsoft Word - draft.doc"
    document.core_properties.author = "Ann Bain; Col Dow"
    document.add_paragraph("Text.")
    facts = read(document, tmp_path).facts
    assert (facts.title, facts.authors, facts.published) == (None, ("Ann Bain", "Col Dow"), None)


def test_an_archive_that_would_burst_the_machine_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(160):
            part.write(bytes(2**20))
    with pytest.raises(DocumentUnreadable, match="unpacks to far more"):
        parse_docx(path)


@pytest.mark.parametrize(
    "name,data",
    [
        ("[Content_Types].xml", b"<Types/>"),
        ("[Content_Types].xml", b"<Types"),
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<nothing/>"),
        ("_rels/.rels", b""),
    ],
)
def test_a_damaged_part_gives_a_reason(tmp_path: Path, name: str, data: bytes) -> None:
    file = io.BytesIO()
    docx.Document().save(file)
    path = tmp_path / "damaged.docx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == name else old.read(entry))
    with pytest.raises(DocumentUnreadable, match="damaged Word document"):
        parse_docx(path)


def test_a_contents_list_that_word_makes_is_known_by_its_field(tmp_path: Path) -> None:
    document = docx.Document()

    def field(*parts: str) -> None:
        append(document, f"<w:p {SPACES}>{''.join(f'<w:r>{part}</w:r>' for part in parts)}</w:p>")

    begin, apart, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    field(begin, "<w:instrText> TOC \\o </w:instrText>", apart, "<w:t>Aims</w:t>", "<w:tab/><w:t>7</w:t>")
    field("<w:t>Methods</w:t>", "<w:tab/>", begin, "<w:instrText>PAGEREF x</w:instrText>", apart, "<w:t>9</w:t>", end, end)
    field("<w:t>See page </w:t>", begin, "<w:instrText>PAGEREF x</w:instrText>", apart, "<w:t>9</w:t>", end)
    assert blocks_of(read(document, tmp_path)) == [("contents", "Aims 7"), ("contents", "Methods 9"), ("paragraph", "See page 9")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    document = docx.Document()
    append(document, f"<w:p {SPACES}><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>One </w:t></w:r></w:p>")
    append(document, f"<w:p {SPACES}><w:r><w:t>paragraph.</w:t></w:r></w:p>")
    append(document, f"<w:p {SPACES}><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The last.</w:t></w:r></w:p>")
    assert blocks_of(read(document, tmp_path)) == [("paragraph", "One paragraph."), ("paragraph", "The last.")]


def test_a_numbered_paragraph_that_holds_a_bullet_only_does_not_stop_the_reading(tmp_path: Path) -> None:
    document = docx.Document()
    add_numbering(document)
    numbered(document, "•", level=0)
    document.add_paragraph("The board pays.")
    assert ("paragraph", "The board pays.") in blocks_of(read(document, tmp_path))


def test_a_paragraph_whose_end_was_deleted_keeps_its_own_style_where_none_follows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Purpose", 1)
    document.add_paragraph("The board pays for breaks.")
    append(document, f"<w:p {SPACES}><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Members are paid.</w:t></w:r></w:p>")
    document.add_table(1, 1).rows[0].cells[0].text = "A cell."
    found = blocks_of(read(document, tmp_path))
    assert found[:3] == [("title", "Purpose"), ("paragraph", "The board pays for breaks."), ("paragraph", "Members are paid.")]


def test_a_text_box_on_a_paragraph_whose_end_was_deleted_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict>"
    append(document, f"<w:p {SPACES}><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Text.</w:t></w:r><w:r>{box}</w:r></w:p>")
    assert blocks_of(read(document, tmp_path)) == [("paragraph", "Text."), ("paragraph", "In the box.")]


@pytest.mark.parametrize("way", ["drop", "margin"])
def test_a_large_first_letter_begins_the_word_of_the_next_paragraph(tmp_path: Path, way: str) -> None:
    document = docx.Document()
    append(document, f'<w:p {SPACES}><w:pPr><w:framePr w:dropCap="{way}" w:lines="3"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>')
    document.add_paragraph("he board must act within thirty days.")
    assert blocks_of(read(document, tmp_path)) == [("paragraph", "The board must act within thirty days.")]


def test_signs_of_a_font_of_symbols_are_read_as_they_look(tmp_path: Path) -> None:
    document = docx.Document()
    signs = "".join(f'<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r>' for code in ("F061", "F0B3", "F0A3", "F0B1"))
    append(document, f"<w:p {SPACES}><w:r><w:t>a</w:t></w:r>{signs}<w:r><w:t>3</w:t></w:r></w:p>")
    assert blocks_of(read(document, tmp_path)) == [("paragraph", "aα≥≤±3")]


def test_a_box_of_another_font_is_no_sign_of_less(tmp_path: Path) -> None:
    document = docx.Document()
    sign = '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>'
    append(document, f'<w:p {SPACES}>{sign}<w:r><w:t xml:space="preserve"> Rent \uf0a3 Own</w:t></w:r></w:p>')
    assert blocks_of(read(document, tmp_path)) == [("list_item", "☐ Rent Own")]


def test_the_words_at_head_and_foot_of_pages_are_named(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Draft of the board"
    document.add_paragraph("The board must act.")
    assert read(document, tmp_path).report.left_out_texts == {"page header or footer": {"Draft of the board": 1}}


def test_a_file_without_properties_is_not_said_to_be_saved_today(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The board must act.")
    document.save(str(tmp_path / "full.docx"))
    with zipfile.ZipFile(tmp_path / "full.docx") as full, zipfile.ZipFile(tmp_path / "bare.docx", "w") as bare:
        for name in full.namelist():
            data = full.read(name)
            if name == "_rels/.rels":
                data = re.sub(rb'<Relationship [^>]*core-properties"[^>]*/>', b"", data)
            if name != "docProps/core.xml":
                bare.writestr(name, data)
    assert settled(parse_docx(tmp_path / "bare.docx")).report.warnings == ()


@pytest.mark.parametrize("way", ["list", "paragraph"])
def test_a_list_of_its_own_that_is_set_further_in_lies_within_the_item_above(tmp_path: Path, way: str) -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    for number, left in ((91, 360), (92, 720 if way == "list" else 360)):
        level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/><w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
        root.insert(0, parse_xml(f'<w:abstractNum {SPACES} w:abstractNumId="{number}">{level}</w:abstractNum>'))
        root.append(parse_xml(f'<w:num {SPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    for text, number in (("ask carers", 91), ("in person", 92), ("tell boards", 91)):
        numbered(document, text, level=0, number=number)
        if number == 92 and way == "paragraph":
            document.paragraphs[-1].paragraph_format.left_indent = docx.shared.Pt(36)
    assert [block.level for block in read(document, tmp_path).blocks] == [1, 2, 1]
