import pytest

from ingest.parsers.html import parse_html
from tests.ingest.reading_blocks import blocks_of, settled

TEXT = "Anyone over 16 who cares for an adult may apply."


def read(html: str) -> list[tuple[str, str]]:
    return blocks_of(settled(parse_html(f"<main><h1>Carers</h1><p>Some of it is new.</p>{html}</main>".encode())))[2:]


@pytest.mark.parametrize(
    "heading",
    [
        "<p><strong>Who can apply</strong></p>",
        "<p><b>Who</b> <b>can apply</b>:</p>",
        "<div><span style='font-weight: 700'>Who can apply</span></div>",
        "<style>.lead { font-weight: bold }</style><p class=lead>Who can apply</p>",
        "<p style='font: bold 14pt Arial'>Who can apply</p>",
    ],
)
def test_a_bold_line_over_text_is_a_heading(heading: str) -> None:
    (kind, said), *rest = read(f"{heading}<p>{TEXT}</p>")
    assert kind == "heading"
    assert said.removesuffix(":") == "Who can apply"
    assert rest == [("paragraph", TEXT)]


def test_a_bold_first_line_does_not_run_into_the_sentence_below_it() -> None:
    assert read(f"<p><strong>Who can apply</strong><br>{TEXT}<br><b>Fees</b><br>It costs nothing.</p>") == [
        ("heading", "Who can apply"),
        ("paragraph", TEXT),
        ("heading", "Fees"),
        ("paragraph", "It costs nothing."),
    ]


def test_a_bold_line_heads_several_short_ones() -> None:
    days = "<br>".join(f"{month} {day}" for month in ("January", "February", "March") for day in (3, 10, 17))
    assert [kind for kind, _ in read(f"<p><b>2019 agendas</b><br>{days}</p>")] == ["heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "<b>You must tell us at once.</b>",
        "<b>The fund closes on 4 May 2021</b>",
        "<b>Important:</b> keep your receipts",
        "See <b>the list</b>",
        "<b style='font-weight: normal'>Who can apply</b>",
        "<b>Location</b><br>12 High Street, Cupar",
        "<b>Who <span style='font-weight: 400'>can</span> apply</b>",
    ],
)
def test_what_states_something_or_is_bold_in_part_stays_text(line: str) -> None:
    assert [kind for kind, _ in read(f"<p>{line}</p><p>{TEXT}</p>")] == ["paragraph", "paragraph"]


def test_bold_names_in_a_row_and_a_bold_last_line_head_nothing() -> None:
    names = "".join(f"<p><b>{name}</b></p>" for name in ("Ann Bain", "Bo Lee", "Cy Moy", "Di Roy"))
    assert {kind for kind, _ in read(f"{names}<p>{TEXT}</p><p><b>Fife Council</b></p>")} == {"paragraph"}


def test_in_a_text_that_is_all_bold_nothing_stands_out() -> None:
    parts = "".join(f"<p><b>Part {part} of it</b></p><p><b>{TEXT}</b></p>" for part in range(6))
    assert {kind for kind, _ in read(parts)} == {"paragraph"}


def test_a_bold_line_with_a_note_keeps_it() -> None:
    note = "<sup><a href='#n1'>1</a></sup></p><p id=n1><sup>1</sup> Since 2020.</p>"
    assert read(f"<p><b>Who can apply</b><br>{TEXT}{note}")[1:] == [("paragraph", TEXT), ("footnote", "1 Since 2020.")]


@pytest.mark.parametrize(
    "said, kind",
    [
        ("Statements about a case before the Commission may not be brought before the Board.", "paragraph"),
        ("The council shall;", "paragraph"),
        ("What sort of data is covered by the policy, and who within my agency is responsible for it?", "heading"),
        ("Fees and charges", "heading"),
    ],
)
def test_a_sentence_that_is_marked_as_a_heading_is_text(said: str, kind: str) -> None:
    assert read(f"<h3>{said}</h3><p>{TEXT}</p>")[0] == (kind, said)


def test_the_mark_of_a_printed_column_does_not_cut_a_sentence() -> None:
    draft = parse_html(
        b"<main><p>The reforms will produce a leaner and fairer</p><p>19 July 2011 : Column 772</p><p>service for all.</p></main>"
    )
    assert draft.left_out == {"page number": 1}
    assert blocks_of(settled(draft)) == [("paragraph", "The reforms will produce a leaner and fairer service for all.")]


def test_what_readers_wrote_below_a_page_is_left_out_and_named() -> None:
    draft = parse_html(
        f"<main><p>{TEXT}</p><div id=comments><h2>1 comment</h2><p>The grant is £900.</p><a href='?r=1'>Reply</a></div>"
        "<section id=comments><h2>Comments on the draft</h2><p>Most people agreed.</p></section></main>".encode()
    )
    assert [said for _, said in blocks_of(settled(draft))] == [TEXT, "Comments on the draft", "Most people agreed."]
    assert list(draft.left_out.texts["navigation and page furniture"]) == ["1 comment The grant is £900. Reply"]


def test_the_signs_that_lead_back_from_a_source_go() -> None:
    assert read("<h2>References</h2><ol><li id=c1><a href='#r1'>^</a> Bain, A. (2019). Care.</li></ol>")[1] == (
        "reference",
        "1. Bain, A. (2019). Care.",
    )


@pytest.mark.parametrize(
    "rows, said",
    [
        (
            "<tr><td><b>Year</b><td><strong>Paid</strong><tr><td>2019<td>£250<tr><td>2020<td>£300",
            ["Year: 2019; Paid: £250", "Year: 2020; Paid: £300"],
        ),
        ("<tr><td><b>Year</b><td>2019<tr><td><p><b>Paid</b></p><td>£250", ["Year: 2019", "Paid: £250"]),
        ("<tr><td><b>Year</b><td>2019<tr><td>Paid<td><b>£250</b>", ["Year; 2019", "Paid; £250"]),
        ("<tr><td><b>Year</b><td><b>Paid</b><tr><td><b>2019</b><td><b>£250</b>", ["Year; Paid", "2019; £250"]),
    ],
)
def test_a_bold_first_row_or_column_heads_a_table_that_marks_no_headings(rows: str, said: list[str]) -> None:
    assert [text for _, text in read(f"<table>{rows}</table>")] == said


def test_comments_and_the_way_to_a_page_in_what_confluence_writes_are_left_out() -> None:
    page = (
        "<ol id=breadcrumbs><li>Care</li></ol><p>The fee is £5.</p><table><tr><td class=comment><a name='comment-1'></a>"
        "<p>Should it not be £6?</p></td></tr></table>"
    )
    assert read(page) == [("paragraph", "The fee is £5.")]


def test_the_day_on_which_a_page_was_published_heads_nothing() -> None:
    found = read(f"<p><b>Published on 31 March 2022. Next update: March 2023</b></p><p>{TEXT}</p>")
    assert [kind for kind, _ in found] == ["paragraph", "paragraph"]
