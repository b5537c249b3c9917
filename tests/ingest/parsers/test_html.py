from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.parsers.html import parse_html
from ingest.parsers.html_depth import is_too_deep
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of


def read(html: str) -> list[tuple[str, str]]:
    return blocks_of(settled(parse_html(html.encode())))


def test_words_do_not_run_together_around_inline_tags() -> None:
    assert read("<p>under s.<b>31</b>(1) <i>of</i>\n the <a href='x'>Act</a><br>of 2014</p>") == [
        ("paragraph", "under s.31(1) of the Act of 2014")
    ]


def test_only_the_main_content_is_read() -> None:
    html = (
        "<body><nav>Menu</nav><header>Site</header><main><h1>Title</h1><p>Text.</p><aside>Related</aside>"
        "<div class='breadcrumb'>Home</div></main><footer>Contact</footer></body>"
    )
    assert read(html) == [("title", "Title"), ("paragraph", "Text.")]


def test_what_a_reader_does_not_see_is_left_out_and_counted() -> None:
    html = (
        "<main><p>Seen.</p><p hidden>a</p><p style='display: none'>b</p><p aria-hidden='true'>c</p><!-- d -->"
        "<script>e</script><style>f</style><template>g</template><p style='font-size:0'>h</p><p style='font-size:0.8em'>Small.</p></main>"
    )
    draft = parse_html(html.encode())
    assert blocks_of(settled(draft)) == [("paragraph", "Seen."), ("paragraph", "Small.")]
    assert draft.left_out == {"hidden text": 3, "marked as decoration": 1}


def test_lists_keep_their_numbers_depth_and_lead_in() -> None:
    html = (
        "<main><p>It covers:</p><ul><li>care<ul><li><p>at home</p></li></ul></li><li>housing</li></ul>"
        "<ol type='a' start='3'><li>three</li><li>four</li></ol><ol style='list-style: none'><li>(iv) typed</li></ol></main>"
    )
    document = settled(parse_html(html.encode()))
    assert texts_of(document, BlockKind.LIST_ITEM) == ["care", "at home", "housing", "c. three", "d. four", "(iv) typed"]
    assert leads_of(document)[:3] == ["It covers:", "care", "It covers:"]


def test_tables_give_rows_with_their_headings() -> None:
    html = (
        "<main><table><caption>Budget</caption><thead><tr><th>Year<th colspan=2>Fall</tr></thead>"
        "<tr><td rowspan=2>2010<td>9<td>real</tr><tr><td>8<td>cash</tr></table></main>"
    )
    document = settled(parse_html(html.encode()))
    assert blocks_of(document) == [
        ("caption", "Budget"),
        ("table_row", "Year: 2010; Fall: 9; Fall: real"),
        ("table_row", "Year: 2010; Fall: 8; Fall: cash"),
    ]


def test_a_table_with_row_headings_reads_label_and_value() -> None:
    assert read("<main><table><tr><th>Name<td>Ann<tr><th>Town<td>Ayr</table></main>") == [
        ("table_row", "Name: Ann"),
        ("table_row", "Town: Ayr"),
    ]


def test_a_table_that_arranges_the_page_is_read_as_text() -> None:
    assert read("<body><table><tr><td><h2>Head</h2><p>One.</p><p>Two.</p></td></tr></table></body>") == [
        ("title", "Head"),
        ("paragraph", "One."),
        ("paragraph", "Two."),
    ]


def test_footnotes_leave_the_sentence_and_lose_their_links_back() -> None:
    html = (
        "<main><p>The Act<sup><a href='#fn1' id='ref1'>1</a></sup> applies on 5 m<sup>2</sup>.</p><p>More.</p>"
        "<ol><li id='fn1'><p>Of 2014. <a href='#ref1'>↩</a></p></li></ol></main>"
    )
    document = settled(parse_html(html.encode()))
    assert blocks_of(document) == [("paragraph", "The Act applies on 5 m²."), ("footnote", "1. Of 2014."), ("paragraph", "More.")]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The Act applies on 5 m²."]


def test_a_footnote_that_a_row_calls_leans_on_this_row() -> None:
    mark = "<sup><a href='#fn1' id='ref1'>1</a></sup>"
    table = f"<table><tr><th>Body<th>Says</tr><tr><td>Board{mark}<td>Plan</tr><tr><td>Council<td>Pay</tr></table>"
    document = settled(parse_html(f"<main>{table}<ol><li id='fn1'><p>Of 2014. <a href='#ref1'>↩</a></p></li></ol></main>".encode()))
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Body: Board; Says: Plan"]


@pytest.mark.parametrize("place", ["aside", "aside class=footnotes", "footer role=doc-endnotes"])
def test_footnotes_in_an_aside_are_kept(place: str) -> None:
    notes = f"<{place}><ol><li id=n1>Of 2014. <a href='#r1'>↩</a></ol></{place.split(maxsplit=1)[0]}>"
    html = f"<main><p>The Act applies<sup><a id=r1 href='#n1'>1</a></sup> here.</p>{notes}<aside><p>Share this page</p></aside></main>"
    document = settled(parse_html(html.encode()))
    assert blocks_of(document) == [("paragraph", "The Act applies here."), ("footnote", "1. Of 2014.")]


def test_the_page_says_what_it_is() -> None:
    html = (
        "<html lang='en-GB'><head><title>A page - Site</title><meta name='dcterms.issued' content='2015-06-24'>"
        "<meta name='author' content='Ann Bain'>"
        "<meta property='og:site_name' content='Site'><link rel=canonical href='https://x.org/a'><link rel=license href='https://l.org/'>"
        '<script type=\'application/ld+json\'>{"@type": "Article", "headline": "The headline", "datePublished": "2014"}</script></head>'
        "<body><main><h1>A page</h1></main></body></html>"
    )
    facts = parse_html(html.encode()).facts
    assert (facts.title, facts.authors, facts.publisher, facts.published) == ("The headline", ("Ann Bain",), "Site", "2015-06-24")
    assert (facts.url, facts.licence, facts.language) == ("https://x.org/a", "https://l.org/", "en-GB")


def test_linked_data_of_an_article_goes_before_that_of_its_page() -> None:
    page = '{"@type": "WebPage", "name": "Home | Isle Council", "publisher": {"name": "Isle Council"}}'
    report = '{"@type": "schema:Report", "author": [{"name": "Ann Bain"}, {"name": "Col Dow"}], "inLanguage": "en-GB"}'
    data = f'{{"@graph": [{page}, {report}]}}'
    facts = parse_html(f"<script type='application/ld+json'>{data}</script><h1>A report</h1>".encode()).facts
    assert (facts.authors, facts.publisher, facts.language) == (("Ann Bain", "Col Dow"), "Isle Council", "en-GB")


def test_damaged_linked_data_is_passed_over() -> None:
    facts = parse_html(
        b"<script type='application/ld+json'>{oops</script><script type='application/ld+json'>[1, null]</script><h1>Heading here</h1>"
    ).facts
    assert facts.title == "Heading here"


def test_the_declared_encoding_counts() -> None:
    html = "<head><meta charset='iso-8859-2'></head><main><p>żółw</p></main>".encode("iso8859-2")
    assert blocks_of(settled(parse_html(html))) == [("paragraph", "żółw")]


def test_menus_of_a_page_without_a_main_part_are_told_from_its_content(tmp_path: Path) -> None:
    menu = "".join(f"<li><a href='/{number}'>Section number {number} of the site</a></li>" for number in range(60))
    text = "<p>" + "The Act asks public bodies to plan together with people who use services. " * 12 + "</p>"
    document = settled(parse_html(f"<body><ul>{menu}</ul><div><h1>The Act</h1>{text}{text}</div></body>".encode()))
    assert "plan together with people" in document.text
    assert "Section number 7 of the site" not in document.text


def test_deep_nesting_does_no_harm() -> None:
    assert read("<main>" + "<div>" * 30_000 + "deep" + "</div>" * 30_000 + "<p>End.</p></main>")[-1] == ("paragraph", "End.")


def test_nesting_that_nobody_can_have_meant_is_refused_before_it_takes_minutes() -> None:
    with pytest.raises(DocumentUnreadable, match="nested far too deeply"):
        parse_html(b"<main>" + b"<div>" * 60_000 + b"deep" + b"</div>" * 60_000)
    assert not is_too_deep("<main>" + "<div>one</div><p>two" * 60_000)


def test_a_list_that_only_leads_to_places_in_the_same_page_is_a_contents_list() -> None:
    contents = "<ul><li><a href='#a'>Aims</a><li><a href='#c'>Care</a><ol><li>1. <a href='#h'>At home</a></ol></ul>"
    kinds = [kind for kind, _ in read(f"<main><h1>T</h1>{contents}<h2>Aims</h2><ul><li><a href='#x'>One</a><li>two<li>three</ul></main>")]
    assert kinds == ["title", "contents", "contents", "contents", "heading", "list_item", "list_item", "list_item"]


def test_linked_data_gives_licence_and_language_and_a_language_that_is_none_is_passed_over() -> None:
    data = '{"@type": "Report", "license": {"url": "https://a.example/by"}, "inLanguage": "gd", "publisher": {"name": "A Press"}}'
    facts = parse_html(
        f"<html lang='und'><head><script type='application/ld+json'>{data}</script></head><body>x</body></html>".encode()
    ).facts
    assert (facts.licence, facts.language, facts.publisher) == ("https://a.example/by", "gd", "A Press")


TEXT = f"<p>{'Boards decide how money is spent and say so in the open. ' * 6}</p>"


def test_a_button_that_heads_a_part_is_its_heading_and_others_are_counted() -> None:
    draft = parse_html(f"<main><h1>Help</h1>{TEXT}<h2><button>Who can apply</button></h2>{TEXT}<button>Save</button></main>".encode())
    assert ("heading", "Who can apply") in blocks_of(settled(draft))
    assert draft.left_out.texts == {"control of a form": {"Save": 1}}


def test_a_teaser_that_is_an_article_does_not_take_the_place_of_the_text() -> None:
    found = read(f"<body><h1>Policy</h1>{TEXT}{TEXT}<article><h2>News</h2><p>Short.</p></article></body>")
    assert [kind for kind, _ in found] == ["title", "paragraph", "paragraph", "heading", "paragraph"]


def test_text_behind_the_main_part_is_read_where_it_is_more_than_that() -> None:
    found = read(f"<body><main><h1>Policy</h1>{TEXT}</main><div><h2>Who is covered</h2>{TEXT}{TEXT}</div></body>")
    assert ("heading", "Who is covered") in found


@pytest.mark.parametrize(
    "formula, written",
    [
        ("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x_1^2"),
        ("<mroot><mn>8</mn><mn>3</mn></mroot>", "root 3 of 8"),
        ("<mn>3</mn><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
        ("<mn>3</mn><mo>&#x2064;</mo><mfrac><mn>1</mn><mn>2</mn></mfrac>", "3 1/2"),
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mi>c</mi></mrow></mfrac>", "a/(bc)"),
        ("<mfrac><mn>1</mn><mfrac><mn>2</mn><mn>3</mn></mfrac></mfrac>", "1/(2/3)"),
        ("<mfenced><mn>1</mn><mn>2</mn></mfenced>", "(1,2)"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd></mtr></mtable>", "1 2; 3"),
        ("<msqrt><mn>2</mn></msqrt><mo>+</mo><mi>r</mi>", "√(2) + r"),
    ],
)
def test_formulas_are_written_so_that_they_say_the_same(formula: str, written: str) -> None:
    assert read(f"<main><p>It is <math>{formula}</math> here.</p></main>") == [("paragraph", f"It is {written} here.")]


def test_formulas_that_cannot_be_written_on_one_line_are_named() -> None:
    over = "<mover><mi>x</mi><mo>¯</mo></mover>", '<mfrac linethickness="0"><mn>5</mn><mn>2</mn></mfrac>'
    draft = parse_html("".join(f"<p>It is <math>{formula}</math> here.</p>" for formula in over).encode())
    assert blocks_of(settled(draft)) == [("paragraph", "It is here.")] * 2
    assert draft.left_out["formula"] == 2


def test_what_stands_around_the_main_part_is_named() -> None:
    draft = parse_html(f"<body><div>Skip to content</div><main><h1>Policy</h1>{TEXT}<nav>Menu</nav></main></body>".encode())
    assert draft.left_out.texts == {
        "navigation and page furniture": {"Menu": 1},
        "outside the main part of the page": {"Skip to content": 1},
    }


def test_formulas_are_part_of_their_sentence() -> None:
    formula = "<math><mi>r</mi><mo>=</mo><mfrac><mn>5</mn><mi>n</mi></mfrac><msup><mi>x</mi><mn>2</mn></msup></math>"
    assert read(f"<main><p>The rate is {formula} a year.</p></main>") == [("paragraph", "The rate is r = 5/n x^2 a year.")]


@pytest.mark.parametrize(
    "head, authors",
    [
        ("<meta name=author content='Ann Bain'>{linked}", ("Dr Ann Bain", "Col Dow")),
        ("<meta name=author content='Brae Council'>{linked}", ("Dr Ann Bain", "Col Dow")),
        ("<meta name=citation_author content='Bain, Ann A.'>{linked}", ("Bain, Ann A.",)),
        ("<meta name=author content='Department for Homes, Roads and Places'>", ("Department for Homes, Roads and Places",)),
        ("<meta name=author content='Ann Bain, Col Dow and Eve Fyfe'>", ("Ann Bain", "Col Dow", "Eve Fyfe")),
        ("<meta name=author content='Brae Council'><meta name=publisher content='Brae Council'>", ("Brae Council",)),
    ],
)  # fmt: skip
def test_authors_come_from_the_one_source_that_says_most(head: str, authors: tuple[str, ...]) -> None:
    people = '[{"@id": "#a"}, {"@type": "Person", "name": "Col Dow"}, {"@type": "Organization", "name": "Brae Council"}]'
    named = '{"@type": "Person", "@id": "#a", "name": "Dr Ann Bain"}, {"@type": "Organization", "@id": "#b", "name": "Brae Council"}'
    graph = f'{{"@graph": [{{"@type": "Article", "author": {people}, "publisher": {{"@id": "#b"}}}}, {named}]}}'
    linked = f'<script type="application/ld+json">{graph}</script>'
    facts = parse_html(f"<head>{head.format(linked=linked)}</head><p>Text.</p>".encode()).facts
    assert facts.authors == authors
    assert "linked" not in head or facts.publisher == "Brae Council"


def test_a_page_goes_by_the_name_that_is_its_heading_too_and_not_by_a_line_that_sums_it_up() -> None:
    page = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "Council in the north", "name": "Brae"}</script>'
        "<h1>Brae</h1><p>Text.</p>"
    )
    assert parse_html(page.encode()).facts.title == "Brae"
    assert parse_html(page.replace("<h1>Brae", "<h1>News").encode()).facts.title == "Council in the north"
    with_site = page.replace("Council in the north", "Fees for meals - Brae").replace("<h1>Brae", "<h1>Fees for meals")
    assert parse_html(with_site.encode()).facts.title == "Fees for meals"


CALLS = "<p>Carers decide.<sup><a href='#n1'>1</a></sup></p><p>Boards too.<sup><a href='#n2'>2</a></sup></p>"


@pytest.mark.parametrize("way", ["id", "name"])
def test_a_note_that_an_anchor_begins_ends_with_its_paragraph(way: str) -> None:
    notes = f"<p><a {way}='n1' href='#r1'>1</a> Note one.</p><div><p><a {way}='n2'>2</a> Note two.</p></div>"
    found = read(f"<h1>Plan</h1>{CALLS}{notes}<p>The rest of the text.</p><h2>Annex</h2><p>More.</p>")
    assert [text for kind, text in found if kind == "footnote"] == ["1 Note one.", "2 Note two."]
    assert found[-3:] == [("paragraph", "The rest of the text."), ("heading", "Annex"), ("paragraph", "More.")]


def test_anchors_before_their_notes_part_them_and_the_last_ends_at_the_next_heading() -> None:
    notes = "<a id='n1'></a><p>Note one.</p><a id='n2'></a><p>Note two.</p>"
    found = read(f"<div><h1>Plan</h1>{CALLS}{notes}<h2>Annex</h2><p>More.</p></div>")
    assert [text for kind, text in found if kind == "footnote"] == ["Note one.", "Note two."]
    assert found[-1] == ("paragraph", "More.")


def test_a_heading_in_a_note_does_not_end_it_and_one_behind_it_does() -> None:
    notes = "<aside id='n1'><h4>Note 1</h4><p>Of May.</p></aside><aside id='n2'><p>Of June.</p></aside><h2>Annex</h2><p>More.</p>"
    found = read(f"<main><h1>Plan</h1>{CALLS}{notes}</main>")
    assert [text for kind, text in found if kind == "footnote"] == ["Of May.", "Of June."]
    assert found[-1] == ("paragraph", "More.")


def test_text_directly_in_the_body_is_weighed_and_named() -> None:
    bare = "Boards decide how money is spent and say so in the open. "
    teaser = "<article><h2>News</h2><p>Short.</p></article>"
    found = read(f"<body>{bare * 4}<br><br>{bare * 4}{teaser}</body>")
    assert [kind for kind, _ in found] == ["paragraph", "paragraph", "heading", "paragraph"]
    draft = parse_html(f"<body>Skip this<main><h1>Policy</h1>{TEXT}</main></body>".encode())
    assert draft.left_out.texts == {"outside the main part of the page": {"Skip this": 1}}


def test_the_number_that_a_list_gives_a_heading_is_part_of_it() -> None:
    page = f"<ol start='19'><li><h2>Access</h2></ol>{TEXT}<ol start='20'><li><h2>20. Repairs</h2></ol>{TEXT}<ul><li><h2>Pets</h2></ul>"
    assert [text for kind, text in read(f"<main><h1>Plan</h1>{page}</main>") if kind == "heading"] == ["19. Access", "20. Repairs", "Pets"]


@pytest.mark.parametrize("said", ["job-share", "information_sharing wide"])
def test_a_part_of_a_page_about_sharing_is_text_and_what_shares_the_page_is_not(said: str) -> None:
    page = f"<p>How we work.</p><div class='{said}'><p>Two people may do it.</p></div><div class='page-share'>Tell a friend</div>"
    found = settled(parse_html(f"<body>{page}</body>".encode()))
    assert blocks_of(found) == [("paragraph", "How we work."), ("paragraph", "Two people may do it.")]


def test_a_column_of_bullets_before_texts_is_none_and_a_bullet_under_a_heading_is_a_mark() -> None:
    rows = "<tr><td>•</td><td>Ask people.</td></tr><tr><td></td><td>•</td><td>Pay them.</td></tr>"
    marks = "<tr><th>Task</th><th>Panel</th></tr><tr><td>Ask</td><td>•</td></tr>"
    page = f"<body><table>{rows}</table><p>Who does it.</p><table>{marks}</table></body>"
    assert texts_of(settled(parse_html(page.encode())), BlockKind.TABLE_ROW) == ["Ask people.", "Pay them.", "Task: Ask; Panel: •"]


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><style>{'.a{{}}' * 4000}</style><meta content='text/html; charset=windows-1251'></head><body><p>Программа.</p>",
        "<?xml version='1.0' encoding='windows-1251'?><html><body><p>Программа.</p>",
    ],
)
def test_the_letters_are_those_that_the_page_says_they_are_wherever_in_its_head(page: str) -> None:
    assert blocks_of(settled(parse_html(page.encode("cp1251")))) == [("paragraph", "Программа.")]


def test_a_head_full_of_unfinished_elements_takes_no_long_search() -> None:
    assert parse_html(b"<meta " * 100_000 + b"<p>\xe9") is not None


def menu_page(text: str) -> bytes:
    menu = "".join(f"<li><a href='/{number}'>Go to part {number} of this site</a></li>" for number in range(60))
    return f"<html><body><div class=m><ul>{menu}</ul></div><div class=t><h1>Fees</h1>{text}</div></body></html>".encode()


def test_what_is_left_aside_around_the_text_of_a_page_of_menus_is_counted_and_named() -> None:
    text = "".join(f"<p>The fee for service {number} is £{number} a day, and those who cannot pay it need not.</p>" for number in range(40))
    draft = parse_html(menu_page(text))
    assert len(draft.blocks) >= 40
    named = " ".join(draft.left_out.texts.get("outside the main part of the page", {}))
    assert "Go to part 3 of this site" in named


def test_where_little_of_a_page_of_menus_is_taken_for_its_text_all_of_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    kept = "<html><body><p>" + "Some words of it. " * 20 + "</p></body></html>"
    monkeypatch.setattr(trafilatura, "extract", lambda *_, **__: kept)
    text = "".join(f"<p>The fee for service {number} is £{number} a day.</p>" for number in range(80))
    assert any("£41" in block.flat for block in parse_html(menu_page(text)).blocks)


def test_what_the_rules_of_a_page_strike_out_is_left_out_and_named() -> None:
    style = "<style>.old{text-decoration:line-through} .kept.old{text-decoration:none} a.old:hover{color:red}</style>"
    body = "<p>The fee is <b class=old>£8</b> £9.</p><p class=old>Repealed.</p><p class='kept old'>Kept.</p>"
    draft = parse_html(f"{style}<main>{body}</main>".encode())
    assert [text for _, text in blocks_of(settled(draft))] == ["The fee is £9.", "Kept."]
    assert draft.left_out.texts["struck-out text"] == {"£8": 1, "Repealed.": 1}


def test_words_around_a_field_of_a_form_stand_apart() -> None:
    assert read("<main><p><label><input type=radio>Carer</label><label><input type=radio>Officer</label></p></main>") == [
        ("paragraph", "Carer Officer")
    ]


def test_what_stands_for_frames_where_there_are_none_is_not_read() -> None:
    assert not parse_html(b"<frameset><frame src=a.html><noframes><body><p>No frames.</p></body></noframes></frameset>").blocks


_TERMS = (
    "<ol><li>Members<ol><li>Anyone may join.</li><li>It costs £5.</li></ol></li>"
    "<li>Meetings<ol start=4><li>Four a year.</li></ol></li></ol>"
)


@pytest.mark.parametrize(
    "rule, said",
    [
        (
            "ol > li::before {content: counters(item, '.') ' '}",
            ["1 Members", "1.1 Anyone may join.", "1.2 It costs £5.", "2 Meetings", "2.4 Four a year."],
        ),
        (
            'li:before{content:"(" counters(i,"-") ")"}',
            ["(1) Members", "(1-1) Anyone may join.", "(1-2) It costs £5.", "(2) Meetings", "(2-4) Four a year."],
        ),
        (
            "li:hover::before{content:counters(i,'.')}",
            ["1. Members", "1. Anyone may join.", "2. It costs £5.", "2. Meetings", "4. Four a year."],
        ),
        (
            "ul li::before{content:counters(i,'.')}",
            ["1. Members", "1. Anyone may join.", "2. It costs £5.", "2. Meetings", "4. Four a year."],
        ),
    ],
)
def test_items_have_the_numbers_that_the_rules_of_the_page_count(rule: str, said: list[str]) -> None:
    style = f"<style>ol {{list-style: none; counter-reset: item}} li {{counter-increment: item}} {rule}</style>"
    document = settled(parse_html(f"{style}<main>{_TERMS}<ul><li>Plain.</li></ul></main>".encode()))
    assert texts_of(document, BlockKind.LIST_ITEM)[:5] == said
    assert texts_of(document, BlockKind.LIST_ITEM)[5:] == ["Plain."]


def test_legislation_keeps_its_numbers_apart_and_its_marks_out_of_the_text() -> None:
    html = (
        "<main><h1>Carers Act</h1><p><span class=LegP1No>1</span><span class=LegP1Text>This section applies to a council.</span></p>"
        "<p><span>(1)</span><span>A council must [<a class=LegCommentaryLink href='#c1'>F1</a><span>prepare</span>] a plan.</span></p>"
        "<div class=LegAnnotations><p id=c1><span>F1</span><span>Word inserted by S.I. 2020/1.</span></p></div>"
        "<p><span>2</span><span>nd floor of it.</span></p></main>"
    )
    assert read(html)[1:] == [
        ("paragraph", "1 This section applies to a council."),
        ("list_item", "(1) A council must [prepare] a plan."),
        ("footnote", "F1 Word inserted by S.I. 2020/1."),
        ("paragraph", "2nd floor of it."),
    ]


def test_a_table_that_holds_the_page_itself_is_no_table_of_data() -> None:
    page = "<table><tr><td>Menu</td><td><h1>Budget</h1><p>The Council approves it.</p></td></tr></table>"
    assert read(page) == [("paragraph", "Menu"), ("heading", "Budget"), ("paragraph", "The Council approves it.")]
    parts = "<table><tr><td>Menu</td><td><h2>Decision</h2><p>Approved.</p><h2>Minutes</h2><p>Moved by Ann.</p></td></tr></table>"
    assert [text for _, text in read(parts)] == ["Menu", "Decision", "Approved.", "Minutes", "Moved by Ann."]
    data = "<table><tr><td><h3>Name</h3></td><td><h3>Fee</h3></td></tr><tr><td>Meals</td><td>£4</td></tr></table>"
    assert all(kind == "table_row" for kind, _ in read(data))


def test_the_heading_of_an_accordion_is_read_without_what_opens_it() -> None:
    button = "<button aria-controls=c>Fees<span class='govuk-accordion__section-toggle'><span>Show</span></span></button>"
    assert read(f"<main><h1>Help</h1><h2>{button}</h2><div id=c hidden=until-found><p>They are due.</p></div></main>")[1:] == [
        ("heading", "Fees"),
        ("paragraph", "They are due."),
    ]


@pytest.mark.parametrize(
    "head, body, title",
    [
        ("<meta property='og:title' content='Minutes'>", "<h1>City</h1><h1>Ethics</h1><h1>Minutes</h1>", "Minutes"),
        ("<title>Minutes</title>", "<h1>City</h1><div><h1>Minutes</h1></div>", "Minutes"),
        ("<title>Minutes | City</title>", "<h1>City</h1><main><h1>Minutes of May</h1></main>", "Minutes of May"),
        ("<meta property='og:site_name' content='City'><meta property='og:title' content='Archive'>", "<h1>City</h1>", "Archive"),
        ("<meta property='og:site_name' content='City'>", "<h1>City</h1>", "City"),
        ("<title>Fees - City</title>", "<h1>What it costs</h1>", "What it costs"),
        ("", "<h1>One</h1><h1>Two</h1>", "One"),
        ("<title>Meeting in May</title>", "<h1><img src=logo.png></h1><h1>Stop the cuts</h1>", "Meeting in May"),
        ("<title>Sick pay</title>", "<p>Council</p><p>Sick pay</p><h1>1 Purpose</h1><h1>2 Reporting</h1>", "Sick pay"),
        ("<title>Sick pay</title>", "<p class=MsoTitle>Sick pay</p><h1>1 Purpose</h1>", "Sick pay"),
        ("<title>City</title>", "<p>City</p><h1>School meals</h1>", "School meals"),
        ("<title>City</title>", "<p>City</p><main><h1>Meals</h1><h1>Notices</h1></main>", "Meals"),
        ("<title>Fees | City</title>", "<h1>City</h1>", "City: Fees"),
        ("<title>City</title>", "<h1>City</h1>", "City"),
        ("<title>City - Fees for meals</title>", "<h1>Fees for meals</h1>", "Fees for meals"),
        ("<title>Board meeting - Nov 20, 2019</title>", "<h1>Board meeting</h1>", "Board meeting, Nov 20, 2019"),
        ("<title>Board meeting - City</title>", "<h1>Board meeting</h1>", "Board meeting"),
        ("<title>Fees | city.scot</title><meta property='og:title' content='Fees'>", "<h1>Careers</h1>", "Fees"),
        ("<title>City</title><meta property='og:title' content='Fees'>", "<h1>Careers</h1>", "Careers"),
        ("<title>Council votes for school meals</title>", "<h1>The News</h1><h1>The News</h1>", "Council votes for school meals"),
        ("<title>Council votes for school meals</title>", "<h1>Meals for all</h1>", "Meals for all"),
        ("<title>Minutes of 2004 Yearly Meeting</title>", "<h1>Yearly meeting</h1>", "Minutes of 2004 Yearly Meeting"),
        ("<title>City: Yearly meeting</title>", "<h1>Yearly meeting</h1>", "Yearly meeting"),
        ("<title>Welcome to the City</title>", "<h1>City</h1>", "City"),
        ("<title>{{ page.title }}</title>", "<p>Text</p>", None),
        ("<title>Untitled Document</title>", "<p>Text</p>", None),
    ],
)
def test_the_title_is_the_heading_of_the_page_and_not_the_name_of_its_site(head: str, body: str, title: str | None) -> None:
    page = f"<html><head>{head}</head><body>{body}<p>Text of the page.</p></body></html>"
    assert parse_html(page.encode()).facts.title == title
