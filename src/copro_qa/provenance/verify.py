"""Checks whole answers: slices every quote again, compares character for character, and rebuilds every field that is evidence.

What is given is JSON as ``copro_qa.payload`` writes it, from anywhere, and nothing in it is believed. Words and their place decide the
outcome; whatever else differs is a finding. Only a check in which every outcome is identical, without a finding, has verified.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from copro_qa.answer import Citation, Quote
from copro_qa.document import Span
from copro_qa.errors import InvalidInput
from copro_qa.payload import canonical_json, citation_payload, quote_link, record_sha256
from copro_qa.provenance.findings import Finding, Record, as_record
from copro_qa.provenance.library import Library
from copro_qa.provenance.locate import Outcome
from copro_qa.provenance.quote_check import QuoteCheck, check_citation, check_quote

__all__ = ["Check", "check_payload", "verify"]

MOST_PLACES = 200
"""Quotes and other places in one answer. Twice the most that one has stay below it."""
_NOT_IN_HASH = frozenset({"answer_sha256", "id"})
"""``copro-qa ask --batch`` puts the id of the question beside the answer."""


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one answer, quote or citation. ``findings`` are about the answer as a whole."""

    quotes: tuple[QuoteCheck, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether nothing at all differs."""
        return not self.findings and all(quote.verified for quote in self.quotes)

    @property
    def outcomes(self) -> Counter[Outcome]:
        """How many quotes, and other places that say the same, came to what."""
        return Counter(each.outcome for quote in self.quotes for each in (quote, *quote.also))


def verify(given: object, library: Library) -> Check:
    """Checks an answer, several (``{"answers": […]}``, or one under ``answer``), a quote, or a citation without its words.

    Raises InvalidInput for anything else.
    """
    record = as_record(given, "What is to be checked")
    try:
        canonical_json(record).encode()
    except (UnicodeEncodeError, RecursionError) as error:
        raise InvalidInput("What is to be checked holds half a character, or is nested too deeply. Give it as it was answered.") from error
    return _checked(record, library)


def _checked(record: Record, library: Library) -> Check:
    if "answers" in record or "answer" in record:
        answers = record.get("answers", [record.get("answer")])
        if not isinstance(answers, list) or not answers:
            raise InvalidInput("There is no answer under “answers”. Give what was exported.")
        checks = [_check_answer(as_record(answer, "An answer"), library) for answer in answers]
        return Check(tuple(quote for check in checks for quote in check.quotes), tuple(each for check in checks for each in check.findings))
    if "quotes" in record:
        return _check_answer(record, library)
    if "citation" in record:
        return Check((check_quote(record, library),))
    if "quote_sha256" in record:
        return Check((check_citation(record, library),))
    raise InvalidInput("This is no answer, quote or citation. Give what copro-qa ask --json or POST /ask has answered, or a part of it.")


def _check_answer(record: Record, library: Library) -> Check:
    quotes, related = record.get("quotes"), record.get("related", [])
    if not isinstance(quotes, list) or not isinstance(related, list):
        raise InvalidInput('"quotes" and "related" of an answer must be lists. Give what copro-qa ask --json or POST /ask has answered.')
    shown = [as_record(quote, "A quote") for quote in (*quotes, *related)]
    places = len(shown) + sum(len(also) for quote in shown if isinstance(also := quote.get("also"), list))
    if places > MOST_PLACES:
        raise InvalidInput(f"{places} places are too many to check at once. Check at most {MOST_PLACES}: one answer at a time.")
    return Check(tuple(check_quote(quote, library) for quote in shown), tuple(_about_the_answer(record, quotes, related)))


def _about_the_answer(record: Record, quotes: Sequence[Any], related: Sequence[Any]) -> list[Finding]:
    findings = []
    if record.get("answered", bool(quotes)) is not bool(quotes):
        findings.append(Finding("answered", record["answered"], bool(quotes)))
    for name, listed in (("quotes", quotes), ("related", related)):
        numbers = [quote["citation"].get("number", place) for place, quote in enumerate(listed, 1)]
        if numbers != list(range(1, len(listed) + 1)):
            findings.append(Finding(f"{name} numbered", numbers, list(range(1, len(listed) + 1))))
    digest = record_sha256({name: value for name, value in record.items() if name not in _NOT_IN_HASH})
    if record.get("answer_sha256") != digest:
        findings.append(Finding("answer_sha256", record.get("answer_sha256"), digest))
    return findings


def check_payload(check: Check, against: str) -> dict[str, object]:
    """A check as JSON. ``against`` is the id of the generation, or the names of the files, that it was checked against."""
    outcomes = check.outcomes
    return {
        "verified": check.verified,
        "against": against,
        **{outcome.value: outcomes[outcome] for outcome in Outcome},
        "findings": [_finding(finding) for finding in check.findings],
        "quotes": [_quote(quote) for quote in check.quotes],
    }


def _quote(check: QuoteCheck) -> dict[str, object]:
    return {
        "outcome": check.outcome.value,
        "verified": check.verified,
        "title": _text(check.citation.get("title")),
        "path": _text(check.citation.get("path")),
        "text": check.text,
        "findings": [_finding(finding) for finding in check.findings],
        "now": _now(check.span) if check.span is not None else None,
        "also": [_quote(place) for place in check.also],
    }


def _now(span: Span) -> dict[str, object]:
    """Where the words, or the passage nearest to them, stand now."""
    quote = Quote(span, 0.0)
    return {"id": quote.id, "text": span.text, "citation": citation_payload(Citation(1, quote, span)), "link": quote_link(span)}


def _finding(finding: Finding) -> dict[str, object]:
    return {"field": finding.field, "given": finding.given, "found": finding.found}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
