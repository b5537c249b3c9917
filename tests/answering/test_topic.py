from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.answering.topic import Topic
from copro_qa.store.generation import Generation
from tests.fakes import HashingEmbedder, generation

SDS = "Direct payments let carers buy breaks with money from the council."
HOMES = "New homes are built near shops and gardens for older tenants."


@pytest.fixture
def opened(tmp_path: Path) -> Generation:
    return generation(tmp_path, {"a.md": SDS, "b.md": HOMES})


def topic(opened: Generation) -> Topic:
    return Topic(opened, HashingEmbedder())


def test_a_question_that_is_near_to_those_before_it_goes_on_with_them(opened: Generation) -> None:
    earlier = ["Can carers buy breaks with direct payments?", "Which breaks can carers buy?"]
    question = "What do breaks with direct payments cost carers?"
    assert topic(opened).all_turns(question, earlier) == " ".join([*earlier, question])


def test_a_question_about_something_else_stands_alone(opened: Generation) -> None:
    earlier = ["Can carers buy breaks with direct payments?"]
    assert topic(opened).all_turns("Where are new homes built near shops and gardens for older tenants?", earlier) is None


def test_a_question_with_words_that_no_document_has_stands_alone_where_it_leads_away_from_the_documents(opened: Generation) -> None:
    earlier = [SDS]
    assert topic(opened).all_turns("Who won the football world cup?", earlier) is None
    assert topic(opened).all_turns("What do breaks cost?", earlier) == f"{SDS} What do breaks cost?"


def test_nothing_goes_on_without_earlier_questions_or_documents(opened: Generation, tmp_path: Path) -> None:
    assert topic(opened).all_turns("Can carers buy breaks?", ["", " "]) is None
    assert topic(generation(tmp_path / "empty", {})).all_turns("Can carers buy breaks?", ["Can carers buy breaks?"]) is None


def test_of_a_long_conversation_the_last_turns_count(opened: Generation) -> None:
    earlier = [f"{number} Can carers buy breaks with direct payments? {'Can carers buy? ' * 9}".strip() for number in range(9)]
    joined = topic(opened).all_turns("Can carers buy breaks?", earlier)
    assert joined is not None
    assert joined.startswith(("5 ", "6 ", "7 "))
    assert joined.endswith("Can carers buy breaks?")
