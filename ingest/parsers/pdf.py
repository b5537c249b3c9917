"""PDF files, from the file to the draft of a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft
from ingest.file_kind import FileKind
from ingest.parsers.pdf_glyph_names import GlyphNames
from ingest.parsers.pdf_metadata import PdfMetadata, read_metadata
from ingest.parsers.pdf_page import PdfPage, read_page
from ingest.parsers.pdf_scan import recognise_page
from ingest.parsers.recognised import even_sizes
from ingest.printed.document import printed_draft
from ingest.printed.page import PrintedPage
from ingest.recognition import MOST_PAGES, PagesArePictures, RecognitionFailed, how_to_read_scans

__all__ = ["parse_pdf"]

_MAXIMUM_PAGES = 5000
_MOST_NAMED = 12  # pages in one warning


def parse_pdf(path: Path, *, passwords: Sequence[str] = (), with_scans: bool = False) -> Draft:
    """The blocks of a PDF file, in reading order. With ``with_scans``, pages that are pictures are read by text recognition.

    Raises DocumentUnreadable, and RecognitionUnavailable, OSError or MemoryError where reading its scans may succeed another time.
    """
    file, password = _open(path, passwords)
    try:
        if len(file) > _MAXIMUM_PAGES:
            raise DocumentUnreadable(texts()("unreadable.pages", pages=len(file), most=_MAXIMUM_PAGES))
        metadata = read_metadata(path, password)
        names = GlyphNames(path, password)
        pages, unread = [], []
        for number in range(1, len(file) + 1):
            label = metadata.labels[number - 1] if number <= len(metadata.labels) else ""
            try:
                pages.append(read_page(file, number, label, names=names, has_layers=metadata.has_layers))
            except pdfium.PdfiumError:
                unread.append(number)
                pages.append(PdfPage(PrintedPage(number, label, 0, 0, 1, 1)))
        scans = [page for page in pages if page.may_be_scan]
        failed = _recognise(file, scans) if with_scans and len(scans) <= MOST_PAGES else ()
        return _draft(pages, metadata, unread=unread, with_scans=with_scans, failed=failed)
    finally:
        file.close()


def _recognise(file: Any, scans: list[PdfPage]) -> tuple[int, ...]:  # noqa: ANN401  # pypdfium2
    """Reads the pictures that these pages are, and gives the numbers of those over which the text recognition program broke down."""
    failed = []
    for page in scans:
        try:
            recognise_page(file, page)
        except pdfium.PdfiumError:
            continue  # a page that cannot be drawn stays a page without text
        except RecognitionFailed:
            failed.append(page.printed.number)
    even_sizes([line for page in scans if page.is_read_from_picture for line in page.printed.lines])
    return tuple(failed)


def _draft(pages: list[PdfPage], metadata: PdfMetadata, *, unread: list[int], with_scans: bool, failed: tuple[int, ...]) -> Draft:
    scans = tuple(page.printed.number for page in pages if page.may_be_scan and not page.is_read_from_picture)
    pictures = sum(1 for page in pages if page.has_picture and not page.printed.lines and page.printed.number not in failed)
    garbled = sum(1 for page in pages if page.is_garbled)
    recognised = sum(1 for page in pages if page.is_recognised)
    if len(unread) == len(pages):
        raise DocumentUnreadable(texts()("unreadable.no_page"))
    if not any(page.printed.lines or page.printed.aside for page in pages):
        raise _without_text(pages, len(scans), with_scans=with_scans, broke_down=bool(failed))
    about_letters = _about_unnamed_letters(pages)
    draft = printed_draft([page.printed for page in pages], metadata.outline, FileKind.PDF.media_type)
    draft.facts = metadata.facts
    draft.pages_of_pictures = () if with_scans else scans
    draft.recognised_pages = tuple(page.printed.number for page in pages if page.is_read_from_picture)
    draft.pages_not_recognised = failed
    for page in pages:
        draft.left_out.update(page.left_out)
    draft.warnings.extend([*metadata.warnings, *about_letters])
    if failed:
        draft.warnings.append(texts()("noticed.recognition_broke_down", pages=", ".join(map(str, failed))))
    if unread:
        draft.warnings.append(texts()("noticed.damaged_pages", pages=", ".join(map(str, unread))))
    if garbled:
        draft.warnings.append(texts()("noticed.garbled_letters", number=garbled, pages=len(pages)))
    if pictures and with_scans:  # else whoever asked knows whether they could be read here
        draft.warnings.append(_about_pictures(pictures, len(pages), were_looked_at=len(scans) <= MOST_PAGES))
    if draft.recognised_pages:
        draft.warnings.append(texts()("noticed.scans_read", number=len(draft.recognised_pages), pages=len(pages)))
    if recognised:
        draft.warnings.append(texts()("noticed.scans_with_text", number=recognised, pages=len(pages)))
    return draft


def _about_unnamed_letters(pages: list[PdfPage]) -> list[str]:
    """What to know of letters that the pages show and the file does not name."""
    found = [page for page in pages if page.unnamed_letters]
    if not found:
        return []
    shown = ", ".join(str(page.printed.number) for page in found[:_MOST_NAMED]) + (", …" if len(found) > _MOST_NAMED else "")
    return [texts()("noticed.unnamed_letters", number=sum(page.unnamed_letters for page in found), pages=shown)]


def _about_pictures(pictures: int, pages: int, *, were_looked_at: bool) -> str:
    """What to know of pictures for which text recognition was asked, and which gave no text."""
    if were_looked_at:
        return texts()("noticed.pictures_without_text", number=pictures, pages=pages)
    advice = texts()("unreadable.too_many_scans", most=MOST_PAGES)
    return texts()("noticed.pictures_not_read", number=pictures, pages=pages, what_to_do=advice)


def _without_text(pages: list[PdfPage], scans: int, *, with_scans: bool, broke_down: bool) -> DocumentUnreadable:
    """Why a file gives no text at all."""
    if broke_down:
        return PagesArePictures(texts()("unreadable.pictures_broke_down"), scans, broke_down=True)
    if scans:
        were_looked_at = with_scans and scans <= MOST_PAGES
        if were_looked_at:
            return PagesArePictures(texts()("unreadable.nothing_recognised"), scans)
        if with_scans:
            return PagesArePictures(texts()("unreadable.too_many_scans", most=MOST_PAGES), scans)
        reason = "unreadable.garbled_letters" if all(page.is_garbled for page in pages if page.may_be_scan) else "unreadable.pictures"
        return PagesArePictures(texts()(reason, what_to_do=how_to_read_scans()), scans)
    hidden = any(page.left_out for page in pages)
    return DocumentUnreadable(texts()("unreadable.hidden_text" if hidden else "unreadable.pages_without_text"))


def _open(path: Path, passwords: Sequence[str]) -> tuple[Any, str | None]:
    """The opened file, and the password that opened it."""
    for password in (None, *passwords):
        try:
            file = pdfium.PdfDocument(path, password=password)
        except pdfium.PdfiumError as error:
            # PDFium keeps the code of an earlier file where it sets none for this one.
            is_encrypted = b"/Encrypt" in path.read_bytes()
            if is_encrypted and error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
                continue
            if is_encrypted and error.err_code == pdfium_c.FPDF_ERR_SECURITY:
                raise DocumentUnreadable(texts()("unreadable.protected")) from error
            raise DocumentUnreadable(texts()("unreadable.damaged_pdf")) from error
        else:
            file.init_forms()  # draws the entries of fields that the file gives as words alone
            return file, password
    raise DocumentUnreadable(texts()("unreadable.wrong_password" if passwords else "unreadable.needs_password"))
