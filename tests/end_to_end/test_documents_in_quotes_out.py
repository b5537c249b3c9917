"""The whole path with real parts, through the command line, from a folder that is not the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BADGES = """# Badges

The library lends badges to every visitor. A badge costs 12 pounds a year.

## Colours

There are three colours of badge:

- green for visitors
- blue for staff
- red for volunteers
"""
HOURS = """<!doctype html><html lang="en"><head><title>Opening hours</title></head><body><main><h1>Opening hours</h1>
<p>The library opens at nine in the morning on weekdays. It is closed on Sundays.</p></main></body></html>"""


@dataclass(frozen=True)
class Library:
    """A small corpus, its index, and a folder to run commands in."""

    folder: Path

    def run(self, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "COPRO_QA_CORPUS": str(self.folder / "corpus"), "COPRO_QA_INDEX": str(self.folder / "index")}
        command = [sys.executable, "-c", "from copro_qa.cli import main; main()", *arguments]
        return subprocess.run(command, cwd=self.folder, env=environment, input=given, capture_output=True, text=True, check=False)

    def json(self, *arguments: str) -> dict[str, Any]:
        finished = self.run(*arguments, "--json")
        assert finished.returncode == 0, finished.stderr
        record: dict[str, Any] = json.loads(finished.stdout)
        return record


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("library")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "badges.md").write_text(BADGES, encoding="utf-8")
    (folder / "corpus" / "hours.html").write_text(HOURS, encoding="utf-8")
    (folder / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    library = Library(folder)
    built = library.json("index")
    assert built["documents"] == 2
    assert [failure["path"] for failure in built["failed"]] == ["broken.pdf"]
    return library


def test_an_unchanged_corpus_rebuilds_nothing(library: Library) -> None:
    current = (library.folder / "index" / "CURRENT").read_text(encoding="utf-8").strip()
    again = library.json("index")
    assert again["generation"] == current
    assert (again["added"], again["changed"], again["removed"], again["kept"]) == (0, 0, 0, 2)


def test_a_question_is_answered_with_a_slice_of_the_document(library: Library) -> None:
    answer = library.json("ask", "How much does a badge cost a year?")
    shown = answer["quotes"] or answer["related"]
    assert "12 pounds" in shown[0]["text"]
    citation = shown[0]["citation"]
    text = library.run("show", "badges.md").stdout.rstrip("\n")
    assert text[citation["start"] : citation["end"]] == shown[0]["text"]
    assert (citation["path"], citation["title"]) == ("badges.md", "Badges")
    assert answer["answered"] is bool(answer["quotes"])
    assert answer["searched"]["documents"] == 2


def test_the_lead_in_of_a_list_is_quoted_with_its_items(library: Library) -> None:
    answer = library.json("ask", "Which three colours of badge are there?")
    first = (answer["quotes"] or answer["related"])[0]
    assert first["lead"]["text"] == "There are three colours of badge:"
    assert first["citation"]["section"] == ["Colours"]


def test_a_batch_answers_line_by_line_and_a_bad_line_does_not_stop_it(library: Library) -> None:
    lines = [
        '{"id": 1, "question": "When does the library open?"}',
        "not json",
        '{"id": 3, "question": ""}',
        '{"id": "4", "question": "badge"}',
    ]
    finished = library.run("ask", "--batch", "-", given="\n".join(lines))
    assert finished.returncode == 0, finished.stderr
    answers = [json.loads(line) for line in finished.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, 3, "4"]
    assert ["error" in answer for answer in answers] == [False, True, True, False]
    shown = answers[0]["quotes"] or answers[0]["related"]
    assert shown[0]["citation"]["path"] == "hours.html"


def test_search_gives_ranked_chunks(library: Library) -> None:
    results = library.json("search", "closed on Sundays", "--limit", "1")["results"]
    assert [(found["path"], "closed on Sundays" in found["text"]) for found in results] == [("hours.html", True)]


def test_extract_gives_spans_of_the_passage_that_was_handed_over(library: Library) -> None:
    passage = "The sky is blue. A badge costs 12 pounds."
    finished = library.run("extract", given=json.dumps({"id": "a", "question": "What does a badge cost?", "passage": passage}))
    found = json.loads(finished.stdout)
    assert found["id"] == "a"
    assert [passage[start:end] for start, end, _ in found["spans"]] == ["A badge costs 12 pounds."]


def test_eval_measures_on_labelled_questions(library: Library) -> None:
    questions = library.folder / "questions.jsonl"
    questions.write_text(
        '{"id": "1", "question": "What does a badge cost a year?", "answerable": true, "doc": "badges.md", "evidence": ["12 pounds"]}\n'
        '{"id": "2", "question": "Who won the cup in 1974?", "answerable": false, "doc": null, "evidence": []}\n',
        encoding="utf-8",
    )
    plot, before = library.folder / "risk.svg", library.folder / "before.json"
    before.write_text(json.dumps(library.json("eval", str(questions))), encoding="utf-8")
    finished = library.run("eval", str(questions), "--plot", str(plot), "--against", str(before))
    assert finished.returncode == 0, finished.stderr
    assert "first quote right" in finished.stdout.casefold()
    assert "What to change" in finished.stdout
    assert "| measure | before | after | better | worse | of | p |" in finished.stdout
    assert "</svg>" in plot.read_text(encoding="utf-8")


def test_what_is_no_earlier_run_is_refused_before_anything_is_measured(library: Library) -> None:
    questions = library.folder / "one-question.jsonl"
    questions.write_text('{"question": "What does a badge cost a year?", "answerable": true}\n', encoding="utf-8")
    finished = library.run("eval", str(questions), "--against", str(questions))
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "is not a run that can be compared" in finished.stderr


def test_a_plot_that_has_nowhere_to_go_is_told_before_anything_is_measured(library: Library) -> None:
    questions = library.folder / "one-question.jsonl"
    questions.write_text('{"question": "What does a badge cost a year?", "answerable": true}\n', encoding="utf-8")
    finished = library.run("eval", str(questions), "--plot", str(library.folder / "nowhere" / "risk.svg"))
    assert (finished.returncode, finished.stdout) == (2, "")
    assert "there is no folder" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    "arguments, status, says",
    [
        (("ask",), 2, "Give one question"),
        (("ask", "  "), 2, "The question is empty"),
        (("ask", "What?", "--limit", "99"), 2, "--limit"),
        (("ask", "What?", "--index", "nowhere"), 1, "There is no index in nowhere yet"),
        (("show", "no-such-document"), 1, "There is no document 'no-such-document'"),
        (("show", "badges.md", "--quote", "5"), 2, "is not a quote's place"),
        (("unheard-of",), 2, "No such command"),
    ],
)
def test_what_cannot_be_done_is_said_on_standard_error(library: Library, arguments: tuple[str, ...], status: int, says: str) -> None:
    finished = library.run(*arguments)
    assert (finished.returncode, finished.stdout) == (status, "")
    assert says in finished.stderr
    assert "Traceback" not in finished.stderr
