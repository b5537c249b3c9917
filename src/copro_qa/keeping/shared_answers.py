"""Answers that people chose to share, each under an id that nobody can guess."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from copro_qa.errors import AnswerNotFound, StateFull
from copro_qa.keeping.database import StateDatabase

__all__ = ["SharedAnswer", "SharedAnswers", "SharedSummary"]

_BYTES_OF_CHANCE = 16
"""128 bits, as URL-safe text of 22 characters."""
MOST_SHARED = 20_000
"""At some 10 kB an answer, 200 MB. The operator can delete."""


@dataclass(frozen=True, slots=True)
class SharedSummary:
    """A shared answer without its quotes."""

    id: str
    shared: str
    """ISO 8601, UTC."""
    generation: str
    question: str


@dataclass(frozen=True, slots=True)
class SharedAnswer(SharedSummary):
    """A shared answer. ``answer`` is the record as it was answered."""

    answer: Mapping[str, Any]


class SharedAnswers:
    """The shared answers in a database. Who shared one is not kept."""

    def __init__(self, database: StateDatabase, *, most: int = MOST_SHARED) -> None:
        self._database = database
        self._most = most

    def keep(self, answer: Mapping[str, Any], *, now: datetime | None = None) -> SharedAnswer:
        """Keeps an answer, which must have been checked. Raises StateFull or StateUnavailable."""
        kept = SharedAnswer(
            id=secrets.token_urlsafe(_BYTES_OF_CHANCE),
            shared=(now or datetime.now(UTC)).isoformat(timespec="seconds"),
            generation=answer["searched"]["generation"],
            question=answer["question"],
            answer=answer,
        )
        with self._database.writing() as connection:
            (count,) = connection.execute("SELECT count(*) FROM shared_answers").fetchone()
            if count >= self._most:
                raise StateFull(f"{count} answers are shared, and there is room for no more. Delete some: copro-qa answers list")
            written = json.dumps(answer, ensure_ascii=False)
            row = (kept.id, kept.shared, kept.generation, kept.question, written)
            connection.execute("INSERT INTO shared_answers VALUES (?, ?, ?, ?, ?)", row)
        return kept

    def get(self, answer_id: str) -> SharedAnswer:
        """A shared answer. Raises AnswerNotFound or StateUnavailable."""
        with self._database.reading() as connection:
            row = connection and connection.execute("SELECT * FROM shared_answers WHERE id = ?", (answer_id,)).fetchone()
        if not row:
            raise AnswerNotFound
        identity, shared, generation, question, written = row
        try:
            answer = json.loads(written)
        except (ValueError, RecursionError):
            answer = {}  # damaged: no check of it comes to a good end
        return SharedAnswer(identity, shared, generation, question, answer)

    def summaries(self) -> list[SharedSummary]:
        """All shared answers, the newest first. Raises StateUnavailable."""
        with self._database.reading() as connection:
            if connection is None:
                return []
            rows = connection.execute("SELECT id, shared, generation, question FROM shared_answers ORDER BY shared DESC, id").fetchall()
        return [SharedSummary(*row) for row in rows]

    def delete(self, answer_id: str) -> None:
        """Deletes a shared answer for good. Raises AnswerNotFound or StateUnavailable."""
        self.get(answer_id)
        with self._database.writing() as connection:
            connection.execute("DELETE FROM shared_answers WHERE id = ?", (answer_id,))
