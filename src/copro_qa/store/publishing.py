"""Writing a generation and putting it in place: beside the others, checked, and then in one atomic step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copro_qa.boxes import TextBoxes
from copro_qa.chunk import Chunk
from copro_qa.document import Document, Span
from copro_qa.errors import IndexUnavailable
from copro_qa.store.checksums import checksums_of
from copro_qa.store.chunk_table import ROW, save_chunk_table
from copro_qa.store.document_packs import BOXES, DOCUMENTS
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.former import CarriedOver, contexts_record
from copro_qa.store.generation import CONTEXTS, LEXICAL, NOTES, VECTORS, Generation
from copro_qa.store.index_folder import CURRENT, GENERATIONS
from copro_qa.store.lexical import LexicalEntry, LexicalWriter
from copro_qa.store.manifest import Entry, Manifest, entry_line, write_entries, write_manifest
from copro_qa.store.pack import PackWriter, Records
from copro_qa.store.records import document_bytes
from copro_qa.store.synced import sync, sync_tree

__all__ = ["GenerationWriter", "publish", "set_current"]

_VECTORS_ADDED_AT_ONCE = 20_000
"""Adding checks every id against those already there, so few large additions cost less than many small ones."""


class GenerationWriter:
    """Writes one generation into ``folder``, which must not exist yet: documents one by one, then ``finish``."""

    def __init__(self, folder: Path, *, dimension: int) -> None:
        self._folder = folder
        self._dimension = dimension
        for name in (LEXICAL, VECTORS):
            (folder / name).mkdir(parents=True)
        with ExitStack() as opened:
            self._packs = tuple(_opened(opened, folder, name) for name in (DOCUMENTS, BOXES, CONTEXTS, NOTES))
            self._lexical = LexicalWriter(folder / LEXICAL)
            opened.pop_all()
        self._vectors = FaissVectors(dimension)
        self._waiting: list[NDArray[np.float32]] = []
        self._waiting_rows = 0
        self._rows: list[NDArray[np.void]] = []
        self._chunks = 0
        self._entries: list[Entry] = []
        self._lines: list[str] = []

    def add(
        self,
        document: Document,
        chunks: Sequence[tuple[Span, Span | None]],
        vectors: NDArray[np.float32],
        report: Mapping[str, object],
        *,
        boxes: TextBoxes | None = None,
        basis: str = "",
        notes: bytes = b"",
    ) -> None:
        """Adds a document with its chunks (span and lead-in) and their vectors, of shape ``(len(chunks), dimension)``.

        ``notes`` are what the writer wants to know of the document when it takes it over.
        ``boxes`` says where the text is printed, for files that have printed pages.

        Raises ValueError for vectors of another shape.
        """
        if vectors.shape != (len(chunks), self._dimension):
            raise ValueError(f"{len(chunks)} chunks need vectors of shape ({len(chunks)}, {self._dimension}), not {vectors.shape}")
        contexts = [Chunk(0, span, lead).context for span, lead in chunks]
        entry = Entry(document.id, document.source, len(document.text.split()), len(chunks), basis)
        made = CarriedOver(
            entries=[entry],
            lines=[entry_line(entry)],
            documents=Records.of(document_bytes(document, report)),
            boxes=Records.of(b"" if boxes is None else boxes.to_bytes()),
            contexts=Records.of(contexts_record(contexts)),
            notes=Records.of(notes),
            texts=[document.text],
            chunk_contexts=[contexts],
            rows=np.array([(0, span.start, span.end, *((lead.start, lead.end) if lead else (0, 0))) for span, lead in chunks], ROW),
            vectors=np.asarray(vectors, np.float32),
        )
        self.carry_over(made)

    def carry_over(self, carried: CarriedOver) -> None:
        """Adds documents as another generation holds them. Their entries may tell other facts than before, but no other titles."""
        first_place, first = len(self._entries), self._chunks
        for pack, records in zip(self._packs, (carried.documents, carried.boxes, carried.contexts, carried.notes), strict=True):
            pack.add(records)
        rows = carried.rows.astype(ROW)
        rows["document"] += np.uint32(first_place)
        self._rows.append(rows)
        self._chunks += len(rows)
        self._waiting.append(carried.vectors)
        self._waiting_rows += len(rows)
        if self._waiting_rows >= _VECTORS_ADDED_AT_ONCE:
            self._add_waiting_vectors()
        contexts = chain.from_iterable(carried.chunk_contexts)
        places = zip(*(rows[name].tolist() for name in ("document", "start", "end")), strict=True)
        self._lexical.add(
            LexicalEntry(number, place, context, carried.texts[place - first_place][start:end])
            for number, (context, (place, start, end)) in enumerate(zip(contexts, places, strict=True), first)
        )
        self._entries.extend(carried.entries)
        self._lines.extend(carried.lines)

    def finish(
        self,
        *,
        generation_id: str,
        recipe: Mapping[str, str],
        failed: Sequence[tuple[str, str]] = (),
        ignored: Sequence[str] = (),
    ) -> Manifest:
        """Writes what is left, with a checksum of every file, and gives back the manifest."""
        self._add_waiting_vectors()
        self._vectors.save(self._folder / VECTORS)
        save_chunk_table(self._folder, np.concatenate([np.empty(0, ROW), *self._rows]))
        write_entries(self._folder, self._lines)
        for pack in self._packs:
            pack.finish()
        # Last, because its own thread is at work meanwhile.
        self._lexical.finish()
        manifest = Manifest(
            generation=generation_id,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            recipe=dict(recipe),
            dimension=self._dimension,
            documents=len(self._entries),
            chunks=self._chunks,
            entries=tuple(self._entries),
            failed=tuple(failed),
            ignored=tuple(ignored),
            files=checksums_of(self._folder),
            vectors=self._vectors.form._asdict(),
        )
        write_manifest(self._folder, manifest)
        return manifest

    def abandon(self) -> None:
        """Stops writing. The folder can be removed afterwards; call it instead of ``finish``."""
        for pack in self._packs:
            pack.abandon()
        self._lexical.abandon()

    def _add_waiting_vectors(self) -> None:
        if self._waiting_rows:
            first = len(self._vectors)
            self._vectors.add(np.arange(first, first + self._waiting_rows, dtype=np.int64), np.concatenate(self._waiting))
        self._waiting, self._waiting_rows = [], 0


def _opened(opened: ExitStack, folder: Path, name: str) -> PackWriter:
    pack = PackWriter(folder, name)
    opened.callback(pack.abandon)
    return pack


def publish(index: Path, scratch: Path, generation_id: str, *, entries: Sequence[Entry] | None = None) -> None:
    """Opens and checks what was written to ``scratch``, renames it into place and makes it the current generation.

    ``entries`` are its own, where they are at hand: reading ten thousand takes some tenths of a second.
    ``scratch`` must lie on the same file system as ``index``. A crash at any moment leaves the last good generation serving.
    Raises IndexDamaged when the generation cannot be opened; nothing has changed then.
    """
    with ThreadPoolExecutor(1, "sync") as beside:
        # The disk is waited for while what was written is read once more.
        synced = beside.submit(sync_tree, scratch)
        Generation.open(scratch, entries=entries, every_file=True)
        synced.result()
    home = index / GENERATIONS / generation_id
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.exists():
        # The same id means the same content, so what lies there is kept unless it is damaged.
        if _is_whole(home):
            shutil.rmtree(scratch, ignore_errors=True)
        else:
            aside = home.with_name(f".{generation_id}.damaged")
            shutil.rmtree(aside, ignore_errors=True)
            home.rename(aside)
            scratch.rename(home)
            shutil.rmtree(aside, ignore_errors=True)
    else:
        scratch.rename(home)
    sync(home.parent)
    set_current(index, generation_id)


def _is_whole(folder: Path) -> bool:
    try:
        Generation.open(folder, every_file=True)
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
    sync(index)
