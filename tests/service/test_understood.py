from __future__ import annotations

from copro_qa.service.understood import looked_for


def test_a_question_that_is_looked_for_as_it_stands_needs_no_words() -> None:
    assert looked_for("What is it?", None) == ""


def test_what_was_put_right_in_a_question_is_said() -> None:
    assert looked_for("What is co-prodution?", "What is co-production?") == "Looking for: What is co-production?"


def test_a_question_that_goes_on_with_earlier_ones_is_told_apart_from_them() -> None:
    said = looked_for("And for carers?", "What is a plan? Who draws it up? And for carers?")
    assert said == "Looking for: And for carers? – together with what you asked before: What is a plan? Who draws it up?"
