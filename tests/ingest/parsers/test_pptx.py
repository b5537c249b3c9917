import io
from pathlib import Path
from typing import Any

import pptx
import pytest
from PIL import Image
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.parsers.pptx import parse_pptx
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def parse(presentation: Any, folder: Path) -> Any:
    path = folder / "slides.pptx"
    presentation.save(str(path))
    return parse_pptx(path)


def content_slide(presentation: Any, title: str, *texts: tuple[str, int]) -> Any:
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for position, (text, level) in enumerate(texts):
        paragraph = frame.paragraphs[0] if position == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    return slide


def box(slide: Any, *texts: str) -> Any:
    frame = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1)).text_frame
    frame.text = "\n".join(texts)
    return frame


def set_bullet(paragraph: Any, xml: str) -> None:
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<a:{xml} {DRAWING}/>"))


def test_slides_are_pages_with_titles_as_headings_and_bullets_as_items(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    cover = presentation.slides.add_slide(presentation.slide_layouts[0])
    cover.shapes.title.text = "Working together"
    cover.placeholders[1].text = "A short course"
    content_slide(presentation, "Our aims", ("care", 0), ("at home", 1), ("housing", 0))
    document = settled(parse(presentation, tmp_path))
    assert blocks_of(document) == [
        ("title", "Working together"),
        ("paragraph", "A short course"),
        ("heading", "Our aims"),
        ("list_item", "care"),
        ("list_item", "at home"),
        ("list_item", "housing"),
    ]
    assert leads_of(document) == ["Our aims", "care", "Our aims"]
    assert [(page.number, document.text[page.start : page.end].strip()[:8]) for page in document.pages] == [
        (1, "Working "),
        (2, "Our aims"),
    ]


def test_the_title_comes_first_whatever_the_order_of_the_shapes(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Title", ("item", 0))
    slide.shapes._spTree.append(slide.shapes.title._element)
    assert [text for _, text in blocks_of(settled(parse(presentation, tmp_path)))] == ["Title", "item"]


def test_automatic_numbers_are_written_as_powerpoint_shows_them(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Steps", ("ask", 0), ("listen", 0), ("why", 1), ("act", 0))
    for paragraph, form in zip(
        slide.placeholders[1].text_frame.paragraphs, ("arabicPeriod", "arabicPeriod", "alphaLcParenBoth", "arabicPeriod"), strict=True
    ):
        set_bullet(paragraph, f'buAutoNum type="{form}"')
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.LIST_ITEM) == ["1. ask", "2. listen", "(a) why", "3. act"]


def test_text_without_a_bullet_is_a_paragraph_and_is_not_joined_to_what_stands_before(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Care", ("a long enough item that does not end as sentences do", 0), ("no bullet here", 0))
    set_bullet(slide.placeholders[1].text_frame.paragraphs[1], "buNone")
    box(slide, "source: the survey")
    assert blocks_of(settled(parse(presentation, tmp_path)))[1:] == [
        ("list_item", "a long enough item that does not end as sentences do"),
        ("paragraph", "no bullet here"),
        ("paragraph", "source: the survey"),
    ]


def test_hidden_slides_hidden_shapes_and_footers_are_left_out_and_counted(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    content_slide(presentation, "Secret", ("not shown", 0)).element.set("show", "0")
    slide = content_slide(presentation, "Shown", ("seen", 0))
    hidden = box(slide, "unseen")._txBody.getparent()
    next(node for node in hidden.iter() if node.tag.endswith("cNvPr")).set("hidden", "1")
    draft = parse(presentation, tmp_path)
    assert [text for _, text in blocks_of(settled(draft))] == ["Shown", "seen"]
    assert draft.left_out == {"hidden slide": 1, "hidden text": 1}
    assert [page.number for page in draft.pages] == [1, 2]


def rgb(colour: str) -> Any:
    make: Any = RGBColor.from_string
    return make(colour)


def coloured(slide: Any, text: str, colour: str, *, left: int = 1, properties: str = "", fill: str | None = None) -> Any:
    """A text box with a run in a colour ("FFFFFF", or a name of the theme), and the box's own fill."""
    shape = slide.shapes.add_textbox(Inches(left), Inches(3), Inches(3), Inches(1))
    shape.text_frame.text = text
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(fill)
    name = "srgbClr" if len(colour) == 6 else "schemeClr"
    run = shape.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr()
    if colour:
        run.append(parse_xml(f'<a:solidFill {DRAWING}><a:{name} val="{colour}"/></a:solidFill>'))
    for setting in properties.split():
        run.set(*setting.split("="))
    return shape


def bare_slide() -> tuple[Any, Any]:
    presentation = pptx.Presentation()
    return presentation, presentation.slides.add_slide(presentation.slide_layouts[6])


@pytest.mark.parametrize(
    "options, reason",
    [
        ({"colour": "FFFFFF"}, "text in the colour of its background"),
        ({"colour": "bg1"}, "text in the colour of its background"),
        ({"colour": "002244", "fill": "012345"}, "text in the colour of its background"),
        ({"colour": "", "properties": "sz=100"}, "text too small to see"),
        ({"colour": "000000", "left": -9}, "text off the page"),
        ({"colour": "000000", "left": 10}, "text off the page"),
    ],
)
def test_text_that_a_viewer_of_the_slide_does_not_see_is_left_out_and_counted(tmp_path: Path, options: dict[str, Any], reason: str) -> None:
    presentation, slide = bare_slide()
    box(slide, "Seen.")
    coloured(slide, "Unseen.", **options)
    draft = parse(presentation, tmp_path)
    assert blocks_of(settled(draft)) == [("paragraph", "Seen.")]
    assert +draft.left_out == {reason: 1}


@pytest.mark.parametrize(
    "options",
    [
        {"colour": "FFFFFF", "fill": "002244"},
        {"colour": "002244"},
        {"colour": "", "properties": "sz=800"},
        {"colour": "000000", "left": 9},
        {"colour": "tx1"},
    ],
)
def test_text_that_stands_out_from_its_ground_is_read(tmp_path: Path, options: dict[str, Any]) -> None:
    presentation, slide = bare_slide()
    coloured(slide, "Seen.", **options)
    assert blocks_of(settled(parse(presentation, tmp_path))) == [("paragraph", "Seen.")]


def test_white_text_is_read_where_a_shape_lies_behind_it_and_left_out_where_it_lies_beside_it(tmp_path: Path) -> None:
    presentation, slide = bare_slide()
    panel = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0), Inches(3), Inches(4), Inches(2))
    assert panel.has_text_frame
    coloured(slide, "On the panel.", "FFFFFF")
    coloured(slide, "Beside it.", "FFFFFF", left=5)
    assert blocks_of(settled(parse(presentation, tmp_path))) == [("paragraph", "On the panel.")]


def test_white_text_over_a_picture_is_read_also_where_the_picture_says_that_it_has_no_fill(tmp_path: Path) -> None:
    presentation, slide = bare_slide()
    picture = slide.shapes.add_picture(a_photo(), Inches(0), Inches(2), Inches(5), Inches(4))
    picture._element.spPr.append(parse_xml(f"<a:noFill {DRAWING}/>"))
    coloured(slide, "On the photo.", "FFFFFF")
    assert blocks_of(settled(parse(presentation, tmp_path))) == [("paragraph", "On the photo.")]


def a_photo() -> io.BytesIO:
    photo = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(photo, "PNG")
    photo.seek(0)
    return photo


BLACK, WHITE = (f'<a:solidFill><a:srgbClr val="{value}"/></a:solidFill>' for value in ("000000", "FFFFFF"))
SHADOW = '<a:outerShdw dist="38100"><a:srgbClr val="000000"/></a:outerShdw>'


@pytest.mark.parametrize(
    "around, is_seen",
    [
        ('<a:highlight {0}><a:srgbClr val="000000"/></a:highlight>', True),
        ('<a:highlight {0}><a:srgbClr val="FFFFFF"/></a:highlight>', False),
        (f"<a:ln {{0}}>{BLACK}</a:ln>", True),
        (f"<a:ln {{0}}>{WHITE}</a:ln>", False),
        ("<a:ln {0}><a:noFill/></a:ln>", False),
        (f"<a:effectLst {{0}}>{SHADOW}</a:effectLst>", True),
        ("<a:effectLst {0}/>", False),
    ],
)
def test_white_text_is_read_where_a_highlight_an_outline_or_a_shadow_shows_it(tmp_path: Path, around: str, *, is_seen: bool) -> None:
    presentation, slide = bare_slide()
    box(slide, "Seen.")
    shape = coloured(slide, "White.", "FFFFFF")
    properties, node = shape.text_frame.paragraphs[0].runs[0]._r.rPr, parse_xml(around.format(DRAWING))
    properties.insert(0 if node.tag.endswith("}ln") else 1, node)
    assert (("paragraph", "White.") in blocks_of(settled(parse(presentation, tmp_path)))) is is_seen


def test_a_box_whose_size_was_not_written_down_is_not_off_the_page(tmp_path: Path) -> None:
    presentation, slide = bare_slide()
    slide.shapes.add_textbox(0, 0, 0, 0).text_frame.text = "It grows with its text."
    assert blocks_of(settled(parse(presentation, tmp_path))) == [("paragraph", "It grows with its text.")]


def test_a_slide_of_another_colour_hides_text_of_that_colour_and_shows_white(tmp_path: Path) -> None:
    presentation, slide = bare_slide()
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb("002244")
    coloured(slide, "White.", "FFFFFF")
    coloured(slide, "Dark.", "002244")
    assert blocks_of(settled(parse(presentation, tmp_path))) == [("paragraph", "White.")]


def test_shapes_in_a_group_stand_where_the_group_puts_them(tmp_path: Path) -> None:
    presentation, slide = bare_slide()
    group = slide.shapes.add_group_shape()
    for text, left in (("Far out.", 30), ("Near.", 20)):
        group.shapes.add_textbox(Inches(left), Inches(1), Inches(1), Inches(1)).text_frame.text = text
    for name, values in (("off", {"x": 0, "y": 0}), ("chOff", {"x": Inches(20), "y": 0})):
        node = next(node for node in group._element.grpSpPr.iter() if node.tag.endswith(f"}}{name}"))
        for key, value in values.items():
            node.set(key, str(int(value)))
    draft = parse(presentation, tmp_path)
    assert blocks_of(settled(draft)) == [("paragraph", "Near.")]
    assert +draft.left_out == {"text off the page": 1}


def test_tables_give_rows_with_their_headings_and_merged_cells_their_place(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(1), Inches(5), Inches(2)).table
    for row, texts in enumerate((("Year", "Sum", "Note"), ("2014", "9", "real"), ("", "8", "cash"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.TABLE_ROW) == [
        "Year: 2014; Sum: 9; Note: real",
        "Year: 2014; Sum: 8; Note: cash",
    ]


def test_a_table_that_is_set_to_have_no_row_of_headings_has_none(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(1), Inches(5), Inches(2)).table
    table.first_row = False
    for place, text in enumerate(["Area", "Adults", "Share", "Fife", "12", "9%", "Moray", "3", "4%"]):
        table.cell(place // 3, place % 3).text = text
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.TABLE_ROW)[0] == "Area; Adults; Share"


def grid(slide: Any, *rows: tuple[str, ...]) -> Any:
    table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(1), Inches(1), Inches(6), Inches(3)).table
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text
    return table


@pytest.mark.parametrize("corner", ["", "Area"])
def test_a_second_row_that_parts_the_headings_of_the_first_heads_the_columns_too(tmp_path: Path, corner: str) -> None:
    presentation = pptx.Presentation()
    rows = ((corner, "Adults", "", "Children", ""), ("", "Men", "Women", "Boys", "Girls"), ("Ayr", "1", "2", "3", "4"))
    table = grid(content_slide(presentation, "Care", ("by area", 0)), *rows)
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 3).merge(table.cell(0, 4))
    if corner:
        table.cell(0, 0).merge(table.cell(1, 0))
    found = texts_of(settled(parse(presentation, tmp_path)), BlockKind.TABLE_ROW)
    area = f"{corner}: Ayr" if corner else "Ayr"
    assert found == [f"{area}; Adults – Men: 1; Adults – Women: 2; Children – Boys: 3; Children – Girls: 4"]


def test_a_row_of_figures_parts_no_headings(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    rows = (("", "Adults", ""), ("", "1", "2"), ("Ayr", "3", "4"))
    table = grid(content_slide(presentation, "Care", ("by area", 0)), *rows)
    table.cell(0, 1).merge(table.cell(0, 2))
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.TABLE_ROW) == ["Adults", "1; 2", "Ayr; 3; 4"]


def test_speakers_notes_follow_their_slide_as_a_kind_of_their_own_and_the_report_says_so(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    content_slide(presentation, "One", ("first", 0)).notes_slide.notes_text_frame.text = "Say hello."
    content_slide(presentation, "Two", ("second", 0))
    draft = parse(presentation, tmp_path)
    assert blocks_of(settled(draft)) == [
        ("title", "One"),
        ("list_item", "first"),
        ("speaker_note", "Say hello."),
        ("heading", "Two"),
        ("list_item", "second"),
    ]
    assert any("notes of one slide" in warning for warning in draft.warnings)


def test_text_boxes_and_tables_on_the_notes_page_are_read_behind_the_notes(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    notes = content_slide(presentation, "One", ("first", 0)).notes_slide
    other = content_slide(presentation, "Two", ("second", 0))
    table = other.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(3), Inches(1))
    for place, text in enumerate(("Lead", "Ann Bell")):
        table.table.cell(0, place).text = text
    drawn = [box(other, *texts)._txBody.getparent() for texts in (("Ask Mary.", "Then wait."), ("unseen",), ("A course",), ("1",))]
    next(node for node in drawn[1].iter() if node.tag.endswith("cNvPr")).set("hidden", "1")
    for shape, role in zip(drawn[2:], ("hdr", "sldNum"), strict=True):
        name = "http://schemas.openxmlformats.org/presentationml/2006/main"
        shape.find(".//{*}nvPr").append(parse_xml(f'<p:ph xmlns:p="{name}" type="{role}"/>'))
    for position, shape in enumerate([*drawn, table._element]):
        notes.shapes._spTree.insert(2 + position, shape)  # before the frame for notes
    notes.notes_text_frame.text = "Say hello."
    struck = notes.notes_text_frame.add_paragraph().add_run()
    struck.text = "Say goodbye."
    struck._r.get_or_add_rPr().set("strike", "sngStrike")
    draft = parse(presentation, tmp_path)
    assert texts_of(settled(draft), BlockKind.SPEAKER_NOTE) == ["Say hello.", "Ask Mary.", "Then wait.", "Lead; Ann Bell"]
    assert draft.left_out == {"struck-out text": 1, "hidden text": 1}


def test_a_slide_with_nothing_but_a_picture_is_a_page_without_text(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6])
    content_slide(presentation, "Text", ("item", 0))
    assert parse(presentation, tmp_path).pages_without_text == (1,)


def test_facts_come_from_the_properties(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    presentation.core_properties.title = "Working together"
    presentation.core_properties.author = "Ann Ayr; Bob Bute"
    presentation.core_properties.language = "en-GB"
    content_slide(presentation, "x", ("y", 0))
    draft = parse(presentation, tmp_path)
    assert (draft.facts.title, draft.facts.authors, draft.facts.language) == ("Working together", ("Ann Ayr", "Bob Bute"), "en-GB")
    assert draft.facts.published is None
    assert draft.facts.made


def test_a_cut_off_presentation_says_so(tmp_path: Path) -> None:
    whole = io.BytesIO()
    pptx.Presentation().save(whole)
    path = tmp_path / "cut.pptx"
    path.write_bytes(whole.getvalue()[:5000])
    with pytest.raises(DocumentUnreadable, match="damaged"):
        parse_pptx(path)


def add_runs(paragraph: Any, *runs: str) -> None:
    """Adds runs to a paragraph; those that begin with "^" are raised."""
    for text in runs:
        run = paragraph.add_run()
        run.text = text.removeprefix("^")
        if text.startswith("^"):
            run._r.get_or_add_rPr().set("baseline", "30000")


def test_a_footnote_on_a_slide_leaves_the_sentence_and_is_linked_from_its_mark(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Our aims")
    add_runs(slide.placeholders[1].text_frame.paragraphs[0], "People plan", "^1", " and decide.", "^2", " Each has 5 m", "^2", ".")
    add_runs(box(slide).paragraphs[0], "^1", "Act of 2014.")
    document = settled(parse(presentation, tmp_path))
    assert [text for _, text in blocks_of(document)] == ["Our aims", "People plan and decide. Each has 5 m².", "1 Act of 2014."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["People plan and decide. Each has 5 m²."]
    assert document.report.left_out["footnote mark"] == 2


def presentation_with_notes_at_the_end(*notes: str, title: str = "Notes", marks: tuple[str, str] = ("1", "2")) -> Any:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Our aims")
    add_runs(slide.placeholders[1].text_frame.paragraphs[0], "People plan", f"^{marks[0]}", " together.")
    slide = content_slide(presentation, "Our means")
    add_runs(slide.placeholders[1].text_frame.paragraphs[0], "Boards pay", f"^{marks[1]}", " for it.")
    frame = content_slide(presentation, title).placeholders[1].text_frame
    for position, note in enumerate(notes):
        add_runs(frame.paragraphs[0] if position == 0 else frame.add_paragraph(), *note.split("|"))
    return presentation


@pytest.mark.parametrize(
    "title, notes",
    [("Where we looked", ("^1| Act of 2014.", "^2| Budget of 2015.")), ("Endnotes", ("1. Act of 2014.", "2. Budget of 2015."))],
)
def test_notes_on_the_last_slide_are_linked_from_their_marks_and_stay_there(tmp_path: Path, title: str, notes: tuple[str, str]) -> None:
    document = settled(parse(presentation_with_notes_at_the_end(*notes, title=title), tmp_path))
    assert leads_of(document, BlockKind.FOOTNOTE) == ["People plan together.", "Boards pay for it."]
    assert [text.split(" ", 1)[1] for text in texts_of(document, BlockKind.FOOTNOTE)] == ["Act of 2014.", "Budget of 2015."]
    assert [kind for kind, _ in blocks_of(document)][-3:] == ["heading", "footnote", "footnote"]


@pytest.mark.parametrize(
    "title, notes",
    [
        ("Notes", ("1. Act of 2014.", "1. Budget of 2015.")),
        ("Notes", ("1. Act of 2014.", "2. Budget of 2015.", "3. Nobody calls this.")),
        ("Next steps", ("1. Ask carers.", "2. Hear them.")),
    ],
)
def test_numbers_on_the_last_slide_that_need_not_be_those_of_notes_stay_items(tmp_path: Path, title: str, notes: tuple[str, ...]) -> None:
    document = settled(parse(presentation_with_notes_at_the_end(*notes, title=title), tmp_path))
    assert texts_of(document, BlockKind.FOOTNOTE) == []
    assert len(texts_of(document, BlockKind.LIST_ITEM)) >= len(notes)


def test_a_mark_whose_note_is_on_its_own_slide_does_not_call_one_on_the_last(tmp_path: Path) -> None:
    presentation = presentation_with_notes_at_the_end("^1| Act of 2014.", title="Sources", marks=("1", "1"))
    add_runs(box(presentation.slides[1]).paragraphs[0], "^1", " Budget of 2015.")
    document = settled(parse(presentation, tmp_path))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 Budget of 2015.", "1 Act of 2014."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Boards pay for it.", "People plan together."]


@pytest.mark.parametrize("damage", ["graphicData", "cell"])
def test_a_damaged_shape_is_passed_over_and_named_and_the_rest_of_the_slide_is_read(tmp_path: Path, damage: str) -> None:
    presentation, slide = bare_slide()
    box(slide, "Words before.")
    frame = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1))
    for place in ((0, 0), (0, 1), (1, 0), (1, 1)):
        frame.table.cell(*place).text = "inside"
    box(slide, "Words behind.")
    if damage == "cell":
        frame.table.cell(0, 0)._tc.set("gridSpan", "many")
    else:
        (broken,) = frame._element.iter(f"{{{DRAWING.split(chr(34))[1]}}}{damage}")
        broken.getparent().remove(broken)
    draft = parse(presentation, tmp_path)
    assert texts_of(settled(draft), BlockKind.PARAGRAPH) == ["Words before.", "Words behind."]
    assert "A table, chart or other part of slide 1 is damaged and was passed over." in draft.warnings


def test_bullets_that_cannot_be_cost_a_slide_no_words(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Our aims", ("care", 0), ("housing", 0))
    slide.placeholders[1].text_frame.paragraphs[1]._p.get_or_add_pPr().set("lvl", "deep")
    document = settled(parse(presentation, tmp_path))
    assert [text for _, text in blocks_of(document)] == ["Our aims", "care", "housing"]


SHAPE = (
    '<p:sp><p:nvSpPr><p:cNvPr id="77" name="x"/><p:cNvSpPr/><p:nvPr>{role}</p:nvPr></p:nvSpPr><p:spPr/>'
    "<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
)
NAMES = (
    f'{DRAWING} xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def add_xml(slide: Any, xml: str) -> None:
    slide.shapes._spTree.append(parse_xml(xml.replace(">", f" {NAMES}>", 1)))


def test_a_shape_with_a_role_that_nobody_knows_costs_nothing(tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = content_slide(presentation, "Aims", ("Ask first", 0))
    add_xml(slide, SHAPE.format(role='<p:ph type="unheardOf" idx="20"/>', text="Then tell"))
    found = settled(parse(presentation, tmp_path))
    assert [text for _, text in blocks_of(found)] == ["Aims", "Ask first", "Then tell"]


@pytest.mark.parametrize("new, words", [("Ask first", ["Ask first"]), (" ", ["A picture of it"])])
def test_a_shape_that_is_written_in_several_ways_is_read_once(tmp_path: Path, new: str, words: list[str]) -> None:
    presentation, slide = bare_slide()
    choice, fallback = SHAPE.format(role="", text=new), SHAPE.format(role="", text="A picture of it")
    add_xml(
        slide,
        f'<mc:AlternateContent><mc:Choice Requires="p">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>',
    )
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.PARAGRAPH) == words


def test_bullets_in_a_cell_keep_its_items_apart_and_one_alone_stays(tmp_path: Path) -> None:
    presentation, slide = bare_slide()
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for place, text in (((0, 0), "Post"), ((0, 1), "Duties"), ((1, 0), "•"), ((1, 1), "leads\ncalls")):
        table.cell(*place).text = text
    for paragraph in table.cell(1, 1).text_frame.paragraphs:
        set_bullet(paragraph, 'buChar char="•"')
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.TABLE_ROW) == ["Post: •; Duties: • leads • calls"]


@pytest.mark.parametrize(
    "font, typed, seen",
    [
        ('<a:sym typeface="Wingdings"/>', "à", "→"),
        ('<a:sym typeface="Symbol"/>', "x+z", "x+z"),
        ('<a:sym typeface="Symbol"/>', "\uf0b3", "≥"),
        ('<a:latin typeface="Wingdings"/>', "ü", "✓"),
        ('<a:latin typeface="Arial"/>', "à", "à"),
    ],
)
def test_signs_in_fonts_of_symbols_are_those_that_a_viewer_sees(tmp_path: Path, font: str, typed: str, seen: str) -> None:
    presentation, slide = bare_slide()
    paragraph = box(slide, "Goals ").paragraphs[0]
    paragraph._p.append(parse_xml(f"<a:r {DRAWING}><a:rPr>{font}</a:rPr><a:t>{typed}</a:t></a:r>"))
    paragraph.add_run().text = " outcomes"
    assert texts_of(settled(parse(presentation, tmp_path)), BlockKind.PARAGRAPH) == [f"Goals {seen} outcomes"]
