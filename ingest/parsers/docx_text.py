"""The text of the paragraphs of a Word document, with what hangs on it: pages, notes, text boxes, fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ingest.draft import DraftBlock, Piece
from ingest.left_out import LeftOut, Reason
from ingest.notes import raised
from ingest.parsers.docx_drawings import Drawings
from ingest.parsers.docx_fields import shown_by_field
from ingest.parsers.docx_formulas import FORMULA, formula_text, words_of
from ingest.parsers.docx_notes import NOTE_MARKS, NoteCalls
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_pages import SavedPages
from ingest.parsers.docx_runs import (
    ancestors_below,
    attribute,
    characters,
    font_of,
    in_instructions,
    is_on,
    is_struck,
    is_unseen,
    runs_of,
    shown_alternative,
)
from ingest.parsers.docx_styles import Styles

__all__ = ["ParagraphText", "ParagraphTexts"]

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GALLERY = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"
_TEXT, _ANNOTATION = w("t"), w("rt")
_BOX, _COMMENT = w("txbxContent"), w("commentReference")
_DRAWN = frozenset(w(name) for name in ("drawing", "pict", "object"))


def _is_counted(paragraph: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether a paragraph without text is seen as an empty line: its end is not hidden or moved away, nor only that of a section."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        return True
    if properties.find(w("sectPr")) is not None:
        return False
    ends = properties.find(w("rPr"))
    return ends is None or not (is_on(ends.find(w("vanish"))) or ends.find(w("moveFrom")) is not None)


def _is_passed_over(node: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether an element within a run is the reading of a sign above it, or the same as another once more, for older programs."""
    if node.tag == _FALLBACK:
        return bool(shown_alternative(node.getparent()) is not node)
    return bool(node.tag == _ANNOTATION)


def _makes_contents(field: str) -> bool:
    """Whether a field lists what is in the document and where: headings, authorities, words."""
    return field.split()[:1] in (["TOC"], ["TOA"], ["INDEX"])


@dataclass(slots=True)
class ParagraphText:
    """The visible text of a paragraph with its pages, the footnotes called in it, and the text boxes anchored in it."""

    page: int | None
    text: str = ""
    breaks: list[tuple[int, int]] = field(default_factory=list)
    """Where in the text a page begins, and which."""
    marks: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    drawn: list[DraftBlock] = field(default_factory=list)
    """The charts and the SmartArt drawn in it."""
    is_counted: bool = True
    """Whether it takes a number of its list even where it has no text, as an empty line in a list does."""

    @property
    def last_page(self) -> int | None:
        """The page that it has come to, where pages are known."""
        return self.breaks[-1][1] if self.breaks else self.page

    def joined(self, other: ParagraphText) -> ParagraphText:
        """This text and another one behind it."""
        page = [(len(self.text), other.page)] if other.page is not None else []
        breaks = [*self.breaks, *page, *((offset + len(self.text), number) for offset, number in other.breaks)]
        together = ParagraphText(self.page, self.text + other.text, breaks, [*self.marks, *other.marks], [*self.boxes, *other.boxes])
        together.drawn, together.is_counted = [*self.drawn, *other.drawn], other.is_counted
        return together

    def pieces(self, start: int) -> list[Piece]:
        """The text from ``start`` on, by page."""
        pieces, page = [], self.page
        for offset, following in [*self.breaks, (len(self.text), None)]:
            if offset > start:
                pieces.append(Piece(self.text[start:offset], page))
                start = offset
            page = following
        return pieces


class ParagraphTexts:
    """Reads paragraph after paragraph, and keeps account of the notes that they call and of the fields that go over several.

    What is left out is counted in ``left_out``.
    """

    def __init__(self, styles: Styles, pages: SavedPages, left_out: LeftOut, drawings: Drawings, notes: NoteCalls) -> None:
        self._styles = styles
        self._drawings = drawings
        self.notes = notes
        self._pages = pages
        self._left_out = left_out
        self._fields: list[str] = []  # the instructions of the fields that are open

    def of(self, node: Any) -> ParagraphText:  # noqa: ANN401  # lxml
        """The text of one paragraph."""
        style_id = attribute(node.find(f"{w('pPr')}/{w('pStyle')}"))
        is_hidden, in_struck_style = self._styles.hides(style_id), self._styles.strikes(style_id)
        found = ParagraphText(self._pages.of.get(node), is_counted=not is_hidden and _is_counted(node))
        runs = list(runs_of(node, self._left_out))
        instructions = in_instructions(runs)
        for before, run in zip([None, *runs], runs, strict=False):
            if run in instructions:
                pass
            elif run.tag == FORMULA:
                written = formula_text(run)
                if written is None:
                    self._left_out.add(Reason.FORMULA, words_of(run))
                glue = " " if written and before is not None and before.tag == FORMULA and found.text.strip() else ""  # two formulas
                found.text += f"{glue}{written or ''}"
            elif is_struck(run, self._styles, in_style=in_struck_style):
                self._left_out.add(Reason.STRUCK_OUT, "".join(text.text or "" for text in run.iter(w("t"))))
                for reference in run.iter(*NOTE_MARKS):  # its note goes with it, and those behind it keep their numbers
                    self.notes.pass_over(reference, found.last_page)
            elif is_unseen(run, self._styles, is_hidden=is_hidden):
                self._left_out[Reason.HIDDEN] += 1
            else:
                found.text += self._run_text(run, found)
        return found

    def _run_text(self, run: Any, found: ParagraphText) -> str:  # noqa: ANN401  # lxml
        """The text of one run; the notes that it calls, the text boxes that hang on it and the pages that begin in it go to ``found``."""
        text = mark = ""
        font, has_box = font_of(run), False
        for child in run.iter():
            if child.tag == _BOX:
                if not any(parent.tag == _FALLBACK for parent in child.iterancestors()):
                    found.boxes.append(child)
                has_box = True
            elif (has_box and any(parent.tag == _BOX for parent in ancestors_below(child, run))) or (
                child.tag == _TEXT and any(_is_passed_over(parent) for parent in ancestors_below(child, run))
            ):
                continue
            elif child.tag in NOTE_MARKS:
                key, mark = self.notes.call(child, run, found.last_page)
                found.marks.append(key)
                self._left_out[Reason.FOOTNOTE_MARK] += 1
            elif child.tag in _DRAWN:
                found.drawn += self._drawings.blocks_of(child, found.last_page)
            elif child.tag == _COMMENT:
                self._left_out[Reason.COMMENT] += 1
            else:
                if child in self._pages.of:
                    found.breaks.append((len(found.text) + len(text), self._pages.of[child]))
                text += characters(child, font) or shown_by_field(child)
        text = text.removeprefix(mark)  # of a note that has a mark of its own, which stands behind it
        properties = run.find(w("rPr"))
        if properties is not None and text.strip() and attribute(properties.find(w("vertAlign"))) == "superscript":
            mark, text = raised(text, found.text, set())
            self._left_out[Reason.FOOTNOTE_MARK] += 1 if mark else 0
        return text

    def is_in_contents(self, node: Any) -> bool:  # noqa: ANN401  # lxml
        """Whether a paragraph stands in a contents list that Word makes; keeps account of the fields that open and end in it."""
        inside = any(attribute(parent.find(_GALLERY)) == "Table of Contents" for parent in node.iterancestors(w("sdt")))
        for part in node.iter(w("fldChar"), w("instrText")):
            kind = part.get(w("fldCharType"))
            if kind == "begin":
                self._fields.append("")
            elif kind == "end" and self._fields:
                inside |= _makes_contents(self._fields.pop())
            elif part.tag == w("instrText") and self._fields:
                self._fields[-1] += part.text or ""
        return inside or any(map(_makes_contents, self._fields))
