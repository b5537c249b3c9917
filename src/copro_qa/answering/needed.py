"""What may not stay unmarked beside what is marked of a sentence: a denial that holds for it, and what it depends on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from copro_qa.answering.clauses import Clause, Word, clauses, overlap
from copro_qa.answering.lead_ins import denies
from copro_qa.answering.phrases import Phrase, phrases

__all__ = ["Run", "denials", "exceptions", "needed"]

Run = tuple[Word, ...]
"""Words that follow on one another."""

_CONDITIONS = frozenset("unless except excluding if provided until only not".split())
"""What begins a clause that limits the one beside it."""
_CONDITIONS_OF_TWO = frozenset([("other", "than"), ("apart", "from"), ("providing", "that"), ("as", "long"), ("so", "long")])
_SUBORDINATE = frozenset("if when where while whereas unless although though because since once".split())
_EXCEPTIONS = frozenset("unless except excluding".split())
_TAKES_BACK = frozenset("but although though however".split())
_LONGEST_CONDITION = 7
"""Words. Of a condition elsewhere in the sentence so many are enough to see that there is one."""
_TOO_SHORT = 3
"""Words."""
_PARTED = re.compile(r"[;:–—]|\s-\s")
_OTHER_STATEMENTS = frozenset("but and so".split())
_ADDING = frozenset("which who whose whom where".split())
_ABOUT_THE_LAST = frozenset("that which who".split())


def needed(text: str, told: AbstractSet[Word], runs: Sequence[Run]) -> list[Run]:
    """What has to be marked beside the runs, since they say something else without: what is denied, and on what they depend.

    ``told`` are the words that may be marked; the others are known already.
    """
    parts = clauses(text)
    touched = [any(overlap((run[0].start, run[-1].end), (clause.start, clause.end)) for run in runs) for clause in parts]
    found: list[Run] = []
    for place, clause in enumerate(parts):
        if clause.words[0] not in told or touched[place]:
            continue
        first = clause.words[0].plain
        limits = first in _CONDITIONS or _first_two(clause) in _CONDITIONS_OF_TWO
        is_condition = limits and any(touched[max(0, place - 1) : place + 2])
        if is_condition or (first in _TAKES_BACK and denies(clause.words)):
            # "but not those" says something only with "who have left".
            whole = parts[place : place + 1 + (len(clause.words) <= _TOO_SHORT)]
            found.append(_beginning([phrase for phrase in phrases(text) if phrase.clause in whole]))
    return found + [run for run in denials(text, runs) if not any(set(run) & set(other) for other in found)]


def _beginning(of: Sequence[Phrase]) -> Run:
    """The words of the first phrases, up to so many that one sees what they are about."""
    run = of[0].words
    for phrase in of[1:]:
        if len(run) > _TOO_SHORT and len(run) + len(phrase.words) > _LONGEST_CONDITION:
            break
        run += phrase.words
    return run


def denials(text: str, runs: Sequence[Run]) -> list[Run]:
    """The phrases with a denial that holds for one of the runs, but for those that are in one."""
    marked = {word for run in runs for word in run}
    turning = [phrase for phrase in phrases(text) if _turns([word for word in phrase.words if word not in marked])]
    parts = clauses(text) if turning else []
    return [_with_what_it_excepts(text, phrase) for phrase in turning if any(_holds_for(text, parts, phrase, run) for run in runs)]


def _with_what_it_excepts(text: str, phrase: Phrase) -> Run:
    """The words of a phrase, and of one such as "except" those that say what is excepted."""
    if phrase.words[0].plain not in _EXCEPTIONS:
        return phrase.words
    return _beginning([other for other in phrases(text) if other.clause == phrase.clause and other.words[0].start >= phrase.words[0].start])


def exceptions(text: str, runs: Sequence[Run]) -> list[Run]:
    """What is excepted right after the clauses that the runs stand in, but for what is in one: "unless there is a good reason"."""
    parts = clauses(text)
    found: list[Run] = []
    for before, clause in pairwise(parts):
        excepts = clause.words[0].plain in _EXCEPTIONS | {"provided"} or _first_two(clause) in _CONDITIONS_OF_TWO
        beside = any(overlap((run[0].start, run[-1].end), (before.start, before.end)) for run in runs)
        is_in_one = any(overlap((run[0].start, run[-1].end), (clause.start, clause.end)) for run in runs)
        if excepts and beside and not is_in_one:
            found.append(_beginning([phrase for phrase in phrases(text) if phrase.clause == clause]))
    return found


def _first_two(clause: Clause) -> tuple[str, ...]:
    return tuple(word.plain for word in clause.words[:2])


def _turns(words: Sequence[Word]) -> bool:
    return denies(words) or any(word.plain in _EXCEPTIONS for word in words)


def _holds_for(text: str, parts: Sequence[Clause], phrase: Phrase, run: Run) -> bool:
    """Whether what a phrase denies is said of the run: it stands before it, and no other statement begins between them."""
    if phrase.words[0].start > run[0].start:
        return any(word == run[0] for word in phrase.clause.words) and phrase.words[0].plain not in _ABOUT_THE_LAST
    if phrase.clause.words[0].plain in _SUBORDINATE and run[0].start >= phrase.clause.end:
        # "If it does not answer, you may appeal": what is not so is the condition.
        return False
    if phrase.clause.words[0].plain in _ABOUT_THE_LAST and run[0].start >= phrase.clause.end:
        # "The plan, which was not read, cost £3"
        return False
    between = text[phrase.words[-1].end : run[0].start]
    begin = [clause for clause in parts if phrase.words[-1].start < clause.start <= run[0].start]
    # ", where it was let for £3" is a statement of its own too, but not "those who have left".
    is_other = any(
        clause.stands_alone and clause.words[0].plain in (_OTHER_STATEMENTS | _ADDING if clause.after_comma else _OTHER_STATEMENTS)
        for clause in begin
    )
    return not _PARTED.search(between) and not is_other
