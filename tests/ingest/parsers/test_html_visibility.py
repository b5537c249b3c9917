import pytest

from ingest.parsers.html import parse_html
from tests.ingest.reading_blocks import blocks_of, settled


def seen(style: str, body: str) -> list[str]:
    page = f"<html><head><style>{style}</style></head><body><main>{body}</main></body></html>"
    return [text for _, text in blocks_of(settled(parse_html(page.encode())))]


@pytest.mark.parametrize(
    "style",
    [
        ".a{display:none}",
        "p.a, .other { color: red; DISPLAY : None !important }",
        "#one{visibility:hidden}",
        "/* .b{} */ main > .a { font-size: 0 }",
        "@media screen { .a { display: none } }",
        "@import 'x.css'; .a{position:absolute;left:-9999px}",
        ".a{color:#fff;background:#fff}",
        ".a{display:block} .a{display:none}",
    ],
)
def test_a_rule_of_the_page_that_hides_an_element_takes_its_text_out(style: str) -> None:
    assert seen(style, "<p class='a' id='one'>Hidden.</p><p>Seen.</p>") == ["Seen."]


@pytest.mark.parametrize(
    "style",
    [
        "@media print { .a { display: none } }",
        "@media (max-width: 600px) { .a { display: none } .b{} }",
        ".a:hover{display:none}",
        ".a::before{display:none}",
        ".a{display:none} .a{display:block}",
        "#one{display:block} .a{display:none}",
        ".a{display:none} p{} .a{display:inline !important} p.a{display:none}",
        ".a{font-size:0.9em;opacity:0.5;left:-10px;color:#fff;background:#000}",
        ".a{{{display:none",
        "}}.b{display:none}",
        ".unknown((selector{display:none}",
    ],
)
def test_a_rule_that_does_not_hide_the_element_on_a_screen_leaves_it(style: str) -> None:
    assert seen(style, "<p class='a' id='one'>First.</p><p>Second.</p>") == ["First.", "Second."]


def test_an_own_style_outweighs_the_rules_of_the_page() -> None:
    assert seen(".a{display:none}", "<p class='a' style='display:block'>Seen.</p>") == ["Seen."]
    assert seen(".a{display:block}", "<p class='a' style='display:none'>Unseen.</p><p>Seen.</p>") == ["Seen."]


def test_hidden_text_is_counted_once_however_deep_it_is_nested() -> None:
    page = "<main><p>Seen.</p><div hidden><div style='display:none'><p hidden>a</p></div>b</div></main>"
    draft = parse_html(page.encode())
    assert draft.left_out == {"hidden text": 1}


def test_a_page_is_read_though_its_body_is_hidden_until_a_script_runs() -> None:
    page = "<html><head><style>body{opacity:0}</style></head><body><p>Seen.</p></body></html>"
    assert [text for _, text in blocks_of(settled(parse_html(page.encode())))] == ["Seen."]


@pytest.mark.parametrize("white", ["color:#fff", "color : White", "color:#FFFFFF", "color: rgb(255, 255, 255)"])
def test_white_words_on_a_white_page_are_left_out(white: str) -> None:
    assert seen(f".a{{{white}}}", "<p>Seen <span class='a'>unseen</span> words.</p>") == ["Seen words."]
    assert seen("body{margin:0;background:white}", f"<p style='{white}'>Unseen.</p><p>Seen.</p>") == ["Seen."]


@pytest.mark.parametrize(
    "style",
    [
        ".a{color:#fff;background:#036}",
        "body{background-color:#036} .a{color:#fff}",
        ":root{background:#036} .a{color:#fff}",
        "@media (min-width: 1px){main{background:#036}} .a{color:#fff}",
        "main{background-image:url(dark.png)} .a{color:#fff}",
        ".a{color:#fff;position:absolute}",
        "@import 'theme.css'; .a{color:#fff}",
        ".a{color:#fff} p.a{color:#000}",
        ".a{color:rgba(255,255,255,.4)}",
    ],
)
def test_white_words_stay_where_something_else_may_lie_behind_them(style: str) -> None:
    assert seen(style, "<p class='a'>First.</p><p>Second.</p>") == ["First.", "Second."]


def test_white_words_stay_on_a_coloured_cell_in_a_page_with_a_sheet_of_its_own_and_around_words_of_another_colour() -> None:
    assert seen("", "<div bgcolor='navy'><p style='color:#fff'>Seen.</p></div>") == ["Seen."]
    page = "<head><link rel='stylesheet' href='s.css'></head><main><p style='color:#fff'>Seen.</p></main>"
    assert [text for _, text in blocks_of(settled(parse_html(page.encode())))] == ["Seen."]
    assert seen("", "<div style='color:#fff'><p style='color:#000'>Seen.</p></div>") == ["Seen."]
