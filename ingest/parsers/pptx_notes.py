"""Notes that are gathered on the last slide, linked from the marks that call them on the slides before."""

from __future__ import annotations

import re

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock
from ingest.notes import is_note_key

__all__ = ["link_gathered_notes"]

_HEADING = re.compile(r"(?:(?:end|foot)?notes|notes and (?:references|sources))\W*", re.IGNORECASE)
_LABEL = re.compile(r"[(\[]?(\d{1,3})[.)\]]?")


def link_gathered_notes(draft: Draft) -> None:
    """Makes the marks on earlier slides call the notes on the last slide that has text. The notes stay where they stand.

    A note begins with a raised mark, or is a numbered item under a heading such as "Notes". Where two have the same mark, or one is called
    by nothing, it cannot be told what the marks mean, and nothing is linked. A mark whose note is on its own slide is left to it.
    """
    seen = [block for block in draft.blocks if block.kind is not BlockKind.SPEAKER_NOTE]
    last = seen[-1].page if seen else None
    gathered = [block for block in seen if block.page == last]
    is_headed = any(block.kind is BlockKind.HEADING and _HEADING.fullmatch(block.flat) for block in gathered)
    notes: dict[str, DraftBlock] = {}
    for block in gathered:
        key = _key(block, is_headed=is_headed)
        if key in notes:
            return
        if key:
            notes[key] = block
    own = {block.note for block in seen if block.note}
    calls = [
        (block, position, key)
        for block in seen
        for position, mark in enumerate(block.marks)
        if mark not in own and (key := mark.partition(":")[2]) in notes
    ]
    if set(notes) - {key for _, _, key in calls} or any(block.page == last and block.marks for block in seen):
        return
    for block, position, key in calls:
        block.marks[position] = f"{last}:{key}"
    for key, block in notes.items():
        block.kind, block.note = BlockKind.FOOTNOTE, f"{last}:{key}"


def _key(block: DraftBlock, *, is_headed: bool) -> str:
    if block.note:
        return block.note.partition(":")[2]
    label = _LABEL.fullmatch(block.label) if is_headed and block.kind is BlockKind.LIST_ITEM else None
    return (is_note_key(label[1]) or "") if label else ""
