"""What went wrong, as a problem body (RFC 9457). One table leads from an error to its status."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.responses import Response

from copro_qa.errors import (
    AnswerNotFound,
    CheckTooLong,
    CoproQaError,
    DocumentNotFound,
    IndexDamaged,
    IndexMismatch,
    IndexMissing,
    IndexUnavailable,
    InvalidInput,
    ModelUnavailable,
    NoPageImages,
    NotADate,
    NotFound,
    OriginalUnavailable,
    PageNotFound,
    SpanOutOfRange,
    StateFull,
    StateUnavailable,
    UnknownInFilter,
)
from copro_qa.texts import texts

__all__ = ["Problem", "Slip", "StillLoading", "problem_body", "problem_of", "problem_response"]

MEDIA_TYPE = "application/problem+json"


class StillLoading(IndexUnavailable):
    """The service has just started and is opening the index."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to put right: what is wrong, where, and what to do."""

    what: str
    where: str
    what_to_do: str


@dataclass(eq=False)  # not frozen: an exception on its way is given its traceback
class Problem(Exception):
    """A request that cannot be answered. ``name`` is its entry in the catalogue; ``detail``, from there too, replaces that entry's own.

    ``for_programs`` is what a lower layer said of it: the API gives that in place of the catalogue's words, a page never does.
    """

    status: int
    name: str
    detail: str | None = None
    errors: Sequence[Slip] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    for_programs: str | None = None

    @property
    def title(self) -> str:
        """A few words, the same for every problem of this name."""
        return texts()(f"problems.{self.name}.title")

    @property
    def explanation(self) -> str:
        """What happened this time, and what to do, in the catalogue's words."""
        return self.detail or texts()(f"problems.{self.name}.detail")


_PROBLEMS: Sequence[tuple[type[CoproQaError], int, str]] = (
    # The most particular first.
    (InvalidInput, 422, "invalid_input"),
    (NotFound, 404, "not_found"),
    (OriginalUnavailable, 409, "original_unavailable"),
    (StillLoading, 503, "still_loading"),
    (IndexMissing, 503, "index_missing"),
    (IndexDamaged, 503, "index_damaged"),
    (IndexMismatch, 503, "index_mismatch"),
    (IndexUnavailable, 503, "index_unavailable"),
    (ModelUnavailable, 503, "model_unavailable"),
    (StateFull, 507, "state_full"),
    (StateUnavailable, 503, "state_unavailable"),
)
_SAYS_IT_ITSELF = (InvalidInput, NotFound, OriginalUnavailable)
"""Errors about what was asked. The messages of the others name folders of this machine, which are for its log."""
_WORDS: Mapping[type[CoproQaError], str] = {
    DocumentNotFound: "no_document",
    PageNotFound: "no_page",
    NoPageImages: "no_page_images",
    AnswerNotFound: "no_answer",
    CheckTooLong: "check_too_long",
    SpanOutOfRange: "no_such_place",
    NotADate: "not_a_date",
    UnknownInFilter: "unknown_in_filter",
    InvalidInput: "unusable",
}
"""Where the catalogue says what happened, for the errors that can come to a person. What each is about fills in the values."""
_LONGEST_VALUE = 120
"""Characters of a name that is repeated to who gave it."""

_BY_STATUS = {404: "no_such_address", 405: "method_not_allowed", 413: "too_large", 415: "wrong_media_type", 422: "invalid_input"}


def problem_of(error: Exception) -> Problem:
    """The problem that an error is to the person who asked."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, HTTPException):
        name = _BY_STATUS.get(error.status_code, "bad_request" if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else "internal")
        return Problem(error.status_code, name, headers=dict(error.headers or {}))
    for kind, status, name in _PROBLEMS:
        if isinstance(error, kind):
            wait = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
            own = str(error) if isinstance(error, _SAYS_IT_ITSELF) else None
            return Problem(status, name, _in_our_words(error), headers=wait, for_programs=own)
    return Problem(500, "internal")


def _in_our_words(error: CoproQaError) -> str | None:
    """What the catalogue says of an error that can come to a person on a page; None for the others."""
    name = _WORDS.get(type(error))
    values = {key: value[:_LONGEST_VALUE] if isinstance(value, str) else value for key, value in vars(error).items()}
    values["count"] = values.get("pages")  # a text with a singular goes by it
    return texts()(f"problems.said.{name}", **values) if name else None


def problem_body(problem: Problem) -> dict[str, object]:
    """The problem as JSON, in the shape of RFC 9457."""
    return {
        "type": f"urn:copro-qa:problem:{problem.name.replace('_', '-')}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.for_programs or problem.explanation,
        "errors": [{"what": slip.what, "where": slip.where, "what_to_do": slip.what_to_do} for slip in problem.errors],
    }


def problem_response(problem: Problem) -> Response:
    """The problem as ``application/problem+json``."""
    # Half of a surrogate pair can come in with a request; as an escape it can also go out.
    content = json.dumps(problem_body(problem), ensure_ascii=True)
    return Response(content, problem.status, {**problem.headers, "Cache-Control": "no-store"}, MEDIA_TYPE)
