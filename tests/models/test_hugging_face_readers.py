"""The readers over Hugging Face models keep the contract of Reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.errors import ModelUnavailable
from copro_qa.models.cross_encoder import CrossEncoderReader
from copro_qa.models.reader import Passage, Reader
from copro_qa.models.reader_kinds import ReaderKind, kind_of_reader
from copro_qa.models.token_classifier import TokenClassifierReader
from tests.models.test_reader_input import passage_of
from tests.models.tiny_hugging_face import make_tiny_model
from tests.models.tiny_reader import write_tiny_reader

QUESTION = "how often must the council review the plan?"
PASSAGES = [
    passage_of("the council must review the plan every year .", "it is a report ."),
    passage_of("a carer is not the council ."),
    passage_of("what is the plan ?", "it is 4 .", "and 3 of 2 .", context="the report : a plan"),
]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("readers")
    return {
        "cross-encoder": make_tiny_model(folder / "cross", kind="sequence", labels={0: "LABEL_0"}),
        "token classifier": make_tiny_model(folder / "tokens", kind="token", labels={0: "O", 1: "EVIDENCE"}),
    }


@pytest.fixture(scope="module", params=["cross-encoder", "token classifier"])
def reader(request: pytest.FixtureRequest, folders: dict[str, Path]) -> Reader:
    folder = str(folders[request.param])
    return CrossEncoderReader(folder) if request.param == "cross-encoder" else TokenClassifierReader(folder)


def test_every_passage_gets_a_reading_and_every_sentence_a_figure_between_0_and_1(reader: Reader) -> None:
    readings = reader.read(QUESTION, PASSAGES)
    assert [len(reading.sentences) for reading in readings] == [2, 1, 3]
    figures = [figure for reading in readings for figure in (reading.answers, *reading.sentences)]
    assert all(0 < figure < 1 for figure in figures)
    assert len({round(figure, 5) for reading in readings for figure in reading.sentences}) == 6


def test_a_passage_is_read_the_same_alone_and_among_others(reader: Reader) -> None:
    together = reader.read(QUESTION, PASSAGES)
    for passage, among_others in zip(PASSAGES, together, strict=True):
        (alone,) = reader.read(QUESTION, [passage])
        assert alone.answers == pytest.approx(among_others.answers, abs=1e-3)
        assert alone.sentences == pytest.approx(among_others.sentences, abs=1e-3)


def test_the_question_counts(reader: Reader) -> None:
    (asked,) = reader.read(QUESTION, PASSAGES[:1])
    (other,) = reader.read("what is a carer?", PASSAGES[:1])
    assert asked.sentences != pytest.approx(other.sentences, abs=1e-4)


def test_a_passage_longer_than_the_models_window_is_read_to_its_end(reader: Reader) -> None:
    sentences = ["the council must review the plan every year ."] * 30
    (same,) = reader.read(QUESTION, [passage_of(*sentences)])
    (changed,) = reader.read(QUESTION, [passage_of(*sentences[:-1], "what is it ?")])
    assert same.sentences[-1] != pytest.approx(changed.sentences[-1], abs=1e-4)
    assert all(figure > 0 for figure in same.sentences)


def test_one_sentence_longer_than_the_window_has_a_figure(reader: Reader) -> None:
    (reading,) = reader.read(QUESTION, [passage_of(" ".join(["the plan of a carer and the council"] * 40))])
    assert 0 < reading.sentences[0] < 1


def test_a_question_longer_than_the_window_leaves_room_for_the_passage(reader: Reader) -> None:
    (reading,) = reader.read(" ".join(["how often"] * 20), PASSAGES[:1])
    assert all(figure > 0 for figure in reading.sentences)


def test_no_passages_and_no_sentences_give_nothing(reader: Reader) -> None:
    assert reader.read(QUESTION, []) == []
    assert [reading.sentences for reading in reader.read(QUESTION, [Passage("", ())])] == [()]


def test_a_folder_is_known_by_what_lies_in_it(folders: dict[str, Path], tmp_path: Path) -> None:
    assert kind_of_reader(str(folders["cross-encoder"])) is ReaderKind.CROSS_ENCODER
    assert kind_of_reader(str(folders["token classifier"])) is ReaderKind.TOKEN_CLASSIFIER
    assert kind_of_reader(str(write_tiny_reader(tmp_path / "own"))) is ReaderKind.ONNX


def test_a_folder_without_a_reader_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"COPRO_QA_READER names the folder .* neither reader\.json.* nor config\.json"):
        kind_of_reader(str(tmp_path))


def test_a_model_for_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"architectures": ["BertForMaskedLM"]}', encoding="utf-8")
    with pytest.raises(ModelUnavailable, match="no reader"):
        kind_of_reader(str(tmp_path))


def test_a_cross_encoder_with_several_figures_is_refused(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path / "three", kind="sequence", labels={0: "a", 1: "b", 2: "c"})
    with pytest.raises(ModelUnavailable, match="3 figures"):
        CrossEncoderReader(str(folder))


def test_an_extractor_whose_labels_say_nothing_is_refused(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path / "persons", kind="token", labels={0: "PERSON", 1: "PLACE"})
    with pytest.raises(ModelUnavailable, match="PERSON, PLACE"):
        TokenClassifierReader(str(folder))


def test_damaged_models_are_refused_by_name(tmp_path: Path) -> None:
    for reader_class in (CrossEncoderReader, TokenClassifierReader):
        with pytest.raises(ModelUnavailable, match="cannot be loaded"):
            reader_class(str(tmp_path))
