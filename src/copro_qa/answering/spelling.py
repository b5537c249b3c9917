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
_LONG_FOR_A_SWAP, _LONG_FOR_A_FIRST_LETTER, _LONG_FOR_ANOTHER_LETTER = 5, 8, 9
"""Letters. So long is a word whose first two letters may be swapped, one whose first may be missing or too many, and one where it may be
another: many a word becomes another real one by that ("tension", "pension")."""
_FIRST_SYLLABLES = ("de", "re", "un", "in", "en", "em", "im", "il", "ir", "ex", "up")
"""Which of these a word begins with changes what it means: "degeneration" is no slip for "regeneration"."""
_LEAST_WORDS_OF_A_SHOUT = 3
"""Words. A question of so many, all in capitals, has words in it, not only short forms."""
_LEAST_OCCURRENCES = 2
"""A word that the corpus has once may be a slip itself."""
_FIRST_PARTS = ("co", "self", "inter", "multi", "non", "pre", "under", "well")
"""First parts of words with a hyphen that are often written without it: their last part may have a slip as well."""
_SHORTEST_FIRST_PART, _SHORTEST_LAST_PART = 2, 5
"""Letters of the two parts of a word that is taken for two."""
_QUESTION_WORDS = ("what", "which", "where", "when", "who", "whose", "how", "why")
_RUN_TOGETHER = {
    "whats": "what is", "whos": "who is", "hows": "how is", "wheres": "where is", "whens": "when is", "whys": "why is", "wats": "what is",
    "wat": "what", "wot": "what",
}  # fmt: skip
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
        self._by_rest: dict[str, list[str]] = {}
        """The words by all but their first letter."""
        for word, count in glossary.words.items():
            if count >= _LEAST_OCCURRENCES and len(word) >= 4:  # noqa: PLR2004 letters
                self._by_start.setdefault(word[0], []).append(word)
                self._by_rest.setdefault(word[1:], []).append(word)

    def corrected(self, question: str, *, leave: Iterable[str] = ()) -> str:
        """The question with its misspelt words put right; as it is where there are none. Words of ``leave`` are left alone."""
        left = frozenset(leave)
        shouted = question.isupper() and len(question.split()) >= _LEAST_WORDS_OF_A_SHOUT
        question = self._with_question_word(question, left, shouted=shouted)
        return _WORDS.sub(lambda match: match[0] if match[0] in left else self._each_corrected(match[0], shouted=shouted), question)

    def _with_question_word(self, question: str, left: frozenset[str], *, shouted: bool) -> str:
        """The question with its first word put right where it is a question word with a slip ("waht"): those tell what is asked for."""
        first = _FIRST_WORD.match(question)
        if first is None or first[1] in left or (first[1].isupper() and not shouted):
            return question
        small = first[1].casefold()
        if not self._words or (self._is_known(small) and small not in _RUN_TOGETHER):
            return question
        near = (
            [_RUN_TOGETHER[small]]
            if small in _RUN_TOGETHER
            else [word for word in _QUESTION_WORDS if OSA.distance(small, word, score_cutoff=1) <= 1]
        )
        if len(near) != 1:
            return question
        word = _in_letters_of(first[1], near[0])
        return f"{question[: first.start(1)]}{word}{question[first.end(1) :]}"

    def _each_corrected(self, words: str, *, shouted: bool) -> str:
        return _WORD.sub(lambda match: self._correction(match[0], shouted=shouted), words)

    def _correction(self, word: str, *, shouted: bool) -> str:
        small = word.casefold()
        if not self._words or (word.isupper() and not shouted) or self._is_known(small):
            return word
        is_name = word[0].isupper()
        if is_name and len(word) < _LONG_FOR_A_NAME:
            return word
        most = 2 if len(small) >= _LONG and not is_name else 1
        near = self._near(small, most=most)
        nearest = min(near)[0] if near else most
        if asking := [other for other in _ASKING_WORDS if OSA.distance(small, other, score_cutoff=nearest) <= nearest]:
            return _in_letters_of(word, asking[0])
        if (not near or nearest > 1) and (other := self._with_another_start(small, is_name=is_name)):
            return _in_letters_of(word, other)
        if not near:
            return self._parted(word, small)
        _, _, best = min(near)
        return _in_letters_of(word, best)

    def _with_another_start(self, small: str, *, is_name: bool) -> str | None:
        """The one word of the corpus that it becomes with its first letter put right ("ocuncil"); None where none or several are."""
        near: set[str] = set()
        if len(small) >= _LONG_FOR_A_SWAP:
            near.update(word for word in self._by_rest.get(small[0] + small[2:], ()) if word[0] == small[1])
        # A name may be of somebody else.
        if len(small) >= _LONG_FOR_A_FIRST_LETTER and not is_name:
            near.update(self._by_rest.get(small, ()))
            near.update(word for word in self._by_start.get(small[1], ()) if word == small[1:])
        if len(small) >= _LONG_FOR_ANOTHER_LETTER and not is_name and not small.startswith(_FIRST_SYLLABLES):
            near.update(self._by_rest.get(small[1:], ()))
        return near.pop() if len(near) == 1 else None

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


def _in_letters_of(word: str, corrected: str) -> str:
    """``corrected`` in capitals, with one or without any, as ``word`` is."""
    return corrected.upper() if word.isupper() else corrected.capitalize() if word[0].isupper() else corrected
