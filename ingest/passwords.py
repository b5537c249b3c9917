"""The passwords that ``sources.toml`` gives for files."""

from __future__ import annotations

from pathlib import Path

from copro_qa.errors import CorpusUnusable
from ingest.source_entries import FILE_NAME, read_source_entries

__all__ = ["passwords_beside", "passwords_for"]


def passwords_for(corpus: Path, path: str) -> list[str]:
    """That of the document with this path in the corpus folder; none where its entry gives none. Raises CorpusUnusable."""
    entry = read_source_entries(corpus / FILE_NAME).by_path.get(path)
    return [entry.password] if entry is not None and entry.password else []


def passwords_beside(file: Path) -> list[str]:
    """That of a file wherever it lies: the nearest ``sources.toml``, in its folder or above, is taken to be that of its corpus."""
    whole = file.absolute()
    folder = next((folder for folder in whole.parents if (folder / FILE_NAME).is_file()), None)
    try:
        return [] if folder is None else passwords_for(folder, whole.relative_to(folder).as_posix())
    except CorpusUnusable:  # it is not asked for here, and need not be one of ours
        return []
