"""From the body of a Word document to blocks, in its order: headings, items with their numbers, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from docx.oxml.parser import parse_xml

from copro_qa.document import BlockKind
from copro_qa.texts import texts
from ingest.draft import Draft, DraftBlock, Piece
from ingest.enumerators import is_bullet, item_mark, item_text
from ingest.left_out import Reason
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL, settle_headings, settle_underlined
from ingest.parsers.bold_lines import says_too_much
from ingest.parsers.docx_chunks import chunk_blocks
from ingest.parsers.docx_drawings import Drawings
from ingest.parsers.docx_notes import NoteCalls
from ingest.parsers.docx_numbering import Numbering, w
from ingest.parsers.docx_pages import SavedPages
from ingest.parsers.docx_prompts import see_what_was_filled_in
from ingest.parsers.docx_runs import ALTERNATIVES, TRANSPARENT, is_prompt, shown_alternative
from ingest.parsers.docx_styles import Style, Styles
from ingest.parsers.docx_tab_rows import with_tab_rows
from ingest.parsers.docx_tables import table_of
from ingest.parsers.docx_text import ParagraphText, ParagraphTexts
from ingest.parsers.prominent_headings import settle_prominent
from ingest.parsers.stated_headings import settle_statements
from ingest.parsers.text import is_heading_shape

__all__ = ["Reading", "root_of"]

_HEADING_CHARACTERS = 220
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def root_of(part: Any) -> Any:  # noqa: ANN401  # lxml
    """The root element of a part of the package. Raises SyntaxError for a damaged one."""
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _is_large_initial(node: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether a paragraph is set as the large first letter of the next one."""
    frame = node.find(f"{w('pPr')}/{w('framePr')}")
    return frame is not None and frame.get(w("dropCap")) in ("drop", "margin")


class Reading:
    """One walk over the body, gathering blocks."""

    def __init__(self, draft: Draft, body: Any, relations: Mapping[str, Any], pages: SavedPages) -> None:  # noqa: ANN401  # lxml
        """``relations`` are those of the part with the body to other parts, by the names that the body refers to them by."""
        self._draft = draft
        self._body = body
        inner = {name: one for name, one in relations.items() if not one.is_external}
        self._parts = {one.reltype.rpartition("/")[2]: one.target_part for one in inner.values()}
        self._related = {name: one.target_part for name, one in inner.items()}
        self._styles = Styles(self._root("styles"))
        self._numbering = Numbering(self._root("numbering"), is_english=self._styles.is_english)
        see_what_was_filled_in(body, self._root("glossaryDocument"), self._root("styles"))
        drawings = Drawings(self._related, draft.left_out)
        self._texts = ParagraphTexts(self._styles, pages, draft.left_out, drawings, NoteCalls(self._root("settings"), body))
        self._carried: tuple[ParagraphText, Style] | None = None  # goes on in the next: its end was deleted, or it is a large first letter
        self._bold: set[DraftBlock] = set()  # blocks that are bold, those of cells too
        self._sizes: dict[DraftBlock, int] = {}  # how large blocks are set
        self._underlined: set[DraftBlock] = set()  # headings that only a line below them tells

    def _root(self, name: str) -> Any | None:  # noqa: ANN401  # lxml
        part = self._parts.get(name)
        try:
            return None if part is None else root_of(part)
        except SyntaxError:
            self._draft.warnings.append(texts()("noticed.word_part", name=name))
            return None

    def read(self) -> None:
        """Puts the blocks into the draft."""
        said = [block for block in self._blocks(self._body) if not is_bullet(block.raw)]
        self._draft.blocks.extend(with_tab_rows(said, self._bold))
        settle_underlined(self._draft.blocks, self._underlined)
        settle_prominent(self._draft.blocks, self._sizes)
        settle_headings(self._draft.blocks, self._bold, may_be_form=True)
        settle_statements(self._draft.blocks)
        for name in ("footnotes", "endnotes"):
            self._draft.blocks.extend(self._note_blocks(name))

    def _blocks(self, container: Any) -> Iterator[DraftBlock]:  # noqa: ANN401  # lxml
        for node in container:
            if node.tag == w("p"):
                yield from self._paragraph(node)
            elif node.tag == w("tbl"):
                yield from self._carried_alone()
                yield from table_of(node, self._styles, self._blocks, self._draft.left_out)
            elif node.tag == w("altChunk"):
                yield from self._carried_alone()
                yield from chunk_blocks(self._related.get(node.get(_RELATION)), self._draft)
            elif node.tag == ALTERNATIVES:
                yield from self._blocks(shown_alternative(node))
            elif is_prompt(node):
                self._draft.left_out[Reason.EMPTY_FIELD] += 1
            elif node.tag in TRANSPARENT:
                yield from self._blocks(node)
        if container.tag not in TRANSPARENT:
            yield from self._carried_alone()

    def _carried_alone(self) -> Iterator[DraftBlock]:
        """A paragraph whose end was deleted, where no other follows it."""
        carried, self._carried = self._carried, None
        if carried is not None:
            yield from self._ended(*carried)

    # ---------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, node: Any) -> Iterator[DraftBlock]:  # noqa: ANN401  # lxml
        style = self._styles.of(node)
        if self._texts.is_in_contents(node):
            style = replace(style, kind=BlockKind.CONTENTS, level=0)
        found = self._texts.of(node) if self._carried is None else self._carried[0].joined(self._texts.of(node))
        self._carried = None
        if (len(found.text.strip()) == 1 and _is_large_initial(node)) or node.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None:
            self._carried = found, style
        else:
            yield from self._ended(found, style)

    def _ended(self, found: ParagraphText, style: Style) -> Iterator[DraftBlock]:
        """A paragraph that is whole, and the text boxes that hang on it."""
        label = None
        if style.list_id:
            level = style.list_level if style.list_level is not None else self._numbering.level_of_style(style.list_id, style.id)
            label = self._numbering.next_label(style.list_id, level) if found.text.strip() or found.is_counted else None
            if label == "" and style.kind is BlockKind.HEADING and not self._numbering.has_bullet(style.list_id, level):
                label = None  # a heading at a level of its list that shows no number
            style = style if style.indent is not None else replace(style, indent=self._numbering.indent(style.list_id, level))
        if found.text.strip():
            yield self._block(found, style, label)
        for box in found.boxes:
            yield from self._blocks(box)
        yield from found.drawn

    def _block(self, found: ParagraphText, style: Style, label: str | None) -> DraftBlock:
        kind, level, text = style.kind, style.level, found.text
        flat = " ".join(text.split())
        if kind is BlockKind.HEADING and (
            label == "" or len(flat) > _HEADING_CHARACTERS or flat.endswith((";", ",")) or re.fullmatch(r"«[^»]*»", flat) or item_text(flat)
        ):
            kind, level = BlockKind.PARAGRAPH, 0  # a heading style on what is none
        bare = (item_text(text) or None) if kind is BlockKind.PARAGRAPH else None  # a mark alone in a cell says something
        typed = item_mark(text)
        is_set_off = (style.is_bold or style.is_underlined) and is_heading_shape(flat) and not says_too_much(flat)
        stands_out = label is None and typed is None and bare is None and is_set_off
        if kind is BlockKind.PARAGRAPH and stands_out:
            kind, level = BlockKind.HEADING, FAKE_HEADING_LEVEL
        elif kind is BlockKind.PARAGRAPH and (label is not None or bare is not None or typed is not None or style.is_list):
            kind, level = BlockKind.LIST_ITEM, (style.list_level or 0) + 1
            text = bare if bare is not None else text
        pieces = found.pieces(len(found.text) - len(text))
        prefix = [Piece(f"{label} ", pieces[0].page if pieces else found.page)] if label and kind is not BlockKind.CONTENTS else []
        block = DraftBlock(kind, [*prefix, *pieces], level=level, label=label or typed or "", marks=found.marks)
        block.indent = style.indent if label is not None else None
        if style.size is not None and not style.is_subtitle:  # which is large, and heads nothing
            self._sizes[block] = style.size
        if style.is_bold:
            self._bold.add(block)
        elif style.is_underlined and kind is BlockKind.HEADING and level == FAKE_HEADING_LEVEL:
            self._underlined.add(block)
        return block

    def _note_blocks(self, name: str) -> Iterator[DraftBlock]:
        root = self._root(name)
        if root is None:
            return
        notes = {f"{name}:{note.get(w('id'))}": note for note in root if isinstance(note.tag, str)}
        for key, number, part in list(self._texts.notes.called):
            if part == name and key in notes:
                text = " ".join(self._texts.of(paragraph).text.strip() for paragraph in notes[key].iter(w("p")))
                if text.strip():
                    prefix = [] if text.startswith(number) and not number.isalnum() else [Piece(f"{number} ")]
                    yield DraftBlock(BlockKind.FOOTNOTE, [*prefix, Piece(text)], note=key)
