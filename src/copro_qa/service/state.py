"""What the routes share: one value, made with the app and closed with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import Request

from copro_qa.keeping.database import StateDatabase
from copro_qa.provenance.page_images import PageImages
from copro_qa.service.editing import Editing
from copro_qa.service.kept_generations import KeptGenerations
from copro_qa.service.limits import RateLimiter, count_questions
from copro_qa.service.live_assistant import LiveAssistant
from copro_qa.service.metrics import Metrics
from copro_qa.service.workers import Workers

__all__ = ["Service", "service_of"]


@dataclass(slots=True)
class Service:
    """What answers, what draws pages, what editors do, what people leave, what compares earlier generations, and numbers."""

    live: LiveAssistant
    workers: Workers
    page_images: PageImages
    drawers: Workers
    editing: Editing
    database: StateDatabase
    generations: KeptGenerations
    comparers: Workers
    limiter: RateLimiter | None = None
    """None where as many questions may be asked as one likes."""
    metrics: Metrics = field(default_factory=Metrics)
    suggestions: tuple[str, ...] = ()

    def count_more(self, request: Request, questions: int) -> None:
        """Counts questions that a request costs beyond the first, never fewer than none. Raises Problem (429) when they are too many."""
        count_questions(self.limiter, request.scope, max(0, questions), counted=1)


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service
