"""A cross-encoder from Hugging Face as a reader: it judges question and text together, sentence by sentence.

Imports sentence_transformers when a model is loaded, not when this file is: that takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from copro_qa.errors import ModelUnavailable
from copro_qa.models.not_loaded import why
from copro_qa.models.reader import Passage, Reading

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

__all__ = ["CrossEncoderReader"]

_BATCH = 16
_DEFAULT_TOKENS = 512
_MOST_QUESTION_TOKENS = 96
_PLACE_FOR_MARKS = 8


class CrossEncoderReader:
    """A Reader over a cross-encoder with one relevance figure, such as those trained on MS MARCO.

    A sentence is judged with its context; a passage by its likeliest stretch of whole sentences that the model can take at once. The
    figures are the model's own, put between 0 and 1 by the logistic function; they are not calibrated.

    Args:
        model: A folder, or a name that sentence-transformers knows (which may then look for it on a model hub).
        threads: How many threads torch may use.

    Raises:
        ModelUnavailable: The model cannot be loaded, or gives more than one figure.

    """

    def __init__(self, model: str, *, threads: int = 1) -> None:
        try:
            import torch
            from sentence_transformers import CrossEncoder

            torch.set_num_threads(threads)
            self._model: CrossEncoder = CrossEncoder(model, device="cpu", local_files_only=Path(model).is_dir(), trust_remote_code=False)
        # What goes wrong in loading a model is as varied as models are.
        except Exception as error:
            raise ModelUnavailable(
                f"The cross-encoder {model!r} cannot be loaded: {why(error)} Give the name or the folder of a cross-encoder with one "
                "relevance figure, or leave the setting COPRO_QA_READER out."
            ) from error
        if self._model.num_labels != 1:
            raise ModelUnavailable(
                f"The cross-encoder {model!r} gives {self._model.num_labels} figures for a text, not one. "
                "Give one that was trained to rank."
            )
        self._activation = torch.nn.Sigmoid()
        self._tokens = int(self._model.max_seq_length or _DEFAULT_TOKENS)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """See Reader.read."""
        texts: list[str] = []
        places: list[tuple[int, int | None]] = []
        for number, passage in enumerate(passages):
            room = self._room(question, passage.context)
            for sentence, (start, end) in enumerate(passage.sentences):
                for text in self._fitting(passage.text[start:end], room):
                    texts.append(_with_context(passage.context, text))
                    places.append((number, sentence))
            for start, end in self._stretches(passage, room):
                texts.append(_with_context(passage.context, passage.text[start:end]))
                places.append((number, None))
        if not texts:
            return [Reading(0.0, ()) for _ in passages]
        figures = self._model.predict(
            [(question, text) for text in texts], batch_size=_BATCH, activation_fn=self._activation, show_progress_bar=False
        )
        best: dict[tuple[int, int | None], float] = {}
        for place, figure in zip(places, np.asarray(figures, np.float64).tolist(), strict=True):
            best[place] = max(best.get(place, 0.0), figure)
        return [
            Reading(best.get((number, None), 0.0), tuple(best.get((number, sentence), 0.0) for sentence in range(len(passage.sentences))))
            for number, passage in enumerate(passages)
        ]

    def _count(self, text: str) -> int:
        return len(self._model.tokenizer(text, add_special_tokens=False, truncation=False, verbose=False)["input_ids"])

    def _room(self, question: str, context: str) -> int:
        """Tokens that are left for the text."""
        used = min(self._count(question), _MOST_QUESTION_TOKENS) + self._count(context) + _PLACE_FOR_MARKS
        return max(self._tokens - used, self._tokens // 4)

    def _fitting(self, text: str, room: int) -> Iterator[str]:
        """The text in parts of at most ``room`` tokens: nearly always itself."""
        tokens = self._count(text)
        if tokens <= room:
            yield text
            return
        step = max(1, len(text) * room // tokens)
        for start in range(0, len(text), step):
            yield text[start : start + step]

    def _stretches(self, passage: Passage, room: int) -> Iterator[tuple[int, int]]:
        """Ranges of whole sentences that fit in ``room`` tokens; a sentence that does not fit is judged by its parts alone."""
        start = end = None
        used = 0
        for left, right in passage.sentences:
            tokens = self._count(passage.text[left:right])
            if start is not None and end is not None and used + tokens > room:
                yield start, end
                start, used = None, 0
            if tokens > room:
                continue
            start = left if start is None else start
            end, used = right, used + tokens
        if start is not None and end is not None:
            yield start, end


def _with_context(context: str, text: str) -> str:
    return f"{context}\n{text}" if context else text
