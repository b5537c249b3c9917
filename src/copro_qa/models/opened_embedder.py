"""Opens an embedding model by its export: the one that is kept in a folder, or one that is made for the moment.

So questions and passages are embedded in one way, whether the folder can be written or not, and whether it was emptied or not. Only a
model that cannot be exported at all is used by sentence-transformers itself.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from copro_qa.models.embedder import Embedder
from copro_qa.models.exports import NOT_EXPORTED, export_folder
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder

__all__ = ["kept_export", "made_for_now"]


def kept_export(cache: Path, fingerprint: str, *, threads: int = 0, compared: bool = False) -> Embedder | None:
    """The export of a model that is kept in ``cache``; None where there is none. Raises ModelUnavailable when it is damaged.

    ``threads`` 0 takes one per core; ``compared`` says that its files have just been compared with their checksums.
    """
    folder = export_folder(cache, fingerprint)
    if not folder.is_dir() or (folder / NOT_EXPORTED).is_file():
        return None
    return _run(folder, fingerprint, threads=threads, compared=compared)


def made_for_now(embedder: Embedder, *, threads: int = 0) -> Embedder | None:
    """The export of a model that is loaded, made for as long as it is in use; None where it cannot be exported. See ``kept_export``.

    Raises ModelUnavailable, MemoryError, or OSError where no temporary file can be written.
    """
    if not isinstance(embedder, SentenceTransformerEmbedder):
        return None
    from copro_qa.models.embedder_export import ExportRefused

    with tempfile.TemporaryDirectory(prefix="copro-qa-embedder-", ignore_cleanup_errors=True) as made:
        try:
            embedder.export(Path(made))
        except ExportRefused:
            return None
        return _run(Path(made), embedder.fingerprint, threads=threads, compared=False)


def _run(folder: Path, fingerprint: str, *, threads: int, compared: bool) -> Embedder:
    # Imported where it is used: a command that embeds nothing needs no onnxruntime.
    from copro_qa.models.exported_embedder import ExportedEmbedder

    return ExportedEmbedder(folder, fingerprint=fingerprint, threads=threads or os.cpu_count() or 1, compared=compared)
