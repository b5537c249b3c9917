import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from benchmarks.quality.folders import find_sets
from benchmarks.quality.sets import SETS, STARTER, EvaluationSet, Part, read_set, sample
from copro_qa.errors import InvalidInput
from copro_qa.evaluation.measures import NAMES

BY_NAME = {evaluation_set.name: evaluation_set for evaluation_set in SETS}


def write(folder: Path, *records: Mapping[str, object]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "questions.jsonl"
    file.write_text("\n".join(json.dumps({"question": "?", "answerable": False, **record}) for record in records), encoding="utf-8")
    return file


def ids(evaluation_set: EvaluationSet, file: Path, part: Part) -> list[str]:
    return [question.id for question in read_set(evaluation_set, file, part).questions]


@pytest.mark.parametrize("evaluation_set, name", [(BY_NAME["policy_docs"], "policy-open"), (STARTER, "starter")])
def test_even_numbers_are_reported_and_odd_ones_chosen_on(tmp_path: Path, evaluation_set: EvaluationSet, name: str) -> None:
    file = write(tmp_path, *({"id": f"{name}-{number:03}"} for number in range(1, 7)))
    assert ids(evaluation_set, file, Part.REPORT) == [f"{name}-002", f"{name}-004", f"{name}-006"]
    assert ids(evaluation_set, file, Part.CHOOSE) == [f"{name}-001", f"{name}-003", f"{name}-005"]


@pytest.mark.parametrize("name", ["squad2", "clapnq", "scifact"])
def test_documents_are_trained_on_chosen_on_or_reported_by_their_hash(tmp_path: Path, name: str) -> None:
    documents = [f"doc-{number}" for number in range(40)]
    file = write(tmp_path, *({"id": document, "doc": document, "evidence": []} for document in documents))
    for part, digits in ((Part.TRAIN, "0123456789"), (Part.CHOOSE, "ab"), (Part.REPORT, "cdef")):
        of_part = [document for document in documents if hashlib.sha256(document.encode()).hexdigest()[0] in digits]
        assert of_part
        assert ids(BY_NAME[name], file, part) == of_part


@pytest.mark.parametrize("evaluation_set", [STARTER, *SETS], ids=lambda evaluation_set: evaluation_set.name)
def test_every_question_is_in_exactly_one_part(tmp_path: Path, evaluation_set: EvaluationSet) -> None:
    file = write(tmp_path, *({"id": f"pa-sq-{number:02x}", "doc": f"d{number}", "evidence": []} for number in range(30)))
    trained, chosen, reported = (ids(evaluation_set, file, part) for part in (Part.TRAIN, Part.CHOOSE, Part.REPORT))
    assert sorted(trained + chosen + reported) == sorted(ids(evaluation_set, file, Part.ALL))
    assert reported


def test_spans_of_a_long_passage_are_the_evidence_of_doc2dial_where_its_label_is_clean(tmp_path: Path) -> None:
    spans = {"evidence": ["One. Two."], "evidence_spans": ["One.", "Two."]}
    file = write(tmp_path, {"id": "1", "clean": True, **spans}, {"id": "2", "clean": False, **spans})
    clean, other = read_set(BY_NAME["doc2dial"], file, Part.REPORT).questions
    assert clean.evidence == ("One.", "Two.")
    assert clean.evidence_groups == (("One.",), ("Two.",))
    assert other.evidence == ()


def test_a_question_of_sharc_that_only_a_given_rule_does_not_answer_is_not_asked_of_all_rules(tmp_path: Path) -> None:
    file = write(tmp_path, {"id": "1", "scope": "corpus"}, {"id": "2", "scope": "given_doc"})
    assert ids(BY_NAME["sharc"], file, Part.ALL) == ["1"]


def test_questions_made_to_come_near_a_passage_are_near_misses(tmp_path: Path) -> None:
    kinds = ["adversarial_unanswerable", "unanswerable_with_similar_passage", "answerable"]
    file = write(tmp_path, *({"id": kind, "kind": kind, "doc": "d", "evidence": []} for kind in kinds))
    for name in ("squad2", "clapnq"):
        assert [question.kind for question in read_set(BY_NAME[name], file, Part.ALL).questions] == ["near_miss", "near_miss", "answerable"]


@pytest.mark.parametrize("evaluation_set", [STARTER, *SETS], ids=lambda evaluation_set: evaluation_set.name)
def test_measures_that_are_left_out_are_named_as_they_are_reported(evaluation_set: EvaluationSet) -> None:
    assert evaluation_set.without <= set(NAMES)


def test_the_scenario_goes_before_the_question_of_sharc(tmp_path: Path) -> None:
    file = write(tmp_path, {"id": "1", "question": "Can I apply?", "scenario": "I am a carer."})
    assert read_set(BY_NAME["sharc"], file, Part.ALL).questions[0].question == "I am a carer. Can I apply?"


def test_a_bad_line_is_reported_and_the_rest_are_read(tmp_path: Path) -> None:
    file = write(tmp_path, {"id": "1"}, {"id": "2", "answerable": "no"}, {"id": "3"})
    found = read_set(BY_NAME["mtrag_govt"], file, Part.ALL)
    assert [question.id for question in found.questions] == ["1", "3"]
    assert [problem.where for problem in found.problems] == ["line 2"]


def test_a_sample_is_the_same_every_time_and_keeps_the_order(tmp_path: Path) -> None:
    questions = read_set(BY_NAME["sharc"], write(tmp_path, *({"id": f"{number:03}"} for number in range(100))), Part.ALL)
    drawn = [question.id for question in sample(questions, 10).questions]
    assert drawn == [question.id for question in sample(questions, 10).questions]
    assert drawn == sorted(drawn)
    assert len(set(drawn)) == 10
    assert sample(questions, 100) is questions


def test_the_seeds_are_found_beside_the_data(tmp_path: Path) -> None:
    write(tmp_path / "seeds", {"id": "1"})
    write(tmp_path / "data" / "squad2", {"id": "1"})
    names = [set_folder.name for set_folder in find_sets(tmp_path / "data", ["seeds", "squad2"])]
    assert names == ["seeds", "squad2"]


def test_a_set_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    write(tmp_path / "squad2", {"id": "1"})
    with pytest.raises(InvalidInput, match=r"The sets scifact are not there\. Set COPRO_QA_EVALDATA"):
        find_sets(tmp_path, ["squad2", "scifact"])
