from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from copro_qa import wiring
from tests.command_line import Run, command_line
from tests.fakes import generation

TEXTS = {
    "carers.md": "# Respite\nUnpaid carers are offered a break every year. Boards pay for it.",
    "reform.md": "# Pillars\nThe pillars of reform are:\n- prevention\n- partnership",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    generation(folder, TEXTS)
    return folder


@pytest.fixture
def run(index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return command_line(index, monkeypatch, capsys)


def test_ask_prints_quotes_with_their_citations(run: Run) -> None:
    ran = run("ask", "Are unpaid carers offered a break every year?")
    assert (ran.status, ran.err) == (0, "")
    assert "“Unpaid carers are offered a break every year.”" in ran.out
    assert "[1] Carers, Respite" in ran.out


def test_ask_with_json_prints_one_document_and_nothing_else(run: Run) -> None:
    ran = run("ask", "--json", "Are unpaid carers offered a break every year?")
    assert (ran.status, ran.err) == (0, "")
    assert ran.json["answered"] is True
    assert ran.json["quotes"][0]["text"].startswith("Unpaid carers are offered a break every year.")
    assert ran.json["took_ms"] >= 0


def test_what_the_documents_do_not_answer_is_no_failure(run: Run) -> None:
    ran = run("ask", "zebra giraffe elephant")
    assert ran.status == 0
    assert "The documents do not answer this." in ran.out
    assert run("ask", "--json", "zebra giraffe elephant").json["reason"] == "off_topic"


def test_ask_shows_no_more_quotes_than_asked_for(run: Run) -> None:
    assert len(run("ask", "--json", "--limit", "1", "pillars of reform carers").json["quotes"]) == 1


def test_a_batch_answers_each_line_in_order_and_a_bad_line_does_not_stop_it(run: Run, tmp_path: Path) -> None:
    requests = [
        b'{"id": "a", "question": "Are unpaid carers offered a break?", "answerable": true}',
        b"not json",
        b'{"id": 3, "question": "Who pays for it?", "history": [{"question": "Are unpaid carers offered a break?"}]}',
        rb'{"id": "\ud800", "question": "Why?"}',
        b'{"id": 5, "question": "break?", "filter": {"documents": ["none.md"]}}',
        b'{"id": 6, "question": "pillars of reform", "filter": {"documents": ["reform.md"]}}',
    ]
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b"\n".join(requests))
    for ran in (run("ask", "--batch", str(file)), run("ask", "--batch", "-", given=b"\r\n".join(requests))):
        assert (ran.status, ran.err) == (0, "")
        assert [line["id"] for line in ran.lines] == ["a", None, 3, None, 5, 6]
        assert ["error" in line for line in ran.lines] == [False, True, False, True, True, False]
        assert ran.lines[2]["interpreted_as"] == "Are unpaid carers offered a break? Who pays for it?"
        assert {quote["citation"]["path"] for quote in ran.lines[5]["quotes"]} == {"reform.md"}
        assert [line["searched"]["documents"] for line in (ran.lines[0], ran.lines[5])] == [len(TEXTS), 1]


def test_search_shows_ranked_chunks(run: Run) -> None:
    ran = run("search", "pillars of reform")
    assert ran.out.startswith("1. Reform, Pillars\n")
    results = run("search", "--json", "--limit", "2", "pillars of reform").json["results"]
    assert len(results) == 2
    assert results[0]["text"] in TEXTS["reform.md"]
    batch = run("search", "--batch", "-", "--limit", "1", given=b'{"id": 1, "question": "carers"}\n{"id": 2, "question": "reform"}\n')
    assert [(line["id"], line["results"][0]["path"]) for line in batch.lines] == [(1, "carers.md"), (2, "reform.md")]


def test_extract_finds_sentences_in_passages_of_ones_own(run: Run, tmp_path: Path) -> None:
    passage = "Membership is open to all. Badges cost twelve pounds. They can be bought at the door."
    requests = [
        json.dumps({"id": 1, "question": "How much do badges cost?", "passage": passage}).encode(),
        b'{"id": 2, "question": "What?"}',
        json.dumps({"id": 3, "question": "badges", "passage": ""}).encode(),
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_bytes(b"\n".join(requests))
    for ran in (run("extract", given=b"\n".join(requests)), run("extract", str(file))):
        first, second, third = ran.lines
        assert [passage[start:end] for start, end, _ in first["spans"]] == ["Badges cost twelve pounds."]
        assert 0 <= first["relevance"] <= 1
        assert "passage" in second["error"]
        assert third == {"id": 3, "relevance": 0.0, "spans": []}


def test_show_prints_the_text_and_marks_the_quote(run: Run) -> None:
    assert run("show", "carers.md").out == "Respite\n\nUnpaid carers are offered a break every year. Boards pay for it.\n"
    assert ">>>Unpaid carers<<< are offered" in run("show", "carers.md", "--quote", "9:22").out


@pytest.mark.parametrize(
    "arguments, status, says",
    [
        ((), 2, "Usage"),
        (("unheard-of",), 2, "No such command"),
        (("ask",), 2, "Give one question"),
        (("ask", "Why?", "--batch", "-"), 2, "Give one question"),
        (("ask", ""), 2, "The question is empty"),
        (("ask", "x" * 1_001), 2, "1001 characters"),
        (("ask", "carers \udcff"), 2, "only half there"),
        (("ask", "Why?", "--limit", "0"), 2, "--limit"),
        (("ask", "Why?", "--limit", "11"), 2, "--limit"),
        (("ask", "--batch", "nowhere.jsonl"), 2, "nowhere.jsonl"),
        (("ask", "Why?", "--index", "nowhere"), 1, "There is no index in nowhere yet"),
        (("search", "Why?", "--index", "nowhere"), 1, "There is no index in nowhere yet"),
        (("ask", "--batch", "."), 2, "it is a folder"),
        (("extract", "nowhere.jsonl"), 2, "nowhere.jsonl cannot be read: there is no such file"),
        (("show", "nothing.md"), 1, "There is no document 'nothing.md'"),
        (("show", "carers.md", "--quote", "5"), 2, "Write START:END"),
        (("show", "carers.md", "--quote", "a:b"), 2, "Write START:END"),
        (("show", "carers.md", "--quote", "5:99999"), 2, "There is no text from 5 to 99999"),
    ],
)
def test_what_cannot_be_done_is_said_on_standard_error_with_a_status(run: Run, arguments: tuple[str, ...], status: int, says: str) -> None:
    ran = run(*arguments)
    assert ran.status == status
    assert says in ran.err + (ran.out if not arguments else "")
    assert not arguments or ran.out == ""
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments", [("ask", "--batch", "nowhere.jsonl"), ("search", "--batch", "nowhere.jsonl"), ("extract", "nowhere.jsonl")]
)
def test_a_missing_file_is_reported_before_anything_is_loaded(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.delattr(wiring, "embedder_factory")
    assert run(*arguments).status == 2


def test_a_setting_that_cannot_be_used_is_bad_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPRO_QA_THREADS", "none")
    ran = run("ask", "Why?")
    assert (ran.status, ran.out) == (2, "")
    assert "COPRO_QA_THREADS" in ran.err


def test_stopping_a_command_gives_the_status_of_an_interrupt_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(wiring, "open_assistant", interrupt)
    ran = run("ask", "Why?")
    assert ran.status == 130
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "end, status, said",
    [
        ("sys.exit(0)", 0, ""),
        ("sys.exit(1)", 1, ""),
        ("sys.exit(2)", 2, ""),
        pytest.param(
            "os.kill(os.getpid(), 9)",
            137,
            "was ended by the system (signal 9)",
            marks=pytest.mark.skipif(os.name != "posix", reason="signals"),
        ),
    ],
)
def test_index_passes_its_options_to_the_build_and_gives_back_its_status(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, end: str, status: int, said: str
) -> None:
    noted = tmp_path / "given"
    build = f"import os, sys; open({str(noted)!r}, 'w').write(' '.join(sys.argv[1:])); {end}"
    monkeypatch.setattr("copro_qa.commands.ingest_program.INGEST", (sys.executable, "-c", build))
    ran = run("index", "--corpus", "papers", "--strict", "--json")
    assert (ran.status, noted.read_text()) == (status, "build --corpus papers --strict --json")
    assert said in ran.err
    assert bool(ran.err) == bool(said)


def test_index_is_our_own_even_in_a_folder_with_a_package_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "ingest").mkdir()
    (tmp_path / "ingest" / "__init__.py").write_text("raise SystemExit(9)", encoding="utf-8")
    command = [sys.executable, "-P", "-c", "from copro_qa.cli import main; main()", "index", "--help"]
    finished = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    assert "--strict" in finished.stdout


def test_quotes_are_printed_as_utf_8_whatever_the_encoding_of_the_console(tmp_path: Path) -> None:
    generation(tmp_path, {"a.md": "“Naïve” 🌱 seeds."})
    command = [sys.executable, "-P", "-c", "from copro_qa.cli import main; main()", "show", "a.md", "--index", str(tmp_path)]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    finished = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert finished.stdout.decode("utf-8") == "“Naïve” 🌱 seeds.\n"


def test_verify_says_whether_an_answer_is_what_the_documents_say(run: Run, tmp_path: Path) -> None:
    answer = run("ask", "Which break are unpaid carers offered?", "--json")
    file = tmp_path / "answer.json"
    file.write_text(answer.out, encoding="utf-8")
    checked = run("verify", str(file))
    assert (checked.status, "Everything is as it was." in checked.out) == (0, True)
    assert run("verify", "-", "--json", given=answer.out.encode()).json["verified"] is True
    file.write_text(answer.out.replace("every year", "every week"), encoding="utf-8")
    false = run("verify", str(file))
    assert false.status == 1
    assert "every week" in false.out
    assert "every year" in false.out
    assert "altered" in false.out


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b"[]", b'{"a": 1}'])
def test_verify_refuses_what_is_no_answer(run: Run, content: bytes) -> None:
    refused = run("verify", "-", given=content)
    assert (refused.status, refused.out) == (2, "")
    assert "Give" in refused.err


def test_verify_says_what_to_give_when_there_is_no_such_file(run: Run) -> None:
    refused = run("verify", "nowhere.json")
    assert refused.status == 2
    assert "nowhere.json cannot be read: No such file" in refused.err
    assert "copro-qa ask --json" in refused.err


@pytest.mark.parametrize("module", ["copro_qa", "copro_qa.cli"])
def test_the_command_line_runs_as_a_module(module: str) -> None:
    shown = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True)
    assert "Quoted answers" in shown.stdout


def test_verify_shows_hostile_words_without_their_commands_to_the_terminal(run: Run) -> None:
    answer = run("ask", "Which break are unpaid carers offered?", "--json").json
    answer["quotes"][0]["text"] = "\x1b[2Jcleared"
    assert "\x1b" not in run("verify", "-", given=json.dumps(answer).encode()).out


def test_verify_reads_the_original_file_alone(run: Run, tmp_path: Path) -> None:
    from copro_qa.answer import Answer, Quote, Searched
    from copro_qa.payload import answer_payload
    from copro_qa.provenance.original_files import read_originals

    original = tmp_path / "carers.md"
    original.write_text(TEXTS["carers.md"], encoding="utf-8")
    document = read_originals([original]).find("carers.md")
    assert document is not None
    start = document.text.index("Boards")
    quote = Quote(document.span(start, len(document.text)), 0.5)
    answer = answer_payload(Answer("Who pays?", 0.5, Searched(1, 1, "0f", "2026-01-02T03:04:05+00:00"), (quote,)), took_ms=1)
    given = json.dumps(answer).encode()
    assert run("verify", "-", "--file", str(original), given=given).status == 0
    original.write_text(TEXTS["carers.md"].replace("Boards", "Nobody"), encoding="utf-8")
    edited = run("verify", "-", "--file", str(original), "--json", given=given)
    assert (edited.status, edited.json["altered"]) == (1, 1)
    missing = run("verify", "-", "--file", str(tmp_path / "missing.pdf"), given=given)
    assert (missing.status, "cannot be opened" in missing.err) == (2, True)


def test_show_keeps_a_hostile_text_from_a_terminal_and_gives_every_character_to_a_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation(tmp_path, {"a.md": "Words \u202ehere.\u200f"})
    to_a_file = run("show", "a.md", "--quote", "0:5", "--index", str(tmp_path))
    assert to_a_file.out == ">>>Words<<< \u202ehere.\u200f\n"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("show", "a.md", "--quote", "0:5", "--index", str(tmp_path)).out == ">>>Words<<< �here.�\n"
