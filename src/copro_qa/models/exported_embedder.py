"""The embedding model as the indexer exported it, run by onnxruntime: the same vectors, and ready in a fraction of a second.

An export is a folder with ``model.onnx`` (ids and masks in, vectors of length 1 out), ``tokenizer.json`` and ``embedder.json``, which
names the model that it was made from and holds a checksum of the other two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

from copro_qa.errors import ModelUnavailable
from copro_qa.models.exports import DESCRIPTION, MODEL, TOKENIZER, checksum

__all__ = ["ExportDescription", "ExportedEmbedder"]

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDescription:
    """What ``embedder.json`` says."""

    fingerprint: str
    dimension: int
    max_tokens: int
    pad_token: int
    """For programs that put several texts through the model at once."""
    inputs: tuple[str, ...]
    """Of ``input_ids``, ``attention_mask`` and ``token_type_ids`` those that the model takes."""
    files: Mapping[str, str]
    """SHA-256 of the other files by name."""
    format: int = _FORMAT

    @classmethod
    def read(cls, folder: Path, *, fingerprint: str, compared: bool = False) -> Self:
        """Reads it, and compares the model with ``fingerprint`` and the other files with their checksums. Raises OSError or ValueError.

        ``compared`` says that the checksums have just been.
        """
        record = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        try:
            described = cls(**{**record, "inputs": tuple(record["inputs"])})
        except (KeyError, TypeError) as error:
            raise ValueError(f"{folder / DESCRIPTION} is not what the indexer writes: {error}") from error
        if described.format != _FORMAT:
            raise ValueError(f"its format is {described.format}, and this version of copro-qa reads format {_FORMAT}")
        if described.fingerprint != fingerprint:
            raise ValueError(f"it was made from {described.fingerprint}, not from {fingerprint}")
        for name in () if compared else (MODEL, TOKENIZER):
            if checksum(folder / name) != described.files.get(name):
                raise ValueError(f"{folder / name} is not what was written")
        return described

    def write(self, folder: Path) -> None:
        """Writes ``embedder.json``."""
        (folder / DESCRIPTION).write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")


class ExportedEmbedder:
    """An Embedder over an export. Safe to use from several threads.

    Each text is put through the model by itself, so that its vector is the same to the last bit whatever is embedded with it or was before,
    and however many threads share the work. In batches, a sentence would take two thirds of the time, but an answer's figures would depend
    on what had been asked before it, because vectors are remembered.

    Args:
        folder: Of the export. It is read at once, and may be removed afterwards.
        fingerprint: Of the model that it must have been made from.
        threads: How many texts are worked on side by side.
        compared: Whether its files have just been compared with their checksums, so that it need not be done again.

    Raises:
        ModelUnavailable: Files are missing or damaged, or belong to another model.

    """

    def __init__(self, folder: Path, *, fingerprint: str, threads: int = 1, compared: bool = False) -> None:
        self._threads = threads
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # Otherwise a thread that waits for work keeps a core busy, which others on a small machine could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._about = ExportDescription.read(folder, fingerprint=fingerprint, compared=compared)
            # Kept, because another one is made of it later, when the folder may be gone.
            self._tokenizer_text = (folder / TOKENIZER).read_text(encoding="utf-8")
            self._tokenizer = self._open_tokenizer()
            self._tokenizer.enable_truncation(self._about.max_tokens)
            self._session = InferenceSession(str(folder / MODEL), options, providers=["CPUExecutionProvider"])
        # What goes wrong in reading a damaged model is as varied as damage is.
        except Exception as error:
            raise ModelUnavailable(
                f"The exported embedding model in {folder} cannot be used: {error}. Make it anew with: copro-qa index"
            ) from error

    @property
    def fingerprint(self) -> str:
        """See Embedder.fingerprint."""
        return self._about.fingerprint

    @property
    def dimension(self) -> int:
        """See Embedder.dimension."""
        return self._about.dimension

    @property
    def max_tokens(self) -> int:
        """See Embedder.max_tokens."""
        return self._about.max_tokens

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        encoded = [(encoding.ids, encoding.type_ids) for encoding in self._tokenizer.encode_batch(list(texts))]
        # The longest first, so that no thread is left with a long one at the end.
        places = sorted(range(len(encoded)), key=lambda place: -len(encoded[place][0]))
        in_turn = self._pool.map if self._threads > 1 and len(places) > 1 else map
        for place, made in zip(places, in_turn(self._run, (encoded[place] for place in places)), strict=True):
            vectors[place] = made
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder.count_tokens."""
        return [len(encoding.ids) for encoding in self._counting_tokenizer.encode_batch(list(texts))]

    def _run(self, encoded: tuple[list[int], list[int]]) -> NDArray[np.float32]:
        ids, types = encoded
        arrays = {
            "input_ids": np.array([ids], np.int64),
            "attention_mask": np.ones((1, len(ids)), np.int64),
            "token_type_ids": np.array([types], np.int64),
        }
        vectors = self._session.run(None, {name: arrays[name] for name in self._about.inputs})[0]
        vector: NDArray[np.float32] = np.asarray(vectors, np.float32)[0]
        return vector

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, "embedding")

    @cached_property
    def _counting_tokenizer(self) -> Tokenizer:
        """One that cuts nothing."""
        return self._open_tokenizer()

    def _open_tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_str(self._tokenizer_text)
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer
