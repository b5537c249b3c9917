"""Answers that the page asks to have something done with. It sends the question and not the answer, which is found again here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from copro_qa.payload import answer_payload
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.pages.ask_form import Asked, AskForm, read_form
from copro_qa.service.problems import Problem, Slip
from copro_qa.service.security import refuse_other_sites
from copro_qa.texts import texts

__all__ = ["Again", "answered_again", "read_again"]


@dataclass(frozen=True, slots=True)
class Again:
    """A question of the page, with the other fields of its form."""

    form: AskForm
    fields: dict[str, str]

    @property
    def generation(self) -> str | None:
        """The generation that the person saw the answer from."""
        return self.fields.get("generation") or None


async def read_again(request: Request) -> Again:
    """Reads the form. Raises Problem: 403 from another site, 415 or 422 for what the page does not send."""
    refuse_other_sites(request)
    form = await read_form(request)
    if form.error:
        raise Problem(422, "invalid_input", errors=[Slip(form.error, "body.question", texts()("slips.form.what_to_do"))])
    return Again(form, dict(parse_qsl((await request.body()).decode("ascii"), keep_blank_values=True)))


def answered_again(assistant: AnswersQuestions, form: AskForm, *, whole: bool = False) -> list[dict[str, Any]]:
    """The record of the answer; of all answers of the conversation with ``whole``."""
    asked: Sequence[Asked] = [*form.history, Asked(form.question, form.chosen)]
    places = range(len(asked)) if whole else [len(asked) - 1]
    questions = [each.question for each in asked]
    return [
        answer_payload(assistant.ask(questions[place], history=questions[:place], only=asked[place].chosen.narrowed()), took_ms=0)
        for place in places
    ]
