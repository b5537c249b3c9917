"""An answer as the page shows it. Text is sliced from spans; everything else comes from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_uppercase
from urllib.parse import urlencode

from copro_qa.answer import Answer, Citation, Quote, Reason
from copro_qa.document import Span
from copro_qa.payload import quote_link
from copro_qa.retrieval.filter import Filter
from copro_qa.service.flag_texts import flag_texts
from copro_qa.service.pages.narrowing import described, form_fields, searched_entries
from copro_qa.service.pages.pieces import Piece, cut
from copro_qa.service.understood import looked_for
from copro_qa.store.generation import Generation
from copro_qa.texts import texts

__all__ = ["LONGEST_CARRIED", "PlaceView", "QuoteView", "QuotedDocument", "TurnView", "sureness", "view_of"]

LONGEST_CARRIED = 1_500
"""Characters of a quote that the link to its check carries, to show the words of then. Not every address may be longer."""
_SURENESS = ((0.8, "high"), (0.5, "middle"), (0.0, "low"))
"""From which confidence on each wording holds: four times in five, and oftener than not. The confidence is a probability."""


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where words stand. ``letter`` is the document's in this answer; empty when it has only one."""

    title: str
    facts: list[str]
    """Publisher and date."""
    section: str
    page: str
    flags: list[str]
    link: str
    language: str | None
    letter: str


@dataclass(frozen=True, slots=True)
class QuoteView:
    """One quotation. ``gap`` says whether something was left out between the lead-in and the quoted words."""

    number: int
    pieces: list[Piece]
    lead: str | None
    gap: bool
    place: PlaceView
    also: list[PlaceView]
    check: str
    """The address that compares the words with their document."""
    citation: str
    """Where they stand, in one line."""


@dataclass(frozen=True, slots=True)
class QuotedDocument:
    """A document that an answer quotes, with the numbers of its quotations."""

    letter: str
    title: str
    facts: list[str]
    numbers: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """One question with what came of it."""

    question: str
    looked_for: str = ""
    """What was looked for, in a sentence, where that is not the question as it stands."""
    answered: bool = False
    summary: str = ""
    sureness: str = ""
    refusal: str = ""
    quotes: list[QuoteView] = field(default_factory=list)
    related: list[QuoteView] = field(default_factory=list)
    documents: list[QuotedDocument] = field(default_factory=list)
    """The documents quoted, when there is more than one."""
    unanswered: list[str] = field(default_factory=list)
    searched: str = ""
    narrowed: list[str] = field(default_factory=list)
    """What the documents were narrowed to, in words."""
    again: list[tuple[str, str]] = field(default_factory=list)
    """The form's fields with which the same question is asked again, to do something with its answer."""

    @property
    def title(self) -> str:
        """What the browser's window is called."""
        return texts()("ask.title_answered" if self.answered else "ask.title_refused", question=self.question)

    @property
    def announcement(self) -> str:
        """What a screen reader says when the answer has come."""
        say = texts()
        return f"{self.summary}. {self.sureness}" if self.answered else f"{say('refusal.title')}. {self.refusal}"


def view_of(answer: Answer, generation: Generation, only: Filter = Filter(), history: Sequence[tuple[str, str]] = ()) -> TurnView:
    """Everything that the page says about an answer from ``generation``, narrowed by ``only``.

    ``history`` holds the form's fields for the earlier questions, oldest first.
    """
    letters = _letters(answer.quotes)
    say = texts()
    return TurnView(
        question=answer.question,
        looked_for=looked_for(answer.question, answer.interpreted_as),
        answered=answer.answered,
        summary=_summary(answer.quotes) if answer.answered else "",
        sureness=say(f"sureness.{sureness(answer.confidence)}"),
        refusal=_refusal(answer, only),
        quotes=_quotes(answer.quotes, letters),
        related=_quotes(answer.related, {}),
        documents=_documents(answer.quotes, letters),
        unanswered=list(answer.unanswered),
        searched=_searched(answer, generation, only),
        narrowed=described(only, generation),
        again=[*history, ("question", answer.question), *form_fields(only), ("generation", answer.searched.generation)],
    )


def _refusal(answer: Answer, only: Filter) -> str:
    """Why there is no answer; empty where there is one."""
    if answer.reason is None:
        return ""
    is_narrowed = answer.reason is Reason.NOT_FOUND and only != Filter()
    return texts()("refusal.not_found_in_chosen" if is_narrowed else f"refusal.{answer.reason.value}")


def _searched(answer: Answer, generation: Generation, only: Filter) -> str:
    """How many documents were searched, how new the newest is, and when the index was brought up to date."""
    say = texts()
    count = answer.searched.documents
    newest = max((entry.source.published or "" for entry in searched_entries(only, generation)), default="")
    searched = say("answer.searched", count=count, built=say.day_of(answer.searched.built))
    return f"{searched} {say('answer.newest', date=say.date(newest))}" if newest and count > 1 else searched


def _letters(quotes: Sequence[Quote]) -> Mapping[str, str]:
    """A letter for each document, in the order in which they are quoted; none when there is only one."""
    ids = list(dict.fromkeys(quote.span.document.id for quote in quotes))
    return dict(zip(ids, ascii_uppercase, strict=False)) if len(ids) > 1 else {}


def _documents(quotes: Sequence[Quote], letters: Mapping[str, str]) -> list[QuotedDocument]:
    say = texts()
    listed = []
    for identity, letter in letters.items():
        numbers = [number for number, quote in enumerate(quotes, 1) if quote.span.document.id == identity]
        place = _place(Citation(numbers[0], quotes[numbers[0] - 1], quotes[numbers[0] - 1].span), (), letter)
        written = ", ".join(map(str, numbers))
        listed.append(QuotedDocument(letter, place.title, place.facts, say("answer.numbers", count=len(numbers), numbers=written)))
    return listed


def _summary(quotes: Sequence[Quote]) -> str:
    say = texts()
    documents = {quote.span.document.id for quote in quotes}
    return f"{say('answer.quotations', count=len(quotes))} {say('answer.from_documents', count=len(documents))}"


def sureness(confidence: float) -> str:
    """Which wording of the catalogue says how sure that is."""
    return next(name for least, name in _SURENESS if confidence >= least)


def _quotes(quotes: Sequence[Quote], letters: Mapping[str, str]) -> list[QuoteView]:
    all_spans = [quote.span for quote in quotes]
    return [
        _quote(quote, number, _place(Citation(number, quote, quote.span), all_spans, letters.get(quote.span.document.id, "")))
        for number, quote in enumerate(quotes, 1)
    ]


def _quote(quote: Quote, number: int, place: PlaceView) -> QuoteView:
    text = quote.span.document.text
    before = (quote.lead.end, quote.span.start) if quote.lead and quote.lead.end <= quote.span.start else (0, 0)
    return QuoteView(
        number=number,
        pieces=cut(quote.span, quote.key),
        lead=quote.lead.text if quote.lead else None,
        gap=bool(text[slice(*before)].strip()),
        place=place,
        also=[_place(Citation(number, quote, span), (), "") for span in quote.also],
        check=_check(quote.span),
        citation=_citation(Citation(number, quote, quote.span)),
    )


def _check(span: Span) -> str:
    path = span.document.source.path
    fields = {"document": span.document.id, "quote": f"{span.start}:{span.end}", "sha256": span.sha256, "path": path}
    if len(span.text) <= LONGEST_CARRIED:
        fields["words"] = span.text
    return f"/check?{urlencode(fields, safe=':')}"


def _citation(citation: Citation) -> str:
    pinpoint = texts()("answer.pinpoint", page=citation.page.label) if citation.page else ""
    return ", ".join(part for part in (citation.locator_with(pinpoint), citation.source.url) if part)


def _place(citation: Citation, all_spans: Sequence[Span], letter: str) -> PlaceView:
    source = citation.source
    others = ",".join(f"{span.document.id}:{span.start}:{span.end}" for span in all_spans)
    # A browser keeps conversations for longer than documents keep their ids.
    found_again = urlencode({"path": source.path, "sha256": citation.span.sha256})
    return PlaceView(
        title=source.title,
        facts=[fact for fact in (source.publisher, (source.published or "")[:4]) if fact],
        section=" › ".join(citation.section),
        page=citation.page.label if citation.page else "",
        flags=flag_texts(citation.flags, citation.ocr_confidence),
        link=f"{quote_link(citation.span)}{f'&quotes={others}' if len(all_spans) > 1 else ''}&{found_again}#quote",
        language=source.language,
        letter=letter,
    )
