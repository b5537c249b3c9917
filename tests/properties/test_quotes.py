"""What holds for sentences and quotes of every document, however odd."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copro_qa.answer import Answer, Quote, Searched
from copro_qa.answering.extraction import Candidate, join_list_items, merge_neighbours
from copro_qa.answering.folding import fold_repeats
from copro_qa.answering.standing_alone import quote_around
from copro_qa.document import Block, BlockKind, Document, Span
from copro_qa.sentences import sentence_spans
from tests.fakes import source

_PARTS = [
    *(
        "a",
        "Boards",
        "people",
        "Act",
        "No.",
        "5",
        "e.g.",
        "(see",
        "s.",
        "31(1)(b).",
        "1.",
        "2.4",
        "good’.1",
        "“must”",
        "…",
        "...",
        "•",
        "-",
    ),
    *(
        "services.",
        "people:",
        "They",
        "This",
        "is",
        "agreed!",
        "(Who?)",
        "[3]",
        "£1.5m.",
        "et",
        "al.",
        "🌱",
        "\u00a0",
        "\n",
        "naïve",
        "iv.",
    ),
]
_texts = st.one_of(st.lists(st.sampled_from(_PARTS), min_size=1, max_size=25).map(" ".join), st.text(min_size=1, max_size=40))


@st.composite
def documents(draw: st.DrawFn, *, before: str = "") -> Document:
    text = before + draw(st.sampled_from(["", "Stray text. "]))
    blocks: list[Block] = []
    count = draw(st.integers(0, 8))
    for position in range(count):
        part = draw(_texts)
        kind = draw(st.sampled_from(BlockKind))
        level = draw(st.integers(1, 3)) if kind in {BlockKind.HEADING, BlockKind.LIST_ITEM} else 0
        lead = draw(st.one_of(st.none(), st.integers(max(0, position - 2), min(count - 1, position + 1))))
        blocks.append(Block(kind, len(text), len(text) + len(part), level, lead))
        text += part + draw(st.sampled_from(["\n\n", "\n", "", " Between. "]))
    return Document("id", text, tuple(blocks), (), source())


@st.composite
def spans(draw: st.DrawFn) -> Span:
    made = draw(documents(before="x"))
    start = draw(st.integers(0, len(made.text) - 1))
    return made.span(start, draw(st.integers(start + 1, len(made.text))))


def quotes_of(made: Document, figures: list[float]) -> list[Quote]:
    """What answering makes of a document whose sentences have these figures."""
    sentences = sentence_spans(made.span(0, len(made.text))) if made.text else []
    candidates = [Candidate(sentence, figures[place % len(figures)]) for place, sentence in enumerate(sentences)]
    candidates.sort(key=lambda each: (-each.score, each.sentence.start))
    return fold_repeats(quote_around(each) for each in join_list_items(merge_neighbours(candidates)))


_figures = st.lists(st.sampled_from([0.0, 0.3, 0.31, 0.6, 0.95, 1.0]), min_size=1, max_size=7)


@settings(deadline=None, max_examples=60)
@given(spans())
def test_every_character_that_is_not_white_space_lies_in_exactly_one_sentence(span: Span) -> None:
    covered = [0] * len(span.document.text)
    for sentence in sentence_spans(span):
        for offset in range(sentence.start, sentence.end):
            covered[offset] += 1
    for offset, character in enumerate(span.document.text):
        inside = span.start <= offset < span.end
        assert covered[offset] == (1 if inside else 0) or (character.isspace() and covered[offset] <= inside)


@settings(deadline=None, max_examples=60)
@given(spans())
def test_sentences_are_in_order_never_cross_a_block_and_begin_and_end_with_more_than_white_space(span: Span) -> None:
    edges = {edge for block in span.document.blocks for edge in (block.start, block.end)}
    end = span.start
    for sentence in sentence_spans(span):
        assert sentence.start >= end
        assert not any(sentence.start < edge < sentence.end for edge in edges)
        assert sentence.text == sentence.text.strip()
        end = sentence.end


@settings(deadline=None, max_examples=60)
@given(documents(), _figures)
def test_every_quote_lead_key_and_repeat_is_a_slice_and_lies_where_it_should(made: Document, figures: list[float]) -> None:
    quotes = quotes_of(made, figures)
    for quote in quotes:
        assert quote.text == made.text[quote.span.start : quote.span.end]
        assert quote.text.strip()
        assert all(quote.span.contains(part) for part in quote.key)
        assert not any(first.overlaps(second) for first in quote.key for second in quote.key if first is not second)
        assert quote.lead is None or not quote.lead.overlaps(quote.span)
        assert not any(place.overlaps(quote.span) for place in quote.also)
    if quotes:
        answer = Answer("Why?", 0.5, Searched(1, 1, "0f", "2026"), tuple(quotes))
        assert all(span.text == made.text[span.start : span.end] for span in answer.spans)


@settings(deadline=None, max_examples=60)
@given(documents(), _figures)
def test_no_two_quotes_of_an_answer_share_a_character_or_an_id(made: Document, figures: list[float]) -> None:
    quotes = quotes_of(made, figures)
    assert not any(one.span.overlaps(other.span) for place, one in enumerate(quotes) for other in quotes[:place])
    words = [quote for quote in quotes if any(character.isalnum() for character in quote.text)]
    assert len({quote.id for quote in words}) == len(words)


@settings(deadline=None, max_examples=60)
@given(documents(), _figures)
def test_the_best_quote_has_the_highest_figure(made: Document, figures: list[float]) -> None:
    quotes = quotes_of(made, figures)
    sentences = sentence_spans(made.span(0, len(made.text))) if made.text else []
    best = max((figures[place % len(figures)] for place in range(len(sentences))), default=None)
    assert (quotes[0].score if quotes else None) == best


@settings(deadline=None, max_examples=60)
@given(st.lists(_texts, min_size=1, max_size=4), st.lists(_texts, max_size=3), st.lists(_texts, max_size=3), st.data())
def test_the_id_of_a_quote_does_not_change_when_other_sections_are_edited(
    own: list[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    def with_around(earlier: list[str], later: list[str]) -> tuple[Document, int]:
        parts = [
            *((BlockKind.PARAGRAPH, text) for text in earlier),
            (BlockKind.HEADING, "Own section"),
            *((BlockKind.PARAGRAPH, text) for text in own),
            (BlockKind.HEADING, "Next section"),
            *((BlockKind.PARAGRAPH, text) for text in later),
        ]
        text, blocks, start_of_own = "", [], 0
        for place, (kind, words) in enumerate(parts):
            if place == len(earlier):
                start_of_own = len(text)
            blocks.append(Block(kind, len(text), len(text) + len(words), 1 if kind is BlockKind.HEADING else 0))
            text += f"{words}\n\n"
        return Document("id", text, tuple(blocks), (), source()), start_of_own

    edited, edited_start = with_around(before, after)
    plain, plain_start = with_around([], [])
    end = plain.text.index("\n\nNext section\n\n")
    start = data.draw(st.integers(plain_start, end - 1))
    stop = data.draw(st.integers(start + 1, end))
    shift = edited_start - plain_start
    assert Quote(plain.span(start, stop), 0.5).id == Quote(edited.span(start + shift, stop + shift), 0.5).id


@settings(deadline=None, max_examples=50)
@given(spans())
def test_the_same_text_always_gives_the_same_sentences(span: Span) -> None:
    assert sentence_spans(span) == sentence_spans(span)
