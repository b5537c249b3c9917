"""The command line, run in this process over a small index, with a model of hashed words."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from copro_qa import cli, wiring
from tests.fakes import HashingEmbedderFactory


class Ran(NamedTuple):
    """What came of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def command_line(index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What runs a command with these arguments, and with ``given`` as its standard input."""
    for name in [name for name in os.environ if name.startswith("COPRO_QA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COPRO_QA_INDEX", str(index))
    monkeypatch.setenv("COPRO_QA_CONFIDENCE", "0.2")
    monkeypatch.setattr(wiring, "embedder_factory", lambda model=None, *, threads=0: HashingEmbedderFactory())

    def run(*arguments: str, given: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["copro-qa", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run
