import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.metrics import Overlap
from copro_qa.evaluation.questions import Problem
from copro_qa.evaluation.report import payload, read_evaluation, render, risk_coverage_plot
from tests.evaluation.fake_assistant import outcome, run_of

RUN = run_of(
    outcome("1", kind="list", words_shown=31, document_ranks=(1,), words=Overlap(0.5, 1.0, 2 / 3)),
    outcome("2", kind="list", right=False, confidence=0.6, document_ranks=(None,)),
    outcome("3", kind="near_miss", answerable=False, answered=False, confidence=0.2),
    problems=[Problem("line 4", "it is not JSON.")],
)


def test_a_report_gives_each_share_with_its_count_and_interval() -> None:
    text = render(RUN)
    assert "3 questions (2 answerable, 1 not), 2 documents, 4 chunks, 1 s" in text
    assert "  first quote right                             .50 (1 of 2; .00–1.00)" in text
    assert "  refused of the unanswerable                   1.00 (1 of 1; .03–1.00)" in text
    assert "Questions of kind near_miss" in text


def test_a_report_says_what_each_line_would_give_and_what_to_change() -> None:
    lines = render(RUN).splitlines()
    assert "What each line would give, a wrong answer costing 1 and a missed one 1" in lines
    assert "    line  answered   right   wrong  refused rightly  refused wrongly  missed     cost" in lines
    assert "    0.70         1       1       0                1                1       0        0" in lines
    assert "    0.50         2       1       1                1                0       0        1  now" in lines
    assert "    0.76         1       1       0                1                1       0        0  cheapest" in lines
    assert "What to change" in lines
    assert "  line 4: it is not JSON." in lines


def test_what_a_wrong_answer_costs_decides_which_line_is_cheapest_and_what_is_advised() -> None:
    run = run_of(
        outcome("low", confidence=0.3, answered=False),
        outcome("wrong", confidence=0.6, right=False),
        outcome("high", confidence=0.9),
        outcome("no", answerable=False, answered=False, confidence=0.1),
    )
    lines = render(run, cost_of_wrong=3).splitlines()
    assert "What each line would give, a wrong answer costing 3 and a missed one 1" in lines
    assert "    0.50         2       1       1                1                1       1        4  now" in lines
    assert "    0.76         1       1       0                1                2       1        1  cheapest" in lines
    cheap = render(run, cost_of_wrong=0.5).splitlines()
    assert "    0.21         3       2       1                1                0       0      0.5  cheapest" in cheap
    record = payload(run, cost_of_wrong=3)
    assert (record["cost_of_wrong"], record["line_in_use"]["cost"], record["cheapest_line"]["cost"]) == (3, 4, 1)
    assert record["cheapest_line"]["line"] == 0.76
    assert any("to 0.76" in sentence and "3 times as much as a missed one" in sentence for sentence in record["advice"])
    assert any("to 0.21" in sentence for sentence in payload(run, cost_of_wrong=0.5)["advice"])


def test_a_line_that_is_as_cheap_as_any_is_said_to_be() -> None:
    run = run_of(outcome("1"), outcome("2", answerable=False, answered=False, confidence=0.1))
    assert any(line.endswith("        0  now, and as cheap as any") for line in render(run).splitlines())


def test_where_no_line_can_be_judged_none_is_called_cheapest() -> None:
    run = run_of(outcome("1", best_right=None), outcome("2", answerable=False, answered=False, confidence=0.1))
    assert "cheap" not in render(run)
    assert payload(run)["cheapest_line"] is None
    assert any(sentence.startswith("Label both questions") for sentence in payload(run)["advice"])


def test_a_report_of_many_problems_shows_the_first_and_says_how_many_there_are() -> None:
    text = render(run_of(outcome("1"), problems=[Problem(f"line {number}", "bad.") for number in range(1, 30)]))
    assert "line 20: bad." in text
    assert "line 21: bad." not in text
    assert "and 9 more" in text


def test_a_run_in_which_nothing_could_be_asked_says_so() -> None:
    assert render(run_of(problems=[Problem("question a", "it could not be asked.")])).startswith("No question could be asked.")


def test_a_run_kept_as_json_comes_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(json.dumps(payload(RUN)), encoding="utf-8")
    assert read_evaluation(file) == RUN


def test_the_json_holds_measures_lines_and_curve() -> None:
    record = payload(RUN)
    assert record["measures"]["first_right"] == {"value": 0.5, "count": 1, "of": 2, "low": 0.0, "high": 1.0}
    assert record["by_kind"]["near_miss"]["refused"]["count"] == 1
    assert len(record["lines"]) == 21
    assert [point["coverage"] for point in record["risk_coverage"]] == pytest.approx([1 / 3, 2 / 3, 1.0])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"outcomes": [{}], "problems": []}'])
def test_a_file_that_is_not_a_run_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"run\.json is not a run that can be compared"):
        read_evaluation(file)


def test_the_curve_is_a_well_formed_image_with_the_line_marked() -> None:
    root = ET.fromstring(risk_coverage_plot(RUN, title="Risk & coverage"))
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "Risk & coverage" in texts
    assert "line 0.50: 2 answered, 1 wrong" in texts
    (curve,) = root.iter("{http://www.w3.org/2000/svg}polyline")
    # Three confidences: coverage a third, two thirds and all; risk none, a half and two thirds.
    assert curve.get("points") == "253.3,380.0 436.7,215.0 620.0,160.0"


def test_a_curve_without_a_question_that_can_be_judged_says_so() -> None:
    assert "No question could be judged." in risk_coverage_plot(run_of(outcome("1", best_right=None)))
