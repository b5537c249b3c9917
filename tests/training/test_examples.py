from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.training.labelled_data import TOWNS, write_labelled_data
from training.examples import Example, apart_examples, training_examples
from training.sources import EVALUATION_SOURCES, INVENTED_SOURCES, SOURCES, WRITTEN_SOURCES, is_for_training, is_kept_apart, read_rows
from training.written import written_passages


@pytest.fixture(scope="module", autouse=True)
def few_written_passages() -> Iterator[None]:
    """The first hundred of each kind are enough here, and quicker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("training.sources.written_passages", lambda kind: written_passages(kind)[:100])
        yield


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    traindata, evaldata = write_labelled_data(tmp_path_factory.mktemp("labelled"))
    return {"traindata": traindata, "evaldata": evaldata}


@pytest.fixture(scope="module")
def all_examples(folders: dict[str, Path]) -> list[Example]:
    return training_examples(traindata=folders["traindata"], evaldata=folders["evaldata"], seed=1)


@pytest.fixture(scope="module")
def examples(all_examples: list[Example]) -> list[Example]:
    """Without those that we wrote ourselves, whose questions are not all alike."""
    return [example for example in all_examples if example.source not in WRITTEN_SOURCES]


def test_the_same_seed_gives_the_same_examples_and_another_seed_others(folders: dict[str, Path]) -> None:
    def made(seed: int) -> list[Example]:
        return training_examples(traindata=folders["traindata"], evaldata=folders["evaldata"], seed=seed, open_share=0.5)

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_a_share_of_a_source_is_used_when_it_is_asked_for(folders: dict[str, Path]) -> None:
    def of_source(name: str, share: float) -> int:
        made = training_examples(traindata=folders["traindata"], evaldata=folders["evaldata"], seed=1, open_share=0.2, shares={name: share})
        return sum(example.source == name for example in made)

    assert of_source("written_documents", 0.1) < of_source("written_documents", 0.5)
    assert of_source("selqa", 0.0) == 0


def test_every_source_is_used(examples: list[Example]) -> None:
    assert {example.source for example in examples} == {*SOURCES, *EVALUATION_SOURCES}


def test_only_sentences_that_answer_are_labelled_so(examples: list[Example]) -> None:
    for example in examples:
        for (start, end), answers in zip(example.passage.sentences, example.evidence, strict=True):
            sentence = example.passage.text[start:end]
            town = example.question.split("council of ")[-1].split(" meet")[0]
            assert answers == (sentence.startswith(f"The council of {town} ") and "meet" in example.question)


def test_every_kind_of_passage_without_an_answer_is_there(examples: list[Example]) -> None:
    kinds = {example.kind for example in examples if not any(example.evidence)}
    assert kinds == {"given", "taken out", "mined", "changed", "elsewhere", "random"}
    assert all(any(example.evidence) == (example.kind == "positive") for example in examples)


def test_questions_about_the_world_are_put_to_invented_passages_and_the_other_way_round(all_examples: list[Example]) -> None:
    elsewhere = [
        (example.question.startswith("When does the council of "), example) for example in all_examples if example.kind == "elsewhere"
    ]
    assert {about_the_world for about_the_world, _ in elsewhere} == {True, False}
    for about_the_world, example in elsewhere:
        assert (example.source in INVENTED_SOURCES) == about_the_world
        assert not any(example.evidence)


def test_a_passage_whose_answer_was_taken_out_keeps_its_other_sentences(examples: list[Example]) -> None:
    taken_out = [example for example in examples if example.kind == "taken out"]
    assert all("meets in the hall" not in example.passage.text for example in taken_out)
    for words in ("has a school", "The shops close", "counted the sheep"):
        assert any(words in example.passage.text for example in taken_out)


def test_documents_for_measuring_are_never_trained_on(folders: dict[str, Path], examples: list[Example]) -> None:
    measured = {town for town in TOWNS if not is_for_training(f"doc-{town}")}
    trained = {example.passage.text.split(" has ")[0] for example in examples if example.source in EVALUATION_SOURCES}
    assert measured
    assert not trained & measured
    rows = read_rows("squad2", traindata=folders["traindata"], evaldata=folders["evaldata"], for_training=False)
    assert {row.title for row in rows} == measured


def test_documents_kept_apart_are_never_trained_on(folders: dict[str, Path], examples: list[Example]) -> None:
    rows = [row for name in SOURCES for row in read_rows(name, traindata=folders["traindata"], evaldata=folders["evaldata"])]
    starts = {row.text.split(".")[0] for row in rows if is_kept_apart(row)}
    assert starts
    assert starts_of_windows(examples)
    assert not starts_of_windows(examples) & starts
    assert starts_of_windows(apart_examples(**folders, seed=1, most_per_source=40)) <= starts


def starts_of_windows(examples: list[Example]) -> set[str]:
    """Their first sentences, of the sources' own, where these name a town: those of short windows may not."""
    starts = {example.passage.text.split(".")[0] for example in examples if example.source in SOURCES}
    return {start for start in starts if start.endswith("has a school")}


def test_some_windows_are_a_single_sentence_and_some_the_whole_passage(examples: list[Example]) -> None:
    assert {1, 4} <= {len(example.passage.sentences) for example in examples if example.kind == "positive"}


def test_evidence_that_is_not_in_its_document_is_an_error(folders: dict[str, Path], tmp_path: Path) -> None:
    _, evaldata = write_labelled_data(tmp_path)
    questions = evaldata / "squad2" / "questions.jsonl"
    questions.write_text(questions.read_text().replace("on Mondays", "on Fridays"))
    with pytest.raises(ValueError, match=r"squad2: the evidence of question .* is not in its document"):
        read_rows("squad2", traindata=folders["traindata"], evaldata=evaldata)
