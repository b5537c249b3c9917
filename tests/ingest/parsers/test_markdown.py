from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsers.markdown import parse_markdown
from tests.ingest.reading_blocks import blocks_of, leads_of, read_text, settled, texts_of

SEED = Path(__file__).parents[4] / "shared" / "seeds" / "000_e5d9cdb03ad04b3d.txt"


def read(text: str) -> list[tuple[str, str]]:
    return blocks_of(settled(parse_markdown(text)))


def test_markup_is_not_part_of_the_text() -> None:
    assert read("Power’s **‘golden *thread*’** of [co-production](http://x.org) runs `here` \\*.") == [
        ("paragraph", "Power’s ‘golden thread’ of co-production runs here *."),
    ]


def test_typed_numbers_stay_and_bullets_go() -> None:
    assert read("- one\n- (iv) four\n\n3. three\n4. four\n   1. inner\n\nEnd.") == [
        ("list_item", "one"),
        ("list_item", "(iv) four"),
        ("list_item", "3. three"),
        ("list_item", "4. four"),
        ("list_item", "1. inner"),
        ("paragraph", "End."),
    ]


def test_an_empty_bullet_is_dropped() -> None:
    assert read("- \n- (viii) protects,\n") == [("list_item", "(viii) protects,")]


def test_a_table_gives_rows_that_read_alone() -> None:
    assert read("| Word | Use *instead* |\n|---|---|\n| deaf | **Deaf** person |\n| | none |\n") == [
        ("table_row", "Word: deaf; Use instead: Deaf person"),
        ("table_row", "Use instead: none"),
    ]


def test_a_table_with_uneven_rows_is_a_table_all_the_same() -> None:
    assert read("| A | B |\n| - | - | - |\n| one | two |\n") == [("table_row", "A: one; B: two")]


def test_a_table_that_begins_with_its_rule_is_headed_by_its_first_column() -> None:
    text = "| - | - |\n| *Body* | [W3C][w] |\n| Status | Proposed[^1] |\n\n[w]: https://w.example\n\n[^1]: In 2014.\n"
    document = settled(parse_markdown(text))
    assert blocks_of(document) == [("table_row", "Body: W3C"), ("table_row", "Status: Proposed"), ("footnote", "1 In 2014.")]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Status: Proposed"]


def test_a_footnote_that_a_row_calls_leans_on_this_row_and_stands_behind_the_table() -> None:
    text = "| Body | Says |\n|---|---|\n| Board[^1] | Plan |\n| Council | Pay[^2] |\n\n[^1]: Of 2014.\n\n[^2]: From 2015.\n"
    document = settled(parse_markdown(text))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 Of 2014.", "2 From 2015."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["Body: Board; Says: Plan", "Body: Council; Says: Pay"]
    assert [kind for kind, _ in blocks_of(document)] == ["table_row", "table_row", "footnote", "footnote"]


@pytest.mark.parametrize(
    "note", ["The Act[^a] applies.\n\n[^a]: Of 2014.\n\nMore.", "The Act<sup>1</sup> applies.\n\n---\n\n<sup>1</sup>Of 2014.\n\nMore."]
)
def test_a_footnote_is_a_block_of_its_own(note: str) -> None:
    document = settled(parse_markdown(note))
    assert [text for _, text in blocks_of(document)][::2] == ["The Act applies.", "More."]
    assert texts_of(document, BlockKind.FOOTNOTE)[0].endswith(" Of 2014.")
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The Act applies."]


def test_footnotes_that_go_by_words_are_numbered_as_they_are_called() -> None:
    document = settled(parse_markdown("An Act[^act] applies.[^2]\n\n[^2]: From 2015.\n\n[^act]: Of 2014.\n"))
    assert texts_of(document, BlockKind.PARAGRAPH) == ["An Act applies."]
    assert sorted(texts_of(document, BlockKind.FOOTNOTE)) == ["1 Of 2014.", "2 From 2015."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["An Act applies.", "An Act applies."]


@pytest.mark.parametrize("indent", ["", "    "])
def test_lines_that_begin_with_the_numbers_of_clauses_are_items(indent: str) -> None:
    lines = ["(a) the health board,", "(b) carers, who", "care at home,", "(c) and others."]
    document = settled(parse_markdown("Ask these:\n\n" + "\n".join(f"{indent}{line}" for line in lines)))
    assert texts_of(document, BlockKind.LIST_ITEM) == ["(a) the health board,", "(b) carers, who care at home,", "(c) and others."]
    assert leads_of(document) == ["Ask these:"] * 3


def test_a_line_that_happens_to_begin_with_a_number_makes_no_items() -> None:
    assert read("It was adopted in\n2014. The board\n(b) of the Act.") == [
        ("paragraph", "It was adopted in 2014. The board (b) of the Act.")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "A court may hear (see paragraph\n2) and order what is just as in paragraph\n3) of the schedule.",
        "We rely on regulation 4\n(a) and regulation 5\n(b) of the Order.",
        "The council approved items a) and\nb) of the report, and deferred items\nc) and d) to the next meeting.",
    ],
)
def test_numbers_that_go_on_with_a_sentence_make_no_items(sentence: str) -> None:
    assert read(sentence) == [("paragraph", sentence.replace("\n", " "))]


def test_a_number_that_goes_on_with_a_sentence_of_a_clause_does_not_cut_it() -> None:
    found = read("They shall:\n(a) act under regulation 4\n(b) of the Order; and\n(b) meet.")
    assert found == [
        ("paragraph", "They shall:"),
        ("list_item", "(a) act under regulation 4 (b) of the Order; and"),
        ("list_item", "(b) meet."),
    ]


def test_a_sentence_on_a_line_of_its_own_behind_the_last_clause_is_a_paragraph() -> None:
    found = read("They shall:\n(a) ask carers; and\n(b) hear them.\nThe board reports every year.\nIt says how.")
    assert found == [
        ("paragraph", "They shall:"),
        ("list_item", "(a) ask carers; and"),
        ("list_item", "(b) hear them."),
        ("paragraph", "The board reports every year. It says how."),
    ]


def test_a_second_sentence_of_the_last_clause_that_is_only_wrapped_stays_in_it() -> None:
    found = read("They shall:\n(a) ask carers; and\n(b) hear them in the place in which they live.\nThis may be online.")
    assert found[-1] == ("list_item", "(b) hear them in the place in which they live. This may be online.")


def test_a_footnote_of_the_sentence_behind_the_last_clause_belongs_to_it() -> None:
    draft = parse_markdown(
        "They shall:\n(a) ask[^1] carers;\n(b) hear them.\nThe board reports every[^2] year.\n\n[^1]: One.\n\n[^2]: Two.\n"
    )
    assert [block.marks for block in draft.blocks[:4]] == [[], ["1"], [], ["2"]]


def test_the_number_of_an_item_stays_with_its_first_clause() -> None:
    found = read("1. (a) the board meets\n   (b) the chair leads\n2. (a) it asks;\n   (b) it hears.")
    assert [text for _, text in found] == ["1. (a) the board meets", "(b) the chair leads", "2. (a) it asks;", "(b) it hears."]


def test_a_footnote_belongs_to_the_clause_that_calls_it_and_to_no_other() -> None:
    draft = parse_markdown(
        "These duties[^1] apply:\n(a) to ask;\n(b) to hear[^2]\nwhoever asks;\n(c) to act.\n\n[^1]: One.\n\n[^2]: Two.\n"
    )
    assert [block.marks for block in draft.blocks[:4]] == [["1"], [], ["2"], []]


def test_what_is_raised_by_its_meaning_stays() -> None:
    assert read("About 5 m<sup>2</sup> or 10<sup>6</sup> on the 21<sup>st</sup>; see Power<sup>7</sup>.") == [
        ("paragraph", "About 5 m² or 10⁶ on the 21st; see Power."),
    ]


def test_front_matter_gives_the_facts() -> None:
    facts = parse_markdown(
        '---\ntitle: "A summary"\nauthors:\n  - Ann Bain\n  - Col Dow\npublisher: Us\ndate: 24 June 2015\nurl: https://x.org/a\n'
        "licence: CC0\nlanguage: en-GB\nunofficial_summary: true\n---\n# A\n",
    ).facts
    assert (facts.title, facts.authors, facts.publisher, facts.published) == ("A summary", ("Ann Bain", "Col Dow"), "Us", "2015-06-24")
    assert (facts.url, facts.licence, facts.language, facts.unofficial_summary) == ("https://x.org/a", "CC0", "en-GB", True)


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    assert read("---\nSome words without a colon\n---\nText.")[-1] == ("paragraph", "Text.")


def test_html_comments_and_scripts_are_left_out() -> None:
    assert read("<!-- hidden -->\n\nText <!-- not seen -->here.\n\n<div>Shown &amp; <b>told</b></div>\n") == [
        ("paragraph", "Text here."),
        ("paragraph", "Shown & told"),
    ]


def test_deep_nesting_does_no_harm(tmp_path: Path) -> None:
    assert read_text(tmp_path, "> " * 5000 + "deep\n\n" + "*" * 10_000 + "\n\nEnd.").text.endswith("End.")


@pytest.mark.skipif(not SEED.exists(), reason="the documents that the assistant was first asked for are not here")
def test_the_policy_overview_comes_out_whole(tmp_path: Path) -> None:
    document = read_text(tmp_path, SEED.read_text(encoding="utf-8"), "seed.txt")
    assert document.report.media_type == "text/markdown"
    assert document.report.left_out["running header"] == 3
    assert [text[:12] for text in texts_of(document, BlockKind.HEADING)] == ["Why co-produ", "The policy c", "Conclusion", "References"]
    principles = [
        text
        for text, lead in zip(texts_of(document, BlockKind.LIST_ITEM), leads_of(document), strict=True)
        if lead == "1 Integration delivery principles:"
    ]
    assert [text.split()[0] for text in principles] == "(i) (ii) (iii) (iv) (v) (vi) (vii) (viii) (ix) (x) (xi) (xii)".split()
    assert "the driving force behind the changes in culture" in document.text
    assert "highlights the importance of blurring distinctions" in document.text
    assert "for them to be full participants in planning" in document.text
    pillars = [lead for lead in leads_of(document) if lead and lead.endswith("based on four pillars:")]
    assert len(pillars) == 4
    assert len(texts_of(document, BlockKind.REFERENCE)) > 20


def test_what_kramdown_and_jekyll_are_told_is_not_part_of_the_text(tmp_path: Path) -> None:
    text = (
        "# Care plan\n{:.no_toc}\n\n* TOC\n{:toc}\n\n## Aims {#aims}\n\n{% include menu.html %}\n\nPeople *decide*{:.strong} together.\n"
        '{: .lead data-x="1"}\n\n```\n{:.kept}\n```\n'
    )
    document = read_text(tmp_path, text)
    assert [found for _, found in blocks_of(document)] == ["Care plan", "Aims", "People decide together.", "{:.kept}"]
    assert document.report.left_out == {"layout instruction": 5}


def test_braces_that_are_no_instruction_stay(tmp_path: Path) -> None:
    assert blocks_of(read_text(tmp_path, "The set {1, 2} and {: no} stay, as does `{:.x}`.")) == [
        ("paragraph", "The set {1, 2} and {: no} stay, as does {:.x}.")
    ]


def test_a_list_that_only_leads_to_places_in_the_same_text_is_a_contents_list() -> None:
    contents = "- [Aims](#aims)\n- [Care](#care)\n    - [At home](#home)\n"
    kinds = [kind for kind, _ in read(f"# Title\n\n{contents}\n## Aims\n\nText.\n\n- [One](#one)\n- two\n- [Three](x)\n")]
    assert kinds == ["title", "contents", "contents", "contents", "heading", "paragraph", "list_item", "list_item", "list_item"]


def test_html_that_is_not_seen_is_left_out(tmp_path: Path) -> None:
    found = read_text(tmp_path, '# Care\n\n<div style="display:none">Unseen.</div>\n\n<div>Seen.</div>\n')
    assert [text for _, text in blocks_of(found)] == ["Care", "Seen."]
    assert found.report.left_out == {"hidden text": 1}


def test_html_within_a_text_is_read_as_web_pages_are() -> None:
    table = "<table><tr><th>Name</th><th>Phone</th></tr><tr><td>Ann</td><td>01343</td></tr></table>"
    found = read(f"Ask:\n\n{table}\n\n<h2>Duties</h2>\n\n<ul><li>meet</li><li>listen</li></ul>\n\n<p>See <a href='#a'>here</a>.</p>\n")
    assert found == [
        ("paragraph", "Ask:"),
        ("table_row", "Name: Ann; Phone: 01343"),
        ("heading", "Duties"),
        ("list_item", "meet"),
        ("list_item", "listen"),
        ("paragraph", "See here."),
    ]


@pytest.mark.parametrize(
    "part, left_out",
    [
        ('<span style="display: none">never</span>', {"hidden text": 1}),
        ("<span hidden>never <span>at</span> all</span>", {"hidden text": 1}),
        ("<b hidden>never", {"hidden text": 1}),
        ("~~never~~", {"struck-out text": 1}),
        ("<del>never **at** all</del>", {"struck-out text": 1}),
    ],
)
def test_words_within_a_sentence_that_are_hidden_or_crossed_out_are_left_out(part: str, left_out: dict[str, int]) -> None:
    draft = parse_markdown(f"People are {'asked. ' if part.startswith('<b') else ''}{part}{'' if part.startswith('<b') else ' asked.'}\n")
    assert blocks_of(settled(draft)) == [("paragraph", "People are asked.")]
    assert draft.left_out == left_out


def test_facts_at_the_top_may_be_written_in_toml() -> None:
    draft = parse_markdown('+++\ntitle = "Care plan"\nauthors = ["Ann Bain"]\ndate = 2026-01-02\n+++\n\nText.\n')
    assert (draft.facts.title, draft.facts.authors, draft.facts.published) == ("Care plan", ("Ann Bain",), "2026-01-02")
    assert blocks_of(settled(draft)) == [("paragraph", "Text.")]
    assert [kind for kind, _ in read("+++\nno facts\n+++\n\nText.\n")] == ["paragraph"] * 2


def test_the_paragraphs_of_a_note_are_one_note() -> None:
    found = read("People decide[^1].\n\nMore.\n\n[^1]: Under the Act.\n\n    And by the plan.\n\nEnd.\n")
    assert found == [
        ("paragraph", "People decide."),
        ("footnote", "1 Under the Act. And by the plan."),
        ("paragraph", "More."),
        ("paragraph", "End."),
    ]


def test_a_list_in_a_note_stays_a_list() -> None:
    found = read("People decide[^1].\n\n[^1]: In these ways:\n\n    - by vote\n    - by lot\n")
    assert found[1:] == [("footnote", "1 In these ways:"), ("list_item", "by vote"), ("list_item", "by lot")]


def test_a_paragraph_behind_a_list_or_a_table_of_a_note_is_no_part_of_these() -> None:
    found = read("Text[^1].\n\n[^1]: Ways:\n\n    - by vote\n    - by lot\n\n    The council chooses.\n")
    assert found[2:] == [("list_item", "by vote"), ("list_item", "by lot"), ("paragraph", "The council chooses.")]
    found = read("Text[^1].\n\n[^1]: Ways:\n\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n\n    The council chooses.\n")
    assert found[2:] == [("table_row", "a: 1; b: 2"), ("paragraph", "The council chooses.")]


def test_remarks_and_parts_of_tables_within_a_text_are_text() -> None:
    remark = "And <span title='not hidden at all' class=\"a hidden b\">listen</span>."
    text = f"<aside>\nAsk people first.\n</aside>\n\n{remark}\n\n<footer>Ann.</footer>\n"
    assert read(text) == [("paragraph", "Ask people first."), ("paragraph", "And listen."), ("paragraph", "Ann.")]
    text = "<table>\n<tr><td>Ward</td><td>Seats</td></tr>\n\n<tr><td>North</td><td>Four</td></tr>\n</table>\n"
    assert read(text) == [("table_row", "Ward; Seats"), ("table_row", "North; Four")]
