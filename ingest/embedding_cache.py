"""Vectors that were computed before, so that only new text is ever embedded.

One SQLite file per embedding model, with a checksum beside each vector. The cache may be deleted at any time; what is lost is time.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from copro_qa.errors import ModelUnavailable
from copro_qa.models.embedder import Embedder

__all__ = ["EMBEDDING_VERSION", "EmbeddingCache"]

EMBEDDING_VERSION = "2"
"""How passages are put through a model. Vectors of one version are never mixed with another's, which may differ in the last bits:
1 was sentence-transformers, eight passages at once; 2 is one passage at a time, through the exported model or the ``way`` that a model
without an export has."""

_EMBEDDED_AT_ONCE = 128
"""Texts after which the vectors are kept and progress is told: a few seconds on two cores."""

_LOOKED_UP_AT_ONCE = 500
"""Below SQLite's lowest limit on the parameters of one statement (999)."""

_Item = TypeVar("_Item")

_logger = logging.getLogger(__name__)


class EmbeddingCache:
    """Vectors of one embedding model by their text. A context manager.

    Args:
        folder: Where the file lies; made when missing.
        fingerprint: Of the embedding model. Another model, or another EMBEDDING_VERSION, has another file.
        way: See EmbedderFactory.way. Another way has another file too.
        dimension: Of its vectors. One of another length is as good as none.

    Raises:
        OSError: The folder cannot be written.

    A damaged file is renamed, and an empty one takes its place. What no passage needs any more is forgotten by ``ingest.tidying``.

    """

    def __init__(self, folder: Path, *, fingerprint: str, dimension: int, way: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._dimension = dimension
        name = hashlib.sha256(" ".join(filter(None, (fingerprint, EMBEDDING_VERSION, way))).encode()).hexdigest()[:16]
        self.file = folder / f"embeddings-{name}.sqlite"
        try:
            self._connection = _open(self.file)
        except sqlite3.DatabaseError as error:
            if not _is_damaged(error):
                raise OSError(f"{self.file}: {error}") from error
            damaged = self.file.with_suffix(".damaged")
            self.file.replace(damaged)
            self.file.with_name(f"{self.file.name}-journal").unlink(missing_ok=True)
            _logger.warning("The cache of embeddings was damaged. It is kept as %s, and a new one is started.", damaged)
            self._connection = _open(self.file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file. What was added is there already."""
        self._connection.close()

    def embed(self, texts: Sequence[str], embedder: Embedder, *, embedded: Callable[[int], None] = lambda _: None) -> NDArray[np.float32]:
        """The vector of each text, of shape ``(len(texts), dimension)``; what is not there yet is embedded and kept.

        ``embedded`` is told after each step how many more texts have their vectors. Raises ModelUnavailable when the model gives no
        usable vectors.
        """
        found = self.look_up(texts)
        # By length, so that a step holds texts that take the model about as long; the longest first, so that the end comes no later
        # than it seemed.
        count_of = Counter(text for text, vector in zip(texts, found, strict=True) if vector is None)
        missing = sorted(count_of, key=lambda text: (-len(text), text))
        made: dict[str, NDArray[np.float32]] = {}
        embedded(len(texts) - count_of.total())
        for some in _batches(missing, _EMBEDDED_AT_ONCE):
            vectors = np.asarray(embedder.embed(some), np.float32)
            if vectors.shape != (len(some), self._dimension) or not np.isfinite(vectors).all():
                raise ModelUnavailable(
                    f"The embedding model {embedder.fingerprint} gave no usable vectors: shape {vectors.shape} for {len(some)} texts of "
                    f"{self._dimension} dimensions. Choose another model."
                )
            self.add(some, vectors)
            made |= zip(some, vectors, strict=True)
            embedded(sum(count_of[text] for text in some))
        rows = [made[text] if vector is None else vector for text, vector in zip(texts, found, strict=True)]
        return np.stack(rows) if rows else np.empty((0, self._dimension), np.float32)

    def look_up(self, texts: Sequence[str]) -> list[NDArray[np.float32] | None]:
        """The vector of each text, read-only; None where there is none, or what is there is damaged."""
        keys = [_key(text) for text in texts]
        found: dict[bytes, NDArray[np.float32]] = {}
        for some in _batches(dict.fromkeys(keys), _LOOKED_UP_AT_ONCE):
            found |= self._read(some)
        return [found.get(key) for key in keys]

    def add(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Keeps the vectors, of shape ``(len(texts), dimension)``: all or, with a warning, when the file cannot be written, none."""
        if len(texts) != len(vectors):
            raise ValueError(f"{len(texts)} texts, {len(vectors)} vectors")
        blobs = (np.ascontiguousarray(vector, "<f4").tobytes() for vector in vectors)
        rows = [(_key(text), blob, zlib.crc32(blob)) for text, blob in zip(texts, blobs, strict=True)]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
        except sqlite3.DatabaseError as error:
            _logger.warning("The cache of embeddings cannot be written (%s), so they will be computed again. Check %s.", error, self.file)

    def __len__(self) -> int:
        """How many vectors are kept. 0 when the file cannot be read."""
        try:
            (count,) = self._connection.execute("SELECT count(*) FROM vectors").fetchone()
        except sqlite3.DatabaseError:
            return 0
        return int(count)

    def keep_only(self, texts: Iterable[str]) -> None:
        """Forgets the vectors of all texts but these, and gives their room back to the disk. With a warning, none when that fails."""
        try:
            with self._connection:
                self._connection.execute("CREATE TEMP TABLE wanted (text BLOB PRIMARY KEY)")
                self._connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((_key(text),) for text in texts))
                self._connection.execute("DELETE FROM vectors WHERE text NOT IN (SELECT text FROM wanted)")
                self._connection.execute("DROP TABLE wanted")
            self._connection.execute("VACUUM")
        except sqlite3.DatabaseError as error:
            _logger.warning("The cache of embeddings cannot be tidied (%s). Check %s.", error, self.file)

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        marks = ", ".join("?" * len(keys))
        try:
            rows = self._connection.execute(f"SELECT text, vector, checksum FROM vectors WHERE text IN ({marks})", keys).fetchall()  # noqa: S608  # marks only
        except sqlite3.DatabaseError as error:
            # A damaged page: what stood there is embedded again.
            _logger.warning("A part of the cache of embeddings cannot be read (%s). Delete %s to start it again.", error, self.file)
            return {}
        return {
            key: np.frombuffer(blob, "<f4")
            for key, blob, checksum in rows
            if len(blob) == 4 * self._dimension and zlib.crc32(blob) == checksum
        }


def _open(file: Path) -> sqlite3.Connection:
    # Used by one thread at a time, but not always closed by the one that opened it.
    connection = sqlite3.connect(file, check_same_thread=False)
    try:
        # No write-ahead log: a cache is one file, which can be copied or deleted.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB NOT NULL, checksum INTEGER NOT NULL)")
        connection.execute("SELECT text, vector, checksum FROM vectors LIMIT 1").fetchall()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _is_damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is at fault, and not the disk, the permissions or a second program."""
    # The first byte is the kind of error; what follows says more.
    kind = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return kind in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT}


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
