"""What people say of answers: right, wrong or missing, with a comment; and the questions file that comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from copro_qa.errors import StateFull
from copro_qa.keeping.database import StateDatabase

__all__ = ["Feedback", "FeedbackStore", "Verdict", "questions_of"]

LONGEST_COMMENT = 2_000
_MOST_KEPT = 50_000


class Verdict(StrEnum):
    """What a person says of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One verdict. ``answer`` is the record that it is about; ``history`` the earlier questions of the conversation."""

    id: int
    given: str
    """ISO 8601, UTC."""
    verdict: Verdict
    comment: str
    generation: str
    question: str
    answer: Mapping[str, Any]
    history: Sequence[str]


class FeedbackStore:
    """The feedback in a database. Who gave it is not kept."""

    def __init__(self, database: StateDatabase, *, most: int = _MOST_KEPT) -> None:
        self._database = database
        self._most = most

    def keep(self, verdict: Verdict, comment: str, answer: Mapping[str, Any], history: Sequence[str] = ()) -> int:
        """Keeps a verdict on an answer of this service; gives its number. Raises StateFull or StateUnavailable."""
        written = json.dumps({"answer": answer, "history": list(history)}, ensure_ascii=False)
        given = datetime.now(UTC).isoformat(timespec="seconds")
        row = (given, verdict.value, comment, answer["searched"]["generation"], answer["question"], written)
        with self._database.writing() as connection:
            (count,) = connection.execute("SELECT count(*) FROM feedback").fetchone()
            if count >= self._most:
                raise StateFull(
                    f"{count} pieces of feedback are kept, and there is room for no more. Export and delete them: copro-qa feedback"
                )
            cursor = connection.execute(
                "INSERT INTO feedback (given, verdict, comment, generation, question, answer) VALUES (?, ?, ?, ?, ?, ?)", row
            )
        return int(cursor.lastrowid or 0)

    def all(self) -> list[Feedback]:
        """Everything that is kept, the oldest first. Raises StateUnavailable."""
        with self._database.reading() as connection:
            query = "SELECT id, given, verdict, comment, generation, question, answer FROM feedback ORDER BY id"
            rows = connection.execute(query).fetchall() if connection else []
        return [
            Feedback(number, given, Verdict(verdict), comment, generation, question, **json.loads(written))
            for number, given, verdict, comment, generation, question, written in rows
        ]

    def clear(self) -> int:
        """Deletes all feedback for good; gives how much it was. Raises StateUnavailable."""
        with self._database.writing() as connection:
            return connection.execute("DELETE FROM feedback").rowcount


def questions_of(feedback: Sequence[Feedback]) -> Iterator[dict[str, Any]]:
    """One line of a questions file for each piece of feedback.

    An answer called right gives its first quote as the evidence, a refusal called right a question that is not answerable. One that was
    called wrong or missing says that there is an answer, but not which: it comes without evidence, for a person to add.
    """
    for each in feedback:
        quotes = each.answer["quotes"] if each.verdict is Verdict.RIGHT else []
        first = quotes[0] if quotes else None
        yield {
            "id": f"feedback-{each.id}",
            "question": each.question,
            "history": [{"question": question} for question in each.history],
            "answerable": bool(quotes) or each.verdict is not Verdict.RIGHT,
            "doc": first["citation"]["path"] if first else None,
            "evidence": [first["text"]] if first else [],
            "pages": [first["citation"]["page"]] if first and first["citation"]["page"] else [],
            "kind": f"feedback: {each.verdict.value}",
            "comment": each.comment,
            "given": each.given,
            "generation": each.generation,
        }
