"""Writes a SentenceTransformer as an ONNX model that gives the same vectors, and proves that it does before anyone relies on it.

Whatever the model is made of (encoder, pooling, dense layers, normalisation) is traced as one, from token ids to vectors of length 1.
A model that cannot be traced, or whose export gives other vectors, is refused.
"""

from __future__ import annotations

import warnings
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from copro_qa.errors import CoproQaError
from copro_qa.models.exports import MODEL, TOKENIZER, checksum

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["ExportRefused", "export_embedder", "exporting_libraries"]

_LIBRARIES = ("onnx", "onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")

_OPSET = 18
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_LARGEST_DIFFERENCE = 1e-5
"""In any component of a vector of length 1. Far below what changes an order of passages; measured on the packaged model: 3e-7."""

_PROBES = (
    "What is co-production?",
    "",
    " \n two  spaces\tand a line \r\n",
    "NAÏVE façades — “seed” funding of £5m (2014/15), §3.1 … 🌱 Gàidhlig: co-dhùnadh",
    "İstanbul ß ﬁ Ⅷ ½ ① \u200b zero-width, 中文 текст عربى",
    "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "People who use services plan them together with those who provide them. " * 60,
    "x" * 400,
    "[CLS] [SEP] <s> </s> <pad> [MASK]",
)
"""Texts in which tokenizers and cuts differ when they differ at all: of all lengths, so that padding is seen too."""


class ExportRefused(CoproQaError):
    """The model cannot be exported. The message says why."""


def exporting_libraries() -> dict[str, str]:
    """The versions of the libraries on which it depends whether a model can be exported. Loads none of them."""
    return {distribution.name: distribution.version for name in _LIBRARIES for distribution in distributions(name=name)}


def export_embedder(model: SentenceTransformer, folder: Path, *, fingerprint: str, dimension: int, max_tokens: int) -> None:
    """Writes the export of ``model`` into ``folder``, which must exist. Raises ExportRefused, OSError or MemoryError."""
    from copro_qa.models.exported_embedder import ExportDescription, ExportedEmbedder

    tokenizer = getattr(model.tokenizer, "backend_tokenizer", None)
    if tokenizer is None:
        raise ExportRefused("its tokenizer is not one of the tokenizers library")
    try:
        tokenizer.save(str(folder / TOKENIZER))
        inputs = _trace(model, folder / MODEL)
        described = ExportDescription(
            fingerprint=fingerprint,
            dimension=dimension,
            max_tokens=max_tokens,
            pad_token=int(model.tokenizer.pad_token_id or 0),
            inputs=inputs,
            files={name: checksum(folder / name) for name in (MODEL, TOKENIZER)},
        )
        described.write(folder)
        exported = ExportedEmbedder(folder, fingerprint=fingerprint).embed(_PROBES)
    except (OSError, MemoryError):
        # The machine's fault, not the model's: another time it may work.
        raise
    # The exporter, and the models that it traces, raise what they like.
    except Exception as error:
        raise ExportRefused(f"{type(error).__name__}: {error}") from error
    expected = model.encode(list(_PROBES), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
    difference = float(np.abs(exported - expected).max())
    if not difference <= _LARGEST_DIFFERENCE:
        raise ExportRefused(f"the export gives other vectors: a component differs by {difference:.1e}")


def _trace(model: SentenceTransformer, file: Path) -> tuple[str, ...]:
    """Writes ``model`` as ONNX, from token ids to vectors of length 1. Gives the names of its inputs."""
    import torch

    inputs = tuple(name for name in _INPUTS if name in model.tokenizer.model_input_names)

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *arrays: torch.Tensor) -> torch.Tensor:
            vectors = self.model(dict(zip(inputs, arrays, strict=True)))["sentence_embedding"]
            return torch.nn.functional.normalize(vectors, p=2, dim=1)

    # Two texts of three tokens: what the trace keeps is not their number or length, which are named as free below.
    token = int(model.tokenizer.pad_token_id or 0) + 1
    ids = torch.full((2, 3), token)
    arrays = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "token_type_ids": torch.zeros_like(ids)}
    free: dict[str, dict[int, str]] = {name: {0: "texts", 1: "tokens"} for name in inputs}
    was_training = model.training
    model.eval()
    try:
        with warnings.catch_warnings():
            # Of the exporter's age, and of shapes that the trace takes as fixed, which the comparison would find out.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                Whole(),
                tuple(arrays[name] for name in inputs),
                str(file),
                input_names=list(inputs),
                output_names=["vectors"],
                dynamic_axes={**free, "vectors": {0: "texts"}},
                opset_version=_OPSET,
                # Takes a second or two. The newer exporter takes over ten, and needs one more library.
                dynamo=False,
            )
    finally:
        model.train(was_training)
    return inputs
