"""The shapes of one PowerPoint slide, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import InvalidXmlError

from copro_qa.document import BlockKind
from copro_qa.texts import texts
from ingest.draft import Draft, DraftBlock
from ingest.enumerators import item_mark, item_text
from ingest.left_out import Reason
from ingest.parsers.chart_parts import chart_blocks, chart_words
from ingest.parsers.drawn_parts import diagram_blocks
from ingest.parsers.pptx_bullets import Bullets, a, p
from ingest.parsers.pptx_headlines import headline_of
from ingest.parsers.pptx_reading_order import reading_order
from ingest.parsers.pptx_text import note_key, text_and_marks
from ingest.parsers.pptx_visibility import UNKNOWN, Frame, Scale, Sight
from ingest.table_cells import Cell
from ingest.table_headings import mark_parted_headings
from ingest.tables import Table, in_cell, table_blocks

__all__ = ["SlideReading"]

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER)
_DEEPEST_GROUP = 20
_DAMAGE = (InvalidXmlError, KeyError, ValueError, TypeError, AttributeError)
"""What python-pptx raises over a shape that lacks a part of itself, or that says something that cannot be."""


class SlideReading:
    """One walk over the shapes of a slide, gathering blocks."""

    def __init__(self, draft: Draft, slide: Any, number: int, sight: Sight) -> None:  # noqa: ANN401  # python-pptx
        self._draft = draft
        self._slide = slide
        self._number = number
        self._sight = sight
        self._looks: dict[Any, tuple[str, str]] = {}
        """Of the element of each shape why it is not seen ("" when it is), and the colour behind its text."""
        self._headline: Any | None = None  # a shape that stands for the title that a slide lacks
        self._notes = {key for paragraph in slide.element.iter(a("p")) if (key := note_key(paragraph))}
        """The keys of the footnotes on the slide."""

    def read(self) -> None:
        """Puts the title first, then the other shapes in the order in which they are read."""
        shapes = list(self._slide.shapes)
        self._look(shapes, Scale(), depth=0)
        titles = [shape for shape in shapes if _placeholder(shape) in _TITLES]
        if not any(shape.has_text_frame and shape.text_frame.text.strip() for shape in titles):
            others = [shape for shape in shapes if _placeholder(shape) not in _FURNITURE and not self._looks.get(shape.element, ("",))[0]]
            self._headline = headline_of(others)
            titles += [self._headline] if self._headline is not None else []
        for shape in [*titles, *self._in_order([shape for shape in shapes if shape not in titles])]:
            self._shape(shape, depth=0)

    def _in_order(self, shapes: Sequence[Any]) -> list[Any]:
        frames = list[Frame | None]()
        for shape in shapes:
            frame = None
            with suppress(*_DAMAGE):  # said when it is read
                frame = self._sight.frame_of(shape)
            frames.append(frame)
        return [shapes[place] for place in reading_order(frames)]

    def _look(self, shapes: Sequence[Any], scale: Scale, *, depth: int) -> None:
        """Sees the shapes in the order in which they are drawn, which need not be that in which they are read."""
        for shape in shapes:
            properties = next(shape.element.iter(p("cNvPr")), None)
            if properties is not None and properties.get("hidden") in ("1", "true"):
                self._looks[shape.element] = (Reason.HIDDEN, UNKNOWN)
            elif shape.element.tag == p("grpSp"):
                self._look(list(shape.shapes) if depth < _DEEPEST_GROUP else [], self._sight.inside(shape.element, scale), depth=depth + 1)
            else:
                with suppress(*_DAMAGE):  # said when it is read
                    self._looks[shape.element] = (self._sight.unseen_shape(shape, scale), self._sight.ground_of(shape, scale))

    def _shape(self, shape: Any, *, depth: int) -> None:  # noqa: ANN401  # python-pptx
        before = len(self._draft.blocks)
        try:
            self._read_shape(shape, depth=depth)
        except _DAMAGE:
            del self._draft.blocks[before:]
            warning = texts()("noticed.shape", slide=self._number)
            if warning not in self._draft.warnings:
                self._draft.warnings.append(warning)

    def _read_shape(self, shape: Any, *, depth: int) -> None:  # noqa: ANN401  # python-pptx
        reason, _ = self._looks.get(shape.element, ("", UNKNOWN))
        if reason:
            self._draft.left_out[reason] += any(node.text for node in shape.element.iter(a("t")))
        elif _placeholder(shape) in _FURNITURE:
            self._draft.left_out.add(Reason.PAGE_HEADER, shape.text_frame.text if shape.has_text_frame else "")
        elif shape.element.tag == p("grpSp"):
            for inner in self._in_order(list(shape.shapes)) if depth < _DEEPEST_GROUP else ():
                self._shape(inner, depth=depth + 1)
        elif getattr(shape, "has_table", False):
            self._add(self._table(shape.table))
        elif getattr(shape, "has_chart", False):
            self._add(self._chart(shape.element))
        elif shape.element.tag == p("graphicFrame"):
            self._add(self._diagram(shape))
        elif shape.element.tag == p("pic"):
            self._draft.left_out[Reason.PICTURE] += 1
        elif shape.has_text_frame:
            self._add(self._text_frame(shape))

    def _add(self, blocks: Sequence[DraftBlock]) -> None:
        self._draft.blocks.extend(blocks)

    def _text_frame(self, shape: Any) -> list[DraftBlock]:  # noqa: ANN401  # python-pptx
        role = _placeholder(shape)
        if role in _TITLES:
            said = [self._seen(paragraph, shape) for paragraph in shape.text_frame.paragraphs]
            text = " ".join(text for text, _ in said)
            is_cover = role == PP_PLACEHOLDER.CENTER_TITLE and self._number == 1
            kind = BlockKind.TITLE if is_cover else BlockKind.HEADING
            block = DraftBlock.of(kind, text, page=self._number, level=0 if is_cover else 1)
            block.marks = [mark for _, marks in said for mark in marks]
            return [block] if text.strip() else []
        bullets = _bullets_of(shape)
        blocks = list[DraftBlock]()
        for paragraph in shape.text_frame.paragraphs:
            text, marks = self._seen(paragraph, shape)
            if text.strip():
                (label, level), key = _set_as(paragraph, bullets), note_key(paragraph._p)  # noqa: SLF001
                if shape is self._headline and not blocks:
                    kind = BlockKind.TITLE if self._number == 1 else BlockKind.HEADING
                    block = DraftBlock.of(kind, text, page=self._number, level=0 if kind is BlockKind.TITLE else 1)
                elif key:
                    block = DraftBlock.of(BlockKind.FOOTNOTE, text, page=self._number)
                    block.note = self._name(key)
                else:
                    block = self._paragraph(text, label, level)
                block.marks = marks
                blocks.append(block)
        return blocks

    def _name(self, key: str) -> str:
        """The key of a footnote as it is known in the whole presentation."""
        return f"{self._number}:{key}"

    def _seen(self, paragraph: Any, shape: Any | None = None) -> tuple[str, list[str]]:  # noqa: ANN401  # python-pptx
        """What a viewer sees of a paragraph, and the footnotes called in it; what stands in a table has a ground that is not known."""
        ground = UNKNOWN if shape is None else self._looks.get(shape.element, ("", UNKNOWN))[1]

        def is_seen(run: Any) -> bool:  # noqa: ANN401  # lxml
            reason = self._sight.unseen_run(run, ground)
            if reason:
                self._draft.left_out[reason] += 1
            return not reason

        text, keys = text_and_marks(paragraph._p, is_seen, self._notes)  # noqa: SLF001
        self._draft.left_out.update({Reason.FOOTNOTE_MARK: len(keys)} if keys else {})
        return text, list(map(self._name, keys))

    def _paragraph(self, text: str, label: str | None, depth: int) -> DraftBlock:
        """A paragraph, or the item of a list: ``label`` is "" for a bullet and None for neither bullet nor number."""
        typed, bare = item_mark(text), item_text(text)
        if label is None and typed is None and bare is None:
            return DraftBlock.of(BlockKind.PARAGRAPH, text, page=self._number)
        text = text if bare is None else bare
        prefix = f"{label} " if label else ""
        return DraftBlock.of(BlockKind.LIST_ITEM, prefix + text, page=self._number, level=depth + 1, label=label or typed or "")

    def _table(self, table: Any) -> list[DraftBlock]:  # noqa: ANN401  # python-pptx
        rows = []
        called: list[str] = []
        for row in table.rows:
            cells = []
            for cell in row.cells:
                if cell.is_spanned:
                    continue
                bullets = Bullets.of_cell(cell._tc)  # noqa: SLF001  # python-pptx gives its XML under this name
                said = []
                for paragraph in cell.text_frame.paragraphs:
                    text, marks = self._seen(paragraph)
                    is_mark = item_text(text) == ""  # which says something in a cell
                    label, depth = (None, 0) if is_mark else _set_as(paragraph, bullets)
                    said.append(
                        DraftBlock.of(BlockKind.PARAGRAPH, text, page=self._number) if is_mark else self._paragraph(text, label, depth)
                    )
                    called += marks
                columns, height = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
                cells.append(Cell(in_cell(said), min(columns, 100), height))
            rows.append(cells)
        if table.first_row:
            mark_parted_headings(rows)
        blocks = table_blocks(Table(rows, has_header=bool(table.first_row)))
        if blocks:
            blocks[-1].marks = called
        return blocks

    def _chart(self, frame: Any) -> list[DraftBlock]:  # noqa: ANN401  # lxml
        """The title and the values of a chart, which lie in a part of their own; where they cannot be read, it is named."""
        name = next((node.get(f"{_RELATION}id") for data in frame.iter(a("graphicData")) for node in data), None)
        blob, blocks = b"", list[DraftBlock]()
        with suppress(KeyError, SyntaxError, ValueError):
            blob = self._slide.part.related_part(name).blob
            blocks = chart_blocks(blob, self._number)
        if not any(block.kind is BlockKind.TABLE_ROW for block in blocks):
            self._draft.left_out.add(Reason.CHART, chart_words(blob))
        return blocks

    def _diagram(self, shape: Any) -> list[DraftBlock]:  # noqa: ANN401  # python-pptx
        """The texts of a SmartArt drawing as the items of a list; they lie in a part of their own."""
        reference = next(shape.element.iter(f"{_DIAGRAM}relIds"), None)
        if reference is None:
            self._draft.left_out[Reason.EMBEDDED_OBJECT] += 1
            return []
        try:
            return diagram_blocks(self._slide.part.related_part(reference.get(f"{_RELATION}dm")).blob, self._number)
        except (KeyError, SyntaxError, ValueError):
            self._draft.warnings.append(texts()("noticed.diagram", slide=self._number))
            return []


def _placeholder(shape: Any) -> Any | None:  # noqa: ANN401  # python-pptx
    return shape.placeholder_format.type if shape.is_placeholder else None


def _bullets_of(shape: Any) -> Bullets | None:  # noqa: ANN401  # python-pptx
    try:
        return Bullets.of_shape(shape)
    except _DAMAGE:
        return None


def _set_as(paragraph: Any, bullets: Bullets | None) -> tuple[str | None, int]:  # noqa: ANN401  # python-pptx
    """The bullet or number of a paragraph, None for neither, and how deep it lies; nothing of it where the slide says what cannot be."""
    try:
        return None if bullets is None else bullets.label_of(paragraph._p), min(paragraph.level, 8)  # noqa: SLF001
    except _DAMAGE:
        return None, 0
