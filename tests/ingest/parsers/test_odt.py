import zipfile
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.draft import Draft
from ingest.parsers.odt import parse_odt
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{address}:1.0"'
    for name, address in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "fo": "xsl-fo-compatible", "meta": "meta"
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
LISTS = (
    '<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>'
)


def odt(folder: Path, body: str, *, styles: str = "", meta: str = "", manifest: str = "<m/>", pages: str = "") -> Path:
    path = folder / "text.odt"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {SPACES}><office:automatic-styles>{LISTS}{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {SPACES}><office:styles/>"
            f"<office:master-styles>{pages}</office:master-styles></office:document-styles>"
        ),
        "meta.xml": f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": manifest,
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def parse(folder: Path, body: str, *, styles: str = "", meta: str = "") -> Draft:
    return parse_odt(odt(folder, body, styles=styles, meta=meta))


def items(name: str, *texts: str, more: str = "") -> str:
    return (
        f'<text:list text:style-name="{name}"{more}>'
        + "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
        + "</text:list>"
    )


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def index(*texts: str) -> str:
    return f"<text:bibliography><text:index-body>{''.join(texts)}</text:index-body></text:bibliography>"


def standing_in(place: str, *paragraphs: str) -> str:
    """Paragraphs in the body, in one item of a list each, or in an index."""
    if place == "list":
        return items("B", *paragraphs)
    return index(*paragraphs) if place == "index" else "".join(paragraphs)


everywhere = pytest.mark.parametrize("place", ["body", "list", "index"])


def test_headings_title_and_captions_come_from_elements_and_styles(tmp_path: Path) -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Caption"/>'
    body = f"{p('The report', 'Title')}<text:h text:outline-level='1'>Purpose</text:h>{p('It is short.')}{p('Care at home, 2014', 'P1')}"
    assert blocks_of(settled(parse(tmp_path, body, styles=styles))) == [
        ("title", "The report"),
        ("heading", "Purpose"),
        ("paragraph", "It is short."),
        ("caption", "Care at home, 2014"),
    ]


def test_lists_keep_their_numbers_depth_and_lead_in(tmp_path: Path) -> None:
    inner = items("N", p("rented"), p("owned")).replace(' text:style-name="N"', "")
    body = p("It covers:") + items("N", p("care"), p("housing") + inner) + items("N", p("work"), more=' text:continue-numbering="true"')
    document = settled(parse(tmp_path, body + items("B", p("a bullet"))))
    assert texts_of(document, BlockKind.LIST_ITEM) == ["1. care", "2. housing", "(a) rented", "(b) owned", "3. work", "a bullet"]
    assert leads_of(document)[:5] == ["It covers:", "It covers:", "2. housing", "2. housing", "It covers:"]


def test_spaces_tabs_and_line_breaks_keep_words_apart(tmp_path: Path) -> None:
    body = p("one<text:s text:c='3'/>two<text:tab/>three<text:line-break/>four<text:span>fi</text:span>ve")
    assert blocks_of(settled(parse(tmp_path, body))) == [("paragraph", "one two three fourfive")]


def test_a_footnote_leaves_the_sentence_and_stands_behind_it(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the Act.</text:p></text:note-body></text:note>"
    document = settled(parse(tmp_path, p(f"People decide{note} together.") + p("More.")))
    assert blocks_of(document) == [("paragraph", "People decide together."), ("footnote", "1 See the Act."), ("paragraph", "More.")]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["People decide together."]


def test_deleted_and_hidden_text_and_comments_are_left_out_and_counted(tmp_path: Path) -> None:
    styles = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        + p("Seen<text:span text:style-name='H'> unseen</text:span><office:annotation><text:p>note to self</text:p></office:annotation>.")
        + '<text:section text:display="none"><text:p>hidden section</text:p></text:section>'
    )
    draft = parse(tmp_path, body, styles=styles)
    assert blocks_of(settled(draft)) == [("paragraph", "Seen.")]
    assert draft.left_out == {"deleted text": 1, "hidden text": 2, "comment": 1}


def text_style(name: str, properties: str, *, family: str = "text", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"><style:text-properties {properties}/>'
        f"<style:paragraph-properties {more}/></style:style>"
    )


@everywhere
@pytest.mark.parametrize(
    "properties, reason",
    [('fo:color="#FFFFFF"', "text in the colour of its background"), ('fo:font-size="1pt"', "text too small to see")],
)
def test_white_and_tiny_text_is_left_out_and_counted(tmp_path: Path, properties: str, reason: str, place: str) -> None:
    styles = text_style("U", properties) + text_style("P", properties, family="paragraph") + text_style("Black", 'fo:color="#000000"')
    body = standing_in(place, p("Seen<text:span text:style-name='U'> unseen</text:span>."), p("All unseen.", "P"))
    draft = parse(tmp_path, body, styles=styles)
    assert [text for _, text in blocks_of(settled(draft))] == ["Seen."]
    assert draft.left_out == {reason: 2}


def test_white_text_that_stands_on_a_colour_is_read(tmp_path: Path) -> None:
    white = 'fo:color="#ffffff"'
    styles = (
        text_style("Lit", f'{white} fo:background-color="#002244"')
        + text_style("Bar", white, family="paragraph", more='fo:background-color="#002244"')
        + text_style("W", white)
        + text_style("P", white, family="paragraph")
        + text_style("Black", 'fo:color="#000000"')
    )
    body = (
        p("One <text:span text:style-name='Lit'>two</text:span>.")
        + p("Three <text:span text:style-name='W'>four</text:span>.", "Bar")
        + p("<text:span text:style-name='Black'>Five.</text:span>", "P")
    )
    draft = parse(tmp_path, body, styles=styles)
    assert blocks_of(settled(draft)) == [("paragraph", "One two."), ("paragraph", "Three four."), ("paragraph", "Five.")]
    assert draft.left_out == {}


def test_white_text_in_a_span_that_has_a_ground_of_its_own_is_read_and_text_in_the_colour_of_that_ground_is_not(tmp_path: Path) -> None:
    styles = (
        text_style("Bar", 'fo:background-color="#002244"') + text_style("W", 'fo:color="#ffffff"') + text_style("D", 'fo:color="#002244"')
    )
    body = p(
        "<text:span text:style-name='Bar'>One<text:span text:style-name='W'> two</text:span>"
        "<text:span text:style-name='D'> no</text:span></text:span>."
        "<text:span text:style-name='W'> No.</text:span>"
    )
    draft = parse(tmp_path, body, styles=styles)
    assert blocks_of(settled(draft)) == [("paragraph", "One two.")]
    assert draft.left_out == {"text in the colour of its background": 2}


@everywhere
@pytest.mark.parametrize("odd", ['fo:font-size="9pt"', 'fo:font-size="50%"', 'fo:font-style="italic"', 'fo:color="#fefefe"'])
def test_a_part_that_is_set_otherwise_does_not_bring_the_rest_of_a_white_paragraph_to_light(tmp_path: Path, odd: str, place: str) -> None:
    styles = text_style("White", 'fo:color="#ffffff"', family="paragraph") + text_style("Odd", odd)
    body = standing_in(place, p("Seen."), p("All of <text:span text:style-name='Odd'>this is</text:span> unseen.", "White"))
    draft = parse(tmp_path, body, styles=styles)
    assert [text for _, text in blocks_of(settled(draft))] == ["Seen."]
    assert draft.left_out == {"text in the colour of its background": 1}


def test_each_part_of_a_paragraph_is_seen_or_not_by_itself_however_deep_it_lies(tmp_path: Path) -> None:
    styles = (
        text_style("P", 'fo:color="#ffffff"', family="paragraph")
        + text_style("White", 'fo:color="#ffffff"')
        + text_style("Black", 'fo:color="#000000"')
        + text_style("Tiny", 'fo:font-size="1pt"')
        + text_style("Large", 'fo:font-size="12pt"')
    )
    span = "<text:span text:style-name='{}'>{}</text:span>".format
    body = (
        p(f"No. {span('Black', 'One')} no. {span('Black', 'Two')}", "P")
        + p(span("White", f"no {span('Black', 'Three')} no"))
        + p(span("Tiny", f"no {span('Black', 'no')} {span('Large', 'Four')}") + ".")
    )
    draft = parse(tmp_path, body, styles=styles)
    assert [text for _, text in blocks_of(settled(draft))] == ["One Two", "Three", "Four."]
    assert draft.left_out == {"text in the colour of its background": 4, "text too small to see": 1}


def test_what_is_hidden_between_two_words_does_not_join_them(tmp_path: Path) -> None:
    styles = text_style("White", 'fo:color="#ffffff"')
    span = "<text:span text:style-name='White'>{}</text:span>".format
    draft = parse(tmp_path, p(f"Councils{span('never')}act{span(' at once')}with carers."), styles=styles)
    assert [text for _, text in blocks_of(settled(draft))] == ["Councils act with carers."]


def test_a_footnote_that_a_row_calls_leans_on_this_row(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See the Act.</text:p></text:note-body></text:note>"
    rows = [("Body", "Says"), (f"Board{note}", "Plan"), ("Council", "Pay")]
    cells = [f"<table:table-cell>{p(one)}</table:table-cell><table:table-cell>{p(other)}</table:table-cell>" for one, other in rows]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    document = settled(parse(tmp_path, f"<table:table>{table}</table:table>"))
    rows_read = [text for kind, text in blocks_of(document) if kind == "table_row"]
    assert len(rows_read) == 3
    (lead,) = [block.lead for block in document.blocks if block.kind == "footnote"]
    assert lead is not None
    assert blocks_of(document)[lead][1] == next(row for row in rows_read if "Board" in row)


def test_a_footnote_stands_on_the_page_whatever_is_behind_its_mark(tmp_path: Path) -> None:
    styles = text_style("Bar", "", family="paragraph", more='fo:background-color="#002244"') + text_style("D", 'fo:color="#002244"')
    note = (
        "<text:note><text:note-body><text:p><text:span text:style-name='D'>See the Act.</text:span></text:p></text:note-body></text:note>"
    )
    document = settled(parse(tmp_path, p(f"Seen{note}.", "Bar"), styles=styles))
    assert blocks_of(document) == [("paragraph", "Seen."), ("footnote", "See the Act.")]


def test_text_in_the_automatic_colour_is_read_whatever_colour_is_written_beside_it_or_inherited(tmp_path: Path) -> None:
    automatic = 'style:use-window-font-color="true"'
    styles = (
        text_style("Beside", f'{automatic} fo:color="#ffffff"')
        + text_style("White", 'fo:color="#ffffff"', family="paragraph")
        + text_style("P", automatic, family="paragraph").replace(" style:family", ' style:parent-style-name="White" style:family')
    )
    draft = parse(
        tmp_path, p("One <text:span text:style-name='Beside'>two.</text:span>") + p("Three.", "P") + p("No.", "White"), styles=styles
    )
    assert [text for _, text in blocks_of(settled(draft))] == ["One two.", "Three."]


GROUNDS = ['draw:fill="gradient"', 'draw:fill="bitmap"', "<style:background-image xlink:href='Pictures/sky.png'/>"]


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("of_page", [True, False])
def test_white_text_over_a_gradient_or_a_picture_is_read(tmp_path: Path, ground: str, *, of_page: bool) -> None:
    attribute, element = ("", ground) if ground.startswith("<") else (ground, "")
    name = "page-layout-properties" if of_page else "paragraph-properties"
    properties = f'<style:{name} fo:background-color="#ffffff" {attribute}>{element}</style:{name}>'
    white = '<style:text-properties fo:color="#ffffff"/>'
    page = f"<style:page-layout>{properties if of_page else ''}</style:page-layout>"
    styles = page + f'<style:style style:name="P" style:family="paragraph">{white}{"" if of_page else properties}</style:style>'
    assert blocks_of(settled(parse(tmp_path, p("White on blue.", "P"), styles=styles))) == [("paragraph", "White on blue.")]


@pytest.mark.parametrize("holder", ["text:note", "draw:frame"])
def test_a_field_that_hides_a_paragraph_of_a_note_or_a_drawing_does_not_hide_the_paragraph_around_it(tmp_path: Path, holder: str) -> None:
    inside = p("Not to be seen.<text:hidden-paragraph text:is-hidden='true'/>")
    inside = f"<text:note-body>{inside}</text:note-body>" if holder == "text:note" else f"<draw:text-box>{inside}</draw:text-box>"
    span = "<text:span>Not this.<text:hidden-paragraph text:is-hidden='true'/></text:span>"
    draft = parse(tmp_path, p(f"Seen<{holder}>{inside}</{holder}>.") + p(span))
    assert [text for _, text in blocks_of(settled(draft)) if text] == ["Seen."]
    assert draft.left_out["hidden text"] == 2


@everywhere
def test_text_in_the_colour_that_stands_behind_it_is_left_out_whatever_that_colour_is(tmp_path: Path, place: str) -> None:
    page = '<style:page-layout><style:page-layout-properties fo:background-color="#002244"/></style:page-layout>'
    styles = (
        text_style("Dark", 'fo:color="#012345"')
        + text_style("White", 'fo:color="#ffffff"')
        + text_style("Bar", 'fo:color="#aa0000"', family="paragraph", more='fo:background-color="#aa0000"')
    )
    span = "<text:span text:style-name='{}'>{}</text:span>".format
    body = standing_in(place, p(span("White", "Seen.") + span("Dark", " Unseen.")), p("Red on red.", "Bar"))
    draft = parse(tmp_path, body, styles=styles + page)
    assert [text for _, text in blocks_of(settled(draft))] == ["Seen."]
    assert draft.left_out == {"text in the colour of its background": 2}
    elsewhere = page.replace("#002244", "transparent")  # some pages are white and some are not
    assert blocks_of(settled(parse(tmp_path, body, styles=styles + page + elsewhere)))[0][1] == "Seen. Unseen."


@everywhere
def test_paragraphs_sections_and_words_that_a_condition_hides_are_left_out_and_those_that_it_shows_are_read(
    tmp_path: Path, place: str
) -> None:
    word = "<text:hidden-text text:is-hidden='{}'>{}</text:hidden-text>".format
    paragraphs = (
        p("Draft only.<text:hidden-paragraph text:is-hidden='true'/>"),
        p("Kept.<text:hidden-paragraph text:is-hidden='false'/>"),
        p(f"One{word('true', ' two')}{word('false', ' three')}."),
    )
    body = (
        standing_in(place, *paragraphs)
        + "<text:section text:display='condition' text:is-hidden='true'><text:p>Hidden section.</text:p></text:section>"
    )
    draft = parse(tmp_path, body)
    assert [text for _, text in blocks_of(settled(draft))] == ["Kept.", "One three."]
    assert draft.left_out == {"hidden text": 3}


@pytest.mark.parametrize(
    "size, read", [("0pt", ["Seen"]), ("0.2mm", ["Seen"]), ("0.01in", ["Seen"]), ("4mm", ["Seen", "small"]), ("50%", ["Seen", "small"])]
)
def test_a_size_that_nobody_can_read_is_known_in_every_unit(tmp_path: Path, size: str, read: list[str]) -> None:
    body = p("Seen") + p("<text:span text:style-name='S'>small</text:span>")
    draft = parse(tmp_path, body, styles=text_style("S", f'fo:font-size="{size}"'))
    assert [text for _, text in blocks_of(settled(draft))] == read


def test_tables_give_rows_with_their_headings(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<table:table-row>" + "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells) + "</table:table-row>"

    head = f"<table:table-header-rows>{row('Year', 'Sum')}</table:table-header-rows>"
    body = f"<table:table>{head}{row('2014', '9')}{row('2015', '12')}</table:table>"
    assert texts_of(settled(parse(tmp_path, body)), BlockKind.TABLE_ROW) == ["Year: 2014; Sum: 9", "Year: 2015; Sum: 12"]


def test_a_row_of_data_is_not_taken_for_headings(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return "<table:table-row>" + "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in cells) + "</table:table-row>"

    body = f"<table:table>{row('Founded', '1999', '2004')}{row('Members', '12', '40')}{row('Staff', '3', '5')}</table:table>"
    rows = texts_of(settled(parse(tmp_path, body)), BlockKind.TABLE_ROW)
    assert len(rows) == 3
    assert not any("Founded: Members" in row for row in rows)


def test_contents_and_bibliography_are_marked_by_kind(tmp_path: Path) -> None:
    body = (
        f"{p('The report', 'Title')}<text:table-of-content><text:index-body>"
        f"<text:index-title>{p('Contents')}</text:index-title>{p('Purpose 3')}</text:index-body>"
        f"</text:table-of-content><text:h text:outline-level='1'>Purpose</text:h>{p('It is short.')}"
        f"<text:bibliography><text:index-body>{p('Smith (2010) A book.')}</text:index-body></text:bibliography>"
    )
    assert [kind for kind, _ in blocks_of(settled(parse(tmp_path, body)))] == [
        "title", "heading", "contents", "heading", "paragraph", "reference"
    ]  # fmt: skip


def test_pages_are_known_when_the_breaks_in_the_file_are_all_of_them(tmp_path: Path) -> None:
    body = p("First page.") + p("Here it <text:soft-page-break/>goes on.") + p("Third.", "B")
    styles = '<style:style style:name="B"><style:paragraph-properties fo:break-before="page"/></style:style>'
    told = settled(parse(tmp_path, body, styles=styles, meta='<meta:document-statistic meta:page-count="3"/>'))
    assert [told.text[page.start : page.end].strip() for page in told.pages] == ["First page.\n\nHere it", "goes on.", "Third."]
    assert settled(parse(tmp_path, body, styles=styles, meta='<meta:document-statistic meta:page-count="9"/>')).pages == ()


def test_facts_come_from_the_properties_and_the_day_of_the_last_save_is_no_date_of_publication(tmp_path: Path) -> None:
    meta = (
        "<dc:title>The plan</dc:title><meta:initial-creator>Ann Ayr</meta:initial-creator>"
        "<dc:date>2019-05-04T10:00:00</dc:date><dc:language>en-GB</dc:language>"
    )
    draft = parse(tmp_path, p("x y z"), meta=meta)
    assert (draft.facts.title, draft.facts.authors, draft.facts.published, draft.facts.language) == (
        "The plan", ("Ann Ayr",), None, "en-GB"
    )  # fmt: skip
    assert draft.facts.made == "2019-05-04"


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="damaged"):
        parse_odt(odt(tmp_path, "<text:p>unclosed"))


@pytest.mark.parametrize("way", ["aligned", "spaced"])
def test_a_list_of_its_own_that_is_set_further_in_lies_within_the_item_above(tmp_path: Path, way: str) -> None:
    def style(name: str, inches: float) -> str:
        said = (
            f'<style:list-level-properties><style:list-level-label-alignment fo:margin-left="{inches}in"/></style:list-level-properties>'
            if way == "aligned"
            else f'<style:list-level-properties text:space-before="{inches - 0.2:.2f}in" text:min-label-width="0.2in"/>'
        )
        level = f'<text:list-level-style-bullet text:level="1" text:bullet-char="-">{said}</text:list-level-style-bullet>'
        return f'<text:list-style style:name="{name}">{level}</text:list-style>'

    body = items("Out", p("ask carers")) + items("In", p("in person"), p("by letter")) + items("Out", p("tell boards"))
    document = settled(parse(tmp_path, body, styles=style("Out", 0.25) + style("In", 0.5)))
    assert [block.level for block in document.blocks] == [1, 2, 2, 1]


def test_an_inner_list_counts_on_where_the_list_around_it_goes_on(tmp_path: Path) -> None:
    def inner(*texts: str) -> str:
        return items("N", *map(p, texts)).replace(' text:style-name="N"', "")

    begun = items("N", p("care") + inner("at home", "elsewhere"))
    gone_on = items("N", inner("abroad"), more=' text:continue-list="x"')
    anew = items("N", p("housing") + inner("rented"), more=' text:continue-list="x"')
    document = settled(parse(tmp_path, begun + p("Some text.") + gone_on + p("More text.") + anew))
    assert texts_of(document, BlockKind.LIST_ITEM) == ["1. care", "(a) at home", "(b) elsewhere", "(c) abroad", "2. housing", "(a) rented"]


@pytest.mark.parametrize("form, read", [("1", "1 care"), ("01, 02, 03, ...", "01 care"), ("一, 二, 三, ...", "care")])
def test_a_number_that_is_written_in_a_way_nobody_knows_is_not_made_up(tmp_path: Path, form: str, read: str) -> None:
    level = f'<text:list-level-style-number text:level="1" style:num-format="{form}"/>'
    document = settled(parse(tmp_path, items("X", p("care")), styles=f'<text:list-style style:name="X">{level}</text:list-style>'))
    assert texts_of(document, BlockKind.LIST_ITEM) == [read]


def test_only_the_headers_of_kinds_of_pages_that_are_used_are_named(tmp_path: Path) -> None:
    def kind(name: str, following: str = "") -> str:
        return (
            f'<style:master-page style:name="{name}" style:next-style-name="{following}">'
            f"<style:header><text:p>{name} head</text:p></style:header></style:master-page>"
        )

    styles = '<style:style style:name="Begins" style:family="paragraph" style:master-page-name="First"/>'
    pages = kind("Standard") + kind("First", "Second") + kind("Second", "First") + kind("Unused")
    draft = parse_odt(odt(tmp_path, p("Text.", "Begins"), styles=styles, pages=pages))
    assert draft.left_out.texts == {"page header or footer": {"Standard head": 1, "First head": 1, "Second head": 1}}


def test_clauses_are_numbered_as_libreoffice_writes_them(tmp_path: Path) -> None:
    level = "<text:list-level-style-number {} text:level='{}' text:display-levels='{}' style:num-format='{}' {}/>"
    clauses = "".join(
        level.format(LOEXT, depth, depth, form, more)
        for depth, form, more in (
            (1, "1", "text:start-value='31' loext:num-list-format='%1%'"),
            (2, "1", "style:num-suffix=')' loext:num-list-format='%1%(%2%)'"),
            (3, "a", "style:num-suffix=')' loext:num-list-format='%1%(%2%)(%3%)'"),
        )
    )
    inner = items("C", p("by letter;"), p("by e-mail."))
    body = items("C", p("Decisions") + items("C", p("They are sent:") + inner))
    draft = parse(tmp_path, body, styles=f'<text:list-style style:name="C">{clauses}</text:list-style>')
    assert [text for _, text in blocks_of(settled(draft))] == [
        "31 Decisions",
        "31(1) They are sent:",
        "31(1)(a) by letter;",
        "31(1)(b) by e-mail.",
    ]


def test_an_empty_line_of_a_list_takes_a_number(tmp_path: Path) -> None:
    body = items("N", p("ask"), p(""), p("") + p("plan"), p("tell"))
    assert texts_of(settled(parse(tmp_path, body)), BlockKind.LIST_ITEM) == ["1. ask", "3. plan", "4. tell"]


@pytest.mark.parametrize("stroke", ['style:text-line-through-style="solid"', 'style:text-line-through-type="single"'])
def test_words_that_are_crossed_out_are_no_text(tmp_path: Path, stroke: str) -> None:
    styles = text_style("S", stroke) + text_style("N", 'style:text-line-through-style="none"')
    draft = parse(
        tmp_path, p("It costs <text:span text:style-name='S'>£10 </text:span><text:span text:style-name='N'>£8.</text:span>"), styles=styles
    )
    assert blocks_of(settled(draft)) == [("paragraph", "It costs £8.")]
    assert draft.left_out == {"struck-out text": 1}


def test_bold_lines_over_text_are_headings_where_no_style_says_so(tmp_path: Path) -> None:
    styles = text_style("B", 'fo:font-weight="bold"') + text_style("P", 'fo:font-weight="bold"', family="paragraph")
    styles += text_style("Plain", 'fo:font-weight="normal"')
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("Of 2016.", "P") + "</text:note-body></text:note>"
    body = (
        p("1. Purpose", "P") + p("The board plans care with people.") + p("<text:span text:style-name='B'>Costs</text:span>")
        + p(f"It costs{note} nothing", "Plain") + p("It is <text:span text:style-name='Plain'>not</text:span> free", "P")
        + p("Bold text ends so.", "P")
    )  # fmt: skip
    found = settled(parse(tmp_path, body, styles=styles))
    assert texts_of(found, BlockKind.HEADING) == ["1. Purpose", "Costs"]
    assert [block.level for block in found.blocks if block.kind is BlockKind.HEADING] == [1, 1]


def test_items_in_a_cell_do_not_run_together(tmp_path: Path) -> None:
    cells = "".join(f"<table:table-cell>{inner}</table:table-cell>" for inner in (p("Chair"), p("Must") + items("B", p("call"), p("lead"))))
    found = settled(parse(tmp_path, f"<table:table><table:table-row>{cells}</table:table-row></table:table>"))
    assert blocks_of(found) == [("table_row", "Chair; Must • call • lead")]


def test_elements_of_another_program_and_comments_of_the_xml_do_not_make_a_file_unreadable(tmp_path: Path) -> None:
    inline = '<o:mark xmlns:o="urn:other">in <text:span>the</text:span> middle</o:mark><!-- not this -->'
    block = '<o:box xmlns:o="urn:other"><text:p>Words of <o:b>another</o:b> program.</text:p><!-- nor this --></o:box><?nor this?>'
    body = f"<text:p>Words {inline}, and more.</text:p>{block}<text:p>The end<!-- of it -->.</text:p>"
    draft = parse_odt(odt(tmp_path, body, pages='<o:page xmlns:o="urn:other"/>'))
    assert texts_of(settled(draft), BlockKind.PARAGRAPH) == ["Words in the middle, and more.", "The end."]
    assert draft.left_out.texts == {"embedded object": {"Words of another program.": 1}}


def clauses(*forms: str) -> str:
    """The levels of a list or of headings that show all levels above them, in these forms; "" for one without a number."""
    levels = enumerate(forms, 1)
    return "".join(
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" text:display-levels="{at}"/>' for at, form in levels
    )


@pytest.mark.parametrize(
    "forms, body, numbered",
    [
        (
            ("1", "1", "1"),
            items("C", p("aims") + items("C", items("C", p("ask"), p("tell")), p("pay"))),
            ["1 aims", "1.1.1 ask", "1.1.2 tell", "1.2 pay"],
        ),
        (("1", "", "1"), items("C", p("aims") + items("C", p("ask") + items("C", p("tell")))), ["1 aims", "ask", "1.1 tell"]),
    ],
)
def test_levels_that_are_passed_over_or_have_no_numbers_count_as_libreoffice_counts_them(
    tmp_path: Path, forms: tuple[str, ...], body: str, numbered: list[str]
) -> None:
    styles = f'<text:list-style style:name="C">{clauses(*forms)}</text:list-style>'
    assert texts_of(settled(parse(tmp_path, body, styles=styles)), BlockKind.LIST_ITEM) == numbered


def test_prompts_of_empty_fields_are_left_out(tmp_path: Path) -> None:
    control = f'<loext:content-control {LOEXT} loext:showing-place-holder="{{}}">{{}}</loext:content-control>'
    body = p(
        'Name: <text:placeholder text:placeholder-type="text">&lt;Your name&gt;</text:placeholder>'
        f" Post: {control.format('true', 'Choose an item')} Town: {control.format('false', 'Ayr')}"
    )
    draft = parse(tmp_path, body)
    assert texts_of(settled(draft), BlockKind.PARAGRAPH) == ["Name: Post: Town: Ayr"]
    assert draft.left_out == {"prompt of an empty field": 2}


@pytest.mark.parametrize("name", ["meta.xml", "styles.xml", "META-INF/manifest.xml"])
@pytest.mark.parametrize("data", [None, b"", b"<office:cut", b"<office:document-meta"])
def test_a_text_is_read_without_the_parts_that_are_missing_or_damaged(tmp_path: Path, name: str, data: bytes | None) -> None:
    path = odt(tmp_path, "<text:h text:outline-level='1'>Aims</text:h>" + p("People plan."))
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            if part != name or data is not None:
                new.writestr(part, content if part != name else data or b"")
    draft = parse_odt(path)
    assert [block.raw for block in draft.blocks] == ["Aims", "People plan."]
    assert any(name in warning for warning in draft.warnings) == (data is not None)


def table(*rows: tuple[str, ...], row_styles: tuple[str, ...] = ("", ""), cell_styles: tuple[str, ...] = ("", "")) -> str:
    """A table of paragraphs; the first of two styles is that of the first row or its cells, the second that of all others."""
    written = ""
    for place, cells in enumerate(rows):
        row, cell = row_styles[place > 0], cell_styles[place > 0]
        inner = "".join(f'<table:table-cell table:style-name="{cell}">{text}</table:table-cell>' for text in cells)
        written += f'<table:table-row table:style-name="{row}">{inner}</table:table-row>'
    return f"<table:table>{written}</table:table>"


LOOKS = (
    '<style:style style:name="Bold" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="P9" style:family="paragraph" style:parent-style-name="Table_20_Heading"/>'
    '<style:style style:name="Grey" style:family="table-cell"><style:table-cell-properties fo:background-color="#dddddd"/></style:style>'
    '<style:style style:name="GreyRow" style:family="table-row"><style:table-row-properties fo:background-color="#eeeeee"/></style:style>'
)


@pytest.mark.parametrize("way", ["Bold", "P9", "cells", "row"])
def test_a_first_row_that_stands_out_heads_the_columns(tmp_path: Path, way: str) -> None:
    style = way if way in ("Bold", "P9") else ""
    body = table(
        tuple(p(text, style) for text in ("Name", "Post")),
        (p("Ann"), p("Chair")),
        (p("Bob"), p("Clerk")),
        cell_styles=("Grey" if way == "cells" else "", ""),
        row_styles=("GreyRow" if way == "row" else "", ""),
    )
    found = settled(parse(tmp_path, body, styles=LOOKS))
    assert texts_of(found, BlockKind.TABLE_ROW) == ["Name: Ann; Post: Chair", "Name: Bob; Post: Clerk"]


def test_a_first_row_like_the_others_heads_nothing_by_its_look(tmp_path: Path) -> None:
    rows = (p("Ann", "Bold"), p("Chair", "Bold")), (p("Bob", "Bold"), p("Clerk", "Bold"))
    found = settled(parse(tmp_path, table(*rows, cell_styles=("Grey", "Grey")), styles=LOOKS))
    assert texts_of(found, BlockKind.TABLE_ROW) == ["Ann; Chair", "Bob; Clerk"]


def test_a_bold_label_heads_its_row(tmp_path: Path) -> None:
    found = settled(parse(tmp_path, table((p("Chair", "Bold"), p("Ann")), (p("Clerk", "Bold"), p("Bob"))), styles=LOOKS))
    assert texts_of(found, BlockKind.TABLE_ROW) == ["Chair: Ann", "Clerk: Bob"]


def test_a_cell_of_signs_without_width_is_empty(tmp_path: Path) -> None:
    found = settled(parse(tmp_path, table((p("Ann"), p("\u200b"), p("Chair")), (p("Bob"), p("\u00a0\u200b"), p("Clerk")))))
    assert texts_of(found, BlockKind.TABLE_ROW) == ["Ann; Chair", "Bob; Clerk"]


def test_several_rows_that_stand_out_head_the_columns_together(tmp_path: Path) -> None:
    wide = f'<table:table-cell table:number-columns-spanned="2">{p("Carers", "Bold")}</table:table-cell>'
    high = f'<table:table-cell table:number-rows-spanned="2">{p("Council", "Bold")}</table:table-cell>'
    years = "".join(f"<table:table-cell>{p(year, 'Bold')}</table:table-cell>" for year in ("2019", "2020"))
    body = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in ("Ayr", "12", "15"))
    covered = "<table:covered-table-cell/>"
    rows = (high + wide + covered, covered + years, body)
    found = parse(
        tmp_path, f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>", styles=LOOKS
    )
    assert texts_of(settled(found), BlockKind.TABLE_ROW) == ["Council: Ayr; Carers – 2019: 12; Carers – 2020: 15"]


def test_items_that_are_written_without_a_list_have_their_numbers(tmp_path: Path) -> None:
    body = "".join(f'<text:numbered-paragraph text:style-name="N">{p(text)}</text:numbered-paragraph>' for text in ("ask", "tell"))
    assert blocks_of(settled(parse(tmp_path, body))) == [("list_item", "1. ask"), ("list_item", "2. tell")]


def test_programs_in_the_text_are_no_text(tmp_path: Path) -> None:
    draft = parse(tmp_path, "<text:p>Who <text:script>var secret = 1;</text:script>may apply</text:p>")
    assert texts_of(settled(draft), BlockKind.PARAGRAPH) == ["Who may apply"]


def test_a_cell_that_stands_several_times_in_its_row_keeps_the_columns_in_place(tmp_path: Path) -> None:
    twice = f'<table:table-cell table:number-columns-repeated="2">{p("none")}</table:table-cell>'
    head, first = ("".join(f"<table:table-cell>{p(text, style)}</table:table-cell>" for text in texts) for texts, style in HEADED)
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (head, f"{first}{twice}"))
    found = settled(parse(tmp_path, f"<table:table>{rows}</table:table>", styles=LOOKS))
    assert texts_of(found, BlockKind.TABLE_ROW) == ["Name: Ann; Fee: none; Cost: none"]


HEADED = ((("Name", "Fee", "Cost"), "Bold"), (("Ann",), ""))


def test_rows_that_are_hidden_are_left_out(tmp_path: Path) -> None:
    cells = {
        seen: "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in (seen, "here")) for seen in ("collapse", "visible")
    }
    rows = "".join(f'<table:table-row table:visibility="{seen}">{inner}</table:table-row>' for seen, inner in cells.items())
    draft = parse(tmp_path, f"<table:table>{rows}</table:table>")
    assert texts_of(settled(draft), BlockKind.TABLE_ROW) == ["visible; here"]
    assert draft.left_out == {"hidden text": 1}


@pytest.mark.parametrize("properties", ['style:font-name="Symbol"', 'style:font-name="Symbol1"', "fo:font-family=\"'Symbol'\""])
def test_the_signs_of_a_font_of_symbols_are_read_as_they_are_seen(tmp_path: Path, properties: str) -> None:
    style = text_style("S", properties)
    body = p('It changes from 0 <text:span text:style-name="S">\uf0ae</text:span> 1, and <text:span text:style-name="S">so on</text:span>.')
    assert texts_of(settled(parse(tmp_path, body, styles=style)), BlockKind.PARAGRAPH) == ["It changes from 0 → 1, and so on."]


def test_paragraphs_in_a_style_based_on_that_of_headings_are_headings(tmp_path: Path) -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in (("P1", "Heading_20_1"), ("P2", "Heading_20_2"), ("P3", "Standard"))
    )
    draft = parse(tmp_path, p("Members", "P1") + p("Voting", "P2") + p("Each member has a vote.", "P3"), styles=styles)
    assert [(block.kind, block.level) for block in draft.blocks] == [
        (BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0),
    ]  # fmt: skip
