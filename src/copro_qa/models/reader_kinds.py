"""What kind of reader a folder or a name stands for."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from copro_qa.errors import ModelUnavailable
from copro_qa.models.not_loaded import why

__all__ = ["PACKAGED_READER", "ReaderKind", "kind_of_reader"]


PACKAGED_READER = Path(__file__).parent / "reader"
"""The folder with the reader that is shipped: ``model.onnx``, ``tokenizer.json``, ``reader.json``, and what was fitted for it."""


class ReaderKind(StrEnum):
    """The kinds of reader that can be configured by folder or name."""

    ONNX = "onnx"
    """What ``training.export`` writes."""
    TOKEN_CLASSIFIER = "token classifier"  # noqa: S105  # tokens of text, no password
    CROSS_ENCODER = "cross-encoder"


_BY_ARCHITECTURE = {
    "ForTokenClassification": ReaderKind.TOKEN_CLASSIFIER,
    "ForSequenceClassification": ReaderKind.CROSS_ENCODER,
}


def kind_of_reader(model: str) -> ReaderKind:
    """The kind of reader that ``model`` is: a folder, or a name that a model hub knows.

    Raises ModelUnavailable when that cannot be told.
    """
    folder = Path(model)
    if (folder / "reader.json").is_file():
        return ReaderKind.ONNX
    if folder.is_dir() and not (folder / "config.json").is_file():
        raise ModelUnavailable(
            f"COPRO_QA_READER names the folder {model!r}, which holds neither reader.json, which training.export writes, nor config.json, "
            "which a Hugging Face model has. Name the folder that holds one of them."
        )
    for architecture in _architectures(model, folder):
        for ending, kind in _BY_ARCHITECTURE.items():
            if architecture.endswith(ending):
                return kind
    raise ModelUnavailable(
        f"COPRO_QA_READER names {model!r}, which is no reader that copro-qa knows. Give a folder that training.export has written, or the "
        "folder or the name of a Hugging Face model that classifies tokens, or sequences with one figure (a cross-encoder)."
    )


def _architectures(model: str, folder: Path) -> list[str]:
    if folder.is_dir():
        try:
            return list(json.loads((folder / "config.json").read_text(encoding="utf-8")).get("architectures") or [])
        except (OSError, ValueError, AttributeError, TypeError) as error:
            raise ModelUnavailable(
                f"COPRO_QA_READER names the folder {model!r}, whose config.json cannot be read: {error}. Put the model's files there again."
            ) from error
    # A name: transformers finds its configuration, on this machine or on a model hub.
    from copro_qa.models.token_classifier import architectures_of

    try:
        return architectures_of(model)
    # What goes wrong in asking a model hub is as varied as networks are.
    except Exception as error:
        raise ModelUnavailable(
            f"COPRO_QA_READER names {model!r}, which is no folder here, and no model of that name could be had from a model hub. Check the "
            "name; without a connection, give the folder of a model that was downloaded; or leave COPRO_QA_READER out, for the reader that "
            f"comes with copro-qa. ({why(error)})"
        ) from error
