"""Misspelt words of a question, put right from the corpus' own words. The only file that imports rapidfuzz."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz.distance import OSA

from copro_qa.store.glossary import Glossary

__all__ = ["Spelling"]

_WORDS = re.compile(r"(?<![\w@./'’-])[^\W\d_]+(?:[-‑][^\W\d_]+)*(?![\w@'’]|[./‑-]\w)")
"""A word, or several joined by hyphens."""
_WORD = re.compile(r"[^\W\d_]{5,}")
_LONG = 10
"""Letters. A word of so many may have two slips, a shorter one has one."""
_LONG_FOR_A_NAME = 6
"""Letters. A word with a capital may be a name that the corpus does not have: only a longer one with one slip is put right."""
_LEAST_OCCURRENCES = 2
"""A word that the corpus has once may be a slip itself."""
_FIRST_PARTS = ("co", "self", "inter", "multi", "non", "pre", "under", "well")
"""First parts of words with a hyphen that are often written without it: their last part may have a slip as well."""
_SHORTEST_FIRST_PART, _SHORTEST_LAST_PART = 2, 5
"""Letters of the two parts of a word that is taken for two."""
_QUESTION_WORDS = ("what", "which", "where", "when", "who", "whose", "how", "why")
_ASKING_WORDS = ("meaning", "definition", "difference", "purpose", "example", "examples")
"""Words of questions that documents need not have: "meening" is no "meeting"."""
_FIRST_WORD = re.compile(r"\W*([^\W\d_]{3,6})\b")
_INFLECTIONS = ("s", "es", "d", "ed", "ing", "ly", "al", "r", "er", "ers", "ment", "ness")


class Spelling:
    """Corrects only what neither the corpus nor the language knows, and only where one word of the corpus is nearest.

    Args:
        glossary: The corpus' words.
        knows: Whether a word, in small letters, is one of the language, corpus or not. Without it every unknown word is a suspect.

    """

    def __init__(self, glossary: Glossary, knows: Callable[[str], bool] = lambda _: False) -> None:
        self._words = glossary.words
        self._knows = knows
        self._by_start: dict[str, list[str]] = {}
        for word, count in glossary.words.items():
            if count >= _LEAST_OCCURRENCES and len(word) >= 4:  # noqa: PLR2004 letters
                self._by_start.setdefault(word[0], []).append(word)

    def corrected(self, question: str, *, leave: Iterable[str] = ()) -> str:
        """The question with its misspelt words put right; as it is where there are none. Words of ``leave`` are left alone."""
        left = frozenset(leave)
        question = self._with_question_word(question, left)
        return _WORDS.sub(lambda match: match[0] if match[0] in left else self._each_corrected(match[0]), question)

    def _with_question_word(self, question: str, left: frozenset[str]) -> str:
        """The question with its first word put right where it is a question word with a slip ("waht"): those tell what is asked for."""
        first = _FIRST_WORD.match(question)
        if first is None or first[1] in left or first[1].isupper() or not self._words or self._is_known(first[1].casefold()):
            return question
        small = first[1].casefold()
        near = [word for word in _QUESTION_WORDS if OSA.distance(small, word, score_cutoff=1) <= 1]
        if len(near) != 1:
            return question
        word = near[0].capitalize() if first[1][0].isupper() else near[0]
        return f"{question[: first.start(1)]}{word}{question[first.end(1) :]}"

    def _each_corrected(self, words: str) -> str:
        return _WORD.sub(lambda match: self._correction(match[0]), words)

    def _correction(self, word: str) -> str:
        small = word.casefold()
        if not self._words or word.isupper() or self._is_known(small):
            return word
        is_name = word[0].isupper()
        if is_name and len(word) < _LONG_FOR_A_NAME:
            return word
        most = 2 if len(small) >= _LONG and not is_name else 1
        near = self._near(small, most=most)
        nearest = min(near)[0] if near else most
        if asking := [other for other in _ASKING_WORDS if OSA.distance(small, other, score_cutoff=nearest) <= nearest]:
            return asking[0].capitalize() if is_name else asking[0]
        if not near:
            return self._parted(word, small)
        _, _, best = min(near)
        return best.capitalize() if is_name else best

    def _parted(self, word: str, small: str) -> str:
        """A word that is two of the corpus' words written as one, with a hyphen between them ("coproduction"); else as it is."""
        places = [
            (min(self._words.get(small[:place], 0), self._words.get(small[place:], 0)), place)
            for place in range(_SHORTEST_FIRST_PART, len(small) - _SHORTEST_LAST_PART + 1)
        ]
        commonest, place = max(places, default=(0, 0))
        if commonest >= _LEAST_OCCURRENCES:
            return f"{word[:place]}-{word[place:]}"
        for first in (first for first in _FIRST_PARTS if small.startswith(first) and self._words.get(first, 0) >= _LEAST_OCCURRENCES):
            if near := self._near(small[len(first) :], most=1):
                return f"{word[: len(first)]}-{min(near)[2]}"
        return word

    def _near(self, small: str, *, most: int) -> list[tuple[int, int, str]]:
        """The corpus' words that begin alike and are at most so many slips away: slips, less its occurrences, word."""
        return [
            (distance, -self._words[other], other)
            for other in self._by_start.get(small[:1], ())
            if abs(len(other) - len(small)) <= most and (distance := OSA.distance(small, other, score_cutoff=most)) <= most
        ]

    def _is_known(self, word: str) -> bool:
        if word in self._words or word in _ASKING_WORDS or self._knows(word):
            return True
        stems = {word.removesuffix(ending) for ending in _INFLECTIONS} | {word + ending for ending in ("s", "d", "ed", "ing")}
        return any(len(stem) > 3 and (stem in self._words or stem in _ASKING_WORDS or self._knows(stem)) for stem in stems)  # noqa: PLR2004 letters
