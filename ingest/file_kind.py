"""What a file is, by its bytes; its name has a say only where the bytes leave it open."""

from __future__ import annotations

import re
from enum import Enum
from typing import BinaryIO

from copro_qa.texts import texts
from ingest.text_signs import HEAD_BYTES, has_tags, is_markdown, is_message, is_page, is_saved_page, is_whole_page, share_of_controls

__all__ = ["KINDS_THAT_ARE_READ", "READ_NAMES", "FileKind", "read_head", "recognise"]

KINDS_THAT_ARE_READ = "PDF, DOCX, PPTX, ODT, EPUB, HTML, Markdown and plain text"
"""For messages."""


class FileKind(Enum):
    """The kinds of file that are known, each with its media type and the name of what is said where it is not read."""

    PDF = ("application/pdf", "")
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "")
    HTML = ("text/html", "")
    WEB_ARCHIVE = ("multipart/related", "")
    """A web page that a browser saved with all that belongs to it in one file (MHTML)."""
    MARKDOWN = ("text/markdown", "")
    TEXT = ("text/plain", "")
    PPTX = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "")
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "spreadsheet",
    )
    ODT = ("application/vnd.oasis.opendocument.text", "")
    OTHER_OPEN_DOCUMENT = (
        "application/vnd.oasis.opendocument",
        "other_open_document",
    )
    EPUB = ("application/epub+zip", "")
    ENCRYPTED_OFFICE = ("application/encrypted", "")
    """A Word document or presentation in an OLE container, and whatever only looks like one from outside."""
    OLD_OFFICE = (
        "application/x-ole-storage",
        "old_office",
    )
    RTF = ("application/rtf", "rtf")
    IMAGE = (
        "image/*",
        "picture",
    )
    ARCHIVE = ("application/zip", "archive")
    POSTSCRIPT = ("application/postscript", "postscript")
    EMAIL = ("message/rfc822", "email")
    MEDIA = ("application/octet-stream", "media")

    def __init__(self, media_type: str, not_read: str) -> None:
        self.media_type = media_type
        """The registered name of the kind."""
        self.not_read = not_read

    @property
    def reason(self) -> str:
        """Why a file of this kind is not read, and what to do; empty when it is read."""
        return texts()(f"unreadable.kinds.{self.not_read}") if self.not_read else ""

    @property
    def is_read(self) -> bool:
        """Whether there is a parser for it."""
        return not self.not_read


_MAGIC = (
    (b"{\\rtf", FileKind.RTF), (b"%!PS", FileKind.POSTSCRIPT),
    (b"\x89PNG", FileKind.IMAGE), (b"\xff\xd8\xff", FileKind.IMAGE), (b"GIF8", FileKind.IMAGE), (b"BM\x00", FileKind.IMAGE),
    (b"II*\x00", FileKind.IMAGE), (b"MM\x00*", FileKind.IMAGE), (b"\x1f\x8b", FileKind.ARCHIVE), (b"7z\xbc\xaf", FileKind.ARCHIVE),
    (b"Rar!", FileKind.ARCHIVE), (b"BZh", FileKind.ARCHIVE), (b"\xfd7zXZ", FileKind.ARCHIVE),
    (b"ID3", FileKind.MEDIA), (b"OggS", FileKind.MEDIA),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_DIRECTORY_BYTES = 4096
_OLD_OFFICE_PARTS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "PowerPoint Document", "Workbook"))
_OFFICE_PARTS = ((b"word/", FileKind.DOCX), (b"ppt/", FileKind.PPTX), (b"xl/", FileKind.XLSX))
_EXTENSIONS = {
    ".docx": FileKind.DOCX, ".docm": FileKind.DOCX, ".dotx": FileKind.DOCX, ".dotm": FileKind.DOCX,
    ".pptx": FileKind.PPTX, ".pptm": FileKind.PPTX, ".ppsx": FileKind.PPTX, ".ppsm": FileKind.PPTX,
    ".potx": FileKind.PPTX, ".potm": FileKind.PPTX, ".xlsx": FileKind.XLSX, ".xlsm": FileKind.XLSX,
    ".pdf": FileKind.PDF, ".odt": FileKind.ODT, ".epub": FileKind.EPUB,
}  # fmt: skip
_SVG_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<svg\b", re.IGNORECASE | re.DOTALL)
_ARCHIVE_NAMES = (".mht", ".mhtml")
_HTML_NAMES = (".html", ".htm", ".xhtml")
_MARKDOWN_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_TEXT_NAMES = (".txt", ".text", "")
READ_NAMES = frozenset({".pdf", ".docx", ".pptx", ".odt", ".epub", ".html", ".htm", ".mht", ".mhtml", ".md", ".markdown", ".txt"})
"""Endings of names by which people expect a file to be read, whatever is in it."""
# Text for programs, not for readers.
_NOT_DOCUMENTS = frozenset(
    ".bib .cfg .conf .css .csv .ics .ini .js .json .jsonl .lock .log .py .ris .sh .sql .toml .tsv .vcf .xml .xsl .yaml .yml".split(),
)


def read_head(file: BinaryIO) -> bytes:
    """As much of an opened file as tells what it is: its first 64 KiB, and the list of parts of an OLE container that is longer."""
    head = file.read(HEAD_BYTES)
    if head.startswith(_OLE) and len(head) == HEAD_BYTES:
        sector_bytes = 1 << min(int.from_bytes(head[30:32], "little"), 16)
        file.seek((int.from_bytes(head[48:52], "little") + 1) * sector_bytes)
        head += file.read(_OLE_DIRECTORY_BYTES)
    return head


def recognise(head: bytes, name: str) -> FileKind | None:
    """The kind of a file from what :func:`read_head` gives and its name; None when it is none that is known.

    An empty file goes by its name.
    """
    extension = name[name.rfind(".") :].lower() if "." in name else ""
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return _empty(extension)
    if b"%PDF-" in head[:1024]:
        return FileKind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(head, extension)
    if head.startswith(_OLE):
        return _ole_kind(head, extension)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or _SVG_START.match(head):
        return FileKind.IMAGE
    if head[4:8] == b"ftyp" or head.startswith((b"RIFF", b"\xff\xfb")):
        return FileKind.IMAGE if head[8:11] in (b"hei", b"avi") else FileKind.MEDIA
    return _text_kind(head, extension)


def _empty(extension: str) -> FileKind | None:
    names = {**_EXTENSIONS, **dict.fromkeys(_HTML_NAMES, FileKind.HTML), **dict.fromkeys(_MARKDOWN_NAMES, FileKind.MARKDOWN)}
    return FileKind.TEXT if extension in _TEXT_NAMES else names.get(extension)


def _zip_kind(head: bytes, extension: str) -> FileKind:
    """By the names of the parts, as they stand before each part; the name of the file where they lie too far in."""
    if head[30:38] == b"mimetype":
        declared = head[38:120]
        if declared.startswith(b"application/epub+zip"):
            return FileKind.EPUB
        if declared.startswith(b"application/vnd.oasis.opendocument.text"):
            return FileKind.ODT
        if declared.startswith(b"application/vnd.oasis.opendocument"):
            return FileKind.OTHER_OPEN_DOCUMENT
    found = [(head.find(part), kind) for part, kind in _OFFICE_PARTS if part in head]
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    return _EXTENSIONS.get(extension, FileKind.ARCHIVE)


def _ole_kind(head: bytes, extension: str) -> FileKind:
    """By the names in the list of parts; by the name of the file where that list is not seen."""
    named = _EXTENSIONS.get(extension)
    is_encrypted = "EncryptedPackage".encode("utf-16-le") in head
    if is_encrypted and named is FileKind.XLSX:
        return FileKind.XLSX
    if is_encrypted or (named in (FileKind.DOCX, FileKind.PPTX) and not any(part in head for part in _OLD_OFFICE_PARTS)):
        return FileKind.ENCRYPTED_OFFICE
    return FileKind.OLD_OFFICE


def _text_kind(head: bytes, extension: str) -> FileKind | None:
    """For what is none of the marked kinds: HTML, Markdown, plain text, or None for what is no text."""
    zeros = sorted((head[0:200:2].count(0), head[1:200:2].count(0)))  # of letters in two bytes one is zero; programs have zeros anywhere
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or (zeros[1] > len(head[:200]) // 3 and zeros[0] < len(head[:200]) // 10):
        head = head.replace(b"\x00", b"")
        head = head[2:] if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head
    elif share_of_controls(head) > 0.02:  # noqa: PLR2004  # texts have none, but a stray one is forgiven
        return _EXTENSIONS.get(extension)
    head = head.removeprefix(b"\xef\xbb\xbf")
    if extension in _MARKDOWN_NAMES and not is_whole_page(head):  # other HTML may stand at the beginning of Markdown
        return FileKind.MARKDOWN
    if is_page(head) or (extension in _HTML_NAMES and has_tags(head)):
        return FileKind.HTML
    if extension == ".eml" or is_message(head):
        return FileKind.WEB_ARCHIVE if is_saved_page(head, is_called_so=extension in _ARCHIVE_NAMES) else FileKind.EMAIL
    if extension in _NOT_DOCUMENTS:
        return None
    if extension in _HTML_NAMES:
        return FileKind.HTML
    return FileKind.MARKDOWN if is_markdown(head.decode("utf-8", "replace")) else FileKind.TEXT
