"""GET /documents/{document}/pages/{number}.png: a page as a picture, with a quote marked."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from copro_qa.document import Document
from copro_qa.errors import PageNotFound
from copro_qa.provenance.page_images import DEFAULT_WIDTH, LARGEST_WIDTH, SMALLEST_WIDTH, page_boxes
from copro_qa.service.document_payload import parse_quote
from copro_qa.service.negotiation import matches_etag
from copro_qa.service.routes.responses import problems
from copro_qa.service.state import service_of

__all__ = ["router"]

router = APIRouter(tags=["documents"])

# A document's id is made from its file's bytes, so the same address always shows the same picture.
_CACHE = "private, max-age=86400"


@router.get(
    "/documents/{document:path}/pages/{number:int}.png",
    response_class=Response,
    responses={
        200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}, "description": "The page."},
        304: {"description": "The client has this picture already."},
        **problems(404, 409, 422, 503),
    },
    summary="See a page of a document",
)
async def page_image(
    request: Request,
    document: str,
    number: int,
    quote: Annotated[str | None, Query(description="A range of the text to mark, as start:end.", examples=["120:180"])] = None,
    width: Annotated[int, Query(ge=SMALLEST_WIDTH, le=LARGEST_WIDTH, description="Pixels from left to right.")] = DEFAULT_WIDTH,
) -> Response:
    """A page of a PDF document, counted from 1, as PNG. What of the quote is printed on this page is marked."""
    service = service_of(request)
    generation = service.live.assistant.generation

    def found() -> tuple[Document, str]:
        known = generation.document(document)
        if number not in page_boxes(generation, known).pages:
            raise PageNotFound(known.source.path, len(known.pages), number)
        span = parse_quote(known, quote) if quote is not None else None
        shown = f"{known.id} {number} {width} {(span.start, span.end) if span else ''}"
        return known, f'"{hashlib.sha256(shown.encode()).hexdigest()[:32]}"'

    def drawn(known: Document) -> bytes:
        span = parse_quote(known, quote) if quote is not None else None
        boxes = page_boxes(generation, known).boxes(span.start, span.end) if span else ()
        return service.page_images.draw(known, number, width=width, boxes=boxes)

    known, etag = await service.workers.run(found)
    headers = {"ETag": etag, "Cache-Control": _CACHE}
    if matches_etag(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(await service.drawers.run(partial(drawn, known)), headers=headers, media_type="image/png")
