from __future__ import annotations

import hashlib

import pytest

from copro_qa.document import Block, BlockKind, Document, Page, Recognised, Span
from copro_qa.errors import InvalidInput, SpanOutOfRange
from tests.fakes import document, source

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
TEXT = "Title\n\nOne.\n\nTwo."


def plain(text: str = TEXT, *, blocks: tuple[Block, ...] = (), pages: tuple[Page, ...] = ()) -> Document:
    return Document("id", text, blocks, pages, source())


@pytest.mark.parametrize("start, end", [(-1, 2), (3, 3), (4, 2)])
def test_a_block_without_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"start={start}, end={end}"):
        Block(PARAGRAPH, start, end)


@pytest.mark.parametrize("number, start, end", [(0, 0, 1), (1, -1, 1), (1, 2, 1)])
def test_a_page_that_is_none_cannot_be_made(number: int, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a page"):
        Page(number, "1", start, end)


@pytest.mark.parametrize(
    "blocks",
    [
        (Block(PARAGRAPH, 0, 6), Block(PARAGRAPH, 5, 8)),
        (Block(PARAGRAPH, 7, 11), Block(PARAGRAPH, 0, 5)),
        (Block(PARAGRAPH, 0, len(TEXT) + 1),),
    ],
    ids=["overlap", "order", "length"],
)
def test_blocks_that_overlap_are_out_of_order_or_leave_the_text_are_refused(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(ValueError, match="overlaps the one before it or leaves the text"):
        plain(blocks=blocks)


@pytest.mark.parametrize("lead", [-1, 1])
def test_a_block_cannot_lean_on_a_block_that_is_not_there(lead: int) -> None:
    with pytest.raises(ValueError, match="not there"):
        plain(blocks=(Block(PARAGRAPH, 0, 5, lead=lead),))


def test_pages_that_overlap_or_leave_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="page"):
        plain(pages=(Page(1, "1", 0, 6), Page(2, "2", 5, 8)))
    with pytest.raises(ValueError, match="page"):
        plain(pages=(Page(1, "1", 0, len(TEXT) + 1),))


@pytest.mark.parametrize("start, end", [(-1, 3), (3, 3), (4, 3), (0, len(TEXT) + 1), (len(TEXT), len(TEXT) + 1)])
def test_a_span_outside_of_its_document_or_without_text_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(SpanOutOfRange) as raised:
        plain().span(start, end)
    assert str(raised.value) == f"There is no text from {start} to {end} in document id: it has {len(TEXT)} characters."
    assert isinstance(raised.value, InvalidInput)


def test_a_span_is_a_slice_in_code_points_not_bytes() -> None:
    made = plain("Naïve 🌱 seed")
    assert made.span(6, 7).text == "🌱"
    assert made.span(8, 12).text == "seed"
    assert made.span(8, 12).sha256 == hashlib.sha256(b"seed").hexdigest()
    assert made.text_sha256 == hashlib.sha256("Naïve 🌱 seed".encode()).hexdigest()


def test_documents_are_the_same_when_their_ids_are() -> None:
    again = Document("id", "other", (), (), source("other.txt"))
    assert plain() == again
    assert len({plain(), again}) == 1
    assert plain() != Document("id2", TEXT, (), (), source())
    assert plain() != "id"


def test_a_span_contains_what_lies_in_it_and_overlaps_what_shares_a_character() -> None:
    made = plain()
    span = made.span(2, 8)
    assert span.contains(made.span(2, 8))
    assert span.contains(made.span(3, 4))
    assert not span.contains(made.span(1, 3))
    assert not span.contains(made.span(7, 9))
    assert span.overlaps(made.span(7, 9))
    assert span.overlaps(made.span(0, 3))
    assert not span.overlaps(made.span(8, 9))
    assert not span.overlaps(made.span(0, 2))


def test_spans_of_different_documents_neither_contain_nor_overlap_each_other() -> None:
    other = Document("other", TEXT, (), (), source())
    assert not plain().span(0, 5).contains(other.span(1, 2))
    assert not plain().span(0, 5).overlaps(other.span(1, 2))


def test_blocks_in_a_range_are_those_that_share_a_character_with_it() -> None:
    made = document((HEADING, "Head"), (PARAGRAPH, "One."), (PARAGRAPH, "Two."))  # 0-4, 6-10, 12-16
    head, one, two = made.blocks
    assert made.blocks_in(0, 16) == (head, one, two)
    assert made.blocks_in(3, 7) == (head, one)
    assert made.blocks_in(9, 12) == (one,)
    assert made.blocks_in(10, 12) == ()
    assert made.blocks_in(10, 13) == (two,)
    assert made.span(13, 14).blocks == (two,)


def test_a_block_that_begins_the_document_late_is_found() -> None:
    made = plain(blocks=(Block(PARAGRAPH, 7, 11),))
    assert made.block_position_at(6) is None
    assert made.block_position_at(7) == 0
    assert made.block_position_at(17) == 0
    assert made.blocks_in(0, 7) == ()
    assert made.blocks_in(0, 8) == made.blocks
    assert made.section_at(3) == ()


def test_the_section_is_the_path_of_headings_above_outermost_first() -> None:
    made = document(
        (PARAGRAPH, "Before."),
        (HEADING, "Part", 1, None),
        (HEADING, "Chapter", 2, None),
        (PARAGRAPH, "Deep."),
        (HEADING, "Chapter two", 2, None),
        (HEADING, "Far below", 4, None),
        (PARAGRAPH, "Deeper."),
        (HEADING, "Part two", 1, None),
        (PARAGRAPH, "Shallow."),
    )
    sections = {made.text[block.start : block.end]: made.section_at(block.start) for block in made.blocks}
    assert sections["Before."] == ()
    assert sections["Deep."] == ("Part", "Chapter")
    assert sections["Deeper."] == ("Part", "Chapter two", "Far below")
    assert sections["Chapter two"] == ("Part", "Chapter two")
    assert sections["Shallow."] == ("Part two",)
    assert made.span_of(made.blocks[3]).section == ("Part", "Chapter")


def test_the_white_space_after_a_block_belongs_to_its_section() -> None:
    made = document((HEADING, "Part"), (PARAGRAPH, "Text."), (HEADING, "Next"))
    assert made.section_at(made.blocks[1].end) == ("Part",)


def test_an_offset_is_on_the_page_that_begins_last_before_it() -> None:
    pages = (Page(1, "i", 0, 5), Page(2, "ii", 7, 7), Page(3, "1", 7, 11), Page(4, "2", 13, 17))
    made = plain(pages=pages)
    assert [page.label if (page := made.page_at(offset)) else None for offset in (0, 4, 6, 7, 12, 13, 16)] == [
        "i", "i", "i", "1", "1", "2", "2",
    ]  # fmt: skip
    assert made.span(4, 9).page == pages[0]


def test_text_before_the_first_page_is_on_no_page_nor_is_that_of_a_document_without_pages() -> None:
    assert plain(pages=(Page(1, "1", 7, 17),)).page_at(6) is None
    assert plain(pages=(Page(1, "1", 7, 17),)).page_at(7) == Page(1, "1", 7, 17)
    assert plain().page_at(0) is None
    assert plain().span(0, 1).page is None


def test_a_document_of_fifty_thousand_blocks_is_asked_for_its_blocks_and_headings_at_every_one() -> None:
    parts = [(HEADING if number % 50 == 0 else PARAGRAPH, f"Number {number}.") for number in range(50_000)]
    text, blocks = "", []
    pieces: list[str] = []
    offset = 0
    for kind, words in parts:
        blocks.append(Block(kind, offset, offset + len(words), 1 if kind is HEADING else 0))
        pieces.append(words)
        offset += len(words) + 1
    text = "\n".join(pieces)
    made = plain(text, blocks=tuple(blocks))
    for number, block in enumerate(made.blocks):
        assert made.blocks_in(block.start, block.end) == (block,)
        assert made.section_at(block.start) == (f"Number {number - number % 50}.",)


def test_a_span_shows_its_path_and_range_to_the_person_who_debugs() -> None:
    assert repr(Span(plain(), 0, 5)) == "Span(report.txt, 0, 5)"


def test_what_was_recognised_lies_in_the_text_in_order() -> None:
    with pytest.raises(ValueError, match="overlaps the one before it"):
        Document("id", TEXT, (), (), source(), (Recognised(0, 4, 0.9), Recognised(3, 5, 0.9)))
    with pytest.raises(ValueError, match="leaves the text"):
        Document("id", TEXT, (), (), source(), (Recognised(0, len(TEXT) + 1, 0.9),))
    with pytest.raises(ValueError, match="between 0 and 1"):
        Recognised(0, 1, 1.5)
    with pytest.raises(ValueError, match="must hold text"):
        Recognised(1, 1)
