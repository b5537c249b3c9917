"""EPUB books: the chapters in the order of their spine, each read as a web page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.archive import Archive, xml_of
from ingest.draft import Draft, DraftBlock, DraftPage
from ingest.encoding import decode
from ingest.file_kind import FileKind
from ingest.parsers.epub_package import local_name, part_name, read_package
from ingest.parsers.epub_pages import listed_pages, with_page_marks
from ingest.parsers.epub_styles import with_sheets
from ingest.parsers.html import notes_called, parse_html
from ingest.parsers.html_pages import CurrentPage
from ingest.parsers.package_parts import damage_warnings

__all__ = ["parse_epub"]

_LINK_TO_PLACE = re.compile(rb"href\s*=\s*[\"'][^\"':]+#")
_BOX = re.compile(r"<(/?)(aside|footer)\b([^<>]*)>", re.IGNORECASE)
_NOTE = re.compile(r"(?:type|role)\s*=\s*[\"'][^\"']*note", re.IGNORECASE)
_EMPTY_ELEMENT = re.compile(r"<([A-Za-z][\w:-]*)((?:\s[^<>]*?)?)/>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_XML_START = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_ON_PAGE = 8000  # characters
_FONT_SCRAMBLING = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


def parse_epub(path: Path) -> Draft:
    """The blocks of a book, in its order. Raises DocumentUnreadable."""
    draft = Draft(FileKind.EPUB.media_type, [])
    try:
        with Archive(path) as archive:
            _refuse_protected(archive)
            book = read_package(archive)
            draft.facts = book.facts
            draft.warnings += damage_warnings(book.damaged)
            listed: dict[str, dict[str, str]] = defaultdict(dict)
            for name, place, label in (one for part, root in reversed(book.lists) for one in listed_pages(root, part)):
                listed[name][place] = label
            pages = {name: _page(archive, name, listed[name], draft.pages) for name in book.chapters}
            called = _notes_in_other_chapters(pages)
            current = CurrentPage()
            for number, name in enumerate(book.chapters, 1):
                page = pages[name]
                if page is None:
                    draft.warnings.append(texts()("noticed.chapter", number=number))
                else:
                    styled = with_sheets(page.decode(), name, archive.read).encode()  # here, so that one chapter at a time holds them
                    _add_chapter(draft, parse_html(styled, called.get(name, set()), current), name, book.titles.get(name))
            draft.begins_before_pages = True
            if sum(len(block.raw) for block in draft.blocks) > _MOST_ON_PAGE * len(draft.pages):
                draft.pages = []  # they stand for a few places only
    except (ET.ParseError, KeyError, ValueError) as error:
        raise DocumentUnreadable(texts()("unreadable.book")) from error
    return draft


def _refuse_protected(archive: Archive) -> None:
    """Books may have scrambled fonts; where anything else is encrypted, the text is."""
    if "META-INF/encryption.xml" not in archive.names:
        return
    root = xml_of(archive.read("META-INF/encryption.xml"))
    methods = [node.get("Algorithm", "").encode() for node in root.iter() if local_name(node) == "EncryptionMethod"]
    if any(method not in _FONT_SCRAMBLING for method in methods):
        raise DocumentUnreadable(texts()("unreadable.book_protected"))


def _page(archive: Archive, name: str, listed: Mapping[str, str], pages: list[DraftPage]) -> bytes | None:
    """A chapter as a web page; None where it is not there or cannot be unpacked. The pages of the printed edition go to ``pages``."""
    try:
        return with_page_marks(_as_html(archive.read(name)), listed, pages).encode()
    except (KeyError, DocumentUnreadable):
        return None


def _notes_in_other_chapters(pages: Mapping[str, bytes | None]) -> dict[str, set[str]]:
    """By the name of a chapter, the ids of the notes in it that other chapters call."""
    called: dict[str, set[str]] = defaultdict(set)
    for name, page in pages.items():
        for target in notes_called(page) if page and _LINK_TO_PLACE.search(page) else ():
            file, _, place = target.partition("#")
            if place:
                called[part_name(name, file)].add(place)
    return called


def _place(name: str, mark: str) -> str:
    """The key of a note that is called in the part ``name`` by its id, or by its file and id."""
    file, _, place = mark.rpartition("#")
    return f"{part_name(name, file) if file else name}#{place}"


def _add_chapter(draft: Draft, chapter: Draft, name: str, title: str | None) -> None:
    for block in chapter.blocks:  # keys of notes count within a chapter
        block.marks = [_place(name, mark) for mark in block.marks]
        block.note = f"{name}#{block.note}" if block.note else ""
    if title and chapter.blocks and not any(block.kind in (BlockKind.HEADING, BlockKind.TITLE) for block in chapter.blocks):
        chapter.blocks.insert(0, DraftBlock.of(BlockKind.HEADING, title, level=1, page=chapter.blocks[0].page))
    if chapter.blocks:
        chapter.blocks[0].after_break = False  # no sentence goes on from one chapter to the next
    draft.blocks.extend(chapter.blocks)
    draft.left_out.take(chapter.left_out)
    draft.warnings.extend(chapter.warnings)


def _as_html(data: bytes) -> str:
    """XHTML as HTML: ``<title/>`` is not an opening tag there, but closed."""
    text, _ = decode(data)
    text = _XML_START.sub("", text)
    text = _EMPTY_ELEMENT.sub(lambda tag: tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>", text)
    return _with_boxes(text)


def _with_boxes(text: str) -> str:
    """A box beside the text of a book, or the foot of a part, belongs to it, as on a web page it need not. Notes stay what they are."""
    open_boxes: dict[str, list[str]] = defaultdict(list)

    def renamed(tag: re.Match[str]) -> str:
        name = tag[2].lower()
        names = open_boxes[name]
        if tag[1]:
            return f"</{names.pop() if names else name}>"
        names.append(name if _NOTE.search(tag[3]) else "section")
        return f"<{names[-1]}{tag[3]}>"

    return _BOX.sub(renamed, text)
