"""Which libraries a command loads: those that take seconds only where their work is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from copro_qa.store.index_folder import open_current
from copro_qa.wiring import embedder_factory
from ingest.build import build
from ingest.embedder_export import keep_export

SLOW = ("torch", "transformers", "sentence_transformers", "sklearn", "scipy", "pandas", "onnx", "matplotlib")


@pytest.fixture(scope="module")
def workplace(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "corpus").mkdir()
    (folder / "corpus/aims.md").write_text("# Aims\n\nPeople lead their services.\n", encoding="utf-8")
    factory = embedder_factory(str(tiny_model), threads=1)
    build(folder / "corpus", folder / "index", factory)
    keep_export(folder / "index", factory)
    return folder


def loaded(code: str, workplace: Path, tiny_model: Path) -> str:
    """Which of the slow libraries a program has loaded at its end."""
    whole = f"""
import os, sys
os.environ["COPRO_QA_MODEL"] = {str(tiny_model)!r}
try:
    {code}
except SystemExit as ended:
    assert not ended.code, ended.code
print("LOADED", *[name for name in {SLOW!r} if name in sys.modules])
"""
    finished = subprocess.run([sys.executable, "-c", whole], cwd=workplace, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.splitlines()[-1]


@pytest.mark.parametrize("verb", ["ask", "search"])
def test_a_question_on_the_command_line_loads_no_slow_library(workplace: Path, tiny_model: Path, verb: str) -> None:
    code = f"import copro_qa.cli; sys.argv = ['copro-qa', {verb!r}, 'Who leads?']; copro_qa.cli.main()"
    assert loaded(code, workplace, tiny_model) == "LOADED"


def test_the_service_becomes_ready_and_answers_without_a_slow_library(workplace: Path, tiny_model: Path) -> None:
    code = (
        "import copro_qa.service.app as a, copro_qa.settings as s; live = a.create_app(s.Settings.from_environment()).state.service.live; "
        "live.look(); live.assistant.ask('Who leads?')"
    )
    assert loaded(code, workplace, tiny_model) == "LOADED"


def test_an_index_with_nothing_to_do_loads_no_slow_library(workplace: Path, tiny_model: Path) -> None:
    assert loaded("import ingest.__main__; ingest.__main__.main([])", workplace, tiny_model) == "LOADED"


def test_a_new_document_is_embedded_without_a_slow_library(workplace: Path, tiny_model: Path) -> None:
    (workplace / "corpus/new.md").write_text("# New\n\nSomething that was not there before.\n", encoding="utf-8")
    code = "import ingest.__main__; ingest.__main__.main([])"
    assert loaded(code, workplace, tiny_model) == "LOADED"
    assert open_current(workplace / "index").document("new.md").source.title == "New"
