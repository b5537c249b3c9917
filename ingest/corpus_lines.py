"""A corpus in one file, for evaluation: a JSON object with ``doc``, ``title`` and ``text`` on each line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from copro_qa.errors import CorpusUnusable, DocumentUnreadable
from copro_qa.texts import texts
from ingest.file_kind import FileKind, recognise
from ingest.parsed import ParsedDocument
from ingest.source_entries import SourceEntry, is_web_address
from ingest.source_file import SourceFile
from ingest.sources import Corpus

__all__ = ["parse_line", "read_corpus_lines"]


def read_corpus_lines(file: Path) -> Corpus:
    """Each line as a document whose path is its ``doc``; a line that cannot be used is among the failed. Raises CorpusUnusable."""
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise CorpusUnusable(f"The corpus file {file} cannot be read: {error.strerror or error}.") from error
    files: dict[str, SourceFile] = {}
    failed: list[tuple[str, str]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            made = _source_file(file, line)
        except ValueError as error:
            failed.append((f"line {number}", texts()("unreadable.line", file=file.name, why=error)))
            continue
        if made.path in files:
            failed.append((f"line {number}", texts()("unreadable.line_twice", file=file.name, name=made.path)))
            continue
        files[made.path] = made
    return Corpus(files=tuple(sorted(files.values(), key=lambda made: made.path)), failed=tuple(failed))


def parse_line(file: SourceFile) -> ParsedDocument:
    """The text of a line, read as Markdown or plain text. Raises DocumentUnreadable."""
    # Imported where they are used: a folder of files is read without them, in another process.
    from ingest import canonical, layout
    from ingest.parsers.markdown import parse_markdown
    from ingest.parsers.text import parse_text

    text = file.text or ""
    try:
        document = canonical.build(layout.settle(parse_markdown(text) if file.kind is FileKind.MARKDOWN else parse_text(text)))
    except Exception as error:  # whatever a parser trips over, the next line goes on
        raise DocumentUnreadable(texts()("unreadable.line_text", error=type(error).__name__)) from error
    if not document.text:
        raise DocumentUnreadable(texts()("unreadable.line_empty"))
    return document


def _source_file(file: Path, line: bytes) -> SourceFile:
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise ValueError(texts()("unreadable.line_nested")) from error
    if not isinstance(record, dict) or not all(isinstance(record.get(key), str) for key in ("doc", "text")) or not record["doc"].strip():
        raise ValueError(texts()("unreadable.line_form"))
    name, text, title, url = record["doc"], record["text"], record.get("title"), record.get("url")
    if any("\ud800" <= character <= "\udfff" for character in f"{name}{title}"):
        raise ValueError(texts()("unreadable.line_letters"))
    entry = SourceEntry(
        path=name,
        title=(" ".join(title.split()) if isinstance(title, str) else "") or name,
        url=url if isinstance(url, str) and is_web_address(url) else None,
    )
    kind = recognise(text.encode("utf-8", "replace")[: 2**16], "line.txt")
    # What identifies a line is all of it that is used, so that two documents with the same words stay two.
    digest = hashlib.sha256(json.dumps([name, entry.title, text]).encode()).hexdigest()
    return SourceFile(name, str(file), digest, FileKind.MARKDOWN if kind is FileKind.MARKDOWN else FileKind.TEXT, entry, text)
