"""What is known of a document: what ``sources.toml`` says, then what the file says of itself, then what its name tells."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePosixPath

from copro_qa.document import BlockKind, Source
from ingest.file_kind import FileKind
from ingest.opening_blocks import is_general
from ingest.parsed import FileFacts, ParsedDocument
from ingest.source_entries import SourceEntry, is_web_address
from ingest.source_file import SourceFile

__all__ = ["basis_of", "source_of", "title_from_name"]

_OF_THE_WEB = (FileKind.HTML.media_type, FileKind.MARKDOWN.media_type, FileKind.TEXT.media_type)
_BASIS_DIGITS = 24
_as_json = json.JSONEncoder(sort_keys=True).encode
"""As json.dumps, which makes such an encoder for each of ten thousand documents."""
_LONGEST_SHOWN = 300  # characters; a longer title is cut
_LONGEST_TITLE = 600  # what is longer is a page
_SHORT_NAME = re.compile(r"\((?:the )?[^\W\d_][^()\d]{4,60}\)")
_BETWEEN_CLAUSES = re.compile(r"(?:[,;:]| [–—-]| and| or)\s")
_FEWEST_LETTERS = 3


def basis_of(file: SourceFile, superseded_by: Sequence[str] = ()) -> str:
    """Hash of all that :func:`source_of` makes a source from, but for what the file says of itself."""
    entry = {**asdict(file.entry), "password": None} if file.entry else None
    content = _as_json([file.path, file.file_sha256, entry, list(superseded_by)])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_BASIS_DIGITS]


def source_of(file: SourceFile, parsed: ParsedDocument | None, *, superseded_by: Sequence[str] = ()) -> Source:
    """What is known of a document: its entry in ``sources.toml`` first, then what the file says of itself.

    Without an entry, the title is the one that the file gives of itself, or the one that stands above its text, or is made of its name.
    """
    entry = file.entry or SourceEntry(file.path)
    facts = parsed.facts if parsed else FileFacts()
    return Source(
        path=file.path,
        file_sha256=file.file_sha256,
        media_type=parsed.report.media_type if parsed else file.kind.media_type,
        title=entry.title or _title(facts.title) or _title(_title_block(parsed)) or title_from_name(file.path),
        authors=entry.authors or tuple(author for author in map(_line, facts.authors) if author),
        publisher=entry.publisher or _line(facts.publisher),
        published=entry.date or facts.published,
        url=entry.url or (facts.url if facts.url and is_web_address(facts.url) else None),
        licence=entry.licence or _line(facts.licence),
        collection=entry.collection,
        language=facts.language,
        supersedes=entry.supersedes,
        superseded_by=tuple(superseded_by),
        unofficial_summary=facts.unofficial_summary if entry.unofficial_summary is None else entry.unofficial_summary,
    )


def _title(text: str | None) -> str | None:
    """``text`` on one line if it is fit to be a title: some letters, and not a whole page. A long one is cut."""
    title = _line(text) or ""
    return _cut(title) if sum(map(str.isalpha, title)) >= _FEWEST_LETTERS and len(title) <= _LONGEST_TITLE else None


def _cut(title: str) -> str:
    """A long title up to the end of a clause, with the short name in brackets that laws have at their end."""
    if len(title) <= _LONGEST_SHOWN:
        return title
    names = [name[0] for name in _SHORT_NAME.finditer(title) if name.end() > _LONGEST_SHOWN]
    ending = f"… {names[0]}" if names else "…"
    room = _LONGEST_SHOWN - len(ending) - 1
    clauses = [clause.start() for clause in _BETWEEN_CLAUSES.finditer(title, room // 2, room)]
    end = clauses[-1] if clauses else title.rfind(" ", 0, room)
    return f"{title[: end if end > 0 else room].rstrip()} {ending}"


def _title_block(parsed: ParsedDocument | None) -> str | None:
    if parsed is None:
        return None
    title = next((parsed.text[block.start : block.end] for block in parsed.blocks if block.kind is BlockKind.TITLE), None)
    is_page = parsed.report.media_type in _OF_THE_WEB  # which may well be called "Overview"
    return None if title is not None and is_general(title) and not is_page else title


def title_from_name(path: str) -> str:
    """A readable form of a file's name: ``reports/joint-working_2014.pdf`` gives ``Joint working 2014``."""
    name = PurePosixPath(path).name
    words = (PurePosixPath(name).stem.replace("_", " ") if " " in name else re.sub(r"[_\-+.]+", " ", PurePosixPath(name).stem)).split()
    title = " ".join(words)
    return title[:1].upper() + title[1:] if title else name


def _line(text: str | None) -> str | None:
    """``text`` on one line without characters that cannot be shown: facts of a file are shown beside quotes, never as quotes."""
    words = unicodedata.normalize("NFC", text or "").split()
    return "".join(character for character in " ".join(words) if character.isprintable()).strip() or None
