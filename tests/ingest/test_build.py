from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import wait
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from copro_qa.document import Block, BlockKind, Recognised
from copro_qa.errors import CoproQaError, CorpusUnusable, DocumentUnreadable
from copro_qa.store.former import CarriedOver
from copro_qa.store.index_folder import current_generation_id, open_current
from copro_qa.store.manifest import read_manifest, write_manifest
from copro_qa.store.publishing import GenerationWriter
from copro_qa.texts import texts
from ingest import build as build_module
from ingest.build import build
from ingest.build_result import BuildResult
from ingest.changes import Changes
from ingest.chunker import ChunkSizes
from ingest.embedding_cache import EMBEDDING_VERSION
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument
from ingest.plan import plan
from ingest.progress import SilentProgress
from ingest.recipe import recipe_of
from ingest.recognition import PagesArePictures, how_to_read_scans, installed_recogniser, look_again
from ingest.sources import Corpus
from ingest.worker import LimitReached
from tests.fakes import HashingEmbedderFactory
from tests.ingest.workplace import Parser, Workplace, counts


def test_a_corpus_becomes_a_generation_that_can_be_opened(workplace: Workplace) -> None:
    result = workplace.build()
    generation = open_current(workplace.index)
    assert result.generation == generation.id == current_generation_id(workplace.index)
    assert [entry.source.path for entry in generation.entries] == ["acts/empowerment.txt", "christie.md"]
    assert workplace.texts()["acts/empowerment.txt"] == "Communities may ask to take over land."
    assert (result.documents, result.chunks, result.published) == (2, len(generation), True)
    assert counts(result) == {"added": 2}
    assert generation.report("christie.md")["media_type"] == "text/markdown"


def test_vectors_belong_to_their_chunks(workplace: Workplace) -> None:
    workplace.build(sizes=ChunkSizes(target_words=4, most_words=6))
    generation = open_current(workplace.index)
    embedder = HashingEmbedderFactory().load()
    assert len(generation) > 2
    for number in range(len(generation)):
        (query,) = embedder.embed([generation.chunk(number).searchable_text])
        assert generation.vectors.search(query, 1).ids.tolist() == [number]


def test_an_unchanged_corpus_rebuilds_nothing_and_loads_no_model(workplace: Workplace) -> None:
    first = workplace.build()
    workplace.forget_calls()
    second = workplace.build()
    assert (second.generation, second.documents, second.chunks) == (first.generation, first.documents, first.chunks)
    assert counts(second) == {"kept": 2}
    assert not second.published
    assert (workplace.embedder.loaded, workplace.parser.parsed) == ([], [])


def test_only_a_changed_file_is_parsed_and_embedded(workplace: Workplace) -> None:
    workplace.build()
    workplace.forget_calls()
    workplace.write("acts/empowerment.txt", "Communities may ask to buy land.")
    result = workplace.build()
    assert counts(result) == {"changed": 1, "kept": 1}
    assert workplace.parser.parsed == ["empowerment.txt"]
    assert [text.splitlines()[-1] for text in workplace.embedder.embedded] == ["Communities may ask to buy land."]
    assert workplace.texts()["acts/empowerment.txt"] == "Communities may ask to buy land."


def test_a_removed_file_is_gone_and_a_new_one_is_there(workplace: Workplace) -> None:
    workplace.build()
    (workplace.corpus / "christie.md").unlink()
    workplace.write("new.md", "New text.")
    assert counts(workplace.build()) == {"added": 1, "removed": 1, "kept": 1}
    assert workplace.texts().keys() == {"acts/empowerment.txt", "new.md"}


def test_a_renamed_file_keeps_its_id_and_is_neither_parsed_nor_called_new(workplace: Workplace) -> None:
    workplace.build()
    before = open_current(workplace.index).document("christie.md").id
    workplace.forget_calls()
    (workplace.corpus / "christie.md").rename(workplace.corpus / "commission.md")
    assert counts(workplace.build()) == {"changed": 1, "kept": 1}
    assert open_current(workplace.index).document("commission.md").id == before
    assert workplace.parser.parsed == []


def test_what_is_taken_over_makes_the_same_index_as_a_build_from_nothing(workplace: Workplace, tmp_path: Path) -> None:
    workplace.write(
        "boards.md", "# Boards\n\nIntegration joint boards (IJB) plan.\n\n## Money\n\nThe IJB sets the budget:\n\n- in May\n- in June"
    )
    for text in ("Communities may ask to buy land.", "Communities may ask to lease land."):
        workplace.build()
        workplace.write("acts/empowerment.txt", text)
    (workplace.corpus / "christie.md").rename(workplace.corpus / "commission.md")
    workplace.build()
    workplace.index, before = tmp_path / "fresh", open_current(workplace.index)
    workplace.build()
    fresh = open_current(workplace.index)
    assert before.id == fresh.id
    assert before.entries == fresh.entries
    assert before.table.tolist() == fresh.table.tolist()
    assert before.glossary == fresh.glossary
    numbers = np.arange(len(fresh), dtype=np.int64)
    assert before.vectors.get(numbers).tolist() == fresh.vectors.get(numbers).tolist()
    for name in fresh.manifest.files:
        # The library names the files of its segments at random; what they hold is compared below.
        assert name.startswith("lexical/") or (before.folder / name).read_bytes() == (fresh.folder / name).read_bytes()
    for question in ("integration boards budget", "communities land", "four pillars"):
        found, expected = (each.lexical.search(question, 9) for each in (before, fresh))
        assert (found.ids.tolist(), found.scores.tolist()) == (expected.ids.tolist(), expected.scores.tolist())


def test_words_that_no_document_has_any_more_are_forgotten(workplace: Workplace) -> None:
    workplace.write("boards.md", "Integration joint boards (IJB) plan.")
    workplace.build()
    assert open_current(workplace.index).glossary.acronyms == {"IJB": ("Integration joint boards",)}
    (workplace.corpus / "boards.md").unlink()
    workplace.build()
    glossary = open_current(workplace.index).glossary
    assert glossary.acronyms == {}
    assert "boards" not in glossary.words
    assert glossary.words["pillars"] == 1


def test_a_generation_from_before_totals_were_kept_is_taken_over_all_the_same(workplace: Workplace) -> None:
    workplace.write("boards.md", "Integration joint boards (IJB) plan.")
    workplace.build()
    forget_totals(open_current(workplace.index).folder)
    workplace.write("acts/empowerment.txt", "Communities may ask to lease land.")
    workplace.forget_calls()
    assert counts(workplace.build()) == {"changed": 1, "kept": 2}
    assert workplace.parser.parsed == ["empowerment.txt"]
    glossary = open_current(workplace.index).glossary
    assert glossary.acronyms == {"IJB": ("Integration joint boards",)}
    assert (glossary.words["boards"], glossary.words["lease"]) == (1, 1)


def forget_totals(folder: Path) -> None:
    (folder / "terms.json").unlink()
    manifest = read_manifest(folder)
    write_manifest(folder, replace(manifest, files={name: file for name, file in manifest.files.items() if name != "terms.json"}))


def test_a_changed_entry_makes_a_new_generation_without_parsing(workplace: Workplace) -> None:
    first = workplace.build()
    workplace.forget_calls()
    workplace.write("sources.toml", '[[documents]]\npath = "christie.md"\npublisher = "Scottish Government"')
    second = workplace.build()
    assert second.generation != first.generation
    assert counts(second) == {"changed": 1, "kept": 1}
    assert workplace.parser.parsed == workplace.embedder.embedded == []
    assert open_current(workplace.index).document("christie.md").source.publisher == "Scottish Government"


def test_what_supersedes_a_document_is_known_of_it(workplace: Workplace) -> None:
    workplace.write("sources.toml", '[[documents]]\npath = "christie.md"\nsupersedes = ["acts/empowerment.txt"]')
    workplace.build()
    assert open_current(workplace.index).document("acts/empowerment.txt").source.superseded_by == ("christie.md",)


def test_the_same_corpus_gives_the_same_id_in_another_place(workplace: Workplace, tmp_path: Path) -> None:
    first = workplace.build()
    assert build(workplace.corpus, tmp_path / "other", workplace.embedder, open_parser=Parser).generation == first.generation


def test_another_model_or_size_rebuilds_and_says_so(workplace: Workplace) -> None:
    first = workplace.build()
    workplace.embedder = HashingEmbedderFactory("another")
    second = workplace.build()
    third = workplace.build(sizes=ChunkSizes(target_words=50, most_words=60))
    assert len({first.generation, second.generation, third.generation}) == 3
    assert second.warnings == ("The embedding model has changed from hashing-64 to another, so what depends on it is made anew.",)
    assert "The size of passages" in third.warnings[0]
    assert counts(second) == {"kept": 2}


def test_passages_that_an_earlier_version_embedded_otherwise_are_embedded_anew_and_that_is_said(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr("ingest.build.recipe_of", lambda *of: {key: part for key, part in recipe_of(*of).items() if key != "embedding"})
        earlier.setattr("ingest.embedding_cache.EMBEDDING_VERSION", "1")
        first = workplace.build()
    before = len(workplace.embedder.embedded)
    second = workplace.build()
    assert second.generation != first.generation
    assert len(workplace.embedder.embedded) == 2 * before
    assert second.warnings == (
        f"How passages are embedded has changed from what had no number to {EMBEDDING_VERSION}, so what depends on it is made anew.",
    )


def test_a_file_that_cannot_be_read_is_reported_and_the_rest_is_indexed(workplace: Workplace) -> None:
    workplace.write("bad.md", "x")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    result = workplace.build()
    assert result.failed == (("bad.md", "It is damaged."),)
    assert workplace.texts().keys() == {"acts/empowerment.txt", "christie.md"}
    assert open_current(workplace.index).manifest.failed == result.failed


def test_that_the_text_of_a_file_which_can_no_longer_be_read_has_left_the_index_is_said(workplace: Workplace) -> None:
    workplace.write("bad.md", "x")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    workplace.build()
    workplace.write("christie.md", "")
    workplace.write("acts/empowerment.txt", "Cut short.")
    workplace.parser.refused["empowerment.txt"] = DocumentUnreadable("It is damaged.")
    workplace.write("new.md", "Something that can be read.")
    reasons = dict(workplace.build().failed)
    assert reasons == {
        "acts/empowerment.txt": f"It is damaged. {texts()('unreadable.lost')}",
        "bad.md": "It is damaged.",
        "christie.md": f"The file is empty. {texts()('unreadable.lost')}",
    }
    assert dict(open_current(workplace.index).manifest.failed)["christie.md"] == "The file is empty."


def test_that_documents_in_a_folder_which_can_no_longer_be_opened_have_left_the_index_is_said() -> None:
    found = Corpus(files=(), failed=(("acts", "This folder cannot be opened."), ("act", "It is closed.")))
    changes = Changes(removed=("acts/empowerment.txt", "acts/joint.txt", "minutes.txt"))
    result = BuildResult.of(None, found, changes=changes, failed=(), seconds=0, published=True)
    assert dict(result.failed) == {
        "act": "It is closed.",
        "acts": f"This folder cannot be opened. {texts()('unreadable.lost_within', count=2)}",
    }
    planned = BuildResult.of(None, found, changes=changes, failed=[("minutes.txt", "It is closed.")], seconds=0)
    assert dict(planned.failed)["minutes.txt"] == f"It is closed. {texts()('unreadable.would_be_lost')}"


def test_an_unreadable_file_is_not_tried_again_while_nothing_changes(workplace: Workplace) -> None:
    workplace.write("bad.md", "x")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    first = workplace.build()
    workplace.forget_calls()
    second = workplace.build()
    assert (second.failed, second.generation, second.published) == (first.failed, first.generation, False)
    assert workplace.parser.parsed == []


def test_an_unreadable_file_is_not_opened_again_when_other_documents_change(workplace: Workplace) -> None:
    workplace.write("bad.md", "x")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    first = workplace.build()
    workplace.forget_calls()
    workplace.write("christie.md", "It reported in June 2011.")
    assert workplace.build().failed == first.failed == (("bad.md", "It is damaged."),)
    assert workplace.parser.parsed == ["christie.md"]
    workplace.write("bad.md", "Mended.")
    workplace.parser.refused.clear()
    assert workplace.build().failed == ()


def test_an_unreadable_file_is_opened_again_with_a_password(workplace: Workplace) -> None:
    workplace.write("locked.md", "x")
    workplace.parser.refused["locked.md"] = DocumentUnreadable("It is locked.")
    workplace.build()
    for password in ("wrong", "right"):
        workplace.forget_calls()
        workplace.write("sources.toml", f'[[documents]]\npath = "locked.md"\npassword = "{password}"')
        if password == "right":
            workplace.parser.refused.clear()
        workplace.build()
        assert workplace.parser.parsed == ["locked.md"]
    assert workplace.texts()["locked.md"] == "x"


def test_what_failed_for_want_of_time_is_tried_again_though_nothing_has_changed(workplace: Workplace) -> None:
    workplace.write("slow.md", "Slow text.")
    workplace.parser.refused["slow.md"] = LimitReached("It took too long.")
    first = workplace.build()
    workplace.forget_calls()
    assert not workplace.build().published
    assert workplace.parser.parsed == ["slow.md"]
    workplace.parser.refused.clear()
    third = workplace.build()
    assert third.published
    assert third.generation != first.generation
    assert third.failed == ()
    assert counts(third) == {"added": 1, "kept": 2}


def test_a_file_that_was_away_while_it_was_to_be_read_is_read_by_the_next_build(workplace: Workplace) -> None:
    workplace.write("away.md", "It is back.")
    file, elsewhere = workplace.corpus / "away.md", workplace.index.with_name("away.md")
    # What is read before it takes it away.
    workplace.parser.meanwhile = lambda path: file.rename(elsewhere) if file.exists() else None
    assert [path for path, _ in workplace.build().failed] == ["away.md"]
    workplace.parser.meanwhile = lambda path: None
    elsewhere.rename(file)
    assert workplace.build().failed == ()
    assert workplace.texts()["away.md"] == "It is back."


def test_a_file_that_is_written_while_it_is_read_is_not_indexed_half(workplace: Workplace) -> None:
    workplace.parser.meanwhile = lambda path: path.write_text("Half-written text that grows.") if path.name == "christie.md" else None
    result = workplace.build()
    assert [path for path, _ in result.failed] == ["christie.md"]
    workplace.parser.meanwhile = lambda path: None
    assert workplace.build().failed == ()
    assert workplace.texts()["christie.md"] == "Half-written text that grows."


def test_the_password_of_an_entry_reaches_the_parser_and_nothing_else(workplace: Workplace) -> None:
    workplace.write("sources.toml", '[[documents]]\npath = "christie.md"\npassword = "tell-no-one"')
    result = workplace.build()
    assert workplace.parser.passwords == ["tell-no-one"]
    written = [file.read_bytes() for file in workplace.index.rglob("*") if file.is_file()]
    assert not any(b"tell-no-one" in content for content in [*written, str(result).encode()])


def test_nothing_to_index_is_an_error_and_the_old_index_stays(workplace: Workplace) -> None:
    workplace.build()
    before = current_generation_id(workplace.index)
    workplace.parser.refused = {"christie.md": DocumentUnreadable("Locked."), "empowerment.txt": DocumentUnreadable("Locked.")}
    workplace.write("christie.md", "Another text.")
    (workplace.corpus / "acts" / "empowerment.txt").unlink()
    with pytest.raises(CorpusUnusable, match=r"None of the documents in .* can be read.*\n  christie.md: Locked\."):
        workplace.build()
    (workplace.corpus / "christie.md").unlink()
    with pytest.raises(CorpusUnusable, match="There are no documents in"):
        workplace.build()
    assert current_generation_id(workplace.index) == before
    assert "christie.md" in workplace.texts()


def test_a_build_that_fails_leaves_the_old_generation_serving_and_nothing_behind(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    workplace.build()
    before = workplace.texts()
    workplace.write("new.md", "New text.")

    def no_room(*arguments: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "vectors")

    with monkeypatch.context() as patch:
        patch.setattr(GenerationWriter, "finish", no_room)
        with pytest.raises(CoproQaError, match=r"could not be written: No space left on device \(vectors\)"):
            workplace.build()
    assert workplace.texts() == before
    assert not list(workplace.index.glob("scratch-*"))
    assert workplace.build().documents == 3


def test_a_library_that_fails_in_its_own_way_is_explained_too(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("faiss: could not write")

    monkeypatch.setattr(GenerationWriter, "finish", fail)
    with pytest.raises(CoproQaError, match=r"could not be written: faiss: could not write\. .* Check that the disk has room"):
        workplace.build()


def test_a_second_build_at_the_same_time_is_refused_with_what_to_do(workplace: Workplace) -> None:
    workplace.index.mkdir()
    with FileLock(workplace.index / "build.lock"), pytest.raises(CoproQaError, match=r"Another build .* Wait until it has ended"):
        workplace.build(wait_seconds=0.05)
    assert workplace.build().documents == 2


def test_the_last_document_leaves_the_index_only_where_that_is_asked_for(workplace: Workplace) -> None:
    first = workplace.build()
    for file in workplace.corpus.rglob("*.*"):
        file.unlink()
    with pytest.raises(CorpusUnusable, match="--allow-empty"):
        workplace.build()
    assert open_current(workplace.index).id == first.generation
    result = workplace.build(allow_empty=True)
    assert (result.documents, result.chunks, len(result.changes.removed)) == (0, 0, 2)
    assert workplace.texts() == {}
    assert not workplace.build().published
    workplace.write("new.md", "New text.")
    assert workplace.build().documents == 1


def test_an_index_of_nothing_is_never_begun_and_unreadable_documents_are_not_taken_for_none(workplace: Workplace) -> None:
    workplace.build()
    for file in workplace.corpus.rglob("*.*"):
        file.unlink()
    workplace.write("bad.md", "x")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    with pytest.raises(CorpusUnusable, match="It is damaged"):
        workplace.build(allow_empty=True)
    (workplace.corpus / "bad.md").unlink()
    workplace.index = workplace.index / "another"
    with pytest.raises(CorpusUnusable, match="There are no documents"):
        workplace.build(allow_empty=True)


def test_a_changed_byte_of_a_large_pack_is_mended_though_nothing_else_has_changed(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copro_qa.store.generation._LARGE_PACK_BYTES", 0)
    first = workplace.build()
    before = workplace.texts()
    for name in ("documents.bin", "boxes.bin"):
        file = workplace.index / "generations" / str(first.generation) / name
        content = bytearray(file.read_bytes() or b"x")
        content[-1] ^= 1
        file.write_bytes(content)
        result = workplace.build()
        assert result.published, name
        assert result.generation == first.generation
        assert not workplace.build().published, name
    assert workplace.texts() == before


def test_a_damaged_index_is_made_anew_and_that_is_said(workplace: Workplace) -> None:
    first = workplace.build()
    (manifest,) = workplace.index.glob("generations/*/manifest.json")
    manifest.write_text("{")
    second = workplace.build()
    assert second.published
    assert second.generation == first.generation
    assert "could not be used" in second.warnings[0]
    assert workplace.texts().keys() == {"acts/empowerment.txt", "christie.md"}


def test_without_its_cache_an_index_is_built_all_the_same(workplace: Workplace) -> None:
    first = workplace.build()
    for file in (workplace.index / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    workplace.write("new.md", "New text.")
    assert workplace.build().documents == first.documents + 1


def test_an_index_inside_the_corpus_folder_is_not_indexed(workplace: Workplace) -> None:
    workplace.index = workplace.corpus / "index"
    first = workplace.build()
    assert first.ignored == ()
    assert workplace.build().generation == first.generation


def test_a_corpus_file_gives_a_document_for_each_line(workplace: Workplace) -> None:
    workplace.corpus = workplace.corpus.with_name("corpus.jsonl")
    workplace.corpus.write_text('{"doc": "one", "title": "First", "text": "Some words."}\n{"doc": "two", "title": "", "text": ""}\n')
    result = workplace.build()
    assert workplace.texts() == {"one": "Some words."}
    assert open_current(workplace.index).document("one").source.title == "First"
    assert result.failed == (("two", "The line holds no text."),)
    assert not workplace.build().published


def test_the_parser_is_made_ready_only_when_a_file_has_to_be_opened(workplace: Workplace) -> None:
    workplace.build()
    assert workplace.parser.begun == 1
    (workplace.corpus / "christie.md").rename(workplace.corpus / "z.md")
    workplace.build()
    workplace.embedder = HashingEmbedderFactory("another model")
    assert workplace.build().published
    assert workplace.parser.begun == 1
    workplace.write("new.md", "Something new.")
    workplace.build()
    assert workplace.parser.begun == 2


def test_documents_are_embedded_many_at_a_time_and_written_in_order(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.indexer._CHUNKS_AT_ONCE", 3)
    for number in range(8):
        workplace.write(f"{number}.md", f"Text number {number}.")
    workplace.build()
    generation = open_current(workplace.index)
    assert [entry.source.path for entry in generation.entries] == sorted(workplace.texts())
    assert [generation.chunk(number).span.document.source.path for number in range(len(generation))] == sorted(workplace.texts())


@pytest.mark.parametrize("carried_over_at_once", [1, 2, 50])
def test_new_documents_among_those_that_are_taken_over_keep_their_places_and_vectors(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, carried_over_at_once: int
) -> None:
    monkeypatch.setattr("ingest.indexer._CHUNKS_AT_ONCE", 2)
    monkeypatch.setattr("ingest.indexer._CARRIED_OVER_AT_ONCE", carried_over_at_once)
    for number in range(9):
        workplace.write(f"{number}.md", f"Text number {number}.")
    workplace.build()
    for number in (1, 2, 3, 6):
        workplace.write(f"{number}.md", f"New text number {number}.")
    workplace.build()
    updated = open_current(workplace.index)
    workplace.index = workplace.index.with_name("anew")
    workplace.build()
    anew = open_current(workplace.index)
    assert [document.text for document in updated.documents()] == [document.text for document in anew.documents()]
    numbers = np.arange(len(anew), dtype=np.int64)
    assert (updated.vectors.get(numbers) == anew.vectors.get(numbers)).all()


def test_documents_behind_a_changed_one_are_written_while_others_are_still_looked_at(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened: list[str] = []

    class Noting(SilentProgress):
        def document_read(self, path: str) -> None:
            happened.append(path)

    write = GenerationWriter.carry_over

    def noted(writer: GenerationWriter, carried: CarriedOver) -> None:
        happened.extend(f"{entry.source.path} written" for entry in carried.entries)
        write(writer, carried)

    # However long another thread takes to embed a text, here it is waited for.
    embedded = property(lambda background: bool(background._begun and wait([background._begun]).not_done))
    monkeypatch.setattr("ingest.indexer.BackgroundEmbedding.keeps_waiting", embedded)
    monkeypatch.setattr("ingest.indexer._CARRIED_OVER_AT_ONCE", 2)
    for number in range(9):
        workplace.write(f"{number}.md", f"Text number {number}.")
    workplace.build()
    monkeypatch.setattr(GenerationWriter, "carry_over", noted)
    workplace.write("0.md", "Other text.")
    workplace.build(progress=Noting())
    assert happened.index("2.md written") < happened.index("8.md")
    assert [each for each in happened if each.endswith("written")] == [f"{path} written" for path in sorted(workplace.texts())]


def test_nothing_is_asked_of_the_program_that_reads_scans_for_documents_that_have_none(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked() -> str:
        raise AssertionError("it was asked")

    monkeypatch.setattr("ingest.document_reader.installed_recogniser", asked)
    workplace.write("new.md", "Something new.")
    workplace.build()
    assert "new.md" in workplace.texts()


def test_the_real_parser_is_used_when_no_other_is_named(workplace: Workplace) -> None:
    workplace.write("broken.pdf", "%PDF-1.7 and then nothing")
    result = build(workplace.corpus, workplace.index, workplace.embedder)
    assert [path for path, _ in result.failed] == ["broken.pdf"]
    assert result.documents == 2


def test_an_unchanged_corpus_needs_neither_torch_nor_sentence_transformers(workplace: Workplace) -> None:
    workplace.build()
    script = (
        "import sys, pathlib; from ingest.build import build; from tests.fakes import HashingEmbedderFactory; "
        f"result = build(pathlib.Path({str(workplace.corpus)!r}), pathlib.Path({str(workplace.index)!r}), HashingEmbedderFactory()); "
        "assert not result.published; print({'torch', 'sentence_transformers', 'pypdfium2', 'docx'} & set(sys.modules))"
    )
    root = Path(build_module.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "set()"


@dataclass
class ScanParser(Parser):
    """Takes every PDF file for a scan that reads as its name, or holds pictures of nothing when it is called so.

    One called broken holds scans alone that the text recognition breaks down over, one called half-broken has text beside them.
    """

    program: str = ""

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
        if path.suffix != ".pdf":
            return super().parse(path, passwords=passwords)
        self.parsed.append(path.name)
        if not self.program or path.stem == "nothing":
            raise PagesArePictures("The pages are pictures.", 1)
        if path.stem == "broken":
            raise PagesArePictures("The text recognition broke down.", 1, broke_down=True)
        if path.stem == "half-broken":
            report = ExtractionReport("application/pdf", 2, 2, pages_not_recognised=(2,))
            return ParsedDocument("Its text.", (Block(BlockKind.PARAGRAPH, 0, 9),), (), FileFacts(), report)
        text = f"{path.stem} as {self.program} reads it."
        report = ExtractionReport("application/pdf", len(text.split()), 1, recognised_pages=(1,), recognition_confidence=0.9)
        recognised = (Recognised(0, len(text), 0.9),)
        return ParsedDocument(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), (), FileFacts(), report, recognised)


def test_with_text_recognition_scans_alone_are_read_again_and_have_another_id(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def installed(program: str) -> None:
        parser.program = program
        monkeypatch.setattr("ingest.document_reader.installed_recogniser", lambda: program)

    def ids() -> dict[str, str]:
        return {entry.source.path: entry.document_id for entry in open_current(workplace.index).entries}

    workplace.parser = parser = ScanParser()
    for name in ("letter.pdf", "nothing.pdf"):
        (workplace.corpus / name).write_bytes(b"%PDF-1.7\n" + name.encode())
    installed("")
    without = workplace.build()
    assert [path for path, _ in without.failed] == ["letter.pdf", "nothing.pdf"]
    assert workplace.build().published is False

    workplace.forget_calls()
    installed("one")
    assert plan(workplace.corpus, workplace.index, workplace.embedder).changes.added == ("letter.pdf", "nothing.pdf")
    result = workplace.build()
    assert (counts(result), [path for path, _ in result.failed]) == ({"added": 1, "kept": 2}, ["nothing.pdf"])
    assert set(workplace.parser.parsed) == {"letter.pdf", "nothing.pdf"}
    assert workplace.texts()["letter.pdf"] == "letter as one reads it."
    first = ids()

    workplace.forget_calls()
    assert workplace.build().published is False
    assert workplace.parser.parsed == []

    installed("two")
    changed = workplace.build()
    assert counts(changed) == {"changed": 1, "kept": 2}
    assert workplace.parser.parsed == ["letter.pdf"]
    assert ids()["letter.pdf"] != first["letter.pdf"]
    assert {path: id_ for path, id_ in ids().items() if path != "letter.pdf"} == {p: i for p, i in first.items() if p != "letter.pdf"}
    span = open_current(workplace.index).document("letter.pdf").span(0, 6)
    assert span.recognition_confidence == 0.9

    workplace.forget_calls()
    installed("")
    assert counts(workplace.build()) == {"removed": 1, "kept": 2}


def test_what_is_advised_for_scans_that_were_not_read_is_renewed_when_something_else_is_needed(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Advising(ScanParser):
        def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
            if path.suffix != ".pdf":
                return super().parse(path, passwords=passwords)
            self.parsed.append(path.name)
            raise PagesArePictures(f"The pages are pictures. {self.program}", 1)

    def needed(advice: str) -> None:
        parser.program = advice
        parser.parsed.clear()
        monkeypatch.setattr("ingest.document_reader.how_to_read_scans", lambda: advice)

    monkeypatch.setattr("ingest.document_reader.installed_recogniser", lambda: "")
    workplace.parser = parser = Advising()
    (workplace.corpus / "letter.pdf").write_bytes(b"%PDF-1.7\n")
    needed("Install it.")
    assert workplace.build().failed == (("letter.pdf", "The pages are pictures. Install it."),)

    needed("It is too old.")
    for _ in range(2):
        again = workplace.build()
        assert (again.published, again.failed) == (False, (("letter.pdf", "The pages are pictures. It is too old."),))
    assert parser.parsed == ["letter.pdf"]

    needed("Install it.")
    workplace.write("other.md", "Another document.")
    assert workplace.build().failed == (("letter.pdf", "The pages are pictures. Install it."),)
    assert sorted(parser.parsed) == ["letter.pdf", "other.md"]


def test_a_program_for_scans_that_was_installed_while_this_one_went_on_is_found_by_the_next_build(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(look_again)  # what is found out here holds for this folder of programs only
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    workplace.write("a.md", "One document.")
    workplace.build()
    assert (installed_recogniser(), "install the program" in how_to_read_scans()) == ("", True)
    program = tmp_path / "programs" / "tesseract"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho tesseract 4.1.1\n", encoding="utf-8")
    program.chmod(0o755)
    workplace.build()
    assert "too old: it is version 4.1.1" in how_to_read_scans()


def test_scans_that_text_recognition_breaks_down_over_are_tried_again_when_file_or_program_changes_and_not_before(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def installed(program: str) -> None:
        parser.program = program
        monkeypatch.setattr("ingest.document_reader.installed_recogniser", lambda: program)

    workplace.parser = parser = ScanParser()
    names = ("broken.pdf", "half-broken.pdf")
    for name in names:
        (workplace.corpus / name).write_bytes(b"%PDF-1.7\n" + name.encode())
    installed("one")
    first = workplace.build()
    assert first.failed == (("broken.pdf", "The text recognition broke down."),)
    assert set(parser.parsed) >= set(names)

    for round_ in range(3):  # each publishes, and tidies what was kept in mind of files that are gone
        workplace.forget_calls()
        workplace.write("other.md", f"In round {round_}.")
        assert workplace.build().failed == first.failed
        assert parser.parsed == ["other.md"]

    workplace.forget_calls()
    installed("two")
    workplace.build()
    assert set(parser.parsed) >= set(names)

    workplace.forget_calls()
    (workplace.corpus / "broken.pdf").write_bytes(b"%PDF-1.7\nscanned anew")
    workplace.build()
    assert parser.parsed == ["broken.pdf"]


def test_a_file_that_an_older_version_could_not_read_is_tried_again_by_a_newer_one_and_its_mark_is_forgotten(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = workplace.index / "cache" / "parsed"
    workplace.write("bad.md", "Text that only a newer version can read.")
    workplace.parser.refused["bad.md"] = DocumentUnreadable("It is damaged.")
    with monkeypatch.context() as older:
        older.setattr("ingest.source_file.PARSING_VERSION", "older")
        workplace.build()
        assert len(list(marks.glob("*.unreadable"))) == 1
    workplace.parser.refused.clear()
    workplace.build(keep=1)  # what is kept in mind goes with the last generation that knew of it
    assert "bad.md" in workplace.texts()
    assert list(marks.glob("*.unreadable")) == []
