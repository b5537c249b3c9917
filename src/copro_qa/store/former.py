"""A generation that the next one is made from: what has not changed is taken over as it lies there, and not made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copro_qa.store.document_packs import BOXES, DOCUMENTS
from copro_qa.store.generation import CONTEXTS, NOTES, Generation
from copro_qa.store.manifest import Entry, entry_lines
from copro_qa.store.pack import Pack, Records
from copro_qa.store.records import text_from_bytes

__all__ = ["CarriedOver", "FormerGeneration", "contexts_record"]


_VECTORS_AT_ONCE = 20_000


class CarriedOver(NamedTuple):
    """Everything that a generation holds of some documents, side by side there. One entry, line, record, text and list each."""

    entries: Sequence[Entry]
    lines: Sequence[str]
    """The entries as they are written."""
    documents: Records
    boxes: Records
    contexts: Records
    notes: Records
    """What the writer noted of the documents for the next build."""
    texts: Sequence[str]
    chunk_contexts: Sequence[Sequence[str]]
    rows: NDArray[np.void]
    """Of the chunk table; their documents are counted from 0."""
    vectors: NDArray[np.float32]


class FormerGeneration:
    """Looks documents of an open generation up by their id."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self._block_first = 0
        self._block = np.empty((0, generation.manifest.dimension), np.float32)
        chunks = np.array([entry.chunks for entry in generation.entries], np.int64)
        self._first_chunk = np.concatenate([np.zeros(1, np.int64), np.cumsum(chunks)]).tolist()

    @property
    def dimension(self) -> int:
        """Length of its vectors."""
        return self.generation.manifest.dimension

    def find(self, document_id: str) -> int | None:
        """The place of a document; None when it is not there."""
        return self._places.get(document_id)

    def carried_over(self, first: int, after: int) -> CarriedOver:
        """The documents at the places from ``first`` up to ``after``, at least one, with their chunks. Raises IndexDamaged."""
        first_chunk, after_chunk = self._first_chunk[first], self._first_chunk[after]
        documents, boxes, contexts, notes = (self._packs[name].records(first, after) for name in (DOCUMENTS, BOXES, CONTEXTS, NOTES))
        rows = np.array(self.generation.table[first_chunk:after_chunk])
        rows["document"] -= np.uint32(first)
        return CarriedOver(
            entries=self.generation.entries[first:after],
            lines=self._lines[first:after],
            documents=documents,
            boxes=boxes,
            contexts=contexts,
            notes=notes,
            texts=[text_from_bytes(record) for record in documents.each()],
            # All as one list: read one by one they take several times as long.
            chunk_contexts=json.loads(b"[%b]" % b",".join(contexts.each())),
            rows=rows,
            vectors=self._vectors(first_chunk, after_chunk),
        )

    def notes(self, place: int) -> bytes:
        """What the writer noted of the document at a place. Raises IndexDamaged."""
        return self._packs[NOTES].record(place)

    def _vectors(self, first: int, after: int) -> NDArray[np.float32]:
        """Of these chunks. Many are fetched at once, because documents are asked for in order."""
        if not self._block_first <= first <= after <= self._block_first + len(self._block):
            last = min(max(after, first + _VECTORS_AT_ONCE), len(self.generation))
            self._block_first, self._block = first, self.generation.vectors.get(np.arange(first, last, dtype=np.int64))
        return self._block[first - self._block_first : after - self._block_first]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {entry.document_id: place for place, entry in enumerate(self.generation.entries)}

    @cached_property
    def _lines(self) -> list[str]:
        return entry_lines(self.generation.folder)

    @cached_property
    def _packs(self) -> dict[str, Pack]:
        return {name: Pack.open(self.generation.folder, name) for name in (DOCUMENTS, BOXES, CONTEXTS, NOTES)}


def contexts_record(contexts: Sequence[str]) -> bytes:
    """The context of each chunk of a document, as it is kept for the next generation."""
    return json.dumps(contexts, ensure_ascii=False, separators=(",", ":")).encode()
