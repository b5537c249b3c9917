"""The PDF files that are measured on: those of the starter corpus, and those of the evaluation data."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["pdf_files"]

_CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_SETS = ("policy_docs", "financebench", "uda_pdf")


def pdf_files(names: list[str]) -> dict[str, list[Path]]:
    """The PDF files of each set of these names (all without a name), in order. Ends the program when the data is not there."""
    data = os.environ.get("COPRO_QA_EVALDATA")
    if data is None:
        raise SystemExit("Set COPRO_QA_EVALDATA to the folder of the evaluation data.")
    folders = {"corpus": _CORPUS, **{name: Path(data) / name for name in _SETS}}
    chosen = names or list(folders)
    unknown = sorted(set(chosen) - set(folders))
    if unknown:
        raise SystemExit(f"There is no set {unknown[0]!r}. The sets are: {', '.join(folders)}.")
    return {name: sorted(folders[name].rglob("*.pdf")) for name in chosen}
