"""Lists of web pages that are typed, styled, or written by Word; and parts of a page that are shut at first."""

import pytest

from copro_qa.document import BlockKind
from ingest.parsers.html import parse_html
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of


def read(body: str, head: str = "") -> list[tuple[str, str]]:
    return blocks_of(settled(parse_html(f"<html><head>{head}</head><body><main>{body}</main></body></html>".encode())))


@pytest.mark.parametrize(
    "typed",
    [
        "<p>The board must:</p><p>(a) meet;</p><p>(b) listen.</p>",
        "<p>The board must:<br>(a) meet;<br>(b) listen.</p>",
        "<p>The board must:<br/>\n&bull; (a) meet;<br/>\n&bull; (b) listen.</p>",
        "<div>The board must:<br><br>(a) meet;<br>(b) listen.</div>",
    ],
)
def test_items_that_are_typed_are_items_and_know_their_lead_in(typed: str) -> None:
    found = settled(parse_html(f"<main>{typed}</main>".encode()))
    assert blocks_of(found) == [("paragraph", "The board must:"), ("list_item", "(a) meet;"), ("list_item", "(b) listen.")]
    assert leads_of(found) == ["The board must:"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "<p>Nothing about us.</p><p>— Ann Bain</p><p>More.</p>",
        "<p>Nothing about us.<br>– Ann Bain</p>",
        "<p>A. Bain spoke of care.</p>",
        "<p>Town Hall<br>1 High Street<br>2nd floor</p>",
        "<p>It took<br>3. Then it took<br>9. And no more.</p>",
    ],
)
def test_names_under_quotations_initials_and_addresses_are_no_items(text: str) -> None:
    assert {kind for kind, _ in read(text)} == {"paragraph"}


def test_items_in_a_cell_do_not_run_together() -> None:
    table = "<table><tr><th>Role</th><th>Duties</th></tr><tr><td>Chair</td><td>Must<ul><li>call</li><li>lead</li></ul></td></tr></table>"
    assert read(table) == [("table_row", "Role: Chair; Duties: Must • call • lead")]


@pytest.mark.parametrize(
    "style, numbers",
    [
        ("ol.a{list-style-type:lower-alpha}", ["a.", "b."]),
        ("ol{list-style:upper-roman inside}", ["I.", "II."]),
        ("ol.a{list-style-type:lower-alpha} ol{list-style-type:upper-roman}", ["a.", "b."]),
        ("ol{list-style:none}", ["", ""]),
        ("ol{list-style:none} li:before{content:counter(n)}", ["1.", "2."]),
        ("@media print{ol{list-style-type:lower-alpha}}", ["1.", "2."]),
    ],
)
def test_a_list_is_numbered_as_the_rules_of_the_page_say(style: str, numbers: list[str]) -> None:
    found = read("<ol class=a><li>ask</li><li>plan</li></ol>", f"<style>{style}</style>")
    assert [text for _, text in found] == [f"{number} {word}".strip() for number, word in zip(numbers, ("ask", "plan"), strict=True)]


def test_numbers_of_lists_that_count_down_or_are_no_numbers() -> None:
    assert [text for _, text in read("<ol reversed><li>ask</li><li>plan</li></ol>")] == ["2. ask", "1. plan"]
    assert [text for _, text in read('<ol start="²"><li value="²">ask</li><li value="7">plan</li></ol>')] == ["1. ask", "7. plan"]
    assert read('<table><tr><th colspan="²">A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>') == [("table_row", "A: 1; B: 2")]


def test_lists_and_notes_as_word_writes_them_into_web_pages() -> None:
    def item(level: int, mark: str, text: str) -> str:
        mark = f"<span style='mso-list:Ignore'>{mark}<span>&nbsp; </span></span>"
        return f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>{mark}{text}</p>"

    page = (
        "<p>The board must:</p>" + item(1, "§", "meet") + item(2, "o", "in person") + item(1, "1.1", "Report.")
        + '<p>It helps<a href="#_ftn1" name="_ftnref1"><span style="vertical-align:super">[1]</span></a> carers.</p>'
        + '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Of all ages.</p></div>'
    )  # fmt: skip
    found = settled(parse_html(f"<body>{page}</body>".encode()))
    assert blocks_of(found) == [
        ("paragraph", "The board must:"),
        ("list_item", "meet"),
        ("list_item", "in person"),
        ("list_item", "1.1 Report."),
        ("paragraph", "It helps carers."),
        ("footnote", "[1] Of all ages."),
    ]
    assert [block.level for block in found.blocks if block.kind is BlockKind.LIST_ITEM] == [1, 2, 1]
    assert leads_of(found, BlockKind.FOOTNOTE) == ["It helps carers."]


def test_text_that_is_set_as_it_was_typed_is_read_line_by_line() -> None:
    lines = "The rules cover carers in all wards of the town, and they say how\nthe town helps them:\n\n(a) money;\n(b) time."
    typed = f"<h2>Rules</h2><pre>1. PURPOSE\n\n{lines}</pre>"
    found = settled(parse_html(f"<main><h1>Town</h1>{typed}</main>".encode()))
    assert texts_of(found, BlockKind.HEADING) == ["Rules", "1. PURPOSE"]
    assert texts_of(found, BlockKind.LIST_ITEM) == ["(a) money;", "(b) time."]
    assert [block.level for block in found.blocks if block.kind is BlockKind.HEADING] == [1, 2]


@pytest.mark.parametrize(
    "part",
    [
        "<h2><button aria-controls=p aria-expanded=false>Who</button></h2><div id=p hidden>{text}</div>",
        '<div hidden="until-found">{text}</div>',
        '<a role=tab href="#p">Young</a><div id=p style="display:none" aria-hidden=true>{text}</div>',
        "<div role=tabpanel hidden>{text}</div>",
        '<button data-bs-target="#p">More</button><div id=p class=shut>{text}</div>',
    ],
)
def test_what_one_press_opens_is_read(part: str) -> None:
    found = read(part.format(text="<p>Any carer may apply.</p>"), "<style>.shut{display:none}</style>")
    assert ("paragraph", "Any carer may apply.") in found


@pytest.mark.parametrize(
    "part",
    [
        '<button aria-controls=p>Menu</button><div id=p hidden><a href="/a">Any carer may apply.</a></div>',
        "<button aria-controls=p>?</button><div id=p role=tooltip hidden>Any carer may apply.</div>",
        "<div id=p hidden>Any carer may apply.</div>",
        "<button aria-controls=p>More</button><div id=p hidden><p hidden>Any carer may apply.</p></div>",
    ],
)
def test_menus_and_what_nothing_opens_stay_hidden(part: str) -> None:
    assert read(f"<p>Seen.</p>{part}") == [("paragraph", "Seen.")]


@pytest.mark.parametrize("struck", ["<del>£10</del>", "<s>£10</s>", '<span style="text-decoration: line-through">£10</span>'])
def test_words_that_are_crossed_out_are_no_text_and_are_named(struck: str) -> None:
    draft = parse_html(f"<main><p>It costs {struck} £8.</p></main>".encode())
    assert blocks_of(settled(draft)) == [("paragraph", "It costs £8.")]
    assert draft.left_out.texts == {"struck-out text": {"£10": 1}}


@pytest.mark.parametrize(
    "part",
    [
        '<article class="cookies-policy"><h1>Cookies</h1>{text}</article>',
        '<div class="share-of-cost">{text}</div>',
        "<section><header><h2>Help</h2>{text}</header></section>",
        "<div role=alert>{text}</div>",
        "<blockquote><p>Us too.</p><footer>{text}</footer></blockquote>",
    ],
)
def test_text_in_what_only_looks_like_furniture_is_read(part: str) -> None:
    assert ("paragraph", "Any carer may apply.") in read(part.format(text="<p>Any carer may apply.</p>"))


@pytest.mark.parametrize(
    "name", ["share", "share-buttons", "social-share", "cookie-banner", "govuk-cookie-banner", "sharing links", "gem-c-related-navigation"]
)
def test_furniture_is_known_by_its_class(name: str) -> None:
    assert read(f'<p>Seen.</p><div class="{name}"><p>Press here.</p></div>') == [("paragraph", "Seen.")]


def test_numbers_and_words_that_word_counts_by_stay() -> None:
    def numbered(tag: str, mark: str, text: str, font: str = "") -> str:
        mark = f"<span style='{font}'><span style='mso-list:Ignore'>{mark}<span>&nbsp; </span></span></span>"
        return f"<{tag} style='mso-list:l0 level1 lfo1'>{mark}{text}</{tag}>"

    page = (
        numbered("h2", "1", "Aims") + numbered("h2", "Annex A", "Terms") + numbered("p", "Step 1:", "Ask.") + "<p>It must:</p>"
        + numbered("p", "F", "meet", "font-family:Wingdings") + numbered("p", "ü", "report", "font-family:Wingdings")
    )  # fmt: skip
    assert blocks_of(settled(parse_html(f"<body>{page}</body>".encode()))) == [
        ("heading", "1 Aims"),
        ("heading", "Annex A Terms"),
        ("paragraph", "Step 1: Ask."),
        ("paragraph", "It must:"),
        ("list_item", "meet"),
        ("list_item", "report"),
    ]


def test_typed_lines_keep_their_ends_and_lose_what_is_crossed_out() -> None:
    draft = parse_html(b"<body><pre>By post<br>or by mail\n\nWithin <del>ten</del> five days.</pre></body>")
    assert blocks_of(settled(draft)) == [("paragraph", "By post"), ("paragraph", "or by mail"), ("paragraph", "Within five days.")]
    assert draft.left_out["struck-out text"] == 1


def test_a_box_to_tick_in_a_cell_gets_no_bullet_before_it() -> None:
    rows = "<tr><th>Question</th><th>Answer</th></tr><tr><td>Agree</td><td><ul><li>☐ Yes</li><li>☐ No</li></ul></td></tr>"
    found = blocks_of(settled(parse_html(f"<body><table>{rows}</table></body>".encode())))
    assert found == [("table_row", "Question: Agree; Answer: ☐ Yes ☐ No")]


def test_items_on_lines_of_a_paragraph_that_calls_notes_are_items_and_each_keeps_its_note() -> None:
    page = "<p>We will<sup>1</sup>:<br>• ask all<br>• pay<sup>2</sup> them<br>• end</p>"
    draft = parse_html(f"<body>{page}</body>".encode())
    assert [(block.flat, block.marks) for block in draft.blocks[:4]] == [
        ("We will:", ["0:1"]), ("ask all", []), ("pay them", ["0:2"]), ("end", []),
    ]  # fmt: skip


def test_what_a_link_opens_under_its_heading_is_text() -> None:
    page = "<h3><a data-toggle=collapse href='#fees'>Fees</a></h3><div id=fees style='display:none'><p>A fee of £5.</p></div>"
    page += "<button data-toggle=modal data-target='#seen'>More</button><div id=seen style='display:none'><p>We use cookies here.</p></div>"
    assert blocks_of(settled(parse_html(f"<body><p>Costs.</p>{page}</body>".encode())))[1:] == [
        ("heading", "Fees"),
        ("paragraph", "A fee of £5."),
    ]


def test_a_number_that_only_begins_a_sentence_makes_no_item() -> None:
    page = "<p>3.5 million people live here.</p><p>v. the council</p><p>1.1 The council acts.</p><p>(a) alone</p>"
    page += "<p>It may pay:</p><p>(a) fees.</p>"
    assert [kind for kind, _ in blocks_of(settled(parse_html(f"<body>{page}</body>".encode())))] == [
        "paragraph", "paragraph", "list_item", "paragraph", "paragraph", "list_item",
    ]  # fmt: skip


def test_numbers_of_legislation_stand_apart_from_their_clauses_and_clauses_know_what_they_are_part_of() -> None:
    clauses = (("P2", "(2)", "A person must be asked—"), ("P3", "(a)", "before the plan is made, and"), ("P3", "(b)", "after it."))
    lines = "".join(f"<p class=Leg{name}><span class=No>{number}</span><span>{text}</span></p>" for name, number, text in clauses)
    page = f"<main><p><span>31</span><span>(1)&nbsp;</span>The council may plan.</p>{lines}<p>The <span>(x)</span>y.</p></main>"
    document = settled(parse_html(page.encode()))
    assert [text for _, text in blocks_of(document)] == [
        "31(1) The council may plan.", "(2) A person must be asked—", "(a) before the plan is made, and", "(b) after it.", "The (x)y.",
    ]  # fmt: skip
    assert leads_of(document)[1:] == ["(2) A person must be asked—", "(2) A person must be asked—"]
