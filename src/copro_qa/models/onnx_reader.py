"""The reader that copro-qa brings along, run by onnxruntime. Loads in well under a second: no torch.

How it was trained, and on what, is in ``training/README.md``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from copro_qa.errors import ModelUnavailable
from copro_qa.models.reader import KeyRange, Passage, Reading
from copro_qa.models.reader_input import ReaderInput, Window
from copro_qa.models.reader_kinds import PACKAGED_READER

__all__ = ["OnnxReader"]

_FORMAT = 1
"""Of ``reader.json``: what the model's outputs mean. Another number is another way of reading them."""
_WEIGHT_BOUND = 8.0
"""Bound of a token's weight, as a logarithm. The same stands in training/model.py."""
_EVIDENCE, _WEIGHT, _KEY = range(3)
"""The three logits of a token."""


class OnnxReader:
    """A Reader over an exported model.

    Long passages are read in windows, each a little into the next; a sentence that is in two has the larger of its figures, and the
    passage the largest of its windows'. Every window is read by itself: the model's arithmetic is scaled to what it is given,
    so that in a batch each would change the others' figures, and on one thread a batch is no faster.

    Args:
        folder: Where ``model.onnx``, ``tokenizer.json`` and ``reader.json`` are. By default the reader that copro-qa brings along.
        threads: How many threads may work on one window.
        key_line: How likely a word has to be a part of a short answer to be one of a reading's keys.

    Raises:
        ModelUnavailable: Files are missing, or are not a reader.

    """

    def __init__(self, folder: Path | None = None, *, threads: int = 1, key_line: float = 0.5) -> None:
        self._folder = folder or PACKAGED_READER
        self._key_line = key_line
        self._model_file = self._folder / "model.onnx"
        missing = [name for name in ("model.onnx", "tokenizer.json", "reader.json") if not (self._folder / name).is_file()]
        if missing:
            raise ModelUnavailable(
                f"The reader in {self._folder} cannot be loaded: {', '.join(missing)} is not there. "
                "Install copro-qa again, or give a folder that training.export has written."
            )
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Otherwise a thread that waits for work keeps a core busy, which others on a small machine could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            window_tokens = _window_tokens(self._folder / "reader.json")
            self._input = ReaderInput(self._folder / "tokenizer.json", window_tokens=window_tokens)
            self._session = InferenceSession(str(self._model_file), options, providers=["CPUExecutionProvider"])
        # What goes wrong in reading a damaged model is as varied as damage is.
        except Exception as error:
            raise ModelUnavailable(
                f"The reader in {self._folder} cannot be loaded: {error} Install copro-qa again, or give a folder that training.export "
                "has written."
            ) from error

    @cached_property
    def fingerprint(self) -> str:
        """Names the model by its weights: the first sixteen digits of the SHA-256 of ``model.onnx``."""
        with self._model_file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:16]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """See Reader.read."""
        return [self._reading(question, passage) for passage in passages]

    def _reading(self, question: str, passage: Passage) -> Reading:
        # A passage whose sentences are not known is judged as one.
        known = passage if passage.sentences or not passage.text else passage._replace(sentences=((0, len(passage.text)),))
        answers = 0.0
        likelihoods: dict[tuple[int, int], float] = {}
        sentences = np.zeros(len(known.sentences), np.float32)
        for window in self._input.windows(question, known):
            tokens, window_logit = self._run(window)
            answers = max(answers, float(_sigmoid(window_logit)))
            numbers, logits = _pooled(tokens, window)
            sentences[numbers] = np.maximum(sentences[numbers], _sigmoid(logits))
            for place, likelihood in zip(window.offsets, _sigmoid(tokens[:, _KEY]).tolist(), strict=True):
                likelihoods[place] = max(likelihoods.get(place, 0.0), likelihood)
        figures = tuple(float(figure) for figure in sentences[: len(passage.sentences)])
        likely = tuple(KeyRange(*place, likelihood) for place, likelihood in sorted(likelihoods.items()) if place[0] < place[1])
        return Reading(answers, figures, _keys(known, likely, self._key_line), likely)

    def _run(self, window: Window) -> tuple[NDArray[np.float32], np.float32]:
        """The tokens' logits, of shape (tokens, 3), and the window's."""
        tokens, windows = self._session.run(
            ["tokens", "window"],
            {
                "input_ids": np.asarray([window.ids], np.int64),
                "attention_mask": np.ones((1, len(window.ids)), np.int64),
                "token_type_ids": np.asarray([window.types], np.int64),
            },
        )
        return tokens[0], windows[0]


def _window_tokens(settings_file: Path) -> int:
    settings = json.loads(settings_file.read_text(encoding="utf-8"))
    if settings["format"] != _FORMAT:
        raise ValueError(f"its format is {settings['format']}, and this version of copro-qa reads format {_FORMAT}.")
    return int(settings["window_tokens"])


def _pooled(tokens: NDArray[np.float32], window: Window) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The sentences that have tokens in the window, and their logits: the weighted means of their tokens' evidence logits."""
    sentence_of_token = np.asarray(window.sentences)
    belongs = sentence_of_token >= 0
    numbers, place = np.unique(sentence_of_token[belongs], return_inverse=True)
    weights = np.exp(np.clip(tokens[belongs, _WEIGHT], -_WEIGHT_BOUND, _WEIGHT_BOUND).astype(np.float64))
    sums = np.bincount(place, weights * tokens[belongs, _EVIDENCE], minlength=len(numbers))
    return numbers, (sums / np.bincount(place, weights, minlength=len(numbers))).astype(np.float32)


def _keys(passage: Passage, likely: Sequence[KeyRange], line: float) -> tuple[KeyRange, ...]:
    """The ranges of words above ``line``, those of one sentence that follow on one another joined."""
    keys: list[KeyRange] = []
    follows = False
    for part in likely:
        if part.score < line:
            follows = False
            continue
        if follows and _same_sentence(passage, keys[-1].start, part.start):
            keys[-1] = KeyRange(keys[-1].start, part.end, max(keys[-1].score, part.score))
        else:
            keys.append(part)
        follows = True
    return tuple(keys)


def _sigmoid(logits: NDArray[np.float32] | np.float32) -> NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float32)


def _same_sentence(passage: Passage, first: int, second: int) -> bool:
    return any(start <= first < end and start <= second < end for start, end in passage.sentences)
