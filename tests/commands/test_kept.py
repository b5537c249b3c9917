from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.commands.kept import list_answers
from copro_qa.keeping.shared_answers import SharedAnswers, SharedSummary


def test_a_shared_question_is_listed_in_one_line_that_does_not_command_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("COPRO_QA_STATE", str(tmp_path))
    summary = SharedSummary("abc", "2026-01-02", "0f", "Who pays?\x1b[2J\u202e\ndef  2026-01-03  Why?")
    monkeypatch.setattr(SharedAnswers, "summaries", lambda _: [summary])
    list_answers(as_json=False)
    assert capsys.readouterr().out == "abc  2026-01-02  Who pays?�[2J� def 2026-01-03 Why?\n"
