"""copro-qa answers questions about policy documents with quoted passages and their citations, never with generated prose."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copro_qa.answering.assistant import Assistant

__all__ = ["open_assistant"]


def open_assistant(index: str | PathLike[str] = "index") -> Assistant:
    """Opens the index in this folder, ready to be asked.

    Raises IndexMissing, IndexDamaged, IndexMismatch or ModelUnavailable.
    """
    # Imported here so that `import copro_qa.document` stays light.
    from dataclasses import replace

    from copro_qa import wiring
    from copro_qa.settings import Settings

    return wiring.open_assistant(replace(Settings.from_environment(), index=Path(index)))
