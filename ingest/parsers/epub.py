"""EPUB books: the chapters in the order of their spine, each read as a web page."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.archive import Archive, xml_of
from ingest.draft import Draft, DraftBlock
from ingest.encoding import decode
from ingest.facts import facts_from_mapping, people
from ingest.file_kind import FileKind
from ingest.parsed import FileFacts
from ingest.parsers.html import notes_called, parse_html

__all__ = ["parse_epub"]

_LINK_TO_PLACE = re.compile(rb"href\s*=\s*[\"'][^\"':]+#")
_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_EMPTY_ELEMENT = re.compile(r"<([A-Za-z][\w:-]*)((?:\s[^<>]*?)?)/>")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_XML_START = re.compile(r"^\s*<\?xml[^>]*\?>")
_FONT_SCRAMBLING = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")


@dataclass(slots=True)
class _Book:
    """What the package file says: the chapters as names of parts in reading order, and what the book is."""

    chapters: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """The name of a chapter in the book's contents list, by its part."""
    facts: FileFacts = field(default_factory=FileFacts)


def parse_epub(path: Path) -> Draft:
    """The blocks of a book, in its order. Raises DocumentUnreadable."""
    draft = Draft(FileKind.EPUB.media_type, [])
    try:
        with Archive(path) as archive:
            _refuse_protected(archive)
            book = _read_package(archive)
            draft.facts = book.facts
            called = _notes_in_other_chapters(archive, book)
            for number, name in enumerate(book.chapters, 1):
                if name not in archive.names:
                    draft.warnings.append(texts()("noticed.chapter", number=number))
                    continue
                _add_chapter(draft, archive.read(name), name, book.titles.get(name), called.get(name, set()))
    except (ET.ParseError, KeyError, ValueError) as error:
        raise DocumentUnreadable(texts()("unreadable.book")) from error
    return draft


def _refuse_protected(archive: Archive) -> None:
    """Books may have scrambled fonts; where anything else is encrypted, the text is."""
    if "META-INF/encryption.xml" not in archive.names:
        return
    root = xml_of(archive.read("META-INF/encryption.xml"))
    methods = [node.get("Algorithm", "").encode() for node in root.iter() if _local(node) == "EncryptionMethod"]
    if any(method not in _FONT_SCRAMBLING for method in methods):
        raise DocumentUnreadable(texts()("unreadable.book_protected"))


def _notes_in_other_chapters(archive: Archive, book: _Book) -> dict[str, set[str]]:
    """By the name of a chapter, the ids of the notes in it that other chapters call."""
    called: dict[str, set[str]] = defaultdict(set)
    for name in book.chapters:
        page = _as_html(archive.read(name)) if name in archive.names else b""
        for target in notes_called(page) if _LINK_TO_PLACE.search(page) else ():
            file, _, place = target.partition("#")
            if place:
                called[_part(name, file)].add(place)
    return called


def _place(name: str, mark: str) -> str:
    """The key of a note that is called in the part ``name`` by its id, or by its file and id."""
    file, _, place = mark.rpartition("#")
    return f"{_part(name, file) if file else name}#{place}"


def _add_chapter(draft: Draft, data: bytes, name: str, title: str | None, called: set[str]) -> None:
    chapter = parse_html(_as_html(data), called)
    for block in chapter.blocks:  # keys of notes count within a chapter
        block.marks = [_place(name, mark) for mark in block.marks]
        block.note = f"{name}#{block.note}" if block.note else ""
    if title and chapter.blocks and not any(block.kind in (BlockKind.HEADING, BlockKind.TITLE) for block in chapter.blocks):
        chapter.blocks.insert(0, DraftBlock.of(BlockKind.HEADING, title, level=1))
    if chapter.blocks:
        chapter.blocks[0].after_break = False  # no sentence goes on from one chapter to the next
    draft.blocks.extend(chapter.blocks)
    draft.left_out.take(chapter.left_out)
    draft.warnings.extend(chapter.warnings)


def _as_html(data: bytes) -> bytes:
    """XHTML as HTML: ``<title/>`` is not an opening tag there, but closed."""
    text, _ = decode(data)
    text = _XML_START.sub("", text)
    return _EMPTY_ELEMENT.sub(lambda tag: tag[0] if tag[1].lower() in _VOID else f"<{tag[1]}{tag[2]}></{tag[1]}>", text).encode()


# ------------------------------------------------------------------------------------------ the package


def _read_package(archive: Archive) -> _Book:
    container = xml_of(archive.read("META-INF/container.xml"))
    package_name = next(node.get("full-path", "") for node in [*container.iter(), ET.Element("x")] if _local(node) in ("rootfile", "x"))
    package = xml_of(archive.read(package_name))
    items: dict[str, ET.Element] = {node.get("id", ""): node for node in package.iter() if _local(node) == "item"}
    book = _Book(facts=_facts(package))
    for reference in package.iter():
        item = items.get(reference.get("idref", "")) if _local(reference) == "itemref" else None
        if item is not None and item.get("media-type") in _CHAPTER_TYPES and "nav" not in item.get("properties", "").split():
            book.chapters.append(_part(package_name, item.get("href", "")))
    if not book.chapters:
        raise ValueError("no chapters")
    for item in items.values():
        name = _part(package_name, item.get("href", ""))
        is_list = item.get("media-type") == "application/x-dtbncx+xml" or "nav" in item.get("properties", "").split()
        if is_list and name in archive.names:
            try:
                book.titles = {**dict(_nav_titles(xml_of(archive.read(name)), name)), **book.titles}
            except ET.ParseError:
                continue  # the chapters can be read without it
    return book


def _facts(package: ET.Element) -> FileFacts:
    values: dict[str, list[str]] = {}
    for node in package.iter():
        if node.tag.startswith("{http://purl.org/dc/elements/1.1/}") and node.text and node.text.strip():
            values.setdefault(_local(node), []).append(node.text)
    facts = facts_from_mapping(values)
    return FileFacts(
        title=facts.title,
        authors=people(values.get("creator", [])),
        publisher=facts.publisher,
        published=facts.published,
        licence=facts.licence,
        language=facts.language,
    )


def _nav_titles(root: ET.Element, name: str) -> Iterator[tuple[str, str]]:
    """Part and title of each chapter, from a navigation page or an NCX file; the first entry of a part names it."""
    entries: Sequence[tuple[str, str]] = [
        (node.get("href", ""), "".join(node.itertext())) for node in root.iter() if _local(node) == "a" and node.get("href")
    ] or [
        (content.get("src", ""), "".join(label.itertext()))
        for point in root.iter()
        if _local(point) == "navPoint"
        for label in point
        if _local(label) == "navLabel"
        for content in point
        if _local(content) == "content"
    ]
    for target, title in reversed(entries):
        if " ".join(title.split()):
            yield _part(name, target), " ".join(title.split())


def _part(base: str, target: str) -> str:
    """The name of the part that an address in the part ``base`` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(target.partition("#")[0])))


def _local(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2]
