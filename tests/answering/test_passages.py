from __future__ import annotations

from collections.abc import Sequence

from copro_qa.answering.passages import worth_reading
from copro_qa.chunk import Chunk
from copro_qa.document import Document
from copro_qa.retrieval.search import RankedChunk
from tests.fakes import written

QUESTION = "Who pays for a break?"
BREAKS = "# Breaks\nCarers are offered a break. Boards pay for it."


def found(*documents: Document) -> list[RankedChunk]:
    """The text under each heading of each document as a chunk, and each heading that nothing stands under."""
    chunks = [document.span_of(block) for document in documents for block in document.blocks]
    return [RankedChunk(Chunk(number, span), 1.0 - number / 100) for number, span in enumerate(chunks)]


def texts(chosen: Sequence[tuple[RankedChunk, object]]) -> list[tuple[str, str]]:
    return [(ranked.chunk.span.document.source.path, ranked.chunk.span.text) for ranked, _ in chosen]


def test_a_bare_heading_takes_no_place_among_the_passages_that_are_read() -> None:
    chosen = worth_reading(QUESTION, found(written("a.md", BREAKS), written("b.md", "# Homes\nTenants plan homes.")), most=2)
    assert texts(chosen) == [("a.md", "Carers are offered a break. Boards pay for it."), ("b.md", "Tenants plan homes.")]


def test_what_says_the_same_under_the_same_headings_shares_one_passage_and_takes_one_place() -> None:
    documents = [written("a.md", BREAKS), written("b.md", BREAKS), written("c.md", "# Homes\nTenants plan homes."), written("d.md", BREAKS)]
    chosen = worth_reading(QUESTION, found(*documents), most=2)
    assert [path for path, _ in texts(chosen)] == ["a.md", "b.md", "c.md", "d.md"]
    first, second, other, last = (passage for _, passage in chosen)
    assert first is second is last
    assert other.text == "Tenants plan homes."


def test_the_same_words_under_another_heading_are_read_by_themselves() -> None:
    documents = [written("a.md", BREAKS), written("b.md", BREAKS.replace("# Breaks", "# Before 2014"))]
    passages = [passage for _, passage in worth_reading(QUESTION, found(*documents), most=8)]
    assert len(set(passages)) == 2


def test_beyond_the_most_that_is_read_only_twins_of_what_is_read_are_taken() -> None:
    documents = [written("a.md", BREAKS), written("c.md", "# Homes\nTenants plan homes."), written("b.md", BREAKS)]
    assert [path for path, _ in texts(worth_reading(QUESTION, found(*documents), most=1))] == ["a.md", "b.md"]


def test_a_passage_has_the_ranges_of_its_sentences_and_its_context() -> None:
    ((ranked, passage),) = worth_reading(QUESTION, found(written("a.md", BREAKS)), most=8)
    assert [passage.text[start:end] for start, end in passage.sentences] == ["Carers are offered a break.", "Boards pay for it."]
    assert passage.context == ranked.chunk.context
