"""Whether it runs, whether it can answer, and the numbers."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from copro_qa.errors import IndexUnavailable, ModelUnavailable
from copro_qa.service.metrics import CONTENT_TYPE
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.health import HealthBody, ReadyBody
from copro_qa.service.state import service_of

__all__ = ["router"]

router = APIRouter(tags=["health"])


@router.get("/healthz", response_model=HealthBody, summary="Does it run?")
async def healthz() -> Response:
    """Answers as soon as the service runs, with or without an index."""
    return json_response({"status": "ok"})


@router.get("/readyz", response_model=ReadyBody, responses=problems(503), summary="Can it answer?")
async def readyz(request: Request) -> Response:
    """Answers 200 once questions can be answered; until then 503 with the reason."""
    generation = service_of(request).live.assistant.generation
    manifest, stands_in = generation.manifest, generation.stands_in
    counts = {"documents": manifest.documents, "chunks": manifest.chunks}
    warning = None
    if stands_in is not None:
        # The damaged file's place on this machine is in the log, and is nobody else's business.
        damaged = f"Generation {stands_in.generation}" if stands_in.generation else "What names the generation in use"
        warning = f"{damaged} is damaged, so {manifest.generation} stands in for it. Mend it with: copro-qa index"
    state = {"status": "ready", "generation": manifest.generation, **counts, "built": manifest.built, "warning": warning}
    return json_response(state)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}}, summary="Numbers for Prometheus")
async def metrics(request: Request) -> Response:
    """Counts and times in Prometheus' text format. Nothing of a question or of who asked it."""
    service = service_of(request)
    try:
        assistant = service.live.assistant
    except (IndexUnavailable, ModelUnavailable):
        assistant = None
    return Response(service.metrics.text(assistant), media_type=CONTENT_TYPE)
