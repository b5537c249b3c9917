"""POST /verify: whether quotes are what the documents say."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request, Response

from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.verify import check_payload, verify
from copro_qa.service.proof_schemas import CheckBody
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.state import service_of
from copro_qa.service.validation import JsonRoute

__all__ = ["router"]

router = APIRouter(route_class=JsonRoute, tags=["proof"])

_GIVEN = Body(description="An answer as POST /ask gives it, one of its quotes, or one citation.", examples=[{"answers": []}])


@router.post("/verify", response_model=CheckBody, responses=problems(408, 413, 415, 422, 429, 503), summary="Check quotes")
async def check(request: Request, given: Annotated[dict[str, Any], _GIVEN]) -> Response:
    """Slices every quote again and compares it, character for character, with its hashes and everything else that is evidence."""
    service = service_of(request)
    generation = service.live.assistant.generation
    checked = await service.workers.run(partial(verify, given, GenerationLibrary(generation)))
    return json_response(check_payload(checked, generation.id))
