"""The folder of an index: which generations lie in it, and which of them is in use.

::

    index/CURRENT               id of the generation in use
    index/generations/<id>/     see ``generation``
    index/cache/                what builds keep so as not to do it again; may be deleted
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

from copro_qa.errors import IndexDamaged, IndexMissing, IndexUnavailable
from copro_qa.store.generation import Generation, StandIn
from copro_qa.store.manifest import read_manifest

__all__ = ["CURRENT", "GENERATIONS", "cache_folder", "current_generation_id", "generations_by_age", "open_current"]

CURRENT = "CURRENT"
GENERATIONS = "generations"

_ID = re.compile(r"[0-9A-Za-z_-]+")

log = logging.getLogger(__name__)


def cache_folder(index: Path) -> Path:
    """Where builds keep what they would else do again; it need not exist."""
    return index / "cache"


def current_generation_id(index: Path) -> str | None:
    """The id in ``index/CURRENT``; None when nothing has been published there. Raises IndexDamaged when it cannot be one."""
    file = index / CURRENT
    try:
        generation_id = file.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged.at(file) from error
    if generation_id and not _ID.fullmatch(generation_id):
        raise IndexDamaged.at(file)
    return generation_id or None


def generations_by_age(index: Path) -> list[Path]:
    """The folders of all generations whose manifest can be read, the newest first."""
    found = []
    home = index / GENERATIONS
    for folder in home.iterdir() if home.is_dir() else ():
        if not _ID.fullmatch(folder.name):
            continue
        try:
            found.append((read_manifest(folder, with_entries=False).built, folder.stat().st_mtime_ns, folder))
        except (IndexUnavailable, OSError):
            continue
    return [folder for _, _, folder in sorted(found, reverse=True)]


def open_current(index: Path, *, every_file: bool = False) -> Generation:
    """Opens the generation in use; where that is damaged, the newest one that is whole, and a warning is logged.

    ``every_file``: large packs are compared with their checksums too, which takes as long as reading them.
    Raises IndexMissing, IndexMismatch, or IndexDamaged when none is whole.
    """
    generation_id: str | None = ""
    try:
        generation_id = current_generation_id(index)
        return _open_named(index, generation_id, every_file=every_file)
    except IndexDamaged as error:
        found = _whole_one(index, StandIn(generation_id or "", str(error)), every_file=every_file)
        if found is None:
            raise
        log.warning("%s. Until then, generation %s is used, built %s.", error, found.id, found.manifest.built)
        return found


def _open_named(index: Path, generation_id: str | None, *, every_file: bool) -> Generation:
    if generation_id is None and generations_by_age(index):
        raise IndexDamaged(
            f"{index / CURRENT}, which names the generation in use, is not there or is empty. Build the index again with: copro-qa index"
        )
    if generation_id is None:
        raise IndexMissing(f"There is no index in {index} yet. Build one with: copro-qa index --index {index}")
    folder = index / GENERATIONS / generation_id
    if not folder.is_dir():
        raise IndexDamaged(
            f"{index / CURRENT} names generation {generation_id}, which is not there. Build the index again with: copro-qa index"
        )
    return Generation.open(folder, every_file=every_file)


def _whole_one(index: Path, stands_in: StandIn, *, every_file: bool) -> Generation | None:
    for folder in generations_by_age(index):
        if folder.name != stands_in.generation:
            try:
                return Generation.open(folder, stands_in=stands_in, every_file=every_file)
            except IndexUnavailable:
                continue
    return None
