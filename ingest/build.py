"""From a corpus to a published generation.

A build goes to a scratch folder beside the generations, and is published only when all of it is there. A build that ends in any
other way leaves what was served before as it is.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from copro_qa.errors import CoproQaError, CorpusUnusable, DocumentUnreadable, IndexDamaged, IndexMissing, IndexUnavailable
from copro_qa.models.factory import EmbedderFactory
from copro_qa.store.build_lock import locked_for_writing
from copro_qa.store.former import FormerGeneration
from copro_qa.store.generation import Generation, generations_by_age, open_current
from copro_qa.store.history import prune, remove_leftovers
from copro_qa.store.manifest import Manifest, document_ids
from copro_qa.store.publishing import publish
from ingest.build_result import BuildResult
from ingest.changes import Known, compare
from ingest.chunker import ChunkSizes
from ingest.corpus_lines import read_corpus_lines
from ingest.document_reader import DocumentReader, OpenParser, as_read
from ingest.file_kind import KINDS_THAT_ARE_READ
from ingest.indexer import Indexer
from ingest.parse_cache import ParseCache
from ingest.progress import Progress, SilentProgress
from ingest.recipe import generation_id, recipe_changes, recipe_of
from ingest.source_facts import source_of
from ingest.sources import Corpus, SourceFile, scan_folder
from ingest.stat_cache import StatCache
from ingest.tidying import forget_embeddings
from ingest.worker import ParsingWorker

__all__ = ["build", "plan", "scan"]

log = logging.getLogger(__name__)

_SCRATCH = re.compile(r"scratch-\d+-[0-9a-f]{8}")


def scan(corpus: Path, index: Path, *, remember: bool = False) -> Corpus:
    """The sources in a corpus folder, or in a corpus file with a document on each line. Raises CorpusUnusable.

    Files that were hashed before and not touched since are not read; ``remember`` keeps in mind those that are hashed now.
    """
    if corpus.is_file():
        return read_corpus_lines(corpus)
    known = StatCache(index / "cache" / f"files-{hashlib.sha256(os.fsencode(corpus.resolve())).hexdigest()[:16]}.json")
    found = scan_folder(corpus, leave_out=[index], known=known)
    if remember:
        known.save()
    return found


def build(
    corpus: Path,
    index: Path,
    embedder: EmbedderFactory,
    *,
    sizes: ChunkSizes | None = None,
    open_parser: OpenParser = ParsingWorker,
    progress: Progress | None = None,
    wait_seconds: float = 10.0,
    keep: int = 3,
) -> BuildResult:
    """Brings the index up to date with the corpus. Nothing is rebuilt, nor the model loaded, when nothing has changed.

    A file that cannot be read is reported in the result, and the rest goes on. Of the generations, the ``keep`` newest are kept.
    Raises CorpusUnusable when nothing at all can be indexed, ModelUnavailable, and CoproQaError when another build does not end within
    ``wait_seconds`` or the index cannot be written; the generation that was served before still is then.
    """
    started = time.monotonic()
    with _explaining_what_cannot_be_written(index):
        index.mkdir(parents=True, exist_ok=True)
        with locked_for_writing(index, wait_seconds):
            _remove_leftovers(index)
            with open_parser() as parser, progress or SilentProgress() as shown:
                found = scan(corpus, index, remember=True)
                reader = DocumentReader(parser, _parse_cache(index), found.superseded_by)
                found = replace(found, files=tuple(map(reader.as_read, found.files)))
                task = _Build(corpus, index, embedder, sizes or ChunkSizes(), found, reader, shown, started, *_current(index))
                result = task.unchanged() or task.made_anew()
                try:
                    _tidy(index, found, result, fingerprint=embedder.fingerprint, keep=keep)
                except (CoproQaError, OSError) as error:  # the index is in use already, so this build has not failed
                    log.warning("The index is up to date, but what it does not need any more could not all be removed: %s", error)
                return result


def plan(corpus: Path, index: Path, embedder: EmbedderFactory, *, sizes: ChunkSizes | None = None) -> BuildResult:
    """What :func:`build` would find to do. Reads, and writes nothing. ``documents`` and ``chunks`` are those of the index as it is."""
    started = time.monotonic()
    found, cache = scan(corpus, index), _parse_cache(index)
    found = replace(found, files=tuple(as_read(file, cache) for file in found.files))
    current, notes = _current(index)
    before = current.manifest if current else None
    known_before = _known(before)
    failed_before = dict(before.failed) if before else {}
    hopeless = {file.path for file in found.files if file.path in failed_before and cache.is_unreadable(file.document_id)}
    now = {file.path: _expected(file, found, cache, known_before) for file in found.files if file.path not in hopeless}
    notes += recipe_changes(before.recipe, recipe_of(embedder.fingerprint, sizes or ChunkSizes())) if before else []
    return BuildResult.of(
        before,
        found,
        changes=compare(known_before, now),
        failed=[(path, failed_before[path]) for path in sorted(hopeless)],
        warnings=notes,
        seconds=time.monotonic() - started,
    )


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
    current: Generation | None
    notes: Sequence[str]
    """What is wrong with the generation that should be in use."""

    @property
    def recipe(self) -> Mapping[str, str]:
        return recipe_of(self.embedder.fingerprint, self.sizes)

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
        known = _known(before)
        return BuildResult.of(before, self.found, changes=compare(known, known), failed=failed, seconds=self._seconds)

    def made_anew(self) -> BuildResult:
        """Builds and publishes a generation, with what has not changed taken over from the one before."""
        before = self.current.manifest if self.current else None
        former = FormerGeneration(self.current) if self.current and self.current.manifest.recipe == self.recipe else None
        try:
            manifest, failed = self._published(former)
        except IndexDamaged as error:
            # Only large packs are not read through when a generation is opened.
            if former is None:
                raise
            log.warning("%s Nothing of it is used.", error)
            manifest, failed = self._published(None)
        notes = [*self.notes, *(recipe_changes(before.recipe, self.recipe) if before else [])]
        changes = compare(_known(before), _known(manifest))
        return BuildResult.of(manifest, self.found, changes=changes, failed=failed, warnings=notes, seconds=self._seconds, published=True)

    def _published(self, former: FormerGeneration | None) -> tuple[Manifest, list[tuple[str, str]]]:
        scratch = self.index / f"scratch-{os.getpid()}-{secrets.token_hex(4)}"
        indexer = Indexer(scratch, self.index / "cache", self.embedder, self.sizes, self.progress, former=former)
        try:
            failed = self._index_documents(indexer)
            if not indexer.documents:
                raise CorpusUnusable(self._nothing_to_index(failed))
            # Only now is it known which files hold scanned pages that could be read.
            files = [self.reader.as_read(replace(file, recognised_with="")) for file in self.found.files]
            new_id = generation_id(self.recipe, files, [path for path, _ in failed])
            all_failed = sorted([*self.found.failed, *failed])
            manifest = indexer.finish(new_id, self.recipe, failed=all_failed, ignored=[path for path, _ in self.found.ignored])
            publish(self.index, scratch, new_id, entries=manifest.entries)
        finally:
            indexer.close()
            shutil.rmtree(scratch, ignore_errors=True)
        return manifest, failed

    def _index_documents(self, indexer: Indexer) -> list[tuple[str, str]]:
        failed: list[tuple[str, str]] = []
        self.progress.begin(len(self.found.files))
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
        return f"{what}{others} Put documents there: {KINDS_THAT_ARE_READ} are read. The index is left as it was.{reasons}"

    @property
    def _seconds(self) -> float:
        return time.monotonic() - self.started


def _current(index: Path) -> tuple[Generation | None, list[str]]:
    """The generation in use, or the one that stands in for it; None when there is none that can be used. And what is wrong, if anything."""
    try:
        found = open_current(index)
    except IndexMissing:
        return None, []
    except IndexUnavailable as error:
        return None, [f"The index that was there could not be used, so all of it is made anew. ({error})"]
    if found.stands_in is None:
        return found, []
    damaged = found.stands_in.generation or "in use"
    return found, [
        f"The generation {damaged} is damaged, and {found.id} stands in for it. A build makes it anew. ({found.stands_in.damage})"
    ]


def _known(manifest: Manifest | None) -> dict[str, Known]:
    return {entry.source.path: (entry.document_id, entry.source) for entry in manifest.entries} if manifest else {}


def _expected(file: SourceFile, found: Corpus, cache: ParseCache, before: Mapping[str, Known]) -> Known:
    """What a build would know of this file. Where what the file says of itself is not at hand, it is taken to be as before."""
    parsed = cache.get(file.document_id)
    known = before.get(file.path)
    if parsed is None and known is not None and known[0] == file.document_id:
        return known
    return file.document_id, source_of(file, parsed, superseded_by=found.superseded_by.get(file.path, ()))


def _parse_cache(index: Path) -> ParseCache:
    return ParseCache(index / "cache" / "parsed")


def _tidy(index: Path, found: Corpus, result: BuildResult, *, fingerprint: str, keep: int) -> None:
    if result.published:
        forget_embeddings(index, fingerprint=fingerprint, passages=result.chunks)
    # Also when nothing has changed: the build before this one may have been killed once its generation was in place.
    if prune(index, keep):
        _forget_unused(index, found)


def _forget_unused(index: Path, found: Corpus) -> None:
    """Removes what was parsed of documents that are neither in the corpus nor in any generation."""
    used = {file.file_id for file in found.files}
    for folder in generations_by_age(index):
        with suppress(IndexUnavailable):
            used |= set(document_ids(folder))
    _parse_cache(index).keep_only(used)


def _remove_leftovers(index: Path) -> None:
    """Scratch folders of builds that were killed. Whoever holds the lock knows that nobody works in them."""
    for folder in index.iterdir():
        if _SCRATCH.fullmatch(folder.name) and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
    remove_leftovers(index)


@contextmanager
def _explaining_what_cannot_be_written(index: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise CoproQaError(
            f"The index in {index} could not be written: {error.strerror or error}{place}. The index that was there before is still in "
            "use. Check that the disk has room and that the folder may be written, then try again."
        ) from error
