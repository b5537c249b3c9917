from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.errors import IndexDamaged
from copro_qa.store.glossary import Glossary, read_glossary, write_glossary
from tests.fakes import generation


def test_what_is_written_is_read(tmp_path: Path) -> None:
    glossary = Glossary({"SDS": ("Self-directed Support", "naïve “form”")}, {"support": 3}, frozenset({"SDS"}))
    write_glossary(tmp_path, glossary)
    assert read_glossary(tmp_path) == glossary


def test_a_generation_without_a_glossary_has_an_empty_one(tmp_path: Path) -> None:
    assert generation(tmp_path, {"a.md": "Carers rest."}).glossary == Glossary()


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"acronyms": [], "words": {}, "also_words": []}', '{"acronyms": {}, "words": {"a": "b"}}']
)
def test_a_damaged_glossary_is_said_to_be_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "glossary.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="Build it again"):
        read_glossary(tmp_path)
