import json
from pathlib import Path

from benchmarks.quality.folders import SetFolder
from benchmarks.quality.given_passages import Pair, pairs_of
from benchmarks.quality.sets import SETS, Part

BY_NAME = {evaluation_set.name: evaluation_set for evaluation_set in SETS}


def pairs(folder: Path, name: str, *records: dict[str, object], passage: str = "One. Two. Three.") -> list[Pair]:
    lines = [json.dumps({"question": "Which?", "doc": "d", "evidence": [], **record}) for record in records]
    (folder / "questions.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "corpus.jsonl").write_text(json.dumps({"doc": "d", "text": passage}), encoding="utf-8")
    return list(pairs_of(SetFolder(BY_NAME[name], folder / "questions.jsonl", folder / "corpus.jsonl"), Part.ALL, None))


def test_the_evidence_of_clapnq_and_scifact_belongs_together(tmp_path: Path) -> None:
    for name in ("clapnq", "scifact"):
        (pair,) = pairs(tmp_path, name, {"id": "1", "answerable": True, "evidence": ["One.", "Three."]})
        assert pair == Pair("Which?", "One. Two. Three.", (("One.", "Three."),))


def test_the_evidence_of_squad2_are_alternatives(tmp_path: Path) -> None:
    (pair,) = pairs(tmp_path, "squad2", {"id": "1", "answerable": True, "evidence": ["One.", "Three."]})
    assert pair.answers == (("One.",), ("Three.",))


def test_a_question_that_is_not_answered_has_its_passage_and_no_answer(tmp_path: Path) -> None:
    (pair,) = pairs(tmp_path, "sharc", {"id": "1", "answerable": False, "scope": "given_doc"})
    assert pair == Pair("Which?", "One. Two. Three.", ())


def test_a_question_whose_evidence_is_not_in_the_passage_is_left_out(tmp_path: Path) -> None:
    assert pairs(tmp_path, "squad2", {"id": "1", "answerable": True, "evidence": ["Four."]}) == []
