from __future__ import annotations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.expected_kind import expected_of, speaks_of_another_post
from tests.fakes import written


def of_another_post(question: str, text: str) -> bool:
    """Of the last line of a document, with the line that it leans on."""
    made = written("a.md", text)
    last = made.blocks[-1]
    expected = expected_of(question)
    assert expected is not None
    return speaks_of_another_post(
        Quote(made.span_of(last), 0.5, lead=None if last.lead is None else made.span_of(made.blocks[last.lead])), expected
    )


@pytest.mark.parametrize(
    "question, text",
    [
        (
            "Who is the chief executive of the council?",
            "From Jane Smith, Leader, and Ali Khan, Director of Housing, to all members of the Cabinet.",
        ),
        ("Who is the First Minister?", "Jane Smith is the minister who answers for housing."),
        ("Who is the chief executive?", "Jane Smith has been the Deputy Chief Executive of the council since May."),
        ("Who is the chair of the board?", "The vice-chair of the board for this year is Jane Smith."),
        ("Which commissioner signs the plan?", "Jane Smith, as Sheriff, signed the plan for the whole of Fife."),
        ("Who chairs the partnership?", "Jane Smith is a manager in the partnership and looks after its grants."),
    ],
)
def test_who_holds_one_post_is_not_told_by_who_holds_another(question: str, text: str) -> None:
    assert of_another_post(question, text)


@pytest.mark.parametrize(
    "question, text",
    [
        ("Who is the chief executive of the council?", "Jane Smith, who became CEO of the council in May, wrote the foreword."),
        ("Who is the deputy chief executive?", "Jane Smith has been the Deputy Chief Executive of the council since May."),
        ("Who is the minister for health?", "Jane Smith, Cabinet Secretary for Health, spoke of it at length."),
        ("Who is the present cabinet secretary?", "As a minister Jane Smith has looked after housing since the spring."),
        ("Who chaired the review?", "The convener of the review was Jane Smith, who had led two others."),
        ("Who is going to chair the group?", "Jane Smith presides over the group until the end of the year."),
        pytest.param(
            "Who leads the council?", "Jane Smith has looked after the council for more than a year.", id="a leader goes by many names"
        ),
        pytest.param("Who is the manager?", "Jane Smith runs the service from day to day, with two others.", id="so does a manager"),
        pytest.param(
            "Who is the chief executive?", "# Chief Executive\nJane Smith has worked for the council since the spring.", id="a heading"
        ),
        pytest.param(
            "Who is the chair?",
            "The chair may be either of these:\n- Jane Smith, who comes from the health board of the area",
            id="a lead-in",
        ),
        pytest.param("Who is the chief executive?", "Chief Executive of the council\n\nJane Smith", id="beside a signature"),
    ],
)
def test_a_text_may_call_a_post_otherwise(question: str, text: str) -> None:
    assert not of_another_post(question, text)


def test_other_questions_ask_for_no_post() -> None:
    assert not of_another_post("When was the chief executive chosen?", "Jane Smith was chosen as leader in the spring of 2019.")
