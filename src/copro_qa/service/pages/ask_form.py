"""The form on the page, as a browser sends it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from copro_qa.service.problems import Problem, Slip
from copro_qa.service.request_schemas import LONGEST_QUESTION
from copro_qa.service.texts import texts
from copro_qa.service.validation import unusable_text

__all__ = ["AskForm", "read_form"]

_MOST_EARLIER = 10
_MOST_FIELDS = 50
_MEDIA_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class AskForm:
    """A question, the earlier ones of the conversation (oldest first), and what is wrong with the question, if anything."""

    question: str
    history: tuple[str, ...]
    error: str | None


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
    earlier = [value.strip() for name, value in fields if name == "history"]
    usable = tuple(text for text in earlier if _trouble(text) is None)
    return AskForm(question, usable[-_MOST_EARLIER:], _trouble(question))


def _trouble(question: str) -> str | None:
    say = texts()
    if not question:
        return say("ask.error_empty")
    if len(question) > LONGEST_QUESTION:
        return say("ask.error_long", count=len(question))
    return say("ask.error_characters") if unusable_text(question) else None
