"""What tells that of two quotes with figures one speaks of something else: another thing than the one asked for, another year or body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

from copro_qa.answer import Quote
from copro_qa.answering.figure_words import FULL_MONTHS
from copro_qa.answering.stated_figures import without_figures
from copro_qa.store.lexical import terms

__all__ = ["are_of_two_sources", "has_another_word", "said_with", "words_lacking"]

_IN_A_YEAR = re.compile(
    r"(?<!end of )(?<!start of )(?<!beginning of )\b(?:in|during|throughout|of) (?P<year>(?:1[5-9]|20)\d\d(?:[/–-]\d{2,4})?)\b",
    re.IGNORECASE,
)
"""Not "from 2020": a figure that holds from a year on is no figure of that year."""
_BODY = re.compile(
    r"(?P<name>(?:[A-Z][\w’'-]+ (?:and |of )?)+)"
    r"(?P<kind>Agency|Association|Authority|Board|College|Commission|Committee|Council|Government|Partnership|School|Trust|University)\b"
)
_PLACE = re.compile(
    rf"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout) (?!(?:{'|'.join(FULL_MONTHS)}|English|Gaelic)\b)(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)
_BEFORE_A_NAME = frozenset("A An The Each Every Any This That Its Our Your".split())
_WORD = re.compile(r"[^\W_][\w’'-]*")
_OF = r"(?:of|for|in|to|from) (?:(?:an?|the|its|each|any|your) )?"
_IS_OF = re.compile(rf"(?P<head>[^\W_][\w’'-]*) {_OF}(?P<tells>[^\W_][\w’'-]*)", re.IGNORECASE)
_BEGINNING = 5
"""Letters of a word that its other forms have too: "driver" and "drives"."""
_TELL_NOTHING = frozenset(terms("new current present latest same full whole total overall exact actual"))
"""Terms that make no other thing of what they stand before."""


def are_of_two_sources(one: Quote, other: Quote, *, of_dates: bool) -> bool:
    """Whether the quotes tell of different years, bodies or places. ``of_dates``: a date is asked for, so they may disagree on a year."""
    if not of_dates and _differ(_years(one), _years(other)):
        return True
    return _are_of_two_bodies(one, other) or _differ(_places(one), _places(other))


def words_lacking(quote: Quote, better: Quote, question: str) -> frozenset[str]:
    """The terms of the question that the ``better`` quote has, and which stand in no form in this one or what is shown with it."""
    said = {term[:_BEGINNING] for term in said_with(quote)}
    return frozenset(term for term in set(terms(question)) & set(terms(better.text)) if term[:_BEGINNING] not in said)


def has_another_word(quote: Quote, better: Quote, question: str, lacking: AbstractSet[str]) -> bool:
    """Whether the quote has another word where one that it is ``lacking`` tells which thing is meant: "rail pass" for "bus pass"."""
    asked, of_better, of_this = (set(_told(text)) for text in (question, better.text, quote.text))
    for tells, head in asked & of_better:
        if tells in lacking and any(its == head and word not in _TELL_NOTHING for word, its in of_this):
            return True
    return False


def _differ(ones: frozenset[str], others: frozenset[str]) -> bool:
    return bool(ones and others) and not ones & others


def _years(quote: Quote) -> frozenset[str]:
    return frozenset(match["year"] for match in _IN_A_YEAR.finditer(quote.text))


def _places(quote: Quote) -> frozenset[str]:
    return frozenset(match["name"] for text in (quote.text, quote.span.document.source.title) for match in _PLACE.finditer(text))


def _are_of_two_bodies(better: Quote, other: Quote) -> bool:
    ones, others = _bodies(better), _bodies(other)
    return any(_differ(ones[kind], others[kind]) for kind in ones.keys() & others.keys())


def _bodies(quote: Quote) -> dict[str, frozenset[str]]:
    """The bodies that the quote, its headings or its document's title name: by the kind of body, what comes before that."""
    found: dict[str, frozenset[str]] = {}
    for match in _BODY.finditer("\n".join([quote.text, *quote.span.section, quote.span.document.source.title])):
        name = " ".join(word for word in match["name"].split() if word not in _BEFORE_A_NAME)
        if name:
            found[match["kind"]] = found.get(match["kind"], frozenset()) | {name}
    return found


def said_with(quote: Quote) -> frozenset[str]:
    """The terms of a quote and of what is shown with it."""
    lead = [quote.lead.text] if quote.lead is not None else []
    return frozenset(terms(" ".join([quote.text, *lead, *quote.span.section, quote.span.document.source.title])))


def _told(text: str) -> Iterator[tuple[str, str]]:
    """Which word tells what kind of thing another one means, as terms: of "bus pass" and "pass for the bus" the first and the second."""
    text = without_figures(text)
    words = list(_WORD.finditer(text))
    for tells, head in pairwise(words):
        if text[tells.end() : head.start()] in (" ", "-"):
            yield from _as_terms(tells[0], head[0])
    for place, _ in enumerate(words):
        if match := _IS_OF.match(text, words[place].start()):
            yield from _as_terms(match["tells"], match["head"])


def _as_terms(tells: str, head: str) -> Iterator[tuple[str, str]]:
    one, other = terms(tells), terms(head)
    if len(one) == len(other) == 1:
        yield one[0], other[0]
