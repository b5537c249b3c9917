"""Headings that are no larger and no heavier than the text: what the whole document does tells them from items, labels and emphasis."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of, texts_of

FIRST = "The council decides who may have a home in the way that is set out in its scheme"
SECOND = "for all people who ask for one, and it tells them within a week."
THREE = ["Apologies for absence", "Repair of the path", "Any other business"]


def begun() -> PdfPage:
    """A page that begins with text, so that no heading on it is the title."""
    return PdfPage().paragraph(60, 815, FIRST, SECOND)


def headed(*headings: str, font: str = "plain", underlined: bool = False, close: bool = False) -> PdfPage:
    """A page with two lines of text before all headings, and under each."""
    page, y = begun(), 760
    for heading in headings:
        page.text(60, y, heading, font=font)
        if underlined:
            page.rule(60, y - 1.5, 60 + 5.1 * len(heading), y - 1.5)
        page.paragraph(60, y - (14 if close else 20), FIRST, SECOND)
        y -= 80
    return page


def ranked(tmp_path: Path, *pages: PdfPage) -> list[tuple[str, int]]:
    document = read(tmp_path, *pages)
    return [(document.text[block.start : block.end], block.level) for block in document.blocks if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize("close", [False, True])
def test_italic_lines_that_head_text_again_and_again_are_headings(tmp_path: Path, *, close: bool) -> None:
    document = read(tmp_path, headed(*THREE, font="italic", close=close))
    assert texts_of(document, BlockKind.HEADING) == THREE
    assert texts_of(document, BlockKind.PARAGRAPH) == [f"{FIRST} {SECOND}"] * 4


def test_two_italic_lines_may_be_chance(tmp_path: Path) -> None:
    assert ranked(tmp_path, headed(*THREE[:2], font="italic")) == []


def test_italic_quotes_beside_a_few_short_ones_are_none(tmp_path: Path) -> None:
    page, y = headed(*THREE, font="italic"), 500
    for number in range(3):
        page.text(60, y, f"They told us {number} times that it took too long, and that nobody had called them.", font="italic")
        page.paragraph(60, y - 20, FIRST, SECOND)
        y -= 80
    assert ranked(tmp_path, page) == []


def test_a_sentence_that_begins_in_italic_letters_goes_on_in_plain_ones(tmp_path: Path) -> None:
    page = PdfPage().text(60, 760, "What the scheme says of those who ask for a home is set out in its own words and", font="italic")
    page.paragraph(60, 746, "Annex two says it again for all who", SECOND)
    assert len(blocks_of(read(tmp_path, page))) == 1


def test_underlined_lines_are_headings(tmp_path: Path) -> None:
    assert [text for text, _ in ranked(tmp_path, headed(*THREE[:2], underlined=True, close=True))] == THREE[:2]


def test_a_rule_over_the_width_of_the_page_underlines_nothing(tmp_path: Path) -> None:
    page = headed(*THREE[:2])
    for y in (758, 678):
        page.rule(60, y, 500, y)
    assert ranked(tmp_path, page) == []


def test_links_in_a_list_are_underlined_and_no_headings(tmp_path: Path) -> None:
    page, y = PdfPage().paragraph(60, 760, FIRST, SECOND), 720
    for name in ("Rents in the north of the county", "Homes for older people", "Repairs that the tenant pays for"):
        page.text(60, y, name).rule(60, y - 1.5, 60 + 5.1 * len(name), y - 1.5).text(
            60, y - 14, "(https://example.org/reports/2024)", size=9
        )
        y -= 40
    assert ranked(tmp_path, page) == []


def test_short_numbered_lines_over_text_are_headings(tmp_path: Path) -> None:
    numbered = [f"{number}. {text}" for number, text in enumerate(THREE, 1)]
    assert ranked(tmp_path, headed(*numbered)) == [(text, 1) for text in numbered]


def test_numbered_lines_under_one_another_are_a_list(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FIRST, SECOND).text(60, 720, "The board spoke of:")
    page.paragraph(60, 700, *(f"{number}. {text}" for number, text in enumerate(THREE, 1)), distance=20)
    document = read(tmp_path, page.paragraph(60, 620, FIRST, SECOND))
    assert texts_of(document, BlockKind.LIST_ITEM) == ["1. Apologies for absence", "2. Repair of the path", "3. Any other business"]
    assert texts_of(document, BlockKind.HEADING) == []


def test_numbered_sentences_over_text_are_items(tmp_path: Path) -> None:
    assert ranked(tmp_path, headed("1. The rent is paid by the week.", "2. The tenant pays it.", "3. The council asks for it.")) == []


def test_a_small_letter_behind_a_bracket_numbers_a_heading(tmp_path: Path) -> None:
    page = begun().text(60, 760, "ii) Homes for older people", size=14).paragraph(60, 735, FIRST, SECOND)
    assert ranked(tmp_path, page) == [("ii) Homes for older people", 1)]


def test_an_article_ranks_above_the_title_under_it(tmp_path: Path) -> None:
    page, y = begun(), 760
    for number, title in enumerate(("Scope", "Rents", "Repairs"), 1):
        page.text(250, y, f"Article {number}", font="italic").text(255, y - 24, title, font="bold")
        page.paragraph(60, y - 50, FIRST, SECOND)
        y -= 120
    assert ranked(tmp_path, page) == [
        ("Article 1", 1),
        ("Scope", 2),
        ("Article 2", 1),
        ("Rents", 2),
        ("Article 3", 1),
        ("Repairs", 2),
    ]


def test_chapters_rank_above_their_articles_whatever_they_are_set_in(tmp_path: Path) -> None:
    page, y = begun(), 765
    for number, (chapter, titles) in enumerate({"General": ("Scope", "Terms"), "Rents": ("Amount", "Arrears")}.items()):
        page.text(250, y, f"Chapter {'I' * (number + 1)}", font="italic").text(255, y - 20, chapter, font="italic")
        for article, title in enumerate(titles, 2 * number + 1):
            page.text(250, y - 50, f"Article {article}", font="italic").text(255, y - 70, title, font="bold")
            page.paragraph(60, y - 95, FIRST, SECOND)
            y -= 100
        y -= 50
    assert [level for _, level in ranked(tmp_path, page)] == [1, 2, 3, 4, 3, 4] * 2


def test_an_article_that_a_sentence_names_heads_nothing(tmp_path: Path) -> None:
    page = (
        PdfPage()
        .paragraph(60, 760, FIRST, "for all people who ask for one, as it has to under", "Article 6")
        .paragraph(60, 700, FIRST, SECOND)
    )
    assert ranked(tmp_path, page) == []


def test_numbers_within_numbers_rank_below_them(tmp_path: Path) -> None:
    page = headed("1. Purpose", "1.1 Who may apply", "1.1.1 Carers", "2. Rents", font="bold")
    assert ranked(tmp_path, page) == [("1. Purpose", 1), ("1.1 Who may apply", 2), ("1.1.1 Carers", 3), ("2. Rents", 1)]


def test_headings_without_a_number_rank_with_the_outermost_numbers(tmp_path: Path) -> None:
    page = headed("Present", "19.09.01 Apologies", "19.09.02 Minutes", "Next meeting", font="bold")
    assert [level for _, level in ranked(tmp_path, page)] == [1, 1, 1, 1]


def test_a_small_heading_that_stands_on_large_ones_ranks_above_them(tmp_path: Path) -> None:
    page, y = begun(), 760
    for number, title in enumerate(THREE, 1):
        page.text(60, y, f"PART {number}", font="bold").text(60, y - 25, title, size=13, font="bold").paragraph(60, y - 50, FIRST, SECOND)
        y -= 120
    assert [level for _, level in ranked(tmp_path, page)] == [1, 2] * 3


def test_bold_labels_over_figures_are_no_headings(tmp_path: Path) -> None:
    page = begun().text(60, 760, "Costs of the plan", font="bold").paragraph(60, 735, FIRST, SECOND)
    for x, label, figure in ((60, "Net benefits", "15.062"), (300, "Through 2035", "4,250")):
        page.text(x, 680, label, font="bold").text(x, 664, figure)
    assert [text for text, _ in ranked(tmp_path, page.paragraph(60, 620, FIRST, SECOND))] == ["Costs of the plan"]


def test_what_stands_in_brackets_or_behind_a_dash_is_no_heading(tmp_path: Path) -> None:
    page = headed("(Text that matters to the board)", "-WE ASK NO ONE TWICE", "Rents", font="bold")
    assert [text for text, _ in ranked(tmp_path, page)] == ["Rents"]


@pytest.mark.parametrize("text, is_heading", [("Who may apply:", True), ("The panel will look at all of the following things:", False)])
def test_a_few_bold_words_with_a_colon_are_a_heading(tmp_path: Path, text: str, *, is_heading: bool) -> None:
    assert [text for text, _ in ranked(tmp_path, headed(text, font="bold"))] == [text] * is_heading


def test_a_font_that_is_plain_by_its_name_is_not_bold(tmp_path: Path) -> None:
    page = headed("The scheme in short", font="heavy").paragraph(60, 500, FIRST, SECOND)
    assert ranked(tmp_path, page) == []


def test_underlined_sentences_do_not_speak_against_underlined_headings(tmp_path: Path) -> None:
    sentences = ["No one is asked twice.", "No one waits longer than a week.", "All letters are answered.", "Rents are paid by the week."]
    page = headed(*THREE, *sentences, underlined=True)
    assert [text for text, _ in ranked(tmp_path, page)] == THREE


def test_small_capitals_are_headings_also_where_most_stand_on_other_headings(tmp_path: Path) -> None:
    page, y = begun(), 760
    for name in ("MEDICAL POLICIES", "FINANCIAL AID", "SCHOOL HOURS"):
        page.text(60, y, name, size=9).text(60, y - 20, f"What of {name.lower()}", font="bold").paragraph(60, y - 42, FIRST, SECOND)
        page.text(60, y - 90, f"THE {name}", size=9).paragraph(60, y - 110, FIRST, SECOND)
        y -= 160
    found = ranked(tmp_path, page)
    assert found[:3] == [("MEDICAL POLICIES", 1), ("What of medical policies", 2), ("THE MEDICAL POLICIES", 1)]
    assert len(found) == 9


def test_a_bold_line_that_leads_bold_items_or_a_sentence_with_its_source_heads_nothing(tmp_path: Path) -> None:
    page = begun().text(60, 740, "Recommendation 4:", font="bold")
    page.text(60, 716, "a) that all councils write to carers;", font="bold").text(60, 692, "b) that they do so each year.", font="bold")
    page.text(60, 660, "We ask that this be looked at. (113.30)", font="bold").paragraph(60, 636, FIRST, SECOND)
    page.text(60, 580, "What comes next", font="bold").paragraph(60, 556, FIRST, SECOND)
    assert [text for text, _ in ranked(tmp_path, page)] == ["What comes next"]


def test_larger_lines_right_under_one_another_are_a_list(tmp_path: Path) -> None:
    page = begun().text(60, 760, "Members", size=13, font="bold")
    for row, name in enumerate(("Council of Brae", "Board for Care", "Trust of the Isles", "House of Carers", "School of Ayton")):
        page.text(60, 730 - 16 * row, name, size=13)
    page.paragraph(60, 620, FIRST, SECOND).text(60, 570, "What comes next", size=13, font="bold").paragraph(60, 540, FIRST, SECOND)
    assert [text for text, _ in ranked(tmp_path, page)] == ["Members", "What comes next"]
