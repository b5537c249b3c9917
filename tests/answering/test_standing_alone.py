from __future__ import annotations

from dataclasses import replace

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.extraction import Candidate
from copro_qa.answering.standing_alone import quote_around
from copro_qa.document import Block, BlockKind, Document, Span
from tests.fakes import document, source, written

PARAGRAPH, ITEM, ROW, HEADING = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.HEADING


def span_of(made: Document, text: str) -> Span:
    start = made.text.index(text)
    return made.span(start, start + len(text))


def candidate(made: Document, text: str, score: float = 0.8) -> Candidate:
    return Candidate(span_of(made, text), score)


def shown(quote: Quote) -> tuple[str | None, str]:
    return quote.lead.text if quote.lead else None, quote.text


def test_a_list_item_brings_the_sentence_that_leads_into_it() -> None:
    made = written("a.md", "Reform is long. The pillars are:\n- prevention\n- people")
    assert shown(quote_around(candidate(made, "prevention"))) == ("The pillars are:", "prevention")


def test_a_lead_in_brings_its_whole_list() -> None:
    made = written("a.md", "The pillars are:\n- prevention\n- people\nAfter the list.")
    assert shown(quote_around(candidate(made, "The pillars are:"))) == ("The pillars are:", "prevention\n\npeople")


def test_a_nested_item_brings_its_parent_and_a_lead_in_brings_nested_items_too() -> None:
    made = document((PARAGRAPH, "Duties:"), (ITEM, "boards must", 1, 0), (ITEM, "plan", 2, 1), (ITEM, "report", 2, 1), (PARAGRAPH, "End."))
    assert shown(quote_around(candidate(made, "plan"))) == ("boards must", "plan")
    assert shown(quote_around(candidate(made, "Duties:"))) == ("Duties:", "boards must\n\nplan\n\nreport")


def test_of_a_long_list_as_much_is_quoted_as_can_be_read() -> None:
    many = written("a.md", "They are:\n" + "\n".join(f"- item {number}" for number in range(40)))
    long = written("b.md", "They are:\n" + "\n".join(f"- item {number} {'word ' * 80}" for number in range(40)))
    assert quote_around(candidate(many, "They are:")).text.endswith("item 13")
    assert 400 < len(quote_around(candidate(long, "They are:")).text) <= 1_600


def test_a_lead_in_that_points_back_brings_what_it_points_to() -> None:
    made = written("a.md", "Boards meet. The board has three duties. It must:\n- plan\n- report\n- listen")
    lead = "The board has three duties. It must:"
    assert shown(quote_around(candidate(made, "plan"))) == (lead, "plan")
    assert shown(quote_around(candidate(made, "It must:"))) == (lead, "plan\n\nreport\n\nlisten")
    assert shown(quote_around(candidate(made, "The board has three duties."))) == (lead, "plan\n\nreport\n\nlisten")
    assert shown(quote_around(candidate(made, "Boards meet."))) == (None, "Boards meet.")


def test_a_whole_sentence_that_a_list_leans_on_brings_the_list_but_an_item_does_not_bring_what_is_nested_in_it() -> None:
    made = document(
        (PARAGRAPH, "It is new. It has two parts."), (ITEM, "It plans.", 1, 0), (ITEM, "It asks.", 2, 1), (ITEM, "It pays.", 1, 0)
    )
    assert shown(quote_around(candidate(made, "It has two parts."))) == (
        "It is new. It has two parts.",
        "It plans.\n\nIt asks.\n\nIt pays.",
    )
    assert shown(quote_around(candidate(made, "It plans.")))[1] == "It plans."


def test_a_sentence_before_a_lead_in_that_stands_on_its_own_brings_no_list() -> None:
    made = written("a.md", "The board has duties. The pillars are:\n- prevention\n- people")
    assert shown(quote_around(candidate(made, "The board has duties."))) == (None, "The board has duties.")


def test_a_colon_without_a_list_brings_nothing() -> None:
    made = written("a.md", "The pillars are:\nA paragraph of its own.")
    assert shown(quote_around(candidate(made, "The pillars are:"))) == (None, "The pillars are:")


def test_a_sentence_that_points_back_brings_the_one_before_it() -> None:
    made = written("a.md", "Boards plan services. They publish a report. Councils agree.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == ("Boards plan services.", "They publish a report.")
    assert shown(quote_around(candidate(made, "Councils agree."))) == (None, "Councils agree.")


def test_a_sentence_that_points_back_at_the_start_of_a_paragraph_brings_the_end_of_the_paragraph_before() -> None:
    made = written("a.md", "Councils agree. Boards plan services.\nThey publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == ("Boards plan services.", "They publish a report.")


def test_a_sentence_that_points_back_over_a_heading_stands_alone() -> None:
    made = written("a.md", "Boards plan services.\n# Reports\nThey publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == (None, "They publish a report.")


def test_a_sentence_that_leans_on_one_that_leans_too_brings_both_when_they_are_short() -> None:
    made = written("a.md", "Boards plan services. They publish a report. This is checked.")
    assert shown(quote_around(candidate(made, "This is checked."))) == ("Boards plan services. They publish a report.", "This is checked.")
    long = written("a.md", f"Boards plan services {'well ' * 100}now. They publish a report. This is checked.")
    assert shown(quote_around(candidate(long, "This is checked."))) == ("They publish a report.", "This is checked.")


@pytest.mark.parametrize(
    "leaning",
    [
        "This means that carers are heard.",
        "These are the boards.",
        "It covers adults.",
        "They must plan together.",
        "Such plans are rare.",
        "In this way carers are heard.",
        "To achieve this, boards meet.",
        "As these grow, boards meet.",
        "In doing so boards listen.",
        "The latter pays.",
        "This Act covers adults.",
        "In Fife this is Morag Bell.",
        "In the Highlands, they are called forums.",
        "However, this has changed.",
        "But they were not asked.",
        "It is not means-tested.",
        "It is expected to open in 2017.",
        "It is now closed.",
        "This plan ended in 2015.",
        "This strategy is old.",
        "One side is the council.",
        "The other is the carer.",
        "Both are asked.",
        "Both sides contribute.",
        "The second was held in 2014.",
        "The second followed it.",
        "The fourth item is the one that counts.",
        "The second point ties boards to carers.",
        "There are twelve.",
        "There were only 12 in all.",
        "Fife had not had a plan of this kind before.",
        "Most of these have a forum.",
        "At least one of them is a carer.",
    ],
)
def test_words_that_point_back_bring_the_sentence_before(leaning: str) -> None:
    made = written("a.md", f"Boards plan services. {leaning}")
    assert shown(quote_around(candidate(made, leaning))) == ("Boards plan services.", leaning)


@pytest.mark.parametrize(
    "own",
    [
        "This report covers adults.",
        "It is important that carers are heard.",
        "It is widely recognised that carers help.",
        "It is expected that boards meet.",
        "It is not possible to say more.",
        "It is still important to meet.",
        "Each board must plan.",
        "There are four pillars.",
        "There are 12 boards.",
        "A board that is asked to draw up a plan, or anything else of this kind, has to hear carers first.",
        "Both boards and councils plan.",
        "However, boards plan.",
        "One council is large.",
        "The first board is old.",
        "Both carers and boards are asked.",
        "Some of those who care are young.",
        "One in ten is a carer.",
        "Item five was agreed.",
        "Thistle Housing plans homes.",
    ],
)
def test_words_that_only_look_as_if_they_point_back_stand_alone(own: str) -> None:
    made = written("a.md", f"Boards plan services. {own}")
    assert shown(quote_around(candidate(made, own))) == (None, own)


def test_a_plan_or_strategy_that_its_own_title_names_is_not_pointed_back_to() -> None:
    words = "Boards met. This strategy covers adults."
    own = written("a.md", words, of=source("a.md", title="A Strategy for carers"))
    assert shown(quote_around(candidate(own, "This strategy covers adults."))) == (None, "This strategy covers adults.")
    other = written("a.md", words, of=source("a.md", title="Review"))
    assert shown(quote_around(candidate(other, "This strategy covers adults."))) == ("Boards met.", "This strategy covers adults.")


def test_a_sentence_that_points_back_to_a_list_brings_all_of_it() -> None:
    made = written("a.md", "Boards met. There are two ways:\n- a payment\n- a service\nThis applies to all adults. They choose.")
    assert shown(quote_around(candidate(made, "This applies to all adults."))) == (
        "There are two ways:\n\na payment\n\na service",
        "This applies to all adults.",
    )
    long = written("a.md", f"There are two ways:\n- {'a payment ' * 60}\n- a service\nThis applies to all adults.")
    assert shown(quote_around(candidate(long, "This applies to all adults."))) == (None, "This applies to all adults.")


def test_what_points_back_over_a_footnote_brings_the_list_or_paragraph_before_it() -> None:
    of_list = document(
        (PARAGRAPH, "Boards must:"),
        (ITEM, "plan", 1, 0),
        (ITEM, "ask", 1, 0),
        (BlockKind.FOOTNOTE, "1 Page 4.", 0, 0),
        (PARAGRAPH, "The last item is new."),
    )
    assert shown(quote_around(candidate(of_list, "The last item is new."))) == ("Boards must:\n\nplan\n\nask", "The last item is new.")
    of_paragraph = document((PARAGRAPH, "Boards plan."), (BlockKind.FOOTNOTE, "1 Page 4.", 0, 0), (PARAGRAPH, "This is new."))
    assert shown(quote_around(candidate(of_paragraph, "This is new."))) == ("Boards plan.", "This is new.")


def test_entries_of_a_bibliography_and_short_rows_are_quoted_whole() -> None:
    entry = "Ross, A. (2019). What does it cost? Edinburgh."
    row = "Question: Who pays? Old way: The council; New way: The person"
    long = f"Question: Who pays? Old way: {'The council. ' * 40}"
    made = document((BlockKind.REFERENCE, entry), (PARAGRAPH, "Two ways of paying"), (ROW, row, 0, 1), (ROW, long, 0, 1))
    assert shown(quote_around(candidate(made, "What does it cost?"))) == (None, entry)
    assert shown(quote_around(candidate(made, "Question: Who pays?"))) == ("Two ways of paying", row)
    assert len(quote_around(candidate(made, "The council.")).text) < len(row) + 1
    in_long_row = made.span(made.blocks[3].start, made.blocks[3].start + len("Question: Who pays?"))
    assert quote_around(Candidate(in_long_row, 0.5)).text == "Question: Who pays?"


def test_a_footnote_brings_all_that_it_may_be_about_and_never_only_the_last_sentence() -> None:
    note = (BlockKind.FOOTNOTE, "1 Its full name is longer.", 0, 0)
    for caller, lead in (
        ("The board plans.", "The board plans."),
        ("The board plans. Hospitals do not.", "The board plans. Hospitals do not."),
        (f"The board plans. {'Hospitals do not. ' * 30}Carers do.", None),
    ):
        made = document((PARAGRAPH, caller), note)
        assert shown(quote_around(candidate(made, "1 Its full name is longer."))) == (lead, "1 Its full name is longer.")


def test_a_later_sentence_of_an_item_that_points_back_brings_the_one_before_it_and_not_the_lead_in() -> None:
    made = written("a.md", "The pillars are:\n- Prevention comes first. It saves money.")
    assert shown(quote_around(candidate(made, "It saves money."))) == ("Prevention comes first.", "It saves money.")


def test_half_a_sentence_before_a_list_brings_the_list_without_a_colon_too() -> None:
    made = written("a.md", "Boards must\n- plan\n- report")
    assert shown(quote_around(candidate(made, "Boards must"))) == ("Boards must", "plan\n\nreport")


def test_a_heading_is_no_lead_because_every_quote_names_its_section() -> None:
    made = document((HEADING, "Pillars"), (ITEM, "prevention", 1, 0))
    assert shown(quote_around(candidate(made, "prevention"))) == (None, "prevention")


def test_a_block_that_is_said_to_lead_into_itself_has_no_lead() -> None:
    made = document((ITEM, "prevention", 1, 0))
    assert shown(quote_around(candidate(made, "prevention"))) == (None, "prevention")


def test_text_before_every_block_can_be_quoted() -> None:
    made = Document("id", "Stray. Block.", (Block(PARAGRAPH, 7, 13),), (), source())
    assert shown(quote_around(candidate(made, "Stray."))) == (None, "Stray.")


def test_a_table_row_brings_its_caption() -> None:
    made = document((BlockKind.CAPTION, "Table 1: Spending"), (ROW, "Health; 5", 0, 0))
    assert shown(quote_around(candidate(made, "Health; 5"))) == ("Table 1: Spending", "Health; 5")


def test_the_sentence_before_is_found_in_a_paragraph_as_long_as_a_book() -> None:
    made = written("a.md", "Boards plan services. " * 40_000 + "They publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report.")))[0] == "Boards plan services."


def test_a_sentence_too_long_to_be_shown_is_no_lead() -> None:
    made = written("a.md", "Boards plan " + "very " * 600 + "well. They publish a report.")
    assert shown(quote_around(candidate(made, "They publish a report."))) == (None, "They publish a report.")


def test_a_short_comparison_brings_what_it_compares_to() -> None:
    made = written("a.md", "Consultation asks for views. Co-production goes further. It shares the decision.")
    assert shown(quote_around(candidate(made, "Co-production goes further."))) == (
        "Consultation asks for views.",
        "Co-production goes further.",
    )


def test_a_long_comparison_says_itself_to_what() -> None:
    long = "Co-production goes further than consultation, because people share in what is decided."
    made = written("a.md", f"Consultation asks for views. {long}")
    assert shown(quote_around(candidate(made, long))) == (None, long)


def test_an_item_that_compares_keeps_the_lead_in_of_its_list() -> None:
    made = written("a.md", "The following is not acceptable:\n- Decide first. This then differs.\n- Decide alone. It goes further.")
    candidates = [candidate(made, "Decide first."), candidate(made, "Decide alone.")]
    assert [shown(quote_around(each))[0] for each in candidates] == ["The following is not acceptable:"] * 2
    item = written("b.md", "Boards must never do these:\n- Plan. Later plans differ.\n- Report.")
    assert shown(quote_around(candidate(item, "Later plans differ."))) == ("Boards must never do these:", "Later plans differ.")


def test_what_is_nested_in_a_term_is_quoted_with_the_term() -> None:
    made = document(
        (PARAGRAPH, "The letters stand for:"),
        (BlockKind.LIST_ITEM, "P", 1, 0),
        (BlockKind.LIST_ITEM, "Participation", 2, 1),
        (BlockKind.LIST_ITEM, "A", 1, 0),
        (BlockKind.LIST_ITEM, "Accountability", 2, 3),
    )
    assert shown(quote_around(candidate(made, "Accountability"))) == ("The letters stand for:", "A\n\nAccountability")


def test_a_word_further_in_that_only_the_sentence_before_explains_brings_it() -> None:
    made = written("a.md", "The board plans homes. Under section 5 it must publish a report. The council must publish what it decides.")
    assert shown(quote_around(candidate(made, "Under section 5 it must publish a report."))) == (
        "The board plans homes.",
        "Under section 5 it must publish a report.",
    )
    assert shown(quote_around(candidate(made, "The council must publish what it decides."))) == (
        None,
        "The council must publish what it decides.",
    )


def test_the_number_of_a_paragraph_does_not_hide_that_it_leans() -> None:
    made = written("a.md", "Boards plan homes.\n5. They can then decide who pays.")
    assert shown(quote_around(candidate(made, "5. They can then decide who pays."))) == (
        "Boards plan homes.",
        "5. They can then decide who pays.",
    )


@pytest.mark.parametrize("sentence", ["In this section homes are named.", "Under this agreement tenants pay."])
def test_what_a_text_says_of_itself_leans_on_nothing(sentence: str) -> None:
    assert shown(quote_around(candidate(written("a.md", f"Boards plan. {sentence}"), sentence))) == (None, sentence)


def test_an_act_that_names_itself_leans_on_nothing() -> None:
    outline = "Boards plan. This Act covers adults."
    made = written("a.md", outline, of=replace(source("a.md"), title="Homes Act 2012"))
    assert shown(quote_around(candidate(made, "This Act covers adults."))) == (None, "This Act covers adults.")
    other = written("a.md", outline, of=replace(source("a.md"), title="Notes on homes"))
    assert shown(quote_around(candidate(other, "This Act covers adults."))) == ("Boards plan.", "This Act covers adults.")


def test_a_sentence_of_an_item_that_leans_on_another_of_it_brings_that_one() -> None:
    made = document((PARAGRAPH, "They share this:"), (ITEM, "Power shifts. The overview calls this a value.", 1, 0))
    assert shown(quote_around(candidate(made, "The overview calls this a value."))) == ("Power shifts.", "The overview calls this a value.")
    assert shown(quote_around(candidate(made, "Power shifts."))) == ("They share this:", "Power shifts.")


def test_a_numbered_paragraph_that_leans_brings_the_last_sentence_of_the_numbered_one_before() -> None:
    made = document(
        (ITEM, "8. Tests differ. The level depends on the route.", 1, None), (ITEM, "9. This level is met by a degree.", 1, None)
    )
    assert shown(quote_around(candidate(made, "9. This level is met by a degree."))) == (
        "The level depends on the route.",
        "9. This level is met by a degree.",
    )


def test_an_item_of_a_list_without_numbers_does_not_lean_on_the_one_before() -> None:
    made = document((ITEM, "Boards plan.", 1, None), (ITEM, "They meet each month.", 1, None))
    assert shown(quote_around(candidate(made, "They meet each month."))) == (None, "They meet each month.")
