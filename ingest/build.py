"""From a corpus to a published generation.

A build goes to a scratch folder beside the generations, and is published only when all of it is there. A build that ends in any
other way leaves what was served before as it is.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from copro_qa.errors import CorpusUnusable, DocumentUnreadable, IndexDamaged
from copro_qa.models.factory import EmbedderFactory
from copro_qa.store.build_lock import locked_for_writing
from copro_qa.store.former import FormerGeneration
from copro_qa.store.generation import Generation
from copro_qa.store.history import remove_leftovers
from copro_qa.store.index_folder import cache_folder
from copro_qa.store.manifest import Manifest
from copro_qa.store.publishing import publish
from ingest.build_result import BuildResult
from ingest.changes import compare, known_of
from ingest.chunker import ChunkSizes
from ingest.corpus_scan import scan
from ingest.document_reader import DocumentReader, OpenParser
from ingest.file_kind import KINDS_THAT_ARE_READ
from ingest.held_back import held_back
from ingest.indexer import Indexer
from ingest.parse_cache import ParseCache
from ingest.progress import Progress, SilentProgress
from ingest.rare_collection import rarely_collected
from ingest.recipe import generation_id, recipe_changes, recipe_of
from ingest.recognition import look_again
from ingest.scratch import remove_scratch_folders, scratch_folder
from ingest.source_file import SourceFile
from ingest.sources import Corpus
from ingest.starting_point import starting_point
from ingest.tidying import tidy_up
from ingest.unwritable import explaining_what_cannot_be_written
from ingest.worker import ParsingWorker

__all__ = ["build"]

log = logging.getLogger(__name__)


def build(  # noqa: PLR0913  options, all of them by name
    corpus: Path,
    index: Path,
    embedder: EmbedderFactory,
    *,
    sizes: ChunkSizes | None = None,
    open_parser: OpenParser = ParsingWorker,
    progress: Progress | None = None,
    wait_seconds: float = 10.0,
    keep: int = 3,
    unfinished: Collection[str] = (),
    allow_empty: bool = False,
) -> BuildResult:
    """Brings the index up to date with the corpus. Nothing is rebuilt, nor the model loaded, when nothing has changed.

    A file that cannot be read is reported in the result, and the rest goes on. Of the generations, the ``keep`` newest are kept.
    Files whose paths are ``unfinished`` are still being written, and stay as they are in the index. ``allow_empty`` takes the last document
    out of the index when there is no file at all any more; without it, that is taken for a folder that is missing its disk.
    Raises CorpusUnusable when nothing at all can be indexed, ModelUnavailable, and CoproQaError when another build does not end within
    ``wait_seconds`` or the index cannot be written; the generation that was served before still is then.
    """
    started = time.monotonic()
    look_again()
    with rarely_collected(), explaining_what_cannot_be_written(index):
        index.mkdir(parents=True, exist_ok=True)
        with locked_for_writing(index, wait_seconds):
            remove_scratch_folders(index)
            remove_leftovers(index)
            with open_parser() as parser, progress or SilentProgress() as shown:
                found = held_back(scan(corpus, index, remember=True), unfinished, corpus, index)
                reader = DocumentReader(parser, ParseCache.of(index), found.superseded_by)
                # The parser gets ready while what was there before is opened.
                reader.begin(file for file in found.files if file.path in found.read_now)
                found = replace(found, files=tuple(map(reader.as_read, found.files)))
                task = _Build(
                    corpus, index, embedder, sizes or ChunkSizes(), found, reader, shown, started, allow_empty, *starting_point(index)
                )
                result = task.unchanged() or task.made_anew()
                tidy_up(index, found, result, embedder=embedder, keep=keep)
                return result


@dataclass(frozen=True)
class _Build:
    """One build, with all that it needs."""

    corpus: Path
    index: Path
    embedder: EmbedderFactory
    sizes: ChunkSizes
    found: Corpus
    reader: DocumentReader
    progress: Progress
    started: float
    allow_empty: bool
    current: Generation | None
    notes: Sequence[str]
    """What is wrong with the generation that should be in use."""

    @property
    def recipe(self) -> Mapping[str, str]:
        return recipe_of(self.embedder.fingerprint, self.sizes, self.embedder.way)

    def unchanged(self) -> BuildResult | None:
        """The result when the current generation is what a build would make."""
        if self.current is None or self.current.stands_in is not None:
            return None
        before = self.current.manifest
        files = {file.path: file for file in self.found.files}
        failed = [(path, reason) for path, reason in before.failed if path in files]
        if before.generation != generation_id(self.recipe, self.found.files, [path for path, _ in failed]):
            return None
        if any(self._is_readable_now(files[path]) for path, _ in failed):
            return None
        failed = [(path, self.reader.reason(files[path]) or reason) for path, reason in failed]
        known = known_of(before)
        return BuildResult.of(before, self.found, changes=compare(known, known), failed=failed, seconds=self._seconds)

    def made_anew(self) -> BuildResult:
        """Builds and publishes a generation, with what has not changed taken over from the one before."""
        before = self.current.manifest if self.current else None
        former = FormerGeneration(self.current) if self.current and self.current.manifest.recipe == self.recipe else None
        try:
            manifest, failed = self._published(former)
        except IndexDamaged as error:
            # It was whole when it was opened; a disk can fail after that.
            if former is None:
                raise
            log.warning("%s Nothing of it is used.", error)
            manifest, failed = self._published(None)
        notes = [*self.notes, *(recipe_changes(before.recipe, self.recipe) if before else [])]
        changes = compare(known_of(before), known_of(manifest))
        return BuildResult.of(manifest, self.found, changes=changes, failed=failed, warnings=notes, seconds=self._seconds, published=True)

    def _published(self, former: FormerGeneration | None) -> tuple[Manifest, list[tuple[str, str]]]:
        with scratch_folder(self.index) as scratch, closing(self._indexer(scratch, former)) as indexer:
            failed = self._index_documents(indexer)
            if not indexer.documents and not (self.allow_empty and self._is_emptied):
                raise CorpusUnusable(self._nothing_to_index(failed))
            # Only now is it known which files hold scanned pages that could be read.
            files = [self.reader.as_read(replace(file, recognised_with="") if file.recognised_with else file) for file in self.found.files]
            new_id = generation_id(self.recipe, files, [path for path, _ in failed])
            all_failed = sorted([*self.found.failed, *failed])
            manifest = indexer.finish(new_id, self.recipe, failed=all_failed, ignored=[path for path, _ in self.found.ignored])
            publish(self.index, scratch, new_id, entries=manifest.entries)
        return manifest, failed

    def _indexer(self, folder: Path, former: FormerGeneration | None) -> Indexer:
        return Indexer(folder, cache_folder(self.index), self.embedder, self.sizes, self.progress, former=former)

    def _index_documents(self, indexer: Indexer) -> list[tuple[str, str]]:
        failed: list[tuple[str, str]] = []
        self.progress.begin(len(self.found.files))
        self.reader.begin(file for file in self.found.files if not indexer.has_former(file.document_id))
        for file in self.found.files:
            try:
                self._add(indexer, file)
            except DocumentUnreadable as error:
                failed.append((file.path, error.reason))
            self.progress.document_read(file.path)
        return failed

    def _add(self, indexer: Indexer, file: SourceFile) -> None:
        basis = self.reader.basis(file)
        if not indexer.take_over(file.document_id, basis, lambda: self.reader.source(file)):
            indexer.add(*self.reader.read(file), basis=basis)

    def _is_readable_now(self, file: SourceFile) -> bool:
        if not self.reader.is_worth_another_try(file):
            return False
        try:
            self.reader.read(file)
        except DocumentUnreadable:
            return False
        return True

    def _nothing_to_index(self, failed: list[tuple[str, str]]) -> str:
        reasons = "".join(f"\n  {path}: {reason}" for path, reason in sorted([*self.found.failed, *failed])[:10])
        what = f"None of the documents in {self.corpus} can be read." if reasons else f"There are no documents in {self.corpus}."
        others = f" {len(self.found.ignored)} files are of kinds that are not read." if self.found.ignored else ""
        emptied = " To take the last ones out of the index as well: copro-qa index --allow-empty." if self._is_emptied else ""
        return f"{what}{others} Put documents there: {KINDS_THAT_ARE_READ} are read. The index is left as it was.{emptied}{reasons}"

    @property
    def _is_emptied(self) -> bool:
        """Whether there is not one file any more of those that are read, where there is an index of some."""
        return self.current is not None and not self.found.files and not self.found.failed

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self.started
