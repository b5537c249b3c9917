"""Word documents (DOCX): headings by style, lists with their automatic numbers, tables, footnotes and endnotes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx.package

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft
from ingest.file_kind import FileKind
from ingest.left_out import Reason
from ingest.parsed import FileFacts
from ingest.parsers.docx_blocks import Reading, root_of
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_pages import SavedPages, saved_pages
from ingest.parsers.office_package import FAILURES, in_usual_names, open_mended
from ingest.parsers.package_parts import damage_warnings
from ingest.property_facts import facts_from_properties, has_properties

__all__ = ["parse_docx"]


def parse_docx(file: Path | BytesIO) -> Draft:
    """The blocks of a Word document, in its order. Raises DocumentUnreadable."""
    try:
        (package, main, root), damaged = open_mended(in_usual_names(file), _opened)
    except SyntaxError as error:  # lxml's XMLSyntaxError is one
        raise DocumentUnreadable(texts()("unreadable.word_document_text")) from error
    except FAILURES as error:
        raise DocumentUnreadable(texts()("unreadable.word_document")) from error
    body = root.find(w("body"))
    if body is None:
        raise DocumentUnreadable(texts()("unreadable.word_document_without_text"))
    properties = {str(part.partname): part.blob for part in package.iter_parts() if str(part.partname).startswith("/docProps/")}
    draft = Draft(FileKind.DOCX.media_type, [], _facts(package, properties), warnings=damage_warnings(damaged))
    running = [root_of(relation.target_part) for relation in main.rels.values() if relation.reltype.endswith(("/header", "/footer"))]
    for root in running:
        said = " ".join("".join(node.text or "" for node in paragraph.iter(w("t"))) for paragraph in root.iter(w("p")))
        if said.strip():
            draft.left_out.add(Reason.PAGE_HEADER, said)
    pages = saved_pages(body, properties, shows_numbers=any(_prints_page_numbers(root) for root in running))
    if pages is not None:
        draft.pages = pages.pages
        draft.warnings.append(texts()("noticed.pages_of_last_save"))
    Reading(draft, body, main.rels, pages or SavedPages()).read()
    return draft


def _opened(file: str | BytesIO) -> tuple[Any, Any, Any]:
    """The package, its part with the text, and the root of that."""
    package = docx.package.Package.open(file)
    main = package.main_document_part
    return package, main, root_of(main)


def _prints_page_numbers(root: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether a header or footer holds the field for the number of the page."""
    fields = [node.text or "" for node in root.iter(w("instrText"))] + [node.get(w("instr")) or "" for node in root.iter(w("fldSimple"))]
    return any(field.split()[:1] == ["PAGE"] for field in fields)


def _facts(package: Any, parts: dict[str, bytes]) -> FileFacts:  # noqa: ANN401  # python-docx
    try:
        core = package.core_properties if has_properties(package) else None
    except (KeyError, ValueError, AttributeError, SyntaxError):
        core = None
    return facts_from_properties(core, parts)
