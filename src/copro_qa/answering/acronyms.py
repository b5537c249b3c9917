"""Acronyms that the corpus itself explains, understood both ways."""

from __future__ import annotations

import re
from operator import itemgetter

from copro_qa.answering.initials import flexible
from copro_qa.store.glossary import Glossary
from copro_qa.store.lexical import terms

__all__ = ["Acronyms"]

_WORD = re.compile(r"[^\W_](?:[\w&/-]*[^\W_])?")
_LEAST_LETTERS_OF_SEVERAL = 3
"""Several of what an acronym stands for, typed in small letters, are taken for that from so many letters on: "is" and "as" are none."""
_WORDS_OF_TWO_LETTERS = frozenset(
    "ad ah am an as at be by co do dr eg eh ex go ha he hi ho id ie if in is it la ma me mr ms my no of oh ok on or ox pa pm re so st to tv"
    " uk um up us vs we".split()
)
"""Taken for words though the corpus may not have them in small letters."""
_MOST_ADDED = 3


class Acronyms:
    """Adds to a question what its acronyms stand for, and the acronyms of what it spells out."""

    def __init__(self, glossary: Glossary) -> None:
        self._meanings = glossary.acronyms
        self._counts = glossary.words
        self._by_small_letters = {
            acronym.casefold(): acronym
            for acronym in glossary.acronyms
            if acronym not in glossary.also_words and acronym.casefold() not in _WORDS_OF_TWO_LETTERS
        }
        self._short_forms = [
            (re.compile(rf"\b{flexible(meaning)}s?\b", re.IGNORECASE), acronym)
            for acronym, meanings in glossary.acronyms.items()
            for meaning in meanings[:1]
        ]

    def __contains__(self, word: str) -> bool:
        """Whether the corpus explains the word as an acronym."""
        return self._acronym(word) is not None

    def expanded(self, question: str) -> str:
        """The question with the other form in brackets after each short or long form; as it is where there is none, or both are."""
        additions = [
            (match.end(), meaning)
            for match in _WORD.finditer(question)
            if not _is_explained(match, question)
            for meaning in self._missing_meanings(match[0], question)
        ]
        additions += [
            (match.end(), acronym)
            for pattern, acronym in self._short_forms
            if (match := pattern.search(question)) and not re.search(rf"\b{re.escape(acronym)}s?\b", question, re.IGNORECASE)
        ]
        # From the end on, so that places before stay right; of those for one word the first, the commonest, ends up first.
        in_order = sorted(additions[:_MOST_ADDED], key=itemgetter(0))
        for end, addition in reversed(in_order):
            question = f"{question[:end]} ({addition}){question[end:]}"
        return question

    def _missing_meanings(self, word: str, question: str) -> list[str]:
        acronym = self._acronym(word)
        meanings = self._meanings[acronym] if acronym else ()
        return [meaning for meaning in meanings if not re.search(flexible(meaning), question, re.IGNORECASE)]

    def _acronym(self, word: str) -> str | None:
        singular = word.removesuffix("s")
        for form in (word, singular):
            if form in self._meanings:
                return form
        counts = self._counts
        if len(singular) < _LEAST_LETTERS_OF_SEVERAL or counts.get(word.casefold(), 0) > counts.get(singular.casefold(), 0):
            # More often a word of its own, such as "does" and "loss", than several of what DOE and LOS stand for.
            singular = word
        for form in (word, singular):
            if form in self._by_small_letters or (form.isupper() and form.casefold() in self._by_small_letters):
                return self._by_small_letters[form.casefold()]
        return None


def _is_explained(match: re.Match[str], question: str) -> bool:
    """Whether it stands in brackets after words that begin with its first letter: then who asks has said what it stands for."""
    before, after = question[: match.start()], question[match.end() :]
    if not (before.endswith("(") and after.startswith(")")):
        return False
    # Not small words: an IJB is not explained by "is" or "in".
    words = [word for word in _WORD.findall(before) if terms(word)][-len(match[0]) - 1 :]
    return any(word[0].casefold() == match[0][0].casefold() for word in words)
