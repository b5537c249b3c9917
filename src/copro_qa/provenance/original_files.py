"""Original files, read again to check quotes against them. A child process of ``ingest`` opens them; no file is opened here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from copro_qa.child_process import INGEST
from copro_qa.document import Document, Source
from copro_qa.errors import InvalidInput
from copro_qa.provenance.library import FilesLibrary
from copro_qa.store.records import document_of

__all__ = ["read_originals"]


def read_originals(files: Sequence[Path]) -> FilesLibrary:
    """The documents of these files. Raises InvalidInput with the reason for the first one that cannot be read."""
    finished = subprocess.run([*INGEST, "read", "--", *map(str, files)], check=False, capture_output=True)
    documents = [_document(json.loads(line)) for line in finished.stdout.splitlines()]
    if finished.returncode or len(documents) != len(files):
        reason = finished.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["the program that reads files broke down"]
        raise InvalidInput(f"The files cannot be read: {reason[0]}")
    return FilesLibrary(documents)


def _document(record: dict[str, object]) -> Document:
    if "reason" in record:
        raise InvalidInput(f"{record['path']} cannot be read. {record['reason']}")
    source = Source(
        path=str(record["path"]),
        file_sha256=str(record["file_sha256"]),
        media_type=str(record["media_type"]),
        title=str(record["title"]),
    )
    return document_of(record, source)
