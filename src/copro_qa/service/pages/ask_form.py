"""The form on the page, as a browser sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from copro_qa.service.pages.narrowing import Chosen, read_chosen, read_written
from copro_qa.service.problems import Problem, Slip
from copro_qa.service.request_schemas import LONGEST_QUESTION
from copro_qa.service.validation import unusable_text
from copro_qa.texts import texts

__all__ = ["AskForm", "Asked", "read_form"]

_MOST_EARLIER = 10
_MOST_FIELDS = 300
_MEDIA_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the conversation, with the documents that were chosen for it."""

    question: str
    chosen: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True, slots=True)
class AskForm:
    """A question, the earlier ones of the conversation (oldest first), and what is wrong with the question, if anything."""

    question: str
    history: tuple[Asked, ...]
    error: str | None
    chosen: Chosen = field(default_factory=Chosen)


async def read_form(request: Request) -> AskForm:
    """Reads the form. Raises Problem (415, 422) for a body that no browser sends from our page."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _MEDIA_TYPE:
        raise Problem(415, "wrong_media_type")
    try:
        body = (await request.body()).decode("ascii")
        fields = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        slip = Slip(texts()("slips.form.what"), "body", texts()("slips.form.what_to_do"))
        raise Problem(422, "invalid_input", errors=[slip]) from None
    question = next((value.strip() for name, value in fields if name == "question"), "")
    return AskForm(question, _earlier(fields), _trouble(question), read_chosen(fields))


def _earlier(fields: list[tuple[str, str]]) -> tuple[Asked, ...]:
    """Each earlier question, with the choice that follows it in the form."""
    earlier: list[Asked] = []
    for name, value in fields:
        if name == "history" and _trouble(value.strip()) is None:
            earlier.append(Asked(value.strip()))
        elif name == "history_in" and earlier and value:
            earlier[-1] = Asked(earlier[-1].question, read_written(value))
    return tuple(earlier[-_MOST_EARLIER:])


def _trouble(question: str) -> str | None:
    say = texts()
    if not question:
        return say("ask.error_empty")
    if len(question) > LONGEST_QUESTION:
        return say("ask.error_long", count=len(question))
    return say("ask.error_characters") if unusable_text(question) else None
