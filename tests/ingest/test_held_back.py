from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.store.index_folder import open_current
from tests.ingest.workplace import Workplace, counts


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    made = Workplace(tmp_path / "corpus", tmp_path / "index")
    made.write("sources.toml", '[[documents]]\npath = "begun.md"\ntitle = "Begun"\n')
    made.write("begun.md", "# Begun\n\nThe old words are whole.\n")
    made.write("other.md", "# Other\n\nOther words.\n")
    made.build()
    return made


@pytest.mark.parametrize("half", ["# Begun\n\nThe new", "", "%PDF-1.7 half"])
def test_a_file_that_is_still_being_written_stays_as_the_index_has_it(workplace: Workplace, half: str) -> None:
    before = workplace.texts()["begun.md"]
    workplace.write("begun.md", half)
    workplace.write("other.md", "# Other\n\nNew words.\n")
    result = workplace.build(unfinished=["begun.md"])
    assert workplace.texts() == {"begun.md": before, "other.md": "Other\n\nNew words."}
    assert counts(result) == {"changed": 1, "kept": 1}
    assert result.failed == ()
    assert result.warnings[0] == "begun.md is still being written, so it is indexed later."
    assert open_current(workplace.index).entries[0].source.title == "Begun"
    assert not workplace.build(unfinished=["begun.md"]).published

    workplace.write("begun.md", "# Begun\n\nThe new words are whole.\n")
    workplace.build()
    assert workplace.texts()["begun.md"] == "Begun\n\nThe new words are whole."


def test_a_new_file_that_is_still_being_written_is_left_out_as_yet(workplace: Workplace) -> None:
    workplace.write("new.md", "# New\n\nHalf of")
    result = workplace.build(unfinished=["new.md"])
    assert not result.published
    assert workplace.texts().keys() == {"begun.md", "other.md"}
    assert "new.md is still being written, so it is indexed later." in result.warnings


def test_one_whose_text_is_cut_in_another_way_now_is_read_from_what_was_read_before(workplace: Workplace) -> None:
    from ingest.chunker import ChunkSizes

    before = workplace.texts()
    workplace.write("begun.md", "# Begun\n\nThe new")
    result = workplace.build(unfinished=["begun.md"], sizes=ChunkSizes(target_words=50, most_words=60))
    assert result.published
    assert workplace.texts() == before


def test_where_the_index_has_nothing_to_go_by_it_is_left_out(workplace: Workplace) -> None:
    (workplace.index / "CURRENT").unlink()
    assert workplace.build(unfinished=["begun.md"]).documents == 1


def test_a_copy_of_a_file_that_is_still_being_written_is_not_taken_in_beside_it(workplace: Workplace) -> None:
    workplace.write("begun-copy.md", "# Begun\n\nThe old words are whole.\n")
    workplace.write("begun.md", "# Begun\n\nThe ne")
    workplace.build(unfinished=["begun.md"])
    entries = open_current(workplace.index).entries
    assert len({entry.document_id for entry in entries}) == len(entries)
