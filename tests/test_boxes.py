from array import array

import pytest

from copro_qa.boxes import Box, PageSize, PrintedLines, TextBoxes

SIZES = {1: PageSize(600.0, 800.0), 2: PageSize(800.0, 600.0)}


def two_lines() -> TextBoxes:
    """``abc`` at 10 across page 1, and ``de`` at 14 up page 2, in tenths of a point."""
    lines = PrintedLines(
        starts=array("I", [10, 14]),
        counts=array("H", [3, 2]),
        pages=array("H", [1, 2]),
        upright=array("B", [0, 1]),
        near=array("H", [1000, 200]),
        far=array("H", [1120, 320]),
        edges=array("H", [100, 160, 220, 280, 500, 450, 400]),
    )
    return TextBoxes(SIZES, lines, steps_per_point=10)


def test_a_part_of_a_line_has_a_box_from_its_first_to_its_last_character() -> None:
    assert two_lines().boxes(11, 12) == (Box(1, 16.0, 100.0, 22.0, 112.0),)
    assert two_lines().boxes(10, 13) == (Box(1, 10.0, 100.0, 28.0, 112.0),)


def test_a_span_over_lines_and_pages_has_a_box_on_each() -> None:
    assert two_lines().boxes(12, 15) == (Box(1, 22.0, 100.0, 28.0, 112.0), Box(2, 20.0, 45.0, 32.0, 50.0))


@pytest.mark.parametrize("start, end", [(0, 10), (13, 14), (16, 99)])
def test_what_is_not_printed_has_no_box(start: int, end: int) -> None:
    assert two_lines().boxes(start, end) == ()


def test_boxes_come_back_from_bytes_as_they_were() -> None:
    copy = TextBoxes.from_bytes(two_lines().to_bytes())
    assert copy.pages == SIZES
    assert copy.boxes(0, 99) == two_lines().boxes(0, 99)


@pytest.mark.parametrize("damage", [slice(0, 0), slice(0, 20), slice(0, -1), slice(1, None)])
def test_bytes_that_were_cut_are_refused(damage: slice) -> None:
    with pytest.raises(ValueError, match="boxes of a text"):
        TextBoxes.from_bytes(two_lines().to_bytes()[damage])


def test_columns_that_do_not_belong_together_are_refused() -> None:
    empty = array("H")
    with pytest.raises(ValueError, match="do not belong together"):
        PrintedLines(array("I", [1]), empty, empty, array("B"), empty, empty, empty)
