"""A published generation, opened for reading.

::

    index/CURRENT                       id of the generation in use
    index/generations/<id>/manifest.json · chunks.npy · documents/<document id>.json and .boxes · lexical/ · vectors/
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from copro_qa.boxes import TextBoxes
from copro_qa.chunk import Chunk
from copro_qa.document import Document
from copro_qa.errors import IndexDamaged, IndexMissing, NotFound
from copro_qa.store.chunk_table import open_chunk_table
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.glossary import Glossary, read_glossary
from copro_qa.store.lexical import LexicalIndex
from copro_qa.store.manifest import FILE_NAME, Entry, Manifest, read_manifest
from copro_qa.store.records import read_boxes, read_document, read_report
from copro_qa.store.vectors import VectorStore

__all__ = ["Generation", "current_generation_id", "open_current"]

CURRENT = "CURRENT"
GENERATIONS = "generations"
DOCUMENTS = "documents"
LEXICAL = "lexical"
VECTORS = "vectors"

_DOCUMENTS_KEPT_IN_MEMORY = 2_000
_BOXES_KEPT_IN_MEMORY = 16  # about twice the size of their texts, and asked for page by page


class Generation:
    """Everything that one build made. Read-only; documents are read when first asked for."""

    def __init__(self, folder: Path, manifest: Manifest, table: NDArray[np.void], lexical: LexicalIndex, vectors: VectorStore) -> None:
        self.folder = folder
        self.manifest = manifest
        self.lexical = lexical
        self.vectors = vectors
        self._table = table
        self.document_at = lru_cache(maxsize=_DOCUMENTS_KEPT_IN_MEMORY)(self._read_document)
        self._boxes_at = lru_cache(maxsize=_BOXES_KEPT_IN_MEMORY)(self._read_boxes)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Opens a generation's folder. Raises IndexDamaged when a file is missing or of another size than was written, or IndexMismatch."""
        manifest = read_manifest(folder)
        for name, checksum in manifest.files.items():
            file = folder / name
            if not file.is_file() or file.stat().st_size != checksum.bytes:
                raise _damaged(file)
        try:
            table = open_chunk_table(folder)
            lexical = LexicalIndex.open(folder / LEXICAL)
            vectors = FaissVectors.open(folder / VECTORS)
        # The libraries raise what they like for a file that is not theirs.
        except Exception as error:
            raise _damaged(folder) from error
        if not len(table) == len(lexical) == len(vectors) == manifest.chunks:
            raise _damaged(folder)
        return cls(folder, manifest, table, lexical, vectors)

    def check(self) -> None:
        """Reads every file and compares it with its checksum. Raises IndexDamaged."""
        for name, checksum in self.manifest.files.items():
            with (self.folder / name).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() != checksum.sha256:
                    raise _damaged(self.folder / name)

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
        return len(self._table)

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
        """The place of a document given by id or path. Raises NotFound."""
        place = self.find(document)
        if place is None:
            raise NotFound(f"There is no document {document!r} in the index. See the list of documents for their names.")
        return place

    def document(self, document: str) -> Document:
        """A document by id or path. Raises NotFound or IndexDamaged."""
        return self.document_at(self.place_of(document))

    def documents(self) -> Iterator[Document]:
        """Every document, in order of path."""
        return (self.document_at(place) for place in range(len(self.entries)))

    def report(self, document: str) -> dict[str, Any]:
        """A document's extraction report. Raises NotFound or IndexDamaged."""
        return read_report(self._record(self.entries[self.place_of(document)]))

    def boxes(self, document: str) -> TextBoxes | None:
        """Where a document's text is printed; None for one without printed pages. Raises NotFound or IndexDamaged."""
        return self._boxes_at(self.place_of(document))

    def chunk(self, number: int) -> Chunk:
        """A chunk by number."""
        place, start, end, lead_start, lead_end = self._table[number].item()
        document = self.document_at(place)
        return Chunk(number, document.span(start, end), document.span(lead_start, lead_end) if lead_end else None)

    def chunk_numbers(self, places: Sequence[int]) -> NDArray[np.int64]:
        """The numbers of all chunks of these documents, in order."""
        return np.flatnonzero(np.isin(self._table["document"], np.asarray(places, np.uint32))).astype(np.int64)

    def _read_document(self, place: int) -> Document:
        entry = self.entries[place]
        return read_document(self._record(entry), entry.source)

    def _read_boxes(self, place: int) -> TextBoxes | None:
        return read_boxes(self._record(self.entries[place]).with_suffix(".boxes"))

    def _record(self, entry: Entry) -> Path:
        return self.folder / DOCUMENTS / f"{entry.document_id}.json"


def current_generation_id(index: Path) -> str | None:
    """The id in ``index/CURRENT``; None when nothing has been published there."""
    try:
        return (index / CURRENT).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def open_current(index: Path) -> Generation:
    """Opens the generation in use. Raises IndexMissing, IndexDamaged or IndexMismatch."""
    generation_id = current_generation_id(index)
    if generation_id is None:
        raise IndexMissing(f"There is no index in {index} yet. Build one with: copro-qa index --index {index}")
    folder = index / GENERATIONS / generation_id
    if not (folder / FILE_NAME).is_file():
        raise IndexDamaged(
            f"{index / CURRENT} names generation {generation_id}, which is not there. Build the index again with: copro-qa index"
        )
    return Generation.open(folder)


def _damaged(path: Path) -> IndexDamaged:
    return IndexDamaged(f"The index is damaged at {path}. Build it again with: copro-qa index")
