"""POST /verify: whether quotes are what the documents say."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from copro_qa.provenance.effort import SERVICE_EFFORT
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.verify import check_payload, verify
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.checks import CheckBody
from copro_qa.service.state import service_of
from copro_qa.service.validation import JsonRoute

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["proof"])

_GIVEN = Body(description="An answer as POST /ask gives it, one of its quotes, or one citation.", examples=[{"answers": []}])


@router.post("/verify", response_model=CheckBody, responses=problems(408, 413, 415, 422, 429, 503), summary="Check quotes")
async def check(request: Request, given: Annotated[dict[str, Any], _GIVEN]) -> Response:
    """Slices every quote again and compares it, character for character, with its hashes and everything else that is evidence.

    One request may cost a few seconds of work; what would take longer is refused, and says so.
    """
    service = service_of(request)
    generation = service.live.assistant.generation

    def checked() -> dict[str, object]:
        return check_payload(verify(given, GenerationLibrary(generation, effort=SERVICE_EFFORT)), generation.id)

    return json_response(await service.workers.run(checked))
