"""What an OpenDocument file says of itself: its properties, how many pages it has, and what is printed at their head and foot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import odfdo

from ingest.facts import date_from_text, language_tag, people, sensible_title
from ingest.parsed import FileFacts

__all__ = ["headers_and_footers", "read_facts", "stated_pages"]

_USUAL_KIND = "Standard"
_CHAIN = 12  # styles based on one another; longer chains are loops
_EDGES = "header", "footer", "header-left", "footer-left", "header-first", "footer-first"


def read_facts(document: odfdo.Document) -> FileFacts:
    """What the file says of itself. Its properties have no date of publication but what people add themselves."""
    meta = document.meta

    def value(name: str) -> str | None:
        element = meta.get_element(f"//office:meta/{name}")
        return None if element is None else element.text_recursive.strip() or None

    added = {
        (element.get_attribute_string("meta:name") or "").lower(): " ".join(element.text_recursive.split())
        for element in meta.get_elements("//office:meta/meta:user-defined")
    }
    saved = value("dc:date") or value("meta:creation-date")
    published = date_from_text(added.get("date published") or added.get("published") or added.get("date"))
    return FileFacts(
        title=sensible_title(value("dc:title")),
        authors=people([value("meta:initial-creator") or value("dc:creator") or ""]),
        publisher=value("dc:publisher") or added.get("publisher"),
        published=published,
        licence=value("dc:rights") or added.get("licence") or added.get("license") or added.get("rights"),
        language=language_tag(value("dc:language")),
        made=date_from_text(saved),
    )


def stated_pages(document: odfdo.Document) -> int | None:
    """How many pages the file says it has; None when it does not say."""
    statistic = document.meta.get_element("//office:meta/meta:document-statistic")
    stated = statistic.get_attribute_string("meta:page-count") if statistic is not None else None
    return int(stated) if stated and stated.isascii() and stated.isdigit() else None


def headers_and_footers(document: odfdo.Document) -> Iterator[str]:
    """The words that are printed at the head or foot of pages of the kinds that the text uses."""
    kinds = {kind.get_attribute_string("style:name") or "": kind for kind in document.styles.get_elements("//style:master-page")}
    used = _used_kinds(document, kinds)
    for name, kind in kinds.items():
        for edge in _EDGES if name in used else ():
            for element in kind.get_elements(f"style:{edge}"):
                said = " ".join(paragraph.text_recursive for paragraph in element.get_elements(".//text:p"))
                if said.strip():
                    yield said


def _used_kinds(document: odfdo.Document, kinds: Mapping[str, odfdo.Element]) -> set[str]:
    """The kinds of pages that the text uses: the usual one, those that paragraphs begin, and those that follow upon them."""
    styles = {
        style.get_attribute_string("style:name") or "": style
        for part in (document.styles, document.content)
        for style in part.get_elements("//style:style")
    }
    named = {node.get_attribute_string("text:style-name") for node in document.body.get_elements("//text:p | //text:h")}
    named |= {node.get_attribute_string("table:style-name") for node in document.body.get_elements("//table:table")}
    waiting = [_USUAL_KIND, *(kind for name in named if name for kind in _kinds_of(name, styles))]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in kinds and name not in used:
            used.add(name)
            waiting.append(kinds[name].get_attribute_string("style:next-style-name") or "")
    return used


def _kinds_of(name: str, styles: Mapping[str, odfdo.Element]) -> Iterator[str]:
    """The kind of page that a style begins, or one that it is based on."""
    current: str | None = name
    for _ in range(_CHAIN):
        style = styles.get(current or "")
        if style is None:
            return
        yield style.get_attribute_string("style:master-page-name") or ""
        current = style.get_attribute_string("style:parent-style-name")
