"""Many requests from a file: one JSON object per line in, one per line out, in order. A bad line is answered with what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from copro_qa.errors import CoproQaError, InvalidInput
from copro_qa.json_lines import object_of_line

if TYPE_CHECKING:
    from copro_qa.retrieval.filter import Filter

__all__ = ["read_request", "run_batch"]

_FILTER_LISTS = ("documents", "collections")
_FILTER_DATES = ("published_from", "published_to")


def run_batch(lines: Iterable[bytes], handle: Callable[[dict[str, Any]], dict[str, object]]) -> Iterator[dict[str, object]]:
    """Gives each line's object to ``handle`` and yields what it gives back, with the line's ``id``.

    Empty lines are passed over. A line that is not a JSON object, or that ``handle`` refuses, yields ``{"id", "error"}``; its id is
    null when it has none, and the rest go on.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        identifier: object = None
        try:
            record = object_of_line(line, f"Line {number}")
            identifier = record.get("id")
            yield {"id": identifier, **handle(record)}
        except CoproQaError as error:
            yield {"id": identifier, "error": str(error)}


def read_request(record: dict[str, Any]) -> dict[str, Any]:
    """What one line asks of ``Assistant.ask`` or ``Assistant.search``; other fields are passed over. Raises InvalidInput."""
    question = record.get("question")
    if not isinstance(question, str):
        raise InvalidInput('The line has no "question". Write {"id": "1", "question": "…"}.')
    return {"question": question, "history": _history(record.get("history")), "only": _filter(record.get("filter"))}


def _history(value: object) -> tuple[str, ...]:
    entries = value or []
    if not isinstance(entries, list):
        raise InvalidInput('"history" must be a list of earlier questions: [{"question": "…"}].')
    questions = [entry.get("question") if isinstance(entry, dict) else entry for entry in entries]
    if not all(isinstance(question, str) for question in questions):
        raise InvalidInput('Each entry of "history" must be an earlier question: {"question": "…"}.')
    return tuple(question for question in questions if isinstance(question, str) and question.strip())


def _filter(value: object) -> Filter:
    from copro_qa.retrieval.filter import Filter  # it imports numpy and FAISS, which --help does not need

    if value is None:
        return Filter()
    if not isinstance(value, dict) or set(value) - {*_FILTER_LISTS, *_FILTER_DATES}:
        raise InvalidInput(f'"filter" must be an object with any of: {", ".join((*_FILTER_LISTS, *_FILTER_DATES))}.')
    for name in _FILTER_LISTS:
        names = value.get(name, [])
        if not isinstance(names, list) or not all(isinstance(entry, str) for entry in names):
            raise InvalidInput(f'"{name}" in "filter" must be a list of texts.')
    for name in _FILTER_DATES:
        if not isinstance(value.get(name), str | None):
            raise InvalidInput(f'"{name}" in "filter" must be a text such as 2015 or 2015-06-24.')
    return Filter(
        documents=tuple(value.get("documents", [])),
        collections=tuple(value.get("collections", [])),
        published_from=value.get("published_from"),
        published_to=value.get("published_to"),
    )
