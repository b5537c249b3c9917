"""Which quotes are shown, and in which order: repeats folded, successors and newer figures first, spread over documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copro_qa.answer import Quote
from copro_qa.answering.figures_asked import FiguresAsked
from copro_qa.answering.ranking import lowest_shown
from copro_qa.answering.sameness import is_superseded_by, leans_on, lies_in, says_the_same, words_of
from copro_qa.document import BlockKind, Document

__all__ = ["fold_repeats", "holding", "may_be_overtaken", "newest_figures_first", "spread", "successors_first"]

_MOST_OF_ONE_DOCUMENT = 0.6
"""Share of the quotes shown that may come from one document while others answer too."""


def fold_repeats(quotes: Iterable[Quote], *, marked: bool = False) -> list[Quote]:
    """Drops quotes that lie in a better one, and folds those that say the same elsewhere into ``also`` of the better one.

    No words are quoted twice. A quote that leans on a better one is joined to it where the two stand side by side; the items of a list
    take the better one as their lead-in; else it stands without what it leans on, which is shown before it. One that answers far worse
    is dropped.

    ``marked`` says that the ``key`` of each is settled. Until it is, a quote without one answers as a whole.

    Of two that say the same, one of a superseded document yields to one of its successor, and one that was read from a scan, where a
    letter may be wrong, to one that was not. Different figures, denials and limits are never the same.
    """
    kept: list[Quote] = []
    words_of_kept: list[frozenset[str]] = []
    for quote in quotes:
        if any(lies_in(quote, other) for other in kept):
            continue
        words = words_of(quote.span)
        leant_on = next((place for place, other in enumerate(kept) if leans_on(quote, other)), None)
        twin = next((place for place, other in enumerate(kept) if says_the_same(quote, other, words, words_of_kept[place])), None)
        if leant_on is not None:
            better = kept[leant_on]
            if quote.score < lowest_shown(better.score):
                continue
            if _stand_side_by_side(better, quote):
                kept[leant_on] = _joined(better, quote, marked=marked)
                words_of_kept[leant_on] = words_of(kept[leant_on].span)
            elif _leads_in(better, quote):
                kept[leant_on] = replace(quote, score=better.score, lead=better.span, also=(*better.also, *quote.also))
                words_of_kept[leant_on] = words
            else:
                kept.append(replace(quote, lead=None))
                words_of_kept.append(words)
        elif twin is not None:
            kept[twin] = _folded(quote, kept[twin])
        else:
            kept.append(quote)
            words_of_kept.append(words)
    return kept


def _stand_side_by_side(first: Quote, second: Quote) -> bool:
    between = first.span.document.text[first.span.end : second.span.start]
    return first.span.end <= second.span.start and not between.strip()


def _leads_in(better: Quote, quote: Quote) -> bool:
    items = quote.span.blocks
    return better.lead is None and better.span.end <= quote.span.start and bool(items) and items[0].kind is BlockKind.LIST_ITEM


def _joined(better: Quote, leaning: Quote, *, marked: bool) -> Quote:
    """One quote of both, whose words stand side by side."""
    keys = [quote.key or (() if marked else (quote.span,)) for quote in (better, leaning)]
    whole = better.span.document.span(better.span.start, leaning.span.end)
    return replace(better, span=whole, key=(*keys[0], *keys[1]), also=(*better.also, *leaning.also))


def _folded(worse: Quote, better: Quote) -> Quote:
    takes_its_place = is_superseded_by(better, worse) or (
        better.span.is_recognised and not worse.span.is_recognised and not is_superseded_by(worse, better)
    )
    if takes_its_place and not any(worse.span.overlaps(place) for place in better.also):
        return replace(worse, score=better.score, also=(better.span, *better.also, *worse.also))
    return replace(better, also=(*better.also, worse.span))


def successors_first(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes in their order, but one from a superseded document stands after those from the documents that supersede it."""
    ordered: list[Quote] = []
    for quote in quotes:
        later = [place for place, other in enumerate(ordered) if is_superseded_by(other, quote)]
        ordered.insert(min(later, default=len(ordered)), quote)
    return ordered


def newest_figures_first(quotes: Sequence[Quote], asked: FiguresAsked) -> list[Quote]:
    """The quotes in their order, but those of several documents that disagree on the figures ``asked`` for stand newest first.

    They share out the places that they have. Documents without a date keep theirs, and so do those of the same date.
    """
    ordered = list(quotes)
    free = [place for place, quote in enumerate(ordered) if quote.span.document.source.published and asked.is_stated_by(quote)]
    while free:
        first, *others = free
        group = [first, *(place for place in others if asked.disagree(ordered[first], ordered[place]))]
        newest = sorted((ordered[place] for place in group), key=lambda quote: quote.span.document.source.published or "", reverse=True)
        for place, quote in zip(group, newest, strict=True):
            ordered[place] = quote
        free = [place for place in others if place not in group]
    return ordered


def may_be_overtaken(quote: Quote, unread: Iterable[Document], asked: FiguresAsked | None) -> bool:
    """Whether a quote of a document that is still ``unread`` may have to stand before it: a successor's, or one with newer figures."""
    source = quote.span.document.source
    dated = source.published if asked and asked.is_stated_by(quote) else None
    return any(
        other.source.path in source.superseded_by or (dated is not None and (other.source.published or "") > dated) for other in unread
    )


def spread(quotes: Sequence[Quote], limit: int) -> list[Quote]:
    """At most ``limit`` quotes, best first; none of one document that would keep out another document that answers, beyond its share."""
    share = max(1, round(limit * _MOST_OF_ONE_DOCUMENT))
    taken: Counter[str] = Counter()
    chosen: list[int] = []
    passed_over: list[int] = []
    for place, quote in enumerate(quotes):
        document = quote.span.document.id
        taken[document] += 1
        (chosen if taken[document] <= share else passed_over).append(place)
    return [quotes[place] for place in sorted((chosen + passed_over)[:limit])]


def holding(stay: Sequence[Quote], quotes: Sequence[Quote], limit: int) -> list[Quote]:
    """At most ``limit`` quotes: first those that ``stay``, in their order, words, leads and marks, and then the others.

    Of the others, one that says the same is one more place of theirs, and one that shares words with them is left out.
    """
    held, others = list(stay), []
    for quote in quotes:
        words = words_of(quote.span)
        place = next((place for place, each in enumerate(stay) if _stands_there(quote, each)), None)
        twin = next((place for place, each in enumerate(stay) if says_the_same(quote, each, words, words_of(each.span))), None)
        if place is not None:
            held[place] = replace(stay[place], also=quote.also)
        elif any(lies_in(quote, each) or lies_in(each, quote) for each in stay):
            continue
        elif twin is not None:
            held[twin] = replace(held[twin], also=(*held[twin].also, quote.span, *quote.also))
        else:
            others.append(quote)
    shown = [*held, *others][:limit]
    return [_without_places_in(shown, quote) for quote in shown] if held else shown


def _stands_there(quote: Quote, other: Quote) -> bool:
    return (quote.span, quote.lead) == (other.span, other.lead)


def _without_places_in(quotes: Sequence[Quote], quote: Quote) -> Quote:
    """The quote without other places whose words are shown already."""
    return replace(quote, also=tuple(span for span in quote.also if not any(lies_in(Quote(span, 0.0), each) for each in quotes)))
