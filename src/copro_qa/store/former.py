"""A generation that the next one is made from: what has not changed is taken over as it lies there, and not made again."""

from __future__ import annotations

import json
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copro_qa.store.generation import CONTEXTS, NOTES, Generation
from copro_qa.store.manifest import Entry
from copro_qa.store.pack import Pack
from copro_qa.store.records import text_from_bytes

__all__ = ["CarriedOver", "FormerGeneration", "contexts_record"]


_VECTORS_AT_ONCE = 20_000


class CarriedOver(NamedTuple):
    """Everything that a generation holds of one document."""

    entry: Entry
    record: bytes
    boxes_record: bytes
    text: str
    contexts_record: bytes
    contexts: list[str]
    notes: bytes
    """What the writer noted of the document for the next build."""
    rows: NDArray[np.void]
    """Of the chunk table."""
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

    def carried_over(self, place: int) -> CarriedOver:
        """The document at a place with its chunks. Raises IndexDamaged."""
        first, after = self._first_chunk[place], self._first_chunk[place + 1]
        record, contexts = self.generation.record(place), self._contexts.record(place)
        return CarriedOver(
            entry=self.generation.entries[place],
            record=record,
            boxes_record=self.generation.boxes_record(place),
            text=text_from_bytes(record),
            contexts_record=contexts,
            contexts=json.loads(contexts),
            notes=self.notes(place),
            rows=self.generation.table[first:after],
            vectors=self._vectors(first, after),
        )

    def notes(self, place: int) -> bytes:
        """What the writer noted of the document at a place. Raises IndexDamaged."""
        return self._notes.record(place)

    @cached_property
    def _notes(self) -> Pack:
        return Pack.open(self.generation.folder, NOTES)

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
    def _contexts(self) -> Pack:
        return Pack.open(self.generation.folder, CONTEXTS)


def contexts_record(contexts: list[str]) -> bytes:
    """The context of each chunk of a document, as it is kept for the next generation."""
    return json.dumps(contexts, ensure_ascii=False, separators=(",", ":")).encode()
