import numpy as np

from copro_qa.boxes import Box, PageSize
from ingest.placed_text import COLUMNS, Places
from ingest.printed_lines import text_boxes

SIZES = {1: PageSize(600, 800), 2: PageSize(600, 800)}


def placed(*rows: tuple[float, float, float, float, float]) -> Places:
    return np.array([(*row, 0, 0) for row in rows], np.float32).reshape(-1, COLUMNS)


def across(page: int, left: float, top: float, count: int, width: float = 6) -> list[tuple[float, float, float, float, float]]:
    return [(page, left + place * width, top, left + (place + 1) * width, top + 12) for place in range(count)]


def test_letters_side_by_side_are_one_line_with_the_spaces_between_them() -> None:
    boxes = text_boxes(np.array([0, 1, 2, 4, 5]), placed(*across(1, 50, 100, 3), *across(1, 74, 100, 2)), SIZES)
    assert boxes is not None
    assert boxes.boxes(0, 6) == (Box(1, 50, 100, 86, 112),)
    assert boxes.boxes(3, 4) == (Box(1, 68, 100, 74, 112),)


def test_a_new_line_a_new_page_and_a_wide_gap_part_stretches() -> None:
    rows = placed(*across(1, 50, 100, 2), *across(1, 50, 114, 2), *across(2, 50, 114, 2), *across(2, 300, 114, 2))
    boxes = text_boxes(np.arange(8), rows, SIZES)
    assert boxes is not None
    assert [(box.page, box.left, box.top) for box in boxes.boxes(0, 8)] == [(1, 50, 100), (1, 50, 114), (2, 50, 114), (2, 300, 114)]


def test_text_that_runs_up_the_page_has_upright_boxes() -> None:
    rows = placed(*[(1, 50, 500 - 6 * place, 62, 506 - 6 * place) for place in range(6)])
    boxes = text_boxes(np.arange(6), rows, SIZES)
    assert boxes is not None
    assert boxes.boxes(1, 3) == (Box(1, 50, 488, 62, 500),)


def test_what_was_left_out_of_the_text_is_left_out_of_its_boxes() -> None:
    rows = placed(*across(1, 50, 100, 2), *across(1, 70, 100, 2))
    rows[2, 5] = 1
    boxes = text_boxes(np.arange(4), rows, SIZES)
    assert boxes is not None
    assert boxes.boxes(0, 4) == (Box(1, 50, 100, 62, 112), Box(1, 70, 100, 82, 112))


def test_the_letters_of_a_ligature_share_its_place() -> None:
    rows = placed(*across(1, 50, 100, 2), (1, 62, 100, 70, 112), (1, 62, 100, 70, 112), (1, 70, 100, 76, 112))
    boxes = text_boxes(np.arange(5), rows, SIZES)
    assert boxes is not None
    assert boxes.boxes(0, 5) == (Box(1, 50, 100, 76, 112),)
    assert boxes.boxes(2, 3) == (Box(1, 62, 100, 66, 112),)


def test_characters_that_are_not_printed_are_passed_over() -> None:
    rows = placed(*across(1, 50, 100, 3))
    rows[1] = np.nan
    boxes = text_boxes(np.arange(3), rows, SIZES)
    assert boxes is not None
    assert boxes.boxes(0, 1) == (Box(1, 50, 100, 56, 112),)
    assert text_boxes(np.arange(1), rows[1:2], SIZES) is None


def test_a_page_as_large_as_a_hoarding_is_measured_in_wider_steps() -> None:
    boxes = text_boxes(np.arange(1), placed((1, 9000, 100, 9100, 200)), {1: PageSize(10_000, 10_000)})
    assert boxes is not None
    (box,) = boxes.boxes(0, 1)
    assert abs(box.left - 9000) < 0.2
    assert abs(box.right - 9100) < 0.2
