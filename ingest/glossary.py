"""The words of a document and what its acronyms stand for, for the glossary of the corpus.

Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text": a short form in brackets
after a long one, or a long form in brackets after a short one; the letters of the short form are found in the long one from right to left,
and the first of them begins a word. What is said without brackets is found by ``spelled_out``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from copro_qa.document import Block, BlockKind, Document
from ingest.spelled_out import spelled_out

__all__ = ["GLOSSARY_VERSION", "DocumentTerms", "Meanings", "definitions"]

Meanings = list[tuple[str, str, str]]
"""Acronyms with their meanings, folded and as they stand in a document."""

GLOSSARY_VERSION = "3"
"""Part of the recipe of a generation. Raise it whenever a change here gives another glossary."""

_BRACKETS = re.compile(r"\(([^()]{2,120})\)")
_AROUND_SHORT_FORM = re.compile(
    r"^(?:(?:the|or|hereafter|hereinafter|now|known as|also known as|referred to as|abbreviated(?: to| as)?)[ ,]+)*", re.IGNORECASE
)
_SHORT_FORM = re.compile(r"[A-Z][A-Za-z0-9&/]{1,9}")
_LEAST_CAPITALS = 2
_PLURAL = re.compile(r"(?<=[A-Z])(?:s|’s|'s)$")
_WORD_BEFORE = re.compile(r"([A-Z][A-Za-z0-9&/-]{1,9})\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SMALL_WORDS_BEFORE = re.compile(r"^(?:(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with)\s+)+", re.IGNORECASE)
_NOT_ONE_NAME = re.compile(r"[.;:?!]\s|[\n\d]")
_MARKS = "“”‘’\"',;:. "
_NOT_RUNNING_TEXT = frozenset({BlockKind.CONTENTS})
_SHORTEST_WORD = 2


@dataclass(frozen=True, slots=True)
class DocumentTerms:
    """What one document adds to a glossary: how often each word occurs in it, in small letters, and how often it is written so.

    ``meanings`` holds each acronym that it explains.
    """

    words: dict[str, int]
    small_letters: dict[str, int]
    meanings: Meanings

    @classmethod
    def of(cls, document: Document) -> Self:
        """Of a document."""
        matches = Counter(match for match in _WORD.findall(document.text) if len(match) >= _SHORTEST_WORD)
        words: Counter[str] = Counter()
        for word, count in matches.items():
            words[word.casefold()] += count
        found = {(acronym, _folded(meaning)): meaning for block in document.blocks for acronym, meaning in _in_block(document, block)}
        return cls(
            words=dict(words),
            small_letters={word: count for word, count in matches.items() if word.islower()},
            meanings=[(acronym, folded, meaning) for (acronym, folded), meaning in found.items()],
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """What ``to_bytes`` gave. Raises ValueError, KeyError or TypeError."""
        return cls(**json.loads(content))

    def to_bytes(self) -> bytes:
        """For the next build, which takes the document over."""
        # Not by asdict, which copies word by word.
        fields = {"words": self.words, "small_letters": self.small_letters, "meanings": self.meanings}
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """The acronyms that a text explains, each with its meaning as it stands there."""
    for match in _BRACKETS.finditer(text):
        inside = _AROUND_SHORT_FORM.sub("", match[1].strip(_MARKS)).strip(_MARKS)
        before = text[max(0, match.start() - 200) : match.start()]
        if _is_short_form(inside):
            acronym = _PLURAL.sub("", inside)
            if meaning := _long_form(acronym, _nearest_words(before, acronym)):
                yield acronym, meaning
        elif (word := _WORD_BEFORE.search(before)) and _is_short_form(word[1]):
            acronym = _PLURAL.sub("", word[1])
            meaning = _long_form(acronym, inside)
            if meaning and len(meaning.split()) == len(inside.split()):
                yield acronym, meaning
    yield from spelled_out(text)


def _in_block(document: Document, block: Block) -> Iterator[tuple[str, str]]:
    if block.kind not in _NOT_RUNNING_TEXT:
        yield from definitions(document.text[block.start : block.end])


def _is_short_form(text: str) -> bool:
    return bool(_SHORT_FORM.fullmatch(text)) and sum(character.isupper() for character in text) >= _LEAST_CAPITALS


def _nearest_words(before: str, acronym: str) -> str:
    """The words before the bracket that may be the long form: at most min(A + 5, 2 A) of them, A being the letters of the short form."""
    words = before.split()
    return " ".join(words[-min(len(acronym) + 5, 2 * len(acronym)) :])


def _long_form(acronym: str, words: str) -> str | None:
    """The shortest end of ``words`` that the letters of ``acronym`` are found in, from right to left; None when there is none."""
    place = len(words)
    for letter_place in range(len(acronym) - 1, -1, -1):
        letter = acronym[letter_place].lower()
        if not letter.isalnum():
            continue
        place -= 1
        while place >= 0 and (words[place].lower() != letter or (letter_place == 0 and place > 0 and words[place - 1].isalnum())):
            place -= 1
        if place < 0:
            return None
    meaning = _SMALL_WORDS_BEFORE.sub("", words[place:].strip(_MARKS))
    if len(meaning.split()) == 1 or _NOT_ONE_NAME.search(meaning) or acronym in meaning.split():
        return None
    return meaning


def _folded(meaning: str) -> str:
    words = " ".join(_WORD.findall(meaning.casefold()))
    return words.removesuffix("s")
