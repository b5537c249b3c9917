"""What of an OpenDocument text a reader does not see: hidden or deleted, a comment, too small, or in the colour of its ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from odfdo import Element

from ingest.parsers.odt_styles import Styles

__all__ = ["Sight"]

_ALIKE = 6  # steps of 255 by which two colours differ that look the same
_LEFT_OUT = {
    "text:tracked-changes": "deleted text",
    "office:annotation": "comment",
    "text:hidden-text": "hidden text",
    "text:hidden-paragraph": "hidden text",
}
_SILENT = frozenset(
    {"office:annotation-end", "text:sequence-decls", "text:variable-decls", "office:forms", "text:ruby-text", "svg:title", "svg:desc"}
)
_PARAGRAPHS = ("text:p", "text:h")


class Sight:
    """Looks at one element after the other, and keeps account of what is behind its text. What is left out is counted in ``left_out``."""

    def __init__(self, styles: Styles, left_out: Counter[str]) -> None:
        self._styles = styles
        self._left_out = left_out
        self._grounds = [styles.page_ground]

    @contextmanager
    def over(self, ground: str) -> Iterator[None]:
        """While text is read that has this colour behind it, "" for that of what it stands in."""
        self._grounds.append(ground or self._grounds[-1])
        try:
            yield
        finally:
            self._grounds.pop()

    def leaves_out(self, node: Element) -> bool:
        """Whether an element is left out. It is counted if it held text."""
        reason = self._reason(node)
        if reason and node.text_recursive.strip():
            self._left_out[reason] += 1
        return bool(reason) or node.tag in _SILENT

    def _reason(self, node: Element) -> str:
        if node.tag in _LEFT_OUT and node.get_attribute_string("text:is-hidden") != "false":
            return _LEFT_OUT[node.tag]
        if node.get_attribute_string("text:display") == "none" or node.get_attribute_string("text:is-hidden") == "true":
            return "hidden text"
        if node.tag in _PARAGRAPHS and node.get_elements("descendant::text:hidden-paragraph") and _hides_itself(node):
            return "hidden text"
        style = self._styles.of(node.get_attribute_string("text:style-name"))
        if style.is_hidden:
            return "hidden text"
        if self._is_set_otherwise_within(node):
            return ""
        if style.is_tiny:
            return "text too small to see"
        return "text in the colour of its background" if _look_alike(style.colour, style.ground or self._grounds[-1]) else ""

    def _is_set_otherwise_within(self, node: Element) -> bool:
        """Whether parts of a paragraph have a colour or size of their own."""
        if node.tag not in _PARAGRAPHS:
            return False
        return any(self._styles.of(span.get_attribute_string("text:style-name")).sets_type for span in node.get_elements("text:span"))


def _hides_itself(node: Element) -> bool:
    """Whether a field hides the paragraph that it stands in; those in notes and drawings hide the paragraphs there."""
    for child in node.children:
        if child.tag == "text:hidden-paragraph" and child.get_attribute_string("text:is-hidden") == "true":
            return True
        if child.tag not in ("text:note", "office:annotation") and not child.tag.startswith("draw:") and _hides_itself(child):
            return True
    return False


def _look_alike(one: str, other: str) -> bool:
    """Whether two colours ("#ffffff") are the same to the eye. One that is not known is like none."""
    try:
        pairs = zip(bytes.fromhex(one.removeprefix("#")), bytes.fromhex(other.removeprefix("#")), strict=True)
        return bool(one) and all(abs(first - second) <= _ALIKE for first, second in pairs)
    except ValueError:
        return False
