"""Lines that come again at head and foot of pages: running lines go and are named in the report, text that repeats stays."""

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled, texts_of

WORDS = ("carers", "boards", "councils", "people", "plans", "budgets", "visits", "homes")
NAMES = ("Ann Bain", "Col Dow", "Eve Fyfe", "Gil Hay")


def read(folder: Path, *pages: PdfPage) -> ParsedDocument:
    return settled(parse_pdf(write_pdf(folder / "document.pdf", *pages)))


def body(page: PdfPage, number: int, *, top: float = 700, lines: int = 12) -> PdfPage:
    return page.paragraph(
        60,
        top,
        *(
            f"Page {number} says in its line {line} that {WORDS[(number + line) % 8]} and {WORDS[(3 * number + line) % 8]} meet."
            for line in range(lines)
        ),
    )


def stepped(number: int, heading: str = "") -> PdfPage:
    page = PdfPage().text(60, 800, "Annual plan of Brae", size=8)
    if heading:
        page.text(60, 765, heading, size=14, font="bold")
    body(page, number, top=735, lines=8).text(60, 600, f"Step for {WORDS[number]}", size=14, font="bold")
    return body(page, number + 3, top=575, lines=6)


def row(page: PdfPage, y: float, *cells: str, font: str = "plain") -> PdfPage:
    for x, text in zip((65, 205, 385), cells, strict=True):
        page.text(x, y, text, size=10, font=font)
    return page


def test_what_is_left_out_at_the_edges_of_pages_is_named_in_the_report(tmp_path: Path) -> None:
    pages = [
        body(PdfPage().text(60, 805, f"Annual plan | {number}", size=8).text(60, 30, "Brae", size=8), number) for number in range(1, 5)
    ]
    report = read(tmp_path, *pages).report
    assert report.left_out == {"running header or footer": 8}
    assert report.left_out_texts == {"running header or footer": {"Annual plan | 1": 4, "Brae": 4}}


def test_a_heading_with_which_some_pages_begin_stays_beneath_the_running_line(tmp_path: Path) -> None:
    document = read(tmp_path, *(stepped(number, "Recommendation" if number in (3, 4, 5) else "") for number in range(8)))
    assert texts_of(document, BlockKind.HEADING).count("Recommendation") == 3
    assert "Annual plan" not in document.text


def test_of_large_type_that_heads_every_page_the_first_stays(tmp_path: Path) -> None:
    titles = ("Welcome", "Results", "Results", "Results", "Next steps")
    slides = [
        PdfPage()
        .text(60, 780, title, size=28)
        .paragraph(60, 700, f"{WORDS[number].title()} are asked", size=18)
        .text(60, 30, "Brae", size=8)
        for number, title in enumerate(titles)
    ]
    text = read(tmp_path, *slides).text
    assert text.count("Results") == 1
    assert text.index("Results") < text.index("Boards are asked")
    assert "Brae" not in text


def test_the_heads_of_ruled_tables_that_begin_pages_stay_with_their_rows(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = row(
            PdfPage().grid([60, 200, 380, 540], [780 - 20 * line for line in range(13)]), 765, "Measure", "Lead", "Date", font="bold"
        )
        for line in range(1, 12):
            row(page, 765 - 20 * line, f"Measure {number}.{line}", f"Team of {WORDS[line % 8]}", f"{line} May 20{number}1")
        pages.append(page)
    rows = texts_of(read(tmp_path, *pages), BlockKind.TABLE_ROW)
    assert len(rows) == 44
    assert all(text.startswith("Measure: Measure") and "Lead: Team of" in text and "Date: " in text for text in rows)


def test_the_heads_of_columns_of_words_that_begin_pages_stay_with_their_rows(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = row(PdfPage(), 780, "Measure", "Lead", "Date", font="bold")
        for line in range(1, 12):
            row(page, 780 - 16 * line, f"Measure {number}.{line}", f"Team of {WORDS[line % 8]}", f"{line} May 20{number}1")
        pages.append(body(page, number, top=500, lines=6))
    rows = texts_of(read(tmp_path, *pages), BlockKind.TABLE_ROW)
    assert len(rows) == 44
    assert all(text.startswith("Measure: Measure") and "Lead: Team of" in text for text in rows)


def test_the_line_with_which_paragraphs_begin_alike_stays(tmp_path: Path) -> None:
    pages = []
    for number in range(4):
        page = PdfPage().text(60, 810, "Annual plan of Brae", size=8)
        page.paragraph(
            60,
            780,
            "The board must decide within thirty days and tell the carer in writing of it,",
            f"and for {WORDS[number]} it must say what the {WORDS[number + 1]} cost in the year before.",
        )
        pages.append(body(page, number))
    text = read(tmp_path, *pages).text
    assert text.count("The board must decide within thirty days") == 4
    assert "Annual plan" not in text


def test_what_stands_beside_a_label_of_a_form_and_nowhere_else_stays_with_it(tmp_path: Path) -> None:
    pages = [body(PdfPage().text(60, 780, "Name:").text(160, 780, name), number) for number, name in enumerate(NAMES)]
    text = read(tmp_path, *pages).text
    assert all(name in text for name in NAMES)
    assert text.count("Name:") == 4


def test_the_name_of_a_chapter_beside_a_running_line_goes_with_it(tmp_path: Path) -> None:
    pages = []
    for number in range(6):
        chapter = "Housing" if number < 3 else "Transport"
        page = PdfPage().text(60, 800, "Annual plan of Brae", size=9).text(480, 800, chapter, size=9)
        if number in (0, 3):
            page.text(60, 740, chapter, size=18, font="bold")
        pages.append(body(page, number))
    text = read(tmp_path, *pages).text
    assert (text.count("Housing"), text.count("Transport"), text.count("Annual plan")) == (1, 1, 0)


def test_an_entry_of_a_contents_list_at_the_foot_of_a_page_is_no_running_line(tmp_path: Path) -> None:
    contents = PdfPage().text(60, 780, "Contents", size=16, font="bold")
    for place in range(40):
        contents.text(60, 740 - 16 * place, f"Part {WORDS[place % 8]} {place}").text(500, 740 - 16 * place, str(place + 2))
    contents.text(60, 100, "Background").text(500, 100, "44")
    document = read(tmp_path, contents, body(PdfPage().text(60, 780, "Background", size=18, font="bold"), 2))
    assert document.text.count("Background") == 2
    assert document.report.left_out == {}


@pytest.mark.parametrize("far", [(0, 5, 10), (0, 4, 9)])
def test_a_line_on_few_pages_far_from_one_another_is_text(tmp_path: Path, far: tuple[int, ...]) -> None:
    pages = [
        body(PdfPage().text(60, 790, "What the inspectors said" if number in far else f"On {WORDS[number % 8]} and {number}"), number)
        for number in range(11)
    ]
    assert read(tmp_path, *pages).text.count("What the inspectors said") == 3


def test_a_letterhead_of_many_rows_stays_on_the_first_page(tmp_path: Path) -> None:
    rows = ("Brae Council", "1 High Street, Brae", "Phone 01234 567890", "Licence 77, given in May 2019")
    pages = [body(PdfPage().paragraph(60, 810, *rows, size=9, distance=14), number, top=690) for number in range(3)]
    document = read(tmp_path, *pages)
    assert all(document.text.count(row) == 1 for row in rows)
    assert document.text.index("Licence 77") < document.text.index("Page 0 says")
    assert document.report.left_out == {"running header or footer": 8}


@pytest.mark.parametrize("label", ["Score:", "Annual plan of Brae"])
def test_numbers_beside_a_line_that_comes_again_are_not_taken_for_one_another(tmp_path: Path, label: str) -> None:
    pages = (PdfPage().text(60, 805, label, size=9).text(300, 805, score, size=9) for score in ("7", "4", "9", "2"))
    document = read(tmp_path, *(body(page, number) for number, page in enumerate(pages)))
    assert all(any(line.strip().endswith(score) for line in document.text.splitlines()) for score in ("7", "4", "9", "2"))
    assert not any("7" in said for said in document.report.left_out_texts.get("running header or footer", {}))


def test_a_year_beside_each_running_line_and_numbers_that_follow_the_pages_are_left_out(tmp_path: Path) -> None:
    pages = (
        PdfPage().text(60, 805, "Annual plan", size=9).text(300, 805, "2019", size=9).text(500, 805, str(number), size=9)
        for number in range(7, 11)
    )
    document = read(tmp_path, *(body(page, number) for number, page in enumerate(pages)))
    assert document.report.left_out == {"page number": 4, "running header or footer": 8}
    assert document.report.left_out_texts == {"running header or footer": {"2019": 4, "Annual plan": 4}}


def chapters(*heads: str, bold_first: bool = True) -> list[PdfPage]:
    """Pages with the name of their chapter in small type at the head, and in large type where it begins."""
    pages = []
    for number, head in enumerate(heads):
        page = body(PdfPage().text(60, 805, head, size=9), number, top=740)
        is_first = head not in heads[:number] and not head.endswith("continued")
        pages.append(page.text(60, 765, head, size=12, font="bold") if is_first and bold_first else page)
    return pages


def test_headers_that_name_chapters_of_two_pages_are_left_out(tmp_path: Path) -> None:
    heads = ["Money and staff", "Money and staff", "What we heard", "What we heard", "Annex B: Who came", "Annex B continued"]
    document = read(tmp_path, *chapters(*heads))
    assert texts_of(document, BlockKind.TITLE) == ["Money and staff"]
    assert texts_of(document, BlockKind.HEADING) == ["What we heard", "Annex B: Who came"]
    assert "continued" not in document.text
    assert sum(document.report.left_out_texts["running header or footer"].values()) == 6


def test_lines_at_the_heads_of_pages_that_no_heading_says_stay(tmp_path: Path) -> None:
    heads = ["Money and staff", "Money and staff", "What we heard", "What we heard", "Who came", "Who came"]
    document = read(tmp_path, *chapters(*heads, bold_first=False))
    assert [document.text.count(head) for head in heads] == [2] * 6


def test_a_line_that_names_a_heading_on_a_page_here_and_there_stays(tmp_path: Path) -> None:
    pages = [body(PdfPage().text(60, 765, f"Part {WORDS[number]}", size=14, font="bold"), number) for number in range(8)]
    for number in (3, 7):
        pages[number] = body(PdfPage().text(60, 740, f"Part {WORDS[number - 1]}"), number)
    document = read(tmp_path, *pages)
    assert document.text.count(f"Part {WORDS[2]}") == 2


@pytest.mark.parametrize("footer", ["Annual plan | Page {}", "Annual plan of Brae {}", "{} Annual plan of Brae"])
def test_a_number_within_a_running_line_labels_the_pages(tmp_path: Path, footer: str) -> None:
    front = [body(PdfPage().text(60, 30, label, size=8), number) for number, label in ((9, "i"), (10, "ii"))]
    pages = [body(PdfPage().text(60, 30, footer.format(number), size=8), number) for number in range(1, 5)]
    document = read(tmp_path, *front, *pages)
    assert [page.label for page in document.pages] == ["i", "ii", "1", "2", "3", "4"]
    assert document.report.left_out["page number"] == 2


def test_a_page_that_every_page_sends_to_labels_none(tmp_path: Path) -> None:
    document = read(tmp_path, *(body(PdfPage().text(60, 30, "The key is on page 3", size=8), number) for number in range(1, 5)))
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]


def test_what_somebody_said_in_large_type_is_no_heading_and_no_title(tmp_path: Path) -> None:
    page = PdfPage().text(60, 790, "Annual plan of Brae", size=18, font="bold").text(60, 760, "“Nobody rang us back.”", size=26)
    document = read(tmp_path, body(page, 1))
    assert texts_of(document, BlockKind.TITLE) == ["Annual plan of Brae"]
    assert not texts_of(document, BlockKind.HEADING)


SAID = "Any decision can be reviewed: ring the council on 01632 960 555."


@pytest.mark.parametrize("behind", ["", " | Page {} of 5"])
def test_a_sentence_at_the_foot_of_each_page_stays_once_at_the_end(tmp_path: Path, behind: str) -> None:
    pages = [body(PdfPage().text(60, 30, SAID + behind.format(number), size=8), number) for number in range(1, 6)]
    pages[-1].text(60, 500, "References", size=14, font="bold").text(60, 470, "Bain, A. (2019) The plans of councils. Brae: Hay.")
    document = read(tmp_path, *pages)
    assert document.text.count(SAID) == 1
    assert texts_of(document, BlockKind.FOOTNOTE) == [SAID]
    assert document.report.left_out == {"running header or footer": 4}


@pytest.mark.parametrize("line", ["Annual plan of the council of Brae", "Brae Council. Annual Plan.", "© Hay Press Ltd."])
def test_names_at_the_foot_of_each_page_go(tmp_path: Path, line: str) -> None:
    assert line not in read(tmp_path, *(body(PdfPage().text(60, 30, line, size=8), number) for number in range(5))).text


def test_chapters_of_one_page_that_are_counted_label_no_pages(tmp_path: Path) -> None:
    heads = ["Annual plan", "Annual plan", *(f"Chapter {number}" for number in range(1, 5))]
    document = read(tmp_path, *(body(PdfPage().text(60, 805, head, size=8), number, top=740) for number, head in enumerate(heads)))
    assert document.report.left_out["running header or footer"] >= 4  # else nothing would be looked at
    assert [page.label for page in document.pages] == ["1", "2", "3", "4", "5", "6"]


def test_rows_of_a_table_whose_labels_count_on_over_the_pages_stay_at_the_edges_of_pages(tmp_path: Path) -> None:
    pages, expected = [], []
    for number in range(4):
        page = PdfPage()
        for column, heading in zip((60, 250, 350, 450), ("Council area", "Adults", "Homes", "Share"), strict=True):
            page.text(column, 790, heading)
        for row in range(36):
            area = 36 * number + row + 1
            values = (f"Area {area}", f"{1000 + 37 * area:,}", f"{3 * area}", f"{area % 7}.{area % 10}%")
            for column, value in zip((60, 250, 350, 450), values, strict=True):
                page.text(column, 770 - 20 * row, value)
            expected.append(values[0])
        pages.append(page)
    document = read(tmp_path, *pages)
    rows = texts_of(document, BlockKind.TABLE_ROW)
    assert [row.removeprefix("Council area: ").split(";")[0] for row in rows] == expected
    assert all(row.startswith("Council area: Area ") and "; Share: " in row for row in rows)


def test_a_running_line_in_two_parts_over_two_columns_of_text_is_none_of_it(tmp_path: Path) -> None:
    pages = []
    for number in range(4):
        page = PdfPage().text(60, 800, "Island Board").text(320, 800, "Plan for housing", size=11)
        page.paragraph(60, 760, *[f"In line {line} of page {number} we say more" for line in range(40)])
        pages.append(page.paragraph(320, 760, *[f"and {line} goes on in column {number} two" for line in range(40)]))
    assert "Plan for housing" not in read(tmp_path, *pages).text


def test_rows_at_the_feet_of_pages_are_text_where_others_like_them_stand_in_tables(tmp_path: Path) -> None:
    pages = [body(PdfPage(), number, lines=20) for number in range(6)]
    for number, foot in ((1, 70), (3, 80), (4, 91)):
        for row, (label, value) in enumerate(
            (("Limit in all:", f"{number}00%"), ("Limit of one kind:", "15%"), ("Limit of one owner:", "15%"))
        ):
            pages[number].text(60, foot + 28 - 14 * row, label).text(300, foot + 28 - 14 * row, value)
        pages[number].text(60, 30, f"Page {number}", size=8)
    document = read(tmp_path, *pages)
    assert document.text.count("Limit of one kind") == document.text.count("Limit of one owner") == 3


def test_numbers_of_five_digits_that_rise_with_the_pages_are_page_numbers(tmp_path: Path) -> None:
    pages = [
        body(PdfPage().text(60, 805, "Gazette of Brae", size=8).text(500, 805, str(48211 + number), size=9), number) for number in range(4)
    ]
    document = read(tmp_path, *pages)
    assert [page.label for page in document.pages] == ["48211", "48212", "48213", "48214"]
    assert "4821" not in document.text


def test_amounts_of_five_digits_at_the_heads_of_pages_stay(tmp_path: Path) -> None:
    amounts = ("48211", "51980", "17004", "60412")
    document = read(tmp_path, *(body(PdfPage().text(60, 805, amount), number) for number, amount in enumerate(amounts)))
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]
    assert all(amount in document.text for amount in amounts)


def test_pages_that_say_of_how_many_they_are_need_not_say_it_at_one_height(tmp_path: Path) -> None:
    pages = [body(PdfPage(), number).text(270, 40 + 15 * number, f"Page {number} of 3", size=8) for number in range(1, 4)]
    document = read(tmp_path, *pages)
    assert "of 3" not in document.text
    assert document.report.left_out == {"page number": 3}


def test_a_page_of_another_file_that_is_named_at_the_foot_stays(tmp_path: Path) -> None:
    document = read(
        tmp_path, *(body(PdfPage(), number).text(60, 40 + 15 * number, f"Page {number} of 9", size=8) for number in range(1, 4))
    )
    assert document.text.count("of 9") == 3


def test_a_line_that_repeats_a_title_set_small_stays_where_no_running_line_stands(tmp_path: Path) -> None:
    pages = [body(PdfPage().text(60, 805, "Annual plan of Brae", size=8), number) for number in range(5)]
    pages[3].text(60, 640 - 14 * 12, "Next steps", size=20)
    pages[1].text(60, 60, "Source: our counts, and those that the board has made for its", size=8).text(60, 50, "Next steps", size=8)
    assert "for its Next steps" in read(tmp_path, *pages).text


def test_a_title_set_small_where_other_pages_have_a_running_line_goes(tmp_path: Path) -> None:
    pages = [body(PdfPage().text(60, 805, "Annual plan of Brae", size=8), number) for number in range(5)]
    pages[3] = body(PdfPage().text(60, 805, "Next steps", size=8).text(60, 770, "Next steps", size=20), 3)
    assert read(tmp_path, *pages).text.count("Next steps") == 1


@pytest.mark.parametrize("is_free", [False, True])
def test_a_line_on_every_second_page_is_text_where_the_others_have_text_at_its_place(tmp_path: Path, *, is_free: bool) -> None:
    pages = [PdfPage().text(60, 765, "Good practice", size=12) if number % 2 else PdfPage() for number in range(7)]
    for number, page in enumerate(pages):
        if number % 2 == 0 and not is_free:
            page.text(60, 765, f"In ward {WORDS[number]} the {WORDS[number + 1]} say this of them", size=12)
        body(page, number, top=725)
    assert read(tmp_path, *pages).text.count("Good practice") == (0 if is_free else 3)


def test_a_key_on_every_third_page_stays(tmp_path: Path) -> None:
    pages = [body(PdfPage(), number) for number in range(1, 9)]
    for number in (1, 4, 7):
        pages[number].text(60, 40, "Likely to advance what is wanted", size=8)
    assert read(tmp_path, *pages).text.count("Likely to advance") == 3


def ending_early(number: int, end: str, *, x: float = 300) -> PdfPage:
    """A page that ends somewhere below its text, as pages of files that were made from web pages do."""
    lines = 6 + 4 * (number % 4)
    return body(PdfPage(), number, lines=lines).text(x, 700 - 14 * lines - 20, end, size=9)


@pytest.mark.parametrize("letters", ["", "A-"])
def test_numbers_that_count_with_the_pages_at_whatever_height_they_end_are_page_numbers(tmp_path: Path, letters: str) -> None:
    pages = [ending_early(number, f"{letters}{number + 2}") for number in range(1, 9)]
    document = read(tmp_path, *pages)
    assert document.report.left_out["page number"] == 8
    assert not any(f"\n{letters}{number + 2}\n" in document.text for number in range(1, 9))


@pytest.mark.parametrize("ends", [["40", "12", "7", "31", "5", "60", "18", "9"], ["3", "4", "", "", "", "", "", ""]])
def test_other_numbers_below_the_text_of_pages_stay(tmp_path: Path, ends: list[str]) -> None:
    pages = [ending_early(number, end or f"Budgets of {WORDS[number - 1]} and homes") for number, end in enumerate(ends, 1)]
    document = read(tmp_path, *pages)
    assert all(end in document.text.split() for end in ends if end)


def test_numbers_that_count_with_the_pages_at_other_places_of_the_line_stay(tmp_path: Path) -> None:
    pages = [ending_early(number, str(number + 2), x=60 + 40 * number) for number in range(1, 9)]
    assert "page number" not in read(tmp_path, *pages).report.left_out


def with_foot(foot: str, number: int) -> PdfPage:
    return body(PdfPage().text(60, 805, "Annual plan of Brae", size=8).text(60, 60, foot, size=9), number)


@pytest.mark.parametrize("asked", [("400", "412", "398", "400", "377", "400"), ("1,400", "1,400", "1,400", "1,405", "1,280", "1,277")])
def test_lines_at_the_feet_of_pages_whose_number_goes_up_and_down_stay(tmp_path: Path, asked: tuple[str, ...]) -> None:
    document = read(tmp_path, *(with_foot(f"Sample size: {people}", number) for number, people in enumerate(asked, 1)))
    assert [line for line in document.text.splitlines() if line.startswith("Sample")] == [f"Sample size: {people}" for people in asked]
    assert document.report.left_out_texts == {"running header or footer": {"Annual plan of Brae": 6}}


@pytest.mark.parametrize(
    "feet",
    [
        ("Chapter 1", "Chapter 1", "Chapter 1", "Chapter 2", "Chapter 3", "Chapter 3"),
        ("Paper 9 | 1", "Paper 9 | 2", "Paper 9 | 3", "Paper 4 | 1", "Paper 4 | 2", "Paper 4 | 3"),
    ],
    ids=["chapters", "pages that begin anew"],
)
def test_lines_at_the_feet_of_pages_whose_number_counts_go(tmp_path: Path, feet: tuple[str, ...]) -> None:
    document = read(tmp_path, *(with_foot(foot, number) for number, foot in enumerate(feet, 1)))
    assert not any(foot in document.text for foot in feet)


def test_the_pages_of_a_volume_that_count_far_on_go_and_years_stay(tmp_path: Path) -> None:
    pages = [body(PdfPage().text(45, 805, str(9125 + number), size=9), number) for number in range(1, 5)]
    assert read(tmp_path, *pages).report.left_out == {"page number": 4}
    years = [body(PdfPage().text(45, 805, str(2019 + number), size=9), number) for number in range(1, 5)]
    assert "page number" not in read(tmp_path, *years).report.left_out


def test_numbers_at_the_side_of_pages_go(tmp_path: Path) -> None:
    pages = [body(PdfPage().text(10, 640, str(number + 30), size=9, font="bold"), number) for number in range(1, 6)]
    document = read(tmp_path, *pages)
    assert document.report.left_out == {"page number": 5}
    assert [page.label for page in document.pages] == ["31", "32", "33", "34", "35"]


def test_both_numbers_of_two_pages_side_by_side_go(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = PdfPage(crop=(0, 300, 595, 842)).text(60, 320, str(2 * number), size=9).text(500, 320, str(2 * number + 1), size=9)
        pages.append(
            page.paragraph(60, 760, f"Board {number} meets in spring.", f"It hears carers of area {number}.").paragraph(
                330, 760, f"Council {number} answers in autumn.", f"It writes to all of area {number}."
            )
        )
    document = read(tmp_path, *pages)
    assert document.report.left_out == {"page number": 8}
    assert [page.label for page in document.pages] == ["2", "4", "6", "8"]


def test_the_number_of_a_single_page_stands_in_the_middle_of_its_foot(tmp_path: Path) -> None:
    assert read(tmp_path, body(PdfPage().text(291, 40, "33"), 1)).report.left_out == {"page number": 1}
    assert not read(tmp_path, body(PdfPage().text(60, 40, "33"), 1)).report.left_out
