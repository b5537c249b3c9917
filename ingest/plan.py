"""What a build would find to do, without doing it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from copro_qa.models.factory import BY_SENTENCE_TRANSFORMERS, EmbedderFactory
from ingest.build_result import BuildResult
from ingest.changes import Known, compare, known_of
from ingest.chunker import ChunkSizes
from ingest.corpus_scan import scan
from ingest.document_reader import as_read
from ingest.parse_cache import ParseCache
from ingest.recipe import recipe_changes, recipe_of
from ingest.source_facts import source_of
from ingest.source_file import SourceFile
from ingest.sources import Corpus
from ingest.starting_point import starting_point

__all__ = ["plan"]


def plan(corpus: Path, index: Path, embedder: EmbedderFactory, *, sizes: ChunkSizes | None = None, way: str | None = None) -> BuildResult:
    """What :func:`ingest.build.build` would find to do. Reads, and writes nothing.

    ``way`` is the one that a build would find the embedding model to have, see EmbedderFactory; None where that is not known yet, and
    then it is taken to be as before.
    ``documents`` and ``chunks`` of the result are those of the index as it is.
    """
    started = time.monotonic()
    found, cache = scan(corpus, index), ParseCache.of(index)
    found = replace(found, files=tuple(as_read(file, cache) for file in found.files))
    current, notes = starting_point(index)
    before = current.manifest if current else None
    known_before = known_of(before)
    failed_before = dict(before.failed) if before else {}
    hopeless = {file.path for file in found.files if file.path in failed_before and cache.is_unreadable(file.document_id)}
    now = {file.path: _expected(file, found, cache, known_before) for file in found.files if file.path not in hopeless}
    notes += recipe_changes(before.recipe, _expected_recipe(before.recipe, embedder, sizes or ChunkSizes(), way)) if before else []
    return BuildResult.of(
        before,
        found,
        changes=compare(known_before, now),
        failed=[(path, failed_before[path]) for path in sorted(hopeless)],
        warnings=notes,
        seconds=time.monotonic() - started,
    )


def _expected_recipe(before: Mapping[str, str], embedder: EmbedderFactory, sizes: ChunkSizes, way: str | None) -> Mapping[str, str]:
    ways = [way] if way is not None else ["", BY_SENTENCE_TRANSFORMERS]
    possible = [recipe_of(embedder.fingerprint, sizes, each) for each in ways]
    return next((recipe for recipe in possible if recipe["embedding"] == before.get("embedding")), possible[0])


def _expected(file: SourceFile, found: Corpus, cache: ParseCache, before: Mapping[str, Known]) -> Known:
    """What a build would know of this file. Where what the file says of itself is not at hand, it is taken to be as before."""
    parsed = cache.get(file.document_id)
    known = before.get(file.path)
    if parsed is None and known is not None and known[0] == file.document_id:
        return known
    return file.document_id, source_of(file, parsed, superseded_by=found.superseded_by.get(file.path, ()))
