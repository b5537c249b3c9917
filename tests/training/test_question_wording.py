from __future__ import annotations

import random

import pytest

from copro_qa.models.reader import Passage
from training.examples import Example
from training.question_wording import as_keywords, some_as_keywords


def all_of(question: str) -> set[str | None]:
    """What comes of it in enough draws to have seen them all."""
    return {as_keywords(question, random.Random(seed)) for seed in range(60)}


@pytest.mark.parametrize(
    "question, expected",
    [
        ("What is the end date of the Human Rights plan?", {"end date of Human Rights plan", "end date of human rights plan"}),
        ("Who has to pay for care?", {"Who to pay for care", "who to pay for care"}),
        ("Must a board publish its minutes?", {"Must board publish its minutes", "must board publish its minutes"}),
        (
            "How many people didn't vote in 2014/15?",
            {"number of people didn't vote in 2014/15"},
        ),
    ],
)
def test_words_that_only_make_a_sentence_are_left_out(question: str, expected: set[str]) -> None:
    assert {words for words in all_of(question) if words} >= expected


def test_what_kind_of_thing_is_asked_for_can_still_be_told() -> None:
    assert {words.lower().split()[0] for words in all_of("When was the Act passed?") if words} == {"date", "when"}
    assert {words.lower().split()[0] for words in all_of("Why was the scheme closed?") if words} == {"reason", "why"}


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("What is it?", id="nothing would be left"),
        pytest.param("human rights plan", id="nothing to leave out"),
        pytest.param("What is the time that " + "somebody said " * 8 + "?", id="a story"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_questions_stay_as_they_are(question: str) -> None:
    assert all_of(question) == {None}


def test_of_many_examples_a_share_is_put_so_and_nothing_else_changes() -> None:
    passage = Passage("It meets on Tuesdays.", ((0, 21),), "")
    examples = [
        Example("selqa", "positive", f"When does the council of Town {number} meet?", passage, (True,), None) for number in range(400)
    ]

    made = some_as_keywords(examples, 0.1, seed=3)

    changed = [(before, after) for before, after in zip(examples, made, strict=True) if before != after]
    assert 20 <= len(changed) <= 70
    assert all(after == before._replace(question=after.question) for before, after in changed)
    assert {after.question.split()[0].lower() for _, after in changed} == {"when", "date"}
    assert some_as_keywords(examples, 0.1, seed=3) == made != some_as_keywords(examples, 0.1, seed=4)
    assert some_as_keywords(examples, 0.0, seed=3) == examples
