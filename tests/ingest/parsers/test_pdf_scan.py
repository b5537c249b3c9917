"""Scanned pages, read by the text recognition program. Left out where Tesseract is not installed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.parsed import ParsedDocument
from ingest.parsers.pdf_scan import recognise_page
from ingest.reading import read
from ingest.recognition import PagesArePictures, installed_recogniser
from ingest.worker import ParsingWorker
from tests.ingest.pdf_writer import PdfPage, write_pdf

pytestmark = pytest.mark.skipif(not installed_recogniser(), reason="Tesseract with its English model is not installed")

LEFT = ["Co-production means that people", "who use services plan them together", "with those who provide them."]
RIGHT = ["The board met four times in 2014", "and agreed a plan for the islands.", "Every member signed it."]


def two_columns(number: int) -> PdfPage:
    page = PdfPage().text(60, 800, "Report of the Island Board", size=9).text(270, 40, f"Page {number}", size=9)
    page.text(60, 680, ("Working together", "Planning together", "Deciding together")[number - 1], size=20)
    return page.paragraph(60, 640, *LEFT).paragraph(320, 640, *RIGHT)


def scanned(path: Path, *pages: PdfPage, turns: int = 0, lean: float = 0.0, dots_per_inch: int = 150) -> Path:
    """A file whose pages are pictures of these pages, ``turns`` quarters turned to the left."""
    drawn = write_pdf(path.with_suffix(".drawn.pdf"), *pages)
    file = pdfium.PdfDocument(drawn)
    pictures = [page.render(scale=dots_per_inch / 72, grayscale=True).to_pil().convert("L") for page in file]
    file.close()
    pictures = [picture.rotate(lean, Image.Resampling.BICUBIC, fillcolor=255) if lean else picture for picture in pictures]
    pictures = [Image.fromarray(np.rot90(np.asarray(picture), turns)) for picture in pictures]
    pictures[0].save(path, "PDF", save_all=True, append_images=pictures[1:], resolution=dots_per_inch)
    return path


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ParsedDocument:
    return read(scanned(tmp_path_factory.mktemp("scan") / "scan.pdf", *map(two_columns, (1, 2, 3))), with_scans=True)


def test_a_scan_is_read_down_its_columns(report: ParsedDocument) -> None:
    first = report.text[: report.text.find("Planning together")]
    left, right = " ".join(LEFT), " ".join(RIGHT)
    assert 0 <= first.find(left) < first.find(right)


def test_running_lines_of_a_scan_are_left_out_and_its_pages_labelled(report: ParsedDocument) -> None:
    assert "Report of the Island Board" not in report.text
    assert report.report.left_out["running header or footer"] == 3
    assert [page.label for page in report.pages] == ["1", "2", "3"]


def test_large_type_in_a_scan_is_a_heading(report: ParsedDocument) -> None:
    headings = [report.text[block.start : block.end] for block in report.blocks if block.kind in (BlockKind.TITLE, BlockKind.HEADING)]
    assert headings == ["Working together", "Planning together", "Deciding together"]


def test_the_report_counts_pages_that_were_recognised_and_says_how_surely(report: ParsedDocument) -> None:
    assert report.report.recognised_pages == (1, 2, 3)
    assert report.report.pages_of_pictures == ()
    assert report.report.recognition_confidence is not None
    assert report.report.recognition_confidence > 0.85
    assert any("3 of 3 pages were read from their picture by text recognition" in warning for warning in report.report.warnings)


def test_every_letter_of_a_scan_has_a_confidence_and_a_place(report: ParsedDocument) -> None:
    covered = sum(part.end - part.start for part in report.recognised)
    assert covered > 0.95 * len(report.text) - 2 * len(report.blocks)
    assert report.boxes is not None
    start = report.text.find("The board met")
    (box,) = report.boxes.boxes(start, start + len(RIGHT[0]))
    assert box.page == 1
    assert box.left == pytest.approx(320, abs=3)
    assert box.top < 842 - 640 < box.bottom  # its baseline
    assert box.bottom - box.top < 14


@pytest.mark.parametrize("turns", [1, 2])
def test_a_scan_that_lies_on_its_side_or_upside_down_is_turned(tmp_path: Path, turns: int) -> None:
    found = read(scanned(tmp_path / "turned.pdf", two_columns(1), turns=turns), with_scans=True)
    assert " ".join(LEFT) in found.text


def test_a_scan_that_leans_is_read_down_its_columns(tmp_path: Path) -> None:
    found = read(scanned(tmp_path / "leaning.pdf", two_columns(1), lean=1.5, dots_per_inch=200), with_scans=True)
    assert 0 <= found.text.find(" ".join(LEFT)) < found.text.find(" ".join(RIGHT))


def test_scanned_pages_among_others_are_read_and_pictures_without_text_stay_out(tmp_path: Path) -> None:
    # A picture of text within a page that holds text of its own is an illustration, so only the second page is a scan.
    scan = scanned(tmp_path / "scan.pdf", two_columns(1))
    own = write_pdf(tmp_path / "own.pdf", PdfPage().paragraph(70, 700, "A page that holds", "its text itself."), PdfPage().picture())
    mixed = pdfium.PdfDocument.new()
    for path in (own, scan):
        part = pdfium.PdfDocument(path)
        mixed.import_pages(part)
        part.close()
    mixed.save(tmp_path / "mixed.pdf")
    mixed.close()
    found = read(tmp_path / "mixed.pdf", with_scans=True)
    assert found.text.startswith("A page that holds its text itself.")
    assert " ".join(LEFT) in found.text
    assert (found.report.recognised_pages, found.report.pages_without_text) == ((3,), (2,))
    assert found.recognised[0].start == len("A page that holds its text itself.\n\n")
    left_alone = read(tmp_path / "mixed.pdf")
    assert left_alone.text == "A page that holds its text itself."
    assert (left_alone.report.pages_of_pictures, left_alone.recognised) == ((2, 3), ())


def test_pictures_without_text_are_said_to_hold_none(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "photo.pdf", PdfPage().picture())
    with pytest.raises(PagesArePictures, match="no text could be recognised"):
        read(path, with_scans=True)


def test_the_parsing_child_reads_scans_within_its_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = scanned(tmp_path / "scan.pdf", two_columns(1))
    with ParsingWorker() as worker:
        assert " ".join(LEFT) in worker.parse(path).text
        monkeypatch.setattr("ingest.worker.installed_recogniser", lambda: "")
        with pytest.raises(DocumentUnreadable, match="install the program Tesseract"):
            worker.parse(path)
        monkeypatch.undo()
    monkeypatch.setattr("ingest.worker.seconds_allowed", lambda pages: -119.9)
    with ParsingWorker() as worker, pytest.raises(DocumentUnreadable, match=r"took longer than 0\.1 seconds"):
        worker.parse(path)


def test_a_page_of_no_width_stays_as_it_is() -> None:
    size = SimpleNamespace(get_size=lambda: (0.0, 800.0), close=lambda: None)
    page: Any = SimpleNamespace(printed=SimpleNamespace(number=1, label=None), is_read_from_picture=False)
    recognise_page([size], page)
    assert not page.is_read_from_picture
