from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from copro_qa.errors import IndexDamaged, NotFound
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import current_generation_id, open_current
from tests.fakes import generation, written

TEXTS = {
    "b/second.md": "# Aim\nPeople lead.\nThe aims are:\n- prevention\n- people",
    "a.txt": "Places follow.",
    "c.txt": "Nothing else.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    generation(index, TEXTS)
    return index


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "index")


def home_of(index: Path) -> Path:
    return index / "generations" / "0123456789abcdef"


def test_documents_are_in_order_of_path_and_found_by_path_and_by_id(index: Path) -> None:
    opened = open_current(index)
    assert [entry.source.path for entry in opened.entries] == ["a.txt", "b/second.md", "c.txt"]
    assert [made.source.path for made in opened.documents()] == ["a.txt", "b/second.md", "c.txt"]
    by_path = opened.document("b/second.md")
    assert opened.document(by_path.id) == by_path
    assert by_path.text == written("b/second.md", TEXTS["b/second.md"]).text
    assert opened.find("nowhere") is None


def test_a_document_that_is_not_there_is_named_in_the_message(index: Path) -> None:
    opened = open_current(index)
    for ask in (opened.document, opened.place_of, opened.report):
        with pytest.raises(NotFound, match="'nowhere'"):
            ask("nowhere")


def test_chunks_are_the_spans_that_were_written_with_their_lead_ins(index: Path) -> None:
    opened = open_current(index)
    chunks = [opened.chunk(number) for number in range(len(opened))]
    assert [(chunk.number, chunk.span.text, chunk.lead.text if chunk.lead else None) for chunk in chunks] == [
        (0, "Places follow.", None),
        (1, "People lead.", None),
        (2, "The aims are:", None),
        (3, "prevention", "The aims are:"),
        (4, "people", "The aims are:"),
        (5, "Nothing else.", None),
    ]
    assert chunks[3].section == ("Aim",)
    assert len(opened.lexical) == len(opened.vectors) == len(opened) == 6


def test_the_chunks_of_some_documents_are_found_by_the_documents_places(index: Path) -> None:
    opened = open_current(index)
    assert opened.chunk_numbers([0, 2]).tolist() == [0, 5]
    assert opened.chunk_numbers([1]).tolist() == [1, 2, 3, 4]
    assert opened.chunk_numbers([]).tolist() == []


def test_the_manifest_counts_words_and_chunks_and_the_report_is_kept(index: Path) -> None:
    opened = open_current(index)
    assert [(entry.words, entry.chunks) for entry in opened.entries] == [(2, 1), (8, 4), (2, 1)]
    assert opened.report("a.txt") == {"words": 2}
    assert opened.manifest.chunks == 6
    assert opened.id == "0123456789abcdef" == current_generation_id(index)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def empty(file: Path) -> None:
    file.write_bytes(b"")


@pytest.mark.parametrize("harm", [Path.unlink, truncate, empty], ids=["gone", "shorter", "empty"])
@pytest.mark.parametrize(
    "pattern", ["chunks.npy", "vectors/*", "lexical/meta.json", "lexical/*.store", "documents.bin", "contexts.npy", "sources.jsonl"]
)
def test_a_file_that_is_gone_or_of_another_size_is_found_when_the_index_is_opened(
    index: Path, pattern: str, harm: Callable[[Path], None]
) -> None:
    harm(next(home_of(index).glob(pattern)))
    with pytest.raises(IndexDamaged, match="again with: copro-qa index"):
        open_current(index)


def test_a_file_of_the_right_size_that_the_library_cannot_read_is_damage(index: Path) -> None:
    file = home_of(index) / "vectors" / "vectors.faiss"
    file.write_bytes(b"\x00" * file.stat().st_size)
    with pytest.raises(IndexDamaged):
        open_current(index)


def test_a_changed_byte_of_a_large_pack_is_found_where_every_file_is_to_be_compared(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copro_qa.store.generation._LARGE_PACK_BYTES", 0)
    file = home_of(index) / "documents.bin"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    open_current(index)
    with pytest.raises(IndexDamaged, match=r"documents\.bin"):
        Generation.open(home_of(index), every_file=True)


def test_a_document_whose_text_was_changed_on_disk_is_never_quoted(index: Path) -> None:
    opened = open_current(index)
    file = home_of(index) / "documents.bin"
    content = file.read_bytes()
    with file.open("r+b") as stream:  # in place, so that the open file changes too
        stream.seek(content.index(b"Places follow."))
        stream.write(b"Places fallow.")
    with pytest.raises(IndexDamaged, match=r"documents\.bin"):
        opened.document("a.txt")


def test_an_index_without_documents_can_be_opened(tmp_path: Path) -> None:
    opened = generation(tmp_path, {})
    assert len(opened) == 0
    assert opened.entries == ()
    assert list(opened.documents()) == []
    assert opened.chunk_numbers([]).tolist() == []


def test_chunks_come_in_the_order_in_which_they_are_asked_for(index: Path) -> None:
    opened = open_current(index)
    assert opened.chunks([4, 0, 4]) == [opened.chunk(4), opened.chunk(0), opened.chunk(4)]
    assert opened.chunks([]) == []


def test_many_threads_read_the_same_documents(index: Path) -> None:
    opened = open_current(index)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            chunks = list(threads.map(opened.chunk, [number % 6 for number in range(600)]))
    finally:
        sys.setswitchinterval(interval)
    assert {chunk.span.text for chunk in chunks} == {
        "Places follow.",
        "People lead.",
        "The aims are:",
        "prevention",
        "people",
        "Nothing else.",
    }
    assert all(chunk.section == (("Aim",) if 1 <= chunk.number <= 4 else ()) for chunk in chunks)


def test_a_folder_can_be_opened_as_a_generation_by_itself(index: Path) -> None:
    opened = Generation.open(home_of(index))
    assert opened.folder == home_of(index)
    assert opened.chunk(0).span.document.blocks[0].kind is BlockKind.PARAGRAPH
