"""The corpus folder: which files are documents, what is known of each, and what is left aside."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from copro_qa.errors import CorpusUnusable
from copro_qa.texts import texts
from ingest.file_kind import KINDS_THAT_ARE_READ, READ_NAMES, FileKind, read_head, recognise
from ingest.parsed import PARSING_VERSION
from ingest.saved_pages import page_of_frame
from ingest.source_entries import FETCHED_NAME, FILE_NAME, SourceEntry, corpus_path, read_source_entries
from ingest.stat_cache import StatCache

__all__ = ["Corpus", "SourceFile", "is_passed_over", "scan_folder"]

_DOCUMENT_ID_DIGITS = 24

# Left behind by editors, office programs, downloads and file managers; nobody means them as documents.
_TEMPORARY = re.compile(
    r"(~.*|.*~|#.*#|.*\.(tmp|temp|bak|swp|part|partial|crdownload|download)|thumbs\.db|desktop\.ini|__macosx)", re.IGNORECASE
)


@dataclass(frozen=True)
class SourceFile:
    """One document to be: a file of the corpus folder, or a line of a corpus file, which then carries its ``text``."""

    path: str
    """Relative to the corpus folder, with forward slashes, Unicode NFC."""
    place: str
    """Where it lies on the disk; for a line of a corpus file, that file."""
    file_sha256: str
    kind: FileKind
    """How it is read."""
    entry: SourceEntry | None = None
    text: str | None = field(default=None, repr=False)
    stamp: tuple[int, int] = (0, 0)
    """Size in bytes and time of last change (ns) when it was hashed."""
    recognised_with: str = ""
    """The text recognition program whose work is part of the text; empty for a file without scanned pages that were read."""

    @cached_property
    def location(self) -> Path:
        """``place`` as a Path: made when it is needed, because that takes as long as the rest of looking at a file."""
        return Path(self.place)

    @cached_property
    def file_id(self) -> str:
        """Hash of the file's bytes and of how the text in them is read; the same wherever the file lies.

        The kind is part of it: the same bytes under a name that ends in .md or in .txt may give two texts.
        """
        return _digest(self.file_sha256, PARSING_VERSION, self.kind.media_type)

    @cached_property
    def document_id(self) -> str:
        """The id of the file's text: that of the file, and another one with every program that reads its scanned pages."""
        return _digest(self.file_id, self.recognised_with) if self.recognised_with else self.file_id

    def is_unchanged(self) -> bool:
        """Whether the file still is the one that was hashed, as far as its size and time of change tell."""
        if self.text is not None:
            return True
        try:
            return _stamp(self.location.stat()) == self.stamp
        except OSError:
            return False


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
    scan = _Scan(folder, {path.resolve() for path in leave_out}, known or StatCache())
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


class _Scan:
    """One walk through the folder, with what it came across."""

    def __init__(self, folder: Path, leave_out: set[Path], known: StatCache) -> None:
        self.folder = folder
        self.leave_out = leave_out
        self.known = known
        self.files: list[SourceFile] = []
        self.ignored: list[tuple[str, str]] = []
        self.failed: list[tuple[str, str]] = []
        self.warnings: list[str] = []
        self.read_now: set[str] = set()

    def walk(self) -> None:
        """Visits every file. A folder or file that cannot be opened is noted, and the walk goes on."""
        taken: set[str] = set()
        for relative, entry in self._candidates(self.folder, ""):
            path = corpus_path(relative)
            shown = os.fsencode(relative).decode("utf-8", "replace")
            if path is None or "�" in shown or path in taken:
                self.failed.append((shown, texts()("unreadable.name")))
                continue
            taken.add(path)
            try:
                self._visit(path, entry)
            except OSError as error:
                self.failed.append((path, texts()("unreadable.file_closed", why=error.strerror or error)))
            except RuntimeError:  # so Python before 3.13 tells of links that lead in a circle
                self.failed.append((path, texts()("unreadable.file_closed", why=os.strerror(errno.ELOOP))))

    def _candidates(self, here: Path, above: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Files with their path below the corpus folder. Plain strings, because a Path for each costs as much as the rest of the walk."""
        try:
            with os.scandir(here) as listed:
                entries = sorted((entry for entry in listed if not is_passed_over(entry.name)), key=lambda entry: entry.name)
        except OSError as error:
            self._note_folder(here, error)
            return
        folders = []
        for entry in entries:
            if not _is_folder(entry):
                if above or entry.name not in (FILE_NAME, FETCHED_NAME):
                    yield above + entry.name, entry
            elif Path(entry.path).resolve() in self.leave_out:
                continue
            elif entry.is_symlink():
                self.warnings.append(f"{above}{entry.name} is a link to a folder, which is not followed.")
            else:
                folders.append(entry)
        for folder in folders:
            yield from self._candidates(Path(folder.path), f"{above}{folder.name}/")

    def _visit(self, path: str, entry: os.DirEntry[str]) -> None:
        if entry.is_symlink() and not Path(entry.path).resolve(strict=True).is_relative_to(self.folder.resolve()):
            self.warnings.append(f"{path} is a link that leaves the corpus folder, so it is not read. Put a copy there instead.")
            return
        status = os.stat(entry.path)  # noqa: PTH116  # see _candidates
        if not stat.S_ISREG(status.st_mode):
            self.ignored.append((path, "It is not an ordinary file."))
            return
        page = page_of_frame(entry.path)
        if page:
            self.ignored.append((path, texts()("unreadable.part_of_page", page=page)))
            return
        known = self.known.get(path, status)
        if known is not None:
            self.files.append(SourceFile(path, entry.path, known[0], known[1], stamp=_stamp(status)))
            return
        location = Path(entry.path)
        with location.open("rb") as stream:
            status = os.fstat(stream.fileno())
            kind = recognise(read_head(stream), location.name)
            if kind is None or not kind.is_read:
                reason = kind.reason if kind else texts()("unreadable.kind", kinds=KINDS_THAT_ARE_READ)
                # Whoever names a file .pdf expects it to be read, whatever is in it.
                (self.failed if location.suffix.lower() in READ_NAMES else self.ignored).append((path, reason))
                return
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.read_now.add(path)
        self.known.note(path, status, digest, kind)
        self.files.append(SourceFile(path, entry.path, digest, kind, stamp=_stamp(status)))

    def _note_folder(self, folder: Path, error: OSError) -> None:
        reason = texts()("unreadable.folder_closed", why=error.strerror)
        if folder == self.folder:
            raise CorpusUnusable(f"The corpus folder {folder} cannot be opened: {error.strerror}.") from error
        self.failed.append((os.fsencode(folder.relative_to(self.folder)).decode("utf-8", "replace"), reason))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle, say: opening it as a file will tell
        return False


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is never a document: it is hidden, or of the kind that programs leave behind."""
    return name.startswith(".") or _TEMPORARY.fullmatch(name) is not None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DOCUMENT_ID_DIGITS]


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
