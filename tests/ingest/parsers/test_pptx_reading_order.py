from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.util import Inches

from ingest.parsers.pptx import parse_pptx
from ingest.parsers.pptx_reading_order import reading_order
from ingest.parsers.pptx_visibility import Frame
from tests.ingest.reading_blocks import blocks_of, settled

Place = tuple[str, float, float, float, float]
"""What a box says, and its left, top, width and height in inches."""


def put(shapes: Any, *places: Place) -> None:
    for text, *frame in places:
        shapes.add_textbox(*map(Inches, frame)).text_frame.text = text


def said(folder: Path, *places: Place, grouped: tuple[Place, ...] = ()) -> list[str]:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    if grouped:
        put(slide.shapes.add_group_shape().shapes, *grouped)
    put(slide.shapes, *places)
    path = folder / "slides.pptx"
    presentation.save(str(path))
    return [text for _, text in blocks_of(settled(parse_pptx(path)))]


def test_a_box_that_was_drawn_late_is_read_where_it_stands(tmp_path: Path) -> None:
    found = said(tmp_path, ("Call us.", 1, 5, 6, 1), ("Care at home", 1, 2, 6, 1), ("Who may apply", 1, 0, 6, 1))
    assert found == ["Who may apply", "Care at home", "Call us."]


def test_boxes_in_a_row_are_read_from_left_to_right(tmp_path: Path) -> None:
    assert said(tmp_path, ("Three", 6, 2, 2, 1), ("One", 0, 2.1, 2, 1), ("Two", 3, 2, 2, 1)) == ["One", "Two", "Three"]


CARDS: dict[str, Place] = {
    "Adults": ("Adults", 0, 1, 3, 0.5),
    "From 18": ("From 18", 0, 2, 3, 1),
    "Children": ("Children", 4, 1, 3, 0.5),
    "Up to 17": ("Up to 17", 4, 2, 3, 1),
}


@pytest.mark.parametrize("drawn", [["Adults", "From 18", "Children", "Up to 17"], ["Adults", "Children", "From 18", "Up to 17"]])
def test_boxes_drawn_column_by_column_or_row_by_row_are_read_so(tmp_path: Path, drawn: list[str]) -> None:
    assert said(tmp_path, *(CARDS[text] for text in drawn)) == drawn


def test_the_boxes_of_a_group_are_read_together_in_their_own_order(tmp_path: Path) -> None:
    group = (("under it", 0, 3, 2, 1), ("Grants", 0, 2, 2, 1))
    assert said(tmp_path, ("Overview", 0, 0, 8, 1), ("Loans", 4, 2, 2, 2), grouped=group) == ["Overview", "Grants", "under it", "Loans"]


def test_shapes_that_lie_over_one_another_or_whose_place_is_not_known_stay_as_they_are_drawn() -> None:
    assert reading_order([Frame(0, 0, 10, 10), None, Frame(1, 1, 9, 9), Frame(0, 0, 10, 10)]) == [0, 1, 2, 3]
    assert reading_order([Frame(0, 0, 0, 0), Frame(0, 0, 5, 5)]) == [0, 1]


def test_each_shape_comes_once_even_where_places_go_round_in_a_circle() -> None:
    wheel = [Frame(4, 0, 10, 4), Frame(6, 3, 10, 9), Frame(0, 6, 7, 10), Frame(0, 0, 4, 7), Frame(3, 3, 7, 7)]
    assert sorted(reading_order(wheel)) == [0, 1, 2, 3, 4]
