from __future__ import annotations

from copro_qa.chunk import Chunk
from copro_qa.document import BlockKind, Document
from ingest.chunker import ChunkSizes, chunk
from tests.fakes import count_words_as_tokens, document

HEADING, PARAGRAPH, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * count)


def sentences(count: int, *, of: int) -> str:
    return " ".join(f"Sentence {number} {words(of - 3)} ends." for number in range(count))


def texts(document: Document, *, max_tokens: int = 256, sizes: ChunkSizes | None = None) -> list[str]:
    return [span.text for span, _ in chunk(document, count_words_as_tokens, max_tokens=max_tokens, sizes=sizes)]


def test_short_paragraphs_of_a_section_share_a_chunk() -> None:
    assert texts(document((PARAGRAPH, "One."), (PARAGRAPH, "Two."), (PARAGRAPH, "Three."))) == ["One.\n\nTwo.\n\nThree."]


def test_a_chunk_never_crosses_a_heading() -> None:
    made = document((HEADING, "First"), (PARAGRAPH, "One."), (HEADING, "Second"), (PARAGRAPH, "Two."))
    assert texts(made) == ["One.", "Two."]


def test_paragraphs_are_cut_apart_where_they_would_be_too_long_together() -> None:
    paragraphs = [words(140, name) for name in ("one", "two", "three")]
    assert texts(document(*((PARAGRAPH, text) for text in paragraphs))) == paragraphs


def test_a_last_short_paragraph_is_not_left_alone() -> None:
    long, short = words(150), "And that is all."
    assert texts(document((PARAGRAPH, long), (PARAGRAPH, short))) == [f"{long}\n\n{short}"]


def test_a_long_paragraph_is_cut_at_sentence_ends_into_parts_of_about_the_same_size() -> None:
    parts = texts(document((PARAGRAPH, sentences(30, of=10))))
    assert [len(part.split()) for part in parts] == [150, 150]
    assert all(part.startswith("Sentence") and part.endswith("ends.") for part in parts)


def test_a_sentence_longer_than_a_chunk_is_cut_at_the_end_of_a_clause() -> None:
    left, right = words(130, "left") + ";", words(140, "right") + "."
    assert texts(document((PARAGRAPH, f"{left} {right}"))) == [left, right]


def test_text_without_white_space_is_cut_all_the_same() -> None:
    parts = texts(document((PARAGRAPH, "x" * 9_000)))
    assert "".join(parts) == "x" * 9_000
    assert max(map(len, parts)) <= 225 * 12 + 12


def test_a_list_stays_with_its_lead_in() -> None:
    made = document((PARAGRAPH, words(140)), (PARAGRAPH, "The pillars are:"), (ITEM, words(40), 1, 1), (ITEM, words(40), 1, 1))
    first, second = texts(made)
    assert first == words(140)
    assert second.startswith("The pillars are:")


def test_a_lead_in_is_not_left_behind_even_where_that_gives_chunks_of_the_right_size() -> None:
    lead_in = f"{words(37)} they are:"
    made = document((PARAGRAPH, words(100)), (PARAGRAPH, lead_in), *((ITEM, words(50), 1, 1) for _ in range(3)))
    assert [text.startswith(lead_in) for text in texts(made)] == [False, True]


def test_a_caption_below_its_table_is_not_repeated_above_it() -> None:
    made = document((ROW, "Health 5", 0, 1), (BlockKind.CAPTION, "Table 1: Spending"))
    assert [(span.text, lead) for span, lead in chunk(made, count_words_as_tokens, max_tokens=256)] == [
        ("Health 5\n\nTable 1: Spending", None)
    ]


def test_a_long_list_is_cut_between_items_and_each_later_part_carries_the_lead_in() -> None:
    made = document((PARAGRAPH, "The principles are:"), *((ITEM, words(30, f"item{number}"), 1, 0) for number in range(12)))
    chunks = chunk(made, count_words_as_tokens, max_tokens=256)
    assert [len(span.text.split()) for span, _ in chunks] == [183, 180]
    assert [lead.text if lead else None for _, lead in chunks] == [None, "The principles are:"]


def test_of_a_long_paragraph_before_a_list_only_the_last_sentence_is_carried_along() -> None:
    lead_in = f"{sentences(10, of=10)} They are:"
    made = document((PARAGRAPH, lead_in), *((ITEM, words(50), 1, 0) for _ in range(8)))
    leads = [lead.text for _, lead in chunk(made, count_words_as_tokens, max_tokens=256) if lead]
    assert leads
    assert set(leads) == {"They are:"}


def test_a_nested_item_carries_its_parent() -> None:
    made = document((PARAGRAPH, "Duties:"), (ITEM, "Boards must", 1, 0), *((ITEM, words(80), 2, 1) for _ in range(4)))
    leads = [lead.text if lead else None for _, lead in chunk(made, count_words_as_tokens, max_tokens=256)]
    assert leads == [None, "Boards must"]


def test_a_long_table_is_cut_between_rows_and_each_later_part_carries_the_caption() -> None:
    made = document((BlockKind.CAPTION, "Table 1: Spending"), *((ROW, words(60, f"row{number}"), 0, 0) for number in range(6)))
    chunks = chunk(made, count_words_as_tokens, max_tokens=256)
    assert [lead.text if lead else None for _, lead in chunks] == [None, "Table 1: Spending"]


def test_a_lead_in_that_leaves_no_room_for_text_is_left_out() -> None:
    made = document((PARAGRAPH, words(40)), *((ITEM, words(20), 1, 0) for _ in range(6)))
    assert all(lead is None for _, lead in chunk(made, count_words_as_tokens, max_tokens=50))


def test_footnotes_references_contents_and_front_matter_are_apart_from_running_text_and_each_other() -> None:
    kinds = [
        BlockKind.FRONT_MATTER,
        BlockKind.CONTENTS,
        PARAGRAPH,
        BlockKind.FOOTNOTE,
        PARAGRAPH,
        BlockKind.REFERENCE,
        PARAGRAPH,
        BlockKind.SPEAKER_NOTE,
    ]
    made = document(*((kind, f"{kind.value} {number}.") for number, kind in enumerate(kinds)))
    assert texts(made) == [f"{kind.value} {number}." for number, kind in enumerate(kinds)]


def test_a_list_in_a_footnote_stays_with_the_footnote() -> None:
    made = document(
        (PARAGRAPH, "Text."),
        (BlockKind.FOOTNOTE, "1 The principles:"),
        (ITEM, "(i) one", 1, 1),
        (ITEM, "(ii) two", 1, 1),
        (PARAGRAPH, "On."),
    )
    assert texts(made) == ["Text.", "1 The principles:\n\n(i) one\n\n(ii) two", "On."]


def test_a_list_right_below_a_heading_is_running_text() -> None:
    made = document((HEADING, "Pillars"), (ITEM, "Prevention", 1, 0), (PARAGRAPH, "And so on."))
    assert [(span.text, lead) for span, lead in chunk(made, count_words_as_tokens, max_tokens=256)] == [("Prevention\n\nAnd so on.", None)]


def test_a_paragraph_that_ends_with_a_colon_stays_with_the_quotation_below_it() -> None:
    made = document((PARAGRAPH, words(120)), (PARAGRAPH, f"{words(29)} said:"), (PARAGRAPH, f"“{words(150)}”"))
    assert [text.split()[-1] for text in texts(made)] == ["word", "word”"]


def test_a_heading_is_a_chunk_only_when_nothing_stands_below_it() -> None:
    made = document(
        (HEADING, "Part", 1, None), (HEADING, "Empty", 2, None), (HEADING, "Full", 2, None), (PARAGRAPH, "Text."), (HEADING, "Last")
    )
    assert texts(made) == ["Empty", "Text.", "Last"]


def test_a_document_that_is_only_a_title_can_be_found() -> None:
    assert texts(document((BlockKind.TITLE, "A title"))) == ["A title"]
    assert texts(document((BlockKind.TITLE, "A title"), (PARAGRAPH, "Text."))) == ["Text."]


def test_long_headings_leave_the_text_less_room() -> None:
    made = document((HEADING, words(40, "heading")), *((PARAGRAPH, words(20)) for _ in range(6)))
    chunks = chunk(made, count_words_as_tokens, max_tokens=100)
    lengths = count_words_as_tokens([Chunk(0, span, lead).searchable_text for span, lead in chunks])
    assert len(chunks) == 3
    assert max(lengths) <= 100


def test_the_text_keeps_half_of_the_room_however_long_the_headings_are() -> None:
    made = document((HEADING, words(500, "heading")), (PARAGRAPH, words(49)), (PARAGRAPH, words(49)))
    assert texts(made, max_tokens=100) == [words(49), words(49)]


def test_the_size_of_chunks_can_be_chosen() -> None:
    made = document(*((PARAGRAPH, words(20)) for _ in range(4)))
    assert len(texts(made, sizes=ChunkSizes(target_words=20, most_words=30))) == 4
    assert len(texts(made, sizes=ChunkSizes(target_words=80, most_words=80))) == 1


def test_a_document_without_blocks_has_no_chunks() -> None:
    assert texts(document()) == []
