"""One SQLite file for what people leave. It is made when something is first kept; a connection lives as long as one piece of work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copro_qa.errors import StateUnavailable

__all__ = ["StateDatabase"]

FILE_NAME = "copro-qa.sqlite3"
_SECONDS_TO_WAIT = 5.0
"""For another process that writes: the command line beside the service."""

_MIGRATIONS = (
    """
    CREATE TABLE shared_answers (
        id TEXT PRIMARY KEY,
        shared TEXT NOT NULL,
        generation TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL
    ) STRICT;
    CREATE TABLE feedback (
        id INTEGER PRIMARY KEY,
        given TEXT NOT NULL,
        verdict TEXT NOT NULL,
        comment TEXT NOT NULL,
        generation TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL
    ) STRICT;
    """,
)
"""From each version of the layout to the next; ``user_version`` counts those that were run. Add to the end, change none."""


class StateDatabase:
    """The file in ``folder``. Safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is kept when the block ends without an error. Raises StateUnavailable."""
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection to read from; None when nothing has ever been kept. Raises StateUnavailable."""
        if not (self.folder / FILE_NAME).exists():
            yield None
            return
        with self._opened() as connection:
            yield connection

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        connection: sqlite3.Connection | None = None
        try:
            # What people write here is for whoever runs the service, not for every account on the machine.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(self.folder / FILE_NAME, timeout=_SECONDS_TO_WAIT, isolation_level=None)
            # Damaged text is read with marks where it is damaged, so that one record does not stand in the way of the others.
            connection.text_factory = lambda written: written.decode("utf-8", "replace")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection)
            yield connection
        except (OSError, sqlite3.Error) as error:
            raise StateUnavailable(
                f"What people leave cannot be kept or read in {self.folder}: {error}. See that the folder can be written and has room, "
                "or name another with COPRO_QA_STATE."
            ) from error
        finally:
            if connection is not None:
                connection.close()


def _migrate(connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == len(_MIGRATIONS):
        return
    if version > len(_MIGRATIONS):
        raise sqlite3.DatabaseError("it was written by a later version of copro-qa")
    # One process migrates; another that waited for it finds nothing left to do.
    connection.execute("BEGIN IMMEDIATE")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, script in enumerate(_MIGRATIONS[version:], version + 1):
        for statement in script.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {number}")
    connection.commit()
