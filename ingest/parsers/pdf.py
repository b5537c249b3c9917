"""PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.draft import Draft

__all__ = ["parse_pdf"]


def parse_pdf(path: Path, *, passwords: Sequence[str] = ()) -> Draft:
    """The blocks of a PDF file, in reading order. Raises DocumentUnreadable."""
    raise NotImplementedError(path, passwords)
