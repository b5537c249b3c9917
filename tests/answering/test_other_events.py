from __future__ import annotations

import pytest

from copro_qa.answering.other_events import dates_another_event


@pytest.mark.parametrize(
    "question, text, expected",
    [
        ("When did the Act come into force?", "It appeared in 2008, five years before the Act.", True),
        ("What year was the fund opened?", "The board met in 2010, a year after the fund.", True),
        ("When did the Act come into force?", "The Act came into force in 2013, a year after the strategy.", False),
        ("When did the Act come into force?", "It came into force in 2013, a year after the Act was passed.", False),
        ("When did the Act come into force?", "It appeared in 2008, five years before the strategy.", False),
        ("When did the Carers (Scotland) Act come into force?", "The Carers (Scotland) Act 2016 supports people who care.", True),
        ("When did the Carers Act take effect?", "The Carers (Scotland) Act 2016 took effect on 1 April 2018.", False),
        ("When did the Carers Act come into force?", "It came into force in April 2018.", False),
        ("When was the Carers Act passed?", "The Carers (Scotland) Act 2016 supports people who care.", False),
        ("Which Act is in force?", "The Carers (Scotland) Act 2016 supports people who care.", False),
        ("How long does the Act last?", "It appeared in 2008, five years before the Act.", False),
    ],
)
def test_a_date_of_something_else_is_told_from_that_of_what_is_asked_about(question: str, text: str, expected: bool) -> None:  # noqa: FBT001
    assert dates_another_event(question, text) is expected
