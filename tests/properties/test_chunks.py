"""What holds for the chunks of every document, however odd."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from copro_qa.chunk import Chunk
from copro_qa.document import Block, BlockKind, Document
from ingest.chunker import ChunkSizes, CountTokens, chunk
from tests.fakes import count_words_as_tokens, source

APART = {BlockKind.FOOTNOTE, BlockKind.REFERENCE, BlockKind.CONTENTS, BlockKind.FRONT_MATTER, BlockKind.SPEAKER_NOTE}
HEADINGS = {BlockKind.TITLE, BlockKind.HEADING}

_words = st.lists(
    st.sampled_from(["a", "public", "services.", "(No. 2)", "e.g.", "people;", "Boards", "“must”", "£5m", "x" * 40]), min_size=1
)
_texts = st.one_of(_words.map(" ".join), st.text(min_size=1, max_size=60), _words.map(lambda words: " ".join(words * 9)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.sampled_from(["", "stray text\n"]))
    blocks: list[Block] = []
    count = draw(st.integers(1, 14))
    for position in range(count):
        part = draw(_texts)
        kind = draw(st.sampled_from(BlockKind))
        level = draw(st.integers(1, 3)) if kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else 0
        lead = draw(st.one_of(st.none(), st.integers(max(0, position - 3), min(count - 1, position + 2))))
        blocks.append(Block(kind, len(text), len(text) + len(part), level, lead))
        text += part + draw(st.sampled_from(["\n\n", "\n", ""]))
    return Document("id", text, tuple(blocks), (), source(title=draw(st.sampled_from(["Report", "A long title " * 20]))))


def characters_as_tokens(texts: Sequence[str]) -> list[int]:
    """A tokeniser that counts white space too, so that texts one after the other have more tokens than each alone."""
    return [len(text) + 2 for text in texts]


def kind_of_text(made: Document, block: Block) -> BlockKind:
    """Its kind or, for a list or table that something before it introduces, the kind of that, unless it is a heading."""
    position = made.blocks.index(block)
    while block.kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW} and block.lead is not None and block.lead < position:
        if made.blocks[block.lead].kind in HEADINGS:
            break
        position = block.lead
        block = made.blocks[position]
    return block.kind


tokenisers = st.sampled_from([count_words_as_tokens, characters_as_tokens])
chunk_sizes = st.sampled_from([ChunkSizes(), ChunkSizes(target_words=5, most_words=8), ChunkSizes(target_words=1, most_words=1)])
token_limits = st.integers(8, 240)


@settings(deadline=None, max_examples=60)
@given(documents(), tokenisers, token_limits, chunk_sizes)
def test_every_character_of_every_block_that_is_no_heading_is_in_exactly_one_chunk(
    made: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes
) -> None:
    covered = [0] * len(made.text)
    for span, _ in chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes):
        for offset in range(span.start, span.end):
            covered[offset] += 1
    for block in made.blocks:
        if block.kind not in HEADINGS:
            assert all(covered[offset] == 1 or made.text[offset].isspace() for offset in range(block.start, block.end))


@settings(deadline=None, max_examples=60)
@given(documents(), tokenisers, token_limits, chunk_sizes)
def test_chunks_are_in_order_and_never_overlap(made: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes) -> None:
    spans = [span for span, _ in chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes)]
    assert all(earlier.end <= later.start for earlier, later in pairwise(spans))


@settings(deadline=None, max_examples=60)
@given(documents(), tokenisers, token_limits, chunk_sizes)
def test_a_chunk_holds_one_kind_of_text_under_one_heading(
    made: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes
) -> None:
    for span, _ in chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes):
        kinds = {kind_of_text(made, block) for block in span.blocks}
        assert kinds
        assert len(kinds) == 1 or not kinds & (APART | HEADINGS)
        assert len({made.headings_at(block.start) for block in span.blocks}) == 1


@settings(deadline=None, max_examples=60)
@given(documents(), tokenisers, token_limits, chunk_sizes)
def test_what_is_embedded_fits_the_model_unless_title_and_headings_alone_take_half_of_it(
    made: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes
) -> None:
    for span, lead in chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes):
        whole, text = count_tokens([Chunk(0, span, lead).searchable_text, span.text])
        assert whole <= max_tokens or text - 2 <= max(1, (max_tokens - 2) // 2)


@settings(deadline=None, max_examples=60)
@given(documents(), tokenisers, token_limits, chunk_sizes)
def test_a_lead_is_text_of_the_block_that_introduces_the_chunk_and_lies_outside_it(
    made: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes
) -> None:
    for span, lead in chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes):
        if lead is not None:
            introduces = span.blocks[0].lead
            assert introduces is not None
            assert made.span_of(made.blocks[introduces]).contains(lead)
            assert not span.overlaps(lead)


@settings(deadline=None, max_examples=60)
@given(documents(), tokenisers, token_limits, chunk_sizes)
def test_the_same_document_always_gives_the_same_chunks(
    made: Document, count_tokens: CountTokens, max_tokens: int, sizes: ChunkSizes
) -> None:
    once = chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes)
    assert chunk(made, count_tokens, max_tokens=max_tokens, sizes=sizes) == once
    assert bool(once) == bool(made.blocks)
