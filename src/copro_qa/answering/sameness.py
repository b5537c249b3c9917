"""What two quotes have to do with each other: whether one lies in the other, leans on it, says the same, or says otherwise."""

from __future__ import annotations

import re

from copro_qa.answer import Quote
from copro_qa.answering.named_sources import outside_named_sources
from copro_qa.document import Span

__all__ = ["disagree", "figures_of", "is_superseded_by", "leans_on", "lies_in", "says_the_same", "words_of"]

_SAME_WORDS = 0.85
"""Share of common words (Jaccard) from which two quotes say the same."""
_SAME_MATTER = 0.4
"""Share of common words (Jaccard, figures apart) from which two quotes speak of the same matter."""
_SAME_BUT_FOR_FIGURES = 0.6
"""Share from which they say the same but for their figures, whatever was asked."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def is_superseded_by(old: Quote, new: Quote) -> bool:
    """Whether the document of ``new`` supersedes that of ``old``."""
    return new.span.document.source.path in old.span.document.source.superseded_by


def lies_in(quote: Quote, other: Quote) -> bool:
    """Whether words of ``quote`` are shown with ``other`` already."""
    return quote.span.overlaps(other.span) or (other.lead is not None and quote.span.overlaps(other.lead))


def leans_on(quote: Quote, other: Quote) -> bool:
    """Whether ``quote`` is shown with words of ``other`` before it."""
    return quote.lead is not None and quote.lead.overlaps(other.span)


def says_the_same(quote: Quote, other: Quote, words: frozenset[str], words_of_other: frozenset[str]) -> bool:
    """Whether both say the same, with the same figures. ``words`` are those of each, which a caller has at hand."""
    return _share_in_common_is(_SAME_WORDS, words, words_of_other) and figures_of(quote.span) == figures_of(other.span)


def disagree(quote: Quote, other: Quote, *, asked: bool) -> bool:
    """Whether two documents give different figures for the same matter. Where none is ``asked`` for, the rest has to say the same."""
    if quote.span.document == other.span.document or figures_of(quote.span) == figures_of(other.span):
        return False
    share = _SAME_MATTER if asked else _SAME_BUT_FOR_FIGURES
    return _share_in_common_is(share, words_of(quote.span) - figures_of(quote.span), words_of(other.span) - figures_of(other.span))


def words_of(span: Span) -> frozenset[str]:
    """The words of a stretch, in small letters."""
    return frozenset(match.group().casefold() for match in _WORD.finditer(span.text))


def figures_of(span: Span) -> frozenset[str]:
    """The figures that a stretch states; those in the name of a source are none."""
    return frozenset(match.group() for match in outside_named_sources(_FIGURE, span.text))


def _share_in_common_is(share: float, left: frozenset[str], right: frozenset[str]) -> bool:
    fewer, more = sorted((len(left), len(right)))
    if not fewer or fewer < share * more:
        return False
    common = len(left & right)
    return common >= share * (len(left) + len(right) - common)
