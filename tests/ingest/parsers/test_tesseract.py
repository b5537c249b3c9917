"""What Tesseract writes down, and how it may end. A script stands in for the program, so that these tests need none."""

import os
from pathlib import Path

import numpy as np
import pytest

from copro_qa.errors import DocumentUnreadable
from ingest.parsers.tesseract import page_of_hocr, recognise
from ingest.recognition import PagesArePictures, RecognitionFailed, RecognitionUnavailable, installed_recogniser
from ingest.worker import LimitReached, ParsingWorker
from tests.ingest.pdf_writer import PdfPage, write_pdf

PICTURE = np.full((40, 60), 255, np.uint8)
SAYS = """#!/bin/sh
case "$1" in
--version) echo "tesseract {version}" ;;
--list-langs) printf 'List of available languages{place} (1):\\n{language}\\n' ;;
*) cat > /dev/null; {does} ;;
esac
"""


def install(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    does: str = "",
    version: str = "5.3.0",
    language: str = "eng",
    place: str = ' in "{folder}/"',
) -> None:
    """Puts a program on the path that calls itself Tesseract and ``does`` that when it is given a picture.

    ``place`` is how it tells the folder of its models; version 4 does not.
    """
    (folder / "eng.traineddata").write_bytes(b"model")
    program = folder / "tesseract"
    program.write_text(SAYS.format(version=version, place=place.format(folder=folder), language=language, does=does), encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    installed_recogniser.cache_clear()


@pytest.fixture(autouse=True)
def _ask_again_afterwards() -> object:
    yield
    installed_recogniser.cache_clear()


def letter(character: str, left: int, right: int, *, top: int = 10, bottom: int = 30) -> str:
    return f"<span class='ocrx_cinfo' title='x_bboxes {left} {top} {right} {bottom}; x_conf 99.5'>{character}</span>"


def line(words: str, baseline: str = "baseline 0 -4; ") -> str:
    return f"<span class='ocr_line' title='bbox 0 10 100 34; {baseline}x_size 24'>{words}</span>"


def hocr(*lines: str) -> bytes:
    head = """<div class='ocr_page' title='image "-"; bbox 0 0 60 40; scan_res 300 300'>"""
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{head}{''.join(lines)}</div></body></html>".encode()


def word(*letters: str, sure: int = 90) -> str:
    return f"<span class='ocrx_word' title='bbox 0 0 9 9; x_wconf {sure}'><strong>{''.join(letters)}</strong></span>"


def test_words_have_their_confidence_and_their_letters_stand_side_by_side() -> None:
    (found,) = page_of_hocr(hocr(line(word(letter("w", 0, 20), letter("e", 15, 30)) + word(letter("a", 40, 50), sure=50)))).lines
    assert [(one.text, one.confidence, one.characters) for one in found.words] == [
        ("we", 0.9, [(0.0, 20.0), (20.0, 30.0)]),
        ("a", 0.5, [(40.0, 50.0)]),
    ]
    assert found.baseline == 30.0
    assert found.size == pytest.approx(20 / 0.53)


def test_a_line_that_falls_to_the_right_says_how_steeply_and_has_its_height_in_its_middle() -> None:
    found = page_of_hocr(hocr(line(word(letter("w", 0, 20)), "baseline 0.02 -4; ")))
    assert found.skew == pytest.approx(0.02, abs=1e-4)
    assert found.lines[0].baseline == 31.0


def test_a_line_whose_baseline_is_not_known_is_passed_over_and_the_next_is_read() -> None:
    found = page_of_hocr(hocr(line(word(letter("a", 0, 9)), "textangle 90; "), line(word(letter("b", 0, 9)))))
    assert [one.text for part in found.lines for one in part.words] == ["b"]


WHOLE = hocr(line(word(letter("-", 0, 9))))  # a letter that does not tell the size of its type


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"no xml",
        hocr(line(word(letter("a", 0, 9)), "baseline x y; ")),
        *(WHOLE.replace(figure, b"x_other 1") for figure in (b"bbox 0 10 100 34", b"x_size 24", b"x_wconf 90", b"x_bboxes 0 10 9 30")),
    ],
)
def test_what_cannot_be_understood_is_a_failure_over_this_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: bytes) -> None:
    (tmp_path / "written").write_bytes(written)
    install(tmp_path, monkeypatch, does=f"cat '{tmp_path}/written'")
    with pytest.raises(RecognitionFailed):
        recognise(PICTURE)


def test_a_program_that_breaks_down_fails_and_one_that_was_ended_or_had_no_memory_may_succeed_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, does="kill -SEGV $$")
    with pytest.raises(RecognitionFailed):
        recognise(PICTURE)
    install(tmp_path, monkeypatch, does="kill -TERM $$")
    with pytest.raises(InterruptedError):
        recognise(PICTURE)
    install(tmp_path, monkeypatch, does="echo std::bad_alloc >&2; kill -ABRT $$")
    with pytest.raises(MemoryError):
        recognise(PICTURE)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(RecognitionUnavailable):
        recognise(PICTURE)


def test_the_program_is_named_with_its_version_and_its_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch)
    first = installed_recogniser()
    assert first.startswith("tesseract 5.3.0, eng ")
    (tmp_path / "eng.traineddata").write_bytes(b"another model")
    installed_recogniser.cache_clear()
    assert installed_recogniser() not in ("", first)


@pytest.mark.parametrize("what", [{"version": "3.05"}, {"version": "4.1.1"}, {"language": "deu"}])
def test_an_old_program_or_one_without_english_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: dict[str, str]
) -> None:
    install(tmp_path, monkeypatch, **what)
    assert installed_recogniser() == ""


def test_where_the_program_is_missing_the_reason_says_which_one_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "scan.pdf", PdfPage().picture())
    monkeypatch.setenv("PATH", str(tmp_path))
    installed_recogniser.cache_clear()
    with ParsingWorker() as worker, pytest.raises(PagesArePictures, match="install the program Tesseract"):
        worker.parse(path)


def test_where_the_program_is_of_version_4_the_reason_says_that_it_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pdf(tmp_path / "scan.pdf", PdfPage().picture())
    install(tmp_path, monkeypatch, version="4.1.1", place="", does="exit 1")
    with (
        ParsingWorker() as worker,
        pytest.raises(PagesArePictures, match=r"too old: it is version 4\.1\.1\. .* install version 5 or newer"),
    ):
        worker.parse(path)


def test_pages_that_the_program_breaks_down_over_are_named_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, does="exit 1")
    mixed = write_pdf(tmp_path / "mixed.pdf", PdfPage().paragraph(70, 700, "Read all the same."), PdfPage().picture())
    scan = write_pdf(tmp_path / "scan.pdf", PdfPage().picture())
    with ParsingWorker() as worker:
        found = worker.parse(mixed)
        assert (found.text, found.report.pages_not_recognised, found.report.pages_of_pictures) == ("Read all the same.", (2,), ())
        assert "Text recognition broke down over these scanned pages: 2." in found.report.warnings
        with pytest.raises(PagesArePictures, match="broke down") as raised:
            worker.parse(scan)
    assert raised.value.broke_down


def test_a_recognition_that_was_ended_may_succeed_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, does="kill -TERM $$")
    scan = write_pdf(tmp_path / "scan.pdf", PdfPage().picture())
    with ParsingWorker() as worker, pytest.raises(LimitReached, match="was ended while it read a page") as raised:
        worker.parse(scan)
    assert not isinstance(raised.value, PagesArePictures)
    assert isinstance(raised.value, DocumentUnreadable)
