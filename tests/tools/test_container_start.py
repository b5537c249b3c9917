from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[2] / "tools" / "container_start.sh"

# Stands in for the real command: notes what it was asked, and lets `index` end as the test says.
COPRO_QA = """#!/bin/sh
echo "$@"
[ "$1" = index ] && exit "$INDEX_STATUS"
exit 0
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    command = tmp_path / "bin" / "copro-qa"
    command.parent.mkdir()
    command.write_text(COPRO_QA, encoding="utf-8")
    command.chmod(0o755)
    folder = tmp_path / "the index"
    folder.mkdir()
    return folder


def start(index: Path, *, index_status: int) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PATH": f"{index.parent / 'bin'}:{os.environ['PATH']}",
        "COPRO_QA_CORPUS": "/the/corpus",
        "COPRO_QA_INDEX": str(index),
        "INDEX_STATUS": str(index_status),
    }
    return subprocess.run([START], env=environment, capture_output=True, text=True, check=False)


def test_the_index_is_brought_up_to_date_and_then_served(index: Path) -> None:
    run = start(index, index_status=0)
    assert run.stdout.splitlines() == [f"index --corpus /the/corpus --index {index}", "serve"]
    assert run.returncode == 0


def test_without_any_index_a_failed_build_stops_the_container_and_says_why(index: Path) -> None:
    run = start(index, index_status=1)
    assert "serve" not in run.stdout.splitlines()
    assert "no earlier one to serve" in run.stderr
    assert run.returncode == 1


def test_a_failed_build_leaves_the_earlier_index_in_service(index: Path) -> None:
    (index / "CURRENT").write_text("0123abcd\n", encoding="utf-8")
    run = start(index, index_status=1)
    assert run.stdout.splitlines()[-1] == "serve"
    assert "Serving the earlier one" in run.stderr
    assert run.returncode == 0
