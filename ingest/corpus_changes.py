"""Adding a document to the corpus folder, and taking one away: what editors do from afar. No name can lead out of the folder."""

from __future__ import annotations

import re
import shutil
import time
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from copro_qa.errors import CorpusUnusable, DocumentUnreadable, InvalidInput
from copro_qa.store.synced import sync
from copro_qa.texts import texts
from ingest.corpus_walk import is_passed_over
from ingest.document_reader import OpenParser
from ingest.file_kind import KINDS_THAT_ARE_READ, read_head, recognise
from ingest.passwords import passwords_for
from ingest.source_entries import FETCHED_NAME, FILE_NAME, corpus_path
from ingest.worker import ParsingWorker

__all__ = ["INCOMING", "AddedDocument", "add_document", "remove_document", "safe_name"]

INCOMING = ".incoming-"
"""How the names of folders begin in which files lie until they are known to be whole and readable. A scan passes hidden folders over."""

_LONGEST_NAME = 120
"""Bytes in UTF-8. File systems take 255."""
_LONGEST_ENDING = 12
_MEANS_SOMETHING_SOMEWHERE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_SECONDS_UNTIL_FORGOTTEN = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class AddedDocument:
    """What was added: its path in the corpus folder, what it is, how much there is to read, and whether it took another's place."""

    path: str
    media_type: str
    words: int
    replaced: bool


def add_document(corpus: Path, upload: Path, name: str, *, replace: bool = False, open_parser: OpenParser = ParsingWorker) -> AddedDocument:
    """Reads ``upload`` to see that it can be read, and moves it into the corpus folder under a safe form of ``name``, in one step.

    ``upload`` must lie in a folder of its own in the corpus folder, whose name begins with ``INCOMING``; that folder is removed,
    whatever comes of it. Raises InvalidInput for a name or file that cannot be used, and CorpusUnusable.
    """
    try:
        _check_corpus(corpus)
        _forget_what_was_left(corpus)
        path = safe_name(name)
        staged = upload.rename(upload.with_name(path))
        words, media_type = _read(staged, open_parser, passwords_for(corpus, path))
        sync(staged)
        replaced = _put(staged, corpus / path, replace=replace)
        sync(corpus)
    finally:
        if upload.parent.name.startswith(INCOMING):
            shutil.rmtree(upload.parent, ignore_errors=True)
    return AddedDocument(path, media_type, words, replaced)


def remove_document(corpus: Path, path: str) -> bool:
    """Removes a document's file, given by its path in the corpus folder; False when there is none. Raises CorpusUnusable.

    A link is removed, and what it leads to stays.
    """
    _check_corpus(corpus)
    found = _locate(corpus, path)
    if found is None:
        return False
    found.unlink()
    sync(found.parent)
    return True


def safe_name(name: str) -> str:
    """A file name that every system takes, from the one that came with an upload. Raises InvalidInput when nothing is left of it.

    Folders in ``name`` are dropped, and characters that mean something to a system become hyphens.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rpartition("/")[2]
    shown = "".join(character if character.isprintable() else " " for character in last)
    plain = " ".join(_MEANS_SOMETHING_SOMEWHERE.sub("-", shown).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot or not stem.strip(". -") or len(ending) > _LONGEST_ENDING:
        raise InvalidInput("The file's name cannot be used. Give the file a name with an ending that says what it is, such as report.pdf.")
    room = _LONGEST_NAME - len(ending.encode()) - 1
    kept = stem.encode()[:room].decode("utf-8", "ignore").strip(". ")
    made = f"{kept}.{ending}"
    if is_passed_over(made) or made == FILE_NAME:
        raise InvalidInput(f"{made} is a name that is not read as a document. Give the file another name.")
    return made


def _check_corpus(corpus: Path) -> None:
    if not corpus.is_dir():
        what = "is a file with a document on each line, which is edited by hand" if corpus.exists() else "does not exist"
        raise CorpusUnusable(f"The corpus {corpus} {what}. Documents can be added to and removed from a folder only.")


def _read(staged: Path, open_parser: OpenParser, passwords: Sequence[str]) -> tuple[int, str]:
    """Words and media type. Raises InvalidInput when the file cannot be read."""
    with staged.open("rb") as stream:
        kind = recognise(read_head(stream), staged.name)
    if kind is None or not kind.is_read:
        raise InvalidInput(kind.reason if kind else texts()("unreadable.kind", kinds=KINDS_THAT_ARE_READ))
    try:
        with open_parser() as parser:
            report = parser.parse(staged, passwords=passwords).report
    except DocumentUnreadable as error:
        raise InvalidInput(error.reason) from error
    return report.words, report.media_type


def _put(staged: Path, home: Path, *, replace: bool) -> bool:
    """Moves the file to where it belongs. Whether one was there. Nobody ever sees half of it."""
    if home.is_dir() and not home.is_symlink():
        raise InvalidInput(f"There is a folder with the name {home.name}. Give the file another name.")
    was_there = home.exists() or home.is_symlink()
    if replace:
        staged.replace(home)
        return was_there
    try:
        # Unlike a move, this refuses to take another's place, even one that was made just now.
        home.hardlink_to(staged)
    except FileExistsError:
        raise InvalidInput(
            f"There is a document with the name {home.name} already, which is left as it is. Give the file another name, or ask for it "
            "to be replaced."
        ) from None
    return False


def _locate(corpus: Path, path: str) -> Path | None:
    """The file with this path, if there is one. Names are compared in their composed form, since a file system may keep another."""
    known = corpus_path(path)
    if known is None or known in (FILE_NAME, FETCHED_NAME):
        return None
    here = corpus
    for part in PurePosixPath(known).parts:
        if is_passed_over(part) or (here != corpus and here.is_symlink()) or not here.is_dir():
            return None
        match = next((below for below in sorted(here.iterdir()) if unicodedata.normalize("NFC", below.name) == part), None)
        if match is None:
            return None
        here = match
    return here if here.is_symlink() or here.is_file() else None


def _forget_what_was_left(corpus: Path) -> None:
    """Removes what uploads left that were cut off by a kill, once nobody can be at work there any more."""
    for folder in corpus.glob(f"{INCOMING}*/"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _SECONDS_UNTIL_FORGOTTEN:
                shutil.rmtree(folder, ignore_errors=True)
