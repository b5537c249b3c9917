"""From the body of an OpenDocument text to blocks, in its order: headings, lists with their numbers, tables, footnotes."""

from __future__ import annotations

from collections.abc import Iterator

import odfdo

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece
from ingest.enumerators import is_bullet, item_mark, item_text
from ingest.left_out import Reason
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL, settle_headings
from ingest.parsers.odt_indexes import INDEXES, index_parts
from ingest.parsers.odt_lists import ListNumbers, list_parts, lone_item
from ingest.parsers.odt_styles import UNKNOWN, Styles
from ingest.parsers.odt_tables import CellLook, blocks_of, cells_of, reach_of, rows_of, times_of
from ingest.parsers.odt_visibility import Sight
from ingest.parsers.stated_headings import settle_statements
from ingest.parsers.text import is_heading_shape
from ingest.symbol_font import seen_in
from ingest.table_cells import Cell
from ingest.tables import in_cell

__all__ = ["Reading"]

_HEADING_CHARACTERS = 220
_FRAMES = frozenset({"text:section", "text:index-body", "draw:text-box", "text:index-title"})
_SPACES = {"text:tab": "\t", "text:line-break": " "}
_LONGEST_RUN = 200  # of spaces


class Reading:
    """One walk over the body, gathering blocks."""

    def __init__(self, draft: Draft, styles: Styles) -> None:
        self._draft = draft
        self._styles = styles
        self._numbers = ListNumbers(styles)
        self._page = 1
        self._has_text = False
        self._is_behind_gap = False  # something that is not seen stands before the place at hand
        self._notes: list[DraftBlock] = []
        self._sight = Sight(styles, draft.left_out)
        self._bold: set[DraftBlock] = set()  # blocks that are bold, those of cells too
        self._frames: list[odfdo.Element] = []  # text boxes anchored in the paragraph at hand

    def read(self, body: odfdo.Element) -> None:
        """Puts the blocks into the draft, the notes last; they find their place by their marks."""
        self._draft.blocks.extend(block for block in self._blocks(body) if not is_bullet(block.raw))
        settle_headings(self._draft.blocks, self._bold)
        settle_statements(self._draft.blocks)
        self._draft.blocks.extend(self._notes)

    def _blocks(self, container: odfdo.Element) -> Iterator[DraftBlock]:
        for node in container.children:
            if not self._sight.leaves_out(node):
                yield from self._blocks_of(node)

    def _blocks_of(self, node: odfdo.Element) -> Iterator[DraftBlock]:
        tag = node.tag
        if tag in ("text:p", "text:h"):
            yield from self._paragraph(node)
        elif tag in ("text:list", "text:numbered-paragraph"):
            yield from self._listed(node)
        elif tag == "table:table":
            yield from self._table(node)
        elif tag in INDEXES:
            yield from self._index(node)
        elif tag == "text:soft-page-break":
            self._page += 1
        elif tag in _FRAMES:
            with self._sight.over(self._styles.of(node.get_attribute_string("text:style-name")).ground):
                yield from self._blocks(node)
        elif tag.startswith("draw:"):
            yield from self._frame(node)

    def _listed(self, node: odfdo.Element) -> Iterator[DraftBlock]:
        """What stands in a list, or an item that is written without one around it."""
        parts = list_parts if node.tag == "text:list" else lone_item
        for part, label, depth, indent in parts(node, self._numbers, self._sight.leaves_out):
            for block in self._blocks_of(part) if label is None else self._paragraph(part, label, depth):
                block.indent = indent if block.kind is BlockKind.LIST_ITEM and label is not None else block.indent
                yield block

    def _frame(self, node: odfdo.Element) -> Iterator[DraftBlock]:
        """The text of a drawn shape; a picture is counted."""
        if node.tag == "draw:image":
            self._draft.left_out[Reason.PICTURE] += 1
        elif node.tag in ("draw:object", "draw:object-ole"):
            self._draft.left_out[Reason.EMBEDDED_OBJECT] += 1
        else:
            with self._sight.over(UNKNOWN):
                yield from self._blocks(node)

    # ---------------------------------------------------------------------------------------- paragraphs

    def _paragraph(self, node: odfdo.Element, label: str | None = None, depth: int = 0) -> Iterator[DraftBlock]:
        """One paragraph or heading. ``label`` is its number in a list, "" for a bullet, None outside of lists."""
        style = self._styles.of(node.get_attribute_string("text:style-name"))
        if style.breaks_before and self._has_text:
            self._page += 1
        page = self._page
        outer, self._frames = self._frames, []
        self._is_behind_gap = False
        marks: list[str] = []
        with self._sight.paragraph(style):
            pieces = [piece for piece in self._inline(node, marks, style.font) if piece.text]
        is_bold = self._sight.is_bold
        frames, self._frames = self._frames, outer
        text = "".join(piece.text for piece in pieces)
        if text.strip():
            self._has_text = True
            is_of_rank = style.rank > 0 and style.kind is BlockKind.PARAGRAPH and label is None
            if (node.tag == "text:h" or is_of_rank) and len(text.strip()) <= _HEADING_CHARACTERS:
                level = node.get_attribute_integer("text:outline-level") or max(style.rank, 1)
                counts = node.tag == "text:h" and style.is_numbered and label is None
                number = self._numbers.of_heading(level) if counts else label or ""
                prefix = [Piece(f"{number} ", page)] if number else []
                yield DraftBlock(BlockKind.HEADING, [*prefix, *pieces], level=level, label=number or "", marks=marks)
            else:
                block = self._block(style.kind, pieces, label, depth, marks)
                if is_bold:
                    self._bold.add(block)
                    if block.kind is BlockKind.PARAGRAPH and label is None and is_heading_shape(block.flat):
                        block.kind, block.level = BlockKind.HEADING, FAKE_HEADING_LEVEL
                yield block
        for frame in frames:
            yield from self._frame(frame)

    def _block(self, kind: BlockKind, pieces: list[Piece], label: str | None, depth: int, marks: list[str]) -> DraftBlock:
        text = "".join(piece.text for piece in pieces)
        typed, bare = item_mark(text), item_text(text) or None  # a mark alone in a cell says something
        if kind is BlockKind.PARAGRAPH and (label is not None or typed is not None or bare is not None):
            if bare is not None:
                pieces = [Piece(bare, pieces[0].page)]
            prefix = [Piece(f"{label} ", pieces[0].page)] if label else []
            return DraftBlock(BlockKind.LIST_ITEM, [*prefix, *pieces], level=max(depth, 1), label=label or typed or "", marks=marks)
        return DraftBlock(kind, pieces, marks=marks)

    def _inline(self, node: odfdo.Element, marks: list[str], font: str) -> Iterator[Piece]:
        """The text inside a paragraph in a font, cut where pages end. Notes called in it are put aside, and their keys into ``marks``."""
        yield self._seen(seen_in(font, node.text or "", plain_too=False))
        for child in node.children:
            tag = child.tag
            if self._sight.leaves_out(child):
                pass
            elif tag == "text:note":
                marks.append(self._note(child))
            elif tag == "text:s":
                yield self._seen(" " * min(child.get_attribute_integer("text:c") or 1, _LONGEST_RUN))
            elif tag in _SPACES:
                yield self._seen(_SPACES[tag])
            elif tag == "text:soft-page-break":
                self._page += 1
            elif tag.startswith("draw:"):
                self._frames.append(child)
            else:
                style = self._styles.of(child.get_attribute_string("text:style-name"))
                with self._sight.words(style):
                    yield from self._inline(child, marks, style.font or font)
            yield self._seen(seen_in(font, child.tail or "", plain_too=False))

    def _seen(self, text: str) -> Piece:
        """The text, or nothing where a reader does not see it. What it keeps apart stays apart, and words on either side of it do too."""
        if self._sight.hides(text):
            self._is_behind_gap = self._is_behind_gap or bool(text)
            return Piece(" " if text[:1].isspace() and text[-1:].isspace() else "", self._page)
        if text:
            glue = " " if self._is_behind_gap and text[0].isalnum() else ""
            self._is_behind_gap = False
            return Piece(glue + text, self._page)
        return Piece("", self._page)

    def _note(self, node: odfdo.Element) -> str:
        """Puts the text of a footnote or endnote aside, and gives its key."""
        key = f"note:{len(self._notes) + 1}"
        citation, body = node.get_element("text:note-citation"), node.get_element("text:note-body")
        number = citation.text_recursive.strip() if citation is not None else ""
        self._draft.left_out[Reason.FOOTNOTE_MARK] += 1
        block = DraftBlock(BlockKind.FOOTNOTE, [], note=key)
        self._notes.append(block)
        with (
            self._sight.aside(),
            self._sight.over(self._styles.page_ground),
        ):  # it stands at the foot of the page, not on the ground of its mark
            for position, paragraph in enumerate(self._blocks(body) if body is not None else ()):
                block.pieces.extend([Piece(" ", self._page)] if position else [])
                block.pieces.extend(paragraph.pieces)
        if block.pieces and number:
            block.pieces.insert(0, Piece(f"{number} ", self._page))
        return key

    # ---------------------------------------------------------------------------------------- indexes, tables

    def _index(self, node: odfdo.Element) -> Iterator[DraftBlock]:
        """A contents list or bibliography that the program made: its title is a heading, its entries are marked by kind."""
        for part, kind in index_parts(node):
            if not self._sight.leaves_out(part):
                for block in self._blocks_of(part):
                    block.kind, block.level = kind, int(kind is BlockKind.HEADING)
                    yield block

    def _table(self, node: odfdo.Element) -> Iterator[DraftBlock]:
        rows: list[list[Cell]] = []
        looks: list[list[CellLook]] = []
        for row, is_heading in rows_of(node):
            if row.tag == "text:soft-page-break":
                self._page += 1
                continue
            if self._sight.leaves_out(row):
                continue
            ground = self._styles.of(row.get_attribute_string("table:style-name")).ground
            read = [one for cell in cells_of(row) for one in self._cells(cell, ground, is_heading=is_heading)]
            rows.append([cell for cell, _ in read])
            looks.append([look for _, look in read])
        yield from blocks_of(rows, looks)

    def _cells(self, node: odfdo.Element, ground: str, *, is_heading: bool) -> list[tuple[Cell, CellLook]]:
        """A cell with the notes that are called in it, as often as it stands in a row with a colour behind it, and how it looks."""
        with self._sight.over(UNKNOWN):
            blocks = list(self._blocks(node))
        own = self._styles.of(node.get_attribute_string("table:style-name")).ground or ground
        names = [paragraph.get_attribute_string("text:style-name") for paragraph in node.children if paragraph.tag == "text:p"]
        look = CellLook(
            bool(blocks) and self._bold.issuperset(blocks),
            bool(names) and all(self._styles.is_for_headings(name) for name in names),
            own not in ("", "#ffffff"),
        )
        columns, height = reach_of(node)
        marks = [mark for block in blocks for mark in block.marks]
        pieces = in_cell(blocks)
        return [(Cell(pieces, columns, height, heading=is_heading, marks=marks), look) for _ in range(times_of(node))]
