"""What two quotes have to do with each other: whether one lies in the other, leans on it, or says the same."""

from __future__ import annotations

import re

from copro_qa.answer import Quote
from copro_qa.answering import stated_figures
from copro_qa.document import Span

__all__ = ["figures_of", "is_superseded_by", "leans_on", "lies_in", "says_the_same", "speak_alike", "words_of"]

_SAME_WORDS = 0.85
"""Share of common words (Jaccard) from which two quotes say the same."""
_WORD = re.compile(r"\w+")
_TURNS = frozenset(
    "not no never nor neither none nobody nothing without unless except only cannot must shall should may can might all some any both"
    " either least most more less fewer before after above below over under until"
    " increase increases increased increasing decrease decreases decreased decreasing rose fell".split()
)
"""Words that turn what is said round or bound it: with and without one, two sentences do not say the same."""
_DENIAL = re.compile(r"n[’']t\b", re.IGNORECASE)


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
    """Whether both say the same, with the same figures, denials and limits. ``words`` are those of each, which a caller has at hand."""
    return (
        _share_in_common_is(_SAME_WORDS, words, words_of_other)
        and words & _TURNS == words_of_other & _TURNS
        and bool(_DENIAL.search(quote.text)) == bool(_DENIAL.search(other.text))
        and figures_of(quote.span) == figures_of(other.span)
        and stated_figures.times_of(quote.text) == stated_figures.times_of(other.text)
    )


def speak_alike(quote: Quote, other: Quote, share: float) -> bool:
    """Whether both share this much of their words (Jaccard), figures apart."""
    return _share_in_common_is(share, *(_words_in(stated_figures.without_figures(each.text)) for each in (quote, other)))


def words_of(span: Span) -> frozenset[str]:
    """The words of a stretch, in small letters."""
    return _words_in(span.text)


def figures_of(span: Span) -> frozenset[str]:
    """The figures and dates that a stretch states, each written in one way; those in the name of a source are none."""
    return stated_figures.figures_of(span.text)


def _words_in(text: str) -> frozenset[str]:
    return frozenset(match.group().casefold() for match in _WORD.finditer(text))


def _share_in_common_is(share: float, left: frozenset[str], right: frozenset[str]) -> bool:
    fewer, more = sorted((len(left), len(right)))
    if not fewer or fewer < share * more:
        return False
    common = len(left & right)
    return common >= share * (len(left) + len(right) - common)
