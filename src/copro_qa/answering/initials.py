"""What an acronym stands for, where a text spells it out: the words that its letters begin, or what is said to be its full form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copro_qa.answering.parts import asked_last

__all__ = ["asked_to_spell_out", "explained_in", "flexible", "spells_out"]

Range = tuple[int, int]

_ASKS = re.compile(
    r"^\W*(?:so |and |but )?what do(?:es)? (?:an? |the )?(?:(?:abbreviation|acronym|initials|letters|term|word)s? )?"
    r"(?P<short>[\w&/.-]+?)(?P<meanings>(?: \([^()]+\))*) stand for\W*$",
    re.IGNORECASE,
)
_STANDS_FOR = r"\b(?:(?:stand(?:s|ing)?|stood|short) for|(?:abbreviation|acronym|initials|short form|letters) (?:for|of))\b"
_BY_LETTERS = r"\b(?:abbreviated|abbreviation|acronym|initials|shortened|short form|full (?:name|title|form))\b"
_ACRONYMS = re.compile(r"\b(?:abbreviation|acronym|initial)s?\b|\bglossary\b", re.IGNORECASE)
"""A heading or lead-in over acronyms that are explained."""
_NEARBY = r"[^.;\n]{0,60}?"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = frozenset("a an and as at by for from in into of on or the to with".split())
_BETWEEN_WORDS = re.compile(r"[^\S\n]*[-–/&,]?[^\S\n]*")
_BRACKETS = re.compile(r"\(([^()]+)\)")


def asked_to_spell_out(question: str) -> tuple[str, tuple[str, ...]] | None:
    """The acronym of which ``question``, or the last of several, asks what it stands for, and what is known of that; None for others."""
    asked = _ASKS.match(asked_last(question))
    if asked is None:
        return None
    return asked["short"], tuple(_BRACKETS.findall(asked["meanings"]))


def spells_out(texts: Sequence[str], short: str, meanings: Sequence[str]) -> bool:
    """Whether ``texts``, which are shown together, the quote first, say what an acronym stands for.

    They do in words that the letters begin, in others that are said to be the full form, or as an entry in a list of acronyms. "DVLA as an
    acronym" does not.
    """
    named = rf"(?<!\w){re.escape(short)}(?!\w)"
    says_so = re.compile(
        rf"{named}{_NEARBY}{_STANDS_FOR}|{_BY_LETTERS}\W+(?:(?:to|as|is|of|by|for|simply|just|the)\W+){{0,3}}{named}", re.IGNORECASE
    )
    if any(says_so.search(text) for text in texts):
        return True
    entry = re.compile(rf"\W*{named}\W*[:;(–—-]", re.IGNORECASE)
    if entry.match(texts[0]) and any(_ACRONYMS.search(text) for text in texts[1:]):
        return True
    return any(next(explained_in(text, short, meanings), None) is not None for text in texts)


def explained_in(text: str, short: str, meanings: Sequence[str] = ()) -> Iterator[Range]:
    """Where ``text`` holds one of the ``meanings``, or else words that the letters of the acronym begin, one after another."""
    known = [match.span() for meaning in meanings for match in re.finditer(rf"\b{flexible(meaning)}s?\b", text, re.IGNORECASE)]
    yield from known or _begun_by([letter for letter in short.casefold() if letter.isalnum()], text)


def flexible(meaning: str) -> str:
    """A pattern for the words of a meaning with white space or hyphens between them, in the singular or plural."""
    return r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", meaning.strip().removesuffix("s")))


def _begun_by(letters: Sequence[str], text: str) -> Iterator[Range]:
    """The words that follow on one another, small ones left over, of which each begins with one of the letters, in order."""
    words = list(_WORD.finditer(text))
    for first in range(len(words)):
        if (last := _last_of(letters, text, words, first)) is not None:
            yield words[first].start(), words[last].end()


def _last_of(letters: Sequence[str], text: str, words: Sequence[re.Match[str]], first: int) -> int | None:
    if len(letters) < 2 or words[first][0].casefold() in _SMALL:  # noqa: PLR2004  # of one letter every word is one
        return None
    left = list(letters)
    for place in range(first, len(words)):
        if place > first and not _BETWEEN_WORDS.fullmatch(text, words[place - 1].end(), words[place].start()):
            return None
        word = words[place][0].casefold()
        if word.startswith(left[0]):
            left.pop(0)
            if not left:
                return place
        elif word not in _SMALL:
            return None
    return None
