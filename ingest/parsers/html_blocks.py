"""From the content of a web page to blocks, in its order: headings, paragraphs, items of lists, rows of tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece, cut_out
from ingest.enumerators import item_mark
from ingest.left_out import Reason
from ingest.parsers.bold_lines import head_by_bold, says_too_much
from ingest.parsers.html_docs import is_title
from ingest.parsers.html_drawn_tables import is_drawn_table
from ingest.parsers.html_furniture import is_contents_list
from ingest.parsers.html_items import Part, is_bold_throughout, lines_apart, make_items
from ingest.parsers.html_lists import Lists
from ingest.parsers.html_notes import holder_of, is_in_notes, is_note_place, note_targets, place_name
from ingest.parsers.html_pages import CurrentPage, page_begun, pieces_by_page
from ingest.parsers.html_passed_over import PassedOver
from ingest.parsers.html_running import RunningText
from ingest.parsers.html_tables import data_table
from ingest.parsers.html_walk import lines_of, walk
from ingest.parsers.html_word import depth_in_word
from ingest.parsers.text import parse_text
from ingest.tables import in_cell

__all__ = ["Blocks"]

_BLOCK_TAGS = frozenset(
    "p div section article aside main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption "
    "table caption thead tbody tfoot tr td th form fieldset legend address details summary hr body center hgroup".split(),
)
_PAGE_MARK = re.compile(
    r"(?:\d{1,2} [A-Z][a-z]+ \d{4}\s*:\s*)?\[?(?:Columns?|Col\.)\s+\d{1,5}(?:[A-Z]{1,2})?\]?|\[?[Pp]age \d{1,4}(?: of \d{1,4})?\]?"
)
"""Where a page or column of the printed edition begins: "19 July 2011 : Column 772"."""
_FIELDS = frozenset({"input", "select", "textarea", "button"})
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}


class Blocks:
    """One walk over the content, gathering blocks."""

    def __init__(
        self,
        content: LexborNode,
        draft: Draft,
        called: Collection[str] | None = None,
        *,
        targets: dict[str, str] | None = None,
        page: CurrentPage | None = None,
        is_part: bool = False,
    ) -> None:
        """For a chapter of a book, ``called`` holds the ids of the notes in it that other chapters call.

        For a cell, ``targets`` are the places of the footnotes of the page around it. ``is_part`` says that the content is a part
        of another text, in which nothing but menus belongs to a site: an aside is a remark there. ``page`` is the page of the printed
        edition that what stands before has come to.
        """
        self._content = content
        self._is_part = is_part
        self._draft = draft
        self._page = page or CurrentPage()
        self._kinds: list[tuple[BlockKind, int]] = []
        self._lists = Lists()
        self._note = ""
        self._note_holder: int | None = None  # the element with whose end it ends
        self._heads_within = False  # whether a heading in it is its own, and does not end it
        self._contents: int | None = None  # the list of contents that is open
        self._depth_in_word: int | None = None
        self._depths: dict[int, int] = {}  # of the blocks by their ids, how deep in lists they lie
        self.bold: set[DraftBlock] = set()
        """The blocks that are bold."""
        self._after_break = False  # whether the number of a printed page stands before the next block
        self._is_cell = targets is not None
        self._rank = 0  # of the heading before
        self._section = ""
        found = note_targets(content, over_files=called is not None) if targets is None else targets
        self._targets = found | dict.fromkeys(called or (), "")
        self._passed_over = PassedOver(draft.left_out, self._targets, is_part=is_part)
        self._running = RunningText(self._targets, draft.left_out, is_chapter=called is not None)

    def read(self) -> None:
        """Puts the blocks into the draft."""
        for event, node in walk(self._content, self._leaves_out, self._takes):
            if event == "text":
                self._running.add(node)
            elif event == "open":
                self._open(node)
            else:
                self._close(node)
        self._flush()
        if not self._is_cell:
            make_items(self._draft.blocks, self._depths)
        if not (self._is_cell or self._is_part):
            head_by_bold(self._draft.blocks, self.bold)

    def _takes(self, node: LexborNode) -> bool:
        """Reads a formula, or a table of data; a table that only arranges the page is read as it stands."""
        if node.tag == "math":
            self._running.add_formula(node)
            return True
        if node.tag == "pre" and not (self._lists or self._note or node.css_first("code")):
            return self._typed_text(node)
        rows = data_table(node, self._cell_text) if node.tag == "table" or is_drawn_table(node) else None
        if rows is not None:
            self._flush()
            self._draft.blocks.extend(rows)
        return rows is not None

    def _typed_text(self, node: LexborNode) -> bool:
        """Reads a text that is set as it was typed, in lines; False for one of a single line."""
        if "\n" not in node.text().strip() and node.css_first("br") is None:
            return False
        typed = parse_text(lines_of(node, self._leaves_out))
        self._draft.left_out.take(typed.left_out)
        for block in typed.blocks:
            block.level += self._rank if block.kind is BlockKind.HEADING else 0
            self._draft.blocks.append(block)
        return True

    def _leaves_out(self, node: LexborNode) -> bool:
        """Whether an element is no text of the page."""
        is_left_out = self._passed_over(node)
        if is_left_out and node.tag in _FIELDS and self._running.text:
            self._running.text += " "  # words on both sides of it stand apart
        return is_left_out

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if (page := page_begun(node)) is not None:
            self._running.begin_page(page)
        if tag == "br" and self._running.line_ends and not self._lists:
            self._flush()
        self._running.open(node)
        if tag not in _BLOCK_TAGS:
            self._begin_note(node)
            return
        self._flush()
        self._depth_in_word = depth_in_word(node) if tag == "p" else None
        self._begin_note(node)
        if tag in _HEADINGS:
            self._rank = _HEADINGS[tag]
            self._kinds.append((BlockKind.HEADING, self._rank))
        elif is_title(node):
            self._kinds.append((BlockKind.HEADING, 1))
        elif tag in ("figcaption", "caption"):
            self._kinds.append((BlockKind.CAPTION, 0))
        elif tag in ("ul", "ol", "dl"):
            self._lists.begin(node)
            if self._contents is None and is_contents_list(node):
                self._contents = node.mem_id
                self._kinds.append((BlockKind.CONTENTS, 0))
        elif tag in ("li", "dt", "dd"):
            self._lists.begin_item(node)

    def _begin_note(self, node: LexborNode) -> None:
        identifier = place_name(node)
        if identifier in self._targets and is_note_place(node, self._section):
            if node.tag in ("a", "span") and (
                self._running.text.strip() or node.css_first("sup") or (node.parent is not None and node.parent.tag == "sup")
            ):
                return
            self._note, self._note_holder = identifier, holder_of(node, _BLOCK_TAGS)
            self._heads_within = node.tag == "aside" or (node.tag in ("li", "dd", "div", "section") and is_in_notes(node))

    def _close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        self._running.close(node, is_in_note=bool(self._note))
        if tag not in _BLOCK_TAGS:
            return
        self._flush()
        if tag in _HEADINGS or tag in ("figcaption", "caption") or is_title(node):
            self._kinds.pop()
        elif tag in ("ul", "ol", "dl"):
            self._lists.end()
            if self._contents == node.mem_id:
                self._contents = None
                self._kinds.pop()
        elif tag in ("li", "dt", "dd"):
            self._lists.end_item()
        if node.mem_id == self._note_holder:
            self._note = ""

    def _flush(self) -> None:
        page, breaks = self._page.number, self._running.take_breaks()
        text, marks, bold = self._running.take()
        self._page.number = breaks[-1][1] if breaks else page
        if not text.strip():
            return
        if not self._kinds and _PAGE_MARK.fullmatch(text.strip()):
            self._draft.left_out[Reason.PAGE_NUMBER] += 1
            self._after_break = True
            return
        kind, level, label = self._kind_of(text)
        may_hold_items = kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
        may_be_headed = kind is BlockKind.PARAGRAPH and not (self._is_cell or self._is_part)
        whole = [Part(text, [note for _, note in marks])]
        by_page = pieces_by_page(text, page, breaks) if kind is not BlockKind.FOOTNOTE else [Piece(text)]  # a note goes to what calls it
        first, *others = lines_apart(text, marks, bold if may_be_headed else ()) if may_hold_items else whole
        typed = item_mark(first.text)
        pieces = cut_out(by_page, 0, len(first.text))
        prefix = [Piece(f"{label} ", pieces[0].page if pieces else None)] if label and not typed else []
        block = DraftBlock(kind, [*prefix, *pieces], level=level, label=typed or label, marks=first.marks)
        block.after_break, self._after_break = self._after_break, False
        if kind is BlockKind.FOOTNOTE:
            block.note = self._note
        is_bold = not others and is_bold_throughout(text, bold)
        self._put(block, is_bold=first.is_heading or is_bold)
        start = len(first.text) + 1  # between two parts stands the end of a line
        for part in others:
            pieces = cut_out(by_page, start, start + len(part.text))
            start += len(part.text) + 1
            self._put(DraftBlock(BlockKind.PARAGRAPH, pieces, label=item_mark(part.text) or "", marks=part.marks), is_bold=part.is_heading)

    def _put(self, block: DraftBlock, *, is_bold: bool) -> None:
        if block.raw.strip():
            self._depths[id(block)] = self._depth_in_word or self._lists.depth + 1
            self._draft.blocks.append(block)
            self.bold |= {block} if is_bold else set()

    def _kind_of(self, text: str) -> tuple[BlockKind, int, str]:
        """What a text is where it stands, with its level and the number that a list gives it."""
        kind, level = self._kinds[-1] if self._kinds else (BlockKind.PARAGRAPH, 0)
        if kind is BlockKind.HEADING and level > 1 and says_too_much(" ".join(text.split())):
            kind, level = BlockKind.PARAGRAPH, 0
        label = self._lists.item[1] if self._lists.item else ""
        if kind is BlockKind.HEADING:  # a list may number headings
            self._section, self._note = text.strip(), self._note if self._heads_within else ""
        elif self._note:
            kind = BlockKind.FOOTNOTE
        elif self._lists.item is not None and kind is BlockKind.PARAGRAPH:
            kind, level = BlockKind.LIST_ITEM, self._lists.item[0]
        else:
            return kind, level, ""
        self._lists.end_item()
        return kind, level, label

    def _cell_text(self, cell: LexborNode) -> tuple[list[Piece], list[str], bool]:
        """The text of a cell on one line, read as the page around it is read, the notes that it calls, and whether all of it is bold."""
        inner = Draft("", [])
        reading = Blocks(cell, inner, targets=self._targets, page=self._page, is_part=self._is_part)
        reading.read()
        self._draft.left_out.take(inner.left_out)
        is_bold = bool(inner.blocks) and all(block in reading.bold for block in inner.blocks)
        return in_cell(inner.blocks), [mark for block in inner.blocks for mark in block.marks], is_bold
