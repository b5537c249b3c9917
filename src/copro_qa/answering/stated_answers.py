"""What of a quote is the answer by its kind: the figures, the person, the numbered place, the full form that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from copro_qa.answer import Quote
from copro_qa.answering.clauses import clauses
from copro_qa.answering.expected_kind import expected_of
from copro_qa.answering.initials import asked_to_spell_out, explained_in
from copro_qa.answering.named_people import people, people_in_post
from copro_qa.answering.stated_kinds import Kind, figures
from copro_qa.document import Span
from copro_qa.store.lexical import terms

__all__ = ["figures_asked_for", "full_form", "numbered_place", "person_asked_for"]

_FROM = re.compile(r"(?:\bbetween )?(?<![\w.])[£$€]?\d[\d,.]*%? ?(?:to|[–-]) ?$|\bbetween [£$€]?\d[\d,.]*%? and $")
_FROM_A_YEAR = re.compile(r"(?:19|20)\d\d\b")
_LIMIT = re.compile(
    r"\b(?:(?:(?:no|not) )?(?:(?:more|less|fewer|later|earlier|longer|shorter|higher|lower|older|younger|sooner|bigger|smaller) than"
    r"|until|before|after|since)|not|at (?:least|most)|up to|over|under|above|below|about|around|nearly|almost|only) $",
    re.IGNORECASE,
)
"""What a figure says something else without: "no more than £500"."""
_LONGEST_LIMIT = 24
"""Characters."""
_OLD = re.compile(r" old\b")
_COUNTED_IN = re.compile(r"\bhow many (?:\w+ing |calendar |school )?(?P<unit>minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_WHICH_NUMBER = re.compile(
    r"\b(?:what|which) (page|section|paragraph|chapter|article|part|annex|appendix|table|figure|step|option|schedule)\b", re.IGNORECASE
)


def numbered_place(quote: Quote, question: str) -> Iterator[Span]:
    """The pages, sections or steps with their numbers, where the question asks which: "page 23", "Section 31(1)"."""
    asked = _WHICH_NUMBER.search(question)
    if asked is None:
        return
    for match in re.finditer(rf"\b{asked[1]}s? (?:\d+(?:[.–-]\d+)*(?:\(\w+\))*|(?-i:[A-Z])\b)", quote.text, re.IGNORECASE):
        yield quote.span.document.span(quote.span.start + match.start(), quote.span.start + match.end())


def full_form(quote: Quote, question: str) -> Iterator[Span]:
    """The words that an acronym stands for, where the question asks that: "Integration Joint Board" before "(IJB)"."""
    asked = asked_to_spell_out(question)
    if asked is None:
        return
    # Once is enough: further on they are only used.
    for start, end in list(explained_in(quote.text, *asked))[:1]:
        yield quote.span.document.span(quote.span.start + start, quote.span.start + end)


def person_asked_for(quote: Quote, question: str) -> Iterator[Span]:
    """The name of the one person whom a quote names, beside a post or a title, where a person is asked for.

    Of several it is not known which is meant, and what stands beside no post may be a place or a body.
    """
    expected = expected_of(question)
    if expected is None or expected.kind not in {Kind.PERSON, Kind.POST}:
        return
    text = quote.span.text
    if len({text[start:end] for start, end in people(text, expected.asked)}) == 1:
        for start, end in people_in_post(text, expected.asked):
            yield quote.span.document.span(quote.span.start + start, quote.span.start + end)


def figures_asked_for(quote: Quote, question: str) -> Iterator[Span]:
    """The figures of the kind that the question asks for, in the sentences that answer.

    Of several in a sentence, those in the parts that have most of the question's words. Where days are asked for, and the lead-in says how
    many, months that the item names are something else.
    """
    expected = expected_of(question)
    if expected is None:
        return
    asked = frozenset(terms(question))
    for sentence in quote.key or (quote.span,):
        wider = [_with_its_words(sentence.text, place) for place in figures(sentence.text, expected.kind)]
        # "20" of "20 to 1" is no figure by itself.
        places = [one for one in wider if not any(one != other and other[0] <= one[0] and one[1] <= other[1] for other in wider)]
        if counted := _COUNTED_IN.search(question):
            lead = quote.lead.text if quote.lead is not None else ""
            places = _in_its_unit(places, sentence.text, lead, re.compile(rf"[\d\w]+\W+(?:\w+ )?{counted['unit']}s?\b", re.IGNORECASE))
        shared = _words_shared(sentence.text, places, asked)
        for (start, end), words in zip(places, shared, strict=True):
            if words == max(shared):
                yield quote.span.document.span(sentence.start + start, sentence.start + end)


def _in_its_unit(places: list[tuple[int, int]], text: str, lead: str, counted: re.Pattern[str]) -> list[tuple[int, int]]:
    """Those of ``places`` that are counted in the unit asked for; all where nothing here or in the ``lead`` is."""
    kept = [(start, end) for start, end in places if counted.match(text, start) or counted.search(text[start:end])]
    lead_has_it = any(counted.match(lead, start) for start, _ in figures(lead, Kind.DURATION))
    return kept or ([] if lead_has_it else places)


def _with_its_words(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """The figure with the one from which it reaches: "between 20 to 30 minutes", "20 to 1"; and with "old" behind it."""
    start, end = place
    # In "from £2 in 2010 to £3" the year begins no figure.
    if (before := _FROM.search(text, 0, start)) and (not _FROM_A_YEAR.match(before[0]) or _FROM_A_YEAR.match(text, start)):
        start = before.start()
    from_here = max(0, start - _LONGEST_LIMIT)
    if limit := _LIMIT.search(text[from_here:start]):
        start = from_here + limit.start()
    if old := _OLD.match(text, end):
        end = old.end()
    return start, end


def _words_shared(text: str, places: Sequence[tuple[int, int]], asked: AbstractSet[str]) -> list[int]:
    """How many terms of the question the clause of each of ``places`` has; the same for all where there is but one."""
    parts = clauses(text) if len(places) > 1 else []
    return [max((len(part.terms & asked) for part in parts if part.start < end and start < part.end), default=0) for start, end in places]
