"""Forgets embeddings that nothing needs any more, so that the cache does not grow for ever.

Called by a build while it holds the index's lock, so that no other build uses the cache meanwhile.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

from copro_qa.store.generation import open_current
from ingest.embedding_cache import EmbeddingCache

__all__ = ["forget_embeddings"]

_SPARE = 10_000
"""Vectors that may be kept beyond two for each passage: 15 MB. Below that, tidying is not worth its time."""
_DAYS_UNUSED = 30
"""After so long the cache of another embedding model is removed."""

log = logging.getLogger(__name__)


def forget_embeddings(index: Path, *, fingerprint: str, passages: int, spare: int = _SPARE) -> None:
    """Keeps the vectors of the current generation's passages, once the cache holds far more; drops old caches of other models.

    What is dropped would be needed again only for text that comes back after it was changed or removed. ``passages`` says how many the
    generation holds, so that it is opened only if need be. Raises IndexUnavailable when it cannot be.
    """
    cache_folder = index / "cache"
    with EmbeddingCache(cache_folder, fingerprint=fingerprint, dimension=0) as cache:  # nothing is looked up
        if len(cache) > 2 * passages + spare:
            generation = open_current(index)
            cache.keep_only(generation.chunk(number).searchable_text for number in range(len(generation)))
        for file in _of_other_models(cache_folder, cache.file):
            file.unlink(missing_ok=True)
            log.info("The cache of embeddings %s was not used for %s days, so it was removed.", file, _DAYS_UNUSED)


def _of_other_models(folder: Path, used: Path) -> Iterator[Path]:
    for file in folder.glob("embeddings-*"):
        is_of_used = file.name.startswith(used.stem) and file.suffix != ".damaged"
        if not is_of_used and time.time() - file.stat().st_mtime > _DAYS_UNUSED * 86_400:
            yield file
