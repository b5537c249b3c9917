"""OpenDocument texts (ODT): headings, lists with their numbers, tables, footnotes, and pages where the file tells them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import odfdo

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft, DraftPage, Piece
from ingest.file_kind import FileKind
from ingest.left_out import LeftOut, Reason
from ingest.parsers.odt_blocks import Reading
from ingest.parsers.odt_encryption import open_package
from ingest.parsers.odt_facts import headers_and_footers, read_facts, stated_pages
from ingest.parsers.odt_foreign import remove_foreign
from ingest.parsers.odt_package import with_parts_mended
from ingest.parsers.odt_styles import Styles
from ingest.parsers.package_parts import damage_warnings

__all__ = ["parse_odt"]


def parse_odt(path: Path, *, passwords: Sequence[str] = ()) -> Draft:
    """The blocks of an OpenDocument text, in its order. Raises DocumentUnreadable."""
    package, damaged = with_parts_mended(open_package(path, passwords))
    try:
        document = odfdo.Document(package)
        left_out = LeftOut()
        for part in (document.content, document.styles):
            remove_foreign(part.root, left_out)
        body = document.body
        styles = Styles([document.content, document.styles])
        facts = read_facts(document)
    except (KeyError, ValueError, AttributeError, TypeError, OSError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        raise DocumentUnreadable(texts()("unreadable.open_document")) from error
    draft = Draft(FileKind.ODT.media_type, [], facts, left_out=left_out, warnings=damage_warnings(damaged))
    for said in headers_and_footers(document):
        draft.left_out.add(Reason.PAGE_HEADER, said)
    Reading(draft, styles).read(body)
    _number_pages(draft, document)
    return draft


def _number_pages(draft: Draft, document: odfdo.Document) -> None:
    """Keeps the page breaks that were met when they are all of them: as many as the file says it has pages, less one."""
    last = max((piece.page or 1 for block in draft.blocks for piece in block.pieces), default=1)
    if last > 1 and stated_pages(document) == last:
        draft.pages = [DraftPage(number, str(number)) for number in range(1, last + 1)]
        return
    for block in draft.blocks:
        block.pieces = [Piece(piece.text) for piece in block.pieces]
