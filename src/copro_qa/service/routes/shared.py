"""POST /answers keeps an answer that a person chose to share; GET /answers/{id} gives it, with what has become of its quotes since."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from copro_qa.errors import InvalidInput
from copro_qa.keeping.shared_answers import SharedAnswer, SharedAnswers
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.verify import check_payload, verify
from copro_qa.service.problems import Problem
from copro_qa.service.proof_schemas import KeptBody, SharedBody
from copro_qa.service.request_schemas import LONGEST_QUESTION
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas import AnswerBody
from copro_qa.service.security import refuse_other_sites
from copro_qa.service.state import Service, service_of
from copro_qa.service.validation import JsonRoute, unusable_text

__all__ = ["keep", "kept_payload", "router"]

router = APIRouter(route_class=JsonRoute, tags=["proof"])

_CREATED = 201
_FORMS = problems(403, 408, 409, 413, 415, 422, 429, 503, 507)


@router.post("/answers", response_model=KeptBody, status_code=_CREATED, responses=_FORMS, summary="Share an answer")
async def share(request: Request, answer: AnswerBody) -> Response:
    """Keeps an answer as POST /ask gave it, under an address that nobody can guess, if every quote in it is what the documents say."""
    refuse_other_sites(request)
    service = service_of(request)
    kept = await service.workers.run(partial(keep, service, answer))
    return json_response(kept_payload(kept), {"Location": f"/answers/{kept.id}"}, status=_CREATED)


@router.get("/answers/{answer_id}", response_model=SharedBody, responses=problems(404, 503), summary="Look at a shared answer")
async def shared(request: Request, answer_id: str) -> Response:
    """The answer as it was shared, and a check of its quotes against the documents as they are now."""
    service = service_of(request)
    generation = service.live.assistant.generation

    def looked_up() -> dict[str, object]:
        kept = SharedAnswers(service.database).get(answer_id)
        check = verify(kept.answer, GenerationLibrary(generation))
        return {**kept_payload(kept), "answer": dict(kept.answer), "check": check_payload(check, generation.id)}

    return json_response(await service.workers.run(looked_up), {"X-Robots-Tag": "noindex"})


def keep(service: Service, answer: AnswerBody) -> SharedAnswer:
    """Keeps an answer if it verifies. Raises Problem (409), InvalidInput, StateFull or StateUnavailable."""
    texts = [answer.question, answer.interpreted_as or "", *answer.unanswered]
    # A follow-up is completed with the earlier question, so what was looked for may be longer than a question.
    if len(answer.question) > LONGEST_QUESTION or any(len(text) > 4 * LONGEST_QUESTION or unusable_text(text) for text in texts):
        raise InvalidInput(
            "The question of this answer is too long, or holds characters that are no text. Share an answer as it was given."
        )
    record = answer.model_dump()
    check = verify(record, GenerationLibrary(service.live.assistant.generation))
    if not check.verified:
        raise Problem(409, "changed_since")
    return SharedAnswers(service.database).keep(record)


def kept_payload(kept: SharedAnswer) -> dict[str, object]:
    """Where a shared answer is, without the answer."""
    return {"id": kept.id, "link": f"/a/{kept.id}", "shared": kept.shared, "generation": kept.generation}
