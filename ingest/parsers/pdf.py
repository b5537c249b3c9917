"""PDF files, from the file to the draft of a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from copro_qa.errors import DocumentUnreadable
from ingest.draft import Draft
from ingest.file_kind import FileKind
from ingest.parsers.pdf_metadata import PdfMetadata, read_metadata
from ingest.parsers.pdf_page import PdfPage, read_page
from ingest.parsers.pdf_scan import recognise_page
from ingest.parsers.recognised import even_sizes
from ingest.printed.document import printed_draft
from ingest.printed.page import PrintedPage
from ingest.recognition import MOST_PAGES, PagesArePictures, RecognitionFailed, how_to_read_scans

__all__ = ["parse_pdf"]

_MAXIMUM_PAGES = 5000
_PASSWORD_WRONG = (
    'The file is protected by a password. Give the password in sources.toml (password = "…") or save a copy without one.',
    "The file is protected by a password, and the one in sources.toml does not open it.",
)
_ONLY_PICTURES = "The pages are pictures of text (a scan), so there is no text to quote."
_NOTHING_RECOGNISED = (
    "The pages are pictures, and no text could be recognised in them. If they are scans, scan them again, darker and at 300 dpi."
)
_BROKE_DOWN = "The pages are pictures, and the text recognition program broke down over them. Scan them again, or save the file anew."
_TOO_MANY_SCANS = (
    f"More than {MOST_PAGES} of its pages are pictures, and no more are read by text recognition (OCR). Split the file into parts."
)
_ONLY_HIDDEN_TEXT = "The pages of this file hold only text that a reader does not see."


def parse_pdf(path: Path, *, passwords: Sequence[str] = (), with_scans: bool = False) -> Draft:
    """The blocks of a PDF file, in reading order. With ``with_scans``, pages that are pictures are read by text recognition.

    Raises DocumentUnreadable, and RecognitionUnavailable, OSError or MemoryError where reading its scans may succeed another time.
    """
    file, password = _open(path, passwords)
    try:
        if len(file) > _MAXIMUM_PAGES:
            raise DocumentUnreadable(f"The file has {len(file)} pages; more than {_MAXIMUM_PAGES} are not read. Split it into parts.")
        metadata = read_metadata(path, password)
        pages, unread = [], []
        for number in range(1, len(file) + 1):
            label = metadata.labels[number - 1] if number <= len(metadata.labels) else ""
            try:
                pages.append(read_page(file, number, label))
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
    were_looked_at = with_scans and len(scans) <= MOST_PAGES
    pictures = sum(1 for page in pages if page.has_picture and not page.printed.lines and page.printed.number not in failed)
    recognised = sum(1 for page in pages if page.is_recognised)
    if len(unread) == len(pages):
        raise DocumentUnreadable("The file is damaged: none of its pages can be read.")
    if not any(page.printed.lines or page.printed.aside for page in pages):
        raise _without_text(pages, len(scans), with_scans=with_scans, broke_down=bool(failed))
    draft = printed_draft([page.printed for page in pages], metadata.outline, FileKind.PDF.media_type)
    draft.facts = metadata.facts
    draft.pages_of_pictures = () if with_scans else scans
    draft.recognised_pages = tuple(page.printed.number for page in pages if page.is_read_from_picture)
    draft.pages_not_recognised = failed
    for page in pages:
        draft.left_out.update(page.left_out)
    draft.warnings.extend(metadata.warnings)
    if failed:
        draft.warnings.append(f"Text recognition broke down over these scanned pages: {', '.join(map(str, failed))}.")
    if unread:
        draft.warnings.append(f"Damaged pages that could not be read: {', '.join(map(str, unread))}.")
    if pictures:
        advice = "" if were_looked_at else f" {_TOO_MANY_SCANS if with_scans else how_to_read_scans()}"
        what = (
            "in which no text could be recognised" if were_looked_at else "and no text; if they are scans, their text is not in the index"
        )
        draft.warnings.append(f"{pictures} of {len(pages)} pages hold pictures {what}.{advice}")
    if draft.recognised_pages:
        draft.warnings.append(
            f"{len(draft.recognised_pages)} of {len(pages)} pages are scans that were read by text recognition. "
            "Their text may differ from what is seen; a quote says how sure its words are."
        )
    if recognised:
        draft.warnings.append(
            f"{recognised} of {len(pages)} pages are scans with text that a text recognition program put behind the picture. "
            "It may differ from what is seen."
        )
    return draft


def _without_text(pages: list[PdfPage], scans: int, *, with_scans: bool, broke_down: bool) -> DocumentUnreadable:
    """Why a file gives no text at all."""
    if broke_down:
        return PagesArePictures(_BROKE_DOWN, scans, broke_down=True)
    if scans:
        were_looked_at = with_scans and scans <= MOST_PAGES
        unread = _TOO_MANY_SCANS if with_scans else f"{_ONLY_PICTURES} {how_to_read_scans()}"
        return PagesArePictures(_NOTHING_RECOGNISED if were_looked_at else unread, scans)
    return DocumentUnreadable(_ONLY_HIDDEN_TEXT if any(page.left_out for page in pages) else "The pages of this file hold no text.")


def _open(path: Path, passwords: Sequence[str]) -> tuple[Any, str | None]:
    """The opened file, and the password that opened it."""
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(path, password=password), password
        except pdfium.PdfiumError as error:
            # PDFium keeps the code of an earlier file where it sets none for this one.
            is_encrypted = b"/Encrypt" in path.read_bytes()
            if is_encrypted and error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
                continue
            if is_encrypted and error.err_code == pdfium_c.FPDF_ERR_SECURITY:
                raise DocumentUnreadable("The file is protected in a way that is not supported. Save a copy without protection.") from error
            raise DocumentUnreadable(
                "The file is damaged, or was not downloaded or copied to the end: it cannot be read as PDF."
            ) from error
    raise DocumentUnreadable(_PASSWORD_WRONG[1 if passwords else 0])
