"""An embedding model that is known by name before it is loaded: loading takes seconds, and an unchanged corpus needs no model."""

from __future__ import annotations

from typing import Protocol

from copro_qa.models.embedder import Embedder

__all__ = ["BY_SENTENCE_TRANSFORMERS", "EmbedderFactory"]

BY_SENTENCE_TRANSFORMERS = "by sentence-transformers"
"""The ``way`` of a model that has no export, so that the library itself embeds."""


class EmbedderFactory(Protocol):
    """Knows a model's fingerprint cheaply, and loads the model when asked."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint that the loaded embedder will have."""

    @property
    def way(self) -> str:
        """How texts are put through the model, where that is not the usual way; else empty.

        Vectors that were made in two ways may differ in the last bits, so it is part of what they are named by.
        """

    def load(self) -> Embedder:
        """Loads the model. Raises ModelUnavailable."""
