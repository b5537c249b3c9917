import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from copro_qa.commands.ingest_program import run_ingest
from copro_qa.store.index_folder import current_generation_id, generations_by_age
from ingest.build import build
from ingest.stopping import said_when_stopped, stopping_in_order
from tests.fakes import HashingEmbedderFactory
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.processes import CAN_TELL, runs

TESSERACT = """#!/bin/sh
case "$1" in
--version) echo "tesseract 5.3.0" ;;
--list-langs) printf 'List of available languages in "{folder}/" (1):\\neng\\n' ;;
*) echo $$ > "{folder}/writing"; mv "{folder}/writing" "{folder}/process"; exec sleep 90 ;;
esac
"""


def wait_for(happens: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while not happens() and time.monotonic() < until:
        time.sleep(0.02)
    return happens()


@pytest.mark.skipif(not CAN_TELL, reason="the system does not tell of other programs in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_recognition_that_is_under_way_ends_with_the_program_that_was_told_to_stop(tmp_path: Path, number: signal.Signals) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("the tests were started so that they outlive this signal, as nohup does, and so is what they start")
    (tmp_path / "eng.traineddata").write_bytes(b"model")
    program, noted = tmp_path / "tesseract", tmp_path / "process"
    program.write_text(TESSERACT.format(folder=tmp_path), encoding="utf-8")
    program.chmod(0o755)
    scan = write_pdf(tmp_path / "scan.pdf", PdfPage().picture())
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    with subprocess.Popen([sys.executable, "-m", "ingest", "read", str(scan)], env=environment) as reading:
        try:
            assert wait_for(noted.exists)
            recognising = int(noted.read_text())
            assert runs(recognising)
            reading.send_signal(number)
            assert reading.wait(timeout=60) == 128 + number
            assert wait_for(lambda: not runs(recognising))
        finally:
            reading.kill()
            if noted.exists():
                with suppress(ProcessLookupError):
                    os.kill(int(noted.read_text()), signal.SIGKILL)


@pytest.mark.skipif(not CAN_TELL, reason="the system does not tell of other programs in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_index_command_that_is_told_to_stop_ends_all_that_it_started_and_says_that_the_last_index_stays(
    tmp_path: Path, number: signal.Signals
) -> None:
    programs, corpus, index = tmp_path / "programs", tmp_path / "corpus", tmp_path / "index"
    noted = programs / "process"
    programs.mkdir()
    corpus.mkdir()
    (programs / "eng.traineddata").write_bytes(b"model")
    (programs / "tesseract").write_text(TESSERACT.format(folder=programs), encoding="utf-8")
    (programs / "tesseract").chmod(0o755)
    (corpus / "a.md").write_text("# Care\n\nPeople plan their care together.", encoding="utf-8")
    good = build(corpus, index, HashingEmbedderFactory()).generation
    write_pdf(corpus / "scan.pdf", PdfPage().picture())
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-m", "copro_qa.cli", "index", "--corpus", str(corpus), "--index", str(index)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as indexing:
        try:
            assert wait_for(noted.exists)
            indexing.send_signal(number)
            _, said = indexing.communicate(timeout=60)
            assert indexing.returncode == 128 + number
            assert said == "Stopped. The index stays as it was, and goes on answering. Index again to go on.\n"
            assert wait_for(lambda: not runs(int(noted.read_text())))
        finally:
            indexing.kill()
            if noted.exists():
                with suppress(ProcessLookupError):
                    os.kill(int(noted.read_text()), signal.SIGKILL)
    assert current_generation_id(index) == good
    assert [folder.name for folder in generations_by_age(index)] == [good]


def test_a_second_signal_does_not_disturb_what_the_first_has_begun_and_the_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    ended: list[str] = []

    def work() -> None:
        with stopping_in_order():
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.raise_signal(signal.SIGTERM)
                ended.append("in order")

    with pytest.raises(SystemExit):
        work()
    assert ended == ["in order"]
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_signal_that_was_ignored_still_is() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with stopping_in_order():
            signal.raise_signal(signal.SIGTERM)
            assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_in_another_thread_it_leaves_the_signals_alone() -> None:
    found: list[object] = []

    def look() -> None:
        with stopping_in_order():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]


@pytest.mark.parametrize(
    "goes_on, status, said",
    [
        (False, 130, "Stopped. By then the index had been brought up to date.\n"),
        (True, 0, "Stopped. The index that was finished last stays in use.\n"),
    ],
)
def test_it_says_that_the_index_is_up_to_date_only_where_no_build_can_have_come_after(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, goes_on: bool, status: int, said: str
) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.md").write_text("# Care\n\nPeople plan their care together.", encoding="utf-8")

    def stopped_behind_a_build() -> None:
        with said_when_stopped(index, goes_on=goes_on):
            build(corpus, index, HashingEmbedderFactory())
            raise KeyboardInterrupt

    with pytest.raises(SystemExit) as stopped:
        stopped_behind_a_build()
    assert (stopped.value.code, capsys.readouterr().err) == (status, said)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize(
    "loading", ["signal.signal(signal.SIGTERM, signal.SIG_DFL)", "signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))"]
)
def test_a_build_that_is_stopped_while_it_is_still_loading_is_not_said_to_be_ended_by_the_system(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], loading: str
) -> None:
    ends = f"import os, signal, sys, time; {loading}; os.kill(os.getppid(), signal.SIGTERM); time.sleep(60)"
    monkeypatch.setattr("copro_qa.commands.ingest_program.INGEST", (sys.executable, "-c", ends))
    assert run_ingest() == 128 + signal.SIGTERM
    said = capsys.readouterr().err
    assert said == "Stopped. The index that was finished last, if there is one, stays in use. Index again to go on.\n"


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="the system has no groups of processes, to which a terminal sends Ctrl+C")
@pytest.mark.parametrize(
    "library, said",
    [
        pytest.param("typer", "Stopped.\n", id="the-command-itself"),
        pytest.param(
            "tantivy",
            "Stopped. The index that was finished last, if there is one, stays in use. Index again to go on.\n",
            id="the-program-that-it-starts",
        ),
    ],
)
def test_ctrl_c_while_a_program_loads_its_modules_gives_one_sentence_and_no_traceback(tmp_path: Path, library: str, said: str) -> None:
    noted = tmp_path / "loading"
    slow = f"import pathlib, time; pathlib.Path({str(noted)!r}).touch(); time.sleep(60)"
    (tmp_path / f"{library}.py").write_text(slow, encoding="utf-8")
    before = [entry for entry in sys.path if entry]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *before])}
    command = [sys.executable, "-P", "-m", "copro_qa", "index", "--corpus", str(tmp_path), "--index", str(tmp_path / "index")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True) as indexing:
        try:
            assert wait_for(noted.exists)
            os.killpg(indexing.pid, signal.SIGINT)
            assert indexing.communicate(timeout=60)[1] == said
            assert indexing.returncode == 130
        finally:
            with suppress(ProcessLookupError):
                os.killpg(indexing.pid, signal.SIGKILL)
