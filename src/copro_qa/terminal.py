"""Answers for a person at a terminal. Quoted words stand between quotation marks, exactly as in the source but for line ends."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from copro_qa.answer import Answer, Citation, Flag, Quote, Reason
from copro_qa.retrieval.search import RankedChunk

__all__ = ["render_answer", "render_chunks"]

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
    Flag.OCR: "read from a scan",
    Flag.HIDDEN_TEXT: "not visible on the page",
}


def render_answer(answer: Answer) -> str:
    """The quotes with their citations; or that there is none, and the nearest passages."""
    parts = []
    if answer.interpreted_as:
        parts.append(f"Looking for: {answer.interpreted_as}")
    if answer.reason is None:
        parts.extend(_quote(citation) for citation in answer.citations)
    else:
        parts.append(_REASONS[answer.reason])
        if answer.searched.documents:
            parts.append(
                f"Searched {answer.searched.documents} documents ({answer.searched.chunks} passages), indexed {answer.searched.built[:10]}."
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
        f"{number}. {Citation(number, Quote(found.chunk.span, 0.0), found.chunk.span).locator}\n{_wrapped(found.chunk.span.text)}"
        for number, found in enumerate(ranked, 1)
    )


def _quote(citation: Citation) -> str:
    quote = citation.quote
    shown = [_wrapped(f"“{span.text}”") for span in (quote.lead, quote.span) if span is not None]
    where = [f"[{citation.number}] {citation.locator}"]
    if citation.flags:
        where.append(f"    Note: {', '.join(_FLAGS[flag] for flag in citation.flags)}.")
    where.extend(f"    Also in: {Citation(citation.number, quote, span).locator}" for span in quote.also)
    return "\n".join([*shown, *where])


def _wrapped(text: str) -> str:
    # Cut at white space only, so that words and addresses can be copied whole.
    wrapper = textwrap.TextWrapper(_WIDTH, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    return "\n".join(wrapper.fill(line) for line in text.splitlines() if line.strip())
