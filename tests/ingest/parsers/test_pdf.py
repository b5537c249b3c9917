from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

LEFT = (
    "People who use services should be at the",
    "centre of planning, and the commis-",
    "sion said so. It also asked for more self-",
    "directed support at home.",
)
RIGHT = (
    "A second column begins with a sentence",
    "of its own, which says that co-",
    "production is about power. The",
    "commission agreed.",
)


def read(folder: Path, *pages: PdfPage, **entries: Any) -> ParsedDocument:
    return settled(parse_pdf(write_pdf(folder / "document.pdf", *pages, **entries)))


def body(page: PdfPage, *, top: float = 700, lines: int = 6) -> PdfPage:
    """Lines of running text, so that the size of the text is known."""
    return page.paragraph(
        70, top, *(f"This is line number {number} of a paragraph that is set in the usual size." for number in range(lines))
    )


def test_columns_are_read_one_after_the_other_and_words_are_whole(tmp_path: Path) -> None:
    page = PdfPage().text(70, 780, "The report", size=20, font="bold")
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):  # the file draws line by line, over both columns
        page.text(70, 700 - 14 * number, left).text(320, 700 - 14 * number, right)
    assert blocks_of(read(tmp_path, page)) == [
        ("title", "The report"),
        (
            "paragraph",
            (
                "People who use services should be at the centre of planning, and the commission said so. It also asked for more "
                "self-directed support at home."
            ),
        ),
        (
            "paragraph",
            "A second column begins with a sentence of its own, which says that co-production is about power. The commission agreed.",
        ),
    ]


def test_a_paragraph_runs_on_over_the_page_without_headers_and_numbers(tmp_path: Path) -> None:
    pages = []
    for number in range(1, 5):
        page = PdfPage().text(70, 800, "Integration in Scotland", size=9).text(290, 40, str(number + 2), size=9)
        pages.append(
            page.paragraph(
                70, 700, f"Sentence {number} begins on this page and it has not come to its end", "when the page is full, so that it goes"
            )
        )
    pages.append(PdfPage().text(70, 700, "on to the last one."))
    document = read(tmp_path, *pages)
    assert document.report.left_out == {"page number": 4, "running header or footer": 4}
    assert [page.label for page in document.pages] == ["3", "4", "5", "6", "7"]
    assert "so that it goes on to the last one." in document.text
    last = document.pages[-1]
    assert document.text[last.start : last.end] == "on to the last one."


def test_years_at_the_head_of_tables_are_no_page_numbers(tmp_path: Path) -> None:
    pages = [body(PdfPage()).text(400, 790, str(2019 + number)).text(290, 40, str(number)) for number in range(1, 4)]
    document = read(tmp_path, *pages)
    assert [year for year in ("2020", "2021", "2022") if year in document.text] == ["2020", "2021", "2022"]
    assert [page.label for page in document.pages] == ["1", "2", "3"]


def test_a_caption_at_the_head_of_a_column_is_no_part_of_the_sentence_before_it(tmp_path: Path) -> None:
    page = PdfPage()
    lines = ["Support that people plan together", "with the staff who bring it lasts", "for longer, and so do the plans"]
    page.paragraph(60, 700, *lines, *lines).paragraph(330, 700, "Table 1: Number of plans", "by year and place", *[""] * 2)
    page.paragraph(330, 650, *lines, *lines)
    assert ("caption", "Table 1: Number of plans by year and place") in blocks_of(read(tmp_path, page))


def test_headings_are_told_by_size_and_weight_and_ranked(tmp_path: Path) -> None:
    page = PdfPage().text(70, 790, "A plan for care", size=24, font="bold")
    body(page.text(70, 750, "1. Purpose", size=16, font="bold"), top=725, lines=3)
    body(page.text(70, 660, "Who it is for", font="bold"), top=640, lines=3)
    body(page.text(70, 580, "2. Results", size=16, font="bold"), top=555, lines=3)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TITLE) == ["A plan for care"]
    assert [(document.text[block.start : block.end], block.level) for block in document.blocks if block.kind is BlockKind.HEADING] == [
        ("1. Purpose", 1),
        ("Who it is for", 2),
        ("2. Results", 1),
    ]


def test_items_keep_their_numbers_and_lose_their_bullets(tmp_path: Path) -> None:
    page = body(PdfPage(), top=780).text(70, 650, "The duties in section 31(1)(b) are:")
    page.text(80, 630, "•").text(95, 630, "to plan with the people who use the service, and to say what was").text(95, 616, "done about it")
    page.text(80, 600, "•").text(95, 600, "to report")
    page.text(80, 580, "(iv)").text(105, 580, "to review")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.LIST_ITEM) == [
        "to plan with the people who use the service, and to say what was done about it",
        "to report",
        "(iv) to review",
    ]
    assert leads_of(document) == ["The duties in section 31(1)(b) are:"] * 3


@pytest.mark.parametrize("font", ["bullets", "plain"])
def test_the_letter_o_is_a_bullet_in_a_font_of_bullets_or_in_line_with_another(tmp_path: Path, font: str) -> None:
    page = body(PdfPage())
    for y, text in ((560, "The first inner item"), (540, "The second inner item")):
        page.text(90, y, "o", font=font).text(120, y, text)
    assert texts_of(read(tmp_path, page), BlockKind.LIST_ITEM) == ["The first inner item", "The second inner item"]


def test_the_letter_o_of_a_formula_stays_a_letter(tmp_path: Path) -> None:
    page = body(PdfPage()).text(90, 560, "o").text(120, 560, "h").text(90, 500, "x").text(118, 500, "o").text(146, 500, "y")
    found = read(tmp_path, page)
    assert texts_of(found, BlockKind.LIST_ITEM) == []
    assert ("•" in found.text, found.text.split()[-5:]) == (False, ["o", "h", "x", "o", "y"])


def test_an_item_that_begins_with_bold_words_is_one_item(tmp_path: Path) -> None:
    page = PdfPage().paragraph(70, 700, *(f"Line number {number} of a narrow column" for number in range(6)))
    page.text(70, 560, "\u2022").text(84, 560, "Start from the strengths of all.", font="bold")
    page.paragraph(84, 546, "Services should find out what", "strengths people have.")
    page.text(70, 504, "\u2022").text(84, 504, "The first Community and Social")
    page.text(84, 490, "Care Act of 2013", font="bold").text(84, 476, "was an answer.")
    assert texts_of(read(tmp_path, page), BlockKind.LIST_ITEM) == [
        "Start from the strengths of all. Services should find out what strengths people have.",
        "The first Community and Social Care Act of 2013 was an answer.",
    ]


def test_text_under_a_bold_number_does_not_belong_to_its_heading(tmp_path: Path) -> None:
    page = body(PdfPage()).text(70, 560, "1.").text(90, 560, "Introduction", font="bold").text(90, 546, "Services should find out.")
    assert "Introduction Services" not in read(tmp_path, page).text


def test_a_footnote_leaves_the_sentence_and_points_to_it(tmp_path: Path) -> None:
    page = body(PdfPage()).raised(70, 500, "The principles", "1", " are meant to be the driving force behind change.")
    page.raised(70, 90, "", "1", " Public Bodies (Joint Working) (Scotland) Act 2014,", size=8).text(70, 80, "section 31.", size=8)
    page.text(70, 400, "A last paragraph.")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 Public Bodies (Joint Working) (Scotland) Act 2014, section 31."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The principles are meant to be the driving force behind change."]
    assert blocks_of(document)[-1] == ("paragraph", "A last paragraph.")


def test_footnotes_at_the_feet_of_columns_are_whole_though_one_goes_on_in_the_next_column(tmp_path: Path) -> None:
    page = PdfPage().paragraph(70, 360, *["A line of the first of the two columns"] * 10)
    page.paragraph(320, 360, *["and one of the other column of the page"] * 11)
    page.raised(70, 220, "The board met", "1", " and agreed a plan.").raised(320, 206, "It met", "2", " again in the spring.")
    page.paragraph(70, 206, "It was printed and sent to every house", "of the island in the spring of 2014.")
    page.rule(70, 150, 150, 150).raised(70, 138, "", "1", " A note that is so long that it", size=8)
    page.rule(320, 190, 400, 190).paragraph(320, 178, "goes on at the foot of the other", "column, of two lines.", size=8, distance=10)
    page.raised(320, 158, "", "2", " Another note.", size=8)
    found = read(tmp_path, page)
    assert texts_of(found, BlockKind.FOOTNOTE) == [
        "1 A note that is so long that it goes on at the foot of the other column, of two lines.",
        "2 Another note.",
    ]
    assert "The board met and agreed a plan." in found.text


def test_a_footnote_as_large_as_the_text_is_told_by_a_rule_and_its_mark(tmp_path: Path) -> None:
    def page(*, called: bool, ruled: bool) -> PdfPage:
        page = body(PdfPage()).raised(
            70, 500, "The principles", "1" if called else "2", " are meant to be the driving force behind change."
        )
        page.raised(70, 100, "", "1", " Public Bodies (Joint Working) (Scotland) Act 2014,").text(70, 86, "section 31.")
        return page.rule(70, 116, 200, 116) if ruled else page

    document = read(tmp_path, page(called=True, ruled=True))
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 Public Bodies (Joint Working) (Scotland) Act 2014, section 31."]
    assert leads_of(document, BlockKind.FOOTNOTE) == ["The principles are meant to be the driving force behind change."]
    beside = page(called=True, ruled=True).paragraph(340, 100, "Another column goes on", "beside the note.")
    assert texts_of(read(tmp_path, beside), BlockKind.FOOTNOTE) == ["1 Public Bodies (Joint Working) (Scotland) Act 2014, section 31."]
    for other in (page(called=False, ruled=True), page(called=True, ruled=False)):
        assert texts_of(read(tmp_path, other), BlockKind.FOOTNOTE) == []


def test_footnotes_as_large_as_the_text_are_read_under_both_of_two_columns(tmp_path: Path) -> None:
    page = PdfPage().paragraph(70, 360, *["A line of the first of the two columns"] * 10)
    page.paragraph(320, 360, *["and one of the other column of the page"] * 11)
    page.raised(70, 220, "The board met", "1", " and agreed a plan.").raised(320, 206, "It met", "2", " again in the spring.")
    page.rule(70, 150, 150, 150).raised(70, 136, "", "1", " A note as large as the text").text(70, 122, "of two lines.")
    page.rule(320, 136, 400, 136).raised(320, 122, "", "2", " Another such note.")
    found = read(tmp_path, page)
    assert texts_of(found, BlockKind.FOOTNOTE) == ["1 A note as large as the text of two lines.", "2 Another such note."]
    assert "The board met and agreed a plan." in found.text
    assert "It met again in the spring." in found.text


def test_text_under_a_rule_in_the_second_column_is_no_note_for_those_of_the_first(tmp_path: Path) -> None:
    page = PdfPage().paragraph(70, 360, *["A line of the first of the two columns"] * 10)
    page.paragraph(320, 360, *["and one of the other column of the page"] * 11).raised(70, 220, "The board met", "1", " and agreed a plan.")
    page.rule(70, 150, 150, 150).raised(70, 136, "", "1", " A note as large as the text.")
    page.rule(320, 190, 400, 190).paragraph(320, 176, "Text that goes on below", "the rule of a table.")
    found = read(tmp_path, page)
    assert texts_of(found, BlockKind.FOOTNOTE) == ["1 A note as large as the text."]
    assert "Text that goes on below the rule of a table." in found.text


def with_note(y: float) -> PdfPage:
    page = body(PdfPage()).raised(70, 500, "The principles", "1", " are meant to be the driving force behind change.")
    return page.rule(70, y + 16, 300, y + 16).raised(70, y, "", "1", " Figures for the year to March.")


BELOW_NOTE = {
    "a heading and text": with_note(240)
    .text(70, 205, "Next steps", size=14, font="bold")
    .text(70, 186, "The council must publish a plan."),
    "text after a gap": with_note(210).text(70, 180, "The council must publish a plan."),
    "bold text": with_note(210).text(70, 196, "The council must publish a plan.", font="bold"),
    "another rule": with_note(210).text(70, 196, "The council must publish a plan.").rule(70, 100, 300, 100),
    "the rest of the page": with_note(380),
}


@pytest.mark.parametrize("page", BELOW_NOTE.values(), ids=BELOW_NOTE)
def test_a_note_under_a_rule_takes_no_text_that_may_stand_below_it(tmp_path: Path, page: PdfPage) -> None:
    assert texts_of(read(tmp_path, page), BlockKind.FOOTNOTE) == []


def test_a_table_with_rules_gives_rows_that_read_alone(tmp_path: Path) -> None:
    page = body(PdfPage()).text(70, 560, "Table 1: Budget").grid([70, 200, 300, 400], [540, 520, 490, 470])
    for x, text in zip((75, 205, 305), ("Area", "Year", "Fall"), strict=True):
        page.text(x, 526, text, font="bold", size=10)
    page.text(75, 508, "Health and", size=10).text(75, 496, "social care", size=10).text(205, 500, "2010", size=10).text(
        305, 500, "9%", size=10
    )
    page.text(75, 476, "Housing", size=10).text(205, 476, "2014", size=10).text(305, 476, "4%", size=10)
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == [
        "Area: Health and social care; Year: 2010; Fall: 9%",
        "Area: Housing; Year: 2014; Fall: 4%",
    ]
    assert leads_of(document, BlockKind.TABLE_ROW) == ["Table 1: Budget"] * 2


def test_a_table_without_rules_gives_its_rows(tmp_path: Path) -> None:
    page = body(PdfPage())
    for number, (name, first, second) in enumerate([("Revenue", "1,204", "1,100"), ("Cost", "(904)", "(880)"), ("Result", "300", "220")]):
        page.text(70, 500 - 16 * number, name).text(300, 500 - 16 * number, first).text(400, 500 - 16 * number, second)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == ["Revenue; 1,204; 1,100", "Cost; (904); (880)", "Result; 300; 220"]


def test_a_table_of_words_without_rules_gives_rows_that_read_alone(tmp_path: Path) -> None:
    page = body(PdfPage())
    for x, heading, upper, lower in (
        (70, "Theme", ("Working from", "strengths"), ("Care at home",)),
        (
            250,
            "Also found in",
            ("The strategy for older people, which", "treats them as assets"),
            ("The Act of 2014, which moves care", "out of homes"),
        ),
    ):
        page.text(x, 540, heading, font="bold").paragraph(x, 520, *upper, distance=13).paragraph(x, 486, *lower, distance=13)
    body(page, top=430)
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [
        "Theme: Working from strengths; Also found in: The strategy for older people, which treats them as assets",
        "Theme: Care at home; Also found in: The Act of 2014, which moves care out of homes",
    ]


def test_headings_side_by_side_over_columns_of_text_head_no_table(tmp_path: Path) -> None:
    page = PdfPage()
    for x, heading in ((60, "Purpose"), (320, "Results")):
        page.text(x, 740, heading, font="bold")
        page.paragraph(x, 720, *[f"This is line number {number} of a column" for number in range(8)])
        page.paragraph(x, 590, *[f"This is line number {number} of another" for number in range(8)])
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == []
    assert document.text.index("Results") > document.text.index("line number 7 of another")


def test_a_table_goes_on_in_the_next_column_under_its_headings(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 780, *[f"Line {number} of the column." for number in range(40)])
    page.grid([60, 150, 240], [200, 180, 160]).grid([320, 410, 500], [780, 760, 740])
    rows = [(60, 186, "Year", "Fall"), (60, 166, "2010", "Nine"), (320, 766, "2011", "Four"), (320, 746, "2012", "Two")]
    for place, (x, y, first, second) in enumerate(rows):
        page.text(x + 5, y, first, size=10, font="plain" if place else "bold").text(
            x + 95, y, second, size=10, font="plain" if place else "bold"
        )
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [
        "Year: 2010; Fall: Nine",
        "Year: 2011; Fall: Four",
        "Year: 2012; Fall: Two",
    ]


def test_a_title_over_two_columns_does_not_make_their_lines_short(tmp_path: Path) -> None:
    page = PdfPage().text(60, 780, "A title that runs over both of the columns", size=20, font="bold")
    for x in (60, 320):
        page.paragraph(x, 740, "The plan was made by the people of", "2015 and it holds to this very day", "in all of the towns.")
    whole = "The plan was made by the people of 2015 and it holds to this very day in all of the towns."
    assert texts_of(read(tmp_path, page), BlockKind.PARAGRAPH) == [whole, whole]


def test_the_title_set_small_at_the_head_of_the_only_page_is_a_running_line(tmp_path: Path) -> None:
    page = body(PdfPage().text(70, 810, "A plan for care", size=8).text(70, 760, "A plan for care", size=20, font="bold"))
    document = read(tmp_path, page)
    assert document.text.count("A plan for care") == 1
    assert document.report.left_out == {"running header or footer": 1}


def test_a_contents_list_is_known_by_its_page_numbers(tmp_path: Path) -> None:
    page = PdfPage().text(70, 780, "Contents", size=16, font="bold")
    for number, text in enumerate(
        ("Introduction ........................ 1", "Purpose and scope ............ 3", "Conclusion ...................... 9")
    ):
        page.text(70, 740 - 16 * number, text)
    document = read(tmp_path, page, body(PdfPage()))
    assert texts_of(document, BlockKind.CONTENTS) == ["Introduction 1", "Purpose and scope 3", "Conclusion 9"]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_cut_at_line_ends_and_marks_of_notes_are_known_on_a_page_that_lies_on_its_side(tmp_path: Path, turned: int) -> None:
    page = body(PdfPage(turned=turned)).text(70, 514, "The panel looked for a pro").text(198.4, 514, "-")
    page.paragraph(70, 500, "gramme of self-", "directed support for all.")
    page.text(70, 440, "The principles").text(138.5, 444, "1", size=6).text(145, 440, "came first.").raised(
        70, 90, "", "1", " A note.", size=8
    )
    document = read(tmp_path, page)
    assert "The panel looked for a programme of self-directed support for all." in document.text
    assert texts_of(document, BlockKind.FOOTNOTE) == ["1 A note."]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned_reads_the_same(tmp_path: Path, turned: int) -> None:
    page = PdfPage(turned=turned).paragraph(70, 700, "Two lines of text that are", "one sentence.")
    assert blocks_of(read(tmp_path, page)) == [("paragraph", "Two lines of text that are one sentence.")]


def test_an_entry_of_a_contents_list_may_have_two_lines(tmp_path: Path) -> None:
    page = PdfPage().paragraph(
        70,
        700,
        "1. The aims of the plan .......................... 2",
        "2. What the council does for people who live in the outlying wards and",
        "    cannot come to the town hall ............... 14",
        "3. How it ends .................................. 21",
    )
    found = texts_of(read(tmp_path, body(PdfPage()), page), BlockKind.CONTENTS)
    assert found[1] == "2. What the council does for people who live in the outlying wards and cannot come to the town hall 14"


def test_a_page_whose_text_runs_upwards_is_read_in_order(tmp_path: Path) -> None:
    page = PdfPage().upward(100, 100, "Two lines of text that are").upward(114, 100, "one sentence.")
    assert blocks_of(read(tmp_path, page)) == [("paragraph", "Two lines of text that are one sentence.")]


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    document = read(
        tmp_path,
        body(PdfPage()),
        body(PdfPage()),
        information="/Title (A plan for care) /Author (Ann Bain; Col Dow) /CreationDate (D:20150624120000Z)",
        catalogue="/Lang (en-GB) /PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>",
    )
    assert (document.facts.title, document.facts.authors, document.facts.published, document.facts.made) == (
        "A plan for care",
        ("Ann Bain", "Col Dow"),
        None,
        "2015-06-24",
    )
    assert document.facts.language == "en-GB"
    assert [page.label for page in document.pages] == ["i", "1"]


def test_what_the_file_says_may_stand_in_objects_of_its_own(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "report.pdf",
        body(PdfPage()),
        information="/Title 900 0 R /Author 901 0 R /CreationDate 902 0 R",
        catalogue="/Lang 903 0 R",
        further={900: b"(A plan for care)", 901: b"(Ann Bain)", 902: b"(D:20150624120000Z)", 903: b"(en-GB)"},
    )
    facts, report = (found := settled(parse_pdf(path))).facts, found.report
    assert (facts.title, facts.authors, facts.made, facts.language) == ("A plan for care", ("Ann Bain",), "2015-06-24", "en-GB")
    assert not any("damaged" in warning for warning in report.warnings)


def protected(folder: Path, user: str) -> Path:
    writer = PdfWriter()
    writer.append(PdfReader(write_pdf(folder / "open.pdf", PdfPage().text(70, 700, "Text behind a password."))))
    writer.encrypt(user, "owner", algorithm="AES-256")
    path = folder / "protected.pdf"
    writer.write(path)
    return path


def test_a_protected_file_opens_with_an_empty_or_a_given_password(tmp_path: Path) -> None:
    assert settled(parse_pdf(protected(tmp_path, ""))).text == "Text behind a password."
    assert settled(parse_pdf(protected(tmp_path, "secret"), passwords=["wrong", "secret"])).text == "Text behind a password."


def test_a_protected_file_says_what_to_do(tmp_path: Path) -> None:
    path = protected(tmp_path, "secret")
    with pytest.raises(DocumentUnreadable, match=r"Give the password in sources\.toml"):
        parse_pdf(path)
    with pytest.raises(DocumentUnreadable, match=r"the one in sources\.toml does not open it"):
        parse_pdf(path, passwords=["wrong"])


def test_a_scan_says_that_it_is_one(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnreadable, match="pictures of text"):
        parse_pdf(write_pdf(tmp_path / "scan.pdf", PdfPage().picture()))


def test_pages_of_pictures_among_pages_of_text_are_reported(tmp_path: Path) -> None:
    document = read(tmp_path, body(PdfPage()), PdfPage().picture())
    assert document.report.pages_without_text == (2,)
    assert document.report.pages_of_pictures == (2,)


UNSEEN = [
    ("BT /plain 11 Tf 1 1 1 rg 1 0 0 1 70 400 Tm (Secret words.) Tj ET", "text in the colour of its background"),
    ("0 0 .5 rg 60 390 300 30 re f BT /plain 11 Tf 1 0 0 1 70 400 Tm (Secret words.) Tj ET", "text in the colour of its background"),
    ("BT /plain 0.4 Tf 1 0 0 1 70 400 Tm (Secret words.) Tj ET", "text too small to see"),
    ("BT /plain 11 Tf 1 0 0 1 -200 400 Tm (Secret words.) Tj ET", "text off the page"),
    ("BT /plain 11 Tf 3 Tr 1 0 0 1 70 400 Tm (Secret words.) Tj ET", "invisible text"),
    ("BT /plain 11 Tf 1 0 0 1 70 400 Tm (Secret words.) Tj ET q 200 0 0 40 60 390 cm /picture Do Q", "text behind a picture or a drawing"),
    ("BT /plain 11 Tf 1 0 0 1 70 400 Tm (Secret words.) Tj ET 1 1 0 rg 60 390 300 30 re f", "text behind a picture or a drawing"),
]


@pytest.mark.parametrize("drawn, reason", UNSEEN)
def test_text_that_a_reader_does_not_see_is_left_out_and_named(tmp_path: Path, drawn: str, reason: str) -> None:
    page = body(PdfPage())
    page.parts.append(f"q {drawn} Q")
    document = read(tmp_path, page)
    assert "Secret" not in document.text
    assert document.report.left_out == {reason: 1}


SEEN = [
    "0 0 0 rg 60 390 300 30 re f BT /plain 11 Tf 1 1 1 rg 1 0 0 1 70 400 Tm (White words.) Tj ET",
    "q 300 0 0 30 60 390 cm /picture Do Q BT /plain 11 Tf 1 1 1 rg 1 0 0 1 70 400 Tm (White words.) Tj ET",
    "BT /plain 11 Tf .8 .8 .8 rg 1 0 0 1 70 400 Tm (White words.) Tj ET",
    "BT /plain 11 Tf 1 0 0 1 70 400 Tm (White words.) Tj ET 60 390 300 30 re S",
]


@pytest.mark.parametrize("drawn", SEEN)
def test_light_text_that_can_be_seen_stays(tmp_path: Path, drawn: str) -> None:
    page = body(PdfPage())
    page.parts.append(f"q {drawn} Q")
    document = read(tmp_path, page)
    assert "White words." in document.text
    assert document.report.left_out == {}


def test_the_text_layer_of_a_scan_is_its_text(tmp_path: Path) -> None:
    page = PdfPage().picture()
    page.parts.append("BT /plain 11 Tf 3 Tr 1 0 0 1 70 400 Tm (Words that a program read off the picture.) Tj ET")
    document = read(tmp_path, page)
    assert document.text == "Words that a program read off the picture."
    assert "1 of 1 pages are scans with text" in document.report.warnings[0]


def test_a_file_with_nothing_but_hidden_text_says_so(tmp_path: Path) -> None:
    page = PdfPage()
    page.parts.append("BT /plain 11 Tf 3 Tr 1 0 0 1 70 400 Tm (Secret words.) Tj ET")
    with pytest.raises(DocumentUnreadable, match="only text that a reader does not see"):
        parse_pdf(write_pdf(tmp_path / "hidden.pdf", page))


def test_a_file_that_was_cut_short_gives_a_reason_or_its_text(tmp_path: Path) -> None:
    whole = write_pdf(tmp_path / "whole.pdf", body(PdfPage())).read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(whole[:300])
    with pytest.raises(DocumentUnreadable, match=r"damaged|none of its pages|hold no text"):
        parse_pdf(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 255)), min_size=1, max_size=20))
def test_damage_anywhere_ends_in_text_or_a_reason(tmp_path: Path, damage: list[tuple[int, int]]) -> None:
    data = bytearray(write_pdf(tmp_path / "whole.pdf", body(PdfPage()).grid([70, 200, 300], [540, 520, 490])).read_bytes())
    for place, value in damage:
        data[place % len(data)] = value
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data)
    assert outcome(path).endswith(".")


def outcome(path: Path) -> str:
    try:
        return f"{settled(parse_pdf(path)).report.pages} pages."
    except DocumentUnreadable as error:
        return error.reason


def test_a_password_is_asked_for_only_where_the_file_is_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path, password: str | None = None) -> None:
        raise pdfium.PdfiumError("PDFium: Incorrect password error", err_code=pdfium_c.FPDF_ERR_PASSWORD)

    monkeypatch.setattr(pdfium, "PdfDocument", fails)
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.3\n")
    with pytest.raises(DocumentUnreadable, match="damaged"):
        parse_pdf(path)


def test_small_print_with_a_number_at_the_start_of_a_line_is_no_footnote(tmp_path: Path) -> None:
    lines = ("Small print says that the reports of the bodies named above are filed within", "90 days of the end of the year.")
    page = body(PdfPage()).paragraph(70, 300, *lines, size=8, distance=10)
    assert texts_of(read(tmp_path, page), BlockKind.FOOTNOTE) == []


def test_a_footnote_below_a_rule_needs_no_mark(tmp_path: Path) -> None:
    page = body(PdfPage()).rule(70, 112, 200, 112).text(70, 100, "2 Audit Scotland, 2015.", size=8)
    assert texts_of(read(tmp_path, page), BlockKind.FOOTNOTE) == ["2 Audit Scotland, 2015."]


def test_the_raised_mark_of_a_note_belongs_to_it_though_the_note_is_larger_than_the_text_and_a_gap_stands_between(tmp_path: Path) -> None:
    page = body(PdfPage(), top=760).raised(70, 600, "Carers want to be asked", "1", " before the plan is made.").rule(70, 120, 180, 120)
    page.text(70, 109, "1", size=6).text(77, 105, "See the survey of carers.", size=12)
    assert texts_of(read(tmp_path, page), BlockKind.FOOTNOTE) == ["1 See the survey of carers."]


def test_an_o_in_a_font_of_bullets_close_to_its_text_is_the_bullet_of_an_item(tmp_path: Path) -> None:
    page = body(PdfPage(), top=760).text(70, 600, "They must give you:")
    for y, text in ((584, "28 days of notice, or"), (568, "84 days of notice.")):
        page.parts.append(f"BT /bullets 11 Tf 1 0 0 1 90 {y} Tm (o ) Tj /plain 11 Tf ({text}) Tj ET")
    page.text(90, 540, "o in a formula stays what it is.")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.LIST_ITEM) == ["28 days of notice, or", "84 days of notice."]
    assert "o in a formula" in document.text
