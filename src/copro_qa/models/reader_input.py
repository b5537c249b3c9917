"""What a reader is given: question, context and sentences as tokens, in windows that the model can take. Training uses it too.

``[CLS] question [SEP] context [SEP] sentence sentence … [SEP]``, without the second ``[SEP]`` when there is no context. The sentences
are of token type 1, all before them of type 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer

from copro_qa.models.reader import Passage

__all__ = ["NO_SENTENCE", "ReaderInput", "Window"]

NO_SENTENCE = -1
"""Stands where a token belongs to no sentence of the passage."""

_MOST_QUESTION_TOKENS = 96
_MOST_CONTEXT_TOKENS = 48
_LEAST_WINDOW_TOKENS = 256
_OVERLAP = 0.25
"""Share of a window that is read again at the start of the next, so that few sentences are read without what stands before them."""


class Window(NamedTuple):
    """A stretch of a passage as the model's input: four lists of one length, one entry per token.

    ``sentences`` holds the position of the token's sentence in the passage, or ``NO_SENTENCE``; ``offsets`` the token's range in the
    passage's text, ``(0, 0)`` where it belongs to no sentence.
    """

    ids: list[int]
    types: list[int]
    sentences: list[int]
    offsets: list[tuple[int, int]]


class _Piece(NamedTuple):
    """A sentence, or a part of one that is longer than a window."""

    sentence: int
    ids: list[int]
    offsets: list[tuple[int, int]]


class ReaderInput:
    """Makes windows of at most ``window_tokens`` tokens, all marks included.

    Args:
        tokenizer_file: A ``tokenizer.json`` whose vocabulary has ``[CLS]`` and ``[SEP]``.
        window_tokens: At least 256, so that more than 100 are left for the passage, however long question and context are.

    Raises:
        ValueError: The window is too small, or the tokenizer lacks a mark.

    """

    def __init__(self, tokenizer_file: Path, *, window_tokens: int) -> None:
        if window_tokens < _LEAST_WINDOW_TOKENS:
            raise ValueError(f"a window of {window_tokens} tokens leaves too few for the passage: {_LEAST_WINDOW_TOKENS} are needed")
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._window_tokens = window_tokens
        self._start, self._separator = self._mark("[CLS]"), self._mark("[SEP]")

    def _mark(self, token: str) -> int:
        number: int | None = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the tokenizer has no {token}")
        return number

    def windows(self, question: str, passage: Passage) -> list[Window]:
        """The windows of ``passage`` in order; together they hold every token of every sentence. None when there are no sentences.

        Of a very long question the first 96 tokens are used, of a very long context the last 48, which stand nearest to the passage.
        """
        head = [self._start, *self._ids(question)[:_MOST_QUESTION_TOKENS], self._separator]
        context = self._ids(passage.context)[-_MOST_CONTEXT_TOKENS:]
        if context:
            head += [*context, self._separator]
        room = self._window_tokens - len(head) - 1
        pieces = list(self._pieces(passage, room))
        return [self._window(head, pieces[start:end]) for start, end in _stretches([len(piece.ids) for piece in pieces], room)]

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _pieces(self, passage: Passage, room: int) -> Iterator[_Piece]:
        encodings = self._tokenizer.encode_batch([passage.text[start:end] for start, end in passage.sentences], add_special_tokens=False)
        for sentence, ((shift, _), encoding) in enumerate(zip(passage.sentences, encodings, strict=True)):
            offsets = [(start + shift, end + shift) for start, end in encoding.offsets]
            # A sentence longer than the window is read in parts; one without any token still has to be in a window.
            for left in range(0, max(len(offsets), 1), room):
                yield _Piece(sentence, encoding.ids[left : left + room], offsets[left : left + room])

    def _window(self, head: list[int], pieces: Sequence[_Piece]) -> Window:
        window = Window(list(head), [0] * len(head), [NO_SENTENCE] * len(head), [(0, 0)] * len(head))
        for piece in pieces:
            window.ids.extend(piece.ids)
            window.types.extend([1] * len(piece.ids))
            window.sentences.extend([piece.sentence] * len(piece.ids))
            window.offsets.extend(piece.offsets)
        window.ids.append(self._separator)
        window.types.append(1)
        window.sentences.append(NO_SENTENCE)
        window.offsets.append((0, 0))
        return window


def _stretches(lengths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Ranges of pieces that fit in ``room`` each, one a little into the next, the last as long as can be. Every piece fits in ``room``."""
    start = 0
    while start < len(lengths):
        end, used = start, 0
        while end < len(lengths) and used + lengths[end] <= room:
            used += lengths[end]
            end += 1
        if end == len(lengths):
            while start > 0 and used + lengths[start - 1] <= room:
                start -= 1
                used += lengths[start]
        yield start, end
        if end == len(lengths):
            return
        start = _start_of_next(lengths, start, end, room)


def _start_of_next(lengths: Sequence[int], start: int, end: int, room: int) -> int:
    """Steps back from ``end`` by at most a quarter of ``room``, and never so far that the next stretch would bring nothing new."""
    overlap, first = 0, end
    while first - 1 > start and overlap + lengths[first - 1] <= _OVERLAP * room and overlap + lengths[first - 1] + lengths[end] <= room:
        first -= 1
        overlap += lengths[first]
    return first
