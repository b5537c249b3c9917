"""The forms under an answer: share it, take it away, say whether it was right. They work without script."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from copro_qa.keeping.feedback import LONGEST_COMMENT, FeedbackStore, Verdict
from copro_qa.keeping.shared_answers import SharedAnswers
from copro_qa.service.exports.citation_styles import Style
from copro_qa.service.exports.files import ExportKind, export_file
from copro_qa.service.exports.taken import taken
from copro_qa.service.pages.again import Again, answered_again, read_again
from copro_qa.service.pages.rendering import render
from copro_qa.service.problems import Problem, Slip
from copro_qa.service.state import Service, service_of
from copro_qa.service.validation import unusable_text
from copro_qa.texts import texts

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.post("/share")
async def share(request: Request) -> Response:
    """Shares the answer to the form's question, and leads to its page."""
    again, service = await read_again(request), service_of(request)
    assistant = service.live.assistant

    def kept() -> str:
        (record,) = answered_again(assistant, again.form)
        return SharedAnswers(service.database).keep(record).id

    return Response(status_code=_SEE_OTHER, headers={"Location": f"/a/{await service.workers.run(kept)}"})


@router.post("/export")
async def export(request: Request) -> Response:
    """The answer, or the conversation, as a file or as a page to print."""
    again, service = await read_again(request), service_of(request)
    try:
        kind, style = ExportKind(again.fields.get("kind", "print")), Style(again.fields.get("style", "harvard"))
    except ValueError:
        raise _unusable("kind") from None
    if _is_whole(again):
        service.count_more(request, len(again.form.history))
    return await service.workers.run(partial(_exported, service, again, kind, style))


@router.post("/feedback/form")
async def feedback(request: Request) -> Response:
    """Keeps what a person says of the answer to the form's question."""
    again, service = await read_again(request), service_of(request)
    assistant = service.live.assistant
    comment = again.fields.get("comment", "").strip()
    try:
        verdict = Verdict(again.fields.get("verdict", ""))
    except ValueError:
        raise _unusable("verdict") from None
    if len(comment) > LONGEST_COMMENT or unusable_text(comment):
        raise _unusable("comment")

    def kept() -> None:
        (record,) = answered_again(assistant, again.form)
        FeedbackStore(service.database).keep(verdict, comment, record, [earlier.question for earlier in again.form.history])

    await service.workers.run(kept)
    return render("thanks.html", headers={"Cache-Control": "no-store"}, question=again.form.question, history=again.form.history)


def _exported(service: Service, again: Again, kind: ExportKind, style: Style) -> Response:
    records = answered_again(service.live.assistant, again.form, whole=_is_whole(again))
    conversation = taken(records, style, seen=again.generation)
    if kind is ExportKind.PRINT:
        return render("print.html", headers={"Cache-Control": "private, no-cache"}, taken=conversation)
    file = export_file(kind, conversation)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-cache"}
    return Response(file.content, headers=headers, media_type=file.media_type)


def _is_whole(again: Again) -> bool:
    """Whether all answers of the conversation are wanted: each is found again, at the cost of a question."""
    return again.fields.get("whole") == "1"


def _unusable(field: str) -> Problem:
    say = texts()
    return Problem(422, "invalid_input", errors=[Slip(say("slips.other.what"), f"body.{field}", say("slips.form.what_to_do"))])
