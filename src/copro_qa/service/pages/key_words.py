"""Which words of a quotation are marked: those that carry the answer; or, when all of them do, those that the question asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copro_qa.answer import Quote
from copro_qa.document import Span
from copro_qa.store.lexical import terms

__all__ = ["key_words"]

_NEARLY_ALL = 0.8
"""A mark on more than this share of a quotation leads the eye nowhere."""
_ASKING = frozenset({"how", "what", "when", "where", "which", "who", "whom", "whose", "why"})
_WORD = re.compile(r"\w+(?:[-‑'’]\w+)*")


def key_words(quote: Quote, question: str) -> Sequence[Span]:
    """The parts of ``quote`` to mark, in order."""
    if quote.key and sum(part.end - part.start for part in quote.key) <= _NEARLY_ALL * (quote.span.end - quote.span.start):
        return quote.key
    asked_about = set(terms(question)) - _ASKING
    span = quote.span
    return [
        span.document.span(span.start + word.start(), span.start + word.end())
        for word in _WORD.finditer(span.text)
        if asked_about.intersection(terms(word[0]))
    ]
