"""What stands in a Word document beside its plain text: formulas, fields of forms, drawings, notes, files that lie in it."""

from pathlib import Path
from typing import Any

import pytest
from docx.oxml.parser import parse_xml

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.docx import parse_docx
from ingest.parsers.docx_notes import NoteCalls
from ingest.parsers.docx_numbering import w
from tests.ingest.docx_writer import paragraph, run, write_docx
from tests.ingest.reading_blocks import blocks_of, settled, texts_of

DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"


def read(
    folder: Path, body: str, parts: dict[str, str] | None = None, others: dict[str, tuple[str, str, bytes]] | None = None
) -> ParsedDocument:
    return settled(parse_docx(write_docx(folder / "document.docx", body, parts, others)))


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(above: str, below: str, kind: str = "bar") -> str:
    return f'<m:f><m:fPr><m:type m:val="{kind}"/></m:fPr><m:num>{above}</m:num><m:den>{below}</m:den></m:f>'


X = f"<m:e>{term('x')}</m:e>"


@pytest.mark.parametrize(
    "formula, written",
    [
        (fraction(term("income"), term("2")), "income/2"),
        (fraction(term("0.6 +1"), term("100")), "(0.6 +1)/100"),
        (f"<m:sSup><m:e>{term('x')}</m:e><m:sup>{term('2')}</m:sup></m:sSup>", "x^2"),
        (f"<m:d><m:e>{term('a')}{term('+')}{term('b')}</m:e></m:d>", "(a + b)"),
        (f"<m:rad><m:deg/><m:e>{term('9')}</m:e></m:rad>", "√(9)"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{term("i=1")}</m:sub><m:sup>{term("n")}</m:sup>{X}</m:nary>',
            "∑_(i=1)^n x",
        ),
        (f"<m:nary><m:sub/><m:sup/><m:e>{term('x')}</m:e></m:nary>", "∫ x"),
        (f"<m:limLow><m:e>{term('min')}</m:e><m:lim>{term('x')}</m:lim></m:limLow>", "min_x"),
        (f'<m:acc><m:accPr><m:chr m:val="\u0304"/></m:accPr><m:e>{term("a")}</m:e></m:acc>', "ā"),
        (f"{term('a')}<w:ins>{term('b')}</w:ins><w:del>{term('c')}</w:del>", "ab"),
    ],
)
def test_formulas_are_written_so_that_they_say_the_same(tmp_path: Path, formula: str, written: str) -> None:
    found = read(tmp_path, paragraph(run("The charge is ") + f"<m:oMath>{formula}</m:oMath>" + run(" a week.")))
    assert blocks_of(found) == [("paragraph", f"The charge is {written} a week.")]


@pytest.mark.parametrize(
    "formula",
    [
        fraction(term("n"), term("k"), "noBar"),
        f"<m:m><m:mr><m:e>{term('a')}</m:e><m:e>{term('b')}</m:e></m:mr></m:m>",
        f"<m:groupChr><m:e>{term('x')}</m:e></m:groupChr>",
        f"<m:acc><m:e>{term('xy')}</m:e></m:acc>",
    ],
)
def test_formulas_that_cannot_be_written_on_one_line_are_named(tmp_path: Path, formula: str) -> None:
    found = read(tmp_path, paragraph(run("The sum ") + f"<m:oMath>{formula}</m:oMath>" + run(" is known.")))
    assert blocks_of(found) == [("paragraph", "The sum is known.")]
    assert found.report.left_out == {"formula": 1}
    assert found.report.left_out_texts["formula"]


def test_formulas_one_behind_the_other_do_not_run_together(tmp_path: Path) -> None:
    formulas = "".join(f"<m:oMath>{term(text)}</m:oMath>" for text in ("a=b", "c=d"))
    assert blocks_of(read(tmp_path, paragraph(formulas))) == [("paragraph", "a=b c=d")]


def test_what_a_field_in_a_formula_is_filled_from_is_no_text(tmp_path: Path) -> None:
    marks = {kind: f'<m:r><w:fldChar w:fldCharType="{kind}"/></m:r>' for kind in ("begin", "separate", "end")}
    filled = marks["begin"] + term(" MERGEFIELD rent ") + marks["separate"] + term("£800") + marks["end"]
    found = read(tmp_path, paragraph(run("It is ") + f"<m:oMath>{filled}{term('+')}{term('£10')}</m:oMath>" + run(".")))
    assert blocks_of(found) == [("paragraph", "It is £800 + £10.")]


def field(data: str, name: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r><w:r><w:instrText> {name} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_the_boxes_and_choices_of_older_forms_are_read_as_they_are_set(tmp_path: Path) -> None:
    choices = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("Refused", "Approved"))
    found = read(
        tmp_path,
        paragraph(field("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX") + run(" I am a carer"))
        + paragraph(field('<w:checkBox><w:default w:val="0"/></w:checkBox>', "FORMCHECKBOX") + run(" I am paid"))
        + paragraph(run("Decision: ") + field(f'<w:ddList><w:result w:val="1"/>{choices}</w:ddList>', "FORMDROPDOWN")),
    )
    assert [text for _, text in blocks_of(found)] == ["☒ I am a carer", "☐ I am paid", "Decision: Approved"]


def drawing(kind: str, inner: str) -> str:
    return f'<w:r><w:drawing><a:graphic><a:graphicData uri="{DRAWN}/{kind}">{inner}</a:graphicData></a:graphic></w:drawing></w:r>'


def test_smart_art_is_read_and_charts_and_pictures_are_named(tmp_path: Path) -> None:
    def said(text: str) -> str:
        return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"

    points = "".join(f"<dgm:pt><dgm:t>{said(text)}</dgm:t></dgm:pt>" for text in ("Ask people", "Plan together"))
    diagram = f'<dgm:dataModel xmlns:dgm="{DRAWN}/diagram" xmlns:a="{DRAWN}/main"><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>'
    title = f"<c:title><c:tx><c:rich>{said('Breaks by ward')}</c:rich></c:tx></c:title>"
    chart = f'<c:chartSpace xmlns:c="{DRAWN}/chart" xmlns:a="{DRAWN}/main"><c:chart>{title}</c:chart></c:chartSpace>'
    found = read(
        tmp_path,
        paragraph("The steps are:")
        + paragraph(drawing("diagram", '<dgm:relIds r:dm="d1"/>') + drawing("chart", '<c:chart r:id="c1"/>') + drawing("picture", "")),
        others={"d1": ("diagramData", "data1.xml", diagram.encode()), "c1": ("chart", "chart1.xml", chart.encode())},
    )
    assert [text for _, text in blocks_of(found)] == ["The steps are:", "Ask people", "Plan together", "Breaks by ward"]
    assert found.report.left_out == {"chart": 1, "picture": 1}
    assert found.report.left_out_texts == {"chart": {"Breaks by ward": 1}}


def test_smart_art_is_read_as_it_is_drawn_each_text_before_those_below_it(tmp_path: Path) -> None:
    def said(*lines: str) -> str:
        return "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in lines)

    typed = {"2": said("Year two"), "1": said("Year", "one"), "3": said("Plan"), "4": said("Ask"), "9": said("Beside")}
    points = '<dgm:pt modelId="0" type="doc"/>' + "".join(
        f'<dgm:pt modelId="{name}"><dgm:t>{text}</dgm:t></dgm:pt>' for name, text in typed.items()
    )
    links = (("0", "2", 1), ("0", "1", 0), ("1", "4", 0), ("2", "3", 0), ("3", "2", 0))  # the last leads back
    drawn = "".join(f'<dgm:cxn srcId="{source}" destId="{target}" srcOrd="{place}"/>' for source, target, place in links)
    drawn += '<dgm:cxn type="presOf" srcId="0" destId="9" srcOrd="0"/>'
    model = f"<dgm:ptLst>{points}</dgm:ptLst><dgm:cxnLst>{drawn}</dgm:cxnLst>"
    diagram = f'<dgm:dataModel xmlns:dgm="{DRAWN}/diagram" xmlns:a="{DRAWN}/main">{model}</dgm:dataModel>'
    found = read(
        tmp_path,
        paragraph("The steps are:") + paragraph(drawing("diagram", '<dgm:relIds r:dm="d1"/>')),
        others={"d1": ("diagramData", "data1.xml", diagram.encode())},
    )
    assert [text for _, text in blocks_of(found)] == ["The steps are:", "Year one", "Ask", "Year two", "Plan", "Beside"]
    assert [block.level for block in found.blocks] == [0, 1, 2, 1, 2, 1]


def test_a_web_page_that_lies_in_the_document_is_read_where_it_is_shown(tmp_path: Path) -> None:
    page = b"<html><body><p>The board agreed.</p></body></html>"
    letter = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>It met again.</p>"
    found = read(
        tmp_path,
        paragraph("Minutes") + '<w:altChunk r:id="p1"/><w:altChunk r:id="p2"/><w:altChunk r:id="p3"/>' + paragraph("It ended."),
        others={
            "p1": ("aFChunk", "page.htm", page),
            "p2": ("aFChunk", "page.mht", letter),
            "p3": ("aFChunk", "other.bin", b"\x00\x01"),
        },
    )
    assert [text for _, text in blocks_of(found)] == ["Minutes", "The board agreed.", "It met again.", "It ended."]
    assert found.report.left_out == {"embedded document": 1}


def call(kind: str, number: int, mark: str = "") -> str:
    own = f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/><w:t>{mark}</w:t>'
    return f"<w:r>{own}</w:r>" if mark else f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def test_notes_have_the_numbers_that_word_shows(tmp_path: Path) -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>' for number, text in ((2, "Strike out one."), (3, "Act of 2016."))
    )
    parts = {
        "footnotes": notes,
        "endnotes": f'<w:endnote w:id="2">{paragraph("Read next.")}</w:endnote>',
        "settings": '<w:endnotePr><w:numFmt w:val="decimal"/><w:numStart w:val="4"/></w:endnotePr>',
    }
    body = paragraph(run("I or we") + call("footnote", 2, "*") + run(" agree") + call("footnote", 3) + run(" to it.") + call("endnote", 2))
    found = read(tmp_path, body, parts)
    assert texts_of(found, BlockKind.PARAGRAPH) == ["I or we agree to it."]
    assert texts_of(found, BlockKind.FOOTNOTE) == ["* Strike out one.", "1 Act of 2016.", "4 Read next."]


def test_words_in_a_style_that_hides_them_are_left_out(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="Away"><w:name w:val="Away"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = paragraph("Only for editors.", style="Away") + paragraph(run("Seen", '<w:vanish w:val="0"/>') + run(" not."), style="Away")
    found = read(tmp_path, body, {"styles": style})
    assert blocks_of(found) == [("paragraph", "Seen")]
    assert found.report.left_out == {"hidden text": 2}


def test_words_that_are_crossed_out_are_no_text_and_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, paragraph(run("It costs ") + run("£10 ", "<w:strike/>") + run("£8.", '<w:strike w:val="0"/>')))
    assert blocks_of(found) == [("paragraph", "It costs £8.")]
    assert found.report.left_out_texts == {"struck-out text": {"£10": 1}}


def test_bullets_of_a_cell_keep_its_items_apart_and_none_stands_for_nothing(tmp_path: Path) -> None:
    def cell(*texts: str) -> str:
        return f"<w:tc>{''.join(map(paragraph, texts))}</w:tc>"

    rows = cell("Chair") + cell("Must", "• call", "• lead"), cell("●", "●") + cell("by post")
    found = read(tmp_path, f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert blocks_of(found) == [("table_row", "Chair; Must • call • lead"), ("table_row", "by post")]


@pytest.mark.parametrize("stands_alone", [True, False])
def test_headings_of_many_questions_stay_headings_and_a_form_set_all_in_their_style_is_text(tmp_path: Path, stands_alone: bool) -> None:  # noqa: FBT001
    rows = []
    for number in range(12):
        rows += [paragraph(f"Part {number}", style="Heading1"), paragraph(f"Who may ask about part {number}?", style="Heading2")]
        rows += [paragraph(f"Give your reasons here for part {number}.", style="Heading2" if stands_alone else "")]
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="Heading{rank}"><w:name w:val="heading {rank}"/></w:style>' for rank in (1, 2))
    document = read(tmp_path, "".join(rows), {"styles": styles})
    expected = [] if stands_alone else [text for number in range(12) for text in (f"Part {number}", f"Who may ask about part {number}?")]
    assert texts_of(document, BlockKind.HEADING) == expected


def test_a_note_that_is_crossed_out_keeps_its_number_from_those_behind_it(tmp_path: Path) -> None:
    def call(number: int, properties: str = "") -> str:
        return f'<w:r><w:rPr>{properties}</w:rPr><w:footnoteReference w:id="{number}"/></w:r>'

    notes = "".join(f'<w:footnote w:id="{number}">{paragraph(f"Note {number}.")}</w:footnote>' for number in (1, 2, 3))
    body = paragraph(run("Old", "<w:strike/>") + call(1, "<w:strike/>") + run("New") + call(2) + run(" rules") + call(3) + run("."))
    assert texts_of(read(tmp_path, body, {"footnotes": notes}), BlockKind.FOOTNOTE) == ["2 Note 2.", "3 Note 3."]
    settings = '<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'
    found = read(tmp_path, body, {"footnotes": notes, "settings": settings})
    assert texts_of(found, BlockKind.FOOTNOTE) == ["† Note 2.", "‡ Note 3."]


def test_a_bullet_alone_in_a_cell_stays_and_one_alone_on_a_line_goes(tmp_path: Path) -> None:
    rows = [("Task", "Panel", "Board"), ("Ask", "•", ""), ("Pay", "", "•")]
    cells = ["".join(f"<w:tc><w:tcPr/>{paragraph(text, bold=row == rows[0])}</w:tc>" for text in row) for row in rows]
    table = f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    found = blocks_of(read(tmp_path, paragraph("Who does what") + paragraph("•") + table))
    assert found == [("paragraph", "Who does what"), ("table_row", "Task: Ask; Panel: •"), ("table_row", "Task: Pay; Board: •")]


def note_numbers(folder: Path, settings: str, *paragraphs: tuple[int, str], section: str = "") -> list[str]:
    """The numbers of notes: each paragraph calls so many, and may end a section. The last one is set as ``section`` says."""
    body, called = "", 0
    for count, end in paragraphs:
        calls = "".join(run("word") + call("footnote", called + place) for place in range(1, count + 1))
        body += f"<w:p><w:pPr>{end}</w:pPr>{calls}</w:p>"
        called += count
    notes = "".join(f'<w:footnote w:id="{number}">{paragraph("Note.")}</w:footnote>' for number in range(1, called + 1))
    found = read(folder, f"{body}<w:sectPr>{section}</w:sectPr>" if section else body, {"footnotes": notes, "settings": settings})
    return [text.removesuffix("Note.").strip() for text in texts_of(found, BlockKind.FOOTNOTE)]


EACH_SECTION = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
EACH_PAGE = '<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>'


def test_notes_that_are_counted_by_section_begin_anew_in_each(tmp_path: Path) -> None:
    assert note_numbers(tmp_path, EACH_SECTION, (1, ""), (1, "<w:sectPr/>"), (2, "")) == ["1", "2", "1", "2"]


def test_notes_that_are_counted_through_go_on_in_another_section(tmp_path: Path) -> None:
    assert note_numbers(tmp_path, "", (2, "<w:sectPr/>"), (1, "")) == ["1", "2", "3"]


def test_a_section_may_count_its_notes_in_a_way_of_its_own(tmp_path: Path) -> None:
    own = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/></w:footnotePr>'
    assert note_numbers(tmp_path, "", (2, f"<w:sectPr>{EACH_SECTION}</w:sectPr>"), (2, ""), section=own) == ["1", "2", "a", "b"]


def test_notes_that_are_counted_by_page_have_no_number_where_nobody_knows_the_pages(tmp_path: Path) -> None:
    assert note_numbers(tmp_path, EACH_PAGE, (2, ""), (1, "")) == ["", "", ""]


def test_notes_that_are_counted_by_page_begin_anew_on_each() -> None:
    def parsed(inner: str, name: str) -> Any:  # lxml
        return parse_xml(f'<w:{name} xmlns:w="{w("")[1:-1]}">{inner}</w:{name}>')

    body = parsed("".join(call("footnote", number) for number in range(4)), "body")
    calls = NoteCalls(parsed(EACH_PAGE, "settings"), body)
    for page, reference in zip((1, 1, 2, 4), body.iter(w("footnoteReference")), strict=True):
        calls.call(reference, reference.getparent(), page)
    assert [number for _, number, _ in calls.called] == ["1", "2", "1", "1"]


def tr(*cells: str, repeated: bool = False, before: int = 0, bold: bool = False) -> str:
    """A row; "2|Text" is a cell over two columns, "v|Text" begins a cell over several rows, and "^" carries it on."""
    written = ""
    for cell in cells:
        how, _, text = cell.rpartition("|")
        merged = '<w:vMerge w:val="restart"/>' if how == "v" else "<w:vMerge/>" if text == "^" else ""
        span = f'<w:gridSpan w:val="{how}"/>' if how.isdigit() else ""
        written += f"<w:tc><w:tcPr>{span}{merged}</w:tcPr>{paragraph('' if text == '^' else text, bold=bold)}</w:tc>"
    header = "<w:tblHeader/>" if repeated else ""
    return f'<w:tr><w:trPr><w:gridBefore w:val="{before}"/>{header}</w:trPr>{written}</w:tr>'


@pytest.mark.parametrize("way", [{"repeated": True}, {"bold": True}])
def test_two_rows_that_head_the_columns_are_read_with_each_row_below(tmp_path: Path, way: dict[str, bool]) -> None:
    rows = tr("v|Council", "2|Carers", **way) + tr("^", "2019", "2020", **way) + tr("Ayr", "12", "15") + tr("Fife", "30", "31")
    assert texts_of(read(tmp_path, f"<w:tbl>{rows}</w:tbl>"), BlockKind.TABLE_ROW) == [
        "Council: Ayr; Carers – 2019: 12; Carers – 2020: 15",
        "Council: Fife; Carers – 2019: 30; Carers – 2020: 31",
    ]


@pytest.mark.parametrize("way", [{"repeated": True}, {"bold": True}])
def test_a_title_over_all_columns_stands_above_the_row_that_heads_them(tmp_path: Path, way: dict[str, bool]) -> None:
    rows = tr("3|Carers by council", **way) + tr("Council", "2019", "2020", **way) + tr("Ayr", "12", "15") + tr("Fife", "30", "31")
    assert texts_of(read(tmp_path, f"<w:tbl>{rows}</w:tbl>"), BlockKind.TABLE_ROW) == [
        "Carers by council",
        "Council: Ayr; 2019: 12; 2020: 15",
        "Council: Fife; 2019: 30; 2020: 31",
    ]


def test_bold_labels_of_a_form_are_no_headings_of_columns(tmp_path: Path) -> None:
    rows = tr("v|1 Full name", "2|2 Photo", bold=True) + tr("^", "2|3 Town", bold=True) + tr("4 Post", "5 Team", "6 Start")
    found = texts_of(read(tmp_path, f"<w:tbl>{rows}</w:tbl>"), BlockKind.TABLE_ROW)
    assert found[-1] == "4 Post; 5 Team; 6 Start"


def test_a_row_that_begins_further_in_keeps_to_its_columns(tmp_path: Path) -> None:
    rows = tr("Council", "2019", "2020", repeated=True) + tr("Ayr", "12", "15") + tr("30", "31", before=1)
    assert texts_of(read(tmp_path, f"<w:tbl>{rows}</w:tbl>"), BlockKind.TABLE_ROW)[-1] == "2019: 30; 2020: 31"


def test_a_colon_between_a_label_and_its_text_joins_them(tmp_path: Path) -> None:
    rows = tr("Member", ":", "a person who joined") + tr("Fee", ": ten pounds", "") + tr("Post", "Chair", "Ann")
    found = texts_of(read(tmp_path, f"<w:tbl>{rows}</w:tbl>"), BlockKind.TABLE_ROW)
    assert found == ["Member: a person who joined", "Fee: ten pounds", "Post; Chair; Ann"]


def test_a_row_that_names_those_below_it_does_not_hide_the_headings(tmp_path: Path) -> None:
    rows = tr("Service", "Who", "When", bold=True) + tr("3|Health", bold=True) + tr("Nurse", "Adults", "Daily") + tr("3|Housing", bold=True)
    assert texts_of(read(tmp_path, f"<w:tbl>{rows}{tr('Advice', 'All', 'Mondays')}</w:tbl>"), BlockKind.TABLE_ROW) == [
        "Health",
        "Service: Nurse; Who: Adults; When: Daily",
        "Housing",
        "Service: Advice; Who: All; When: Mondays",
    ]
