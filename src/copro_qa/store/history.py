"""The generations that an index holds: which there are, going back to one, and letting go of old ones."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from copro_qa.errors import IndexDamaged, IndexUnavailable, NotFound
from copro_qa.store.build_lock import locked_for_writing
from copro_qa.store.checksums import compare
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import GENERATIONS, current_generation_id, generations_by_age
from copro_qa.store.manifest import Manifest, read_manifest
from copro_qa.store.publishing import set_current

__all__ = ["Kept", "kept_generations", "named_generation", "prune", "remove_leftovers", "roll_back"]

_WAIT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Kept:
    """A generation on disk. ``damage`` says in a sentence what is wrong with it; ``manifest`` is None when it cannot be read."""

    id: str
    current: bool
    manifest: Manifest | None
    damage: str | None = None


def kept_generations(index: Path, *, compare_files: bool = True) -> list[Kept]:
    """Every generation, the newest first; those whose manifest cannot be read come last.

    ``compare_files``: all files are compared with their checksums, which takes as long as reading them.
    """
    current = _current_id(index)
    folders = generations_by_age(index)
    unreadable = [folder for folder in _folders(index) if folder not in folders]
    if current and index / GENERATIONS / current not in (*folders, *unreadable):
        unreadable.append(index / GENERATIONS / current)
    return [_kept(folder, current, compare_files=compare_files) for folder in (*folders, *unreadable)]


def named_generation(index: Path, name: str) -> Path:
    """The folder of the generation with this id, or with the only id that begins so. Raises NotFound."""
    matching = [folder for folder in _folders(index) if folder.name == name] or [
        folder for folder in _folders(index) if name and folder.name.startswith(name)
    ]
    if len(matching) != 1:
        what = f"Several generations begin with {name!r}" if matching else f"There is no generation {name!r} in {index}"
        raise NotFound(f"{what}. See which there are with: copro-qa generations list")
    return matching[0]


def roll_back(index: Path, name: str, *, wait_seconds: float = _WAIT_SECONDS) -> Manifest:
    """Makes another generation the current one. Raises NotFound, IndexDamaged, or CoproQaError while a build is under way."""
    if not index.is_dir():
        raise NotFound(f"There is no index in {index}. Name its folder with --index.")
    with locked_for_writing(index, wait_seconds):
        generation = Generation.open(named_generation(index, name), every_file=True)
        set_current(index, generation.id)
    return generation.manifest


def prune(index: Path, keep: int) -> list[str]:
    """Removes all but the ``keep`` newest generations and the current one; gives back the ids that are gone. Call it under the lock.

    A reader that has one of them open goes on with it. What cannot be removed is left for the next time.
    """
    current = _current_id(index)
    newest = generations_by_age(index)
    kept = [folder for folder in newest if folder.name == current]
    kept += [folder for folder in newest if folder.name != current][: max(0, keep - len(kept))]
    gone = [folder for folder in _folders(index) if folder not in kept and folder.name != current]
    for folder in gone:
        # Under its own name no half of it may remain: it would count as a generation.
        aside = folder.with_name(f".{folder.name}.removed")
        try:
            folder.rename(aside)
        except OSError:
            continue
        shutil.rmtree(aside, ignore_errors=True)
    return [folder.name for folder in gone]


def remove_leftovers(index: Path) -> None:
    """Removes what was being put aside when a build was killed. Call it under the lock."""
    home = index / GENERATIONS
    for folder in home.iterdir() if home.is_dir() else ():
        if folder.name.startswith(".") and folder.suffix in {".removed", ".damaged"}:
            shutil.rmtree(folder, ignore_errors=True)


def _folders(index: Path) -> Collection[Path]:
    home = index / GENERATIONS
    return sorted(folder for folder in home.iterdir() if folder.is_dir() and not folder.name.startswith(".")) if home.is_dir() else []


def _current_id(index: Path) -> str | None:
    try:
        return current_generation_id(index)
    except IndexDamaged:
        return None


def _kept(folder: Path, current: str | None, *, compare_files: bool) -> Kept:
    is_current = folder.name == current
    try:
        manifest = read_manifest(folder, with_entries=False)
    except IndexUnavailable as error:
        return Kept(folder.name, is_current, None, str(error))
    try:
        if compare_files:
            compare(folder, manifest.files, list(manifest.files))
    except IndexDamaged as error:
        return Kept(folder.name, is_current, manifest, str(error))
    return Kept(folder.name, is_current, manifest)
