"""A token-classification model from Hugging Face as a reader: it marks the words of a passage that answer.

Imports transformers when a model is loaded, not when this file is: that takes seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copro_qa.errors import ModelUnavailable
from copro_qa.models.not_loaded import why
from copro_qa.models.reader import Passage, Reading

__all__ = ["TokenClassifierReader", "architectures_of"]

_MOST_TOKENS = 512
_MOST_QUESTION_TOKENS = 96
_OVERLAP = 0.25
_NO_EVIDENCE = frozenset({"o", "label_0", "0", "not_relevant", "irrelevant", "no_evidence", "none"})
"""Names of labels that mean "not part of the answer", in small letters."""


class TokenClassifierReader:
    """A Reader over a model that gives each token a label, such as the extractors of verbatim question answering.

    A token's figure is the probability of all labels but the one for "not part of the answer"; a sentence's is the mean of its tokens',
    a passage's that of its best sentence. Long passages are read in windows, each a quarter into the next.

    Args:
        model: A folder, or a name that transformers knows (which may then look for it on a model hub).
        threads: How many threads torch may use.

    Raises:
        ModelUnavailable: The model cannot be loaded, or does not classify tokens.

    """

    def __init__(self, model: str, *, threads: int = 1) -> None:
        local = Path(model).is_dir()
        try:
            import torch
            from transformers import AutoModelForTokenClassification, AutoTokenizer

            torch.set_num_threads(threads)
            # Code that a model brings along is never run, and nobody is asked whether to.
            found = {"local_files_only": local, "trust_remote_code": False}
            self._tokenizer: Any = AutoTokenizer.from_pretrained(model, **found)
            self._model: Any
            self._model, loaded = AutoModelForTokenClassification.from_pretrained(model, output_loading_info=True, **found)
        # What goes wrong in loading a model is as varied as models are.
        except Exception as error:
            raise ModelUnavailable(
                f"The extractor {model!r} cannot be loaded: {why(error)} Give the name or the folder of a token-classification model, or "
                "leave the setting COPRO_QA_READER out."
            ) from error
        if missing := sorted(loaded["missing_keys"]):
            # Else those weights would be drawn at random, and the figures with them.
            raise ModelUnavailable(
                f"The extractor {model!r} has no weights for {', '.join(missing)}: it is built differently from what its config.json "
                "names. Give the name or the folder of a plain token-classification model, or leave the setting COPRO_QA_READER out."
            )
        self._model.eval()
        names: dict[int, str] = self._model.config.id2label
        self._evidence = [number for number, name in names.items() if name.lower() not in _NO_EVIDENCE]
        if not self._evidence or len(self._evidence) == len(names):
            raise ModelUnavailable(
                f"The extractor {model!r} has the labels {', '.join(names.values())}. One has to mean that a word is not part of "
                f"the answer ({', '.join(sorted(_NO_EVIDENCE))}), and one that it is."
            )
        self._torch = torch
        self._window = min(_MOST_TOKENS, int(getattr(self._model.config, "max_position_embeddings", _MOST_TOKENS)))

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """See Reader.read."""
        shortened = self._shortened(question)
        return [self._reading(shortened, passage) for passage in passages]

    def _shortened(self, question: str) -> str:
        """The first 96 tokens of a question, so that there is always room for the passage."""
        offsets = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True, verbose=False)["offset_mapping"]
        return question if len(offsets) <= _MOST_QUESTION_TOKENS else question[: offsets[_MOST_QUESTION_TOKENS][0]]

    def _reading(self, question: str, passage: Passage) -> Reading:
        if not passage.sentences:
            return Reading(0.0, ())
        lead = f"{passage.context}\n" if passage.context else ""
        windows = self._tokenizer(
            question,
            lead + passage.text,
            truncation="only_second",
            max_length=self._window,
            stride=int(self._window * _OVERLAP),
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        likelihoods: dict[tuple[int, int], float] = {}
        for number, offsets in enumerate(windows["offset_mapping"]):
            of_window = self._likelihoods(windows["input_ids"][number])
            for token, (start, end) in enumerate(offsets):
                if windows.sequence_ids(number)[token] == 1 and start >= len(lead) and end > start:
                    place = (start - len(lead), end - len(lead))
                    likelihoods[place] = max(likelihoods.get(place, 0.0), float(of_window[token]))
        sentences = tuple(_mean_inside(likelihoods, start, end) for start, end in passage.sentences)
        return Reading(max(sentences), sentences)

    def _likelihoods(self, ids: list[int]) -> NDArray[np.float64]:
        with self._torch.no_grad():
            logits = self._model(
                input_ids=self._torch.tensor([ids]), attention_mask=self._torch.ones((1, len(ids)), dtype=self._torch.int64)
            ).logits[0]
        probabilities = logits.softmax(dim=-1)[:, self._evidence].sum(dim=-1)
        return np.asarray(probabilities.numpy(), np.float64)


def architectures_of(model: str) -> list[str]:
    """The architectures that a model's configuration names. Raises what transformers does when there is no such model."""
    from transformers import AutoConfig

    return list(AutoConfig.from_pretrained(model, trust_remote_code=False).architectures or [])


def _mean_inside(likelihoods: dict[tuple[int, int], float], start: int, end: int) -> float:
    inside = [likelihood for (left, right), likelihood in likelihoods.items() if left < end and right > start]
    return min(1.0, float(np.mean(inside))) if inside else 0.0
