"""What the package file of an EPUB book says: its chapters in reading order, their titles, and what the book is."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree import ElementTree as ET  # entities are refused by xml_of

from copro_qa.errors import DocumentUnreadable
from ingest.archive import Archive, xml_of
from ingest.facts import facts_from_mapping, people
from ingest.parsed import FileFacts
from ingest.parsers.package_parts import what_is_left

__all__ = ["Book", "local_name", "part_name", "read_package"]

_CHAPTER_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_LOOSE_TYPES = ("application/xml", "text/xml", "text/x-oeb1-document", "")
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_NO_CHAPTERS = frozenset({"page-list", "landmarks", "loi", "lot"})  # lists of pages, of kinds of parts, of pictures and tables
_CONTAINER = "META-INF/container.xml"
_DECLARED = b"<!ENTITY"  # which may unfold without end
_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,10};)")


@dataclass(slots=True)
class Book:
    """What the package file says: the chapters as names of parts in reading order, and what the book is."""

    chapters: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """The name of a chapter in the book's contents list, by its part."""
    lists: list[tuple[str, ET.Element]] = field(default_factory=list)
    """Its contents lists, each with the name of its part."""
    facts: FileFacts = field(default_factory=FileFacts)
    damaged: list[str] = field(default_factory=list)
    """The parts that list the chapters, as far as they are damaged or missing."""


def read_package(archive: Archive) -> Book:
    """The book, as far as it can be told. Raises ValueError, KeyError and ParseError where no chapter can be found."""
    damaged: list[str] = []
    package_name = _package_name(archive, damaged)
    package = _xml(archive, package_name, damaged)
    items: dict[str, ET.Element] = {node.get("id", ""): node for node in package.iter() if local_name(node) == "item"}
    spine = [items[node.get("idref", "")] for node in package.iter() if local_name(node) == "itemref" and node.get("idref") in items]
    book = Book(facts=_facts(package), damaged=damaged)
    book.chapters = [part_name(package_name, item.get("href", "")) for item in spine if _is_chapter(item)]
    if not book.chapters:  # what the order names is not there
        book.chapters = [part_name(package_name, item.get("href", "")) for item in items.values() if _is_chapter(item)]
        damaged += [package_name] if package_name not in damaged else []
    if not book.chapters:
        raise ValueError("no chapters")
    for item in items.values():
        name = part_name(package_name, item.get("href", ""))
        is_list = item.get("media-type") == "application/x-dtbncx+xml" or "nav" in item.get("properties", "").split()
        if is_list and name in archive.names:
            try:
                book.lists.append((name, xml_of(archive.read(name))))
            except (ET.ParseError, DocumentUnreadable):
                continue  # the chapters can be read without it
            book.titles = {**dict(_nav_titles(book.lists[-1][1], name)), **book.titles}
    return book


def _package_name(archive: Archive, damaged: list[str]) -> str:
    """The name of the part that lists the chapters: as the book says, else the first of that kind."""
    data = b""
    try:
        data = archive.read(_CONTAINER)
        container = xml_of(data)
    except (KeyError, ET.ParseError, DocumentUnreadable):
        if _DECLARED in data:
            raise
        damaged.append(_CONTAINER)
        return min(name for name in archive.names if name.lower().endswith(".opf"))
    return next(node.get("full-path", "") for node in [*container.iter(), ET.Element("x")] if local_name(node) in ("rootfile", "x"))


def _xml(archive: Archive, name: str, damaged: list[str]) -> ET.Element:
    """A part of the book, as far as it can be read."""
    data = archive.read(name)
    try:
        return xml_of(data)
    except ET.ParseError:
        if _DECLARED in data:
            raise
    data = _BARE_AMPERSAND.sub(b"&amp;", data)
    try:
        return xml_of(data)
    except ET.ParseError:
        left = what_is_left(data)
        if left is None:
            raise
    damaged.append(name)
    return xml_of(left)


def _is_chapter(item: ET.Element) -> bool:
    kind, name = item.get("media-type", ""), item.get("href", "").lower()
    is_page = kind in _CHAPTER_TYPES or (name.endswith((".xhtml", ".html", ".htm")) and kind in _LOOSE_TYPES)
    return is_page and "nav" not in item.get("properties", "").split()


def _facts(package: ET.Element) -> FileFacts:
    values: dict[str, list[str]] = {}
    for node in package.iter():
        if node.tag.startswith("{http://purl.org/dc/elements/1.1/}") and node.text and node.text.strip():
            values.setdefault(local_name(node), []).append(node.text)
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
    lists = [node for node in root.iter() if local_name(node) == "nav" and _NO_CHAPTERS & set((node.get(_EPUB_TYPE) or "").split())]
    others = {link for node in lists for link in node.iter()}
    entries: Sequence[tuple[str, str]] = [
        (node.get("href", ""), "".join(node.itertext()))
        for node in root.iter()
        if local_name(node) == "a" and node.get("href") and node not in others
    ] or [
        (content.get("src", ""), "".join(label.itertext()))
        for point in root.iter()
        if local_name(point) == "navPoint"
        for label in point
        if local_name(label) == "navLabel"
        for content in point
        if local_name(content) == "content"
    ]
    for target, title in reversed(entries):
        if " ".join(title.split()):
            yield part_name(name, target), " ".join(title.split())


def part_name(base: str, target: str) -> str:
    """The name of the part that an address in the part ``base`` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(target.partition("#")[0])))


def local_name(node: ET.Element) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2]
