"""Questions as some people type them into a search box: without the words that only make a sentence of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

from training.examples import Example

__all__ = ["as_keywords", "some_as_keywords"]

_WORD = re.compile(r"[^\W_]+(?:['’./-][^\W_]+)*%?|£[\d,.]+")
_ONLY_MAKE_A_SENTENCE = frozenset(
    "a an the is are was were be been being am do does did done has have had having can could will would shall should may might "
    "what which that there i we you it they my our your their".split()
)
"""Who, when, where, why and how stay, as they say what is asked for; and so do "must" and "not"."""
_IN_OTHER_WORDS = {
    "when": ("date", "when"),
    "how many": ("number of", "how many"),
    "how much": ("amount of", "how much"),
    "why": ("reason", "why"),
}
_MOST_WORDS = 16
"""A longer question has a story in it, and is not put so."""
_FEWEST_WORDS = 2
_SMALL_LETTERS = 0.6


def as_keywords(question: str, chance: random.Random) -> str | None:
    """``question`` in as few words as say the same, often in small letters. None where nothing could be left out, or too much."""
    words = _WORD.findall(question)
    if len(words) > _MOST_WORDS:
        return None
    kept = [word for word in words if word.lower() not in _ONLY_MAKE_A_SENTENCE]
    if len(kept) < _FEWEST_WORDS:
        return None
    short = " ".join(kept)
    for asked, others in _IN_OTHER_WORDS.items():
        short = re.sub(rf"\b{asked}\b", lambda _, others=others: chance.choice(others), short, count=1, flags=re.IGNORECASE)  # type: ignore[misc]
    if short == " ".join(words):
        return None
    return short.lower() if chance.random() < _SMALL_LETTERS else short


def some_as_keywords(examples: Iterable[Example], share: float, *, seed: int) -> list[Example]:
    """The same examples in the same order, about ``share`` of them with their questions as keywords where that can be."""
    chance = random.Random(f"{seed}:keywords")  # noqa: S311  # a sample, not a secret
    return [
        example._replace(question=as_keywords(example.question, chance) or example.question) if chance.random() < share else example
        for example in examples
    ]
