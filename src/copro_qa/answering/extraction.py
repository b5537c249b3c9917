"""From read passages to candidates: sentences that answer, joined where they belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copro_qa.document import Block, BlockKind, Document, Span

__all__ = ["Candidate", "join_list_items", "merge_neighbours"]

_JOINED_OF_BEST = 0.9
"""A sentence is joined to a better one beside it when its score is at least this share of the better one's."""
_ITEM_OF_BEST = 0.6
"""An item is joined to the others of its list when its score is at least this share of the best one's: as quotes of their own they would
all be shown, each with the same lead-in."""
_ROW_OF_BEST = 0.75
"""A row is joined to the others of its table likewise. More is asked of it, for a row reads alone and items of a list hardly do."""
_MOST_LIST_CHARACTERS = 1_600
_SHORT_LIST_CHARACTERS = 600
_ASKED_LIST_CHARACTERS = 1_000
"""A list of no more is quoted whole for a question that asks for several things, if it answers about as well as anything."""
_MOST_OF_LIST = 0.5
"""A short list of which at least this share answers is quoted whole: it reads better than a list with gaps."""
_ENUMERATOR = re.compile(r"(?:step |stage )?\(?(?:\d{1,2}|[a-h])[.):]\s", re.IGNORECASE)
_LONGEST_STEP = 200
"""Characters."""
_WIDEST_GAP = 10
"""Characters of white space between two sentences that stand side by side."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: where it is and how likely it answers, 0 to 1."""

    sentence: Span
    score: float
    key: tuple[Span, ...] = ()
    """The sentences of ``sentence`` that carry the answer, when it holds several."""


def merge_neighbours(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Joins sentences that stand side by side in one block and answer about as well: best first in, best first out."""
    merged: list[Candidate] = []
    for candidate in candidates:
        place = next((place for place, other in enumerate(merged) if _side_by_side(candidate, other)), None)
        if place is None:
            merged.append(Candidate(candidate.sentence, candidate.score, (candidate.sentence,)))
            continue
        other = merged[place]
        start, end = min(other.sentence.start, candidate.sentence.start), max(other.sentence.end, candidate.sentence.end)
        key = tuple(sorted((*other.key, candidate.sentence), key=lambda span: span.start))
        merged[place] = Candidate(candidate.sentence.document.span(start, end), other.score, key)
    return merged


def join_list_items(candidates: Sequence[Candidate], *, several: bool = False, steps: bool = False) -> list[Candidate]:
    """Joins items of one list, or rows of one table, that follow one another and all answer, each quoted whole: best first in and out.

    An item that does not answer parts its neighbours, so that no words are shown without need; but a short list of which half
    answers is kept together. ``several``: the question asks for things in the plural, so the list that answers best is kept together too;
    ``steps``: it asks how something is done, so that list is where it is numbered.
    """
    best_of_all = max((candidate.score for candidate in candidates), default=0.0)
    lists: dict[tuple[_List, int], list[_Item]] = {}
    for candidate in candidates:
        if item := _item_of(candidate):
            lists.setdefault((item.of_list, item.first), []).append(item)
    wholes: list[Candidate] = []
    for items in lists.values():
        asked = (several or (steps and _is_numbered(items))) and max(
            item.candidate.score for item in items
        ) >= _JOINED_OF_BEST * best_of_all
        for run, whole in _runs(items, asked=asked):
            best = max(item.candidate.score for item in run)
            keys = sorted((part for item in run for part in item.candidate.key or (item.candidate.sentence,)), key=lambda part: part.start)
            wholes.append(Candidate(whole, best, tuple(keys)))
    return _with_wholes(candidates, wholes)


def _with_wholes(candidates: Sequence[Candidate], wholes: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with each whole in the place of the best one that lies in it, items nested in a list included."""
    left = list(candidates)
    # Of a list in a list the outer one, being longer, comes first.
    for whole in sorted(wholes, key=lambda each: each.sentence.start - each.sentence.end):
        inside = [place for place, each in enumerate(left) if whole.sentence.contains(each.sentence)]
        if inside:
            left[inside[0]] = replace(whole, score=max(whole.score, left[inside[0]].score))
            left = [each for place, each in enumerate(left) if place == inside[0] or place not in inside]
    return left


_List = tuple[Document, BlockKind, int | None, int]
"""Document, kind of block, what leads in (of a row the first row of its table), and level."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A candidate that lies in one list item or table row, with the item's place among its document's blocks."""

    candidate: Candidate
    position: int
    of_list: _List
    first: int = 0
    """Position of the first item of a list that only a heading leads into."""


def _item_of(candidate: Candidate) -> _Item | None:
    span = candidate.sentence
    document, position = span.document, span.document.block_position_at(span.start)
    if position is None:
        return None
    block = document.blocks[position]
    if span.end > block.end:
        return None
    if block.kind is BlockKind.TABLE_ROW:
        first = position
        while first and _are_of_one_table(document, document.blocks[first - 1], block):
            first -= 1
        return _Item(candidate, position, (document, block.kind, first, 0))
    if block.kind is not BlockKind.LIST_ITEM:
        return None
    item = _Item(candidate, position, (document, block.kind, block.lead, block.level))
    if block.lead is not None:
        return item
    # Under a heading such as "How to apply" its steps are a list too.
    first = _siblings(item)[0]
    under_heading = first > 0 and document.blocks[first - 1].kind is BlockKind.HEADING
    return replace(item, first=first) if under_heading else None


def _is_numbered(items: Sequence[_Item]) -> bool:
    """Whether numbers or letters count the items."""
    return all(_ENUMERATOR.match(item.of_list[0].text, item.of_list[0].blocks[item.position].start) for item in items)


def _are_of_one_table(document: Document, row: Block, other: Block) -> bool:
    """Whether two rows that stand one above the other have the same introduction and name their first column alike."""
    if row.kind is not BlockKind.TABLE_ROW or row.lead != other.lead:
        return False
    return _first_heading(document, row) == _first_heading(document, other)


def _first_heading(document: Document, row: Block) -> str:
    """What stands before the colon in a row's first cell: "Band: C; Grant: £300"; nothing where its first cell names the row."""
    cell = document.text[row.start : row.end].partition("; ")[0]
    heading, colon, _ = cell.partition(": ")
    return heading if colon else ""


def _runs(items: Sequence[_Item], *, asked: bool) -> Iterator[tuple[list[_Item], Span]]:
    """The stretches of two or more items that follow one another and answer, with the words that hold them, no more than can be read."""
    is_table = items[0].of_list[1] is BlockKind.TABLE_ROW
    enough = (_ROW_OF_BEST if is_table else _ITEM_OF_BEST) * max(item.candidate.score for item in items)
    answering = sorted((item for item in items if item.candidate.score >= enough), key=lambda item: item.candidate.sentence.start)
    if not is_table and (whole := _whole_if_short(answering, asked=asked)):
        yield answering, whole
        return
    if not is_table and items[0].of_list[2] is None:
        return
    run: list[_Item] = []
    for item in (*answering, None):
        if run and (item is None or not _goes_on(run, item)):
            if run[0].position != run[-1].position:
                yield run, _words_of(run[0].of_list[0], run[0].position, run[-1].position)
            run = []
        if item is not None:
            run.append(item)


def _whole_if_short(answering: Sequence[_Item], *, asked: bool) -> Span | None:
    """The words of the whole list, when it is short, and most of it answers or several things were ``asked`` for."""
    positions = {item.position for item in answering}
    siblings = _siblings(answering[0])
    enough = 1.0 if asked else max(2.0, _MOST_OF_LIST * len(siblings))
    if len(positions) < enough or len(siblings) == 1 or not positions <= set(siblings):
        return None
    document, _, lead, _ = answering[0].of_list
    # Under a heading alone longer ones are numbered paragraphs, each of which says something of its own.
    is_section = lead is None or document.blocks[lead].kind is BlockKind.HEADING
    if is_section and any(document.blocks[place].end - document.blocks[place].start > _LONGEST_STEP for place in siblings):
        return None
    whole = _words_of(answering[0].of_list[0], siblings[0], _last_within(answering[0], siblings[-1]))
    return whole if whole.end - whole.start <= (_ASKED_LIST_CHARACTERS if asked else _SHORT_LIST_CHARACTERS) else None


def _goes_on(run: Sequence[_Item], item: _Item) -> bool:
    words = _words_of(item.of_list[0], run[0].position, item.position)
    between = range(run[-1].position + 1, item.position)
    return all(_is_nested(item, position) for position in between) and words.end - words.start <= _MOST_LIST_CHARACTERS


def _siblings(item: _Item) -> list[int]:
    """Positions of the items of its list that stand in one row with it, nothing between them."""
    blocks = item.of_list[0].blocks

    def is_sibling(position: int) -> bool:
        if not 0 <= position < len(blocks):
            return False
        return (blocks[position].kind, blocks[position].lead, blocks[position].level) == item.of_list[1:]

    first = last = item.position
    while is_sibling(first - 1) or _is_nested(item, first - 1):
        first -= 1
    while is_sibling(last + 1) or _is_nested(item, last + 1):
        last += 1
    return [position for position in range(first, last + 1) if is_sibling(position)]


def _is_nested(item: _Item, position: int) -> bool:
    """Whether the block at ``position`` is an item of a list within the item's list."""
    blocks, (_, kind, _, level) = item.of_list[0].blocks, item.of_list
    return 0 <= position < len(blocks) and kind is blocks[position].kind is BlockKind.LIST_ITEM and blocks[position].level > level


def _last_within(item: _Item, position: int) -> int:
    """The position of the last block of what is nested in the list item at ``position``; its own where nothing is."""
    while _is_nested(item, position + 1):
        position += 1
    return position


def _words_of(document: Document, first: int, last: int) -> Span:
    return document.span(document.blocks[first].start, document.blocks[last].end)


def _side_by_side(candidate: Candidate, other: Candidate) -> bool:
    if candidate.sentence.document != other.sentence.document or candidate.score < _JOINED_OF_BEST * other.score:
        return False
    first, second = sorted((candidate.sentence, other.sentence), key=lambda span: span.start)
    # The cheap question first: most pairs are far apart.
    if not 0 <= second.start - first.end <= _WIDEST_GAP:
        return False
    return first.blocks == second.blocks and not candidate.sentence.document.text[first.end : second.start].strip()
