from __future__ import annotations

import pytest

from copro_qa.answering.extraction import Candidate
from copro_qa.answering.standing_alone import quote_around
from tests.fakes import written

HOPED = "We had hoped that visits would fall."


def quoted(outline: str) -> str:
    made = written("a.md", outline)
    start = made.text.index(HOPED)
    return quote_around(Candidate(made.span(start, start + len(HOPED)), 0.8)).text


@pytest.mark.parametrize(
    "after",
    [
        "They did not.",
        "This hasn’t happened.",
        "But it never did.",
        "In practice, they did not fall.",
        "Neither did.",
        "They did.",
        "Few did.",
    ],
)
def test_a_sentence_that_the_next_one_takes_back_or_bears_out_is_quoted_with_it(after: str) -> None:
    assert quoted(f"{HOPED} {after} A new plan is due.") == f"{HOPED} {after}"


@pytest.mark.parametrize(
    "after",
    [
        "A new plan is due.",
        "Nobody pays for a visit.",
        "They are not the only thing that was counted in the six areas of the pilot.",
        "They cost £4 each.",
        "Not one of the areas had a plan.",
    ],
)
def test_what_says_something_else_is_not_brought(after: str) -> None:
    assert quoted(f"{HOPED} {after}") == HOPED


def test_a_paragraph_of_its_own_is_not_brought() -> None:
    assert quoted(f"{HOPED}\nThey did not.") == HOPED
