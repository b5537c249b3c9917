"""Whether a quote is of another Act than the one that a question names.

A summary of one Act says "the Act" throughout, and so its sentences come near every question about an Act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from copro_qa.answer import Quote
from copro_qa.answering.term_weights import TermWeights
from copro_qa.store.lexical import terms

__all__ = ["ActAskedFor", "act_asked_for"]

_ACT = re.compile(r"\b(?:act|bill)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>(?:\(?[\w’'-]+\)?,? ){1,12}?)(?:act|bill)\b", re.IGNORECASE)
_BEFORE_A_NAME = re.compile(
    r"(?:^|.*\b)(?:an?|the|this|that|these|those|its|their|which|what|under|by|does|do|did|is|are|was|were|has|have|had|can|must|will|would|how"
    r"|when|who|why|with|about|since|in)\b",
    re.IGNORECASE | re.DOTALL,
)
_OF_ANY = frozenset(terms("scotland scottish act bill new old first last same other each every year"))
"""Terms that tell no Act from another."""
_LEAST = 0.5
"""Share of the weight of a name's words from which it is the one meant."""


class ActAskedFor:
    """An Act by the words that tell it from others."""

    def __init__(self, name: str, weights: TermWeights) -> None:
        self.name = name
        self._weights = weights

    def is_named_in(self, texts: Iterable[str]) -> bool:
        """Whether any of ``texts`` has most of its words."""
        return self._weights.coverage(self.name, texts) >= _LEAST

    def is_spoken_of(self, quote: Quote) -> bool:
        """Whether a quote may be about it. Rather yes than no: only a document whose title names another Act is about that."""
        title = quote.span.document.source.title
        if not _ACT.search(title):
            return True
        return self.is_named_in([title, *quote.span.section, quote.text, *([quote.lead.text] if quote.lead is not None else [])])


def act_asked_for(question: str, quotes: Iterable[Quote], weights: TermWeights) -> ActAskedFor | None:
    """The Act that ``question`` names, where the title of a document among ``quotes`` does too; None for another name or none.

    People call an Act by what it is about ("the integration Act"); where no title has that name, nothing is told by it.
    """
    names = [_BEFORE_A_NAME.sub("", match["name"]) for match in _NAMED.finditer(question)]
    told = [term for name in names for term in terms(name) if term not in _OF_ANY]
    if len(names) != 1 or not told:
        return None
    asked = ActAskedFor(" ".join(told), weights)
    titles = {title for quote in quotes if _ACT.search(title := quote.span.document.source.title)}
    return asked if any(weights.coverage(asked.name, [title]) > 1 - 1e-9 for title in titles) else None
