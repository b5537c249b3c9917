"""The figure that a question asks for, and which documents disagree on it: of those the newest stands first.

Documents that disagree may do so in like words or in unlike ones ("Each group may receive up to £2,000.", "Awards are limited to £5,000
for a group."). And figures for two matters may stand in like words too ("A bus pass costs £30.", "A rail pass costs £95."). So it is told
by what both state and what the question says; where there is doubt, they do not disagree, and the better quote stays first.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from copro_qa.answer import Quote
from copro_qa.answering import stated_figures
from copro_qa.answering.expected_kind import expected_of
from copro_qa.answering.sameness import figures_of, speak_alike
from copro_qa.answering.stated_kinds import FIGURES, Kind, figures, holds
from copro_qa.answering.told_apart import are_of_two_sources, has_another_word, said_with, words_lacking
from copro_qa.store.lexical import terms

__all__ = ["FiguresAsked", "figures_asked_of"]

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
"""Who asks about a year does not ask for the newest figures."""
_SAME_MATTER = 0.4
"""Share of common words (Jaccard, figures apart) from which two quotes speak of the same matter."""
_SAME_BUT_FOR_FIGURES = 0.6
"""Share from which they say the same but for their figures, whatever was asked."""
_ANSWERS_TOO = 0.65
"""A quote that lacks a word of the question, which the better one has, has at least this share of its figure where it answers too."""
_CONTRADICTS = 0.4
"""One of another date that disagrees is quoted in any case when its figure is at least this share of the best one's."""
_WITH_TIMES = frozenset({Kind.DURATION, Kind.FREQUENCY, Kind.TIME})


@dataclass(frozen=True, slots=True)
class FiguresAsked:
    """What kind of figure ``question`` asks for; with None as ``kind`` it asks for nothing in particular."""

    question: str
    kind: Kind | None

    @property
    def terms(self) -> AbstractSet[str]:
        """The search terms of the question."""
        return frozenset(terms(self.question))

    def is_stated_by(self, quote: Quote) -> bool:
        """Whether a quote may state such a figure."""
        return bool(figures_of(quote.span)) or (self.kind is not None and holds(quote.text, self.kind, self.terms))

    def disagree(self, better: Quote, other: Quote) -> bool:
        """Whether two documents give different figures for the matter that is asked about.

        Where no kind of figure is asked for, they have to say the same but for their figures.
        """
        if better.span.document == other.span.document or self._stated(better) == self._stated(other):
            return False
        kind = self.kind
        alike = speak_alike(better, other, _SAME_BUT_FOR_FIGURES if kind is None else _SAME_MATTER)
        if not alike and not all(self._may_answer(quote) for quote in (better, other)):
            return False
        lacking = words_lacking(other, better, self.question)
        if lacking and (other.score < _ANSWERS_TOO * better.score or has_another_word(other, better, self.question, lacking)):
            return False
        return not are_of_two_sources(better, other, of_dates=kind in {Kind.DATE, Kind.TIME})

    def is_contradicted_by(self, best: Quote, other: Quote) -> bool:
        """Whether a document of another date gives another figure of the kind asked for, and the reader is not far less sure of it."""
        dates = [quote.span.document.source.published for quote in (best, other)]
        if self.kind is None or None in dates or dates[0] == dates[1] or other.score < _CONTRADICTS * best.score:
            return False
        return self.is_stated_by(best) and self.is_stated_by(other) and self.disagree(best, other)

    def _may_answer(self, quote: Quote) -> bool:
        """Whether the quote has a figure of the kind asked for, and a word of the question stands in it or with it."""
        return self.kind is not None and holds(quote.text, self.kind, self.terms) and bool(self.terms & said_with(quote))

    def _stated(self, quote: Quote) -> AbstractSet[str]:
        """The figures of the kind that is asked for, or where none can be told all that the quote states."""
        if self.kind is None:
            return figures_of(quote.span)
        text = "; ".join(quote.text[start:end] for start, end in figures(quote.text, self.kind)) or quote.text
        return stated_figures.figures_of(text) | (stated_figures.times_of(text) if self.kind in _WITH_TIMES else frozenset())


def figures_asked_of(question: str) -> FiguresAsked | None:
    """What figures ``question`` asks for. None where it asks about a year or for something else than a figure: newest is not first then."""
    if _YEAR.search(question):
        return None
    expected = expected_of(question)
    if expected is None:
        return FiguresAsked(question, None)
    return FiguresAsked(question, expected.kind) if expected.kind in FIGURES else None
