"""What of an OpenDocument text a reader does not see: hidden or deleted, a comment, too small, or in the colour of its ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from odfdo import Element

from ingest.left_out import Reason
from ingest.parsers.odt_styles import Style, Styles

__all__ = ["Sight"]

_ALIKE = 6  # steps of 255 by which two colours differ that look the same
_LEFT_OUT = {
    "text:tracked-changes": Reason.DELETED,
    "office:annotation": Reason.COMMENT,
    "text:hidden-text": Reason.HIDDEN,
    "text:hidden-paragraph": Reason.HIDDEN,
    "text:placeholder": Reason.EMPTY_FIELD,
}
_SILENT = frozenset(
    "office:annotation-end text:sequence-decls text:variable-decls office:forms text:ruby-text text:script svg:title svg:desc".split()
)
_PARAGRAPHS = ("text:p", "text:h")


@dataclass(frozen=True, slots=True)
class _Look:
    """How text is set at the place at hand: its colour, "" where that is not said, the colour behind it, and whether it is too small."""

    ground: str
    colour: str = ""
    is_tiny: bool = False
    is_struck: bool = False
    is_bold: bool = False


class Sight:
    """Looks at one element and one text after the other, and keeps account of how they are set. Counts what is left out in ``left_out``."""

    def __init__(self, styles: Styles, left_out: Counter[str]) -> None:
        self._styles = styles
        self._left_out = left_out
        self._looks = [_Look(styles.page_ground)]
        self.is_bold = True
        """Whether all that was seen of the paragraph at hand is bold."""
        self._hidden_for = ""  # why the text before was left out

    @contextmanager
    def over(self, ground: str) -> Iterator[None]:
        """While what is read has this colour behind it, "" for that of what it stands in. It begins with a colour and size of its own."""
        self._looks.append(_Look(ground or self._looks[-1].ground))
        try:
            yield
        finally:
            self._looks.pop()

    @contextmanager
    def paragraph(self, style: Style) -> Iterator[None]:
        """While a paragraph of that style is read."""
        self._hidden_for = ""
        self.is_bold = True
        with self.over(""), self.words(style):
            yield
        self._hidden_for = ""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While a note is read that is called in the paragraph at hand: what it looks like says nothing of the paragraph."""
        is_bold = self.is_bold
        try:
            yield
        finally:
            self.is_bold = is_bold

    @contextmanager
    def words(self, style: Style) -> Iterator[None]:
        """While a part of a paragraph is read that has that style. What the style does not say stays as it is around it."""
        around = self._looks[-1]
        is_tiny = around.is_tiny if style.is_tiny is None else style.is_tiny
        is_struck = around.is_struck if style.is_struck is None else style.is_struck
        is_bold = around.is_bold if style.is_bold is None else style.is_bold
        self._looks.append(_Look(style.ground or around.ground, style.colour or around.colour, is_tiny, is_struck, is_bold))
        try:
            yield
        finally:
            self._looks.pop()

    def hides(self, text: str) -> bool:
        """Whether text of the paragraph at hand is not seen as it is set. What is hidden in one go is counted once."""
        look = self._looks[-1]
        reason = Reason.TOO_SMALL if look.is_tiny else Reason.STRUCK_OUT if look.is_struck else ""
        if not reason and _look_alike(look.colour, look.ground):
            reason = Reason.SAME_COLOUR
        if text.strip():
            self.is_bold = self.is_bold and (bool(reason) or look.is_bold)
            if reason and reason != self._hidden_for:
                self._left_out[reason] += 1
            self._hidden_for = reason
        return bool(reason)

    def leaves_out(self, node: Element) -> bool:
        """Whether an element is left out, whatever its colour and size. It is counted if it held text."""
        reason = self._reason(node)
        if reason and node.text_recursive.strip():
            self._left_out[reason] += 1
        return bool(reason) or node.tag in _SILENT

    def _reason(self, node: Element) -> str:
        if node.tag in _LEFT_OUT and node.get_attribute_string("text:is-hidden") != "false":
            return _LEFT_OUT[node.tag]
        if node.get_attribute_string("table:visibility") in ("collapse", "filter"):
            return Reason.HIDDEN
        if node.tag == "loext:content-control" and node.get_attribute_string("loext:showing-place-holder") == "true":
            return Reason.EMPTY_FIELD
        if node.get_attribute_string("text:display") == "none" or node.get_attribute_string("text:is-hidden") == "true":
            return Reason.HIDDEN
        if node.tag in _PARAGRAPHS and node.get_elements("descendant::text:hidden-paragraph") and _hides_itself(node):
            return Reason.HIDDEN
        return Reason.HIDDEN if self._styles.of(node.get_attribute_string("text:style-name")).is_hidden else ""


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
