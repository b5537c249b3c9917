"""Files that are still being written, in a build that does not wait for them: each stays as the index has it, or is left out as yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from copro_qa.errors import IndexUnavailable
from copro_qa.store.index_folder import GENERATIONS, current_generation_id
from copro_qa.store.manifest import Entry, read_manifest
from ingest.file_kind import FileKind
from ingest.recognition import installed_recogniser
from ingest.source_entries import FILE_NAME, SourceEntry, read_source_entries
from ingest.source_file import SourceFile
from ingest.sources import Corpus

__all__ = ["held_back"]


def held_back(found: Corpus, unfinished: Collection[str], corpus: Path, index: Path) -> Corpus:
    """What a scan found, without what it found of the files with the paths ``unfinished``: those are as in the generation in use.

    One that is not there, or was read in another way than files are now, is left out. Each is a warning.
    """
    if not unfinished:
        return found
    known = _entries(index)
    # Read once more, because a file that was just emptied is none of those that a scan gives its entry to.
    said = read_source_entries(corpus / FILE_NAME).by_path
    as_before = [before for path in sorted(unfinished) if (before := _as_before(corpus, path, said.get(path), known.get(path)))]
    others = [file for file in found.files if file.path not in unfinished]
    return replace(
        found,
        files=tuple(_once_each(sorted([*others, *as_before], key=lambda file: file.path))),
        ignored=tuple(each for each in found.ignored if each[0] not in unfinished),
        failed=tuple(each for each in found.failed if each[0] not in unfinished),
        warnings=(*found.warnings, *(f"{path} is still being written, so it is indexed later." for path in sorted(unfinished))),
    )


def _once_each(files: Iterable[SourceFile]) -> Iterator[SourceFile]:
    """Of files with the same bytes the first: a copy of one that is being written has the bytes that the index has of it."""
    seen: set[str] = set()
    for file in files:
        if file.text is not None or file.file_sha256 not in seen:
            yield file
        seen.add(file.file_sha256)


def _entries(index: Path) -> dict[str, Entry]:
    try:
        name = current_generation_id(index)
        manifest = read_manifest(index / GENERATIONS / name) if name else None
    except IndexUnavailable:
        return {}
    return {entry.source.path: entry for entry in manifest.entries} if manifest else {}


def _as_before(corpus: Path, path: str, said: SourceEntry | None, entry: Entry | None) -> SourceFile | None:
    """The file whose text the index has: with the hash of then, and the kind that gives the document its id."""
    if entry is None:
        return None
    # Its stamp is none that a file has: whoever opens it after all finds that it has changed.
    before = SourceFile(path, str(corpus / path), entry.source.file_sha256, FileKind.TEXT, said)
    for kind in FileKind:
        for program in {"", installed_recogniser()}:
            possible = replace(before, kind=kind, recognised_with=program)
            if possible.document_id == entry.document_id:
                return replace(possible, recognised_with="")
    return None
