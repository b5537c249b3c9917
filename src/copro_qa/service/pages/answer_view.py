"""An answer as the page shows it. Text is sliced from spans; everything else comes from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field

from copro_qa.answer import Answer, Citation, Quote
from copro_qa.payload import quote_link
from copro_qa.service.pages.pieces import Piece, cut
from copro_qa.service.texts import texts

__all__ = ["PlaceView", "QuoteView", "TurnView", "view_of"]

_SURENESS = ((0.85, "high"), (0.65, "middle"), (0.0, "low"))
"""From which confidence on each wording holds."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where words stand."""

    title: str
    facts: list[str]
    """Publisher and date."""
    section: str
    page: str
    flags: list[str]
    link: str
    language: str | None


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quotation. ``gap`` says whether something was left out between the lead-in and the quoted words."""

    number: int
    pieces: list[Piece]
    lead: str | None
    gap: bool
    place: PlaceView
    also: list[PlaceView]


@dataclass(frozen=True, slots=True)
class TurnView:
    """One question with what came of it."""

    question: str
    looked_for: str | None = None
    answered: bool = False
    summary: str = ""
    sureness: str = ""
    refusal: str = ""
    quotes: list[QuoteView] = field(default_factory=list)
    related: list[QuoteView] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    searched: str = ""


def view_of(answer: Answer) -> TurnView:
    """Everything that the page says about an answer."""
    say = texts()
    searched = say("answer.searched", count=answer.searched.documents, built=say.day_of(answer.searched.built))
    return TurnView(
        question=answer.question,
        looked_for=answer.interpreted_as,
        answered=answer.answered,
        summary=_summary(answer.quotes) if answer.answered else "",
        sureness=say(f"sureness.{_sureness(answer.confidence)}"),
        refusal=say(f"refusal.{answer.reason.value}") if answer.reason else "",
        quotes=[_quote(quote, number) for number, quote in enumerate(answer.quotes, 1)],
        related=[_quote(quote, number) for number, quote in enumerate(answer.related, 1)],
        unanswered=list(answer.unanswered),
        searched=searched,
    )


def _summary(quotes: tuple[Quote, ...]) -> str:
    say = texts()
    documents = {quote.span.document.id for quote in quotes}
    return f"{say('answer.quotations', count=len(quotes))} {say('answer.from_documents', count=len(documents))}"


def _sureness(confidence: float) -> str:
    return next(name for least, name in _SURENESS if confidence >= least)


def _quote(quote: Quote, number: int) -> QuoteView:
    text = quote.span.document.text
    before = (quote.lead.end, quote.span.start) if quote.lead and quote.lead.end <= quote.span.start else (0, 0)
    return QuoteView(
        number=number,
        pieces=cut(quote.span, quote.key),
        lead=quote.lead.text if quote.lead else None,
        gap=bool(text[slice(*before)].strip()),
        place=_place(Citation(number, quote, quote.span)),
        also=[_place(Citation(number, quote, span)) for span in quote.also],
    )


def _place(citation: Citation) -> PlaceView:
    say, source = texts(), citation.source
    return PlaceView(
        title=source.title,
        facts=[fact for fact in (source.publisher, (source.published or "")[:4]) if fact],
        section=" › ".join(citation.section),
        page=citation.page.label if citation.page else "",
        flags=[say(f"flags.{flag.value}") for flag in citation.flags],
        link=quote_link(citation.span) + "#quote",
        language=source.language,
    )
