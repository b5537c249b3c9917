"""Forgets what nothing needs any more: old generations, and what was read and embedded for them. So an index does not grow for ever.

Called by a build while it holds the index's lock, so that no other build uses the cache meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from copro_qa.errors import CoproQaError, IndexUnavailable
from copro_qa.models.factory import EmbedderFactory
from copro_qa.store.history import prune
from copro_qa.store.index_folder import cache_folder, generations_by_age, open_current
from copro_qa.store.manifest import document_ids
from ingest.build_result import BuildResult
from ingest.embedding_cache import EmbeddingCache
from ingest.parse_cache import ParseCache
from ingest.sources import Corpus

__all__ = ["forget_embeddings", "tidy_up"]

_SPARE = 10_000
"""Vectors that may be kept beyond two for each passage: 15 MB. Below that, tidying is not worth its time."""
_DAYS_UNUSED = 30
"""After so long the cache of another embedding model is removed."""

log = logging.getLogger(__name__)


def tidy_up(index: Path, found: Corpus, result: BuildResult, *, embedder: EmbedderFactory, keep: int) -> None:
    """Leaves the ``keep`` newest generations and what they need. What cannot be removed is logged: the index is in use already."""
    try:
        if result.published:
            forget_embeddings(index, fingerprint=embedder.fingerprint, way=embedder.way, passages=result.chunks)
        # Also when nothing has changed: the build before this one may have been killed once its generation was in place.
        if prune(index, keep):
            _forget_parsed(index, found)
    except (CoproQaError, OSError) as error:
        log.warning("The index is up to date, but what it does not need any more could not all be removed: %s", error)


def forget_embeddings(index: Path, *, fingerprint: str, passages: int, way: str = "", spare: int = _SPARE) -> None:
    """Keeps the vectors of the current generation's passages, once the cache holds far more; drops old caches of other models.

    What is dropped would be needed again only for text that comes back after it was changed or removed. ``passages`` says how many the
    generation holds, so that it is opened only if need be. Raises IndexUnavailable when it cannot be.
    """
    folder = cache_folder(index)
    with EmbeddingCache(folder, fingerprint=fingerprint, dimension=0, way=way) as cache:  # nothing is looked up
        if len(cache) > 2 * passages + spare:
            generation = open_current(index)
            cache.keep_only(generation.chunk(number).searchable_text for number in range(len(generation)))
        for file in _of_other_models(folder, cache.file):
            file.unlink(missing_ok=True)
            log.info("The cache of embeddings %s was not used for %s days, so it was removed.", file, _DAYS_UNUSED)


def _of_other_models(folder: Path, used: Path) -> Iterator[Path]:
    for file in folder.glob("embeddings-*"):
        is_of_used = file.name.startswith(used.stem) and file.suffix != ".damaged"
        if not is_of_used and time.time() - file.stat().st_mtime > _DAYS_UNUSED * 86_400:
            yield file


def _forget_parsed(index: Path, found: Corpus) -> None:
    """Removes what was parsed of documents that are neither in the corpus nor in any generation."""
    used = {file.file_id for file in found.files}
    for folder in generations_by_age(index):
        with suppress(IndexUnavailable):
            used |= set(document_ids(folder))
    ParseCache.of(index).keep_only(used)
