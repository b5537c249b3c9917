import errno
import os
import signal
import sys
import threading
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest

from copro_qa.errors import DocumentUnreadable
from ingest.worker import LimitReached, ParsingWorker, _reason_for
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import blocks_of


@pytest.fixture
def worker() -> Iterator[ParsingWorker]:
    with ParsingWorker(time_limit_seconds=30) as warm:
        yield warm


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_files_are_read_one_after_the_other_in_one_child(tmp_path: Path, worker: ParsingWorker) -> None:
    first = worker.parse(written(tmp_path, "a.md", b"# Title\n\nText.\n"))
    child = worker._child.process_id
    second = worker.parse(written(tmp_path, "b.txt", "Café – two".encode()))
    assert blocks_of(first) == [("title", "Title"), ("paragraph", "Text.")]
    assert second.text == "Café – two"
    assert worker._child.process_id == child


def test_what_comes_back_is_what_was_read(tmp_path: Path, worker: ParsingWorker) -> None:
    from ingest.reading import read

    path = written(
        tmp_path, "a.md", b"---\ntitle: A\nauthors: [B C, D E]\n---\n# A\n\nIt covers:\n\n- one\n- two<sup>1</sup>\n\n<sup>1</sup> Note.\n"
    )
    assert worker.parse(path) == read(path)


def test_an_unreadable_file_gives_its_reason_and_the_next_one_is_read(tmp_path: Path, worker: ParsingWorker) -> None:
    with pytest.raises(DocumentUnreadable, match=r"^The file is empty\.$"):
        worker.parse(written(tmp_path, "empty.txt", b""))
    with pytest.raises(DocumentUnreadable, match=r"^The file holds nothing but zeros\."):
        worker.parse(written(tmp_path, "zeros.pdf", bytes(20_000)))
    with pytest.raises(DocumentUnreadable, match=r"^The file is not there any more\.$"):
        worker.parse(tmp_path / "gone.txt")
    with pytest.raises(DocumentUnreadable, match=r"^The file is a picture"):
        worker.parse(written(tmp_path, "scan.pdf", b"\x89PNG\r\n\x1a\n"))
    assert worker.parse(written(tmp_path, "a.txt", b"Text.")).text == "Text."


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_child_that_dies_costs_one_file_only(tmp_path: Path, worker: ParsingWorker) -> None:
    fifo = tmp_path / "a.txt"
    os.mkfifo(fifo)  # reading it waits, so that the child can be shot while it is at work
    worker._child.start()
    identifier = worker._child.process_id
    assert identifier is not None
    worker._memory_limit_bytes = 2**20  # less than this program holds, which its child's count begins with
    threading.Timer(0.3, os.kill, (identifier, signal.SIGSEGV)).start()
    with pytest.raises(DocumentUnreadable, match="break down") as caught:
        worker.parse(fifo)
    assert not isinstance(caught.value, LimitReached)
    assert worker.parse(written(tmp_path, "b.txt", b"Text.")).text == "Text."


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_child_that_is_ended_from_outside_says_nothing_of_the_file(tmp_path: Path, worker: ParsingWorker) -> None:
    fifo = tmp_path / "a.txt"
    os.mkfifo(fifo)
    worker._child.start()
    worker._child._inherited_bytes = 2**50  # the child's own memory is not known
    threading.Timer(0.3, os.kill, (worker._child.process_id, signal.SIGKILL)).start()
    with pytest.raises(LimitReached, match="was ended while it read this one"):
        worker.parse(fifo)


def test_what_the_system_refuses_may_succeed_next_time_and_damage_may_not(tmp_path: Path, worker: ParsingWorker) -> None:
    with pytest.raises(LimitReached, match=r"^The file is not there any more\.$"):
        worker.parse(tmp_path / "gone.txt")
    for number, is_passing in [(errno.EIO, True), (errno.EMFILE, True), (errno.EINVAL, False)]:
        outer = DocumentUnreadable("The file is damaged.")
        outer.__cause__ = OSError(number, "Refused")
        expected = {"reason": "The file cannot be read: Refused. Index again.", "limit": True}
        assert _reason_for(outer) == (expected if is_passing else {"reason": "The file is damaged."})


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX named pipes")
def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    fifo = tmp_path / "a.txt"
    os.mkfifo(fifo)
    with ParsingWorker(time_limit_seconds=0.5) as impatient:
        with pytest.raises(LimitReached, match=r"longer than 0\.5 seconds"):
            impatient.parse(fifo)
        assert impatient.parse(written(tmp_path, "b.txt", b"Text.")).text == "Text."


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited on POSIX systems only")
def test_a_file_that_needs_too_much_memory_is_given_up(tmp_path: Path) -> None:
    path = written(tmp_path, "large.txt", b"Words and words. \n" * 2_000_000)
    with ParsingWorker(memory_limit_bytes=150 * 2**20) as small:
        with pytest.raises(LimitReached, match="more memory than is allowed"):
            small.parse(path)
        assert small.parse(written(tmp_path, "b.txt", b"Text.")).text == "Text."


@pytest.mark.parametrize(
    "error", [MemoryError(), OSError(errno.ENOMEM, "Cannot allocate memory"), zlib.error("Error -4 out of memory while decompressing")]
)
def test_memory_that_runs_out_inside_a_library_is_told_as_such_and_not_as_damage(error: Exception) -> None:
    outer = DocumentUnreadable("The file is damaged.")
    outer.__cause__ = error
    answer = _reason_for(outer)
    assert "more memory than is allowed" in answer["reason"]
    assert answer["limit"]


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited on POSIX systems only")
def test_a_word_document_that_is_nested_too_deeply_is_told_as_such(tmp_path: Path, worker: ParsingWorker) -> None:
    path = tmp_path / "deep.docx"
    docx.Document().save(str(path))
    parts = {}
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    deep = b"<w:sdt><w:sdtContent>" * 500, b"</w:sdtContent></w:sdt>" * 500
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + deep[0] + b"<w:p/>" + deep[1])
    with zipfile.ZipFile(path, "w") as whole:
        for name, data in parts.items():
            whole.writestr(name, data)
    with pytest.raises(DocumentUnreadable, match="nested far too deeply"):
        worker.parse(path)


def test_a_child_that_breaks_down_with_its_memory_full_is_told_as_such(tmp_path: Path, worker: ParsingWorker) -> None:
    fifo = tmp_path / "a.txt"
    os.mkfifo(fifo)
    worker._child.start()
    worker._child._inherited_bytes = 0  # as if this program were smaller than its child
    worker._memory_limit_bytes = 2**20  # the child, which was given far more, holds more than this
    threading.Timer(0.3, os.kill, (worker._child.process_id, signal.SIGABRT)).start()
    with pytest.raises(LimitReached, match="more memory than is allowed"):
        worker.parse(fifo)


def test_scanned_pages_among_others_are_named_with_what_is_needed_whatever_there_is(
    tmp_path: Path, worker: ParsingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.worker.installed_recogniser", lambda: "")
    path = write_pdf(tmp_path / "mixed.pdf", PdfPage().text(70, 700, "A page that holds its text itself."), PdfPage().picture())
    (warning,) = worker.parse(path).report.warnings
    assert warning.startswith("1 of 2 pages are pictures with little or no text; if they are scans, their text is not in the index.")
    assert "install the program Tesseract, version 5 or newer" in warning


def test_nobody_is_told_to_install_what_is_there_when_scanned_pages_take_too_long(
    tmp_path: Path, worker: ParsingWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = worker._ask

    def ask_in_vain(*given: Any, with_scans: bool) -> dict[str, Any]:
        if with_scans:
            raise LimitReached("It took too long.")
        return ask(*given, with_scans=False)

    monkeypatch.setattr("ingest.worker.installed_recogniser", lambda: "tesseract 5")
    monkeypatch.setattr(worker, "_ask", ask_in_vain)
    path = write_pdf(tmp_path / "mixed.pdf", PdfPage().text(70, 700, "A page that holds its text itself."), PdfPage().picture())
    report = worker.parse(path).report
    assert report.warnings == ("Its scanned pages could not be read and are not in the index. It took too long.",)
    assert report.pages_of_pictures == (2,)


def test_no_trace_of_the_program_leaks_into_a_reason(tmp_path: Path, worker: ParsingWorker) -> None:
    for name, data in [("a.pdf", b"%PDF-1.7\nnonsense"), ("a.docx", b"PK\x03\x04word/document.xml"), ("b.docx", b"PK\x05\x06" + bytes(18))]:
        with pytest.raises(DocumentUnreadable) as caught:
            worker.parse(written(tmp_path, name, data))
        assert caught.value.reason.endswith(".")
        assert "Traceback" not in caught.value.reason
        assert "/" not in caught.value.reason


def test_limits_must_be_above_zero() -> None:
    with pytest.raises(ValueError, match="time_limit_seconds=0"):
        ParsingWorker(time_limit_seconds=0)


def test_the_command_shows_what_a_file_is_read_as(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from ingest.worker import _show

    assert _show(written(tmp_path, "a.md", b"# Title\n\n- item\n")) == 0
    assert "title        Title\n" in capfd.readouterr().out
    assert _show(tmp_path / "gone.md") == 1
    assert "gone.md: The file is not there any more." in capfd.readouterr().err


def test_the_child_loads_no_model(tmp_path: Path) -> None:
    import subprocess

    code = "import sys, ingest.worker, ingest.reading; print(sorted({'torch', 'sentence_transformers', 'pydantic'} & set(sys.modules)))"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    found = subprocess.run([sys.executable, "-P", "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
