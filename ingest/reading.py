"""One file from its bytes to its canonical text. Runs in the child process of :mod:`ingest.worker` only."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest import canonical, layout
from ingest.draft import Draft
from ingest.encoding import decode
from ingest.file_kind import KINDS_THAT_ARE_READ, FileKind, read_head, recognise
from ingest.parsed import ParsedDocument
from ingest.settled_facts import settle_facts

__all__ = ["read"]

_TEXT_KINDS = (FileKind.HTML, FileKind.WEB_ARCHIVE, FileKind.MARKDOWN, FileKind.TEXT)
_OFFICE_KINDS = (FileKind.DOCX, FileKind.PPTX)
_MAXIMUM_TEXT_BYTES = 64 * 2**20  # plain text, Markdown or HTML beyond this is data, not a document


def read(path: Path, *, passwords: Sequence[str] = (), with_scans: bool = False) -> ParsedDocument:
    """The canonical text of a file; with ``with_scans``, that of scanned pages too.

    Raises DocumentUnreadable; a parser's own errors come through as they are.
    """
    try:
        with path.open("rb") as file:
            head = read_head(file)
        size = path.stat().st_size
    except FileNotFoundError:
        raise DocumentUnreadable(texts()("unreadable.not_there")) from None
    except OSError as error:
        raise DocumentUnreadable(texts()("unreadable.not_opened", why=error.strerror or texts()("unreadable.refused"))) from None
    if not head.strip(b"\x00"):
        raise DocumentUnreadable(texts()("unreadable.zeros" if size else "unreadable.empty"))
    kind = recognise(head, path.name)
    if kind is None:
        raise DocumentUnreadable(texts()("unreadable.kind", kinds=KINDS_THAT_ARE_READ))
    if not kind.is_read:
        raise DocumentUnreadable(kind.reason)
    if kind in _TEXT_KINDS and size > _MAXIMUM_TEXT_BYTES:
        raise DocumentUnreadable(texts()("unreadable.too_much_text", megabytes=_MAXIMUM_TEXT_BYTES // 2**20))
    draft = layout.settle(_parse(path, kind, passwords, with_scans=with_scans))
    document = canonical.build(draft)
    if not document.text:
        raise DocumentUnreadable(texts()("unreadable.no_text"))
    return settle_facts(document)


def _parse(path: Path, kind: FileKind, passwords: Sequence[str], *, with_scans: bool) -> Draft:
    """The draft of a file of a known kind. Each parser is imported when it is first needed."""
    if kind is FileKind.PDF:
        from ingest.parsers.pdf import parse_pdf

        return parse_pdf(path, passwords=passwords, with_scans=with_scans)
    if kind is FileKind.ODT:
        from ingest.parsers.odt import parse_odt

        return parse_odt(path, passwords=passwords)
    if kind is FileKind.ENCRYPTED_OFFICE:
        from ingest.parsers.office_encryption import decrypted_office_file

        return _parse_decrypted(decrypted_office_file(path, passwords), path.name)
    if kind in _OFFICE_KINDS:
        return _parse_office(path, kind)
    if kind is FileKind.EPUB:
        from ingest.parsers.epub import parse_epub

        return parse_epub(path)
    return _parse_text_kind(path.read_bytes(), kind)


def _parse_decrypted(file: BytesIO, name: str) -> Draft:
    """The draft of what was inside an encrypted Office file."""
    kind = recognise(read_head(file), name)
    file.seek(0)
    if kind not in _OFFICE_KINDS:
        raise DocumentUnreadable((kind.reason if kind else "") or texts()("unreadable.damaged"))
    return _parse_office(file, kind)


def _parse_office(file: Path | BytesIO, kind: FileKind) -> Draft:
    if kind is FileKind.DOCX:
        from ingest.parsers.docx import parse_docx

        return parse_docx(file)
    from ingest.parsers.pptx import parse_pptx

    return parse_pptx(file)


def _parse_text_kind(data: bytes, kind: FileKind) -> Draft:
    if kind is FileKind.HTML:
        from ingest.parsers.html import parse_html

        return parse_html(data)
    if kind is FileKind.WEB_ARCHIVE:
        from ingest.parsers.web_archive import parse_web_archive

        return parse_web_archive(data)
    text, warning = decode(data)
    if kind is FileKind.MARKDOWN:
        from ingest.parsers.markdown import parse_markdown

        draft = parse_markdown(text)
    else:
        from ingest.parsers.text import parse_text

        draft = parse_text(text)
    draft.warnings.extend([warning] if warning else [])
    return draft
