from __future__ import annotations

import threading
from pathlib import Path

import pytest
from filelock import FileLock

from copro_qa.errors import CoproQaError, IndexDamaged, NotFound
from copro_qa.store.history import kept_generations, named_generation, prune, remove_leftovers, roll_back
from copro_qa.store.index_folder import current_generation_id, open_current
from tests.fakes import generation

NAMES = ["aaa1", "bbb2", "ccc3"]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    for name in NAMES:
        generation(tmp_path, {"a.txt": f"People lead {name}."}, generation_id=name)
    return tmp_path


def harm(index: Path, name: str, file: str = "documents.bin") -> None:
    path = index / "generations" / name / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_generations_are_listed_from_the_newest_on_and_the_one_in_use_is_marked(index: Path) -> None:
    kept = kept_generations(index)
    assert [each.id for each in kept] == NAMES[::-1]
    assert [each.current for each in kept] == [True, False, False]
    assert [(each.manifest.documents, each.damage) if each.manifest else None for each in kept] == [(1, None)] * 3


def test_damage_is_listed_with_the_file_and_what_to_do(index: Path) -> None:
    harm(index, "bbb2")
    harm(index, "aaa1", "manifest.json")
    newest, middle, oldest = kept_generations(index)
    assert newest.damage is None
    assert middle.damage is not None
    assert "documents.bin" in middle.damage
    assert (oldest.id, oldest.manifest) == ("aaa1", None)
    assert "copro-qa index" in str(oldest.damage)


def test_a_folder_without_an_index_holds_no_generations(tmp_path: Path) -> None:
    assert kept_generations(tmp_path / "none") == []
    with pytest.raises(NotFound):
        roll_back(tmp_path / "none", "aaa1")


@pytest.mark.parametrize("file", ["documents.bin", "chunks.npy", "manifest.json", "sources.jsonl", "vectors/vectors.faiss", "boxes.npy"])
def test_a_damaged_generation_is_refused_by_name_and_the_newest_sound_one_serves(
    index: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    harm(index, "ccc3", file)
    opened = open_current(index)
    assert opened.document("a.txt").text == "People lead bbb2."
    assert opened.stands_in is not None
    assert (opened.stands_in.generation, file in opened.stands_in.damage) == ("ccc3", True)
    assert file in caplog.text
    assert "bbb2 is used" in caplog.text


def test_a_missing_generation_is_stood_in_for_and_damaged_ones_are_passed_over(index: Path) -> None:
    (index / "generations" / "ccc3").rename(index / "elsewhere")
    harm(index, "bbb2")
    opened = open_current(index)
    assert (opened.id, opened.stands_in.generation if opened.stands_in else None) == ("aaa1", "ccc3")


@pytest.mark.parametrize("content", [b"../../etc", b"\xff\xfe"])
def test_a_damaged_pointer_leads_to_the_newest_sound_generation(index: Path, content: bytes) -> None:
    (index / "CURRENT").write_bytes(content)
    assert open_current(index).id == "ccc3"


def test_a_pointer_that_is_gone_leads_to_the_newest_sound_generation(index: Path, caplog: pytest.LogCaptureFixture) -> None:
    (index / "CURRENT").unlink()
    opened = open_current(index)
    assert opened.id == "ccc3"
    assert opened.stands_in is not None
    assert "CURRENT" in opened.stands_in.damage
    assert "CURRENT" in caplog.text


def test_when_none_is_sound_the_damage_is_said(index: Path) -> None:
    for name in NAMES:
        harm(index, name)
    with pytest.raises(IndexDamaged, match="ccc3"):
        open_current(index)


def test_an_earlier_generation_can_be_put_back_into_use_by_the_beginning_of_its_id(index: Path) -> None:
    assert roll_back(index, "aa").generation == "aaa1"
    assert open_current(index).document("a.txt").text == "People lead aaa1."


def test_going_back_to_a_damaged_or_unknown_generation_is_refused_and_changes_nothing(index: Path) -> None:
    harm(index, "aaa1")
    with pytest.raises(IndexDamaged):
        roll_back(index, "aaa1")
    with pytest.raises(NotFound, match="generations list"):
        roll_back(index, "zzz")
    assert current_generation_id(index) == "ccc3"


def test_a_beginning_that_several_ids_share_names_none(index: Path) -> None:
    generation(index, {"a.txt": "More."}, generation_id="ccc4")
    with pytest.raises(NotFound, match="Several generations begin"):
        named_generation(index, "cc")
    assert named_generation(index, "ccc3").name == "ccc3"


def test_nobody_goes_back_while_a_build_is_under_way(index: Path) -> None:
    with FileLock(index / "build.lock"), pytest.raises(CoproQaError, match="Another build"):
        roll_back(index, "aaa1", wait_seconds=0.05)


def test_only_so_many_generations_are_kept_and_always_the_one_in_use(index: Path) -> None:
    roll_back(index, "aaa1")
    assert prune(index, 2) == ["bbb2"]
    assert [each.id for each in kept_generations(index)] == ["ccc3", "aaa1"]
    assert prune(index, 1) == ["ccc3"]
    assert open_current(index).document("a.txt").text == "People lead aaa1."
    assert prune(index, 1) == []


def test_a_generation_that_is_open_goes_on_answering_after_it_was_removed(index: Path) -> None:
    opened = open_current(index)
    roll_back(index, "aaa1")
    prune(index, 1)
    assert not opened.folder.exists()
    assert opened.document("a.txt").text == "People lead ccc3."
    assert opened.lexical.search("people", 5).ids.tolist() == [0]
    assert opened.chunk(0).span.text == "People lead ccc3."


def test_what_was_left_half_removed_by_a_kill_is_cleaned_up_and_never_opened(index: Path) -> None:
    home = index / "generations"
    (home / "bbb2").rename(home / ".bbb2.removed")
    assert [each.id for each in kept_generations(index)] == ["ccc3", "aaa1"]
    remove_leftovers(index)
    assert sorted(path.name for path in home.iterdir()) == ["aaa1", "ccc3"]


def test_opening_and_publishing_at_the_same_time_gives_one_generation_or_the_other(tmp_path: Path) -> None:
    generation(tmp_path, {"a.txt": "People lead."}, generation_id="n0")
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.add(open_current(tmp_path).document("a.txt").text)

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(1, 6):
        generation(tmp_path, {"a.txt": "Places follow."}, generation_id=f"n{number}")
        prune(tmp_path, 1)
    done.set()
    thread.join()
    assert seen <= {"People lead.", "Places follow."}
