"""Writing a generation and putting it in place: beside the others, checked, and then in one atomic step."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copro_qa.boxes import TextBoxes
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Span
from copro_qa.errors import IndexUnavailable
from copro_qa.store.chunk_table import ROW, save_chunk_table
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.generation import CURRENT, DOCUMENTS, GENERATIONS, LEXICAL, VECTORS, Generation
from copro_qa.store.lexical import LexicalEntry, LexicalWriter
from copro_qa.store.manifest import Entry, FileChecksum, Manifest, write_manifest
from copro_qa.store.records import write_boxes, write_document

__all__ = ["GenerationWriter", "publish", "set_current"]

_VECTORS_ADDED_AT_ONCE = 20_000
"""Adding checks every id against those already there, so few large additions cost less than many small ones."""


class GenerationWriter:
    """Writes one generation into ``folder``, which must not exist yet: documents one by one, then ``finish``."""

    def __init__(self, folder: Path, *, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        for name in (DOCUMENTS, LEXICAL, VECTORS):
            (folder / name).mkdir(parents=True)
        self._lexical = LexicalWriter(folder / LEXICAL)
        self._vectors = FaissVectors(dimension)
        self._waiting: list[NDArray[np.float32]] = []
        self._waiting_rows = 0
        self._rows: list[tuple[int, int, int, int, int]] = []
        self._entries: list[Entry] = []

    def add(
        self,
        document: Document,
        chunks: Sequence[tuple[Span, Span | None]],
        vectors: NDArray[np.float32],
        report: Mapping[str, object],
        *,
        boxes: TextBoxes | None = None,
    ) -> None:
        """Adds a document with its chunks (span and lead-in) and their vectors, of shape ``(len(chunks), dimension)``.

        ``boxes`` says where the text is printed, for files that have printed pages.

        Raises ValueError for vectors of another shape.
        """
        if vectors.shape != (len(chunks), self._dimension):
            raise ValueError(f"{len(chunks)} chunks need vectors of shape ({len(chunks)}, {self._dimension}), not {vectors.shape}")
        place, first = len(self._entries), len(self._rows)
        numbered = [Chunk(number, span, lead) for number, (span, lead) in enumerate(chunks, first)]
        write_document(self._folder / DOCUMENTS / f"{document.id}.json", document, report)
        if boxes is not None:
            write_boxes(self._folder / DOCUMENTS / f"{document.id}.boxes", boxes)
        self._waiting.append(np.asarray(vectors, np.float32))
        self._waiting_rows += len(chunks)
        if self._waiting_rows >= _VECTORS_ADDED_AT_ONCE:
            self._add_waiting_vectors()
        self._lexical.add(LexicalEntry(chunk.number, place, chunk.context, chunk.span.text) for chunk in numbered)
        for span, lead in chunks:
            self._rows.append((place, span.start, span.end, lead.start if lead else 0, lead.end if lead else 0))
        self._entries.append(Entry(document.id, document.source, len(document.text.split()), len(chunks)))

    def finish(
        self,
        *,
        generation_id: str,
        recipe: Mapping[str, str],
        failed: Sequence[tuple[str, str]] = (),
        ignored: Sequence[str] = (),
    ) -> Manifest:
        """Writes what is left, with a checksum of every file, and gives back the manifest."""
        self._lexical.finish()
        self._add_waiting_vectors()
        self._vectors.save(self._folder / VECTORS)
        save_chunk_table(self._folder, np.array(self._rows, ROW))
        manifest = Manifest(
            generation=generation_id,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            recipe=dict(recipe),
            dimension=self._dimension,
            chunks=len(self._rows),
            entries=tuple(self._entries),
            failed=tuple(failed),
            ignored=tuple(ignored),
            files=_checksums(self._folder),
        )
        write_manifest(self._folder, manifest)
        return manifest

    def abandon(self) -> None:
        """Stops writing. The folder can be removed afterwards; call it instead of ``finish``."""
        self._lexical.abandon()

    def _add_waiting_vectors(self) -> None:
        if self._waiting_rows:
            first = len(self._vectors)
            self._vectors.add(np.arange(first, first + self._waiting_rows, dtype=np.int64), np.concatenate(self._waiting))
        self._waiting, self._waiting_rows = [], 0


def publish(index: Path, scratch: Path, generation_id: str) -> None:
    """Opens and checks what was written to ``scratch``, renames it into place and makes it the current generation.

    ``scratch`` must lie on the same file system as ``index``. A crash at any moment leaves the last good generation serving.
    Raises IndexDamaged when the generation cannot be opened; nothing has changed then.
    """
    Generation.open(scratch).check()
    _sync_tree(scratch)
    home = index / GENERATIONS / generation_id
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.exists():
        # The same id means the same content, so what lies there is kept unless it is damaged.
        if _is_whole(home):
            shutil.rmtree(scratch)
        else:
            aside = home.with_name(f".{generation_id}.damaged")
            shutil.rmtree(aside, ignore_errors=True)
            home.rename(aside)
            scratch.rename(home)
            shutil.rmtree(aside)
    else:
        scratch.rename(home)
    _sync(home.parent)
    set_current(index, generation_id)


def _is_whole(folder: Path) -> bool:
    try:
        Generation.open(folder).check()
    except IndexUnavailable:
        return False
    return True


def set_current(index: Path, generation_id: str) -> None:
    """Replaces ``CURRENT`` in one atomic step."""
    waiting = index / f".{CURRENT}.new"
    with waiting.open("w", encoding="utf-8") as file:
        file.write(f"{generation_id}\n")
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(index / CURRENT)
    _sync(index)


def _checksums(folder: Path) -> dict[str, FileChecksum]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".lock"))
    return {path.relative_to(folder).as_posix(): _checksum(path) for path in files}


def _checksum(file: Path) -> FileChecksum:
    with file.open("rb") as stream:
        return FileChecksum(file.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
