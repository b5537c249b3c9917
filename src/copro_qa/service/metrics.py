"""Counts and times for Prometheus. Nothing of a question or of who asked it."""

from __future__ import annotations

import time
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copro_qa.answer import Answer
from copro_qa.service.live_assistant import AnswersQuestions

__all__ = ["CONTENT_TYPE", "Metrics", "MetricsMiddleware"]

CONTENT_TYPE = CONTENT_TYPE_LATEST
_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


class Metrics:
    """The numbers of one service."""

    def __init__(self) -> None:
        # One of its own, so that two services in one process do not share numbers.
        self._registry = CollectorRegistry()
        self.requests = Counter("copro_qa_requests", "Requests answered.", ["method", "route", "status"], registry=self._registry)
        self.seconds = Histogram("copro_qa_request_seconds", "Time to answer a request.", ["route"], registry=self._registry)
        self._answers = Counter("copro_qa_answers", "Questions, by what came of them.", ["outcome"], registry=self._registry)
        self._ready = Gauge("copro_qa_ready", "1 when questions can be answered.", registry=self._registry)
        self._documents = Gauge("copro_qa_documents", "Documents in the index.", registry=self._registry)
        self._chunks = Gauge("copro_qa_chunks", "Passages in the index.", registry=self._registry)
        self._built = Gauge("copro_qa_generation", "The generation in use.", ["generation"], registry=self._registry)

    def count(self, answer: Answer) -> None:
        """Counts one question."""
        self._answers.labels(answer.reason.value if answer.reason else "answered").inc()

    def text(self, assistant: AnswersQuestions | None) -> bytes:
        """Everything in Prometheus' text format."""
        self._ready.set(0 if assistant is None else 1)
        self._built.clear()
        if assistant is not None:
            manifest = assistant.generation.manifest
            self._documents.set(len(manifest.entries))
            self._chunks.set(manifest.chunks)
            self._built.labels(manifest.generation).set(1)
        return generate_latest(self._registry)


class MetricsMiddleware:
    """Counts and times every request under the pattern of its route, never under its address."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            route: Any = scope.get("route")
            pattern = getattr(route, "path", None) or "none"
            # Any word can stand where the method does, and each would be kept for ever.
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.requests.labels(method, pattern, status).inc()
            self._metrics.seconds.labels(pattern).observe(time.perf_counter() - began)
