import math

import numpy as np
import pytest

from ingest.parsers.page_view import PageView
from ingest.parsers.recognised import RecognisedLine, RecognisedPage, RecognisedWord, even_sizes, lines_of_picture
from ingest.placed_text import CONFIDENCE, nowhere
from ingest.printed.page import Line, PrintedPage

SHOWN = PageView(0, 0, 600, 800, rotation=0)


def word(text: str, left: float, *, confidence: float = 0.96, wide: float = 10) -> RecognisedWord:
    return RecognisedWord(text, confidence, [(left + place * wide, left + (place + 1) * wide) for place in range(len(text))])


def line(*words: RecognisedWord, baseline: float = 200, size: float = 20) -> RecognisedLine:
    return RecognisedLine(words, baseline, size)


def page(*lines: RecognisedLine, turn: int = 0, skew: float = 0.0) -> PrintedPage:
    return lines_of_picture(RecognisedPage(lines, turn, skew), 3, "iii", SHOWN, 2.0)


def placed(text: str) -> Line:
    (found,) = page(line(word(text, 100))).lines
    return found


def test_a_line_stands_on_the_page_where_the_picture_shows_it() -> None:
    (found,) = page(line(word("Plain", 100), word("words", 160))).lines
    assert (found.text, found.page, found.size) == ("Plain words", 3, 10)
    assert (found.left, found.right, found.baseline) == (50, 105, 700)
    assert found.placed.places[0, 1:5].tolist() == pytest.approx([50, 92.2, 55, 102.2])  # left, top, right, bottom
    assert found.placed.places[0, CONFIDENCE] == pytest.approx(0.96)
    assert np.isnan(found.placed.places[5]).all()  # the space


def test_a_wide_gap_parts_columns() -> None:
    assert [found.text for found in page(line(word("left", 100), word("right", 400))).lines] == ["left", "right"]


def test_columns_that_the_program_has_read_across_are_read_down_and_rows_of_a_table_across() -> None:
    text = [line(word("words" * 4, 100), word("others" * 4, 700), baseline=200 + 30 * row) for row in (0, 1)]
    short = line(word("end.", 100), word("finish.", 700), baseline=260)
    assert [found.text[:3] for found in page(*text, short).lines] == ["wor", "wor", "end", "oth", "oth", "fin"]
    cells = [line(word("cell", 100), word("next", 700), baseline=200 + 30 * row) for row in (0, 1)]
    assert [found.text for found in page(*cells).lines] == ["cell", "next", "cell", "next"]


def test_lines_of_specks_and_of_nonsense_are_no_text() -> None:
    assert page(line(word("|—~", 100)), line(word("ajxw", 100, confidence=0.2))).lines == []


def test_a_letter_that_is_no_word_at_the_start_of_a_line_is_a_bullet() -> None:
    assert [found.text for found in page(line(word("e", 100), word("One", 130)), line(word("A", 100), word("plan", 130))).lines] == [
        "• One",
        "A plan",
    ]


def test_a_page_that_lies_on_its_side_is_read_upright_and_marked_where_it_is_shown() -> None:
    made = page(line(word("Turned", 100)), turn=1)
    (found,) = made.lines
    assert found.text == "Turned"
    assert made.right - made.left == 800
    left, top, right, bottom = found.placed.places[0, 1:5].tolist()
    assert right - left == pytest.approx(10)  # the height of the line
    assert bottom - top == pytest.approx(5)  # the width of a letter
    following = found.placed.places[1, 1:5].tolist()
    assert following[0] == pytest.approx(left)
    assert following[1] > top  # a page is turned to the left to be read when its text runs down


def test_lines_that_lean_are_level_for_the_layout_and_lean_where_they_are_marked() -> None:
    slope = math.tan(0.02)
    words = [word("first", 100), word("last", 1000)]
    leaning = page(line(*words, size=600), skew=0.02)  # one line: the gap is narrow beside the letters
    (found,) = leaning.lines
    assert found.left < found.right
    above = page(line(*words, size=600, baseline=200), line(*words, size=600, baseline=260), skew=0.02)
    assert above.lines[0].baseline - above.lines[1].baseline == pytest.approx(30, rel=0.01)
    tops = found.placed.places[~np.isnan(found.placed.places[:, 2]), 2]
    assert tops[-1] - tops[0] == pytest.approx(450 * slope, rel=0.05)


def test_type_of_nearly_one_size_is_evened_and_a_heading_stays_larger() -> None:
    lines = [placed("The usual size of most of the text"), placed("a little more"), placed("Heading")]
    lines[1].size, lines[2].size = 10.4, 13.0
    even_sizes(lines)
    assert lines[0].size == lines[1].size
    assert lines[2].size == 13.0


def test_a_page_without_anything_is_empty() -> None:
    assert page().lines == []
    assert RecognisedPage([]).confidence == 0
    even_sizes([])
    assert nowhere(0).shape[0] == 0
