"""Pages whose fonts do not say which letters they draw."""

from pathlib import Path

import pytest

from ingest.parsers.pdf_garbled import are_garbled
from ingest.reading import read
from ingest.recognition import PagesArePictures, installed_recogniser
from tests.ingest.pdf_writer import PdfPage, write_pdf

LINES = ["Co-production means that people who use", "services plan them together with those", "who provide them."]


def garbled() -> PdfPage:
    return PdfPage().paragraph(60, 700, *LINES, font="garbled")


def test_signs_without_sense_are_not_read_as_the_text_of_a_page(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "report.pdf", PdfPage().paragraph(60, 700, *LINES), garbled()))
    assert document.text == " ".join(LINES)
    assert document.report.left_out["line in a font that does not say which letters it draws"] == len(LINES)
    assert document.report.pages_without_text == (2,)
    assert any(warning.startswith("On 1 of 2 pages the fonts do not say") for warning in document.report.warnings)


def test_a_file_of_such_pages_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(PagesArePictures, match="The fonts of this file do not say which letters they draw"):
        read(write_pdf(tmp_path / "report.pdf", garbled()))


@pytest.mark.skipif(not installed_recogniser(), reason="Tesseract with its English model is not installed")
def test_such_a_page_is_read_from_its_picture(tmp_path: Path) -> None:
    document = read(write_pdf(tmp_path / "report.pdf", garbled()), with_scans=True)
    assert document.text == " ".join(LINES)
    assert "line in a font that does not say which letters it draws" not in document.report.left_out


@pytest.mark.parametrize(
    "text",
    [
        "Area ............ 1,204 ............ 12% ............ (3.4) ............ £12.50 ............ - ............ 9.8 n/a (±0.3)",
        "f(x) = a₀ + Σ (aₙ cos nx + bₙ sin nx), x ∈ [−π, π]; ∂u/∂t = α ∂²u/∂x² + g(x, t), with u(0, t) = u(1, t) = 0",
        "सह-उत्पादन का अर्थ है कि सेवाओं का उपयोग करने वाले लोग उन्हें प्रदान करने वालों के साथ मिलकर योजना बनाते हैं",
        "Summary..................................2  1. Aims.........................3  Who we are. . . . . . . . . . . . . . 14",
        "Name:________________________ Date:__________________ Signed…………………………………",
        "!!! ### ???",
    ],
)
def test_figures_formulas_and_other_scripts_are_text(text: str) -> None:
    assert not are_garbled(text.split("  "))
