"""Elements within the content of a web page that are passed over, and counted where a reader sees something of them."""

from __future__ import annotations

from collections.abc import Collection

from selectolax.lexbor import LexborNode

from ingest.left_out import LeftOut, Reason
from ingest.parsers.html_furniture import is_furniture, is_page_number, is_struck, is_unread, unread_reason
from ingest.parsers.html_notes import says_notes

__all__ = ["PassedOver"]


class PassedOver:
    """Told of each element, whether it is passed over. ``targets`` are the places of footnotes, which are text wherever they stand."""

    def __init__(self, left_out: LeftOut, targets: Collection[str], *, is_part: bool) -> None:
        """``is_part`` says that the content is a part of another text, in which nothing but menus belongs to a site."""
        self._left_out = left_out
        self._targets = targets
        self._is_part = is_part

    def __call__(self, node: LexborNode) -> bool:
        """Whether an element is no text of the page. What a reader sees of it is counted, and named where it is text."""
        if is_unread(node) or is_struck(node):
            reason = Reason.STRUCK_OUT if is_struck(node) else unread_reason(node)
            if reason:
                self._left_out.add(reason, node.text(separator=" "))
            return True
        if is_page_number(node):
            self._left_out[Reason.PAGE_NUMBER] += 1 if node.text().strip() else 0
            return True
        if not (node.tag == "nav" if self._is_part else is_furniture(node)) or self._holds_notes(node):
            return False
        said = node.text(separator=" ")
        if said.strip():
            self._left_out.add(Reason.FURNITURE, said)
        return True

    def _holds_notes(self, node: LexborNode) -> bool:
        """Whether the texts of footnotes lie in what else belongs to the site: an aside, or what says that it holds notes."""
        if node.attributes.get("id") in self._targets:
            return True
        may_hold = node.tag == "aside" or says_notes(node)
        return may_hold and any(inner.attributes.get("id") in self._targets for inner in node.css("[id]"))
