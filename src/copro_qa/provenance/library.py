"""Where documents are looked up to check quotes: in a generation of the index, or among original files that were read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from copro_qa.document import Document
from copro_qa.errors import NotFound
from copro_qa.store.generation import Generation

__all__ = ["FilesLibrary", "GenerationLibrary", "Library"]

_MOST_LIKELY = 10
"""So many of the best chunks for a quote's words say which documents they may have moved to."""


class Library(Protocol):
    """The documents that quotes are checked against."""

    knows_facts: bool
    """Whether it knows publisher, date and the like, which do not stand in the file itself."""

    def find(self, document: str) -> Document | None:
        """The document of this id or path; None when it is not there."""

    def likely(self, words: str) -> Sequence[Document]:
        """The documents that may hold words whose own document is not there any more, the likeliest first."""


class GenerationLibrary:
    """The documents of one generation."""

    knows_facts = True

    def __init__(self, generation: Generation) -> None:
        self._generation = generation

    def find(self, document: str) -> Document | None:
        """The document of this id or path; None when it is not there."""
        try:
            return self._generation.document(document)
        except NotFound:
            return None

    def likely(self, words: str) -> Sequence[Document]:
        """The documents that the words themselves lead to."""
        hits = self._generation.lexical.search(words, _MOST_LIKELY)
        return list(dict.fromkeys(self._generation.chunk(int(number)).span.document for number in hits.ids))


class FilesLibrary:
    """Original files that were read again, without an index."""

    knows_facts = False

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = tuple(documents)

    def find(self, document: str) -> Document | None:
        """The document of this id, or with a path that ends in the same name."""
        by_id = (each for each in self._documents if each.id == document)
        by_name = (each for each in self._documents if PurePath(each.source.path).name == document.rpartition("/")[2])
        return next(by_id, None) or next(by_name, None)

    def likely(self, words: str) -> Sequence[Document]:  # noqa: ARG002  every file that was given may be it
        """All of them."""
        return self._documents
