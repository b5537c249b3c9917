"""The headers and footers that browsers print by themselves."""

from pathlib import Path

import pytest

from ingest.parsed import ParsedDocument
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

ADDRESS = "https://brae.example/groups?id=7"
SHEETS = ("the first of them", "what comes next", "a third")
ROWS = {
    "chromium": (("24/05/2021, 14:02", "Groups | Brae Council"), (ADDRESS, "{number}/{last}")),
    "chromium, american": (("5/24/21, 2:02 PM", "Groups | Brae Council"), (ADDRESS, "{number}/{last}")),
    "firefox": (("Groups | Brae Council", ADDRESS), ("{number} of {last}", "24/05/2021, 14:02")),
    "safari": (("Groups | Brae Council", "24.05.2021, 14:02"), (ADDRESS + "…", "Page {number} of {last}")),
    "no title": (("24/05/2021, 14:02",), (ADDRESS, "{number}/{last}")),
    "no address": (("24/05/2021, 14:02", "Groups | Brae Council"), ("{number}/{last}",)),
}


def read(folder: Path, *pages: PdfPage) -> ParsedDocument:
    return settled(parse_pdf(write_pdf(folder / "document.pdf", *pages)))


def page(head: tuple[str, ...], foot: tuple[str, ...], number: int = 1, last: int = 1, *, size: float = 8) -> PdfPage:
    made = PdfPage().text(34, 777, f"Part {number} of the plan", size=18)
    made.paragraph(
        34,
        740,
        *(f"Sentence {line} on {SHEETS[number % 3]} is about how groups in the town decide." for line in range(number, 14)),
        size=12,
    )
    for y, row in ((819, head), (17, foot)):
        for x, text in zip((24, 300), row, strict=False):
            made.text(x, y, text.format(number=number, last=last), size=size)
    return made


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("last", [1, 3])
def test_what_a_browser_prints_in_the_margins_is_left_out_and_reported(
    tmp_path: Path, rows: tuple[tuple[str, ...], tuple[str, ...]], last: int
) -> None:
    document = read(tmp_path, *(page(*rows, number, last) for number in range(1, last + 1)))
    assert not any(part in document.text for part in ("14:02", "2:02", "Groups", "brae", f"/{last}", f"of {last}"))
    assert document.text.count("Sentence") == sum(14 - number for number in range(1, last + 1))
    assert document.report.left_out == {"running header or footer": last * (sum(map(len, rows)) - 1), "page number": last}


def test_the_count_of_pages_that_a_browser_prints_labels_a_page(tmp_path: Path) -> None:
    document = read(tmp_path, page(*ROWS["chromium"], 4, 9))
    assert [one.label for one in document.pages] == ["4"]


def test_a_first_line_that_is_a_date_and_a_short_title_stay_beneath_what_the_browser_prints(tmp_path: Path) -> None:
    head, foot = ROWS["chromium"]
    made = (
        PdfPage().text(34, 780, "24/05/2021, 14:02", size=8).text(34, 766, "Notes", size=8).text(34, 752, "People decide together.", size=8)
    )
    for x, y, text in zip((24, 300, 24, 550), (819, 819, 17, 17), (*head, foot[0], "1/1"), strict=True):
        made.text(x, y, text, size=8)
    text = read(tmp_path, made).text
    assert all(part in text for part in ("24/05/2021, 14:02", "Notes", "People decide together."))
    assert "Brae Council" not in text


@pytest.mark.parametrize(
    "head, foot",
    [
        (("24/05/2021", "Notes"), ("Brae Council",)),
        (("24/05/2021", "Notes"), ("1/2",)),
        (("24/05/2021, 14:02", "Notes"), ("Brae Council",)),
        (("Notes",), (ADDRESS,)),
        (("Notes",), ("See " + ADDRESS, "14:02")),
    ],
)
def test_one_such_form_alone_takes_nothing_out_of_the_text(tmp_path: Path, head: tuple[str, ...], foot: tuple[str, ...]) -> None:
    text = read(tmp_path, page(head, foot)).text
    assert all(part in text for part in (*head, *foot))


def test_a_date_and_an_address_set_like_a_letter_stay(tmp_path: Path) -> None:
    document = read(tmp_path, page(("24/05/2021, 14:02", "Notes"), (ADDRESS,), size=12))
    assert all(part in document.text for part in ("24/05/2021, 14:02", "Notes", ADDRESS))


def test_the_last_row_of_a_timetable_or_of_references_is_no_browsers_line(tmp_path: Path) -> None:
    last_rows = (("24/05/2021, 14:02", "Group of young people"), ("25/05/2021, 10:30", "Group of carers"), (ADDRESS,))
    document = read(tmp_path, *(page((f"Page {number} of 3",), row, number, 3) for number, row in enumerate(last_rows, 1)))
    assert all(part in document.text for row in last_rows for part in row)
    assert document.report.left_out == {"page number": 3}


def test_several_printouts_in_one_file_are_each_known_by_themselves(tmp_path: Path) -> None:
    (head, foot), other = ROWS["chromium"], (("25/05/2021, 09:11", "Meetings"), ("https://moor.example/", "{number}/{last}"))
    text = read(tmp_path, page(head, foot, 1, 2), page(head, foot, 2, 2), page(*other)).text
    assert not any(part in text for part in ("14:02", "09:11", "brae.example", "moor.example", "Meetings"))


def test_a_page_that_holds_nothing_but_what_a_browser_prints_adds_nothing(tmp_path: Path) -> None:
    head, foot = ROWS["chromium"]
    empty = PdfPage()
    for x, y, text in zip((24, 300, 24, 550), (819, 819, 17, 17), (*head, foot[0], "2/2"), strict=True):
        empty.text(x, y, text, size=8)
    assert read(tmp_path, page(head, foot, 1, 2), empty).text == read(tmp_path, page(head, foot, 1, 1)).text


def test_headings_that_number_cases_are_no_running_lines_though_each_heads_a_page(tmp_path: Path) -> None:
    made = [page((), ("Brae Council",), number).text(34, 800, f"Case study {case}", size=14) for number, case in ((1, 1), (2, 2), (3, 4))]
    text = read(tmp_path, *made).text
    assert all(f"Case study {case}" in text for case in (1, 2, 4))
    assert "Brae" not in text


def test_numbers_that_rise_otherwise_than_the_pages_do_not_make_a_running_line(tmp_path: Path) -> None:
    made = [page((), ("Brae Council",), number).text(34, 800, f"Question {case}", size=12) for number, case in ((1, 1), (2, 4), (3, 6))]
    text = read(tmp_path, *made).text
    assert "Question 1" in text
    assert "Brae" not in text


def test_running_lines_of_front_matter_with_numbers_of_its_own_are_left_out_too(tmp_path: Path) -> None:
    labels = ["i", "ii", "1", "2", "3", "4"]
    text = read(tmp_path, *(page((), (f"Brae Council | {label}",), number) for number, label in enumerate(labels, 1))).text
    assert "Brae" not in text


def test_a_number_sign_in_the_text_is_no_number_of_a_running_line(tmp_path: Path) -> None:
    heads = ("Case #", "Case 3", "Case 7")
    text = read(tmp_path, *(page((head,), ("Brae Council",), number) for number, head in enumerate(heads, 1))).text
    assert all(head in text for head in heads)
    assert "Brae" not in text
