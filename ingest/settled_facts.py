"""What a document says of itself on its first pages, beside what its file says in its properties."""

from __future__ import annotations

from dataclasses import replace

from ingest.file_kind import FileKind
from ingest.opening import opening_of
from ingest.parsed import ParsedDocument
from ingest.titles import chosen_title

__all__ = ["settle_facts"]

_WITH_PROPERTIES = frozenset(kind.media_type for kind in (FileKind.PDF, FileKind.DOCX, FileKind.PPTX, FileKind.ODT))
"""Kinds that keep a title beside the text, which goes along when a file is made from another."""


def settle_facts(parsed: ParsedDocument) -> ParsedDocument:
    """The same document, its facts being those that its text bears out."""
    if parsed.report.media_type not in _WITH_PROPERTIES:
        return parsed
    return replace(parsed, facts=replace(parsed.facts, title=chosen_title(parsed.facts.title, opening_of(parsed))))
