import io
import zipfile

import pytest

from ingest.file_kind import FileKind, read_head, recognise

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*names: str, first: bytes | None = None) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        if first is not None:
            parts.writestr("mimetype", first)
        for name in names:
            parts.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    "head,name,kind",
    [
        (b"%PDF-1.7\n", "report.docx", FileKind.PDF),
        (b"\r\n\r\n%PDF-1.4\n", "report", FileKind.PDF),
        (archive("[Content_Types].xml", "word/document.xml"), "report.pdf", FileKind.DOCX),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "slides.docx", FileKind.PPTX),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "x", FileKind.XLSX),
        (archive("content.xml", first=b"application/vnd.oasis.opendocument.text"), "a.docx", FileKind.ODT),
        (archive("content.xml", first=b"application/vnd.oasis.opendocument.spreadsheet"), "a", FileKind.OTHER_OPEN_DOCUMENT),
        (archive("a.xhtml", first=b"application/epub+zip"), "a", FileKind.EPUB),
        (archive("notes.txt"), "notes.zip", FileKind.ARCHIVE),
        (OLE + bytes(100), "letter.doc", FileKind.OLD_OFFICE),
        (OLE + bytes(100), "letter.docx", FileKind.ENCRYPTED_OFFICE),
        (OLE + "WordDocument".encode("utf-16-le"), "letter.docx", FileKind.OLD_OFFICE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "letter.doc", FileKind.ENCRYPTED_OFFICE),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "figures.xlsx", FileKind.XLSX),
        (b"{\\rtf1\\ansi Hello}", "letter.doc", FileKind.RTF),
        (b"\x89PNG\r\n\x1a\n", "scan.pdf", FileKind.IMAGE),
        (b"<svg xmlns='x'>", "drawing.html", FileKind.IMAGE),
        (b"<!DOCTYPE html><html>", "page.txt", FileKind.HTML),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html>", "page", FileKind.HTML),
        (b"A page that begins with words <p>and has tags</p>", "page.html", FileKind.HTML),
        (b"Just words", "page.html", FileKind.HTML),
        (b"Just words", "notes.md", FileKind.MARKDOWN),
        (b"<div>A box</div>\n\n# A heading", "notes.md", FileKind.MARKDOWN),
        (b"<!doctype html>\n<html lang=en>", "notes.md", FileKind.HTML),
        (b"## A heading\n\nText with **weight**.", "notes.txt", FileKind.MARKDOWN),
        (b"Phone #1 for help.\nA text with a < b.", "notes.txt", FileKind.TEXT),
        ("\ufeffPlain text".encode("utf-16-le"), "notes.txt", FileKind.TEXT),
        ("No mark at all, and wide".encode("utf-16-be"), "notes.txt", FileKind.TEXT),
        ("Sìne – £5".encode("cp1252"), "notes.txt", FileKind.TEXT),
        (b"a,b\n1,2\n", "table.csv", None),
        (b"\x00\x01\x02\x03\x04" * 50, "thing.bin", None),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 500, "program.md", None),
        (b"", "empty.pdf", FileKind.PDF),
        (b"", "empty.txt", FileKind.TEXT),
    ],
)
def test_a_file_is_known_by_its_bytes(head: bytes, name: str, kind: FileKind | None) -> None:
    assert recognise(head, name) is kind


def test_the_list_of_parts_of_a_long_ole_container_is_read_wherever_it_stands() -> None:
    header = bytearray(OLE + bytes(504))
    header[30:32] = (9).to_bytes(2, "little")  # sectors of 512 bytes
    header[48:52] = (199).to_bytes(4, "little")
    file = io.BytesIO(bytes(header) + bytes(199 * 512) + "EncryptedPackage".encode("utf-16-le"))
    assert recognise(read_head(file), "report") is FileKind.ENCRYPTED_OFFICE
    header[48:52] = b"\xfe\xff\xff\xff"  # nowhere
    file = io.BytesIO(bytes(header) + bytes(2**16))
    assert recognise(read_head(file), "report") is FileKind.OLD_OFFICE


def test_every_kind_that_is_not_read_says_why() -> None:
    read = {kind for kind in FileKind if kind.is_read}
    assert read == {FileKind[name] for name in "PDF DOCX PPTX ODT EPUB HTML WEB_ARCHIVE MARKDOWN TEXT ENCRYPTED_OFFICE".split()}
    for kind in FileKind:
        assert kind.is_read or (kind.reason.startswith("The file is ") and kind.reason.endswith("."))


def test_many_lines_before_a_message_cost_no_more_for_being_alike() -> None:
    head = b"MIME-Version: 1.0\n" + b"Content-Type: multipart/related; boundary=b\n" * 1480 + b"\n--b\n"
    assert recognise(head, "message.txt") is FileKind.EMAIL
    assert recognise(head.replace(b"\n\n", b"\nContent-Location: https://x.example\n\n"), "page") is FileKind.WEB_ARCHIVE
