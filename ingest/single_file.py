"""One file by itself, without a corpus around it: for checking quotes against an original."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from copro_qa.errors import DocumentUnreadable
from copro_qa.store.records import document_record
from copro_qa.texts import texts
from ingest.document_reader import Parser, document_of
from ingest.file_kind import KINDS_THAT_ARE_READ, read_head, recognise
from ingest.passwords import passwords_beside
from ingest.source_facts import source_of
from ingest.source_file import SourceFile

__all__ = ["read_file"]


def read_file(path: Path, parser: Parser) -> dict[str, Any]:
    """A file's record with its ``path``, ``file_sha256`` and ``media_type``. Its id is the one it has in an index.

    Raises DocumentUnreadable.
    """
    try:
        with path.open("rb") as stream:
            head = read_head(stream)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise DocumentUnreadable(texts()("unreadable.not_opened", why=error.strerror or texts()("unreadable.refused"))) from None
    parsed = parser.parse(path, passwords=passwords_beside(path))
    kind = recognise(head, path.name)
    if kind is None:  # the parser has refused it already
        raise DocumentUnreadable(texts()("unreadable.kind", kinds=KINDS_THAT_ARE_READ))
    file = SourceFile(path.name, str(path), digest, kind)
    source = source_of(file, parsed)
    document = document_of(file, parsed, source)
    facts = {"path": path.as_posix(), "file_sha256": digest, "media_type": source.media_type, "title": source.title}
    return {**facts, **document_record(document, asdict(parsed.report))}
