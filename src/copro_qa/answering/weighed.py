"""What each word of a sentence counts, and which of its phrases say nothing without what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from copro_qa.answering.clauses import VERBS, Clause, Word, words_of
from copro_qa.answering.lead_ins import denies
from copro_qa.answering.needed import Run
from copro_qa.answering.phrases import Phrase

__all__ = ["Weighed", "is_cut_short", "lacks_its_verb"]

_COST = 0.8
"""What every word costs, as a share of what one counts on average: without, as many would be marked as there is room for."""
_RELATIVE = frozenset("who whom whose which".split())
_SUBORDINATE = frozenset("if when where whether while unless because although though".split())
_DETERMINERS = frozenset("a an".split())
_JOINTS = frozenset("and or".split())


@dataclass(frozen=True)
class Weighed:
    """The phrases of one sentence that may be marked, and what each word of them counts.

    ``is_item``: it is one of a list, and its first words name it. ``short``: a name, a place, a time or a figure is asked for.
    """

    text: str
    phrases: Sequence[Phrase]
    counts: Mapping[Word, float]
    is_item: bool
    short: bool

    @cached_property
    def after(self) -> Mapping[Word, Word]:
        """The word that follows each, whether it may be marked or not."""
        return dict(pairwise(words_of(self.text)))

    @cached_property
    def cost(self) -> float:
        """Of each word."""
        return _COST * sum(self.counts.values()) / max(1, len(self.counts))

    def lacks_what_it_is_about(self, place: int) -> bool:
        """Whether the phrase at ``place`` says more of the one before it, which may be marked too: "who use services" of "people".

        So does "has drawn up" of "a plan that somebody has drawn up".
        """
        first = self.phrases[place].words[0]
        if not place or not self.text[self.phrases[place - 1].words[-1].end : first.start].isspace():
            return False
        return first.plain in _RELATIVE or (first in self.begins and self._is_in_relative(place))

    def _is_in_relative(self, place: int) -> bool:
        """Whether the verb at ``place`` is that of "that somebody has drawn up": no other stands between them."""
        for phrase in reversed(self.phrases[:place]):
            if phrase.clause != self.phrases[place].clause or phrase.words[0] in self.begins:
                return phrase.words[0].plain in _RELATIVE
            # Of a sentence that begins so, "that plan" is its subject.
            if any(word.plain in _RELATIVE | {"that"} for word in phrase.words if word != phrase.clause.words[0]):
                return True
        return False

    @cached_property
    def clauses(self) -> Mapping[Word, Clause]:
        """The clause that each word stands in."""
        return {word: phrase.clause for phrase in self.phrases for word in phrase.words}

    @cached_property
    def begins(self) -> AbstractSet[Word]:
        """The words with which a clause begins, or what is said of its subject."""
        return {phrase.words[0] for phrase in self.phrases if phrase.begins}

    @cached_property
    def ends(self) -> AbstractSet[Word]:
        """The last word of each clause that may be marked."""
        last = {clause: word for word, clause in self.clauses.items()}
        return set(last.values())


def lacks_its_verb(part: Weighed, run: Run) -> bool:
    """Whether what is said of its last words comes right after it: "whether the session" of "whether the session is seen"."""
    after = part.after.get(run[-1])
    if after is None or after.start >= part.clauses[run[-1]].end:
        return False
    is_verb_alone = (run[-1] in part.begins or run[-1].plain in VERBS) and len(run) > 1
    return is_verb_alone or after in part.begins or after.plain in VERBS or denies([after]) or _lacks_another_subject(part, after)


def _lacks_another_subject(part: Weighed, after: Word) -> bool:
    """Whether ``after`` begins the second half of a subject: "and social care" of "health and social care must be integrated"."""
    place = next((at for at, phrase in enumerate(part.phrases) if phrase.words[0] == after), None)
    if after.plain not in _JOINTS or place is None:
        return False
    clause = part.phrases[place].clause
    if any(word.plain in VERBS for word in clause.words if word.start < after.start):
        return False
    rest = [phrase for phrase in part.phrases[place + 1 :] if phrase.clause == clause]
    verb = next((phrase for phrase in rest if phrase.words[0] in part.begins or phrase.words[0].plain in _JOINTS | _RELATIVE), None)
    return verb is not None and verb.words[0].plain in VERBS


def is_cut_short(part: Weighed, run: Run) -> bool:
    """Whether the run ends within "a planned, strategic approach", or with "when the care" of "when the care that they need is planned"."""
    after = part.after.get(run[-1])
    if after is None:
        return False
    between = part.text[run[-1].end : after.start]
    if between.isspace() and after.plain in _RELATIVE | {"that"}:
        last = next(phrase for phrase in part.phrases if run[-1] in phrase.words)
        return last.words[0].plain in _SUBORDINATE
    goes_on = after in part.clauses and not part.clauses[after].stands_alone and after.plain not in _JOINTS | _DETERMINERS | _RELATIVE
    return len(run) > 1 and run[-2].plain in _DETERMINERS and between.strip() == "," and goes_on
