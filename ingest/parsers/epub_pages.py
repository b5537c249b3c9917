"""Where the pages of its printed edition begin in an EPUB book: by the marks in its chapters, and by its lists of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET  # entities are refused by xml_of

from ingest.draft import DraftPage
from ingest.parsers.epub_package import local_name, part_name
from ingest.parsers.html_pages import PAGE_MARK

__all__ = ["listed_pages", "with_page_marks"]

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|<([A-Za-z][\w:-]*)((?:\s[^<>]*)?)>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LABEL = re.compile(r"\W*(?:pages?\b|pg\b|p\b)?\W*((?:\d{1,5}[a-z]?|[a-z]{1,2}-?\d{1,4}|[ivxlcdm]{1,9}))\W*\Z", re.IGNORECASE)
_IN_NAME = re.compile(r"(?:page|pg|p)[_.-]?0*(\d{1,5}|[ivxlcdm]{1,9})\Z", re.IGNORECASE)
_LONGEST_LABEL = 20
_SAID_WITHIN = re.compile(r"\s*([^<>]{1,20}?)\s*</")
_INLINE = frozenset("a span i b em strong img br hr small sup".split())


def listed_pages(root: ET.Element, name: str) -> Iterator[tuple[str, str, str]]:
    """Of each page in a list of pages in the part ``name``: the part where it begins, the id of the place there, and its label."""
    for node in root.iter():
        if local_name(node) == "nav" and "page-list" in (node.get(_EPUB_TYPE) or "").split():
            entries = [(link.get("href") or "", "".join(link.itertext())) for link in node.iter() if local_name(link) == "a"]
        elif local_name(node) == "pageTarget":
            target = next((part.get("src") or "" for part in node if local_name(part) == "content"), "")
            named = next(("".join(part.itertext()) for part in node if local_name(part) == "navLabel"), "")
            entries = [(target, named.strip() or node.get("value") or "")]
        else:
            continue
        for target, said in entries:
            label = " ".join(said.split())
            found = _LABEL.match(label)
            if target and 0 < len(label) <= _LONGEST_LABEL:
                yield part_name(name, target), target.partition("#")[2], found[1] if found else label


def with_page_marks(text: str, listed: Mapping[str, str], pages: list[DraftPage]) -> str:
    """A chapter with a mark wherever a page begins. ``listed`` gives the labels of the places that a list of pages names, by their ids.

    The pages are added to ``pages``; those with the label of the one before are the same page, marked twice.
    """

    def begun(label: str) -> str:
        if pages and pages[-1].label == label:
            return ""
        pages.append(DraftPage(len(pages) + 1, label))
        return f'<wbr {PAGE_MARK}="{len(pages)}">'

    def marked(tag: re.Match[str]) -> str:
        if not tag[1]:
            return tag[0]
        attributes = {match[1].lower(): match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(tag[2])} if "=" in tag[2] else {}
        names = [attributes[name] for name in ("id", "xml:id", "name") if name in attributes]
        label = next((listed[name] for name in names if name in listed), "")
        is_break = any("pagebreak" in attributes.get(name, "") for name in ("epub:type", "role"))
        if is_break and not label:
            label = _label_of(attributes, text[tag.end() : tag.end() + 2 * _LONGEST_LABEL], names)
        if not label:
            return tag[0]
        is_before = is_break or tag[1].lower() in _INLINE
        return f"{begun(label)}{tag[0]}" if is_before else f"{tag[0]}{begun(label)}"

    return (begun(listed[""]) if "" in listed else "") + _TAG.sub(marked, text)


def _label_of(attributes: Mapping[str, str], following: str, names: list[str]) -> str:
    """What the mark of a page says that the page is called; an empty text where it does not say."""
    within = _SAID_WITHIN.match(following)
    for said in (attributes.get("title"), attributes.get("aria-label"), within[1] if within else None):
        found = _LABEL.match(said) if said else None
        if found:
            return found[1]
    return next((found[1] for name in names if (found := _IN_NAME.search(name))), "")
