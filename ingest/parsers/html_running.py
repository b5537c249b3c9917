"""The running text of a paragraph of a web page: its words, without the marks of footnotes that it calls."""

from __future__ import annotations

import re
from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from ingest.left_out import LeftOut, Reason
from ingest.notes import raised
from ingest.parsers.html_bold import is_bold
from ingest.parsers.html_formulas import formula_text
from ingest.parsers.html_items import LINE_END
from ingest.parsers.html_notes import BACK_LINK, calls_note
from ingest.parsers.html_set_apart import ON_LINE, begins_apart, ends_apart
from ingest.parsers.html_word import holds_mark, mark_in_word

__all__ = ["RunningText"]

_BACK_SIGN = re.compile(r"[\s\ufe0e]*[↩↑^⬆][\s↩↑^⬆\ufe0e]*\Z")  # of an entry in a list of sources
_MARK_ALONE = re.compile(r"\s*(?:\((?:\d{1,3}[A-Z]{0,2}|[a-z]{1,3})\)|\d{1,3}(?:\.\d{1,3}){0,3}\.|[a-z]\))")
_NUMBER_ALONE = re.compile(r"\s*[A-Z]?\d{1,3}[A-Z]{0,2}")
_FEWEST_BESIDE = 3  # words of the text that a bare number counts
_NEVER_CLOSED = frozenset({"table", "pre", "math", "br"})  # they are read as a whole
_SPACES = re.compile(r"[ \t\r\n\f]+")


class RunningText:
    """Gathers text until it is taken as a block. Told of each element within a paragraph as it begins and ends.

    ``targets`` are the places of footnotes that links lead to; what leaves the text is counted in ``left_out``.
    """

    def __init__(self, targets: Mapping[str, str], left_out: LeftOut, *, is_chapter: bool) -> None:
        """``is_chapter`` says that links may lead to notes in other files of a book."""
        self._targets = targets
        self._left_out = left_out
        self._is_chapter = is_chapter
        self.text = ""
        self.line_ends = 0
        """How many ends of lines stand at the end of the text."""
        self._marks: list[tuple[int, str]] = []
        self._breaks: list[tuple[int, int]] = []  # where a page of the printed edition begins, and which
        self._raised_from: list[int] = []
        self._marks_from: list[int] = []  # where the mark of an item begins that Word wrote
        self._weights: list[tuple[int, bool]] = []  # of the elements that are open and say whether they are bold
        self._lines: list[set[bool]] = [set()]  # for each line, whether it holds bold words, and others

    def add(self, node: LexborNode) -> None:
        """A stretch of text."""
        text = node.text_content or ""
        if text.strip():
            self.line_ends = 0
        if any(map(str.isalnum, text)):
            self._lines[-1].add(bool(self._weights) and self._weights[-1][1])
        self.text += _SPACES.sub(" ", text)

    def add_formula(self, node: LexborNode) -> None:
        """A formula, as it would be typed."""
        formula = formula_text(node)
        if formula is None:
            self._left_out.add(Reason.FORMULA, node.text(separator=" "))
        glue = " " if node.attributes.get("display") == "block" else ""
        self.text += f"{glue}{' '.join((formula or '').split())}{glue}"

    def open(self, node: LexborNode) -> None:
        """An element begins."""
        self._part(begins_apart(node))
        weight = is_bold(node) if node.tag not in _NEVER_CLOSED else None
        if weight is not None:
            self._weights.append((node.mem_id, weight))
        if node.tag == "br":
            self.line_ends += 1
            self._lines.append(set())
            self.text += LINE_END
        elif holds_mark(node):
            self._marks_from.append(len(self.text))
        elif node.tag == "sup" or (node.tag == "a" and calls_note(node)):
            self._raised_from.append(len(self.text))

    def close(self, node: LexborNode, *, is_in_note: bool) -> None:
        """An element ends."""
        if self._weights and self._weights[-1][0] == node.mem_id:
            self._weights.pop()
        if self._raised_from and (node.tag == "sup" or (node.tag == "a" and calls_note(node))):
            self._raise(node, self._raised_from.pop())
        elif self._marks_from and holds_mark(node):
            start = self._marks_from.pop()
            self.text = self.text[:start] + mark_in_word(node, self.text[start:])
        elif node.tag == "span" and _is_mark_alone(node, self.text):
            self.text += " "  # it is set apart on the page, as legislation is
        elif node.tag == "a" and self._leads_within(node.attributes.get("href") or ""):
            text = node.text()
            leads_back = BACK_LINK.match(text) if is_in_note else _BACK_SIGN.match(text)
            if leads_back and self.text.endswith(text):
                self.text = self.text[: len(self.text) - len(text)]
        self._part(ends_apart(node))

    def begin_page(self, page: int) -> None:
        """A page of the printed edition begins."""
        self._breaks.append((len(self.text), page))

    def take_breaks(self) -> list[tuple[int, int]]:
        """The places in the text where pages of the printed edition begin; forgets them. To be asked before the text is taken."""
        breaks, self._breaks = self._breaks, []
        return [(min(place, len(self.text)), page) for place, page in breaks]

    def take(self) -> tuple[str, list[tuple[int, str]], list[bool]]:
        """The text, the footnotes called in it, each with its place in the text, and of each line whether it is bold; begins anew."""
        taken = self.text, self._marks, [line == {True} for line in self._lines]
        self._lines = [set()]
        self.text, self._marks, self.line_ends, self._raised_from, self._marks_from = "", [], 0, [], []
        return taken

    def _part(self, apart: str) -> None:
        """What comes stands apart from what has been: on another line, in another box, or not at all ("")."""
        if not apart or not self.text.strip() or self.text.endswith((" ", LINE_END)[apart == ON_LINE]):
            return
        self.text += LINE_END if apart == ON_LINE else " "
        if apart == ON_LINE:
            self._lines.append(set())

    def _leads_within(self, address: str) -> bool:
        """Whether a link leads to a place of this page, or of another chapter of this book."""
        return address.startswith("#") or (self._is_chapter and "#" in address and ":" not in address)

    def _raise(self, node: LexborNode, start: int) -> None:
        before, text = self.text[:start], self.text[start:]
        link = (
            node
            if node.tag == "a"
            else node.css_first("a") or (node.parent if node.parent is not None and node.parent.tag == "a" else None)
        )
        target = ((link.attributes.get("href") or "") if link is not None else "").removeprefix("#")
        if target in self._targets and before.strip():
            self.text = before
            self._marks.append((len(before), target))
            self._left_out[Reason.FOOTNOTE_MARK] += 1
            return
        key, kept = raised(text, before, set())
        if key and before.strip():
            self._left_out[Reason.FOOTNOTE_MARK] += 1
            self._marks.append((len(before), f"0:{key}"))  # its note may stand under a number without a link
            self.text = before
        else:
            self.text = before + (kept if before.strip() else f"{text} ")


def _is_mark_alone(node: LexborNode, text: str) -> bool:
    """Whether a span holds all of a paragraph so far, and that is the number or letter that counts it.

    A number without a sign behind it is one where the text stands in the next span, with nothing between them.
    """
    if not _MARK_ALONE.fullmatch(text) and not _NUMBER_ALONE.fullmatch(text):
        return False
    if node.text().strip() != text.strip():
        return False
    if _MARK_ALONE.fullmatch(text):
        return True
    beside = node.next
    said = beside.text().split() if beside is not None and beside.tag == "span" else []
    return len(said) >= _FEWEST_BESIDE and not said[0][:1].islower()
