"""What every compared program does: index a folder of texts, and search what it made. Standard library only: all environments import it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

__all__ = ["Indexed", "System"]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What came of indexing: how many chunks of text, and how many characters they hold together, overlaps counted twice."""

    chunks: int
    characters: int


class System(Protocol):
    """A program over one embedding model."""

    def load(self, model: str) -> None:
        """Loads the embedding model, a folder, and what else is needed before documents come."""

    def index(self, texts: Path, index: Path, chunks: Sequence[str] | None) -> Indexed:
        """Indexes the text files in ``texts``, cut as the program does by itself, or these chunks; and keeps the index in a new folder."""

    def open(self, index: Path, model: str) -> Callable[[str], Sequence[str]]:
        """Opens an index. Gives the search: a question in, the texts of the ten best chunks out."""
