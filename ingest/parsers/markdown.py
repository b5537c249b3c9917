"""Markdown, with tables, front matter and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft, DraftBlock, Piece
from ingest.enumerators import item_mark, numbered_parts, without_sentence_behind
from ingest.left_out import LeftOut, Reason
from ingest.parsers.bold_lines import head_by_bold, says_too_much
from ingest.parsers.html import parse_fragment
from ingest.parsers.markdown_dialects import in_common_form
from ingest.parsers.markdown_inline import InlineTexts, bold_parts, is_link_within, note_at_start
from ingest.parsers.markdown_source import front_matter, mark_footnotes, without_instructions
from ingest.parsers.markdown_tables import drawn_table, piped_table
from ingest.table_cells import Cell
from ingest.tables import Table, table_blocks

__all__ = ["parse_markdown"]

_ATTRIBUTE_LIST = re.compile(r"\s*\{:?\s*[#.][\w#. :=\"'-]*\}\s*\Z")
_DEEPEST = 40  # lists and quotations in one another
_FEWEST_ENTRIES = 3  # fewer links do not make a contents list
_ORDERED_STYLE = {".": "{}.", ")": "{})"}


def parse_markdown(text: str) -> Draft:
    """The blocks of a Markdown text, in its order. Raises DocumentUnreadable for one that is nothing but lists within lists without end."""
    facts, body = front_matter(text)
    body, instructions = without_instructions(body)
    body, more = in_common_form(body)
    instructions += more
    reading = _Reading(mark_footnotes(body))
    reading.left_out.update({Reason.LAYOUT_INSTRUCTION: instructions} if instructions else {})
    if reading.is_too_deep and not reading.blocks:
        raise DocumentUnreadable(texts()("unreadable.nested"))
    warnings = [texts()("noticed.nested")] if reading.is_too_deep else []
    return Draft("text/markdown", reading.blocks, facts, left_out=reading.left_out, warnings=warnings)


class _Reading:
    """One walk over the tokens, gathering blocks."""

    def __init__(self, text: str) -> None:
        self._references: dict[str, Any] = {}  # what links that are named go by
        self._tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"]).parse(text, self._references)
        self.is_too_deep = any(token.nesting == 1 and token.level >= _DEEPEST - 1 for token in self._tokens)
        """Whether lists or quotations lie so deep in one another that what is in them was passed over."""
        self._lists: list[tuple[str, int]] = []  # per open list its way of writing numbers ("" for bullets) and the next number
        self._item_open = False
        self._after_break = False
        self.blocks: list[DraftBlock] = []
        self.left_out = LeftOut()
        self._inline = InlineTexts({key for token in self._tokens if (key := note_at_start(token))}, self.left_out)
        self._bold: set[DraftBlock] = set()  # the paragraphs that are bold
        self._links_within: set[int] = set()  # the ids of items that are nothing but a link to a place in the same text
        self._walk()
        head_by_bold(self.blocks, self._bold)
        self._mark_contents()

    def _mark_contents(self) -> None:
        """Items that only lead to places in the same text are a contents list, when there are some in a row."""
        run: list[DraftBlock] = []
        for block in [*self.blocks, None]:
            if block is not None and id(block) in self._links_within:
                run.append(block)
                continue
            for entry in run if len(run) >= _FEWEST_ENTRIES else ():
                entry.kind, entry.level = BlockKind.CONTENTS, 0
            run = []

    def _walk(self) -> None:
        tokens = iter(self._tokens)
        for token in tokens:
            if token.type == "heading_open":
                self._add(BlockKind.HEADING, next(tokens), level=int(token.tag[1:]))
            elif token.type == "paragraph_open":
                self._paragraph(next(tokens))
            elif token.type == "table_open":
                self._table(tokens)
            elif token.type == "html_block":
                self._html(token)
            elif token.type in ("fence", "code_block"):
                self._code(token)
            elif token.type == "hr":
                self._after_break = True
            else:
                self._list_token(token)

    def _list_token(self, token: Token) -> None:
        """Keeps count of the lists and items that are open."""
        if token.type == "bullet_list_open":
            self._lists.append(("", 0))
        elif token.type == "ordered_list_open":
            start = token.attrGet("start")
            self._lists.append((_ORDERED_STYLE.get(token.markup, "{}."), 1 if start is None else int(start)))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
            self._item_open = False
        elif token.type == "list_item_open":
            self._item_open = True
        elif token.type == "list_item_close":
            self._item_open = False
            style, number = self._lists[-1]
            self._lists[-1] = (style, number + 1)

    def _paragraph(self, inline: Token) -> None:
        rows = None if self._lists else piped_table(inline.content, self._cell) or drawn_table(inline.content)
        if rows is not None:
            self.blocks.extend(rows)
            return
        if self._item_open and self._lists:
            self._item_open = False
            style, number = self._lists[-1]
            label = style.format(number) if style else ""
            self._add(BlockKind.LIST_ITEM, inline, level=len(self._lists), label=label)
        elif self._lists:
            self._add(BlockKind.PARAGRAPH, inline)
        else:
            for part, is_bold in bold_parts(inline):
                before = len(self.blocks)
                self._add(BlockKind.PARAGRAPH, part)
                self._bold |= set(self.blocks[before:]) if is_bold else set()

    def _add(self, kind: BlockKind, inline: Token, *, level: int = 0, label: str = "") -> None:
        text, marks = self._inline.read(inline.children or [])
        note = note_at_start(inline)
        if kind is BlockKind.HEADING:
            text = _ATTRIBUTE_LIST.sub("", text)
            kind, level = (BlockKind.PARAGRAPH, 0) if level > 1 and says_too_much(" ".join(text.split())) else (kind, level)
        if note and kind is BlockKind.PARAGRAPH:
            kind = BlockKind.FOOTNOTE
        if not text.strip():
            return
        prefix = [Piece(f"{label} ")] if label else []
        typed = item_mark(text) if kind is BlockKind.LIST_ITEM and not label else None
        block = DraftBlock(kind, [*prefix, Piece(text)], level=level, label=label or typed or "", after_break=self._after_break)
        block.note = (note or "") if kind is BlockKind.FOOTNOTE else ""
        self._after_break = False
        if kind is BlockKind.LIST_ITEM and is_link_within(inline.children or []):
            self._links_within.add(id(block))
        self._add_parts(block, text if kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) else "", marks)

    def _add_parts(self, block: DraftBlock, text: str, marks: Sequence[tuple[int, str]] = ()) -> None:
        """Adds a block, and the clauses in its ``text`` as items of a list: to Markdown, lines that begin with "(a)" and "(b)" are none.

        ``marks`` are the footnotes called in the text, each with the number of its line.
        """
        (start, first), *clauses = numbered_parts(text)
        if (
            clauses and not first.strip() and block.label and len(block.pieces) > 1
        ):  # "1. (a)": the number of the item leads its first clause
            (_, first), *clauses = clauses
        behind = ""
        if clauses:
            block.pieces[-1] = Piece(first)
            begin, last = clauses.pop()
            last, behind = without_sentence_behind(last, max(map(len, text.split("\n"))))
            clauses.append((begin, last))
        parts = [(start, block)] if block.raw.strip() else []
        for start, clause in clauses:
            item = DraftBlock.of(BlockKind.LIST_ITEM, clause, level=len(self._lists) + 1, label=item_mark(clause) or "")
            parts.append((start, item))
        if behind:
            parts.append((text.count("\n") - behind.count("\n"), DraftBlock.of(BlockKind.PARAGRAPH, behind)))
        for line, key in marks:
            next((part for start, part in reversed(parts) if start <= line), parts[0][1]).marks.append(key)
        self.blocks.extend(part for _, part in parts)

    def _code(self, token: Token) -> None:
        for part in re.split(r"\n\s*\n", token.content):
            if part.strip():
                self._add_parts(DraftBlock.of(BlockKind.PARAGRAPH, part.replace("\n", " ")), part)

    def _html(self, token: Token) -> None:
        """A block of HTML inside Markdown, read as a web page is."""
        if re.match(r"\s*<(script|style|!--)", token.content, re.IGNORECASE):
            self.left_out[Reason.HIDDEN] += 1
            return
        inner = parse_fragment(token.content)
        self.left_out.take(inner.left_out)
        for block in inner.blocks:
            block.marks = [mark.removeprefix("0:") for mark in block.marks]  # as they are called in the text around it
            self.blocks.append(block)

    def _table(self, tokens: Iterator[Token]) -> None:
        rows: list[list[Cell]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                text, called = self._inline.read(next(tokens).children or [])
                rows[-1].append(Cell([Piece(text)], heading=token.type == "th_open", marks=[key for _, key in called]))
        self.blocks.extend(table_blocks(Table(rows)))

    def _cell(self, text: str) -> tuple[str, list[str]]:
        text, called = self._inline.read(MarkdownIt("commonmark").parseInline(text, self._references)[0].children or [])
        return text, [key for _, key in called]
