"""The addresses for people: the page to ask on, and what it is made with."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from copro_qa.errors import IndexUnavailable, ModelUnavailable
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.pages.answer_view import TurnView, view_of
from copro_qa.service.pages.ask_form import AskForm, read_form
from copro_qa.service.pages.rendering import STATIC_TYPES, render, static_file
from copro_qa.service.problems import Problem, problem_of
from copro_qa.service.security import refuse_other_sites
from copro_qa.service.state import Service, service_of
from copro_qa.service.texts import texts

__all__ = ["problem_page", "router"]

router = APIRouter(include_in_schema=False)

_TURNS_SHOWN_AGAIN = 3
"""Each is answered again, at the cost of a question. Older ones are listed."""
_EMPTY = AskForm("", (), None)
# Not no-store: a browser could not go back from a document to the answer that led there, since the page came by POST.
# It is shown again from the browser's own memory only, and checked again otherwise.
_CACHE = {"Cache-Control": "private, no-cache"}


@router.get("/")
async def start(request: Request) -> Response:
    """An empty conversation."""
    return _page(service_of(request), _EMPTY, [])


@router.post("/")
async def ask(request: Request) -> Response:
    """The conversation with one more question in it. Nothing of it is kept: the page carries it."""
    refuse_other_sites(request)
    form = await read_form(request)
    service = service_of(request)
    try:
        assistant = service.live.assistant
    except (IndexUnavailable, ModelUnavailable):
        return _page(service, form, [], status=503)
    questions = [*form.history, *([] if form.error else [form.question])]
    turns = [
        await service.workers.run(partial(_turn, service, assistant, questions, place))
        for place in range(max(0, len(questions) - _TURNS_SHOWN_AGAIN - 1), len(questions))
    ]
    return _page(service, form, turns, status=422 if form.error else 200)


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """A style sheet or picture. Its address changes with its content."""
    try:
        content = static_file(name)
    except KeyError:
        raise Problem(404, "no_such_address") from None
    return Response(content, headers={"Cache-Control": "public, max-age=31536000, immutable"}, media_type=STATIC_TYPES[name])


def problem_page(problem: Problem) -> Response:
    """A problem as a page."""
    headers = {**problem.headers, "Cache-Control": "no-store"}
    return render("problem.html", status=problem.status, headers=headers, problem=problem)


def _turn(service: Service, assistant: AnswersQuestions, questions: list[str], place: int) -> TurnView:
    answer = assistant.ask(questions[place], history=questions[:place])
    if place == len(questions) - 1:
        service.metrics.count(answer)
    return view_of(answer)


def _page(service: Service, form: AskForm, turns: list[TurnView], *, status: int = 200) -> Response:
    history = [*form.history, *([] if form.error or not form.question else [form.question])]
    newest = None if form.error or not turns else turns[-1]
    return render(
        "ask.html",
        status=status,
        headers=_CACHE,
        title=_title(form, newest),
        unavailable=_unavailable(service),
        earlier=history[: len(history) - len(turns)] if turns else [],
        turns=turns,
        newest=newest,
        history=history,
        error=form.error,
        written=form.question if form.error or not turns else "",
        suggestions=service.suggestions,
    )


def _title(form: AskForm, newest: TurnView | None) -> str:
    say = texts()
    if form.error:
        return say("ask.title_error", message=form.error)
    if newest is None:
        return say("ask.title")
    return say("ask.title_answered" if newest.answered else "ask.title_refused", question=newest.question)


def _unavailable(service: Service) -> str | None:
    """Why no question can be answered at the moment, and what to do; None when questions can be."""
    try:
        service.live.assistant  # noqa: B018  raises the reason
    except (IndexUnavailable, ModelUnavailable) as error:
        return texts()(f"unavailable.{problem_of(error).name}")
    return None
