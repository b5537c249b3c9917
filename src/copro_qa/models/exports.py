"""Where an exported embedding model lies, and what its files are called. Loads no library."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["DESCRIPTION", "MODEL", "NOT_EXPORTED", "TOKENIZER", "checksum", "export_folder"]

DESCRIPTION, MODEL, TOKENIZER = "embedder.json", "model.onnx", "tokenizer.json"

NOT_EXPORTED = "not-exported.json"
"""Stands in the folder in place of the others when the model cannot be exported, and says why, so that it is not tried again."""


def export_folder(cache: Path, fingerprint: str) -> Path:
    """The folder in ``cache`` for the export of the model with this fingerprint. It need not be there."""
    return cache / f"embedder-{hashlib.sha256(fingerprint.encode()).hexdigest()[:16]}"


def checksum(file: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
