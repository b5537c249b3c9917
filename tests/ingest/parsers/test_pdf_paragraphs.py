"""Where printed paragraphs and numbered clauses end, and where a line only looks as if one did."""

from pathlib import Path

import pytest
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of, leads_of, texts_of

FULL = "The council decides who may have a home in the way that is set out in its paragraph"


@pytest.mark.parametrize(
    "goes_on",
    [
        "2.3 of the scheme, and tells those who ask of it within the number of days that it",
        "35. The limit does not apply to those who are owed a duty under that Act, as it is",
        "A. Johnson of the policy team wrote this part of it, and the panel agreed to all it",
    ],
)
def test_a_number_that_begins_a_line_within_a_sentence_begins_no_clause(tmp_path: Path, goes_on: str) -> None:
    page = PdfPage().paragraph(60, 760, f"1.1 {FULL}", goes_on, "says. It is looked at in each year.", "1.2 The second clause.")
    assert blocks_of(read(tmp_path, page)) == [
        ("list_item", f"1.1 {FULL} {goes_on} says. It is looked at in each year."),
        ("list_item", "1.2 The second clause."),
    ]


def test_the_number_of_a_clause_that_a_sentence_names_begins_none(tmp_path: Path) -> None:
    page = PdfPage().paragraph(
        60,
        760,
        "The duty is set out in the Act, as amended by section",
        "12. It applies to all boards that the council runs for all people.",
    )
    page.paragraph(60, 700, "1. This is the first section", "2. It has no end")
    assert blocks_of(read(tmp_path, page)) == [
        (
            "paragraph",
            "The duty is set out in the Act, as amended by section 12. It applies to all boards that the council runs for all people.",
        ),
        ("list_item", "1. This is the first section"),
        ("list_item", "2. It has no end"),
    ]


def test_the_next_number_begins_a_clause_also_where_no_sentence_ends_before_it(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, f"1.1 {FULL}", f"1.2 {FULL}", f"1.3 {FULL}")
    assert blocks_of(read(tmp_path, page)) == [("list_item", f"1.{number} {FULL}") for number in (1, 2, 3)]


@pytest.mark.parametrize("style, first", [("", 3), (".", 9), (".", 2478), (")", 12)])
def test_the_next_number_under_the_last_begins_a_paragraph_though_a_line_was_full(tmp_path: Path, style: str, first: int) -> None:
    texts = ["The board met, and the clerk read the minutes of May", "Repair of the path", "Date of the next meeting"]
    numbered = [f"{first + place}{style} {text}" for place, text in enumerate(texts)]
    assert [text for _, text in blocks_of(read(tmp_path, PdfPage().paragraph(60, 760, *numbered)))] == numbered


@pytest.mark.parametrize("goes_on", ["4 May. It", "5 The"])
def test_another_number_at_the_beginning_of_a_line_begins_no_paragraph(tmp_path: Path, goes_on: str) -> None:
    lines = [f"3 {FULL}", f"{goes_on} was kept in the hall until the end of the year, and then they sold it all."]
    assert [text for _, text in blocks_of(read(tmp_path, PdfPage().paragraph(60, 760, *lines)))] == [" ".join(lines)]


def test_entries_under_a_colon_with_a_dash_are_items(tmp_path: Path) -> None:
    page = PdfPage().text(60, 760, "2473. Updates:-").paragraph(100, 746, "Business forum", "Staging for the hall", "The junction")
    document = read(tmp_path, page.text(60, 704, "2474. Reports").text(60, 660, FULL))
    assert leads_of(document) == ["2473. Updates:-"] * 3
    assert blocks_of(document)[-2] == ("paragraph", "2474. Reports")


def test_a_letter_in_the_text_of_an_item_that_hangs_begins_none(tmp_path: Path) -> None:
    page = PdfPage().text(60, 760, f"(a)  {FULL}").paragraph(76, 746, "(b) of the second schedule to it;")
    page.text(60, 732, "(b)  They have no other home.")
    assert [text for _, text in blocks_of(read(tmp_path, page.text(60, 700, FULL)))][:2] == [
        f"(a) {FULL} (b) of the second schedule to it;",
        "(b) They have no other home.",
    ]


def test_an_initial_under_an_indented_first_line_begins_no_item(tmp_path: Path) -> None:
    page = (
        PdfPage()
        .text(84, 760, FULL[:76])
        .paragraph(60, 746, "A. Johnson of the policy team wrote this part of it, and the panel agreed to all", "of it.")
    )
    assert [kind for kind, _ in blocks_of(read(tmp_path, page))] == ["paragraph"]


def test_justified_lines_beside_a_picture_are_one_paragraph(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FULL, f"{FULL[:-10]} text.")
    narrow = [
        "The people of the town said in the",
        "Autumn that the bus for the market",
        "Never comes when they are there to",
        "Take it, and walked home.",
    ]
    for number, line in enumerate(narrow):  # stretched to one width, as justified text is
        space = 0 if number == len(narrow) - 1 else (240 - _width(line)) / line.count(" ")
        page.parts.append(f"BT {space:.3f} Tw /plain 11 Tf 1 0 0 1 60 {700 - 14 * number} Tm ({line}) Tj ET")
    found = [text for _, text in blocks_of(read(tmp_path, page.paragraph(60, 620, FULL, FULL)))]
    assert " ".join(narrow) in found


def test_a_line_beside_a_picture_that_breaks_off_ends_no_paragraph_whatever_the_next_begins_with(tmp_path: Path) -> None:
    page = (
        PdfPage()
        .paragraph(60, 760, FULL, "It meets at the Mill, the Rose and", "Crown or the", "Cherry Tree, as before.")
        .text(60, 600, FULL)
    )
    assert [text for _, text in blocks_of(read(tmp_path, page))] == [
        f"{FULL} It meets at the Mill, the Rose and Crown or the Cherry Tree, as before.",
        FULL,
    ]


def test_a_line_that_ends_in_a_hyphen_ends_no_paragraph(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FULL, "68.7% of all are non-", "Hispanic, and they came in the last year.")
    assert "are non-Hispanic, and they" in read(tmp_path, page).text


def test_a_figure_at_the_end_of_a_page_does_not_go_on_in_the_next(tmp_path: Path) -> None:
    pages = PdfPage().paragraph(60, 760, FULL, FULL).text(300, 70, "48.00"), PdfPage().paragraph(60, 760, "times a week, they said.", FULL)
    assert "48.00 times" not in read(tmp_path, *pages).text


def _width(text: str) -> float:
    """In points, of Helvetica at 11 points."""
    return sum(CORE_FONT_METRICS["Helvetica"].character_widths[character] for character in text) * 11 / 1000


def test_items_that_go_on_in_the_first_column_of_the_next_page_stay_within_theirs(tmp_path: Path) -> None:
    first, second = PdfPage(), PdfPage()
    column = [f"The council met in ward {number} of the town and" for number in range(40)]
    first.paragraph(60, 780, *column).paragraph(320, 780, *column[:36]).text(320, 262, "4.2 The council does not count a refusal where:")
    first.text(340, 248, "• the home is further away than a person").paragraph(352, 234, "who works in the town can come by the bus")
    second.paragraph(92, 780, "that leaves in the morning;").text(80, 766, "• a doctor has said that it is not fit; or")
    second.text(80, 752, "• there is a risk of violence.").text(60, 738, "4.3 Reviews are carried out by an officer who").paragraph(
        60, 724, *column[:30]
    )
    second.paragraph(320, 780, *column[:34])
    items = [(block.level, block.lead) for block in read(tmp_path, first, second).blocks if block.kind is BlockKind.LIST_ITEM]
    assert [level for level, _ in items] == [1, 2, 2, 2, 1]
    assert len({lead for level, lead in items if level == 2}) == 1


def test_items_under_a_colon_at_the_end_of_a_page_lie_within_the_item_above(tmp_path: Path) -> None:
    first = PdfPage().paragraph(60, 780, *[FULL] * 40).text(60, 200, "1. The board must:")
    second = PdfPage().text(84, 780, "(a) meet; and").text(84, 766, "(b) report.").paragraph(60, 740, *[FULL] * 20)
    document = read(tmp_path, first, second)
    assert [block.level for block in document.blocks if block.kind is BlockKind.LIST_ITEM] == [1, 2, 2]


def test_a_paragraph_goes_on_around_a_box_beside_it(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FULL, f"{FULL[:-10]} text.")
    narrow = [
        "A carer is a person of any age who provides care for",
        "another, also for nothing. Young carers are those under",
        "18 years of age. The duties of the Act are owed to adult",
    ]
    page.paragraph(60, 714, *narrow)
    page.text(420, 700, "Key facts", size=10, font="bold").paragraph(420, 687, "Only 312 had a plan.", size=10)
    page.paragraph(60, 672, "carers, and those of the other part to the young ones who are still at a school there.", FULL)
    found = [text for _, text in blocks_of(read(tmp_path, page))]
    assert any(text.startswith(" ".join([*narrow, "carers, and those"])) for text in found)
    assert "Only 312 had a plan." in found


def test_short_texts_under_one_another_are_not_joined_over_others(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FULL, FULL)
    for number, (left, right) in enumerate((("told", "never"), ("said", "often"), ("asked", "twice"))):
        page.text(60, 600 - 14 * number, left).text(300, 600 - 14 * number, right)
    assert "told said" not in (text := read(tmp_path, page).text)
    assert "never often" not in text


@pytest.mark.parametrize("distance", [14, 19, 25])
def test_text_in_double_spacing_is_joined_whatever_its_lines_begin_with(tmp_path: Path, distance: int) -> None:
    lines = [
        "This report sets out how care is planned and paid for in the north of the county,",
        "and what the panel of people who use it would change first. It was written for the",
        "Integration Joint Board, which agreed to it in May, and it has been sent to all of the",
        "members of the Strathmore and Glenisla Partnership by its clerk",
        "Mairi-Louise-Abercrombie, so that each of them can answer before the end of the month.",
        "Answers are read by the panel and not by those who wrote the report, as the law says.",
    ]
    page = PdfPage().paragraph(70, 780, *lines, distance=distance).paragraph(70, 780 - 7.5 * distance, *lines, distance=distance)
    assert texts_of(read(tmp_path, page), BlockKind.PARAGRAPH) == [" ".join(lines)] * 2


def test_a_page_that_a_source_names_at_the_beginning_of_a_line_is_no_item(tmp_path: Path) -> None:
    lines = [f"{FULL} (Black and White 2004,", "p. 220). It is looked at in each year by all of those who have one of their own there."]
    assert blocks_of(read(tmp_path, PdfPage().paragraph(60, 760, *lines))) == [("paragraph", " ".join(lines))]


def test_the_letter_p_counts_where_no_page_follows_it(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, "o. The hall is kept warm.", "p. The lift is kept in order.")
    assert [kind for kind, _ in blocks_of(read(tmp_path, page))] == ["list_item", "list_item"]


def test_a_clause_whose_lines_begin_further_out_than_its_number_names_another(tmp_path: Path) -> None:
    lines = [
        "The council decides who may have a home in the",
        "way that is set out in its own paragraphs, from (b) and",
        "(c) of this section to the end.",
    ]
    page = PdfPage().text(80, 760, f"(a) {lines[0]}").paragraph(60, 746, *lines[1:]).text(80, 718, "(b) The second clause.")
    assert [text for _, text in blocks_of(read(tmp_path, page))] == [f"(a) {' '.join(lines)}", "(b) The second clause."]


def two_columns(end: str, first: str) -> PdfPage:
    column = [f"The council met in ward {number} of the town and" for number in range(20)]
    return PdfPage().paragraph(60, 780, *column, end).paragraph(320, 780, f"{first} of the council wrote it all down for", *column)


@pytest.mark.parametrize(
    "end, goes_on", [("its works (White 2004; Black and Grey 2010;", True), ("its works for all of those who live there.", False)]
)
def test_a_semicolon_at_the_end_of_a_column_ends_no_paragraph(tmp_path: Path, end: str, *, goes_on: bool) -> None:
    assert len(blocks_of(read(tmp_path, two_columns(end, "Green")))) == (1 if goes_on else 2)


def test_a_line_in_a_narrow_box_that_is_full_goes_on_with_a_name(tmp_path: Path) -> None:
    box = [
        "the provision of support",
        "to clients in a way that is",
        "consistent with the low",
        "pathways of all of the aims",
        "WHO sets for each year of it",
    ]
    page = PdfPage().paragraph(60, 760, *[FULL] * 3, f"{FULL[:70]}.").paragraph(60, 640, *box, "UNICEF and others sign it.")
    assert texts_of(read(tmp_path, page), BlockKind.PARAGRAPH)[-1] == " ".join([*box, "UNICEF and others sign it."])


@pytest.mark.parametrize("end", ["and", "of homes"])
def test_a_line_that_breaks_off_goes_on_though_the_next_stands_farther_below(tmp_path: Path, end: str) -> None:
    page = (
        PdfPage().paragraph(60, 760, *[FULL] * 4).paragraph(60, 600, f"Department of Health {end}", "Social Services", distance=18, size=10)
    )
    expected = [f"Department of Health {end} Social Services"] if end == "and" else [f"Department of Health {end}", "Social Services"]
    assert [text for _, text in blocks_of(read(tmp_path, page))][1:] == expected


def test_a_sentence_that_a_page_end_cuts_goes_on_behind_a_box_that_was_read_between(tmp_path: Path) -> None:
    first = PdfPage().paragraph(60, 400, *[FULL] * 25)
    first.paragraph(60, 42, "The hall stands open. It is in the main street, and all may come.", size=8)
    document = read(tmp_path, first, PdfPage().paragraph(60, 780, "and those who live there pay for it.", FULL, FULL))
    assert f"{FULL} and those who live there pay for it." in document.text


@pytest.mark.parametrize("is_even", [True, False])
def test_a_line_that_is_stretched_to_the_edge_of_its_column_is_one(tmp_path: Path, *, is_even: bool) -> None:
    lines = [
        "Applications that were approved are allocated one or more of the funds of the",
        "that make up the pool, which is the same for each of the years of the programme",
    ]
    page, words = PdfPage().paragraph(60, 760, *lines), ("competitive", "Application", "Rounds", "of", "May", "where")
    gap = (max(map(_width, lines)) - sum(map(_width, words))) / (len(words) - 1)
    left = 60.0
    for place, word in enumerate(words):
        page.text(round(left, 2), 732, word)
        left += _width(word) + gap * (1 if is_even else (1.4, 0.6, 1.2, 0.8, 1)[place % 5])
    found = [text for _, text in blocks_of(read(tmp_path, page.paragraph(60, 718, *lines)))]
    assert (found == [" ".join([*lines, *words, *lines])]) is is_even
