"""An embedding model that is known by name before it is loaded: loading takes seconds, and an unchanged corpus needs no model."""

from __future__ import annotations

from typing import Protocol

from copro_qa.models.embedder import Embedder

__all__ = ["EmbedderFactory"]


class EmbedderFactory(Protocol):
    """Knows a model's fingerprint cheaply, and loads the model when asked."""

    @property
    def fingerprint(self) -> str:
        """The fingerprint that the loaded embedder will have."""

    def load(self) -> Embedder:
        """Loads the model. Raises ModelUnavailable."""
