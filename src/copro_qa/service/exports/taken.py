"""What is taken away: answers of the service as JSON records, with notes and references in one citation style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from copro_qa.service.exports.citation_styles import Style, styled
from copro_qa.service.exports.references import Item, csl_items
from copro_qa.service.flag_texts import flag_texts
from copro_qa.service.understood import looked_for
from copro_qa.texts import texts

__all__ = ["TakenAnswer", "TakenConversation", "TakenQuote", "taken"]

Record = Mapping[str, Any]
"""An answer as ``payload.answer_payload`` writes it."""


@dataclass(frozen=True, slots=True)
class TakenQuote:
    """One quote with its note. ``number`` counts through the whole conversation."""

    number: int
    lead: str | None
    words: str
    note: str


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """One question with its quotes; or why there are none, and the nearest passages."""

    question: str
    looked_for: str
    """A sentence; empty where the question was looked for as it stands."""
    refusal: str | None
    searched: str
    quotes: Sequence[TakenQuote]
    related: Sequence[TakenQuote]
    unanswered: Sequence[str]
    """The parts of the question that nothing answers."""


@dataclass(frozen=True, slots=True)
class TakenConversation:
    """Everything that an export shows."""

    records: Sequence[Record]
    answers: Sequence[TakenAnswer]
    items: Sequence[Item]
    works: Sequence[str]
    licences: Sequence[tuple[str, str]]
    """Title and licence of each quoted document."""
    generation: str
    notice: str | None
    """That the documents have changed since the person saw the answers."""


def taken(records: Sequence[Record], style: Style, *, seen: str | None = None) -> TakenConversation:
    """What there is to take away. ``seen`` is the generation that the person saw the answers from."""
    say = texts()
    citations = [quote["citation"] for quote in _quotes(records)]
    items = csl_items(citations)
    cited = styled(style, items, [(citation["document"], citation["page_label"]) for citation in citations])
    numbered = iter(
        [_quote(number, quote, note) for number, (quote, note) in enumerate(zip(_quotes(records), cited.notes, strict=True), 1)]
    )
    answers = [
        TakenAnswer(
            record["question"],
            looked_for(record["question"], record["interpreted_as"]),
            say(f"refusal.{record['reason']}") if record["reason"] else None,
            say("answer.searched", count=record["searched"]["documents"], built=say.day_of(record["searched"]["built"])),
            [next(numbered) for _ in record["quotes"]],
            [next(numbered) for _ in record["related"]],
            record["unanswered"],
        )
        for record in records
    ]
    generation = records[-1]["searched"]["generation"]
    return TakenConversation(
        records=records,
        answers=answers,
        items=items,
        works=cited.works,
        licences=[(item["title"], item.get("note") or say("export.no_licence")) for item in items],
        generation=generation,
        notice=say("export.changed") if seen and seen != generation else None,
    )


def _quotes(records: Sequence[Record]) -> Iterator[Record]:
    for record in records:
        yield from record["quotes"]
        yield from record["related"]


def _quote(number: int, quote: Record, note: str) -> TakenQuote:
    """The note names title and section too where the style does not: what it says must lead to the place without this service."""
    say, citation = texts(), quote["citation"]
    parts = [note.rstrip(".") + "."]
    if citation["title"] not in note:
        parts.append(f"{citation['title']}.")
    if citation["section"]:
        parts.append(say("export.section", section=" › ".join(citation["section"])))
    parts.extend(f"{text}." for text in flag_texts(citation["flags"], citation.get("ocr_confidence")))
    return TakenQuote(number, quote["lead"]["text"] if quote["lead"] else None, quote["text"], " ".join(parts))
