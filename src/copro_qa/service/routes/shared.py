"""POST /answers keeps an answer that a person chose to share; GET /answers/{id} gives it, with what has become of its quotes since."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from copro_qa.errors import CheckTooLong, InvalidInput
from copro_qa.keeping.shared_answers import SharedAnswer, SharedAnswers
from copro_qa.payload import answer_payload
from copro_qa.provenance.effort import SERVICE_EFFORT
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.verify import check_payload, verify
from copro_qa.service.problems import Problem
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.kept import KeptBody, SharedBody, ShareRequest
from copro_qa.service.security import refuse_other_sites
from copro_qa.service.state import Service, service_of
from copro_qa.service.validation import JsonRoute

__all__ = ["kept_payload", "router"]

router = APIRouter(route_class=JsonRoute, tags=["proof"])

_CREATED = 201
_FORMS = problems(403, 408, 409, 413, 415, 422, 429, 503, 507)


@router.post("/answers", response_model=KeptBody, status_code=_CREATED, responses=_FORMS, summary="Share an answer")
async def share(request: Request, answer: ShareRequest) -> Response:
    """Keeps an answer that POST /ask gave, under an address that nobody can guess.

    Nothing that is sent is believed: every quote is compared with its document, the question is asked again, and that answer is kept.
    """
    refuse_other_sites(request)
    service = service_of(request)
    kept = await service.workers.run(partial(_keep, service, answer))
    return json_response(kept_payload(kept), {"Location": f"/answers/{kept.id}"}, status=_CREATED)


@router.get(
    "/answers/{answer_id}", response_model=SharedBody, responses=problems(404, 422, 429, 500, 503), summary="Look at a shared answer"
)
async def shared(request: Request, answer_id: str) -> Response:
    """The answer as it was shared, and a check of its quotes against the documents as they are now."""
    service = service_of(request)
    generation = service.live.assistant.generation

    def looked_up() -> dict[str, object]:
        kept = SharedAnswers(service.database).get(answer_id)
        try:
            check = verify(kept.answer, GenerationLibrary(generation, effort=SERVICE_EFFORT))
        except CheckTooLong:
            raise
        except (InvalidInput, KeyError, TypeError, ValueError, AttributeError):
            raise Problem(500, "shared_damaged") from None
        return {**kept_payload(kept), "answer": dict(kept.answer), "check": check_payload(check, generation.id)}

    return json_response(await service.workers.run(looked_up), {"X-Robots-Tag": "noindex"})


def _keep(service: Service, given: ShareRequest) -> SharedAnswer:
    """Keeps the answer if the service gives it. Raises Problem (409), InvalidInput, StateFull or StateUnavailable."""
    assistant = service.live.assistant
    # Without the fields that were not given: the hashes are of what was.
    record = given.model_dump(exclude={"history", "limit", "filter"}, exclude_unset=True)
    if not verify(record, GenerationLibrary(assistant.generation, effort=SERVICE_EFFORT)).verified:
        raise Problem(409, "changed_since")
    history = [earlier.question for earlier in given.history]
    answer = assistant.ask(given.question, history=history, limit=given.limit, only=given.filter.narrowed())
    # With the time that it took then, so that it is the same record, hash and all, as was given out.
    again = answer_payload(answer, took_ms=given.took_ms)
    if _said(again) != _said(record):
        raise Problem(409, "answered_otherwise")
    return SharedAnswers(service.database).keep(again)


def _said(record: Mapping[str, Any]) -> object:
    """What an answer tells a person. Scores are left out: they may differ in their last digits from one time to the next."""
    told = [record[name] for name in ("question", "interpreted_as", "answered", "reason", "unanswered")]
    return [*told, *([_place(quote) for quote in record[name]] for name in ("quotes", "related"))]


def _place(quote: Mapping[str, Any]) -> object:
    places = [(place["document"], place["start"], place["end"]) for place in (quote["citation"], *quote["also"])]
    return quote["id"], quote["lead"], quote["key"], places


def kept_payload(kept: SharedAnswer) -> dict[str, object]:
    """Where a shared answer is, without the answer."""
    return {"id": kept.id, "link": f"/a/{kept.id}", "shared": kept.shared, "generation": kept.generation}
