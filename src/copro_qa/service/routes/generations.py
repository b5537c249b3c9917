"""GET /generations and what lies below it: what has changed between two states of the index."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from copro_qa.errors import InvalidInput
from copro_qa.provenance.drift import SERVICE_PAIRS, AnswerDrift, answer_drift_payload, changed_documents, drift_payload
from copro_qa.provenance.effort import SERVICE_EFFORT
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.verify import check_payload, verify
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.problems import Problem, Slip
from copro_qa.service.request_schemas import Name
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.drift import AnswersDriftBody, DriftBody, DriftRequest, GenerationsBody, SavedQuestion
from copro_qa.service.state import service_of
from copro_qa.service.validation import JsonRoute
from copro_qa.texts import texts

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["proof"])

_MOST_CHANGES = 100
_Named = Annotated[Name | None, Query(description="A generation's id, or the first characters of it.")]


@router.get("/generations", response_model=GenerationsBody, responses=problems(503), summary="List the states of the index")
async def generations(request: Request) -> Response:
    """The states of the index that are still there, the newest first."""
    service = service_of(request)
    serving = service.live.assistant.generation
    return json_response(await service.comparers.run(partial(service.generations.listed, serving)))


@router.get(
    "/generations/diff",
    response_model=DriftBody,
    responses=problems(404, 409, 422, 429, 503),
    summary="See what has changed in the documents",
)
async def diff(
    request: Request,
    before: _Named = None,
    after: _Named = None,
    limit: Annotated[int, Query(ge=1, le=_MOST_CHANGES, description="The most changes to give.")] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="How many changes to pass over.")] = 0,
) -> Response:
    """Documents that were added, removed, changed, renamed or described anew, with the old and the new text of what differs.

    Of a document for which the comparison would take too long, all of the old and the new text is given.

    Left out, `after` is the generation that answers at the moment, and `before` the one before it.
    """
    service = service_of(request)
    serving = service.live.assistant.generation

    def compared() -> dict[str, object]:
        old, new = service.generations.two(before, after, serving)
        changed = changed_documents(old, new)
        record = drift_payload(old, new, changed, first=offset, limit=limit, pairs=SERVICE_PAIRS)
        return {**record, "more": max(0, len(changed) - offset - limit)}

    return json_response(await service.comparers.run(compared))


@router.post(
    "/generations/diff",
    response_model=AnswersDriftBody,
    responses=problems(404, 408, 409, 413, 415, 422, 429, 503),
    summary="See what has become of saved answers",
)
async def diff_answers(request: Request, saved: DriftRequest) -> Response:
    """Says of each quote of saved answers whether it is identical, moved, altered or gone by now, with the old and the new words.

    Each saved question is answered from both generations, and the two answers are compared.
    """
    service = service_of(request)
    serving = service.live.assistant
    service.count_more(request, len(saved.answers) + 2 * len(saved.questions) - 1)

    def compared() -> dict[str, object]:
        old, new = service.generations.two(saved.before, saved.after, serving.generation)
        library = GenerationLibrary(new, effort=SERVICE_EFFORT)
        answers = [_answer_now(answer, place, library, new.id) for place, answer in enumerate(saved.answers)]
        earlier, later = (service.generations.assistant(each, serving) for each in (old, new)) if saved.questions else (serving, serving)
        questions = [_question_now(question, place, earlier, later) for place, question in enumerate(saved.questions)]
        return {"before": old.id, "after": new.id, "answers": answers, "questions": questions}

    return json_response(await service.comparers.run(compared))


def _answer_now(answer: dict[str, Any], place: int, library: GenerationLibrary, against: str) -> dict[str, object]:
    try:
        check = verify(answer, library)
    except InvalidInput as error:
        raise _unusable(error, f"body.answers[{place}]", "saved_answer") from None
    question = answer.get("question")
    return {"question": question if isinstance(question, str) else None, **check_payload(check, against)}


def _question_now(saved: SavedQuestion, place: int, earlier: AnswersQuestions, later: AnswersQuestions) -> dict[str, object]:
    history = [each.question for each in saved.history]
    try:
        only = saved.filter.narrowed()
        before, after = (each.ask(saved.question, history=history, limit=saved.limit, only=only) for each in (earlier, later))
    except InvalidInput as error:
        raise _unusable(error, f"body.questions[{place}]", "filter") from None
    return {"id": saved.id, **answer_drift_payload(AnswerDrift(before, after))}


def _unusable(error: InvalidInput, where: str, kind: str) -> Problem:
    return Problem(422, "invalid_input", errors=[Slip(str(error), where, texts()(f"slips.{kind}.what_to_do"))])
