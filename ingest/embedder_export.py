"""Keeps beside the index what embeds passages and questions without loading torch: the export of the embedding model.

It lies in ``index/cache`` and not in a generation: it depends on the model alone, every generation of that model shares it, it may be
deleted at any time (the next build makes it anew; until then questions are embedded by sentence-transformers, after a longer start), and an
index that was built before there were exports gets one without being built again.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from functools import cached_property
from pathlib import Path

from copro_qa.models.embedder import Embedder
from copro_qa.models.embedder_export import ExportRefused, exporting_libraries
from copro_qa.models.exports import DESCRIPTION, MODEL, NOT_EXPORTED, TOKENIZER, checksum, export_folder
from copro_qa.models.factory import EmbedderFactory
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder
from copro_qa.store.build_lock import locked
from copro_qa.store.index_folder import cache_folder
from copro_qa.wiring import open_passage_embedder

__all__ = ["ExportedFactory", "keep_export"]

_SCRATCH = "scratch-"

_logger = logging.getLogger(__name__)


class ExportedFactory:
    """An embedding model as a build loads it: its export beside the index, which is made first where there is none.

    A model that cannot be exported is loaded as it is. ``threads`` 0 takes one per core.
    """

    def __init__(self, index: Path, model: EmbedderFactory, *, threads: int = 0) -> None:
        self._index = index
        self._model = model
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        """See EmbedderFactory.fingerprint."""
        return self._model.fingerprint

    def load(self) -> Embedder:
        """See EmbedderFactory.load. It is loaded once."""
        return self._loaded

    def keep(self) -> None:
        """Sees to it that there is an export also where nothing had to be embedded."""
        if "_loaded" not in vars(self):
            keep_export(self._index, self._model)

    @cached_property
    def _loaded(self) -> Embedder:
        embedder = self._opened()
        if embedder is None:
            keep_export(self._index, self._model)
            embedder = self._opened()
        if embedder is None:
            _logger.info("%s has no quick form, so passages are embedded by sentence-transformers.", self._model.fingerprint)
        return embedder or self._model.load()

    def _opened(self) -> Embedder | None:
        return open_passage_embedder(self._index, self._model, threads=self._threads)


def keep_export(index: Path, factory: EmbedderFactory) -> None:
    """Sees to it that there is a whole export of the model in ``index/cache``. The model is loaded only when there is none.

    What goes wrong is logged and not raised: without an export questions are answered all the same, after a longer start.
    """
    folder = export_folder(cache_folder(index), factory.fingerprint)
    try:
        if _is_settled(folder):
            return
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.parent / "embedder-export.lock"):
            _remove_leftovers(folder.parent)
            if not _is_settled(folder):
                _make(folder, factory)
    except (OSError, MemoryError) as error:
        _logger.warning("The quick form of the embedding model could not be kept in %s: %s. Questions start slowly.", folder, error)


def _make(folder: Path, factory: EmbedderFactory) -> None:
    embedder = factory.load()
    if not isinstance(embedder, SentenceTransformerEmbedder):
        return
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.{_SCRATCH}", ignore_cleanup_errors=True) as made:
        scratch = Path(made)
        try:
            embedder.export(scratch)
        except ExportRefused as error:
            _logger.warning(
                "%s cannot be exported (%s). Passages and questions are embedded by sentence-transformers, which takes longer.",
                factory.fingerprint,
                error,
            )
            _empty(scratch)
            note = {"reason": str(error), "libraries": exporting_libraries()}
            (scratch / NOT_EXPORTED).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
        if folder.exists():  # damaged, or we would not be here
            shutil.rmtree(folder)
        scratch.chmod(0o755)
        scratch.rename(folder)
    for other in folder.parent.glob("embedder-*/"):
        # One for each model ever tried would fill the disk. A service that has opened one goes on with it.
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


def _is_settled(folder: Path) -> bool:
    """Whether there is a whole export, or a note that with these libraries there can be none. Loads nothing."""
    try:
        if (folder / NOT_EXPORTED).is_file():
            noted = json.loads((folder / NOT_EXPORTED).read_text(encoding="utf-8"))
            return bool(noted["libraries"] == exporting_libraries())
        files = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))["files"]
        return all(checksum(folder / name) == files[name] for name in (MODEL, TOKENIZER))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _remove_leftovers(cache: Path) -> None:
    """Of exports that were killed. Whoever holds the lock knows that nobody works in them."""
    for folder in cache.glob(f"embedder-*.{_SCRATCH}*/"):
        shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
