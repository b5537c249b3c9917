"""What decides how sources become chunks and vectors, and the name that a generation gets from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from copro_qa.store.manifest import FORMAT_VERSION
from ingest.chunker import CHUNKER_VERSION, ChunkSizes
from ingest.embedding_cache import EMBEDDING_VERSION
from ingest.glossary import GLOSSARY_VERSION
from ingest.parsed import PARSING_VERSION
from ingest.source_file import SourceFile

__all__ = ["generation_id", "recipe_changes", "recipe_of"]

_ID_DIGITS = 24

_UNNAMED = "what had no number"
"""Stands for a part of the recipe that an index of another version does not note."""

_NAMES = {
    "format": "The layout of the index",
    "parsing": "How documents are read",
    "chunker": "How text is cut into passages",
    "chunk_words": "The size of passages",
    "embedder": "The embedding model",
    "embedding": "How passages are embedded",
    "glossary": "How words and acronyms are gathered",
}


def recipe_of(embedder_fingerprint: str, sizes: ChunkSizes, way: str = "") -> dict[str, str]:
    """Everything but the sources that the content of a generation depends on. ``way`` is the embedding model's; see EmbedderFactory."""
    return {
        "format": FORMAT_VERSION,
        "parsing": PARSING_VERSION,
        "chunker": CHUNKER_VERSION,
        "chunk_words": f"{sizes.target_words} to {sizes.most_words}",
        "embedder": embedder_fingerprint,
        "embedding": ", ".join(filter(None, (EMBEDDING_VERSION, way))),
        "glossary": GLOSSARY_VERSION,
    }


def recipe_changes(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What is different, in sentences."""
    return [
        f"{_NAMES.get(key, key)} has changed from {before.get(key, _UNNAMED)} to {now.get(key, _UNNAMED)}, "
        "so what depends on it is made anew."
        for key in sorted(before.keys() | now.keys())
        if before.get(key) != now.get(key)
    ]


def generation_id(recipe: Mapping[str, str], files: Sequence[SourceFile], failed: Iterable[str]) -> str:
    """Hash of the recipe, of every source's path, hash and entry in ``sources.toml``, and of which of them could not be read.

    For those with scanned pages that were read, the program that read them is part of it too.
    """
    sources = [
        [
            file.path,
            file.file_sha256,
            file.kind.media_type,
            asdict(file.entry) if file.entry else None,
            *([file.recognised_with] if file.recognised_with else []),
        ]
        for file in sorted(files, key=lambda file: file.path)
    ]
    content = json.dumps([dict(recipe), sources, sorted(failed)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_DIGITS]
