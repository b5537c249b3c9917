"""Keeps beside the index what embeds passages and questions without loading torch: the export of the embedding model.

It lies in ``index/cache`` and not in a generation: it depends on the model alone, every generation of that model shares it, it may be
deleted at any time (the next build makes it anew; until then one is made for the moment, which takes a longer start), and an
index that was built before there were exports gets one without being built again.
"""

from __future__ import annotations

import json
import logging
import shutil
import tempfile
from enum import Enum
from functools import cached_property
from pathlib import Path

from copro_qa.models.embedder import Embedder
from copro_qa.models.embedder_export import ExportRefused, exporting_libraries
from copro_qa.models.exports import DESCRIPTION, MODEL, NOT_EXPORTED, TOKENIZER, checksum, export_folder
from copro_qa.models.factory import BY_SENTENCE_TRANSFORMERS, EmbedderFactory
from copro_qa.models.opened_embedder import kept_export, made_for_now
from copro_qa.models.sentence_transformer import SentenceTransformerEmbedder
from copro_qa.store.build_lock import locked
from copro_qa.store.index_folder import cache_folder

__all__ = ["ExportState", "ExportedFactory", "keep_export", "known_way"]

_SCRATCH = "scratch-"

_logger = logging.getLogger(__name__)


class ExportState(Enum):
    """What has become of the export of a model."""

    KEPT = "kept"
    REFUSED = "refused"
    """With these libraries there can be none."""
    NOT_KEPT = "not kept"
    """It may be possible, but could not be written."""
    OF_ANOTHER_KIND = "of another kind"
    """It is no SentenceTransformer."""


class ExportedFactory:
    """An embedding model as a build loads it: its export beside the index, which is made first where there is none.

    Where it cannot be kept, one is made for this build alone, so that passages are embedded in the same way. A model that cannot be
    exported is loaded as it is, and its ``way`` says so. ``threads`` 0 takes one per core.
    """

    def __init__(self, index: Path, model: EmbedderFactory, *, threads: int = 0) -> None:
        self._index = index
        self._model = model
        self._threads = threads

    @property
    def fingerprint(self) -> str:
        """See EmbedderFactory.fingerprint."""
        return self._model.fingerprint

    @cached_property
    def way(self) -> str:
        """See EmbedderFactory.way. The model is loaded only where there is no export yet."""
        is_whole = self._state is ExportState.REFUSED or (
            self._state is ExportState.NOT_KEPT and isinstance(self._loaded, SentenceTransformerEmbedder)
        )
        return BY_SENTENCE_TRANSFORMERS if is_whole else ""

    def load(self) -> Embedder:
        """See EmbedderFactory.load. It is loaded once. Raises OSError too, where an export can be kept nowhere, not even for now."""
        return self._loaded

    def keep(self) -> ExportState:
        """Sees to it that there is an export also where nothing had to be embedded."""
        return self._state

    @cached_property
    def _state(self) -> ExportState:
        return keep_export(self._index, self._model)

    @cached_property
    def _loaded(self) -> Embedder:
        if self._state is ExportState.KEPT:
            kept = kept_export(cache_folder(self._index), self.fingerprint, threads=self._threads, compared=True)
            if kept is not None:
                return kept
        whole = self._model.load()
        if self._state in (ExportState.KEPT, ExportState.NOT_KEPT):
            made = made_for_now(whole, threads=self._threads)
            if made is not None:
                return made
        _logger.info("%s has no quick form, so passages are embedded by sentence-transformers.", self.fingerprint)
        return whole


def keep_export(index: Path, factory: EmbedderFactory) -> ExportState:
    """Sees to it that there is a whole export of the model in ``index/cache``. The model is loaded only when there is none.

    What goes wrong is logged and not raised: without an export questions are answered all the same, after a longer start.
    """
    folder = export_folder(cache_folder(index), factory.fingerprint)
    try:
        settled = _settled(folder)
        if settled is None:
            folder.parent.mkdir(parents=True, exist_ok=True)
            with locked(folder.parent / "embedder-export.lock"):
                _remove_leftovers(folder.parent)
                settled = _settled(folder) or _made(folder, factory)
    except (OSError, MemoryError) as error:
        _logger.warning("The quick form of the embedding model could not be kept in %s: %s. Questions start slowly.", folder, error)
        return ExportState.NOT_KEPT
    return settled


def known_way(index: Path, fingerprint: str) -> str | None:
    """The ``way`` that a build would find; None where only trying could tell. Loads and writes nothing."""
    settled = _settled(export_folder(cache_folder(index), fingerprint))
    return None if settled is None else BY_SENTENCE_TRANSFORMERS if settled is ExportState.REFUSED else ""


def _made(folder: Path, factory: EmbedderFactory) -> ExportState:
    embedder = factory.load()
    if not isinstance(embedder, SentenceTransformerEmbedder):
        return ExportState.OF_ANOTHER_KIND
    made = ExportState.KEPT
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f"{folder.name}.{_SCRATCH}", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        try:
            embedder.export(scratch)
        except ExportRefused as error:
            made = ExportState.REFUSED
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
    return made


def _settled(folder: Path) -> ExportState | None:
    """Whether there is a whole export, or a note that with these libraries there can be none; else None. Loads nothing."""
    try:
        if (folder / NOT_EXPORTED).is_file():
            noted = json.loads((folder / NOT_EXPORTED).read_text(encoding="utf-8"))
            return ExportState.REFUSED if noted["libraries"] == exporting_libraries() else None
        files = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))["files"]
        return ExportState.KEPT if all(checksum(folder / name) == files[name] for name in (MODEL, TOKENIZER)) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remove_leftovers(cache: Path) -> None:
    """Of exports that were killed. Whoever holds the lock knows that nobody works in them."""
    for folder in cache.glob(f"embedder-*.{_SCRATCH}*/"):
        shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()
