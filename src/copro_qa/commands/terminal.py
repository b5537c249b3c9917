"""Answers for a person at a terminal. Quoted words stand between quotation marks, exactly as in the source but for line ends.

What would command the terminal, hide words or turn their direction has a mark in its place: titles, headings and words come from files
that anyone may have written. ``--json`` gives every character.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from copro_qa.answer import POOR_RECOGNITION, Answer, Citation, Flag, Quote, Reason
from copro_qa.printable import printable
from copro_qa.provenance.findings import Finding
from copro_qa.provenance.locate import Outcome
from copro_qa.provenance.quote_check import QuoteCheck
from copro_qa.provenance.verify import Check
from copro_qa.retrieval.search import RankedChunk

__all__ = ["render_answer", "render_check", "render_chunks"]

_WIDTH = 96
_REASONS = {
    Reason.NOT_FOUND: "The documents do not answer this.",
    Reason.OFF_TOPIC: "The documents do not answer this. It does not seem to be what they are about.",
    Reason.UNCLEAR: "It is not clear what to look for. Please ask in a few more words.",
    Reason.FILTERED_OUT: "No document is left to search. Widen the filter.",
    Reason.EMPTY_INDEX: "There are no documents in the index yet. Put some into the corpus folder and run: copro-qa index",
}
_FLAGS = {
    Flag.UNOFFICIAL_SUMMARY: "an unofficial summary",
    Flag.SUPERSEDED: "superseded by a newer document",
    Flag.REFERENCE_LIST: "from a list of references",
    Flag.TABLE: "from a table",
    Flag.SPEAKER_NOTES: "from the speaker's notes, not on the slide",
    Flag.OCR: "read from a scanned page by text recognition",
    Flag.HIDDEN_TEXT: "not visible on the page",
}

_OUTCOMES = {
    Outcome.IDENTICAL: "The words are there, character for character.",
    Outcome.MOVED: "The words are the same, but stand elsewhere now, or in another version of the document.",
    Outcome.ALTERED: "This is not what the document says.",
    Outcome.GONE: "The document has nothing like these words any more, or is not there.",
}

_HASHES = {
    "citation.quote_sha256": "the quoted words",
    "citation.text_sha256": "the document's text",
    "citation.file_sha256": "the file",
    "evidence_sha256": "the record of this quote",
    "answer_sha256": "the record of this answer",
}


def render_answer(answer: Answer) -> str:
    """The quotes with their citations; or that there is none, and the nearest passages."""
    parts = []
    if answer.interpreted_as:
        parts.append(f"Looking for: {_in_one_line(answer.interpreted_as)}")
    if answer.reason is None:
        parts.extend(_quote(citation) for citation in answer.citations)
        parts.extend(f"The documents do not answer this part: {_in_one_line(part)}" for part in answer.unanswered)
    else:
        parts.append(_REASONS[answer.reason])
        if answer.searched.documents:
            parts.append(
                f"Searched {_counted(answer.searched.documents, 'document')} ({_counted(answer.searched.chunks, 'passage')}), "
                f"indexed {answer.searched.built[:10]}."
            )
        if answer.related:
            parts.append("The nearest passages, which are not answers:")
            parts.extend(_quote(Citation(number, quote, quote.span)) for number, quote in enumerate(answer.related, 1))
    return "\n\n".join(parts)


def render_chunks(ranked: Sequence[RankedChunk]) -> str:
    """Ranked chunks with where they stand."""
    if not ranked:
        return "Nothing was found."
    return "\n\n".join(
        f"{number}. {_place(Citation(number, Quote(found.chunk.span, 0.0), found.chunk.span))}\n{_wrapped(found.chunk.span.text)}"
        for number, found in enumerate(ranked, 1)
    )


def render_check(check: Check, against: str) -> str:
    """What came of each quote, with the old words and the new ones where they differ."""
    parts = [_checked(quote, str(number)) for number, quote in enumerate(check.quotes, 1)]
    parts.extend(_finding(finding, "The answer as a whole: ") for finding in check.findings)
    if check.verified:
        parts.append(f"Everything is as it was. Checked against {against}.")
    else:
        counts = ", ".join(f"{count} {outcome.value}" for outcome, count in sorted(check.outcomes.items()))
        parts.append(f"Not everything is as it was ({counts or 'no quotes'}). Checked against {against}.")
    return "\n\n".join(parts)


def _checked(check: QuoteCheck, number: str) -> str:
    lines = [f"[{number}] {check.outcome.value}: {_brief(check.citation.get('title'))}. {_OUTCOMES[check.outcome]}"]
    if check.text is not None and check.outcome is not Outcome.IDENTICAL:
        lines += ["  Given:", _wrapped(f"“{check.text}”")]
    if check.span is not None and check.outcome in {Outcome.MOVED, Outcome.ALTERED}:
        lines += ["  Now:", _wrapped(f"“{check.span.text}”"), f"  {_place(Citation(1, Quote(check.span, 0.0), check.span))}"]
    lines += [_finding(finding, "  ") for finding in check.findings]
    lines += [_checked(place, f"{number}, also in") for place in check.also if not place.verified]
    return "\n".join(lines)


def _finding(finding: Finding, before: str) -> str:
    if finding.field in _HASHES:
        return f"{before}The hash of {_HASHES[finding.field]} ({finding.field}) does not fit."
    if finding.field == "key":
        return f"{before}The words that are to be marked (key) are no stretches of the quote."
    return f"{before}{finding.field} was given as {_brief(finding.given)}, and is {_brief(finding.found)}."


def _brief(value: object) -> str:
    return textwrap.shorten(printable(str(value)), _WIDTH, placeholder=" …") if value not in (None, "") else "nothing"


def _quote(citation: Citation) -> str:
    quote = citation.quote
    shown = [_wrapped(f"“{span.text}”") for span in (quote.lead, quote.span) if span is not None]
    where = [f"[{citation.number}] {_place(citation)}"]
    where.extend(_notes(citation))
    for also in (Citation(citation.number, quote, span) for span in quote.also):
        where += [f"    Also in: {_place(also)}", *(f"    {note}" for note in _notes(also))]
    return "\n".join([*shown, *where])


def _notes(citation: Citation) -> list[str]:
    return [f"    Note: {', '.join(_flag(flag, citation) for flag in citation.flags)}."] if citation.flags else []


def _flag(flag: Flag, citation: Citation) -> str:
    sure = citation.ocr_confidence
    if flag is not Flag.OCR or sure is None:
        return _FLAGS[flag]
    return f"{_FLAGS[flag]}, {'POORLY: ' if sure < POOR_RECOGNITION else ''}{sure:.0%} sure of its words"


def _place(citation: Citation) -> str:
    return _in_one_line(citation.locator)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _in_one_line(text: str) -> str:
    """So that no title can look like a line of ours."""
    return printable(" ".join(text.split()))


def _wrapped(text: str) -> str:
    # Cut at white space only, so that words and addresses can be copied whole.
    wrapper = textwrap.TextWrapper(_WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapper.fill(printable(line)) for line in text.splitlines() if line.strip())
