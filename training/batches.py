"""Examples as tensors, in batches of about one length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from copro_qa.models.reader_input import NO_SENTENCE, ReaderInput, Window
from training.examples import Example

__all__ = ["Batch", "batch_of", "batches"]

_SORTED_TOGETHER = 40
"""Batches whose examples are sorted by length together: little padding, and still a random order."""


class Batch(NamedTuple):
    """Tensors of shape (windows, tokens), but for ``sentence_labels`` (sentences of all windows) and ``window_labels`` (windows).

    ``key_labels`` holds 1 and 0 for tokens of sentences, -1 where the short answer is not known.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    sentence_of_token: Tensor
    sentence_labels: Tensor
    window_labels: Tensor
    key_labels: Tensor


def batches(examples: Sequence[Example], reader_input: ReaderInput, *, size: int, seed: int) -> Iterator[Batch]:
    """All examples in batches of ``size``, in the order given but for sorting by length within a stretch."""
    chance = random.Random(seed)  # noqa: S311  # an order, not a secret
    for start in range(0, len(examples), size * _SORTED_TOGETHER):
        stretch = [(example, _best_window(example, reader_input)) for example in examples[start : start + size * _SORTED_TOGETHER]]
        stretch.sort(key=lambda pair: len(pair[1].ids))
        groups = [stretch[left : left + size] for left in range(0, len(stretch), size)]
        chance.shuffle(groups)
        yield from map(batch_of, groups)


def _best_window(example: Example, reader_input: ReaderInput) -> Window:
    """The first window, or the first with evidence. Nearly all examples have but one."""
    windows = reader_input.windows(example.question, example.passage)
    for window in windows:
        if any(example.evidence[sentence] for sentence in set(window.sentences) - {NO_SENTENCE}):
            return window
    return windows[0]


def batch_of(group: Sequence[tuple[Example, Window]]) -> Batch:
    """One batch, padded to its longest window."""
    length = max(len(window.ids) for _, window in group)
    sentence_labels: list[float] = []
    rows: list[tuple[list[int], ...]] = []
    window_labels: list[float] = []
    for example, window in group:
        padding = length - len(window.ids)
        present = sorted(set(window.sentences) - {NO_SENTENCE})
        number = {sentence: len(sentence_labels) + place for place, sentence in enumerate(present)}
        sentence_labels += [float(example.evidence[sentence]) for sentence in present]
        window_labels.append(float(any(example.evidence[sentence] for sentence in present)))
        rows.append(
            (
                window.ids + [0] * padding,
                [1] * len(window.ids) + [0] * padding,
                window.types + [0] * padding,
                [number.get(sentence, -1) for sentence in window.sentences] + [-1] * padding,
                _key_labels(example, window) + [-1] * padding,
            )
        )
    ids, mask, types, sentences, keys = (torch.tensor([row[part] for row in rows]) for part in range(5))
    return Batch(ids, mask, types, sentences, torch.tensor(sentence_labels), torch.tensor(window_labels), keys)


def _key_labels(example: Example, window: Window) -> list[int]:
    if example.keys is None:
        return [-1] * len(window.ids)
    keys = example.keys
    return [
        -1 if sentence == NO_SENTENCE else int(any(start < right and end > left for left, right in keys))
        for sentence, (start, end) in zip(window.sentences, window.offsets, strict=True)
    ]
