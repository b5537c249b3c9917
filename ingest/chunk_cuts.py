"""Where to cut: a stretch of text in two, and a row of pieces into chunks, as cheaply as can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["ChunkSizes", "Piece", "cheapest_cuts", "count_words", "end_without_white_space", "halves"]

_CHARACTERS_PER_WORD = 12
"""Text without white space (a long address, a language without spaces) counts one word for this many characters."""

_CLAUSE_END = re.compile(r"[;:,)\]–—](?=\s)")
_WHITE_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ChunkSizes:
    """How large chunks are, in words. ``most_words`` is what one may have so that something stays whole."""

    target_words: int = 150
    most_words: int = 225

    def __post_init__(self) -> None:
        if not 1 <= self.target_words <= self.most_words:
            raise ValueError(f"target_words={self.target_words} must be at least 1 and at most most_words={self.most_words}")


@dataclass(frozen=True, slots=True)
class Piece:
    """The least that goes into a chunk as a whole: a block, a sentence of a long block, or a part of a long sentence."""

    start: int
    end: int
    words: int
    tokens: int
    cut_cost: float
    """What it costs to begin a chunk here."""
    token_budget: int
    """Tokens that a chunk that begins here may have, beside its context."""


def cheapest_cuts(pieces: Sequence[Piece], sizes: ChunkSizes) -> list[tuple[int, int]]:
    """Ranges of ``pieces``, one per chunk: the shortest path over all places where a chunk can begin."""
    best: list[tuple[float, int]] = [(0.0, len(pieces))]
    for start in range(len(pieces) - 1, -1, -1):
        options: list[tuple[float, int]] = []
        words = tokens = 0
        for end in range(start + 1, len(pieces) + 1):
            words += pieces[end - 1].words
            tokens += pieces[end - 1].tokens
            if options and (words > sizes.most_words or tokens > pieces[start].token_budget):
                break
            options.append((_size_cost(words, sizes) + best[len(pieces) - end][0], end))
        cost, end = min(options)
        best.append((cost + pieces[start].cut_cost, end))
    ranges = []
    start = 0
    while start < len(pieces):
        end = best[len(pieces) - start][1]
        ranges.append((start, end))
        start = end
    return ranges


def _size_cost(words: int, sizes: ChunkSizes) -> float:
    return ((words - sizes.target_words) / sizes.target_words) ** 2


def count_words(text: str, start: int, end: int) -> int:
    """Words of ``text[start:end]``, at least 1."""
    stretch = text[start:end]
    return max(1, len(stretch.split()), (end - start) // _CHARACTERS_PER_WORD)


def halves(text: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two parts of ``text[start:end]``: cut at the end of a clause in the middle third, else at white space there, else in the middle."""
    middle = (start + end) // 2
    margin = (end - start) // 6
    for pattern in (_CLAUSE_END, _WHITE_SPACE):
        places = [match.end() for match in pattern.finditer(text, middle - margin, middle + margin + 1)]
        for place in sorted(places, key=lambda place: abs(place - middle)):
            left_end = end_without_white_space(text, start, place)
            right_start = end - len(text[place:end].lstrip())
            if start < left_end and right_start < end:
                return (start, left_end), (right_start, end)
    return (start, middle), (middle, end)


def end_without_white_space(text: str, start: int, end: int) -> int:
    """Where ``text[start:end]`` ends without the white space at its end."""
    return start + len(text[start:end].rstrip())
