"""Whether a question asks what something is, and whether a quote speaks of that thing at all.

A document about self-directed support has it in its title, and so all of its sentences come near "What is self-directed support?". One
that neither names it, nor stands under a heading that does, nor points back to it, says what something else is.
"""

from __future__ import annotations

import re
from functools import cached_property

from copro_qa.answer import Quote
from copro_qa.answering.initials import asked_to_spell_out, spells_out
from copro_qa.answering.parts import asked_last
from copro_qa.answering.term_weights import TermWeights
from copro_qa.store.lexical import terms

__all__ = ["Defined", "defined_by"]

_THING = (
    r"(?:an? |the )?(?:(?:abbreviation|acronym|letters|phrase|term|word|words) )?"
    r"(?P<{0}>[\w’'&/-]+(?: [\w’'&/-]+){{0,4}}?)(?P<{0}_explained>(?: \([^()]+\))*)"
)
_ASKS = re.compile(
    r"^\W*(?:so |and |but )?(?:"
    rf"what (?:counts?|qualif(?:ies|y)|is (?:classed|considered|counted|regarded|seen|treated)) as {_THING.format('counted')}"
    rf"|what constitutes {_THING.format('made')}"
    rf"|(?:(?:please )?(?:tell me |explain )?what(?: is|['’]s| are| was| were) (?:meant by )?){_THING.format('asked')}"
    rf"|(?:please )?(?:define|describe|explain) {_THING.format('told')}"
    rf"|what do(?:es)? {_THING.format('said')} (?:mean|stand for)"
    rf"|(?:the )?(?:meaning|definition) of {_THING.format('of')}"
    rf"|{_THING.format('short')} (?:meaning|definition|explained|in a nutshell)"
    r")\W*$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    # What something has or does, or one of several, and not what it is called.
    r"\b(?:of|in|for|to|by|with|within|on|at|from|about|that|who|which|whose|between|when|during|under|after|before|inside|happening"
    r"|name|called|used|known|meant|done|going|unique|special|different|difference|meaning|purpose|role|aim|point|problem|reason"
    r"|main|key|most|least|first|second|third(?! (?:sector|party)\b)|last|next|latest|current|new|biggest|largest"
    r"|smallest|oldest|longest|best|worst|lowest|highest"
    r"|it|this|these|those|they|them|he|she|you|we|your|my|our|their|its|his|her|there|and|or|not|is|are|was|were|do|does|did)\b"
    r"|\w['’](?:s\b|(?!\w))",
    re.IGNORECASE,
)
_A_FACT = re.compile(r"\b(?:is|are|was|were|['’]s) the (?-i:[a-z])[\w’'-]*\W*$", re.IGNORECASE)
"""Of "What is the fare?" the answer is a figure, which need not have the word beside it. "What is the Change Fund?" asks for a meaning."""
_POINTS_BACK = re.compile(r"\W*(?:It|They|This|These|That|Those)\b")
_SAYS_NOTHING = re.compile(
    r"\b(?:it|they|this|these|about|terms?|words?|means?|definitions?|introduction|overview|background|summary|approach|idea|basics)\b",
    re.IGNORECASE,
)
"""A heading of which the one above it tells what it is about: "What it is", "Introduction"."""
_LEAST = 0.5
"""Share of the weight of the thing's words, or of another name's, that has to be there: its own word, and not only "support"."""


class Defined:
    """A thing of which is asked what it is. ``names`` are its own and what acronyms stand for.

    ``to_spell_out`` is an acronym of which is asked what its letters stand for.
    """

    def __init__(self, names: list[str], weights: TermWeights, to_spell_out: str | None = None) -> None:
        self.names = names
        self._weights = weights
        self._to_spell_out = to_spell_out

    @cached_property
    def _terms(self) -> list[set[str]]:
        return [found for name in self.names if (found := set(terms(name)))]

    def is_spoken_of(self, quote: Quote) -> bool:
        """Whether a quote may say what it is. Rather yes than no."""
        if self._to_spell_out is not None:
            # "An agreement with COSLA" speaks of it, and does not say what the letters mean.
            texts = [quote.text, *quote.span.section, *([quote.lead.text] if quote.lead is not None else [])]
            return spells_out(texts, self._to_spell_out, self.names[1:])
        if not self._terms or _POINTS_BACK.match(quote.text):
            return True
        texts = [quote.text, *_told_by(quote.span.section)]
        if quote.lead is not None:
            texts.append(quote.lead.text)
        return any(self._weights.coverage(name, texts) >= _LEAST for name in self.names)


def defined_by(question: str, weights: TermWeights) -> Defined | None:
    """What ``question``, or the last of several, asks to be told what it is; None when it does not ask so, or not by a name."""
    found = _ASKS.match(asked_last(question))
    if found is None:
        return None
    ((kind, name),) = [(kind, found[kind]) for kind in ("asked", "told", "counted", "made", "said", "of", "short") if found[kind]]
    explained = re.findall(r"\(([^()]+)\)", found[f"{kind}_explained"] or "")
    if _NOT_A_NAME.search(name) or _A_FACT.search(found[0]):
        return None
    spelled = asked_to_spell_out(question)
    return Defined([name, *explained], weights, spelled[0] if spelled else None)


def _told_by(section: tuple[str, ...]) -> tuple[str, ...]:
    """The nearest heading, and those above it for as long as one does not say by itself what stands below it."""
    for number, heading in enumerate(reversed(section), 1):
        if not _SAYS_NOTHING.search(heading):
            return section[len(section) - number :]
    return section
