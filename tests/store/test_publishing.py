from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from copro_qa.errors import IndexDamaged
from copro_qa.store import publishing
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.index_folder import current_generation_id, open_current
from copro_qa.store.publishing import GenerationWriter, publish, set_current
from tests.fakes import HashingEmbedder, generation, written


def write(scratch: Path, outline: str = "People lead.", *, generation_id: str = "aa") -> None:
    embedder, made = HashingEmbedder(), written("a.txt", outline)
    writer = GenerationWriter(scratch, dimension=embedder.dimension)
    spans = [made.span_of(block) for block in made.blocks]
    writer.add(made, [(span, None) for span in spans], embedder.embed([span.text for span in spans]), {})
    writer.finish(generation_id=generation_id, recipe={"embedder": "x"}, failed=[("b.pdf", "It is empty.")], ignored=["c.xyz"])


def test_a_written_generation_becomes_the_current_one_and_leaves_no_scratch(tmp_path: Path) -> None:
    write(tmp_path / "scratch")
    publish(tmp_path, tmp_path / "scratch", "aa")
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "aa\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]
    opened = open_current(tmp_path)
    assert opened.chunk(0).span.text == "People lead."
    assert (opened.manifest.failed, opened.manifest.ignored, opened.manifest.recipe) == (
        (("b.pdf", "It is empty."),),
        ("c.xyz",),
        {"embedder": "x"},
    )


def test_the_manifest_has_a_checksum_of_every_file_but_itself(tmp_path: Path) -> None:
    opened = generation(tmp_path, {"a.txt": "People lead.", "b.txt": "Places follow."})
    files = {path.relative_to(opened.folder).as_posix(): path for path in opened.folder.rglob("*") if path.is_file()}
    listed = opened.manifest.files
    assert {name for name in files if not name.endswith(".lock")} - set(listed) == {"manifest.json"}
    for name, checksum in listed.items():
        content = files[name].read_bytes()
        assert (checksum.bytes, checksum.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("flat_up_to, kind", [(1, "flat"), (0, "clusters")])
def test_the_manifest_says_how_the_vectors_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flat_up_to: int, kind: str) -> None:
    monkeypatch.setattr(publishing, "FaissVectors", partial(FaissVectors, flat_up_to=flat_up_to))
    write(tmp_path / "scratch")
    publish(tmp_path, tmp_path / "scratch", "aa")
    opened = open_current(tmp_path)
    assert opened.manifest.vectors == opened.vectors.form._asdict()
    assert (opened.manifest.vectors["kind"], opened.manifest.vectors["recall_at_10"]) == (kind, 1.0)


@pytest.mark.parametrize("pattern", ["chunks.npy", "documents.bin", "contexts.bin", "sources.jsonl", "vectors/*"])
def test_a_generation_that_is_not_what_was_written_is_never_published(tmp_path: Path, pattern: str) -> None:
    generation(tmp_path, {"a.txt": "People lead."}, generation_id="good")
    write(tmp_path / "scratch")
    file = next((tmp_path / "scratch").glob(pattern))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(IndexDamaged):
        publish(tmp_path, tmp_path / "scratch", "aa")
    assert current_generation_id(tmp_path) == "good"
    assert not (tmp_path / "generations" / "aa").exists()
    assert open_current(tmp_path).document("a.txt").text == "People lead."


def test_a_sound_generation_is_kept_when_the_same_one_is_built_again(tmp_path: Path) -> None:
    generation(tmp_path, {"a.txt": "People lead."}, generation_id="aa")
    manifest = tmp_path / "generations" / "aa" / "manifest.json"
    before = manifest.stat().st_ino
    write(tmp_path / "scratch")
    publish(tmp_path, tmp_path / "scratch", "aa")
    assert manifest.stat().st_ino == before
    assert not (tmp_path / "scratch").exists()


def test_a_damaged_generation_is_replaced_when_the_same_one_is_built_again(tmp_path: Path) -> None:
    generation(tmp_path, {"a.txt": "People lead."}, generation_id="aa")
    (tmp_path / "generations" / "aa" / "chunks.npy").write_bytes(b"")
    write(tmp_path / "scratch")
    publish(tmp_path, tmp_path / "scratch", "aa")
    assert open_current(tmp_path).chunk(0).span.text == "People lead."
    assert [path.name for path in (tmp_path / "generations").iterdir()] == ["aa"]


@pytest.mark.parametrize("step", ["sync_tree", "set_current"])
def test_a_crash_while_publishing_leaves_the_last_good_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    generation(tmp_path, {"a.txt": "People lead."}, generation_id="good")
    write(tmp_path / "scratch", "Places follow.")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(publishing, step, crash)
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, tmp_path / "scratch", "aa")
    assert open_current(tmp_path).document("a.txt").text == "People lead."


def test_a_generation_can_be_put_back_into_use(tmp_path: Path) -> None:
    generation(tmp_path, {"a.txt": "People lead."}, generation_id="one")
    generation(tmp_path, {"a.txt": "Places follow."}, generation_id="two")
    set_current(tmp_path, "one")
    assert open_current(tmp_path).document("a.txt").text == "People lead."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "generations"]


def test_a_writer_never_writes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    write(tmp_path / "scratch")
    with pytest.raises(FileExistsError):
        GenerationWriter(tmp_path / "scratch", dimension=64)


def test_vectors_that_do_not_match_the_chunks_are_refused(tmp_path: Path) -> None:
    writer = GenerationWriter(tmp_path / "scratch", dimension=64)
    made = written("a.txt", "People lead.")
    with pytest.raises(ValueError, match="shape"):
        writer.add(made, [(made.span(0, 6), None)], np.zeros((2, 64), np.float32), {})
    with pytest.raises(ValueError, match="shape"):
        writer.add(made, [(made.span(0, 6), None)], np.zeros((1, 63), np.float32), {})
    writer.abandon()


def test_vectors_written_in_several_additions_stay_with_their_chunks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_VECTORS_ADDED_AT_ONCE", 3)
    outlines = {f"{number:02}.txt": f"Word{number} stands alone.\nOther{number} follows." for number in range(20)}
    opened = generation(tmp_path, outlines)
    embedder = HashingEmbedder()
    assert len(opened.vectors) == 40
    for number in range(40):
        vector = embedder.embed([opened.chunk(number).searchable_text])[0]
        hits = opened.vectors.search(vector, 1, np.array([number]))
        assert hits.scores.tolist() == pytest.approx([1.0], abs=2e-3)
