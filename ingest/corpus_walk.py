"""The walk through the corpus folder: which files lie there, and which of them are none to be read."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from copro_qa.errors import CorpusUnusable
from copro_qa.texts import texts
from ingest.file_kind import KINDS_THAT_ARE_READ, READ_NAMES, read_head, recognise
from ingest.saved_pages import page_of_frame
from ingest.source_entries import FETCHED_NAME, FILE_NAME, corpus_path
from ingest.source_file import SourceFile, stamp_of
from ingest.stat_cache import StatCache

__all__ = ["CorpusWalk", "is_passed_over"]

# Left behind by editors, office programs, downloads and file managers; nobody means them as documents.
_TEMPORARY = re.compile(
    r"(~.*|.*~|#.*#|.*\.(tmp|temp|bak|swp|part|partial|crdownload|download)|thumbs\.db|desktop\.ini|__macosx)", re.IGNORECASE
)


class CorpusWalk:
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
            self.files.append(SourceFile(path, entry.path, known[0], known[1], stamp=stamp_of(status)))
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
        self.files.append(SourceFile(path, entry.path, digest, kind, stamp=stamp_of(status)))

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
