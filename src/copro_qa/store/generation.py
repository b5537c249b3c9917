"""A published generation, opened for reading.

::

    index/generations/<id>/manifest.json · sources.jsonl · chunks.npy · documents.bin · boxes.bin · contexts.bin · lexical/ · vectors/

Every file is compared with its checksum when a generation is opened, several at a time, before a library reads it: 0.1 s for a
hundred megabytes. Only a pack beyond ``_LARGE_PACK_BYTES`` is not read through for that: each record in it has a checksum
of its own, which is compared whenever the document is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from copro_qa.boxes import TextBoxes
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Span
from copro_qa.errors import DocumentNotFound, IndexDamaged
from copro_qa.store.checksums import compare
from copro_qa.store.chunk_table import ROW, open_chunk_table
from copro_qa.store.document_packs import BOXES, DOCUMENTS, DocumentPacks
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.glossary import Glossary, read_glossary
from copro_qa.store.lexical import LexicalIndex
from copro_qa.store.manifest import Entry, Manifest, read_manifest
from copro_qa.store.vectors import VectorStore

__all__ = ["Generation", "StandIn"]

CONTEXTS = "contexts"
NOTES = "notes"
LEXICAL = "lexical"
VECTORS = "vectors"

_LARGE_PACK_BYTES = 2**28


@dataclass(frozen=True, slots=True)
class StandIn:
    """Why a generation is used though another one is the current one."""

    generation: str
    """The one that ``CURRENT`` names."""
    damage: str
    """What is wrong with it, for people."""


class Generation:
    """Everything that one build made. Read-only; documents are read when first asked for.

    ``stands_in`` says which generation should have been opened when this one is used in its place.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        *,
        table: NDArray[np.void],
        documents: DocumentPacks,
        lexical: LexicalIndex,
        vectors: VectorStore,
        stands_in: StandIn | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.lexical = lexical
        self.vectors = vectors
        self.stands_in = stands_in
        self.table = table
        """The chunk table; see ``chunk_table.ROW``. The chunks of a document are neighbours, in order of document."""
        # The same as plain numbers: of those, some rows are taken in a third of the time.
        self._rows = table.view(np.ndarray).view(np.uint32).reshape(len(table), len(ROW.names or ()))
        self._documents = documents
        self.document_at = documents.document

    @classmethod
    def open(
        cls, folder: Path, *, stands_in: StandIn | None = None, entries: Sequence[Entry] | None = None, every_file: bool = False
    ) -> Self:
        """Opens a generation's folder. Raises IndexDamaged when a file is missing or not what was written, or IndexMismatch.

        ``entries`` are given where they are known, and not read again; their file is compared with its checksum all the same. So are
        large packs if ``every_file`` is set.
        """
        manifest = read_manifest(folder, with_entries=entries is None)
        manifest = manifest if entries is None else replace(manifest, entries=tuple(entries))
        compare(folder, manifest.files, [name for name in manifest.files if every_file or not _is_large_pack(name, manifest)])
        try:
            table = open_chunk_table(folder)
            documents = DocumentPacks.open(folder, manifest.entries)
            lexical = LexicalIndex.open(folder / LEXICAL)
            vectors = FaissVectors.open(folder / VECTORS)
        # The libraries raise what they like for a file that is not theirs.
        except Exception as error:
            raise IndexDamaged.at(folder) from error
        if not len(table) == len(lexical) == len(vectors) == manifest.chunks:
            raise IndexDamaged.at(folder)
        return cls(folder, manifest, table=table, documents=documents, lexical=lexical, vectors=vectors, stands_in=stands_in)

    @property
    def id(self) -> str:
        """The generation's id."""
        return self.manifest.generation

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The documents, in order of path; a document's place in here is its number in the chunk table."""
        return self.manifest.entries

    def __len__(self) -> int:
        """How many chunks it holds."""
        return len(self.table)

    @cached_property
    def glossary(self) -> Glossary:
        """The words of the corpus and what its acronyms stand for. Raises IndexDamaged."""
        return read_glossary(self.folder)

    @cached_property
    def _places(self) -> dict[str, int]:
        by_path = {entry.source.path: place for place, entry in enumerate(self.entries)}
        by_id = {entry.document_id: place for place, entry in enumerate(self.entries)}
        return by_path | by_id

    def find(self, document: str) -> int | None:
        """The place of a document given by id or path; None when it is not here."""
        return self._places.get(document)

    def place_of(self, document: str) -> int:
        """The place of a document given by id or path. Raises DocumentNotFound."""
        place = self.find(document)
        if place is None:
            raise DocumentNotFound(document)
        return place

    def document(self, document: str) -> Document:
        """A document by id or path. Raises DocumentNotFound or IndexDamaged."""
        return self.document_at(self.place_of(document))

    def documents(self) -> Iterator[Document]:
        """Every document, in order of path."""
        return (self.document_at(place) for place in range(len(self.entries)))

    def report(self, document: str) -> dict[str, Any]:
        """A document's extraction report. Raises DocumentNotFound or IndexDamaged."""
        return self._documents.report(self.place_of(document))

    def record(self, place: int) -> bytes:
        """A document as it was written; see ``records``. Raises IndexDamaged."""
        return self._documents.record(place)

    def boxes_record(self, place: int) -> bytes:
        """Where a document's text is printed, as it was written; empty for one without printed pages. Raises IndexDamaged."""
        return self._documents.boxes_record(place)

    def boxes(self, document: str) -> TextBoxes | None:
        """Where a document's text is printed; None for one without printed pages. Raises DocumentNotFound or IndexDamaged."""
        return self._documents.boxes(self.place_of(document))

    def chunk(self, number: int) -> Chunk:
        """A chunk by number."""
        (chunk,) = self.chunks([number])
        return chunk

    def chunks(self, numbers: Sequence[int]) -> list[Chunk]:
        """Chunks by number: quicker than one by one."""
        rows = self._rows.take(np.array(numbers, np.int64), axis=0).tolist()
        return [self._chunk(number, *row) for number, row in zip(numbers, rows, strict=True)]

    def chunk_numbers(self, places: Sequence[int]) -> NDArray[np.int64]:
        """The numbers of all chunks of these documents, in order."""
        return np.flatnonzero(np.isin(self.table["document"], np.asarray(places, np.uint32))).astype(np.int64)

    def _chunk(self, number: int, place: int, start: int, end: int, lead_start: int, lead_end: int) -> Chunk:
        document = self.document_at(place)
        return Chunk(number, Span(document, start, end), Span(document, lead_start, lead_end) if lead_end else None)


def _is_large_pack(name: str, manifest: Manifest) -> bool:
    return name in {f"{DOCUMENTS}.bin", f"{BOXES}.bin"} and manifest.files[name].bytes > _LARGE_PACK_BYTES
