from __future__ import annotations

from copro_qa.answering.extraction import Candidate, join_list_items, merge_neighbours
from copro_qa.document import BlockKind, Document
from tests.fakes import document, written

PARAGRAPH, ITEM = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM


def candidate(made: Document, text: str, score: float = 0.8) -> Candidate:
    start = made.text.index(text)
    return Candidate(made.span(start, start + len(text)), score)


PAIR = written("a.md", "First comes this. Then comes that. Last comes more.\nAnother paragraph.")


def test_sentences_side_by_side_that_answer_about_as_well_are_one_quote_with_each_as_its_key() -> None:
    merged = merge_neighbours([candidate(PAIR, "Then comes that.", 0.8), candidate(PAIR, "First comes this.", 0.75)])
    assert [(each.sentence.text, each.score) for each in merged] == [("First comes this. Then comes that.", 0.8)]
    assert [part.text for part in merged[0].key] == ["First comes this.", "Then comes that."]


def test_a_sentence_that_answers_much_worse_stays_apart() -> None:
    merged = merge_neighbours([candidate(PAIR, "Then comes that.", 0.8), candidate(PAIR, "First comes this.", 0.7)])
    assert [each.sentence.text for each in merged] == ["Then comes that.", "First comes this."]


def test_sentences_of_two_blocks_or_with_another_between_them_stay_apart() -> None:
    over_blocks = [candidate(PAIR, "Last comes more."), candidate(PAIR, "Another paragraph.")]
    with_gap = [candidate(PAIR, "First comes this."), candidate(PAIR, "Last comes more.")]
    assert len(merge_neighbours(over_blocks)) == len(merge_neighbours(with_gap)) == 2


def test_a_sentence_joins_what_was_joined_before() -> None:
    parts = ["Then comes that.", "First comes this.", "Last comes more."]
    (merged,) = merge_neighbours([candidate(PAIR, part) for part in parts])
    assert merged.sentence.text == "First comes this. Then comes that. Last comes more."
    assert len(merged.key) == 3


def test_sentences_at_the_same_place_of_two_documents_stay_apart() -> None:
    other = written("b.md", "First comes this. Then comes that. Last comes more.")
    assert len(merge_neighbours([candidate(PAIR, "First comes this."), candidate(other, "Then comes that.")])) == 2


LIST = written("a.md", "The pillars are:\n- prevention\n- partnership\n- people\n- performance\n- patience\nAfter the list.")


def joined(made: Document, figures: dict[str, float]) -> list[tuple[str, float]]:
    candidates = [candidate(made, text, score) for text, score in sorted(figures.items(), key=lambda item: -item[1])]
    return [(each.sentence.text, each.score) for each in join_list_items(candidates)]


def test_neighbouring_items_that_answer_are_one_quote_with_the_best_score() -> None:
    figures = {"prevention": 0.7, "partnership": 0.9, "people": 0.1, "performance": 0.1, "patience": 0.1}
    assert joined(LIST, figures)[0] == ("prevention\n\npartnership", 0.9)
    assert [text for text, _ in joined(LIST, figures)[1:]] == ["people", "performance", "patience"]


def test_a_short_list_of_which_half_answers_is_quoted_whole_with_those_as_its_key() -> None:
    candidates = [candidate(LIST, text, 0.9) for text in ("prevention", "people", "patience")]
    (whole,) = join_list_items(candidates)
    assert whole.sentence.text == "prevention\n\npartnership\n\npeople\n\nperformance\n\npatience"
    assert [part.text for part in whole.key] == ["prevention", "people", "patience"]


def test_items_of_one_list_that_a_paragraph_parts_are_not_joined_across_it() -> None:
    made = document(
        (PARAGRAPH, "The pillars are:"),
        (ITEM, "prevention", 0, 0),
        (PARAGRAPH, "And, later on:"),
        (ITEM, "people", 0, 0),
        (ITEM, "places", 0, 0),
    )
    assert [text for text, _ in joined(made, {"prevention": 0.9, "people": 0.9, "places": 0.8})] == ["prevention", "people\n\nplaces"]


def test_in_a_long_list_an_item_that_does_not_answer_parts_those_that_do() -> None:
    made = written("a.md", "They are:\n" + "\n".join(f"- {name} {'word ' * 40}" for name in ("first", "second", "third", "fourth")))
    items = [made.text[block.start : block.end] for block in made.blocks[1:]]
    found = joined(made, {items[0]: 0.9, items[1]: 0.8, items[2]: 0.1, items[3]: 0.7})
    assert [text.split()[0] for text, _ in found] == ["first", "fourth", "third"]
    assert found[0][0] == f"{items[0]}\n\n{items[1]}"


def test_joined_items_are_no_longer_than_can_be_read() -> None:
    made = written("a.md", "They are:\n" + "\n".join(f"- item {number} {'word ' * 80}" for number in range(8)))
    items = [made.text[block.start : block.end] for block in made.blocks[1:]]
    found = joined(made, dict.fromkeys(items, 0.9))
    assert all(len(text) <= 1_600 for text, _ in found)
    assert "".join(text.replace("\n\n", "") for text, _ in found) == "".join(items)


def test_an_item_with_several_sentences_is_joined_whole() -> None:
    made = written("a.md", "They are:\n- Plan early. Plan well.\n- Listen to carers.")
    assert joined(made, {"Plan well.": 0.9, "Listen to carers.": 0.8}) == [("Plan early. Plan well.\n\nListen to carers.", 0.9)]


def test_a_sentence_of_an_item_that_answers_alone_stays_a_sentence() -> None:
    made = written("a.md", "They are:\n- Plan early. Plan well.\n- Listen to carers.")
    assert joined(made, {"Plan well.": 0.9, "Listen to carers.": 0.1}) == [("Plan well.", 0.9), ("Listen to carers.", 0.1)]


def test_items_of_two_lists_of_two_depths_or_without_a_lead_in_stay_apart() -> None:
    two = document((PARAGRAPH, "One:"), (ITEM, "plan", 1, 0), (PARAGRAPH, "Two:"), (ITEM, "report", 1, 2))
    nested = document((PARAGRAPH, "One:"), (ITEM, "plan", 1, 0), (ITEM, "report", 2, 1))
    bare = document((ITEM, "plan", 1, None), (ITEM, "report", 1, None))
    for made in (two, nested, bare):
        assert joined(made, {"plan": 0.9, "report": 0.9}) == [("plan", 0.9), ("report", 0.9)]


def test_items_with_a_list_of_their_own_are_joined_with_it_and_answer_as_well_as_the_best_of_it() -> None:
    items = [("the outcome", 1, 0), ("why it matters:", 1, 0), ("what we know", 2, 2), ("what we did", 2, 2), ("how it helps", 1, 0)]
    made = document((PARAGRAPH, "A request says:"), *((ITEM, *item) for item in items))
    whole = "the outcome\n\nwhy it matters:\n\nwhat we know\n\nwhat we did\n\nhow it helps"
    figures = {"what we know": 0.9, "the outcome": 0.8, "how it helps": 0.7, "why it matters:": 0.6, "what we did": 0.1}
    assert joined(made, figures) == [(whole, 0.9)]


PILLARS = {"prevention": 0.9, "partnership": 0.2, "people": 0.1, "performance": 0.1, "patience": 0.1}


def joined_for_several(made: Document, figures: dict[str, float]) -> list[str]:
    candidates = [candidate(made, text, score) for text, score in sorted(figures.items(), key=lambda item: -item[1])]
    return [each.sentence.text for each in join_list_items(candidates, several=True)]


def test_a_list_that_answers_best_is_quoted_whole_for_who_asks_for_several_things() -> None:
    assert joined_for_several(LIST, PILLARS) == ["prevention\n\npartnership\n\npeople\n\nperformance\n\npatience"]
    assert joined(LIST, PILLARS)[0] == ("prevention", 0.9)


def test_a_list_that_answers_worse_than_other_words_is_not_quoted_whole() -> None:
    assert joined_for_several(LIST, {"After the list.": 0.9, **PILLARS, "prevention": 0.7})[:2] == ["After the list.", "prevention"]


def test_a_list_too_long_to_be_shown_is_not_quoted_whole() -> None:
    made = written("a.md", "They are:\n" + "\n".join(f"- item {number} {'word ' * 30}" for number in range(9)))
    assert joined_for_several(made, {"item 2": 0.9, "item 5": 0.1}) == ["item 2", "item 5"]


TABLE = document(
    (BlockKind.TABLE_ROW, "Band A; Grant: £100"),
    (BlockKind.TABLE_ROW, "Band B; Grant: £200"),
    (BlockKind.TABLE_ROW, "Band C; Grant: £300"),
    (PARAGRAPH, "After the table."),
    (BlockKind.TABLE_ROW, "Band D; Grant: £400"),
)


def test_neighbouring_rows_of_one_table_that_answer_are_one_quote() -> None:
    figures = {"Band A; Grant: £100": 0.8, "Band B; Grant: £200": 0.9, "Band C; Grant: £300": 0.2, "Band D; Grant: £400": 0.85}
    assert joined(TABLE, figures) == [
        ("Band A; Grant: £100\n\nBand B; Grant: £200", 0.9),
        ("Band D; Grant: £400", 0.85),
        ("Band C; Grant: £300", 0.2),
    ]


def test_a_row_is_not_joined_to_one_that_answers_much_better() -> None:
    assert joined(TABLE, {"Band B; Grant: £200": 0.9, "Band A; Grant: £100": 0.6})[0] == ("Band B; Grant: £200", 0.9)


def test_rows_of_two_tables_one_above_the_other_stay_apart() -> None:
    made = document((BlockKind.TABLE_ROW, "Approved: Board; When: May"), (BlockKind.TABLE_ROW, "Refused: Fife; When: June"))
    assert len(joined(made, {"Approved: Board; When: May": 0.9, "Refused: Fife; When: June": 0.9})) == 2


def section(*items: str) -> Document:
    """A heading and what it stands over: items that no sentence leads into."""
    return document((BlockKind.HEADING, "How to apply"), *((ITEM, item, 1, None) for item in items), (PARAGRAPH, "Then it begins."))


def test_a_short_list_that_only_a_heading_leads_into_is_quoted_whole_but_numbered_paragraphs_are_not() -> None:
    figures = {"Ring us.": 0.9, "Sign the plan.": 0.7}
    assert joined(section("Ring us.", "Plan with us.", "Sign the plan."), figures) == [("Ring us.\n\nPlan with us.\n\nSign the plan.", 0.9)]
    long = f"Plan with us, {'and say what matters to you, ' * 8}in your own words."
    assert joined(section("Ring us.", long, "Sign the plan."), figures) == [("Ring us.", 0.9), ("Sign the plan.", 0.7)]


def test_the_steps_of_a_numbered_list_are_quoted_whole_for_who_asks_how() -> None:
    def quoted(*items: str) -> list[str]:
        made = section(*items)
        candidates = [candidate(made, items[0], 0.9), candidate(made, items[2], 0.3)]
        return [each.sentence.text for each in join_list_items(candidates, steps=True)]

    assert quoted("1. Ring us.", "2. Plan it.", "3. Sign it.") == ["1. Ring us.\n\n2. Plan it.\n\n3. Sign it."]
    assert quoted("Ring us.", "Plan it.", "Sign it.") == ["Ring us.", "Sign it."]
