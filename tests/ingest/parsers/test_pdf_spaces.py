"""Spaces that a page shows as gaps alone, around the raised marks of notes."""

from pathlib import Path

import pytest

from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage

_NOTE = "1 Report of the panel, page 12."


def _said(folder: Path, before: str, mark: str, after: str, gap: float) -> str:
    """What is read of a line with a raised mark and a gap of so many points behind it."""
    page = PdfPage().text(60, 760, "The council has met tenants in each of the past four years.")
    kerned = f"{-1000 * gap / 11:.0f}"  # thousandths of the size of the text by which the next letter stands further on
    page.parts.append(
        f"BT /plain 11 Tf 1 0 0 1 60 746 Tm ({before}) Tj /plain 6.6 Tf 3.8 Ts ({mark}) Tj 0 Ts /plain 11 Tf [{kerned} ({after})] TJ ET"
    )
    page.paragraph(60, 732, "Its plans say what will be done with each of the answers it got.")
    return read(folder, page.text(60, 90, _NOTE, size=8)).text


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ("They asked the panel", "for its view.", "asked the panel for its view."),
        ("They asked the panel.", "It had no view.", "asked the panel. It had no view."),
        ("They asked the panel", "(and the board).", "asked the panel (and the board)."),
    ],
)
def test_a_gap_behind_a_mark_is_a_space(tmp_path: Path, before: str, after: str, expected: str) -> None:
    assert expected in _said(tmp_path, before, "1", after, 2.4)


def test_what_stands_close_behind_a_mark_stays_close(tmp_path: Path) -> None:
    assert "asked the panel, which had" in _said(tmp_path, "They asked the panel", "1", ", which had no view.", 0.4)


def test_a_sentence_right_behind_a_mark_is_parted_from_the_one_before(tmp_path: Path) -> None:
    assert "asked the panel. It had" in _said(tmp_path, "They asked the panel.", "1", "It had no view.", 0.0)


def test_an_exponent_stays_with_its_unit(tmp_path: Path) -> None:
    assert "about 20 m²) of floor" in _said(tmp_path, "A room \\(about 20 m", "2", "\\) of floor.", 0.4)


def test_small_capitals_that_are_set_apart_are_one_word(tmp_path: Path) -> None:
    page = PdfPage().text(60, 700, "The council has met tenants in each of the past four years.")
    page.parts.append("BT 2.5 Tc 1 0 0 1 60 760 Tm /plain 20 Tf (P) Tj /plain 16 Tf (LAN) Tj /plain 20 Tf ( P) Tj /plain 16 Tf (ART) Tj ET")
    assert read(tmp_path, page).text.startswith("PLAN PART")
