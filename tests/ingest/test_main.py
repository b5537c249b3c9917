from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from tests.fakes import HashingEmbedderFactory


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of one document, beside an index folder, both named by the environment; with a small model."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "christie.md").write_text("# Christie\n\nThe commission reported in 2011.")
    monkeypatch.setenv("COPRO_QA_CORPUS", str(folder))
    monkeypatch.setenv("COPRO_QA_INDEX", str(tmp_path / "index"))
    monkeypatch.setattr("copro_qa.wiring.embedder_factory", lambda model=None, **options: HashingEmbedderFactory(model or "none"))
    return folder


def run(*arguments: str) -> int:
    try:
        main(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def record(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    made = json.loads(capsys.readouterr().out)
    assert isinstance(made, dict)
    return made


def test_build_is_what_is_done_when_no_command_is_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json") == 0
    made = record(capsys)
    assert {key: made[key] for key in ("documents", "chunks", "added", "changed", "removed", "kept", "ignored", "failed")} == {
        "documents": 1, "chunks": 1, "added": 1, "changed": 0, "removed": 0, "kept": 0, "ignored": 0, "failed": [],
    }  # fmt: skip
    assert (corpus.parent / "index" / "CURRENT").read_text().strip() == made["generation"]
    assert isinstance(made["seconds"], float)


def test_a_person_is_told_in_words(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "empty.md").write_text("")
    (corpus / "data.csv").write_text("1,2")
    (corpus / "sources.toml").write_text('[[documents]]\npath = "gone.md"')
    assert run("build") == 0
    said = capsys.readouterr()
    assert said.out.startswith("The index holds 1 document in 1 passage: 1 added, 0 changed, 0 removed, 0 kept.")
    assert "1 file could not be read:\n  empty.md: The file is empty." in said.err
    assert "1 file left out, of a kind that is not read:\n  data.csv: " in said.err
    assert "sources.toml has an entry for gone.md" in said.err
    run("build")
    assert capsys.readouterr().out == "Nothing has changed. The index holds 1 document in 1 passage.\n"


def test_strict_ends_with_1_when_a_file_cannot_be_read(corpus: Path) -> None:
    assert run("--strict") == 0
    (corpus / "empty.md").write_text("")
    assert run() == 0
    assert run("--strict") == 1


def test_nothing_to_index_ends_with_1_and_one_clear_message(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "christie.md").unlink()
    assert run("--json") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"There are no documents in {corpus}.")


def test_a_folder_that_is_not_there_ends_with_1(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--corpus", str(corpus / "nowhere")) == 1
    assert "does not exist" in capsys.readouterr().err


def test_wrong_usage_ends_with_2(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--no-such-option") == 2
    assert run("check", "nowhere.md") == 2
    assert "There is no document nowhere.md" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_ends_with_2(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPRO_QA_INDEXING_THREADS", "many")
    assert run() == 2


def test_dry_run_says_what_would_change_and_makes_no_index(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--dry-run") == 0
    said = capsys.readouterr()
    assert said.out == "A build would find: 1 added, 0 changed, 0 removed, 0 kept. The index now holds 0 documents in 0 passages.\n"
    assert "christie.md" in said.err
    assert run("--dry-run", "--json") == 0
    assert record(capsys)["paths"]["added"] == ["christie.md"]
    assert not (corpus.parent / "index").exists()


def test_folders_and_model_can_be_named(corpus: Path, tmp_path: Path) -> None:
    assert run("--corpus", str(corpus), "--index", str(tmp_path / "other"), "--model", "mine") == 0
    (manifest,) = (tmp_path / "other").glob("generations/*/manifest.json")
    assert json.loads(manifest.read_text())["recipe"]["embedder"] == "mine"


def test_check_shows_what_is_read_and_what_is_not(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert capsys.readouterr().out.startswith("christie.md\n  6 words (text/markdown)\n  holds: ")
    (corpus / "empty.md").write_text("")
    assert run("check") == 1
    assert "empty.md: The file is empty." in capsys.readouterr().err


def test_a_line_break_in_the_name_of_a_file_makes_no_lines_of_its_own(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "a\nchristie.md: could not be read.md").write_text("# A plan\n\nIt says enough.\n", encoding="utf-8")
    run("check")
    assert "a�christie.md: could not be read.md" in capsys.readouterr().out.splitlines()


def test_check_of_one_file_looks_at_no_other(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "empty.md").write_text("")
    assert run("check", "--json", str(corpus / "christie.md")) == 0
    made = record(capsys)
    assert [document["path"] for document in made["documents"]] == ["christie.md"]
    assert made["failed"] == []


def test_a_name_cannot_meddle_with_the_terminal(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "a\x1b[31m.md").write_text("")
    run()
    assert "\x1b" not in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["check", "--help"]])
def test_help_is_there(arguments: list[str]) -> None:
    assert run(*arguments) == 0


def test_fetch_lists_what_is_missing_and_says_when_nothing_is(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("fetch") == 0
    assert "Nothing is missing." in capsys.readouterr().out
    (corpus / "sources.toml").write_text('[[documents]]\npath = "plan.pdf"\nurl = "https://a.example/plan"\n', encoding="utf-8")
    assert run("fetch", "--dry-run") == 0
    assert capsys.readouterr().out == "plan.pdf  https://a.example/plan\n"


def test_a_fetch_from_this_computer_fails_unless_allowed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "sources.toml").write_text('[[documents]]\npath = "plan.pdf"\nurl = "http://127.0.0.1:9/plan"\n', encoding="utf-8")
    assert run("fetch", "--json") == 1
    ((path, reason),) = json.loads(capsys.readouterr().out)["failed"]
    assert (path, "--allow-private" in reason) == ("plan.pdf", True)


def test_check_shows_the_facts_of_a_document_and_which_are_not_known(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "facts.md").write_text("---\ntitle: The plan\nauthor: Ann Ayr\ndate: 2014\n---\n\nPeople decide.\n", encoding="utf-8")
    assert run("check", "facts.md") == 0
    shown = capsys.readouterr().out
    assert "is: The plan · Ann Ayr · 2014" in shown
    assert "not known: publisher, licence" in shown
