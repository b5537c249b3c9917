"""GET /documents and what lies below it: pages for people, JSON for programs."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from copro_qa.service.document_payload import document_payload, documents_payload, parse_quote
from copro_qa.service.negotiation import matches_etag, prefers_html
from copro_qa.service.pages.document_page import Opened, document_page
from copro_qa.service.pages.documents_page import Wanted, documents_page
from copro_qa.service.routes.responses import json_response, problems
from copro_qa.service.schemas.documents import DocumentBody, DocumentsBody
from copro_qa.service.state import service_of

__all__ = ["router"]

router = APIRouter(tags=["documents"])

_VARIES = {"Vary": "Accept", "Cache-Control": "no-cache"}
_ALSO_A_PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {}}}}


@router.get("/documents", response_model=DocumentsBody, responses={**_ALSO_A_PAGE, **problems(503)}, summary="List the documents")
async def documents(request: Request) -> Response:
    """Every document that is searched. A browser gets a page, with a hundred of them at a time."""
    service = service_of(request)
    generation = service.live.assistant.generation
    if prefers_html(request):
        return await service.workers.run(partial(documents_page, generation, Wanted.named_in(request.query_params), _VARIES))
    return json_response(documents_payload(generation), _VARIES)


@router.get(
    "/documents/{document:path}/text",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "The canonical text."},
        304: {"description": "The client has this text already."},
        **problems(404, 503),
    },
    summary="Read a document's text",
)
async def text(request: Request, document: str) -> Response:
    """The canonical text in UTF-8: what every offset counts in, by code points, and every quote is a slice of."""
    service = service_of(request)
    generation = service.live.assistant.generation
    found = await service.workers.run(partial(generation.document, document))
    headers = {"ETag": f'"{found.text_sha256}"', "Cache-Control": "no-cache"}
    if matches_etag(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(found.text.encode(), headers=headers, media_type="text/plain; charset=utf-8")


@router.get(
    "/documents/{document:path}",
    response_model=DocumentBody,
    responses={**_ALSO_A_PAGE, **problems(404, 422, 503)},
    summary="Look at one document",
)
async def one_document(
    request: Request,
    document: str,
    quote: Annotated[str | None, Query(description="A range of the text, as start:end.", examples=["120:180"])] = None,
) -> Response:
    """What is known of a document, given by id or path: facts, headings and pages, and the text of a quote. A browser gets a page."""
    service = service_of(request)
    generation = service.live.assistant.generation
    if prefers_html(request):
        if generation.find(document) is None and quote is not None and {"path", "sha256"} <= request.query_params.keys():
            # A link of an answer from before the document was changed: what has become of the words is said there.
            place = {"document": document, "quote": quote, **{name: request.query_params[name] for name in ("sha256", "path")}}
            return Response(status_code=303, headers={"Location": f"/check?{urlencode(place, safe=':')}", **_VARIES})
        opened = Opened.named_in(request.query_params)
        return await service.workers.run(partial(document_page, generation, document, opened, _VARIES))

    def payload() -> dict[str, object]:
        found = generation.document(document)
        return document_payload(generation, found, parse_quote(found, quote) if quote is not None else None)

    return json_response(await service.workers.run(payload), _VARIES)
