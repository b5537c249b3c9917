"""Reading a file of labelled questions. A line that cannot be used is reported with its number, and the rest are used."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.matching import fold
from copro_qa.json_lines import object_of_line

__all__ = ["LabelledQuestion", "Problem", "QuestionFile", "read_question", "read_questions"]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question and what a right answer to it is.

    ``evidence`` are strings of which a right quote contains one. ``evidence_groups`` are the same by parts: a full answer has one
    string of each group. ``relevant`` are the documents that should be found: each entry is a set of documents of which any will do.
    ``pages`` are the numbers, from 1, of the pages of ``document`` that hold the answer. ``history`` are earlier questions, oldest first.
    """

    id: str
    question: str
    answerable: bool
    document: str | None = None
    evidence: tuple[str, ...] = ()
    evidence_groups: tuple[tuple[str, ...], ...] = ()
    relevant: tuple[tuple[str, ...], ...] = ()
    pages: tuple[int, ...] = ()
    history: tuple[str, ...] = ()
    kind: str | None = None

    @property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The groups of evidence; all evidence as one group where none are given. Empty without evidence."""
        return self.evidence_groups or ((self.evidence,) if self.evidence else ())


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, or a question, that could not be used, and why. ``where`` names it for people."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """The usable questions of a file in order, and what is wrong with the other lines."""

    questions: tuple[LabelledQuestion, ...]
    problems: tuple[Problem, ...] = ()


def read_questions(file: Path) -> QuestionFile:
    """Reads a questions file (JSON Lines, UTF-8). Raises InvalidInput when it cannot be opened or no line of it can be used."""
    try:
        lines = file.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()
    except OSError as error:
        reason = error.strerror or error
        raise InvalidInput(f"The questions file {file} cannot be read: {reason}. Give the path of a JSON Lines file.") from error
    questions: dict[str, LabelledQuestion] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            question = read_question(object_of_line(line, "it"), default_id=f"line {number}")
        except InvalidInput as problem:
            problems.append(Problem(f"line {number}", str(problem)))
            continue
        if question.id in questions:
            problems.append(Problem(f"line {number}", f'the id "{question.id}" is used on an earlier line. Give each question its own.'))
        questions.setdefault(question.id, question)
    if not questions:
        first = f" The first problem is on {problems[0]}" if problems else " It is empty."
        raise InvalidInput(f"The questions file {file} holds no question that can be used.{first}")
    return QuestionFile(tuple(questions.values()), tuple(problems))


def read_question(record: dict[str, Any], *, default_id: str) -> LabelledQuestion:
    """One question from its JSON object. Unknown fields are passed over. Raises InvalidInput that says what is wrong with it."""
    answerable = record.get("answerable")
    if not isinstance(answerable, bool):
        raise InvalidInput('"answerable" must be true or false.')
    document = _optional_text(record, "doc")
    groups = _groups(record)
    return LabelledQuestion(
        id=_id(record, default_id),
        question=_question(record),
        answerable=answerable,
        document=document,
        evidence=_evidence(record) or tuple(text for group in groups for text in group),
        evidence_groups=groups,
        relevant=_relevant(record, document, answerable=answerable),
        pages=_pages(record),
        history=_history(record),
        kind=_optional_text(record, "kind"),
    )


def _id(record: dict[str, Any], default: str) -> str:
    value = record.get("id")
    if value is None:
        return default
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise InvalidInput('"id" must be a text.')
    return str(value)


def _question(record: dict[str, Any]) -> str:
    value = record.get("question")
    if not isinstance(value, str) or not value.strip():
        raise InvalidInput('"question" must be a text that is not empty.')
    return value


def _optional_text(record: dict[str, Any], field: str) -> str | None:
    value = record.get(field)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    raise InvalidInput(f'"{field}" must be a text or null.')


def _texts(record: dict[str, Any], field: str) -> tuple[str, ...]:
    value = record.get(field)
    value = [value] if isinstance(value, str) else value or []
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise InvalidInput(f'"{field}" must be a list of texts.')
    return tuple(value)


def _evidence(record: dict[str, Any]) -> tuple[str, ...]:
    return tuple(map(_comparable, _texts(record, "evidence")))


def _comparable(text: str) -> str:
    # The text of a document is NFC, so what is to be found in it must be.
    if not fold(text):
        raise InvalidInput(f"the evidence {text!r} holds nothing to compare.")
    return unicodedata.normalize("NFC", text)


def _groups(record: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """``evidence_all``: each entry a list of texts, a text, or an object with a ``text``."""
    value = record.get("evidence_all") or []
    if not isinstance(value, list):
        raise InvalidInput('"evidence_all" must be a list.')
    groups = []
    for entry in value:
        text = entry.get("text") if isinstance(entry, dict) else entry
        group = _texts({"evidence_all": text}, "evidence_all")
        if not group:
            raise InvalidInput('each entry of "evidence_all" must be a list of texts that is not empty.')
        groups.append(tuple(map(_comparable, group)))
    return tuple(groups)


def _relevant(record: dict[str, Any], document: str | None, *, answerable: bool) -> tuple[tuple[str, ...], ...]:
    """``relevant_docs`` should each be found; else ``doc``, or any of those in ``also``, if the question is answerable."""
    if listed := _texts(record, "relevant_docs"):
        return tuple((name,) for name in dict.fromkeys(listed))
    if document is None or not answerable:
        return ()
    return ((document, *_texts(record, "also")),)


def _pages(record: dict[str, Any]) -> tuple[int, ...]:
    single, several = record.get("page"), record.get("pages") or []
    value = several or ([] if single is None else [single])
    if not isinstance(value, list) or not all(isinstance(page, int) and not isinstance(page, bool) and page > 0 for page in value):
        raise InvalidInput('"page" must be a page number from 1 on, and "pages" a list of them.')
    return tuple(value)


def _history(record: dict[str, Any]) -> tuple[str, ...]:
    value = record.get("history") or []
    if isinstance(value, list):
        value = [turn.get("question") if isinstance(turn, dict) else turn for turn in value]
    if not isinstance(value, list) or not all(isinstance(turn, str) and turn.strip() for turn in value):
        raise InvalidInput('"history" must be a list like [{"question": "…"}], oldest first.')
    return tuple(value)
