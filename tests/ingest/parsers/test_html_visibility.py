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
        ".a{position:absolute;clip:rect(1px, 1px, 1px, 1px)}",
        ".a{clip-path:inset(50%)}",
        ".a{width:1px;height:1px;overflow:hidden}",
        ".a{transform:scale(0)}",
        ".a{filter:opacity(0)}",
        ".a{font-size:1px}",
        ".a{opacity:.01}",
        ".a{color:rgba(0, 0, 0, 0)}",
        ".a{color:#12345600}",
        ".a{text-indent:-999em}",
        ".a{content-visibility:hidden}",
        ".a{color:#fefefe}",
        ".a{height:0;overflow:hidden}",
        ".a{overflow:hidden;color:red} p.a{max-height:0}",
        ".a{width:0;overflow:clip}",
        ".a{height:0;overflow-y:hidden;padding:0 18px}",
        ".a{clip-path:inset(0 0 100% 0)}",
        ".a{clip-path:inset(0 60% 0 40%)}",
        ".a{-webkit-clip-path:circle(0)}",
        ".a{clip-path:polygon(0 0, 0 0, 0 0, 0 0)}",
        ".a{clip-path:rect(0 0 0 0)}",
        ".a{font:0/0 serif}",
        ".a{scale:0}",
        ".a{position:fixed;bottom:-9999px}",
        ".a{position:absolute;left:12000px}",
        ".a{margin-top:-9999px}",
        ".a{transform:translateX(-9999px)}",
        ".a{transform:translate(0, -200vh)}",
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


@pytest.mark.parametrize(
    "style",
    [
        ".a{color:rgb(255, 0, 0)}",
        ".a{height:1px;overflow:visible}",
        ".a{height:20px;width:300px;overflow:hidden}",
        ".a{transform:scale(0.9)}",
        ".a{clip:rect(auto, auto, auto, auto)}",
        ".a{clip:rect(0, 200px, 20px, 0)}",
        ".a{font-size:.8em}",
        ".a{opacity:.3}",
        ".a{margin-left:-20em}",
        ".b .a{display:none}",
        ".a.b{display:none}",
        "[title='.a']{display:none}",
        ".a{height:0}",
        ".a{height:0;overflow:hidden;min-height:20px}",
        ".a{height:0;overflow:hidden;padding:20px}",
        ".a{height:0;overflow:hidden} .a{height:auto}",
        ".a{height:0;overflow:hidden} .a{overflow:visible}",
        ".a{max-width:0;overflow:hidden}",
        ".a{clip-path:inset(10% 20%)}",
        ".a{clip-path:polygon(0 0, 100% 0, 50% 100%)}",
        ".a{clip-path:none} .z{clip-path:inset(50%)}",
        ".a{font:16px/1 serif} .z{font:0/0 serif}",
        ".a{font-size:0} .a{font:bold 12pt/1.2 serif}",
        ".a{transform:translateX(-50%)}",
        ".a{left:900px}",
    ],
)
def test_a_rule_that_only_looks_like_one_that_hides_leaves_its_element(style: str) -> None:
    assert seen(style + ".z{display:none}", "<p class='a'>Seen.</p>") == ["Seen."]


def test_the_colour_of_words_in_older_pages_counts() -> None:
    assert seen("", "<p>Seen <font color='#FFFFFF'>unseen</font> words <font color=red>in red</font>.</p>") == ["Seen words in red."]


@pytest.mark.parametrize(
    "body",
    [
        "<div aria-hidden='true'><main><h1>Grants</h1><p>Anyone may apply.</p></main></div><div role=dialog><p>We use cookies.</p></div>",
        "<main><h1>Grants</h1><p aria-hidden='true'>Anyone may apply.<span aria-hidden='true'>→</span> No fee is asked.</p></main>",
        "<main><h1>Grants</h1><div class='slide' aria-hidden='true'><p>Anyone may apply, and no fee is asked.</p></div></main>",
    ],
)
def test_running_text_that_is_kept_from_listeners_only_is_seen(body: str) -> None:
    said = [text for _, text in blocks_of(settled(parse_html(body.encode())))]
    assert said[0] == "Grants"
    assert said[1].startswith("Anyone may apply")
    assert "→" not in said[1]


@pytest.mark.parametrize(
    "part",
    [
        "<p aria-hidden='true'>Beta</p>",
        "<div class='modal fade' aria-hidden='true'><p>Sign up for news of all our grants today.</p></div>",
        "<div aria-hidden='true'><p>Sign up for news of all our grants.</p><input name=mail></div>",
        "<ul aria-hidden='true'><li><a href='/a'>All our grants</a></li><li><a href='/b'>All the forms that we have</a></li></ul>",
        "<nav><div aria-hidden='true'><p>More of what this council does for you.</p></div></nav>",
    ],
)
def test_labels_and_what_lies_over_a_page_stay_decoration(part: str) -> None:
    draft = parse_html(f"<main><p>Seen.</p>{part}</main>".encode())
    assert [text for _, text in blocks_of(settled(draft))] == ["Seen."]
    assert draft.left_out.keys() <= {"marked as decoration", "navigation and page furniture"}


def test_a_page_with_more_rules_than_can_be_followed_is_read_and_says_so() -> None:
    rules = "".join(f"ul li, ol li {{ left: {number}px }}" for number in range(2000))
    items = "".join(f"<li>Item {number}.</li>" for number in range(2000))
    draft = parse_html(f"<style>.a{{left:-9999px}} {rules}</style><main><ul>{items}</ul></main>".encode())
    assert len(draft.blocks) == 2000
    assert any("more rules" in warning for warning in draft.warnings)


def test_rules_for_elements_that_the_page_lacks_cost_nothing() -> None:
    rules = "".join(f".other{number} {{ display: none }}" for number in range(20_000))
    items = "".join(f"<li>Item {number}.</li>" for number in range(5000))
    draft = parse_html(f"<style>{rules} .last {{ display: none }}</style><main><ul>{items}<li class=last>Unseen.</li></ul></main>".encode())
    assert len(draft.blocks) == 5000
    assert not draft.warnings


def test_a_hidden_formula_that_a_picture_shows_is_part_of_its_sentence() -> None:
    hidden = "<span style='display: none'><math><mi>a</mi><mo>=</mo><mi>b</mi></math></span>"
    assert seen("", f"<p>It holds that {hidden}<meta class='f'><img aria-hidden=true alt='a=b'>, for all.</p>") == [
        "It holds that a = b, for all."
    ]
    assert seen("", f"<p>It holds{hidden} for all.</p>") == ["It holds for all."]


def test_cells_and_words_in_a_line_have_no_height_to_set() -> None:
    assert seen("td,span{height:0;overflow:hidden}", "<table><tr><td>A</td><td>B</td></tr></table><p>Two <span>words</span>.</p>") == [
        "A; B",
        "Two words.",
    ]


def test_what_is_seen_within_a_hidden_element_is_read_and_the_rest_of_it_is_not() -> None:
    style = ".gap{font-size:0} .gap li{font-size:16px} .off{visibility:hidden} .on{visibility:visible}"
    assert seen(style, "<ul class=gap>Unseen.<li>One <b style='font-size:12px'>bold</b> word.</li><li>Two.</li></ul>") == [
        "One bold word.",
        "Two.",
    ]
    assert seen(style, "<div class=off><p>Unseen.</p><div><p>Unseen.</p><p class=on>Seen.</p>Unseen.</div></div>") == ["Seen."]
    assert seen(style, "<div class=gap><p style='font-size:120%'>Unseen.</p></div><p>Seen.</p>") == ["Seen."]
    assert seen(style, "<div class='gap off'><p class=on>Unseen.</p></div><p>Seen.</p>") == ["Seen."]


def test_a_hidden_attribute_holds_whatever_else_a_style_says_of_its_element() -> None:
    assert seen(".a{color:red;font-size:12px}", "<p class=a hidden>Unseen.</p><p>Seen.</p>") == ["Seen."]
    assert seen(".a{display:block}", "<p class=a hidden>Seen.</p>") == ["Seen."]


_FLAT = "max-height:0;overflow:hidden"


@pytest.mark.parametrize(
    "part",
    [
        "<button class=accordion>Fees</button><div style='display:none'><p>The fee is £9.</p></div>",
        f"<button class=accordion>Fees</button><div style='{_FLAT}'><p>The fee is £9.</p></div>",
        f"<h3 class='faq-question'>Fees</h3>\n<div style='{_FLAT}'><p>The fee is £9.</p></div>",
        "<h3><button aria-expanded=false>Fees</button></h3><div hidden><p>The fee is £9.</p></div>",
        "<h3><button aria-expanded=false aria-controls=f>Fees</button></h3><div id=f hidden><p>The fee is £9.</p></div>",
        "<h3>Fees</h3><div class='ui-accordion-content' style='display: none'><p>The fee is £9.</p></div>",
        f"<input type=checkbox id=b><label for=b>Fees</label><div style='{_FLAT}'><p>The fee is £9.</p></div>",
        "<ul class=tabs><li><a href='#f'>Fees</a></li></ul><div id=f style='display:none'><p>The fee is £9.</p></div>",
        "<details><summary>Fees</summary><p>The fee is £9.</p></details>",
    ],
)
def test_what_one_press_opens_is_text(part: str) -> None:
    assert "The fee is £9." in seen("", f"<h2>Council</h2>{part}")


@pytest.mark.parametrize(
    "part",
    [
        "<p>Fees</p><div style='display:none'><p>The fee is £9.</p></div>",
        f"<h3>Fees</h3><div style='{_FLAT}'><p>The fee is £9.</p></div>",
        "<button class=toggle>Menu</button><div style='display:none'><a href='/f'>The fee is £9.</a></div>",
        "<button class=toggle>Menu</button><div class=modal style='display:none'><p>The fee is £9.</p></div>",
        "<button class=accordion>Fees</button><div style='left:-9999px'><p>The fee is £9.</p></div>",
        "<button class=accordion>Fees</button><div style='font-size:0'><p>The fee is £9.</p></div>",
        "<label>Fees</label><div style='display:none'><p>The fee is £9.</p></div>",
    ],
)
def test_what_no_press_opens_stays_hidden_and_is_counted(part: str) -> None:
    draft = parse_html(f"<main><h2>Council</h2>{part}</main>".encode())
    assert not [text for _, text in blocks_of(settled(draft)) if "£9" in text]
    assert draft.left_out["hidden text"] == 1


_SCRIPT = "<script src='site.js'></script>"
_WHOLE = "<main class=a><h1>Fees</h1><p>The fee is £9 from April, and nobody pays more.</p></main>"


@pytest.mark.parametrize(
    "style, page",
    [
        (".a{opacity:0}", f"<p>Council</p>{_WHOLE}{_SCRIPT}"),
        (".a{visibility:hidden}", f"<p>Council</p>{_WHOLE}<link rel=stylesheet href=site.css>"),
        (".a{display:none}", f"<p>Council</p>{_WHOLE}{_SCRIPT}"),
        (
            "p.a{opacity:0;transform:translateY(20px)}",
            f"<p>This can be seen at once by anybody.</p><p class=a>The fee is £9 from April, and nobody pays more.</p>{_SCRIPT}",
        ),
        (
            "",
            f"<p>Seen.</p><p data-w-id=1 style='opacity:0'>The fee is £9 from April, and nobody pays more.</p>{_SCRIPT}",
        ),
    ],
)
def test_what_scripts_show_once_a_page_is_there_or_scrolled_to_is_text(style: str, page: str) -> None:
    html = f"<html><head><style>{style}</style></head><body>{page}</body></html>"
    said = [text for _, text in blocks_of(settled(parse_html(html.encode())))]
    assert "The fee is £9 from April, and nobody pays more." in said


@pytest.mark.parametrize(
    "style, page",
    [
        (".a{opacity:0}", f"<p>Council</p>{_WHOLE}"),  # nothing is there to show it
        (".a{left:-9999px}", f"<p>Council</p>{_WHOLE}{_SCRIPT}"),
        (".a{opacity:0}", f"<p>{'Seen. ' * 40}</p>{_WHOLE}{_SCRIPT}"),
        (".a{display:none}", f"<div class=a>{'<p>We use £9 cookies, and more.</p>' * 9}</div><h1>Council</h1>{_SCRIPT}"),
        (
            ".a{opacity:0;transition:opacity 1s}",
            f"<p>{'Seen. ' * 40}</p><div class='a tooltip'><p>It is £9 from the first day of April.</p></div>{_SCRIPT}",
        ),
    ],
)
def test_what_nothing_shows_stays_hidden(style: str, page: str) -> None:
    html = f"<html><head><style>{style}</style></head><body>{page}</body></html>"
    draft = parse_html(html.encode())
    assert not [text for _, text in blocks_of(settled(draft)) if "£9" in text]
    assert draft.left_out["hidden text"] >= 1


def test_rules_for_wide_screens_hold_and_their_names_may_hold_a_colon() -> None:
    style = r".hidden{display:none} @media (min-width:640px){.sm\:block{display:block} .narrow{display:none}}"
    style += "@media (min-width:2000px){.w{display:none}}"
    body = "<p class='hidden sm:block'>Seen.</p><p class=narrow>On phones.</p><p class=hidden>Unseen.</p><p class=w>Seen too.</p>"
    assert seen(style, body) == ["Seen.", "Seen too."]


@pytest.mark.parametrize(
    "nested",
    [
        "<div style='opacity:0'>x",
        "<div style='font-size:0'>x<span style='font-size:12px'>y",
        "<p style='visibility:hidden'>x<p style='visibility:visible'>y",
    ],
)
def test_hidden_elements_in_one_another_are_looked_at_once(nested: str) -> None:
    assert parse_html(f"<script></script>{nested * 2000}".encode()) is not None


def test_of_what_is_hidden_within_what_is_hidden_only_the_outermost_is_counted() -> None:
    draft = parse_html(
        b"<main><p>Seen.</p><div style='visibility:hidden'>a<div hidden>b<p style='visibility:visible'>c</p></div></div></main>"
    )
    assert [text for _, text in blocks_of(settled(draft))] == ["Seen."]
    assert draft.left_out["hidden text"] >= 1
