"""Footnotes are taken out of the text that they interrupt, and put back behind the block that calls them."""

from __future__ import annotations

from dataclasses import dataclass

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock
from ingest.enumerators import follows

__all__ = ["Footnote", "place_footnotes", "take_out_footnotes"]


@dataclass(slots=True)
class Footnote:
    """A footnote's text, then the items of its list if it has one; and the block that it stood behind in the file."""

    blocks: list[DraftBlock]
    stood_behind: DraftBlock | None

    def takes(self, block: DraftBlock) -> bool:
        """Whether a block that follows directly belongs to it: an item of the list that it introduces."""
        last = self.blocks[-1]
        return block.kind is BlockKind.LIST_ITEM and (last.kind is BlockKind.LIST_ITEM or last.flat.endswith(":"))

    def add(self, item: DraftBlock) -> None:
        """Takes an item of its list."""
        last = self.blocks[-1]
        if last.kind is not BlockKind.LIST_ITEM:
            item.level = 1
        elif follows(last.label, item.label):
            item.level = last.level
        self.blocks.append(item)


def take_out_footnotes(draft: Draft) -> list[Footnote]:
    """Takes the footnotes out of the blocks of the draft."""
    footnotes: list[Footnote] = []
    kept: list[DraftBlock] = []
    current: Footnote | None = None
    for block in draft.blocks:
        if block.kind is BlockKind.FOOTNOTE:
            current = Footnote([block], kept[-1] if kept else None)
            footnotes.append(current)
            continue
        owner = current if current is not None and current.takes(block) else _carried_on(block, footnotes)
        if owner is not None:
            owner.add(block)
            continue
        block.after_break = block.after_break or current is not None
        current = None
        kept.append(block)
    draft.blocks = kept
    return footnotes


def _carried_on(block: DraftBlock, footnotes: list[Footnote]) -> Footnote | None:
    """The footnote whose numbered list this item carries on, over a page end."""
    if block.kind is not BlockKind.LIST_ITEM or not block.label:
        return None
    return next((note for note in reversed(footnotes) if len(note.blocks) > 1 and follows(note.blocks[-1].label, block.label)), None)


def place_footnotes(draft: Draft, footnotes: list[Footnote]) -> None:
    """Puts each footnote behind the block that calls it, or behind the short list or the table that this block is part of.

    One that is called on other pages only, as notes at the end are, stays where it stood.
    """
    calling: dict[str, list[DraftBlock]] = {}
    last_beside: dict[int, DraftBlock] = {}
    _note_calls(draft.blocks, calling)
    for footnote in footnotes:
        note = footnote.blocks[0]
        callers = calling.get(note.note, []) if note.note else []
        caller = next((block for block in callers if _on_page_of(block, note)), None)
        note.lead = caller or next(iter(callers), None)
        for item in footnote.blocks[1:]:
            item.lead = note
        beside = caller or footnote.stood_behind
        before = last_beside.get(id(beside))  # many notes may stand at one place, and none need be passed again
        start = before if before is not None and before.page == note.page else beside
        place = -1 if start is None else _place_of(draft.blocks, start)
        runs_on = caller is not None and note.page is not None and _last_page(caller) != note.page
        if not runs_on:  # else the note comes before the block, so that pages stay in order
            place = _behind(draft.blocks, place, caller)
            last_beside[id(beside)] = footnote.blocks[-1]
        draft.blocks[place:place] = footnote.blocks
        _note_calls(footnote.blocks, calling)


def _place_of(blocks: list[DraftBlock], block: DraftBlock) -> int:
    """Where a block stands, or the one that it was joined to: the half of a sentence that a note cut has gone to its other half."""
    for place, other in enumerate(blocks):
        if other is block or any(piece is own for piece in other.pieces for own in block.pieces):
            return place
    page = block.page or 0
    return max((place for place, other in enumerate(blocks) if (other.page or 0) <= page), default=-1)


def _note_calls(blocks: list[DraftBlock], calling: dict[str, list[DraftBlock]]) -> None:
    """Adds to each mark the blocks that call it."""
    for block in blocks:
        for mark in dict.fromkeys(block.marks):
            calling.setdefault(mark, []).append(block)


def _behind(blocks: list[DraftBlock], place: int, caller: DraftBlock | None) -> int:
    """The first place behind ``blocks[place]`` that does not tear a list or table apart."""
    is_long_item = caller is not None and caller.kind is BlockKind.LIST_ITEM and caller.is_long
    place += 1
    while 0 < place < len(blocks) and _belongs_together(blocks[place - 1], blocks[place]):
        if is_long_item and blocks[place].kind is BlockKind.LIST_ITEM and blocks[place].lead is not caller:
            break
        place += 1
    return place


def _on_page_of(block: DraftBlock, note: DraftBlock) -> bool:
    return note.page is None or any(piece.page == note.page for piece in block.pieces)


def _last_page(block: DraftBlock) -> int | None:
    return next((piece.page for piece in reversed(block.pieces) if piece.page is not None), None)


def _belongs_together(before: DraftBlock, after: DraftBlock) -> bool:
    """Whether nothing may come between the two: a list and its lead-in, rows of a table, the notes already there."""
    if after.kind is BlockKind.FOOTNOTE or (after.lead is not None and after.lead.kind is BlockKind.FOOTNOTE):
        return after.page is None or after.page == _last_page(before)
    return after.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW) and (before.kind == after.kind or before.flat.endswith(":"))
