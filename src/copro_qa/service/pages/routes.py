"""The addresses for people: the page to ask on, and what it is made with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fastapi import APIRouter, Request, Response

from copro_qa.errors import IndexUnavailable, ModelUnavailable
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.pages.answer_view import TurnView, view_of
from copro_qa.service.pages.ask_form import Asked, AskForm, read_form
from copro_qa.service.pages.narrowing import Choices, choices, read_chosen
from copro_qa.service.pages.rendering import STATIC_TYPES, render, static_file
from copro_qa.service.problems import Problem, problem_of
from copro_qa.service.security import refuse_other_sites
from copro_qa.service.state import Service, service_of
from copro_qa.texts import texts

__all__ = ["problem_page", "router"]

router = APIRouter(include_in_schema=False)

_TURNS_SHOWN_AGAIN = 3
"""Each is answered again, at the cost of a question. Older ones are listed."""
# Not no-store: a browser could not go back from a document to the answer that led there, since the page came by POST.
# It is shown again from the browser's own memory only, and checked again otherwise.
_CACHE = {"Cache-Control": "private, no-cache"}


@router.get("/")
async def start(request: Request) -> Response:
    """An empty conversation. Documents and collections to ask in can be named in the address, as the form names them."""
    form = AskForm("", (), None, read_chosen(request.query_params.multi_items()))
    return _page(service_of(request), form, [])


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
    trouble = form.error or form.chosen.trouble(assistant.generation)
    asked = [*form.history, *([] if trouble else [Asked(form.question, form.chosen)])]
    shown = range(max(0, len(asked) - _TURNS_SHOWN_AGAIN - 1), len(asked))
    service.count_more(request, len(shown) - 1)
    turns = [await service.workers.run(partial(_turn, service, assistant, asked, place)) for place in shown]
    return _page(service, form, turns, status=422 if trouble else 200)


@router.get("/accessibility")
async def accessibility() -> Response:
    """What was done so that everybody can use the pages, and what was and was not tested."""
    return render("accessibility.html", headers=_CACHE)


@router.get("/static/{name}")
async def static(name: str) -> Response:
    """A style sheet, script or picture. Its address changes with its content."""
    try:
        content = static_file(name)
    except KeyError:
        raise Problem(404, "no_such_address") from None
    return Response(content, headers={"Cache-Control": "public, max-age=31536000, immutable"}, media_type=STATIC_TYPES[name])


def problem_page(problem: Problem) -> Response:
    """A problem as a page."""
    headers = {**problem.headers, "Cache-Control": "no-store"}
    return render("problem.html", status=problem.status, headers=headers, problem=problem)


def _turn(service: Service, assistant: AnswersQuestions, asked: Sequence[Asked], place: int) -> TurnView:
    only = asked[place].chosen
    if only.trouble(assistant.generation):
        # A document that was chosen for an earlier question has gone since. The question is still shown.
        return TurnView(asked[place].question, refusal=texts()("narrow.error_document"))
    history = [earlier.question for earlier in asked[:place]]
    answer = assistant.ask(asked[place].question, history=history, only=only.narrowed())
    if place == len(asked) - 1:
        service.metrics.count(answer)
    earlier = [field for each in asked[:place] for field in (("history", each.question), ("history_in", each.chosen.written()))]
    return view_of(answer, assistant.generation, only.narrowed(), earlier)


def _page(service: Service, form: AskForm, turns: list[TurnView], *, status: int = 200) -> Response:
    offered, unavailable = _offered(service, form)
    trouble = form.error or (offered.error if offered else "")
    history = [*form.history, *([] if trouble or not turns else [Asked(form.question, form.chosen)])]
    newest = None if trouble or not turns else turns[-1]
    return render(
        "ask.html",
        status=status,
        headers=_CACHE,
        title=_title(trouble, newest),
        unavailable=unavailable,
        earlier=[asked.question for asked in history[: len(history) - len(turns)]] if turns else [],
        turns=turns,
        newest=newest,
        history=history,
        error=form.error,
        narrow=offered,
        written=form.question if trouble or not turns else "",
        suggestions=service.suggestions,
    )


def _title(trouble: str, newest: TurnView | None) -> str:
    say = texts()
    if trouble:
        return say("ask.title_error", message=trouble)
    return newest.title if newest else say("ask.title")


def _offered(service: Service, form: AskForm) -> tuple[Choices | None, str | None]:
    """What can be chosen; or why no question can be answered at the moment, and what to do."""
    try:
        return choices(service.live.assistant.generation, form.chosen), None
    except (IndexUnavailable, ModelUnavailable) as error:
        return None, texts()(f"unavailable.{problem_of(error).name}")
