"""Checked quotes as the pages show them: what was given, what has become of it, and what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_uppercase
from typing import Any

from copro_qa.answer import Quote
from copro_qa.document import Span
from copro_qa.payload import quote_link, quote_payload
from copro_qa.provenance.changes import Change, changes
from copro_qa.provenance.findings import Finding
from copro_qa.provenance.locate import Outcome
from copro_qa.provenance.quote_check import QuoteCheck
from copro_qa.provenance.verify import Check
from copro_qa.service.flag_texts import flag_texts
from copro_qa.service.pages.pieces import Piece, cut_words
from copro_qa.texts import texts

__all__ = ["CheckedView", "checked_views", "place_view", "summary_of"]

_SHOWN = frozenset({"citation.title", "citation.publisher", "citation.published", "citation.licence", "citation.flags", "citation.authors"})
"""Facts of which a difference is said to people; other fields follow from the words and their place."""


@dataclass(frozen=True, slots=True)
class CheckedView:
    """One quote. ``changes`` compares the words with those of today, where they differ; ``link`` leads to where they stand now."""

    number: int
    title: str
    facts: list[str]
    section: str
    page: str
    licence: str
    flags: list[str]
    letter: str
    """The document's in this answer; empty when it has only one."""
    lead: str
    words: str
    pieces: list[Piece]
    """The words, with those marked that carry the answer."""
    outcome: str
    outcome_text: str
    link: str
    changes: list[Change] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    hashes: list[tuple[str, str]] = field(default_factory=list)


def checked_views(checked: Sequence[QuoteCheck], quotes: Sequence[Mapping[str, Any]]) -> list[CheckedView]:
    """The quotes of an answer, which was kept as it was given out, beside what came of them."""
    ids = list(dict.fromkeys(quote["citation"]["document"] for quote in quotes))
    letters = dict(zip(ids, ascii_uppercase, strict=False)) if len(ids) > 1 else {}
    return [_view(quote, outcome, letters.get(quote["citation"]["document"], "")) for quote, outcome in zip(quotes, checked, strict=True)]


def summary_of(check: Check) -> str:
    """Whether anything has changed, in one sentence."""
    say = texts()
    if check.findings:
        return say("proof.record_changed")
    changed = sum(quote.outcome is not Outcome.IDENTICAL for quote in check.quotes)
    return say("proof.changed", count=changed) if changed else say("proof.unchanged")


def place_view(checked: QuoteCheck, quoted: str | None = None) -> CheckedView:
    """A place that was checked by its hash: what stands there now, if it is still the same, or else where the words went.

    ``quoted`` are the words that were there, where they are known: they are compared with those of today.
    """
    view = _place_view(checked)
    if quoted is None or (checked.span is not None and checked.span.text == quoted):
        return view
    return replace(view, changes=changes(quoted, checked.span.text if checked.span is not None else ""))


def _place_view(checked: QuoteCheck) -> CheckedView:
    if checked.span is None:
        title = str(checked.citation.get("path") or checked.citation.get("document"))[:200]
        empty = {
            "citation": {
                "number": 1,
                "title": title,
                "publisher": None,
                "published": None,
                "section": [],
                "page_label": None,
                "licence": None,
                "flags": [],
            }
        }
        return _view({**empty, "text": ""}, checked)
    return _view(quote_payload(Quote(checked.span, 0.0), 1), checked)


def _view(quote: Mapping[str, Any], checked: QuoteCheck, letter: str = "") -> CheckedView:
    say, citation = texts(), quote["citation"]
    lead, words, span = quote.get("lead"), quote["text"], checked.span
    return CheckedView(
        number=citation["number"],
        title=citation["title"],
        facts=[fact for fact in (citation["publisher"], (citation["published"] or "")[:4]) if fact],
        section=" › ".join(citation["section"]),
        page=citation["page_label"] or "",
        licence=citation["licence"] or "",
        flags=flag_texts(citation["flags"], citation.get("ocr_confidence")),
        letter=letter,
        lead=lead["text"] if lead else "",
        words=words,
        pieces=cut_words(words, _key(quote, checked)),
        outcome=checked.outcome.value,
        outcome_text=say(f"proof.{_outcome(checked)}"),
        link=f"{quote_link(span)}#quote" if span else "",
        changes=changes(words, span.text) if span and span.text != words else [],
        differences=[_difference(finding) for finding in checked.findings if finding.field in _SHOWN],
        hashes=_hashes(span),
    )


def _key(quote: Mapping[str, Any], checked: QuoteCheck) -> list[tuple[int, int]]:
    """The ranges of the words that are to be marked; none where they are not as they were given out, by the record's own hash."""
    if any(finding.field in {"key", "evidence_sha256"} for finding in checked.findings):
        return []
    return [(start, end) for start, end in quote.get("key", [])]


def _outcome(checked: QuoteCheck) -> str:
    """The words of an altered quote may be all there, when something else in its record is not as it was."""
    if checked.outcome is Outcome.ALTERED and checked.span is not None and checked.span.text == checked.text:
        return "altered_elsewhere"
    return checked.outcome.value


def _difference(finding: Finding) -> str:
    say, name = texts(), finding.field.removeprefix("citation.")
    return say("proof.difference", what=say(f"proof.fields.{name}"), given=_shown(finding.given), found=_shown(finding.found))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or texts()("proof.nothing")
    return str(value) if value not in {None, ""} else texts()("proof.nothing")


def _hashes(span: Span | None) -> list[tuple[str, str]]:
    if span is None:
        return []
    say = texts()
    return [
        (say("proof.fields.quote_sha256"), span.sha256),
        (say("proof.fields.text_sha256"), span.document.text_sha256),
        (say("proof.fields.file_sha256"), span.document.source.file_sha256),
    ]
