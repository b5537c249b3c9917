"""Lines that somebody ended by hand, as those of addresses and lists of names are, and lines that ended because they were full."""

from pathlib import Path

import pytest
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import blocks_of

FULL = "The council decides who may have a home in the way that is set out in its paragraph"
BESIDE = "of the scheme, and it tells those who ask of it within the number of days that it"


def texts(folder: Path, page: PdfPage) -> list[str]:
    return [text for _, text in blocks_of(read(folder, page))]


def width(text: str) -> float:
    return sum(CORE_FONT_METRICS["Helvetica"].character_widths[character] for character in text) * 11 / 1000


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph(tmp_path: Path) -> None:
    ended = "Subscription to the union of clerks, to be paid in May, was £102.48"
    page = PdfPage().paragraph(60, 760, FULL, BESIDE, ended, f"Green & Sons {BESIDE}"[:80], BESIDE)
    assert texts(tmp_path, page) == [f"{FULL} {BESIDE} {ended}", f"{f'Green & Sons {BESIDE}'[:80]} {BESIDE}"]


@pytest.mark.parametrize(
    "last, following",
    [
        ("Subscription to the union of clerks, which is to be paid in the year of the", "Greenfield"),  # leans on what follows
        ("Subscription to the union of clerks, which is to be paid in May, was for all", "green and red cards"),  # within a sentence
        ("Subscription to the union of clerks, which is to be paid in each May, is to", "Greenfield-Westbury"),  # has no room
    ],
)
def test_a_line_that_leaves_a_little_room_goes_on(tmp_path: Path, last: str, following: str) -> None:
    page = PdfPage().paragraph(60, 760, FULL, BESIDE, last, f"{following} and {BESIDE}"[:80], BESIDE)
    assert len(texts(tmp_path, page)) == 1


def test_beside_a_picture_lines_leave_room_without_an_end(tmp_path: Path) -> None:
    narrow = [
        "The city is home to the base of the fleet, and to the offices of the United",
        "Forces Command, and there are the four halls of the Atlantic Treaty",
        "organisation, whose work is done by the people who live and work in it",
    ]
    page = PdfPage().paragraph(60, 760, *narrow, FULL, BESIDE, BESIDE)
    assert texts(tmp_path, page) == [" ".join([*narrow, FULL, BESIDE, BESIDE])]


NAMES = [
    "Ann Nelson, Centre for the Neighbourhood",
    "Jane Peterson, League of the Town",
    "June Roster, Union of the Welders",
    "Cal Skinner, Society of the East",
]


def test_entries_that_stand_farther_apart_than_their_lines_are_blocks(tmp_path: Path) -> None:
    page, height = PdfPage(), 760
    for name in NAMES:
        page.paragraph(60, height, name, "West", distance=10, size=8)
        height -= 24
    page.text(60, height, "Ray White, Bank", size=8)
    assert texts(tmp_path, page) == [*(f"{name} West" for name in NAMES), "Ray White, Bank"]


def test_lines_of_a_text_that_stand_farther_apart_are_no_entries(tmp_path: Path) -> None:
    lines = [
        "Most of the homes that were built here stand",
        "Empty, as the board says, and are let by it",
        "Each year to those who are in need of a home,",
        "Whoever they are and however long they have",
        "lived in the town, if they have no other one",
    ]
    page = PdfPage().paragraph(60, 760, *lines, size=8, distance=14)
    page.paragraph(60, 600, "Name of the board", "Street of the board", "Town", distance=10, size=8)
    assert texts(tmp_path, page)[0] == " ".join(lines)


@pytest.mark.parametrize("third", ["Ann Black, Director", "and of the Town"])
def test_lines_of_an_address_that_are_set_to_the_right_are_blocks(tmp_path: Path, third: str) -> None:
    lines = ["City of Westbury", "Office of Good Homes", third, "4 Main Street"]
    page = PdfPage()
    for place, line in enumerate(lines):
        page.text(540 - width(line), 400 - 14 * place, line)
    assert texts(tmp_path, page) == ([" ".join(lines)] if third[0].islower() else lines)


def test_figures_under_one_another_are_blocks(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, "4,250", "£991 million", "£838 million", "5.3 million")
    assert texts(tmp_path, page) == ["4,250", "£991 million", "£838 million", "5.3 million"]


def test_names_under_one_another_are_blocks(tmp_path: Path) -> None:
    names = ["Patrick Burke", "James Collins", "Ralph Forbes", "William Hodgins", "Dennis Hutton", "Christina Jackson-Tall"]
    assert texts(tmp_path, PdfPage().paragraph(60, 760, *names)) == names


def test_names_that_run_on_behind_commas_are_one_paragraph(tmp_path: Path) -> None:
    lines = ["Ben Wessinger, Erin", "Kiernan, Tom Pollard,", "Amy Eckert, Liz Allen,", "Dal Chawla, Elizabeth", "Silva, Nick Gardner"]
    assert texts(tmp_path, PdfPage().paragraph(60, 760, *lines)) == [" ".join(lines)]


def test_labels_with_what_they_name_are_blocks(tmp_path: Path) -> None:
    page = (
        PdfPage().paragraph(60, 760, FULL, BESIDE, "it says.").paragraph(60, 680, "Time: 8.30 am", "Meet at: the circle", "Bring: gloves")
    )
    assert texts(tmp_path, page)[1:] == ["Time: 8.30 am", "Meet at: the circle", "Bring: gloves"]


def test_a_time_of_the_day_breaks_nothing_off(tmp_path: Path) -> None:
    page = PdfPage().paragraph(60, 760, FULL, BESIDE, "it says.").paragraph(60, 680, "We meet at 8.30 am", "Gloves are there", distance=18)
    assert texts(tmp_path, page)[1:] == ["We meet at 8.30 am", "Gloves are there"]
