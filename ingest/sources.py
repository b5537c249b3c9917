"""The corpus folder: which files are documents, what is known of each, and what is left aside."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from copro_qa.errors import CorpusUnusable
from ingest.corpus_walk import CorpusWalk
from ingest.source_entries import FILE_NAME, read_source_entries
from ingest.source_file import SourceFile
from ingest.stat_cache import StatCache

__all__ = ["Corpus", "scan_folder"]


@dataclass(frozen=True)
class Corpus:
    """What a scan found, in order of path."""

    files: tuple[SourceFile, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    """Path and reason of files of kinds that are not read."""
    failed: tuple[tuple[str, str], ...] = ()
    """Path and reason of what could not even be opened."""
    warnings: tuple[str, ...] = ()
    """Everything else that the person who looks after the documents should know, in sentences."""
    read_now: frozenset[str] = frozenset()
    """Paths of files that the scan had to read, because they are new or were touched."""

    @cached_property
    def superseded_by(self) -> Mapping[str, tuple[str, ...]]:
        """For each document that another one says it supersedes: the paths of those others, and of what supersedes them in turn."""
        newer: dict[str, list[str]] = {}
        for file in self.files:
            for older in file.entry.supersedes if file.entry else ():
                newer.setdefault(older, []).append(file.path)
        return {path: _with_their_own(path, newer) for path in newer}


def _with_their_own(path: str, newer: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """What supersedes ``path``, nearest first. Documents that name each other in a circle are no reason to go on for ever."""
    found = list(newer[path])
    for each in found:
        found += [further for further in newer.get(each, ()) if further not in found and further != path]
    return tuple(found)


def scan_folder(folder: Path, *, leave_out: Sequence[Path] = (), known: StatCache | None = None) -> Corpus:
    """Finds and hashes the documents of a corpus folder and reads its ``sources.toml``. Files that are ``known`` are not read again.

    Hidden and temporary files, ``sources.toml``, ``fetched.toml`` and whatever lies in the folders of ``leave_out`` are passed over in
    silence.
    A link is read only when it leads to a file inside the folder. Raises CorpusUnusable.
    """
    if not folder.is_dir():
        what = "is a file, not a folder" if folder.exists() else "does not exist"
        raise CorpusUnusable(f"The corpus folder {folder} {what}. Name the folder that holds the documents with --corpus.")
    scan = CorpusWalk(folder, {path.resolve() for path in leave_out}, known or StatCache())
    scan.walk()
    entries = read_source_entries(folder / FILE_NAME)
    files: list[SourceFile] = []
    shown_as = _one_of_each(scan.files, entries.by_path)
    for found in sorted(scan.files, key=lambda file: file.path):
        first = shown_as.get(found.file_sha256, found)
        if first is not found:
            unused = f" What {FILE_NAME} says of {found.path} is not used." if found.path in entries.by_path else ""
            scan.warnings.append(
                f"{found.path} is the same file, byte for byte, as {first.path}. It is indexed once, as {first.path}.{unused}"
            )
            continue
        files.append(replace(found, entry=entries.by_path[found.path]) if found.path in entries.by_path else found)
    paths = {file.path for file in scan.files} | {path for path, _ in scan.failed} | {path for path, _ in scan.ignored}
    return Corpus(
        files=tuple(files),
        ignored=tuple(sorted(scan.ignored)),
        failed=tuple(sorted(scan.failed)),
        warnings=(*scan.warnings, *entries.warnings, *entries.warnings_for(paths)),
        read_now=frozenset(scan.read_now),
    )


def _one_of_each(files: Sequence[SourceFile], entries: Container[str]) -> dict[str, SourceFile]:
    """Of files with the same bytes the one that is indexed, by their hash: the one that sources.toml knows, and no link to another."""
    found: dict[str, SourceFile] = {}
    for file in files:
        other = found.get(file.file_sha256)
        if file.stamp[0] and (other is None or _rank(file, entries) < _rank(other, entries)):
            found[file.file_sha256] = file
    return found


def _rank(file: SourceFile, entries: Container[str]) -> tuple[bool, bool, str]:
    return file.path not in entries, file.location.is_symlink(), file.path
