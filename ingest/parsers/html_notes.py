"""How web pages and EPUB books mark their footnotes: the links that call them, and the elements that hold their texts."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

__all__ = ["BACK_LINK", "calls_note", "holder_of", "is_in_notes", "is_note_place", "note_targets", "place_name", "says_notes"]

BACK_LINK = re.compile(
    r"[\s↩↑^⬆︎\ufe0e]*\Z|\s*(?:back(?: to (?:text|content|reference))?|return to (?:text|reference).*)\.?\s*\Z", re.IGNORECASE
)
"""The words of a link from a footnote back to its mark."""
_REFERENCE_HEADING = re.compile(r"(?:references?|bibliography|sources|works cited)\s*(?:\[.*)?\Z", re.IGNORECASE)
_HOLDERS = frozenset("li p div dd aside section td a span".split())
_NOTE_LISTS = re.compile(
    r"(?:^|[\s_-])(?:footnotes?|endnotes?|doc-endnotes|doc-footnote|doc-endnote|rearnotes?|LegAnnotations|LegCommentaryItem)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CALLS = frozenset({"footnote-ref", "noteref", "LegCommentaryLink"})  # the last one on legislation.gov.uk
_PARAGRAPHS = frozenset("p li dd dt div aside section blockquote body h1 h2 h3 h4 h5 h6".split())
_IN_WORD = 'a[href^="#_ftn"], a[href^="#_edn"]'
_MARK_IN_WORD = re.compile(r"#_(?:ftn|edn)\d+\Z")  # but not "#_ftnref1", which leads back
_NEAR = 4  # parents looked at


def note_targets(content: LexborNode, *, over_files: bool = False) -> dict[str, str]:
    """The ids of the elements that raised links lead to: the texts of footnotes. A mark's own id may not be one of them.

    With ``over_files``, links to places in other files of a book are among them, as they are written ("notes.xhtml#n1").
    """
    targets = {}
    for link in content.css(
        "sup a, a sup, a[role=doc-noteref], a.footnote-ref, a.noteref, a.LegCommentaryLink, a[epub\\:type], " + _IN_WORD
    ):
        anchor = link if link.tag == "a" else link.parent
        if anchor is None or (link.attributes.get("epub:type") or "noteref") != "noteref":
            continue
        if _begins_its_paragraph(anchor):
            continue
        target = anchor.attributes.get("href") or ""
        if target.startswith("#") and len(target) > 1:
            targets[target[1:]] = link.text().strip()
        elif over_files and "#" in target and ":" not in target:
            targets[target] = link.text().strip()
    return targets


def _begins_its_paragraph(link: LexborNode) -> bool:
    """Whether no text stands before a raised link in its paragraph: then it leads back from a note. In a cell it may stand alone."""
    if calls_note(link) or link.attributes.get("role") == "doc-noteref" or link.attributes.get("epub:type") == "noteref":
        return False
    current: LexborNode | None = link
    while current is not None and current.tag not in _PARAGRAPHS:
        if current.tag in ("td", "th"):
            return False
        before = current.prev
        while before is not None:
            is_beside = before.tag == "sup" or (before.tag == "a" and current.parent is not None and current.parent.tag == "sup")
            if before.tag != "-comment" and not is_beside and before.text().strip(" \t\r\n\xa0^↑"):
                return False
            before = before.prev
        current = current.parent
    return True


def place_name(node: LexborNode) -> str:
    """What links lead to an element by: its id, or the name that older pages give to an anchor."""
    return node.attributes.get("id") or (node.attributes.get("name") if node.tag == "a" else "") or ""


def holder_of(node: LexborNode, blocks: Collection[str]) -> int | None:
    """The element that holds a whole note: the one that links lead to, or the paragraph or item in which an anchor stands."""
    current: LexborNode | None = node
    while current is not None and current.tag not in blocks:
        current = current.parent
    return None if current is None else current.mem_id


def calls_note(node: LexborNode) -> bool:
    """Whether a link is the mark of a footnote by what it says of itself, though it is not raised by ``<sup>``."""
    attributes = node.attributes
    is_marked = (
        attributes.get("role") == "doc-noteref"
        or attributes.get("epub:type") == "noteref"
        or bool(_CALLS & set((attributes.get("class") or "").split()))
        or bool(_MARK_IN_WORD.match(attributes.get("href") or ""))
    )
    return is_marked and node.css_first("sup") is None and (node.parent is None or node.parent.tag != "sup")


def is_note_place(node: LexborNode, section: str) -> bool:
    """Whether an element that a mark leads to holds the footnote's text. ``section`` is the heading over it.

    What a mark leads to under "References" is an entry of that list, unless the page says that it is a footnote.
    """
    return node.tag in _HOLDERS and (not _REFERENCE_HEADING.match(section) or is_in_notes(node))


def says_notes(node: LexborNode) -> bool:
    """Whether an element says of itself that it holds footnotes."""
    return bool(_NOTE_LISTS.search(" ".join(node.attributes.get(name) or "" for name in ("class", "role", "epub:type"))))


def is_in_notes(node: LexborNode) -> bool:
    """Whether an element, or one close around it, says of itself that it holds footnotes."""
    current: LexborNode | None = node
    for _ in range(_NEAR):
        if current is None:
            return False
        if says_notes(current):
            return True
        current = current.parent
    return False
