"""Where a sentence may be cut so that its parts can be told apart: at marks, and before a few joining words. No grammar is parsed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from copro_qa.store.lexical import terms

__all__ = ["LIKE_A_VERB", "VERBS", "Clause", "Word", "clauses", "overlap", "touches", "words_of"]

VERBS = frozenset(
    "is are was were be been being has have had does do did can cannot could will would shall should may might must"
    " mean means meant".split()
)
"""Small words that are verbs wherever they stand."""
LIKE_A_VERB = re.compile(
    r"\w+(?:s|ed)|ma[dk]e|g[ai]ve|took|take|put|led|held|kept|brought|began|came|went|g[eo]t|saw|bec[ao]me|grew|ran|mean|involve|include"
    r"|provide|ensure|allow|enable|agree|decide|want"
)
"""How a word is written that may be a verb; many a noun is written so too."""

_WORD = re.compile(r"[£$€]?\w(?:[^\s()\[\]–—;]*[\w%])?")
"""What stands between white space, dashes and brackets, without the marks around it."""
_PREPOSITION = r"(?:in|of|to|for|from|by|at|on|with|under|through)"
_JOINT = (
    rf"because|so that|in order (?:to|that)|{_PREPOSITION} (?:which|whose|whom)|which|who|whose|whom|whereas|while|although|though|if"
    r"|unless|until(?! \d)|rather than|instead of|other than|apart from|except|provid(?:ed|ing) that|(?:as|so) long as|but"
)
_CUT = re.compile(
    r"\s*[()\[\]]+[,;]?\s*|[;:]\s+|\s[–—-]\s|[–—](?=[^\W\d])|,\s+"
    # Between "in" and "which" nothing is cut.
    rf"|(?<! in)(?<! of)(?<! to)(?<! by)(?<! at)(?<! on)(?<! for)(?<! from)(?<! with)(?<! under)(?<! through)\s+(?=(?:{_JOINT})\b)",
    re.IGNORECASE,
)
_JOINING = re.compile(
    rf"(?:and |or )?(?:{_JOINT}|where|as well as|such as|including)\b|(?:and|or|so|yet) (?:it|they|he|she|we|you|there|this|these)\b",
    re.IGNORECASE,
)


class Word(NamedTuple):
    """A word of a text: where it is, how it is written in small letters, and its search terms; none for a small word of every text."""

    start: int
    end: int
    plain: str
    terms: frozenset[str]


class Clause(NamedTuple):
    """A part of a sentence. ``stands_alone`` is false of what may be a piece of a list, or goes on with the part before."""

    words: tuple[Word, ...]
    after_comma: bool = False
    in_brackets: bool = False
    stands_alone: bool = True

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end

    @property
    def terms(self) -> frozenset[str]:
        """The search terms of its words."""
        return frozenset().union(*(word.terms for word in self.words))


def words_of(text: str) -> list[Word]:
    """The words of ``text`` in order."""
    return [Word(match.start(), match.end(), match[0].casefold(), _terms(match[0])) for match in _WORD.finditer(text)]


def clauses(text: str) -> list[Clause]:
    """The parts of one sentence, in order. After a comma, a part stands alone where it begins with a joining word or has a verb.

    What stands in brackets is a part by itself at an end of a part, and in the middle of one belongs to it.
    """
    words = words_of(text)
    starts = [word.start for word in words]
    found: list[Clause] = []
    start, mark, depth = 0, "", 0
    for cut in (*_CUT.finditer(text), None):
        end = cut.start() if cut else len(text)
        if inside := tuple(words[bisect_left(starts, start) : bisect_left(starts, end)]):
            joined = bool(_JOINING.match(text, inside[0].start))
            before = next((place for place in reversed(range(len(found))) if not found[place].in_brackets), None)
            if mark.strip().endswith((")", "]")) and not (joined or depth) and before is not None:
                found[before:] = [found[before]._replace(words=found[before].words + inside)]
            else:
                comma = mark.strip().endswith(",")
                alone = not comma or joined or any(word.plain in VERBS for word in inside)
                found.append(Clause(inside, after_comma=comma, in_brackets=depth > 0, stands_alone=alone))
        if cut is None:
            break
        start, mark = cut.end(), cut[0]
        depth = max(0, depth + _opened(mark))
    return found


def _opened(marks: str) -> int:
    return sum(marks.count(mark) for mark in "([") - sum(marks.count(mark) for mark in ")]")


@lru_cache(maxsize=8_192)
def _terms(word: str) -> frozenset[str]:
    return frozenset(terms(word))


def touches(part: Clause, pointed: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the ranges shares text with the part."""
    return any(overlap((part.start, part.end), mark) for mark in pointed)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges share text."""
    return one[0] < other[1] and other[0] < one[1]
