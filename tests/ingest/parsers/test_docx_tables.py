"""Tables of Word documents that stand in one another, or hold a long list in several columns."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsers.docx import parse_docx
from tests.ingest.docx_writer import paragraph, write_docx
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of


def xml_table(*rows: tuple[str, ...], bold: bool = True) -> str:
    """A table whose first row is bold; a cell is a text, or the XML of what stands in it."""

    def cell(inner: str, *, is_first: bool) -> str:
        return f"<w:tc>{inner if inner.startswith('<') else paragraph(inner, bold=is_first and bold)}</w:tc>"

    written = ("".join(cell(inner, is_first=number == 0) for inner in row) for number, row in enumerate(rows))
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in written)}</w:tbl>"


CARERS = xml_table(("Council", "Carers"), ("Ayr", "12"), ("Fife", "9"))
COSTS = xml_table(("Year", "Cost"), ("2019", "£4"))


def test_a_table_of_one_row_under_its_headings_is_taken_out_of_its_cell_too(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "one.docx", xml_table((f"{paragraph('Costs:')}{COSTS}", f"{paragraph('Again:')}{COSTS}"), bold=False))
    assert [text for _, text in blocks_of(settled(parse_docx(path)))] == [
        "Costs:",
        "Year: 2019; Cost: £4",
        "Again:",
        "Year: 2019; Cost: £4",
    ]


def test_tables_side_by_side_within_a_table_that_arranges_them_are_read_row_by_row(tmp_path: Path) -> None:
    side = f"{COSTS}{paragraph()}"
    path = write_docx(tmp_path / "side.docx", xml_table((f"{paragraph('By council:')}{CARERS}{paragraph()}", side), bold=False))
    assert [text for _, text in blocks_of(settled(parse_docx(path)))] == [
        "By council:",
        "Council: Ayr; Carers: 12",
        "Council: Fife; Carers: 9",
        "Year: 2019; Cost: £4",
    ]


def test_the_rows_of_a_table_within_a_cell_read_alone_and_are_led_by_the_row_around_them(tmp_path: Path) -> None:
    inner = f"{paragraph('By council:')}{CARERS}{paragraph('Counted in May.')}"
    table = xml_table(("Area", "Detail"), ("North", inner), ("South", "None"))
    path = write_docx(tmp_path / "within.docx", paragraph("These are the areas:") + table)
    document = settled(parse_docx(path))
    assert texts_of(document, BlockKind.TABLE_ROW) == [
        "Area: North; Detail: By council: Counted in May.",
        "Council: Ayr; Carers: 12",
        "Council: Fife; Carers: 9",
        "Area: South; Detail: None",
    ]
    areas, north = "These are the areas:", "Area: North; Detail: By council: Counted in May."
    assert leads_of(document, BlockKind.TABLE_ROW) == [areas, north, north, areas]


def test_headings_that_come_again_over_a_list_in_several_columns_stand_before_each_value(tmp_path: Path) -> None:
    rows = (("Name", "Phone", "Name", "Phone"), ("Ann", "111", "Bob", "222"), ("Cy", "333", "Di", "444"))
    document = settled(parse_docx(write_docx(tmp_path / "again.docx", xml_table(*rows))))
    assert texts_of(document, BlockKind.TABLE_ROW)[0] == "Name: Ann; Phone: 111; Name: Bob; Phone: 222"
    plain = (("Yes", "No", "No"), ("Ann", "1", "2"))  # no such list
    document = settled(parse_docx(write_docx(tmp_path / "plain.docx", xml_table(*plain))))
    assert texts_of(document, BlockKind.TABLE_ROW)[0] == "Yes; No; No"


def shaded(*texts: str) -> str:
    shade = '<w:tcPr><w:shd w:val="clear" w:fill="595959"/></w:tcPr>'
    return f"<w:tr>{''.join(f'<w:tc>{shade}{paragraph(text, bold=True)}</w:tc>' for text in texts)}</w:tr>"


def plain(*texts: str, bold: bool = False) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{paragraph(text, bold=bold)}</w:tc>' for text in texts)}</w:tr>"


def band(text: str) -> str:
    return f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(text, bold=True)}</w:tc></w:tr>'


def rows_of(tmp_path: Path, *rows: str) -> list[str]:
    path = write_docx(tmp_path / "rows.docx", f"<w:tbl>{''.join(rows)}</w:tbl>")
    return texts_of(settled(parse_docx(path)), BlockKind.TABLE_ROW)


def test_rows_that_look_like_the_first_head_what_is_below_them(tmp_path: Path) -> None:
    coloured = (shaded("Action", "Owner"), plain("Build", "Ann"), shaded("Risk", "Level"), plain("Flood", "High"))
    assert rows_of(tmp_path, *coloured) == ["Action: Build; Owner: Ann", "Risk: Flood; Level: High"]
    bold = (
        plain("Action", "Owner", bold=True),
        plain("Build", "Ann"),
        band("Risks"),
        plain("Risk", "Level", bold=True),
        plain("Flood", "High"),
    )
    assert rows_of(tmp_path, *bold) == ["Action: Build; Owner: Ann", "Risks", "Risk: Flood; Level: High"]


def test_rows_that_only_stand_out_head_nothing(tmp_path: Path) -> None:
    bold = (plain("Name", "Role", bold=True), plain("Ann", "Chair"), plain("Bob", "Clerk", bold=True), plain("Cy", "Member"))
    assert rows_of(tmp_path, *bold)[1:] == ["Name: Bob; Role: Clerk", "Name: Cy; Role: Member"]
    striped = (shaded("Name", "Role"), plain("Ann", "Chair"), shaded("Bob", "Clerk"), plain("Cy", "Member"), shaded("Di", "Guest"))
    assert rows_of(tmp_path, *striped)[1:] == ["Name: Bob; Role: Clerk", "Name: Cy; Role: Member", "Name: Di; Role: Guest"]


def test_a_heading_over_all_columns_but_the_first_heads_those_below_it(tmp_path: Path) -> None:
    def cell(text: str, settings: str = "", *, is_shaded: bool = True) -> str:
        shade = '<w:shd w:val="clear" w:fill="D9D9D9"/>' if is_shaded else ""
        return f"<w:tc><w:tcPr>{settings}{shade}</w:tcPr>{paragraph(text)}</w:tc>"

    wide, half = (f'<w:gridSpan w:val="{columns}"/>' for columns in (4, 2))
    corner = "<w:vMerge/>"
    rows = (
        cell("", '<w:vMerge w:val="restart"/>') + cell("Longest time", wide),
        cell("", corner) + cell("Online", half) + cell("Offline", half),
        cell("", corner) + "".join(map(cell, ("First", "Next", "First", "Next"))),
        "".join(cell(text, is_shaded=False) for text in ("Shared", "18 hours", "48 hours", "35 days", "37 days")),
        "".join(cell(text, is_shaded=False) for text in ("Other", "18 hours", "180 hours", "35 days", "37 days")),
    )
    look = '<w:tblPr><w:tblLook w:firstRow="0"/></w:tblPr>'
    path = write_docx(tmp_path / "rows.docx", f"<w:tbl>{look}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>")
    assert texts_of(settled(parse_docx(path)), BlockKind.TABLE_ROW)[0] == (
        "Shared; Longest time – Online – First: 18 hours; Longest time – Online – Next: 48 hours; "
        "Longest time – Offline – First: 35 days; Longest time – Offline – Next: 37 days"
    )


def test_a_single_text_beside_empty_cells_is_no_row(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "box.docx", f"<w:tbl>{plain('', 'Reseller form')}</w:tbl>" + paragraph("It is to be signed."))
    assert texts_of(settled(parse_docx(path)), BlockKind.TABLE_ROW) == []


HEADED, BARE = ["Property: Status; Value: Final"], ["Property; Value", "Status; Final"]


@pytest.mark.parametrize(
    "look, first_row, said",
    [
        ('w:firstRow="1"', "<w:rPr><w:b/></w:rPr>", HEADED),
        ('w:firstRow="1"', '<w:tcPr><w:shd w:fill="003366"/></w:tcPr>', HEADED),
        ('w:val="00A0"', "<w:rPr><w:b/></w:rPr>", HEADED),  # as older programs write it
        ('w:val="0080"', "<w:rPr><w:b/></w:rPr>", BARE),
        ('w:firstRow="0"', "<w:rPr><w:b/></w:rPr>", BARE),
        ('w:firstRow="1"', '<w:rPr><w:b w:val="0"/></w:rPr>', BARE),
    ],
)
def test_a_style_that_sets_off_the_first_row_tells_that_it_heads_the_columns(
    tmp_path: Path, look: str, first_row: str, said: list[str]
) -> None:
    part = f'<w:style w:type="table" w:styleId="Grid0"><w:tblStylePr w:type="firstRow">{first_row}</w:tblStylePr></w:style>'
    style = '<w:style w:type="table" w:styleId="TableGrid"><w:basedOn w:val="Grid0"/></w:style>'
    settings = f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblLook {look}/></w:tblPr>'
    table = f"<w:tbl>{settings}{plain('Property', 'Value')}{plain('Status', 'Final')}</w:tbl>"
    path = write_docx(tmp_path / "styled.docx", table, {"styles": part + style})
    assert texts_of(settled(parse_docx(path)), BlockKind.TABLE_ROW) == said


def row(*cells: tuple[str, str], settings: str = "") -> str:
    """A row of texts, each with the XML of its cell's settings."""
    inner = "".join(f"<w:tc><w:tcPr>{said}</w:tcPr>{paragraph(text)}</w:tc>" for text, said in cells)
    return f"<w:tr><w:trPr>{settings}</w:trPr>{inner}</w:tr>"


GREY, BLUE, REPEATED = '<w:shd w:fill="BFBFBF"/>', '<w:shd w:fill="DBE5F1"/>', "<w:tblHeader/>"


def test_in_a_form_the_labels_with_a_colour_of_their_own_head_what_is_beside_them(tmp_path: Path) -> None:
    form = (
        row(("Address", GREY), ("1 High Street", f'<w:gridSpan w:val="3"/>{BLUE}'), settings=REPEATED),
        row(("Town", GREY), ("Ayr", BLUE), ("County", GREY), ("Ayrshire", BLUE), settings=REPEATED),
        row(("Signed", GREY), ("", BLUE), ("Date", GREY), ("", BLUE), settings=REPEATED),
    )
    assert rows_of(tmp_path, *form) == ["Address: 1 High Street", "Town: Ayr; County: Ayrshire", "Signed; Date"]


def test_a_form_whose_first_values_are_empty_heads_no_column_with_its_labels(tmp_path: Path) -> None:
    form = (
        row(("Signed", GREY), ("", BLUE), ("Date", GREY), ("", BLUE)),
        row(("Title", GREY), ("Manager", f'<w:gridSpan w:val="3"/>{BLUE}')),
    )
    assert rows_of(tmp_path, *form) == ["Signed; Date", "Title: Manager"]


def test_bold_labels_that_take_turns_with_values_head_these(tmp_path: Path) -> None:
    def pairs(*texts: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(text, bold=not place % 2)}</w:tc>' for place, text in enumerate(texts))}</w:tr>"

    said = rows_of(tmp_path, pairs("Town", "Ayr", "County", "Ayrshire"), pairs("Phone", "111", "Post", "KA1"))
    assert said == ["Town: Ayr; County: Ayrshire", "Phone: 111; Post: KA1"]


def test_columns_that_take_turns_in_colour_under_a_row_of_headings_are_no_form(tmp_path: Path) -> None:
    def striped(*texts: str) -> str:
        return row(*((text, "" if place % 2 else GREY) for place, text in enumerate(texts)))

    table = (
        row(*((text, GREY) for text in ("Council", "Cars", "Vans", "Bikes"))),
        striped("Ayr", "1", "2", "3"),
        striped("Fife", "4", "5", "6"),
    )
    assert rows_of(tmp_path, *table)[-1] == "Council: Fife; Cars: 4; Vans: 5; Bikes: 6"
    figures = (striped("Ayr", "1", "2", "3"), striped("Fife", "4", "5", "6"))
    assert rows_of(tmp_path, *figures) == ["Ayr; 1; 2; 3", "Fife; 4; 5; 6"]


def test_below_a_bold_row_a_row_of_turned_words_heads_the_columns(tmp_path: Path) -> None:
    wide, turned = '<w:gridSpan w:val="2"/>', '<w:textDirection w:val="btLr"/>'
    top = f"<w:tr><w:tc>{paragraph()}</w:tc><w:tc><w:tcPr>{wide}</w:tcPr>{paragraph('Powers', bold=True)}</w:tc></w:tr>"
    below = (row(("Plan", ""), ("A", ""), ("", "")), row(("Spend", ""), ("", ""), ("B", "")))
    said = rows_of(tmp_path, top, row(("Task", ""), ("Lead", turned), ("Help", turned)), *below)
    assert said == ["Task: Plan; Powers – Lead: A", "Task: Spend; Powers – Help: B"]
    upright = rows_of(tmp_path, top, row(("Task", ""), ("Lead", ""), ("Help", "")), *below)
    assert upright[2:] == ["Plan; A", "Spend; B"]


def test_headings_below_a_title_that_comes_again_on_each_page_head_their_columns(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    cells = (paragraph(text, style="ruleHeading") for text in ("If the price is", "you pay"))
    head = f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"
    above = (row(("Deposits", wide), settings=REPEATED), row(("The table shows the amount of the deposit.", wide)))
    said = rows_of(tmp_path, *above, head, plain("below £100", "£5"), plain("above £100", "£9"))
    assert said == [
        "Deposits",
        "The table shows the amount of the deposit.",
        "If the price is: below £100; you pay: £5",
        "If the price is: above £100; you pay: £9",
    ]


def test_rows_in_a_colour_that_comes_again_further_down_are_no_headings(tmp_path: Path) -> None:
    dark, tall, on = '<w:shd w:fill="8EA9DB"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = row(("Number", dark), ("Maker", dark), ("Release", f'<w:gridSpan w:val="2"/>{dark}'))
    two = [
        row((number, tall + fill), (maker, tall + fill), ("Software", fill), (version, fill))
        + row(("", on), ("", on), ("Hardware", fill), ("", fill))
        for number, maker, version, fill in (
            ("1", "Acme", "2.1", GREY),
            ("2", "Best", "3.1", '<w:shd w:fill="FFFFFF"/>'),
            ("3", "Cole", "4", GREY),
        )
    ]
    assert rows_of(tmp_path, head, *two)[:2] == [
        "Number: 1; Maker: Acme; Release: Software; Release: 2.1",
        "Number: 1; Maker: Acme; Release: Hardware",
    ]


def test_a_long_heading_heads_its_column_where_the_file_says_that_its_row_does(tmp_path: Path) -> None:
    long = "What the person who asks for a new key has to show for each of the levels, and to whom it is to be shown in the office"
    assert len(long) > 100
    said = rows_of(tmp_path, row(("Level", GREY), (long, GREY)), plain("Basic", "A card."), plain("High", "A passport."))
    assert said == [f"Level: Basic; {long}: A card.", f"Level: High; {long}: A passport."]
    assert rows_of(tmp_path, plain("Level", long), plain("Basic", "A card."))[0] == f"Level; {long}"


def test_a_cell_that_is_its_own_heading_is_said_once(tmp_path: Path) -> None:
    tall = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>'
    first = f"<w:tc>{tall}{paragraph('Trust', bold=True)}</w:tc>" + "".join(
        f"<w:tc>{paragraph(text, bold=True)}</w:tc>" for text in ("Needs", "Card")
    )
    said = rows_of(tmp_path, f"<w:tr>{first}</w:tr>", row(("", "<w:vMerge/>"), ("A check", ""), ("x", "")))
    assert said == ["Trust; Needs: A check; Card: x"]


def test_labels_may_follow_one_another_in_a_form(tmp_path: Path) -> None:
    form = (
        row(("Maker", GREY), ("Acme", '<w:gridSpan w:val="4"/>')),
        row(("Version", GREY), ("Hardware", GREY), ("0021", ""), ("Software", GREY), ("2.12", "")),
    )
    assert rows_of(tmp_path, *form) == ["Maker: Acme", "Version; Hardware: 0021; Software: 2.12"]


def test_shaded_names_of_rows_beside_a_row_of_headings_make_no_form(tmp_path: Path) -> None:
    years = (row(("", GREY), ("2019", "")), row(("Ayr", GREY), ("5", "")), row(("Fife", GREY), ("6", "")))
    assert rows_of(tmp_path, *years) == ["2019", "Ayr; 5", "Fife; 6"]
    bold = (plain("", "2019", bold=True), row(("Ayr", GREY), ("5", "")), row(("Fife", GREY), ("6", "")))
    assert "Ayr: 5" not in rows_of(tmp_path, *bold)


def test_headings_in_two_colours_under_a_title_head_their_columns(tmp_path: Path) -> None:
    title = row(("What to do next", f'<w:gridSpan w:val="3"/>{GREY}'))
    head = row(("Score", BLUE), ("Risk", BLUE), ("Action", GREY))
    below = (row(("3 to 6", GREY), ("Low", ""), ("None is needed", "")), row(("7 to 9", GREY), ("High", ""), ("Fill in the form", "")))
    assert rows_of(tmp_path, title, head, *below)[1] == "Score: 3 to 6; Risk: Low; Action: None is needed"


def test_a_row_that_begins_with_its_number_heads_no_columns(tmp_path: Path) -> None:
    table = (
        row(("9", GREY), ("Offer of a post", GREY)),
        row(("", ""), ("It is made in writing.", "")),
        row(("10", GREY), ("References", GREY)),
        row(("", ""), ("Two are asked for.", "")),
    )
    assert rows_of(tmp_path, *table) == ["9; Offer of a post", "It is made in writing.", "10; References", "Two are asked for."]
