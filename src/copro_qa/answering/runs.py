"""Which phrases of a sentence are marked where there is no room for all: those that follow on one another and count most.

Never without a denial before them, nor without the condition beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from copro_qa.answering.clauses import Word, clauses, words_of
from copro_qa.answering.needed import Run, denials, exceptions, needed
from copro_qa.answering.phrases import trimmed
from copro_qa.answering.telling_words import Range, closed
from copro_qa.answering.weighed import Weighed, is_cut_short, lacks_its_verb

__all__ = ["best_ranges", "with_denials"]

_RUNS = 2
_LEAST_TERMS = 2
"""In a run, where the question asks for nothing short."""
_BEGINS, _BEGINS_SHORT = 0.4, 0.1
"""How much more a run counts that begins with a clause or with what is said of its subject, and where something short is asked for."""
_ENDS = 0.1
"""How much more a run counts that ends with its clause."""
_NEXT, _NEXT_SHORT = 0.3, 0.1
"""Share of the best run's figure that the next one has to have, and where something short is asked for."""
_REST = 2
"""Words at the end of a clause that go with what stands before them, or between two runs that go with both."""
_PARTICLES = frozenset("up out off down away back".split())
"""The last word of "has drawn up" goes with it, room or not."""
_OVER = 2
"""Words by which a single phrase may be longer than there is room."""


def best_ranges(part: Weighed, room: int) -> list[Range]:
    """The ranges of about ``room`` words that count most; none where nothing may be marked."""
    runs = _runs(part, room)
    beside = needed(part.text, set(part.counts), runs)
    if beside:
        runs = _runs(part, max(_LEAST_TERMS + 1, room - sum(map(len, beside))))
        beside = needed(part.text, set(part.counts), runs)
    return _ranges(part.text, [*_bridged(part, runs), *beside])


def with_denials(text: str, ranges: Sequence[Range]) -> Sequence[Range]:
    """The ranges of a sentence, with the denials before them on which they depend, and what is excepted after them."""
    runs = [tuple(word for word in words_of(text) if start <= word.start < end) for start, end in ranges]
    said = [run for run in runs if run]
    beside = [*denials(text, said), *exceptions(text, said)]
    return _ranges(text, [*runs, *beside]) if beside else ranges


def _runs(part: Weighed, room: int) -> list[Run]:
    """The run that counts most, and the next best in the room that is left."""
    runs: list[Run] = []
    least = float("-inf")
    taken: set[Word] = set()
    while len(runs) < _RUNS and room > 0:
        candidates = _candidates(part, room, taken, alone=not runs)
        found = [(figure, run) for run in candidates if (figure := _figure(part, run)) is not None]
        if not found and not runs:
            # None says enough in the room that there is: the one that says most in a little more.
            found = [(0.0, run) for run in sorted(_candidates(part, room + _OVER, taken, alone=True), key=_says, reverse=True)]
        figure, run = max(found, key=lambda each: each[0], default=(0.0, ()))
        if not run or figure <= least or (runs and _is_small_word(part.text, run)):
            break
        least = least if runs else max(0.0, (_NEXT_SHORT if part.short else _NEXT) * figure)
        taken |= set(run)
        runs.append(_with_rest(part, run, room) if len(run) <= room + _OVER else run[:room])
        room -= len(run)
    return runs


def _is_small_word(text: str, run: Run) -> bool:
    """Whether it is a word by itself that is neither a name nor a figure."""
    words = trimmed(run)
    return len(words) == 1 and text[words[0].start].islower()


def _bridged(part: Weighed, runs: Sequence[Run]) -> list[Run]:
    """The runs in order, with the word or two between them: a list of which one is left out would say something else."""
    joined: list[Run] = []
    for run in sorted(runs, key=lambda run: run[0].start):
        between: list[Word] = []
        word = part.after.get(joined[-1][-1]) if joined else None
        while word is not None and word.start < run[0].start and len(between) <= _REST:
            between.append(word)
            word = part.after.get(word)
        if joined and word == run[0]:
            joined[-1] = (*joined[-1], *between, *run)
        else:
            joined.append(run)
    return joined


def _candidates(part: Weighed, room: int, taken: set[Word], *, alone: bool) -> list[Run]:
    """The phrases that follow on one another, in no more words than there is room; ``alone``: also a single one that is longer.

    Of an item only from its beginning. Into another clause only from the beginning of one, or of what is said of its subject.
    """
    found: list[Run] = []
    for first in range(1 if part.is_item else len(part.phrases)):
        if part.lacks_what_it_is_about(first):
            continue
        run: Run = ()
        for phrase in part.phrases[first:]:
            before = part.clauses[run[-1]] if run else None
            follows = not run or part.after.get(run[-1]) == phrase.words[0]
            crosses = before is not None and phrase.clause != before
            if not follows or phrase.words[0] in taken or (crosses and phrase.clause.stands_alone and not part.phrases[first].begins):
                break
            is_too_long = len(run) + len(phrase.words) > room
            if is_too_long and not (alone and not run):
                break
            run += phrase.words
            # Of a clause that only begins nothing is marked.
            begun = phrase.clause != part.phrases[first].clause and phrase.clause.stands_alone
            if not begun or phrase.words[-1] == phrase.clause.words[-1]:
                found.append(run)
    return found


def _figure(part: Weighed, run: Run) -> float | None:
    """What a run counts; None where it says too little."""
    if is_cut_short(part, run) or (not part.short and (_says(run) < _LEAST_TERMS or lacks_its_verb(part, run))):
        return None
    figure = sum(part.counts[word] for word in run) - part.cost * len(run)
    if figure <= 0:
        return figure
    begins = (run[0] in part.begins) * (_BEGINS_SHORT if part.short else _BEGINS)
    return figure * (1 + begins + (run[-1] in part.ends) * _ENDS)


def _says(words: Sequence[Word]) -> int:
    return sum(bool(word.terms) for word in words)


def _with_rest(part: Weighed, run: Run, room: int) -> Run:
    """The run with the word or two after it with which its clause ends, where there is room."""
    end = part.clauses[run[-1]].end
    rest: list[Word] = []
    word = part.after.get(run[-1])
    while word is not None and word.start < end and len(rest) <= _REST:
        rest.append(word)
        word = part.after.get(word)
    is_particle = len(rest) == 1 and rest[0].plain in _PARTICLES
    return (*run, *rest) if is_particle or len(rest) <= min(_REST, room + 1 - len(run)) else run


def _ranges(text: str, runs: Sequence[Run]) -> list[Range]:
    """Where the runs stand, in order, with their brackets and quotation marks; what follows on one another is joined."""
    begin = {clause.start for clause in clauses(text)}
    ranges: list[Range] = []
    for run in runs:
        words = trimmed(run)
        while len(words) > 1 and words[-1].start in begin:
            words = trimmed(words[:-1])
        if words:
            ranges.append(closed(text, words[0].start, words[-1].end))
    joined: list[Range] = []
    for start, end in sorted(ranges):
        if joined and not words_of(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
