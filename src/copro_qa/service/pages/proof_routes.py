"""The pages of shared answers, and of the check of one quote."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from copro_qa.keeping.shared_answers import SharedAnswers
from copro_qa.provenance.effort import SERVICE_EFFORT
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.quote_check import check_citation
from copro_qa.provenance.verify import verify
from copro_qa.service.pages.proof_view import checked_views, place_view, summary_of
from copro_qa.service.pages.rendering import render
from copro_qa.service.state import Service, service_of
from copro_qa.service.texts import texts
from copro_qa.store.generation import Generation

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

# Search engines need not know what people share with each other.
_HEADERS = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}


@router.get("/a/{answer_id}")
async def shared(request: Request, answer_id: str) -> Response:
    """A shared answer, with what has become of its quotes since."""
    service = service_of(request)
    return await service.workers.run(partial(_shared_page, service, service.live.assistant.generation, answer_id))


def _shared_page(service: Service, generation: Generation, answer_id: str) -> Response:
    say = texts()
    kept = SharedAnswers(service.database).get(answer_id)
    answer = kept.answer
    check = verify(answer, GenerationLibrary(generation, effort=SERVICE_EFFORT))
    quotes, related = answer["quotes"], answer["related"]
    views = checked_views(check, [*quotes, *related])
    return render(
        "shared.html",
        headers=_HEADERS,
        question=kept.question,
        looked_for=answer["interpreted_as"],
        shared=say.day_of(kept.shared),
        built=say.day_of(answer["searched"]["built"]),
        summary=summary_of(check),
        quotes=views[: len(quotes)],
        parts_unanswered=answer["unanswered"],
        related=views[len(quotes) :],
        refusal=say(f"refusal.{answer['reason']}") if answer["reason"] else "",
        record=f"/answers/{kept.id}",
    )


@router.get("/check")
async def check(
    request: Request, document: str, quote: Annotated[str, Query(pattern=r"^[0-9]{1,9}:[0-9]{1,9}$")], sha256: str, path: str = ""
) -> Response:
    """Whether the words at this place still have this hash, in plain words."""
    service = service_of(request)
    start, _, end = quote.partition(":")
    citation = {"document": document, "path": path, "start": int(start), "end": int(end), "quote_sha256": sha256}
    library = GenerationLibrary(service.live.assistant.generation, effort=SERVICE_EFFORT)
    found = await service.workers.run(partial(check_citation, citation, library))
    return render("check.html", headers=_HEADERS, view=place_view(found))
