"""The one place that picks concrete classes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

from copro_qa.models.embedder import Embedder
from copro_qa.models.factory import EmbedderFactory
from copro_qa.models.sentence_transformer import PACKAGED_MODEL, SentenceTransformerEmbedder, model_fingerprint

__all__ = ["embedder_factory"]


@dataclass(frozen=True)
class _SentenceTransformerFactory:
    model: str
    threads: int

    @cached_property
    def fingerprint(self) -> str:
        return model_fingerprint(self.model)

    def load(self) -> Embedder:
        return SentenceTransformerEmbedder(self.model, threads=self.threads)


def embedder_factory(model: str | None = None, *, threads: int = 0) -> EmbedderFactory:
    """The embedding model of this name or folder; None takes the packaged default. ``threads`` 0 takes one per core."""
    return _SentenceTransformerFactory(model or PACKAGED_MODEL, threads or os.cpu_count() or 1)
