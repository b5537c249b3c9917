from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece
from ingest.file_kind import FileKind
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks
from tests.ingest.reading_blocks import blocks_of, leads_of, read_text, settled, texts_of

H, P, L, F = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE


def draft(*blocks: DraftBlock) -> Draft:
    return Draft("text/markdown", list(blocks))


def heading(text: str, level: int = 2) -> DraftBlock:
    return DraftBlock.of(H, text, level=level)


def item(text: str, level: int = 1, label: str = "") -> DraftBlock:
    return DraftBlock.of(L, text, level=level, label=label)


def paragraph(text: str) -> DraftBlock:
    return DraftBlock.of(P, text)


def test_a_heading_that_keeps_cutting_sentences_is_a_running_header() -> None:
    document = settled(
        draft(
            heading("Report", 1),
            paragraph("It rests on four pillars:"),
            heading("‘Our report’"),
            item("prevention"),
            heading("Next"),
            paragraph("Text."),
            heading("'Our report'"),
            paragraph("More."),
            heading("Our Report"),
            paragraph("End."),
        ),
    )
    assert texts_of(document, H) == ["Next"]
    assert leads_of(document) == ["It rests on four pillars:"]
    assert document.report.left_out == {"running header": 3}


def test_a_heading_that_comes_again_under_other_headings_stays() -> None:
    parts = [block for name in ("One", "Two", "Three") for block in (heading(name), heading("Summary", 3), paragraph("A full sentence."))]
    assert texts_of(settled(draft(heading("Report", 1), *parts)), H).count("Summary") == 3


def test_a_sentence_that_a_page_end_cuts_is_one_again() -> None:
    document = settled(
        draft(paragraph("People with dementia and those who care for them are full"), paragraph("participants in planning."))
    )
    assert blocks_of(document) == [("paragraph", "People with dementia and those who care for them are full participants in planning.")]


def test_a_caption_does_not_cut_the_sentence_that_it_stands_in_and_a_table_not_the_word() -> None:
    caption, rows = paragraph("Figure 2: Who took part"), table_blocks(Table([[Cell([Piece("Angus")]), Cell([Piece("12")])]]))
    halves = "People with dementia and those who care for them are full parti", "cipants in planning."
    whole = ("paragraph", "".join(halves))
    assert blocks_of(settled(draft(paragraph(f"{halves[0]}-"), caption, paragraph(halves[1])))) == [whole, ("caption", caption.flat)]
    assert blocks_of(settled(draft(paragraph(f"{halves[0]}-"), *rows, paragraph(halves[1])))) == [whole, ("table_row", "Angus; 12")]
    not_cut = draft(paragraph("The councils that took part this year are"), *rows, paragraph("source: the councils"))
    assert [text for _, text in blocks_of(settled(not_cut))][-1] == "source: the councils"


@pytest.mark.parametrize(
    "first, then",
    [
        ("The councils that took part this year are", "source: the councils"),
        ("The councils that took part this year are those that", "n = 12 councils, base: all who answered"),
        ("The councils that took part this year are those of the", "base: all who answered"),
        ("The councils that took part this year told us", "councils without a plan"),
    ],
)
def test_what_is_written_below_a_figure_is_no_part_of_the_sentence_above_it(first: str, then: str) -> None:
    caption = paragraph("Figure 2: Who took part")
    assert [text for _, text in blocks_of(settled(draft(paragraph(first), caption, paragraph(then))))] == [first, caption.flat, then]


def test_a_sentence_that_breaks_off_above_a_figure_goes_on_below_its_caption() -> None:
    halves = ("The councils that took part this year told us of the", "plans that they have made.")
    document = settled(draft(paragraph(halves[0]), paragraph("Figure 2: Who took part"), paragraph(halves[1])))
    assert blocks_of(document)[0] == ("paragraph", " ".join(halves))


def test_a_new_sentence_and_a_label_are_not_joined() -> None:
    texts = ["The first sentence is complete.", "mygov.scot begins small.", "Contact", "email us at any time of the day"]
    assert [text for _, text in blocks_of(settled(draft(*map(paragraph, texts))))] == texts


def test_a_footnote_leaves_the_sentence_it_interrupts_and_points_to_it() -> None:
    first = paragraph("The principles are meant to be the driving force behind")
    first.marks = ["1"]
    note = DraftBlock(F, [Piece("1 The principles:")], note="1")
    document = settled(
        draft(
            first,
            note,
            item("(i) one,", label="(i)"),
            item("(ii) two,", label="(ii)"),
            paragraph("the changes that are needed."),
            item("A longer list in the text", 1),
            item("(iii) three.", label="(iii)"),
        ),
    )
    assert blocks_of(document)[:5] == [
        ("paragraph", "The principles are meant to be the driving force behind the changes that are needed."),
        ("footnote", "1 The principles:"),
        ("list_item", "(i) one,"),
        ("list_item", "(ii) two,"),
        ("list_item", "(iii) three."),
    ]
    assert leads_of(document, F) == ["The principles are meant to be the driving force behind the changes that are needed."]
    assert leads_of(document)[:3] == ["1 The principles:"] * 3


def test_a_footnote_behind_the_second_half_of_a_sentence_stands_behind_the_whole() -> None:
    document = settled(
        draft(
            paragraph("The board looks at what the services that it pays for have done with their"),
            DraftBlock(F, [Piece("1 A first note.")]),
            paragraph("raw materials."),
            DraftBlock(F, [Piece("2 A second note.")]),
            paragraph("It meets again in May."),
        ),
    )
    assert [text for _, text in blocks_of(document)] == [
        "The board looks at what the services that it pays for have done with their raw materials.",
        "1 A first note.",
        "2 A second note.",
        "It meets again in May.",
    ]


def test_a_footnote_called_in_a_short_list_stands_behind_the_list() -> None:
    called = item("citizens")
    called.marks = ["2"]
    note = DraftBlock(F, [Piece("2 A note.")], note="2")
    document = settled(draft(paragraph("Four places:"), called, item("businesses"), note, paragraph("The end.")))
    assert [kind for kind, _ in blocks_of(document)] == ["paragraph", "list_item", "list_item", "footnote", "paragraph"]


def test_items_know_their_lead_in_and_inner_items_their_parent() -> None:
    document = settled(draft(paragraph("It covers:"), item("care"), item("at home", 2), item("housing")))
    assert leads_of(document) == ["It covers:", "care", "It covers:"]


def test_a_numbered_list_keeps_its_lead_over_a_paragraph_between_its_items() -> None:
    document = settled(
        draft(
            paragraph("The steps are:"),
            item("1. Ask.", label="1."),
            paragraph("Asking takes time."),
            item("2. Listen.", label="2."),
            item("a", 1),
        ),
    )
    assert leads_of(document)[:2] == ["The steps are:"] * 2


def test_a_list_behind_an_ordinary_sentence_has_no_lead() -> None:
    assert leads_of(settled(draft(paragraph("This sentence is complete."), item("one"), item("two")))) == [None, None]


def test_half_a_sentence_of_any_length_introduces_the_items_that_end_it() -> None:
    half = (
        "The Act is meant to bring about the conditions "
        + "in every part of the country and in every service " * 4
        + "in which young people"
    )
    assert leads_of(settled(draft(paragraph(half), item("know their rights, and"), item("use them.")))) == [half, half]


def test_bullets_under_a_numbered_item_with_a_colon_belong_to_it() -> None:
    document = settled(
        draft(
            paragraph("Rules."),
            item("4. The purpose is to:", label="4."),
            item("support"),
            item("assist"),
            item("5. It applies.", label="5."),
        )
    )
    assert leads_of(document) == [None, "4. The purpose is to:", "4. The purpose is to:", None]


def test_a_number_that_goes_on_with_the_outer_list_is_not_taken_into_the_inner_one() -> None:
    document = settled(
        draft(
            paragraph("The steps:"),
            item("1. Ask.", label="1."),
            item("1. Carers.", 2, label="1."),
            item("2. Listen.", label="2."),
            item("3. Write.", label="3."),
        )
    )
    assert leads_of(document) == ["The steps:", "1. Ask.", "The steps:", "The steps:"]


def test_reference_lists_and_contents_lists_are_known_for_what_they_are() -> None:
    document = settled(
        draft(
            heading("Report", 1),
            heading("Contents"),
            item("Introduction 3"),
            heading("Introduction"),
            paragraph("Text."),
            heading("References"),
            paragraph("Christie (2011). Report."),
            paragraph("http://www.gov.scot/18, accessed 8 January 2015"),
            heading("Annex"),
            paragraph("More."),
        ),
    )
    assert texts_of(document, BlockKind.CONTENTS) == ["Introduction 3"]
    assert texts_of(document, BlockKind.REFERENCE) == ["Christie (2011). Report. http://www.gov.scot/18, accessed 8 January 2015"]
    assert texts_of(document, P) == ["Text.", "More."]


@pytest.mark.parametrize(
    "behind, kind",
    [
        ("This guideline is the basis of a standard.", "paragraph"),
        ("Acts, Orders and Rules.", "contents"),
        ("How well did we do what we said? 7", "contents"),
        ("How well did we do what we said?", "contents"),
    ],
)
def test_a_contents_list_ends_before_a_sentence_that_states_something(behind: str, kind: str) -> None:
    blocks = [
        heading("Contents"),
        *(DraftBlock.of(BlockKind.PARAGRAPH, text) for text in ("Purpose 3", "Pay 4", behind, "Signed by the board")),
    ]
    found = {text: named for named, text in blocks_of(settled(Draft("application/pdf", blocks)))}
    assert (found["Pay 4"], found[behind], found["Signed by the board"]) == ("contents", kind, kind)


def test_lines_that_dots_lead_to_a_page_are_a_contents_list_though_no_heading_says_so() -> None:
    led = ["Aims ........ 1", "Money . . . . . 12", "People ……… iv"]
    document = settled(draft(heading("Report", 1), paragraph("Contents"), *map(paragraph, led), paragraph("Text.")))
    assert texts_of(document, BlockKind.CONTENTS) == ["Contents", *led]
    assert texts_of(document, P) == ["Text."]


def test_two_lines_with_dots_may_be_a_form_and_a_number_behind_an_ellipsis_is_text() -> None:
    lines = ["Flat number ........ 1", "Persons ........ 2", "It went on ... 4", "They rose ... 5", "They fell ... 6"]
    document = settled(draft(heading("Report", 1), *map(paragraph, lines)))
    assert texts_of(document, P) == lines


def test_the_first_heading_is_the_title_and_ranks_begin_at_one() -> None:
    document = settled(draft(heading("A policy overview"), heading("Why?", 4), paragraph("Because."), heading("Context")))
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.TITLE, 0),
        (H, 2),
        (P, 0),
        (H, 1),
    ]


def test_a_generic_first_heading_is_no_title() -> None:
    document = settled(draft(heading("Introduction"), paragraph("Text."), heading("Results"), paragraph("More.")))
    assert texts_of(document, H) == ["Introduction", "Results"]


def test_rows_of_a_table_read_alone_and_point_to_its_caption() -> None:
    def row(*texts: str, heads: bool = False) -> list[Cell]:
        return [Cell([Piece(text)], heading=heads) for text in texts]

    table = Table(
        [row("Year", "Fall (%)", "Note", heads=True), row("2010", "9", ""), row("2014", "4.", "Estimate")], [Piece("Table 1: Budget")]
    )
    document = settled(draft(*table_blocks(table)))
    assert blocks_of(document) == [
        ("caption", "Table 1: Budget"),
        ("table_row", "Year: 2010; Fall (%): 9"),
        ("table_row", "Year: 2014; Fall (%): 4. Note: Estimate"),
    ]
    assert leads_of(document, BlockKind.TABLE_ROW) == ["Table 1: Budget"] * 2


def test_a_merged_cell_counts_once_in_its_row_and_again_in_the_rows_below() -> None:
    rows = [
        [Cell([Piece("Area")], heading=True), Cell([Piece("Budget")], heading=True, columns=2)],
        [Cell([Piece("Health")], rows=2), Cell([Piece("a")]), Cell([Piece("b")])],
        [Cell([Piece("c")]), Cell([Piece("d")])],
        [Cell([Piece("All areas")], columns=3)],
    ]
    assert [block.raw for block in table_blocks(Table(rows))] == [
        "Area: Health; Budget: a; Budget: b",
        "Area: Health; Budget: c; Budget: d",
        "All areas",
    ]


def test_a_cell_over_several_columns_is_headed_only_by_what_heads_them_all() -> None:
    def cells(*texts: str, heads: bool = False) -> list[Cell]:
        return [Cell([Piece(text)], heading=heads) for text in texts]

    rows = [
        [Cell([Piece("Office")], heading=True, rows=2), Cell([Piece("Open")], heading=True, columns=2), *cells("Staff", heads=True)],
        cells("Drop-in", "By appointment", "", heads=True),
        cells("Ayr", "Monday", "Friday", "3"),
        [*cells("Irvine"), Cell([Piece("Closed")], columns=2), *cells("2")],
        [*cells("Troon"), Cell([Piece("Ring us")], columns=3)],
        [Cell([Piece("All")], columns=3), *cells("5")],
    ]
    assert [block.raw for block in table_blocks(Table(rows))] == [
        "Office: Ayr; Open – Drop-in: Monday; Open – By appointment: Friday; Staff: 3",
        "Office: Irvine; Open: Closed; Staff: 2",
        "Office: Troon; Ring us",
        "All; Staff: 5",
    ]


def test_a_heading_over_part_of_the_columns_of_a_cell_heads_it_where_no_other_does() -> None:
    rows = [
        [Cell([Piece("Area")], heading=True), Cell([Piece("Homes")], heading=True), Cell([], heading=True)],
        [Cell([], heading=True), Cell([Piece("2014")], heading=True, columns=2)],
        [Cell([Piece("Fife")]), Cell([Piece("12")], columns=2)],
    ]
    assert [block.raw for block in table_blocks(Table(rows))] == ["Area: Fife; Homes – 2014: 12"]
    rows[0][2].pieces = [Piece("Flats")]
    assert [block.raw for block in table_blocks(Table(rows))] == ["Area; Homes; Flats", "Area: Fife; 2014: 12"]


def test_a_table_without_headings_gives_its_values() -> None:
    rows = [[Cell([Piece("Name")]), Cell([Piece("Ann")])], [Cell([Piece("Town")]), Cell([Piece("Ayr")])]]
    assert [block.raw for block in table_blocks(Table(rows))] == ["Name; Ann", "Town; Ayr"]


def rows_of(*rows: str) -> list[list[Cell]]:
    return [[Cell([Piece(text)]) for text in row.split("|")] for row in rows]


@pytest.mark.parametrize(
    "rows, first",
    [
        (("Area|Adults|Share", "Fife|1,204|12%", "Moray|311|9%"), "Area: Fife; Adults: 1,204; Share: 12%"),
        (("Local authorities|2013|2014", "Fife|12|14", "Moray|3|-"), "Local authorities: Fife; 2013: 12; 2014: 14"),
        (("|2013|2014", "Fife|£12m|£14m", "Moray|£3m|-"), "Fife; 2013: £12m; 2014: £14m"),
        (("Area|Lead|Staff", "Fife|A. Ayr|12", "Moray|B. Bute|9"), "Area: Fife; Lead: A. Ayr; Staff: 12"),
        (
            ("Rates in December|2022|2021", "Next year|7% / 4%|6% / 6%", "Reached in|2031|2027"),
            "Rates in December: Next year; 2022: 7% / 4%; 2021: 6% / 6%",
        ),
    ],
)
def test_words_or_years_over_columns_of_figures_head_them(rows: tuple[str, ...], first: str) -> None:
    assert next(block.raw for block in table_blocks(Table(rows_of(*rows)))) == first


@pytest.mark.parametrize(
    "rows",
    [
        ("Name|Ann", "Age|44", "Children|2"),  # labels with their values
        ("Area|Lead|Town", "Fife|A. Ayr|Cupar", "Moray|B. Bute|Elgin"),  # words over words
        ("Fife|12|9", "Moray|11|8", "Angus|4|2"),
        ("Area|Adults|", "Fife|1,204|12%", "Moray|311|9%"),  # a figure without a heading
        ("Area|Adults|Share", "Fife|1,204|12%"),
        ("Year|2013|2014", "Begun|2012|2015", "Passed|2014|2015"),  # years under years
        ("Founded|1999|2004", "Members|12|40", "Staff|3|5"),  # years that are values
        ("Pilot A|2021|2022", "Pilot B|2019|Summer 2023", "Pilot C|2020|2024"),
        ("Year opened|2019|2020|2021", "Cost|£5m|£8m|£9m", "Rise|4%|5%|7%"),
        ("Area|Founded|1999", "Fife|14|22", "Moray|3|9"),
        ("Angus|few|many", "Fife|14|22", "Moray|3|9"),  # a row without a figure
        ("Angus|not recorded|too few to show", "Fife|14|22", "Moray|3|9"),
        ("Area|Adults|Not recorded", "Fife|14|22", "Moray|3|9"),  # words for a value that is missing
        ("Area|*|suppressed", "Fife|14|22", "Moray|3|9"),
        ("Area|Adults|n/a", "Fife|14|22", "Moray|3|9"),
    ],
)
def test_a_first_row_that_may_be_a_row_like_the_others_heads_nothing(rows: tuple[str, ...]) -> None:
    assert next(block.raw for block in table_blocks(Table(rows_of(*rows)))) == "; ".join(text for text in rows[0].split("|") if text)


def test_a_list_that_counts_in_another_way_behind_a_colon_lies_within_the_item(tmp_path: Path) -> None:
    page = "<ol><li>A plan says:</li></ol><ol type='a'><li>who</li><li>when</li></ol><ol start='2'><li>It is public.</li></ol>"
    document = read_text(tmp_path, f"<html><body>{page}</body></html>", "page.html")
    assert [block.level for block in document.blocks] == [1, 2, 2, 1]
    assert leads_of(document) == [None, "1. A plan says:", "1. A plan says:", None]


def test_bullets_under_an_item_of_such_a_list_lie_within_that() -> None:
    document = settled(
        draft(
            item("1. The board gives:", label="1."),
            item("a) notice to those who:", label="a)"),
            item("live there"),
            item("work there"),
            item("b) reasons.", label="b)"),
            item("2. It is public.", label="2."),
        )
    )
    assert [block.level for block in document.blocks] == [1, 2, 3, 3, 2, 1]


def test_items_of_lists_that_the_file_keeps_apart_lie_within_one_another_by_their_indents() -> None:
    blocks = [
        item("ask carers"),
        item("in person, or"),
        item("by letter"),
        item("on paper", 2),
        item("tell boards"),
        item("1. Act.", label="1."),
    ]
    for block, indent in zip(blocks, (18.0, 36.0, 37.5, 54.0, 18.0, 24.0), strict=True):
        block.indent = indent
    document = settled(draft(paragraph("The duties are:"), *blocks))
    assert [block.level for block in document.blocks] == [0, 1, 2, 2, 3, 1, 1]
    assert leads_of(document) == [
        "The duties are:", "ask carers", "ask carers", "by letter", "The duties are:", None,
    ]  # fmt: skip


def test_an_item_whose_indent_nobody_knows_keeps_its_depth() -> None:
    blocks = [item("ask carers"), item("in person"), item("by letter")]
    blocks[0].indent, blocks[2].indent = 18.0, 36.0
    assert [block.level for block in settled(draft(*blocks)).blocks] == [1, 1, 1]


def test_many_notes_at_one_place_keep_their_order() -> None:
    """Each of them once passed all that were there before it."""
    notes = [DraftBlock(BlockKind.FOOTNOTE, [Piece(f"{number} Of {number} acts.")], note=f"n{number}") for number in range(1, 8001)]
    document = settled(draft(paragraph("The acts apply."), *notes))
    assert texts_of(document, BlockKind.FOOTNOTE) == [f"{number} Of {number} acts." for number in range(1, 8001)]


def test_an_index_at_the_end_makes_no_cover_of_the_text_before_it() -> None:
    entries = [DraftBlock.of(BlockKind.CONTENTS, text) for text in ("Carers 1", "Plans 2")]
    kinds = [kind for kind, _ in blocks_of(settled(draft(paragraph("Carers have rights."), *entries)))]
    assert kinds == ["paragraph", "contents", "contents"]


def test_what_a_reader_may_ask_for_is_text_though_it_stands_before_the_contents_list() -> None:
    said = (("Policy owner", "Head of People"), ("Next review date", "March 2027"))
    rows = [[Cell([Piece(text)]) for text in row] for row in said]
    foreword = paragraph("This strategy was written with people who use care. " * 3)
    cover = [heading("A fairer county", 1), paragraph("Strathmore Council"), paragraph("May 2024")]
    imprint = [
        heading("About this text"),
        paragraph("This publication is licensed under the terms of the licence that is named here. " * 3),
    ]
    contents = [heading("Contents"), *(DraftBlock.of(BlockKind.CONTENTS, text) for text in ("1 Purpose 3", "2 Pay 4"))]
    text = [heading("1 Purpose"), paragraph("Managers must apply it fairly. " * 40)]
    before = [*cover, heading("Document control"), *table_blocks(Table(rows)), heading("Foreword"), foreword, *imprint]
    document = settled(Draft("application/pdf", [*before, *contents, *text]))
    assert [(kind, start[:16]) for kind, start in blocks_of(document)][:10] == [
        ("title", "A fairer county"),
        ("front_matter", "Strathmore Counc"),
        ("front_matter", "May 2024"),
        ("heading", "Document control"),
        ("table_row", "Policy owner; He"),
        ("table_row", "Next review date"),
        ("heading", "Foreword"),
        ("paragraph", "This strategy wa"),
        ("front_matter", "About this text"),
        ("front_matter", "This publication"),
    ]


def test_a_heading_of_a_word_document_that_cuts_a_list_once_is_no_running_header() -> None:
    def read(media_type: str) -> list[str]:
        blocks = [paragraph("Ask yourself:"), heading("Sources"), item("Garner, Legal Writing")]
        for number in range(3):
            blocks += [paragraph(f"Paragraph {number} is whole."), heading("Sources"), item(f"Book {number}")]
        return texts_of(settled(Draft(media_type, blocks)), H)

    assert read(FileKind.DOCX.media_type) == ["Sources"] * 4
    assert read(FileKind.PDF.media_type) == []
