"""The pages of shared answers, and of the check of one quote."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from copro_qa.errors import CheckTooLong, InvalidInput
from copro_qa.keeping.shared_answers import SharedAnswer, SharedAnswers
from copro_qa.provenance.effort import SERVICE_EFFORT
from copro_qa.provenance.library import GenerationLibrary
from copro_qa.provenance.quote_check import check_citation
from copro_qa.provenance.verify import verify
from copro_qa.service.pages.answer_view import LONGEST_CARRIED, sureness
from copro_qa.service.pages.proof_view import checked_views, place_view, summary_of
from copro_qa.service.pages.rendering import render
from copro_qa.service.problems import Problem
from copro_qa.service.state import Service, service_of
from copro_qa.service.understood import looked_for
from copro_qa.store.generation import Generation
from copro_qa.texts import texts

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
    kept = SharedAnswers(service.database).get(answer_id)
    try:
        shown = _shown(kept, generation)
    except CheckTooLong:
        raise
    except (InvalidInput, KeyError, TypeError, ValueError, AttributeError):
        # It was given out by this service, so someone has changed it, or the disk has.
        raise Problem(500, "shared_damaged") from None
    return render("shared.html", headers=_HEADERS, **shown)


def _shown(kept: SharedAnswer, generation: Generation) -> dict[str, Any]:
    say, answer = texts(), kept.answer
    check = verify(answer, GenerationLibrary(generation, effort=SERVICE_EFFORT))
    quotes, related, built = answer["quotes"], answer["related"], say.day_of(answer["searched"]["built"])
    return {
        "question": answer["question"],
        "looked_for": looked_for(answer["question"], answer["interpreted_as"]),
        "shared": say.day_of(kept.shared),
        "built": built,
        "summary": summary_of(check),
        "changed": not check.verified,
        "sureness": say(f"sureness.{sureness(answer['confidence'])}"),
        "quotes": checked_views(check.quotes[: len(quotes)], quotes),
        "parts_unanswered": answer["unanswered"],
        "related": checked_views(check.quotes[len(quotes) :], related),
        "refusal": say(f"refusal.{answer['reason']}") if answer["reason"] else "",
        "searched": say("answer.searched", count=answer["searched"]["documents"], built=built),
        "record": f"/answers/{kept.id}",
    }


@router.get("/check")
async def check(
    request: Request,
    document: str,
    quote: Annotated[str, Query(pattern=r"^[0-9]{1,9}:[0-9]{1,9}$")],
    sha256: str,
    path: str = "",
    words: Annotated[str, Query(max_length=LONGEST_CARRIED)] = "",
) -> Response:
    """Whether the words at this place still have this hash, in plain words. ``words``, if they have it, are shown beside those of today."""
    service = service_of(request)
    start, _, end = quote.partition(":")
    citation = {"document": document, "path": path, "start": int(start), "end": int(end), "quote_sha256": sha256}
    library = GenerationLibrary(service.live.assistant.generation, effort=SERVICE_EFFORT)
    # Words that do not have the hash are nobody's quotation, and are not shown.
    quoted = words if hashlib.sha256(words.encode("utf-8", "replace")).hexdigest() == sha256 else None
    found = await service.workers.run(partial(check_citation, citation, library, words=quoted))
    return render("check.html", headers=_HEADERS, view=place_view(found, quoted))
