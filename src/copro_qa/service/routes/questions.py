"""POST /ask and POST /search."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response

from copro_qa.answer import Answer, Stage
from copro_qa.errors import InvalidInput, NotADate
from copro_qa.payload import answer_payload, search_payload
from copro_qa.retrieval.filter import Filter
from copro_qa.service.pages.streamed_turn import page_additions
from copro_qa.service.problems import Problem, Slip
from copro_qa.service.request_schemas import AskRequest, SearchRequest
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.answers import AnswerBody, EventBody, ResultsBody
from copro_qa.service.state import service_of
from copro_qa.service.streaming import streamed_answer
from copro_qa.service.validation import JsonRoute
from copro_qa.store.generation import Generation
from copro_qa.texts import texts

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["questions"])

Result = TypeVar("Result")


@router.post("/ask", response_model=AnswerBody, responses=problems(408, 413, 415, 422, 429, 503), summary="Ask a question")
async def ask(request: Request, asked: AskRequest) -> Response:
    """Gives the quotes that answer, with their citations, best first; or says that the documents do not answer."""
    service = service_of(request)
    assistant = service.live.assistant
    began = time.perf_counter()

    def answered() -> dict[str, object]:
        history = [earlier.question for earlier in asked.history]
        answer = assistant.ask(asked.question, history=history, limit=asked.limit, only=asked.filter.narrowed())
        service.metrics.count(answer)
        return answer_payload(answer, took_ms=round((time.perf_counter() - began) * 1000))

    return json_response(await service.workers.run(_blaming_the_filter(answered)))


_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": EventBody.model_json_schema()}}, "description": "Server-sent events."}
}


@router.post(
    "/ask/stream",
    response_class=Response,
    responses={**_EVENTS, **problems(408, 413, 415, 422, 429, 503)},
    summary="Ask, and watch it answered",
)
async def ask_stream(
    request: Request,
    asked: AskRequest,
    *,
    html: Annotated[bool, Query(description="Whether quotes and answer are also given as the page shows them, as `html`.")] = False,
) -> Response:
    """Answers as `/ask` does, in server-sent events.

    `stage` comes as searching, reading and deciding begin: `{"stage": "searching"}`. Each `quote` holds a quote as `/ask` gives it, in
    the same order. One that is sure after a part of the passages was read comes then, before `deciding`; the others once it is decided
    which are shown. None comes twice or is taken back, and its words, marks and number stay; only other places that say the same may be
    added in `done`, which holds the whole answer. A stream that ends without `done` is not a whole answer. When something goes
    wrong on the way, `problem` holds a problem body, and nothing comes after it.
    """
    service = service_of(request)
    assistant = service.live.assistant
    # Before the first event, while the status can still say what is wrong.
    only = _blaming_the_filter(lambda: _checked(asked.filter.narrowed(), assistant.generation), on_the_page=html)()

    history = [earlier.question for earlier in asked.history]

    def answered(tell: Callable[[Stage], None], early: Callable[[Answer], None]) -> Answer:
        answer = assistant.ask(asked.question, history=history, limit=asked.limit, only=only, tell=tell, early=early)
        service.metrics.count(answer)
        return answer

    if html:
        before = [(earlier.question, earlier.narrowed) for earlier in asked.history]
        return streamed_answer(service.workers, answered, page_additions(assistant.generation, only, before))
    return streamed_answer(service.workers, answered)


@router.post("/search", response_model=ResultsBody, responses=problems(408, 413, 415, 422, 429, 503), summary="Rank passages")
async def search(request: Request, asked: SearchRequest) -> Response:
    """Gives the passages that fit a question best, as they were cut for searching, without looking for an answer in them."""
    service = service_of(request)
    assistant = service.live.assistant

    def ranked() -> dict[str, object]:
        return search_payload(assistant.search(asked.question, limit=asked.limit, only=asked.filter.narrowed()))

    return json_response(await service.workers.run(_blaming_the_filter(ranked)))


def _checked(only: Filter, generation: Generation) -> Filter:
    only.places(generation)
    return only


def _blaming_the_filter(work: Callable[[], Result], *, on_the_page: bool = False) -> Callable[[], Result]:
    """The other fields have been checked when the work begins, so bad input then is the filter's.

    ``on_the_page`` says it for someone who chose from a list, and knows of no ids.
    """

    def checked() -> Result:
        try:
            return work()
        except InvalidInput as error:
            say = texts()
            if on_the_page:
                detail = say("narrow.error_date" if isinstance(error, NotADate) else "narrow.error_document")
                raise Problem(422, "unusable_choice", detail) from None
            if isinstance(error, NotADate):
                slip = Slip(say("slips.date.which", written=error.written), "body.filter", say("slips.date.what_to_do"))
            else:
                slip = Slip(str(error), "body.filter", say("slips.filter.what_to_do"))
            raise Problem(422, "invalid_input", errors=[slip]) from None

    return checked
