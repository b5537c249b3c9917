"""The service: the chat page and the API in one app, and the server that runs it."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.types import Receive, Scope, Send

from copro_qa.errors import CoproQaError, InvalidInput, StateUnavailable
from copro_qa.keeping.database import StateDatabase
from copro_qa.models.reader import Reader
from copro_qa.models.remembering_embedder import RememberingEmbedder
from copro_qa.provenance.page_images import PageImages
from copro_qa.service.body_limit import BodyLimit
from copro_qa.service.connections import BoundedProtocol
from copro_qa.service.editing import Editing
from copro_qa.service.faults import FaultNet
from copro_qa.service.hosts import KnownHosts
from copro_qa.service.kept_generations import AssistantOver, KeptGenerations
from copro_qa.service.limits import QuestionLimit, RateLimiter
from copro_qa.service.live_assistant import AnswersQuestions, AssistantSource, LiveAssistant
from copro_qa.service.metrics import MetricsMiddleware
from copro_qa.service.negotiation import prefers_html
from copro_qa.service.openapi import describe
from copro_qa.service.pages import proof_routes, take_routes
from copro_qa.service.pages import routes as pages
from copro_qa.service.pages.suggestions import suggested_questions
from copro_qa.service.problems import Problem, problem_of, problem_response
from copro_qa.service.routes import documents, editors, feedback, generations, health, page_images, proof, questions, shared
from copro_qa.service.security import SecurityHeaders
from copro_qa.service.server import Server
from copro_qa.service.state import Service
from copro_qa.service.validation import problem_of_validation
from copro_qa.service.workers import Workers
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from copro_qa.wiring import check_embedder, embedder_factory, open_question_embedder, open_with_models, wire_assistant

__all__ = ["create_app", "serve"]

_MOST_AT_ONCE = 4
_MOST_WAITING = 32
"""At some 100 ms a question, the last in the queue waits for a second or two."""
_MOST_PICTURES_WAITING = 24
_MOST_COMPARISONS_WAITING = 8
_SECONDS_TO_FINISH = 5
_WARMING = "What is co-production, and who has to plan it?"

log = logging.getLogger("copro_qa.service")


def create_app(settings: Settings, assistant_source: AssistantSource | None = None, assistant_over: AssistantOver | None = None) -> FastAPI:
    """The app. It starts at once: the index is opened in the background, and without one every page says what to do.

    ``assistant_source`` opens an assistant over the generation in use, ``assistant_over`` one over any generation; left out, they are those
    that ``settings`` describes.
    """

    def suggest(assistant: AnswersQuestions) -> None:
        service.suggestions = suggested_questions(assistant.generation)

    assistants = _Assistants(settings)
    live = LiveAssistant(assistant_source or assistants.open_current, settings.index, opened=suggest)
    service = Service(
        live,
        Workers(threads=min(_MOST_AT_ONCE, os.cpu_count() or 1), waiting=_MOST_WAITING),
        PageImages(settings.corpus),
        # One at a time is drawn, in a process of its own, so that pictures never take the threads of questions.
        Workers(threads=1, waiting=_MOST_PICTURES_WAITING),
        Editing(settings.editor_key, settings.corpus, settings.index, settings.model),
        StateDatabase(settings.state),
        KeptGenerations(settings.index, assistant_over or assistants.over),
        # One comparison at a time: some take seconds, and questions come first.
        Workers(threads=1, waiting=_MOST_COMPARISONS_WAITING),
        RateLimiter(settings.questions_per_minute) if settings.questions_per_minute else None,
    )

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        live.start()
        yield
        live.stop()
        await service.editing.close()
        service.workers.close()
        service.drawers.close()
        service.comparers.close()
        service.page_images.close()

    app = FastAPI(
        title="copro-qa",
        version=_version(),
        summary="Answers about co-production policy in Scotland: verbatim quotes with their citations.",
        # FastAPI's pages of documentation load script from another host.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # What is asked goes nowhere, whatever OpenTelemetry is set up to do.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        lifespan=running,
        middleware=_middleware(settings, service),
        exception_handlers={
            Problem: _handle,
            CoproQaError: _handle,
            HTTPException: _handle,
            RequestValidationError: _handle,
        },
    )
    app.state.service = service
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's own way of changing it
    for_people = (pages, proof_routes, take_routes)
    for module in (*for_people, questions, proof, generations, shared, feedback, page_images, documents, editors, health):
        app.include_router(module.router)
    return app


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Says the address in one line. Raises InvalidInput when the address cannot be listened on."""
    listening = _listen(settings.host, settings.port)
    _log_plainly()
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    log.info("The chat page and the API are at http://%s:%s", host, listening.getsockname()[1])
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        http=BoundedProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=_SECONDS_TO_FINISH,
    )
    Server(config, app.state.service.editing.stop_telling).run(sockets=[listening])


def _middleware(settings: Settings, service: Service) -> list[Middleware]:
    """From the outermost to the innermost."""
    limited = [Middleware(QuestionLimit, _send_problem, service.limiter)] if service.limiter else []
    uploads = {("POST", "/documents"): settings.upload_megabytes * 2**20} if settings.editor_key else {}
    return [
        Middleware(SecurityHeaders),
        Middleware(MetricsMiddleware, service.metrics),
        Middleware(FaultNet, _send_problem),
        Middleware(KnownHosts, _send_problem, listening_on=settings.host, allowed=settings.allowed_hosts),
        *limited,
        Middleware(BodyLimit, _send_problem, uploads=uploads),
    ]


class _Assistants:
    """Makes assistants; the reader and the embedding model, with the vectors of sentences that came up, are kept from one to the next."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._factory = embedder_factory(settings.model, threads=settings.threads)
        self._embedder: RememberingEmbedder | None = None
        self._reader: Reader | None = None

    def open_current(self) -> AnswersQuestions:
        """See AssistantSource."""
        if self._embedder is None:
            generation, embedder, self._reader = open_with_models(self._settings, self._factory)
            self._embedder = RememberingEmbedder(embedder)
            return self.over(generation)
        assistant = self.over(open_current(self._settings.index))
        # So that files are read and caches filled before anyone waits for it: until then the old generation answers.
        assistant.ask(_WARMING)
        return assistant

    def over(self, generation: Generation) -> AnswersQuestions:
        """See AssistantOver."""
        check_embedder(generation, self._factory)
        if self._embedder is None:
            self._embedder = RememberingEmbedder(open_question_embedder(self._settings, self._factory))
        return wire_assistant(self._settings, generation, self._embedder, self._reader)


async def _handle(request: Request, error: Exception) -> Response:
    """Any error that was foreseen, as a page or as a problem body."""
    if isinstance(error, StateUnavailable):
        log.error("%s", error)
    problem = problem_of_validation(error) if isinstance(error, RequestValidationError) else problem_of(error)
    answer = pages.problem_page(problem) if prefers_html(request) else problem_response(problem)
    answer.headers["Vary"] = "Accept"
    return answer


async def _send_problem(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    answer = await _handle(Request(scope), problem)
    await answer(scope, receive, send)


def _version() -> str:
    try:
        return version("copro-qa")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidInput(
            f"The service cannot listen on {host}, port {port}: {error.strerror or error}. Choose another with --port or --host."
        ) from None


def _log_plainly() -> None:
    """Plain lines on standard error, for a person. Requests are not logged: their addresses can say what someone read."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.getLogger("copro_qa").addHandler(handler)
    logging.getLogger("copro_qa").setLevel(logging.INFO)
