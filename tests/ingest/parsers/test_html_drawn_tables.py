import pytest

from ingest.parsers.html import parse_html
from tests.ingest.reading_blocks import blocks_of, settled


def read(body: str, style: str = "") -> list[tuple[str, str]]:
    page = f"<html><head><style>{style}</style></head><body><main><h1>Fees</h1>{body}</main></body></html>"
    return blocks_of(settled(parse_html(page.encode())))[1:]


_STYLE = (
    ".t{display:table} .g{display:table-row-group} .h{display:table-header-group} .r{display:table-row} .c{display:table-cell}"
    ".k{display:table-caption}"
)
_FEES = [("table_row", "Service: Day care; Fee: £9"), ("table_row", "Service: Meals; Fee: £4")]


def row(*cells: str, of: str = "<div class=c>{}</div>", around: str = "<div class=r>{}</div>") -> str:
    return around.format("".join(of.format(cell) for cell in cells))


def test_a_table_told_by_its_roles_reads_row_by_row_with_its_headings() -> None:
    cell, line = "<div role=cell>{}</div>", "<div role=row>{}</div>"
    head = row("Service", "Fee", of="<div role=columnheader>{}</div>", around=line)
    body = row("Day care", "£9", of=cell, around=line) + row("Meals", "<p>£4</p>", of=cell, around=line)
    table = f"<div role=table aria-label=Fees><div role=rowgroup>{head}</div><div role=rowgroup>{body}</div></div>"
    assert read(f"<p>These are due.</p>{table}<p>No others.</p>") == [
        ("paragraph", "These are due."),
        *_FEES,
        ("paragraph", "No others."),
    ]


def test_a_heading_over_two_columns_and_one_of_a_row_count() -> None:
    table = (
        "<div role=table><div role=row><span role=columnheader>Year</span><span role=columnheader aria-colspan=2>Fall</span></div>"
        "<div role=row><span role=rowheader>2010</span><span role=cell>9</span><span role=cell>real</span></div></div>"
    )
    assert read(table) == [("table_row", "Year: 2010; Fall: 9; Fall: real")]


def test_a_table_drawn_by_styles_reads_row_by_row_with_its_headings() -> None:
    head = f"<div class=h>{row('Service', 'Fee')}</div>"
    body = f"<div class=g>{row('Day care', '£9')}{row('Meals', '£4')}</div>"
    assert read(f"<div class=t><div class=k>From April</div>{head}{body}</div>", _STYLE) == [("caption", "From April"), *_FEES]


def test_the_own_style_of_an_element_draws_a_table_too_and_bold_words_head_it() -> None:
    line, cell = "<div style='display: table-row'>{}</div>", "<div style='display:table-cell'>{}</div>"
    rows = row("<b>Service</b>", "<b>Fee</b>", of=cell, around=line) + row("Day care", "£9", of=cell, around=line)
    rows += row("Meals", "£4", of=cell, around=line)
    assert read(f"<div style='display:table'>{rows}</div>") == _FEES


@pytest.mark.parametrize(
    "body, said",
    [
        (f"<div class=t>{row('<p>Left.</p>', '<p>Right.</p>')}</div>", ["Left.", "Right."]),
        (f"<div class=t>{row('<h2>One</h2>', 'a')}{row('<h2>Two</h2>', 'b')}</div>", ["One", "a", "Two", "b"]),
        (f"<div class=t>{row('a', 'b')}{row('c', 'd')}<p>Beside.</p></div>", ["a", "b", "c", "d", "Beside."]),
        (f"<div class=t>{row('A' * 500 + '.', 'B.')}{row('C.', 'D.')}</div>", ["A" * 500 + ".", "B.", "C.", "D."]),
        (f"<div class=t>{row('a', 'b')}{row('c')}</div>", ["a", "b", "c"]),
        (f"<div class=x>{row('a', 'b')}{row('c', 'd')}</div>", ["a", "b", "c", "d"]),
        ("<div role=grid><p>Not a cell.</p></div>", ["Not a cell."]),
        ("<div role=table><div role=row><div role=cell>One</div></div></div>", ["One"]),
        ("<ul role=table><li role=row><span role=cell>One</span> <span role=cell>two</span></li></ul><p>End.</p>", ["One two", "End."]),
        ("<div data-drawn-as=table><div data-drawn-as=row><p data-drawn-as=cell>a</p><p data-drawn-as=cell>b</p></div></div>", ["a", "b"]),
    ],
)
def test_what_only_arranges_the_page_or_holds_more_than_cells_is_read_as_it_stands(body: str, said: list[str]) -> None:
    assert [text for _, text in read(body, _STYLE)] == said


def test_a_weightier_rule_draws_no_table() -> None:
    table = f"<div class=t>{row('Day care', '£9')}{row('Meals', '£4')}</div>"
    assert all(kind == "table_row" for kind, _ in read(table, _STYLE))
    assert all(kind == "paragraph" for kind, _ in read(table, f"{_STYLE} div.t{{display:block}}"))
