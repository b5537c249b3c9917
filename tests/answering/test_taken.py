from __future__ import annotations

from copro_qa.answer import Quote
from copro_qa.answering.taken import Decided, Taken, in_turn, left_open
from copro_qa.answering.wording import Part, Wording
from tests.fakes import written

MADE = written("a.md", "Boards pay for breaks.\nCarers apply by post.\nHomes are warm.")
PAY, APPLY, HOMES = (Quote(MADE.span_of(block), 0.9) for block in MADE.blocks)
WORDING = Wording(
    tuple(Part(asked, asked, asked) for asked in ("Who pays?", "How do carers apply?")), "Who pays? How do carers apply?", None
)


def open_with(limit: int, *found: Decided) -> tuple[str, ...]:
    taken = Taken(found, None)
    return left_open(WORDING, taken, in_turn([each.quotes for each in found], limit))


def test_a_question_whose_quotes_have_no_place_left_is_open() -> None:
    both = Decided(0.9, (PAY,)), Decided(0.8, (APPLY,))
    assert open_with(1, *both) == ("How do carers apply?",)
    assert open_with(2, *both) == ()


def test_a_question_without_quotes_is_open() -> None:
    assert open_with(5, Decided(0.9, (PAY,)), Decided(0.1)) == ("How do carers apply?",)
    assert open_with(5, Decided(0.1), Decided(0.9, (APPLY,))) == ("Who pays?",)


def test_a_quote_that_two_questions_share_answers_both() -> None:
    assert open_with(1, Decided(0.9, (PAY,)), Decided(0.8, (PAY, HOMES))) == ()


def test_a_lesser_quote_that_is_shown_for_another_question_does_not_answer() -> None:
    assert open_with(1, Decided(0.9, (PAY,)), Decided(0.8, (APPLY, PAY))) == ("How do carers apply?",)


def test_a_quote_that_is_folded_into_another_is_shown_with_it() -> None:
    folded = Quote(PAY.span, 0.9, also=(APPLY.span,))
    assert left_open(WORDING, Taken((Decided(0.9, (folded,)), Decided(0.8, (APPLY,))), None), [folded]) == ()


def test_of_questions_that_are_answered_as_one_those_are_open_that_were_told_so() -> None:
    assert left_open(WORDING, Taken((Decided(0.9, (PAY,)),), None, ("Who pays?",)), [PAY]) == ("Who pays?",)
