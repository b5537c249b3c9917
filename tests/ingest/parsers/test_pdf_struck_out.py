"""Text that a line goes through, or that a reviewer marked so, is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import MarkupAnnotation
from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, RectangleObject

from ingest.left_out import Reason
from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

OLD, NEW = "Each board pays twenty pounds.", "Each board pays thirty pounds."
LEFT, BASELINE, SIZE = 60.0, 700.0, 11.0
RIGHT = 219.0
"""Where the old sentence ends."""


def page() -> PdfPage:
    return PdfPage().text(LEFT, BASELINE, OLD, size=SIZE).text(LEFT, BASELINE - 40, NEW, size=SIZE)


def read(tmp_path: Path, made: PdfPage) -> tuple[str, int]:
    draft = parse_pdf(write_pdf(tmp_path / "a.pdf", made))
    return settled(draft).text, draft.left_out[Reason.STRUCK_OUT]


@pytest.mark.parametrize("height", [0.22, 0.3, 0.38])
def test_a_sentence_with_a_line_through_it_is_left_out_and_counted(tmp_path: Path, height: float) -> None:
    y = BASELINE + height * SIZE
    assert read(tmp_path, page().rule(LEFT, y, RIGHT, y)) == (NEW, 1)


def test_a_thin_bar_through_some_words_leaves_the_others(tmp_path: Path) -> None:
    made = page()
    made.parts.append(f"{LEFT} {BASELINE + 2.6} 118 .6 re f")  # as word processors draw it: filled, not stroked
    text, counted = read(tmp_path, made)
    assert text == f"pounds.\n\n{NEW}"
    assert counted == 1


@pytest.mark.parametrize(
    "left, right, y",
    [
        (LEFT, RIGHT, BASELINE - 1.5),  # an underline
        (LEFT, RIGHT, BASELINE + 9),  # a rule above
        (LEFT - 30, RIGHT, BASELINE + 3),  # the line of a chart that goes on beyond the words
        (LEFT, RIGHT + 60, BASELINE + 3),
    ],
)
def test_other_lines_strike_nothing_out(tmp_path: Path, left: float, right: float, y: float) -> None:
    text, counted = read(tmp_path, page().rule(left, y, right, y))
    assert OLD in text
    assert counted == 0


@pytest.mark.parametrize("unseen", ["1 G", "n"])
def test_a_line_that_is_not_seen_strikes_nothing_out(tmp_path: Path, unseen: str) -> None:
    made = page()
    drawn = f"{LEFT} {BASELINE + 3} m {RIGHT} {BASELINE + 3} l"
    made.parts.append(f"{drawn} n" if unseen == "n" else f"q {unseen} {drawn} S Q")
    assert OLD in read(tmp_path, made)[0]


@pytest.mark.parametrize("hidden", [False, True])
def test_what_a_reviewer_marked_as_struck_out_is_left_out(tmp_path: Path, hidden: bool) -> None:  # noqa: FBT001
    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "a.pdf", page())))
    bottom, top = BASELINE - 3, BASELINE + 10
    mark = MarkupAnnotation(title_bar="Reviewer")
    mark[NameObject("/Subtype")] = NameObject("/StrikeOut")
    mark[NameObject("/Rect")] = RectangleObject((LEFT, bottom, RIGHT, top))
    mark[NameObject("/QuadPoints")] = ArrayObject(map(FloatObject, (LEFT, top, RIGHT, top, LEFT, bottom, RIGHT, bottom)))
    mark[NameObject("/F")] = NumberObject(2 if hidden else 4)
    writer.add_annotation(0, mark)
    writer.write(tmp_path / "marked.pdf")
    assert (OLD in settled(parse_pdf(tmp_path / "marked.pdf")).text) is hidden
