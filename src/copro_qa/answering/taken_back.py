"""Sentences that the one after them takes back: "We had hoped that visits would fall. They did not.". They are quoted with it."""

from __future__ import annotations

import re

from copro_qa.document import Block, Span
from copro_qa.sentences import sentence_spans

__all__ = ["with_what_takes_it_back"]

_LONGEST = 9
"""Words. A longer sentence says something of its own."""
_LOOKED_AHEAD = 200
"""Characters."""
_BUT = r"(?:(?:But|However|Yet|In (?:fact|practice|the event|reality|the end)|Instead|So far|To date|As yet|Sadly|Unfortunately),? )?"
_DOES = r"(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would)"
_DENIES = (
    r"(?:\b(?:not|never|none|neither|nobody|nothing|few|no (?:longer|one|more)|failed|fell short|stopped|ended|withdrawn|dropped)\b"
    r"|n['’]t\b)"
)
_TAKES_BACK = re.compile(
    rf"{_BUT}(?:(?:it|its|they|their|this|these|that|those|he|she|we)\b(?=.*{_DENIES})|(?:none|neither)\b"
    rf"|(?:it|they|this|that|he|she|we|few|most|many|some|all|nobody|no one|not (?:all|everyone|everybody)) {_DOES}(?: not|n['’]t)?[.!])",
    re.IGNORECASE,
)
"""A denial of what was said, or a bare "They did."."""


def with_what_takes_it_back(span: Span, block: Block) -> Span:
    """The ``span``, which ends within ``block``, with the short sentence right after it that says that it is not so; else as it is."""
    ahead = span.document.span(span.end, min(block.end, span.end + _LOOKED_AHEAD))
    following = next(iter(sentence_spans(ahead)), None) if ahead.text.strip() else None
    if following is None or len(following.text.split()) > _LONGEST or not _TAKES_BACK.match(following.text):
        return span
    return span.document.span(span.start, following.end)
