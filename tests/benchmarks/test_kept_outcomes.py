from pathlib import Path

from benchmarks.quality.kept_outcomes import KeptOutcomes
from tests.evaluation.fake_assistant import labelled, outcome

FIRST, SECOND = labelled(id="1", question="When?"), labelled(id="2", question="Why?")


def test_outcomes_that_were_kept_are_known_to_the_next_run(tmp_path: Path) -> None:
    kept = KeptOutcomes(tmp_path / "runs", "seeds", "key")
    kept.add(FIRST, outcome("1", document_ranks=(3, None)))
    assert KeptOutcomes(tmp_path / "runs", "seeds", "key").known((FIRST, SECOND)) == {"1": outcome("1", document_ranks=(3, None))}


def test_outcomes_of_another_index_or_program_are_not_known(tmp_path: Path) -> None:
    KeptOutcomes(tmp_path, "seeds", "key").add(FIRST, outcome("1"))
    assert KeptOutcomes(tmp_path, "seeds", "other").known((FIRST,)) == {}


def test_a_question_whose_labels_have_changed_is_asked_again(tmp_path: Path) -> None:
    kept = KeptOutcomes(tmp_path, "seeds", "key")
    kept.add(FIRST, outcome("1"))
    assert kept.known((labelled(id="1", question="When?", evidence=["in 2011"]),)) == {}


def test_a_line_that_was_cut_off_is_passed_over_and_the_next_is_kept(tmp_path: Path) -> None:
    kept = KeptOutcomes(tmp_path, "seeds", "key")
    kept.add(FIRST, outcome("1"))
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    kept.add(SECOND, outcome("2"))
    assert list(kept.known((FIRST, SECOND))) == ["2"]
