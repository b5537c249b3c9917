"""POST /feedback: whether an answer was right."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from copro_qa.keeping.feedback import FeedbackStore, Verdict
from copro_qa.payload import answer_payload
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.kept import FeedbackBody, FeedbackRequest
from copro_qa.service.security import refuse_other_sites
from copro_qa.service.state import service_of
from copro_qa.service.validation import JsonRoute

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["proof"])

_CREATED = 201


@router.post(
    "/feedback",
    response_model=FeedbackBody,
    status_code=_CREATED,
    responses=problems(403, 408, 413, 415, 422, 429, 503, 507),
    summary="Say whether an answer was right",
)
async def feedback(request: Request, given: FeedbackRequest) -> Response:
    """Keeps verdict and comment with the question, the answer as the service gives it now, and the generation. Nothing else."""
    refuse_other_sites(request)
    service = service_of(request)
    assistant = service.live.assistant
    history = [earlier.question for earlier in given.history]

    def kept() -> dict[str, object]:
        record = answer_payload(assistant.ask(given.question, history=history, only=given.filter.narrowed()), took_ms=0)
        FeedbackStore(service.database).keep(Verdict(given.verdict), given.comment, record, history)
        return {"kept": True, "generation": assistant.generation.id}

    return json_response(await service.workers.run(partial(kept)), status=_CREATED)
