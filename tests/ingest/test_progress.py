from __future__ import annotations

import io

import pytest
from rich.console import Console

from ingest.progress import SilentProgress, progress_for_terminal
from ingest.progress_bars import TerminalProgress


def test_bars_show_how_many_documents_are_read_and_passages_embedded() -> None:
    screen = io.StringIO()
    with TerminalProgress(Console(file=screen, force_terminal=True, width=100)) as progress:
        progress.begin(3)
        progress.document_read("a.md")
        progress.document_read("[red]b.md")
        progress.passages_found(10)
        progress.passages_found(5)
        progress.passages_embedded(12)
    shown = screen.getvalue()
    assert "2/3" in shown
    assert "12/15" in shown
    assert "[red]b.md" in shown


@pytest.mark.parametrize(
    "embedded, seconds, rate, left", [(100, 4.0, "25/s", "00:36"), (1, 4.0, "0.2/s", "1:06:36"), (999, 999.0, "1.0/s", "00:01")]
)
def test_rate_and_time_left_are_shown_from_the_first_step_on(embedded: int, seconds: float, rate: str, left: str) -> None:
    screen, now = io.StringIO(), [0.0]
    console = Console(file=screen, force_terminal=True, width=100, get_time=lambda: now[0])
    with TerminalProgress(console) as progress:
        progress.begin(1)
        progress.passages_found(1000)
        now[0] = seconds
        progress.passages_embedded(embedded)
    assert rate in screen.getvalue()
    assert left in screen.getvalue()


def test_nothing_is_shown_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_for_terminal() as progress:
        progress.begin(1)
        progress.document_read("a.md")
        progress.passages_found(1)
        progress.passages_embedded(1)
    assert isinstance(progress, SilentProgress)
    assert capsys.readouterr() == ("", "")


def test_quiet_is_silent_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert isinstance(progress_for_terminal(), TerminalProgress)
    assert isinstance(progress_for_terminal(quiet=True), SilentProgress)
