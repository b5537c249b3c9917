"""From the content of a web page to blocks, in its order: headings, paragraphs, items of lists, rows of tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece
from ingest.enumerators import item_mark
from ingest.notes import raised
from ingest.parsers.html_content import is_contents_list, is_furniture, is_unread, unread_reason
from ingest.parsers.html_formulas import formula_text
from ingest.parsers.html_lists import Lists
from ingest.parsers.html_notes import BACK_LINK, calls_note, holder_of, is_in_notes, is_note_place, note_targets, place_name, says_notes
from ingest.parsers.html_tables import data_table
from ingest.parsers.html_walk import walk

__all__ = ["Blocks"]

_BLOCK_TAGS = frozenset(
    "p div section article aside main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre figure figcaption "
    "table caption thead tbody tfoot tr td th form fieldset legend address details summary hr body center hgroup".split(),
)
_HEADINGS = {f"h{rank}": rank for rank in range(1, 7)}


class Blocks:
    """One walk over the content, gathering blocks."""

    def __init__(self, content: LexborNode, draft: Draft, called: Collection[str] | None = None) -> None:
        """For a chapter of a book, ``called`` holds the ids of the notes in it that other chapters call."""
        self._content = content
        self._draft = draft
        self._text = ""
        self._marks: list[str] = []
        self._kinds: list[tuple[BlockKind, int]] = []
        self._lists = Lists()
        self._note = ""
        self._note_holder: int | None = None  # the element with whose end it ends
        self._heads_within = False  # whether a heading in it is its own, and does not end it
        self._contents: int | None = None  # the list of contents that is open
        self._raised_from: list[int] = []
        self._breaks = 0
        self._section = ""
        self._is_chapter = called is not None
        self._targets = note_targets(content, over_files=self._is_chapter) | dict.fromkeys(called or (), "")

    def read(self) -> None:
        """Puts the blocks into the draft."""
        for event, node in walk(self._content, self._leaves_out, self._takes):
            if event == "text":
                self._add_text(node)
            elif event == "open":
                self._open(node)
            else:
                self._close(node)
        self._flush()

    def _takes(self, node: LexborNode) -> bool:
        """Reads a formula, or a table of data; a table that only arranges the page is read as it stands."""
        if node.tag == "math":
            formula = formula_text(node)
            if formula is None:
                self._draft.left_out.add("formula", node.text(separator=" "))
            self._text += f" {' '.join((formula or '').split())} "
            return True
        rows = data_table(node, self._cell_text) if node.tag == "table" else None
        self._draft.blocks.extend(rows or [])
        return rows is not None

    def _leaves_out(self, node: LexborNode) -> bool:
        """Whether an element is no text of the page. What a reader sees of it is counted, and named where it is text."""
        if is_unread(node):
            reason = unread_reason(node)
            if reason:
                self._draft.left_out.add(reason, node.text(separator=" "))
            return True
        if not is_furniture(node) or self._holds_notes(node):
            return False
        said = node.text(separator=" ")
        if said.strip():
            self._draft.left_out.add("navigation and page furniture", said)
        return True

    def _holds_notes(self, node: LexborNode) -> bool:
        """Whether the texts of footnotes lie in what else belongs to the site: an aside, or what says that it holds notes."""
        if node.attributes.get("id") in self._targets:
            return True
        may_hold = node.tag == "aside" or says_notes(node)
        return may_hold and any(inner.attributes.get("id") in self._targets for inner in node.css("[id]"))

    def _add_text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if text.strip():
            self._breaks = 0
        self._text += re.sub(r"[ \t\r\n\f]+", " ", text)

    def _open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "br":
            self._breaks += 1
            if self._breaks > 1 and not self._lists:
                self._flush()
            self._text += " "
        elif tag == "sup" or (tag == "a" and calls_note(node)):
            self._raised_from.append(len(self._text))
        if tag not in _BLOCK_TAGS:
            self._begin_note(node)
            return
        self._flush()
        self._begin_note(node)
        if tag in _HEADINGS:
            self._kinds.append((BlockKind.HEADING, _HEADINGS[tag]))
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
                self._text.strip() or node.css_first("sup") or (node.parent is not None and node.parent.tag == "sup")
            ):
                return
            self._note, self._note_holder = identifier, holder_of(node, _BLOCK_TAGS)
            self._heads_within = node.tag == "aside" or (node.tag in ("li", "dd", "div", "section") and is_in_notes(node))

    def _close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if self._raised_from and (tag == "sup" or (tag == "a" and calls_note(node))):
            self._raise(node, self._raised_from.pop())
        elif tag == "a" and self._leads_within(node.attributes.get("href") or ""):
            text = node.text()
            if self._note and BACK_LINK.match(text) and self._text.endswith(text):
                self._text = self._text[: len(self._text) - len(text)]
        if tag not in _BLOCK_TAGS:
            return
        self._flush()
        if tag in _HEADINGS or tag in ("figcaption", "caption"):
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

    def _leads_within(self, address: str) -> bool:
        """Whether a link leads to a place of this page, or of another chapter of this book."""
        return address.startswith("#") or (self._is_chapter and "#" in address and ":" not in address)

    def _raise(self, node: LexborNode, start: int) -> None:
        before, text = self._text[:start], self._text[start:]
        link = (
            node
            if node.tag == "a"
            else node.css_first("a") or (node.parent if node.parent is not None and node.parent.tag == "a" else None)
        )
        target = ((link.attributes.get("href") or "") if link is not None else "").removeprefix("#")
        if target in self._targets and before.strip():
            self._text = before
            self._marks.append(target)
            self._draft.left_out["footnote mark"] += 1
            return
        key, kept = raised(text, before, set())
        if key and before.strip():
            self._draft.left_out["footnote mark"] += 1
            self._marks.append(f"0:{key}")  # its note may stand under a number without a link
            self._text = before
        else:
            self._text = before + (kept if before.strip() else f"{text} ")

    def _flush(self) -> None:
        text, marks = self._text, self._marks
        self._text, self._marks, self._breaks = "", [], 0
        self._raised_from = []
        if not text.strip():
            return
        kind, level = self._kinds[-1] if self._kinds else (BlockKind.PARAGRAPH, 0)
        label = ""
        if kind is BlockKind.HEADING:
            self._section, self._note = text.strip(), self._note if self._heads_within else ""
            label = self._lists.item[1] if self._lists.item else ""  # a list may number headings
            self._lists.end_item()
        elif self._note:
            kind = BlockKind.FOOTNOTE
            label = self._lists.item[1] if self._lists.item else ""
            self._lists.end_item()
        elif self._lists.item is not None and kind is BlockKind.PARAGRAPH:
            kind, (level, label) = BlockKind.LIST_ITEM, self._lists.item
            self._lists.end_item()
        typed = item_mark(text)
        prefix = [Piece(f"{label} ")] if label and not typed else []
        block = DraftBlock(kind, [*prefix, Piece(text)], level=level, label=typed or label, marks=marks)
        if kind is BlockKind.FOOTNOTE:
            block.note = self._note
        self._draft.blocks.append(block)

    def _cell_text(self, cell: LexborNode) -> tuple[str, list[str]]:
        """The text of a cell on one line, read as the page around it is read."""
        inner = Draft("", [])
        reading = Blocks(cell, inner)
        reading._targets = self._targets  # another reading of this page
        reading.read()
        self._draft.left_out.take(inner.left_out)
        return " ".join(block.raw.strip() for block in inner.blocks), [mark for block in inner.blocks for mark in block.marks]
