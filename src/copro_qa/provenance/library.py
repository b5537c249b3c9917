"""Where documents are looked up to check quotes: in a generation of the index, or among original files that were read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from copro_qa.document import Document
from copro_qa.provenance.effort import UNLIMITED, Effort
from copro_qa.store.generation import Generation

__all__ = ["FilesLibrary", "GenerationLibrary", "Library"]

_MOST_LIKELY = 10
"""So many of the best chunks for a quote's words say which documents they may have moved to."""


class Library(Protocol):
    """The documents that quotes are checked against."""

    knows_facts: bool
    """Whether it knows publisher, date and the like, which do not stand in the file itself."""
    effort: Effort
    """What the check may still cost."""

    def find(self, document: str) -> Document | None:
        """The document of this id or path; None when it is not there."""

    def likely(self, words: str) -> Sequence[Document]:
        """The documents that may hold words whose own document is not there any more, the likeliest first."""


class GenerationLibrary:
    """The documents of one generation, for one check that may cost no more than ``effort``; without a limit where that is None."""

    knows_facts = True

    def __init__(self, generation: Generation, *, effort: int | None = None) -> None:
        self._generation = generation
        self._opened: set[int] = set()
        self.effort = Effort(effort)

    def find(self, document: str) -> Document | None:
        """The document of this id or path; None when it is not there."""
        place = self._generation.find(document)
        return None if place is None else self._open(place)

    def likely(self, words: str) -> Sequence[Document]:
        """The documents that the words themselves lead to."""
        hits = self._generation.lexical.search(words, _MOST_LIKELY)
        places = dict.fromkeys(int(place) for place in self._generation.table["document"][hits.ids])
        return [self._open(place) for place in places]

    def _open(self, place: int) -> Document:
        document = self._generation.document_at(place)
        if place not in self._opened:
            self._opened.add(place)
            self.effort.open(len(document.text))
        return document


class FilesLibrary:
    """Original files that were read again, without an index."""

    knows_facts = False

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = tuple(documents)
        self.effort = UNLIMITED

    def find(self, document: str) -> Document | None:
        """The document of this id, or with a path that ends in the same name."""
        by_id = (each for each in self._documents if each.id == document)
        by_name = (each for each in self._documents if PurePath(each.source.path).name == document.rpartition("/")[2])
        return next(by_id, None) or next(by_name, None)

    def likely(self, words: str) -> Sequence[Document]:  # noqa: ARG002  every file that was given may be it
        """All of them."""
        return self._documents
