"""For editors: POST /documents, DELETE /documents/…, POST /index and GET /index/status."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from copro_qa.errors import DocumentNotFound
from copro_qa.service.builds import BuildStatus
from copro_qa.service.problems import Problem, Slip
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.editing import AddedBody, IndexStatusBody, RemovedBody
from copro_qa.service.state import Service, service_of
from copro_qa.texts import texts

__all__ = ["router"]

router = APIRouter(tags=["editors"])

_EVENTS = "text/event-stream"
_SECONDS_BETWEEN_SIGNS = 15.0
"""After which a proxy could take a silent connection for a dead one."""
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary", "description": "The document; its name comes with it."}},
                }
            }
        },
    }
}
_KEY: dict[str, Any] = {"security": [{"editors_key": []}]}
_STATUS: dict[int | str, dict[str, Any]] = {200: {"content": {_EVENTS: {"schema": {"type": "string"}}}}}


@router.post(
    "/documents",
    status_code=202,
    response_model=AddedBody,
    responses=problems(401, 403, 408, 409, 413, 422, 429, 500, 503, 507),
    openapi_extra={**_FORM, **_KEY},
    summary="Add a document",
)
async def add(
    request: Request, *, replace: Annotated[bool, Query(description="Whether it may take the place of a document of its name.")] = False
) -> Response:
    """Reads the document, puts it into the corpus folder, and begins to bring the index up to date.

    A file that cannot be read is refused, with the reason.
    """
    service = service_of(request)
    service.editing.check(request)
    try:
        async with request.form(max_files=1, max_fields=1) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile) or not file.filename or "\0" in file.filename:
                raise _unusable("upload")
            added = await service.editing.add(file.file, file.filename, replace=replace)
    except HTTPException:  # Starlette's, for a form that is none
        raise _unusable("upload_form") from None
    except ClientDisconnect:
        raise Problem(408, "too_slow") from None
    return json_response({**added, "index": _status(service)}, status=202)


@router.delete(
    "/documents/{document:path}",
    status_code=202,
    response_model=RemovedBody,
    responses=problems(401, 403, 404, 409, 429, 500, 503),
    openapi_extra=_KEY,
    summary="Remove a document",
)
async def remove(request: Request, document: Annotated[str, Path(description="Its id, or its path in the corpus folder.")]) -> Response:
    """Removes the document from the corpus folder, and begins to bring the index up to date. Until that is done it can still be quoted."""
    service = service_of(request)
    service.editing.check(request)
    generation = service.live.assistant.generation
    place = generation.find(document)
    # A file that could not be read, or is the same as another one, has no document of its own, but can be removed by its path.
    path = document if place is None else generation.entries[place].source.path
    # Where the file is gone already, the build still takes the document out of the index.
    if not await service.editing.remove(path, known=place is not None):
        raise DocumentNotFound(document)
    return json_response({"path": path, "index": _status(service)}, status=202)


@router.post(
    "/index",
    status_code=202,
    response_model=IndexStatusBody,
    responses=problems(401, 403, 429),
    openapi_extra=_KEY,
    summary="Bring the index up to date",
)
async def index(request: Request) -> Response:
    """Begins a build, unless one is under way: then another follows it. What has not changed is not read again."""
    service = service_of(request)
    service.editing.check(request)
    service.editing.builds.start()
    return json_response(_status(service), status=202)


@router.get(
    "/index/status",
    response_model=IndexStatusBody,
    responses={**_STATUS, **problems(401, 403, 429)},
    openapi_extra=_KEY,
    summary="How far is the index?",
)
async def status(request: Request) -> Response:
    """How far a build is, and what came of the last one.

    With `Accept: text/event-stream`, the same again at every change, as `status` events.
    """
    service = service_of(request)
    service.editing.check(request)
    if _EVENTS not in request.headers.get("accept", ""):
        return json_response(_status(service))
    return EventSourceResponse(_events(service), headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


async def _events(service: Service) -> AsyncIterator[bytes]:
    async for change in service.editing.builds.changes(heartbeat=_SECONDS_BETWEEN_SIGNS):
        if change is None:
            yield format_sse_event(comment="still here")
        else:
            yield format_sse_event(event="status", data_str=json.dumps(_payload(change, service), ensure_ascii=False))


def _status(service: Service) -> dict[str, object]:
    return _payload(service.editing.builds.status, service)


def _payload(now: BuildStatus, service: Service) -> dict[str, object]:
    left = now.seconds_left
    return {
        "building": now.building,
        "another_follows": now.another_follows,
        "seconds": round(now.seconds, 1),
        "seconds_left": None if left is None else round(left, 1),
        "documents": now.documents,
        "read": now.read,
        "passages": now.passages,
        "embedded": now.embedded,
        "finished": now.finished,
        "failed": now.failed,
        "result": now.result,
        "generation": service.live.generation_id,
    }


def _unusable(kind: str) -> Problem:
    say = texts()
    return Problem(422, "invalid_input", errors=[Slip(say(f"slips.{kind}.what"), "body", say(f"slips.{kind}.what_to_do"))])
