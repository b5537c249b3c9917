"""Finding passages that do not answer a question, and changing the question so that its passage does not."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from training.changed_questions import changed_question
from training.hard_negatives import PassageRanking
from training.own_search import OwnSearch, PassageVectors
from training.sentence_split import split_sentences
from training.sources import Row

__all__ = ["Miner", "answer_texts", "evidence_of", "holds"]

_WORD = re.compile(r"[^\W_]{3,}")
_RANKS_LOOKED_AT = 8


class _Ranking(Protocol):
    def best(self, question: str, count: int) -> list[int]:
        """Positions of the ``count`` best passages, best first."""


class Miner:
    """Finds passages among given rows, mostly of one source, that do not answer."""

    def __init__(self, rows: Sequence[Row], vectors: PassageVectors | None) -> None:
        by_text = {row.text: row for row in rows}
        self._rows = list(by_text.values())
        texts, titles = list(by_text), [row.title for row in self._rows]
        self._ranking: _Ranking = PassageRanking(texts) if vectors is None else OwnSearch(texts, titles, vectors)
        self._documents = defaultdict[str, list[Row]](list)
        for row in self._rows:
            self._documents[row.group].append(row)

    def siblings(self, row: Row, count: int) -> list[Row]:
        """The ``count`` other passages of the row's document that share most words with the question."""
        others = [other for other in self._documents[row.group] if other.text != row.text] if count else []
        asked = set(_WORD.findall(row.question.lower()))
        others.sort(key=lambda other: -len(asked & set(_WORD.findall(other.text.lower()))))
        return others[:count]

    def mined(self, row: Row, chance: random.Random) -> Row | None:
        """One of the passages that the search ranks first and that do not hold the answer."""
        wrong = [
            other
            for other in (self._rows[position] for position in self._ranking.best(row.question, _RANKS_LOOKED_AT))
            if other.text != row.text and not holds(other.text, answer_texts(row))
        ]
        return chance.choice(wrong) if wrong else None

    def changed(self, row: Row, chance: random.Random) -> str | None:
        """The row's question, changed so that its passage no longer answers; a name or number comes from it or from passages like it."""
        sentences = split_sentences(row.text)
        evidence = evidence_of(row, sentences)
        answering = " ".join(row.text[start:end] for (start, end), answers in zip(sentences, evidence, strict=True) if answers)
        alike = [self._rows[position].text for position in self._ranking.best(row.question, _RANKS_LOOKED_AT)]
        others = [row.text, *alike] if chance.random() < 0.5 else alike  # noqa: PLR2004
        return changed_question(
            row.question, answers=answer_texts(row) if row.is_short else [], evidence=answering, others=others, chance=chance
        )

    def at_random(self, row: Row, chance: random.Random) -> Row:
        """Any passage; when it happens to hold the answer, another one."""
        other = row
        for _ in range(10):
            other = chance.choice(self._rows)
            if other.text != row.text and not holds(other.text, answer_texts(row)):
                break
        return other


def answer_texts(row: Row) -> list[str]:
    """What answers, in small letters."""
    return [row.text[start:end].lower() for start, end in row.spans]


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether any of the answers stands in a text."""
    lower = text.lower()
    return any(answer in lower for answer in answers)


def evidence_of(row: Row, sentences: Sequence[tuple[int, int]]) -> list[bool]:
    """Per sentence, whether a span covers half of it or lies at least by half in it."""

    def shares(sentence: tuple[int, int], span: tuple[int, int]) -> bool:
        shared = min(sentence[1], span[1]) - max(sentence[0], span[0])
        return 2 * shared >= min(sentence[1] - sentence[0], span[1] - span[0])

    return [any(shares(sentence, span) for span in row.spans) for sentence in sentences]
