from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from copro_qa.errors import IndexDamaged, IndexMissing
from copro_qa.store.index_folder import current_generation_id, open_current
from tests.fakes import generation


@pytest.fixture
def index(tmp_path: Path) -> Path:
    generation(tmp_path, {"a.txt": "Places follow."})
    return tmp_path


def test_an_index_that_was_never_built_says_how_to_build_it(tmp_path: Path) -> None:
    assert current_generation_id(tmp_path) is None
    for index in (tmp_path, tmp_path / "none"):
        with pytest.raises(IndexMissing, match="copro-qa index --index"):
            open_current(index)
    (tmp_path / "CURRENT").write_text("\n", encoding="utf-8")
    with pytest.raises(IndexMissing):
        open_current(tmp_path)


def test_a_name_of_a_generation_that_is_gone_is_damage(index: Path) -> None:
    shutil.rmtree(index / "generations" / "0123456789abcdef")
    with pytest.raises(IndexDamaged, match="0123456789abcdef"):
        open_current(index)


def test_an_open_generation_goes_on_when_another_is_published(index: Path) -> None:
    before = open_current(index)
    generation(index, {"a.txt": "Something new."}, generation_id="fedcba9876543210")
    assert open_current(index).document("a.txt").text == "Something new."
    assert before.document("a.txt").text == "Places follow."
    assert before.chunk(0).span.text == "Places follow."
