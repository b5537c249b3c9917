"""Notes that a document gathers at its end, or at that of a chapter, under plain numbers: each is linked with the sentence that calls it.

The mark may be plain too ("[3]", or "(3)" for a note that is written so), or raised where the number before the note is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock, Piece
from ingest.left_out import Reason
from ingest.placed_text import PlacedText
from ingest.sections import heads_references

__all__ = ["find_numbered_notes"]

_HEADING = re.compile(r"(?:[\d.]+\s+)?(?:notes|end\s?-?notes|foot\s?-?notes|notes and references)\s*:?\Z", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:\[(?P<square>\d{1,3})\]|\((?P<round>\d{1,3})\)|(?P<plain>\d{1,3})[.)]?)\s+(?=\S)")
_SQUARE = re.compile(r"(?<=[^\s\[(])[ \u00a0]?\[(?P<keys>\d{1,3}(?:\s?[,;]\s?\d{1,3})*)\]")
_ROUND = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]{3,}[.,;:!?”’\"']*)[ \u00a0]?\((?P<keys>\d{1,3})\)")
_CITED = frozenset(
    "section sections paragraph paragraphs subsection regulation regulations article articles rule rules schedule clause part chapter"
    " annex table figure equation box step item question note act see".split()
)  # "section (3)" names a part of a text
_RAISED = re.compile(r"\d+:(?P<key>\d{1,3})\Z")
_CALLERS = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.HEADING, BlockKind.CAPTION)
_ENTRIES = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_MOST_CALLED = 0.8  # share of the notes under a heading that are called: a mark may be damaged
_SHARED = ("text/html", "application/epub+zip")  # there the words of a quote are looked for as they stand, with the mark


@dataclass(slots=True)
class _Notes:
    """One gathering of notes: the blocks of each, in order, by number; and where it begins and ends among the blocks."""

    start: int
    end: int
    is_headed: bool
    form: str = ""
    blocks: dict[int, list[DraftBlock]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Call:
    """A mark in a block: the numbers that it names, and where it stands in the block's raw text (nowhere for one that was raised)."""

    block: DraftBlock
    keys: tuple[int, ...]
    start: int = 0
    end: int = 0
    raised: str = ""
    is_sure: bool = True
    """Whether it can be nothing but a mark: a figure in round brackets may be a count, and stays in the text."""


def find_numbered_notes(draft: Draft) -> None:
    """Makes footnotes of the notes, takes their marks out of the text, and notes in each block which of them it calls."""
    before, gone = 0, set[int]()
    known = {block.note for block in draft.blocks}
    for number, notes in enumerate(_gathered(draft.blocks)):
        calls = _calls(draft.blocks[before : notes.start], notes, known)
        before = notes.end
        if not calls:
            continue
        names = {key: f"notes {number}:{key}" for key in notes.blocks}
        for key, blocks in notes.blocks.items():
            note = blocks[0]
            note.kind, note.level, note.label, note.note = BlockKind.FOOTNOTE, 0, "", names[key]
            for other in blocks[1:]:
                note.pieces += [Piece("\n", note.pieces[-1].page), *other.pieces]
                note.marks = list(dict.fromkeys([*note.marks, *other.marks]))
                gone.add(id(other))
        for call in reversed(calls):
            _link(call, names, draft)
    draft.blocks = [block for block in draft.blocks if id(block) not in gone]


def _gathered(blocks: Sequence[DraftBlock]) -> Iterator[_Notes]:
    """Where notes stand together: under a heading that says so, or each behind a number in square brackets."""
    position, is_in_references = 0, False
    while position < len(blocks):
        block = blocks[position]
        if heads_references(block.flat) or block.kind is BlockKind.HEADING:
            is_in_references = heads_references(block.flat)
        is_heading = block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.TITLE) and bool(_HEADING.match(block.flat))
        notes = None if is_in_references else _from(blocks, position + 1 if is_heading else position, is_headed=is_heading)
        if notes is not None:
            yield notes
            position = notes.end
        else:
            position += 1


def _from(blocks: Sequence[DraftBlock], start: int, *, is_headed: bool) -> _Notes | None:
    """The notes that begin with number 1 at a place; two at least where no heading tells them."""
    notes = _Notes(start, start, is_headed)
    number, between = 0, list[DraftBlock]()
    for position in range(start, len(blocks)):
        block = blocks[position]
        if block.kind not in _ENTRIES:
            break
        match = _NOTE.match(block.raw)
        form = match.lastgroup or "" if match else ""
        key = int(match[form]) if match else 0
        if match and (form == notes.form or not notes.form) and (key == 1 if not number else 0 < key - number <= 2):  # noqa: PLR2004
            if not number and not is_headed and form != "square":
                return None
            if number:
                notes.blocks[number] += between
            notes.form, number, between = form, key, []
            notes.blocks[key], notes.end = [block], position + 1
        elif not number or (match and form == notes.form and key in notes.blocks):
            return None  # two notes of one number cannot be told apart
        else:
            between.append(block)
    return notes if len(notes.blocks) > (0 if is_headed else 1) else None


def _calls(blocks: Sequence[DraftBlock], notes: _Notes, known: set[str]) -> list[_Call]:
    """The marks that call the notes, in order; none where it is not sure that marks of one kind do."""
    callers = [block for block in blocks if block.kind in _CALLERS]
    found = [list(_raised_calls(callers, known)), list(_written_calls(callers, _SQUARE))]
    if notes.form == "round":
        found.append(list(_written_calls(callers, _ROUND)))
    for kind, calls in enumerate(found):
        ours = [call for call in calls if any(key in notes.blocks for key in call.keys)]
        keys = [key for call in ours for key in call.keys if key in notes.blocks]
        is_mark = kind < 2  # noqa: PLR2004  # a figure in round brackets may be anything
        firsts, is_sure = list(dict.fromkeys(keys)) if is_mark else keys, notes.is_headed and is_mark
        if firsts and firsts == sorted(firsts) and len(firsts) >= (_MOST_CALLED if is_sure else 1) * len(notes.blocks):
            return ours
    return []


def _raised_calls(blocks: Sequence[DraftBlock], known: set[str]) -> Iterator[_Call]:
    for block in blocks:
        for mark in block.marks:
            match = _RAISED.match(mark)
            if match and mark not in known:
                yield _Call(block, (int(match["key"]),), raised=mark)


def _written_calls(blocks: Sequence[DraftBlock], form: re.Pattern[str]) -> Iterator[_Call]:
    for block in blocks:
        for match in form.finditer(block.raw):
            word = match.groupdict().get("word")
            if word is None:
                yield _Call(block, tuple(map(int, re.findall(r"\d+", match["keys"]))), match.start(), match.end())
            elif word.casefold() not in _CITED:
                yield _Call(block, (int(match["keys"]),), match.end("word"), match.end(), is_sure=False)


def _link(call: _Call, names: dict[int, str], draft: Draft) -> None:
    keys = [names[key] for key in call.keys if key in names]
    if call.raised:
        call.block.marks = [keys[0] if mark == call.raised else mark for mark in call.block.marks]
        return
    call.block.marks = list(dict.fromkeys([*keys, *call.block.marks]))
    if call.is_sure and draft.media_type not in _SHARED and len(keys) == len(call.keys):
        draft.left_out[Reason.FOOTNOTE_MARK] += 1
        call.block.pieces = list(_without(call.block.pieces, call.start, call.end))


def _without(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces without the characters from ``start`` to ``end`` of their text together."""
    offset = 0
    for piece in pieces:
        first, last = max(start - offset, 0), min(end - offset, len(piece.text))
        offset += len(piece.text)
        if first >= last:
            yield piece
        elif piece.places is None:
            yield Piece(piece.text[:first] + piece.text[last:], piece.page)
        else:
            rest = PlacedText(piece.text, piece.places).without(first, last)
            yield Piece(rest.text, piece.page, rest.places)
