from __future__ import annotations

from benchmarks.quality.early import Early, Outcome, compared, summary
from copro_qa.answer import Answer, Quote, Reason, Searched
from tests.fakes import written

MADE = written("a.md", "Boards pay. Homes are built.")
PAY, BUILT = Quote(MADE.span(0, 11), 0.9), Quote(MADE.span(12, 28), 0.8)


def answer(*quotes: Quote) -> Answer:
    return Answer("Who pays?", 0.9, Searched(1, 2, "0123", "2015-01-01"), quotes=quotes, reason=None if quotes else Reason.NOT_FOUND)


def test_an_answer_is_the_same_in_another_order_another_one_or_would_be_refused() -> None:
    assert compared(answer(PAY, BUILT), answer(PAY, BUILT)) is Outcome.SAME
    assert compared(answer(BUILT, PAY), answer(PAY, BUILT)) is Outcome.ORDER
    assert compared(answer(PAY), answer(PAY, BUILT)) is Outcome.OTHER
    assert compared(answer(PAY), answer()) is Outcome.REFUSED


def test_a_summary_counts_quotes_passed_on_early_and_compares_times_only_where_they_mean_something() -> None:
    found = [
        Early(2, 3, Outcome.SAME, 0.2, 1.0, 1.0),
        Early(1, 1, Outcome.ORDER, 0.4, 1.0, 0.8),
        Early(0, 2, Outcome.SAME, None, 1.0, 1.0),
        Early(0, 0, Outcome.SAME, None, 1.0, 1.2),
    ]
    counted = (
        "4 questions, 3 answered; quotes passed on early: 0 in 1, 1 in 1, 2 in 1; of 6 quotes shown 3; "
        "of 2 answers 1 same, 1 in another order, 0 with other quotes, 0 would be refused"
    )
    assert summary(found, timed=False) == counted
    times = "; processor time 1.000 of reading first in the middle, 1.000 over all; first quote after 0.30 of it"
    assert summary(found, timed=True) == counted + times
