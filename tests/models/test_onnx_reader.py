from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from onnxruntime import InferenceSession

from copro_qa.errors import ModelUnavailable
from copro_qa.models.onnx_reader import OnnxReader
from copro_qa.models.reader import KeyRange, Passage, Reading
from tests.models.test_reader_input import passage_of
from tests.models.tiny_reader import tiny_model, write_tiny_reader
from training.export import export
from training.model import pooled_sentences

QUESTION = "how often must the council review the plan?"
PASSAGES = [
    passage_of("the council must review the plan every year .", "it is a report ."),
    passage_of("a carer is not the council ."),
    passage_of("what is the plan ?", "it is 4 .", "and 3 of 2 .", context="the report : a plan"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_reader(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def reader(folder: Path) -> OnnxReader:
    return OnnxReader(folder)


def test_every_passage_gets_a_reading_and_every_sentence_a_figure_between_0_and_1(reader: OnnxReader) -> None:
    readings = reader.read(QUESTION, PASSAGES)
    assert [len(reading.sentences) for reading in readings] == [2, 1, 3]
    figures = [figure for reading in readings for figure in (reading.answers, *reading.sentences)]
    assert all(0 < figure < 1 for figure in figures)
    assert len({round(figure, 6) for figure in figures}) == len(figures)


def test_a_passage_is_read_the_same_alone_and_among_others(reader: OnnxReader) -> None:
    together = reader.read(QUESTION, PASSAGES)
    assert [reader.read(QUESTION, [passage])[0] for passage in PASSAGES] == together


def test_figures_are_those_of_the_model_that_was_trained(reader: OnnxReader) -> None:
    model = tiny_model()
    for passage, reading in zip(PASSAGES, reader.read(QUESTION, PASSAGES), strict=True):
        (window,) = reader._input.windows(QUESTION, passage)
        ids, types, sentences = (torch.tensor([part]) for part in (window.ids, window.types, window.sentences))
        with torch.no_grad():
            tokens, answers = model(ids, torch.ones_like(ids), types)
            figures = pooled_sentences(tokens, sentences, len(passage.sentences)).sigmoid()
        assert reading.answers == pytest.approx(answers.sigmoid().item(), abs=1e-4)
        assert reading.sentences == pytest.approx(figures.tolist(), abs=1e-4)


def test_no_passages_give_no_readings(reader: OnnxReader) -> None:
    assert reader.read(QUESTION, []) == []


def test_a_passage_without_sentences_is_still_judged_as_a_whole(reader: OnnxReader) -> None:
    bare, whole = reader.read(QUESTION, [Passage("the plan is 4 .", ()), passage_of("the plan is 4 .")])
    assert bare.sentences == ()
    assert bare.answers == whole.answers
    assert reader.read(QUESTION, [Passage("", ())])[0] == Reading(0.0, ())


def test_question_and_context_change_the_reading(reader: OnnxReader) -> None:
    passage = PASSAGES[0]
    plain = reader.read(QUESTION, [passage])[0]
    assert reader.read("who is the carer?", [passage])[0] != plain
    assert reader.read(QUESTION, [passage._replace(context="a report of the year")])[0] != plain


def test_a_passage_longer_than_the_window_is_read_to_its_end(reader: OnnxReader) -> None:
    sentences = ["the council must review the plan every year ."] * 79
    first, second = (reader.read(QUESTION, [passage_of(*sentences, last)])[0] for last in ("it is 4 .", "a carer is not a report ."))
    assert len(first.sentences) == 80
    assert first.sentences[:40] == second.sentences[:40]
    assert first.sentences[-1] != second.sentences[-1]


def test_the_end_of_a_sentence_longer_than_the_window_counts(reader: OnnxReader) -> None:
    start = "the plan of a council " * 120
    first, second = (reader.read(QUESTION, [passage_of(start + end)])[0] for end in ("", "and a carer must not report 4 times 3 ."))
    assert first.sentences != second.sentences


def test_keys_lie_inside_sentences_and_grow_fewer_as_the_line_rises(folder: Path) -> None:
    passage = PASSAGES[2]

    def keys(line: float) -> tuple[KeyRange, ...]:
        return OnnxReader(folder, key_line=line).read(QUESTION, [passage])[0].keys

    every = keys(0.0)
    assert [(key.start, key.end) for key in every] == list(passage.sentences)
    some = keys(sorted(key.score for key in every)[1])
    assert 0 < sum(key.end - key.start for key in some) < sum(key.end - key.start for key in every)
    assert all(any(start <= key.start < key.end <= end for start, end in passage.sentences) for key in some)
    assert keys(1.1) == ()


def test_the_fingerprint_names_the_weights(reader: OnnxReader, folder: Path) -> None:
    assert reader.fingerprint == hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()[:16]


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "reader.json"])
def test_a_missing_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / name).unlink()
    with pytest.raises(ModelUnavailable, match=rf"cannot be loaded: {name} is not there\. Install copro-qa again"):
        OnnxReader(copy)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "reader.json"])
def test_a_damaged_file_is_a_model_that_is_unavailable(folder: Path, tmp_path: Path, name: str) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / name).write_bytes(b"\x00not what it should be")
    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        OnnxReader(copy)


def test_a_model_of_another_format_is_refused(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "copy")
    (copy / "reader.json").write_text(json.dumps({"format": 2, "window_tokens": 256}))
    with pytest.raises(ModelUnavailable, match="its format is 2, and this version of copro-qa reads format 1"):
        OnnxReader(copy)


def test_reading_needs_no_torch() -> None:
    program = "import sys, copro_qa.models.onnx_reader; sys.exit('torch' in sys.modules or 'transformers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("form", ["fp16", "int8"])
def test_smaller_forms_read_nearly_the_same(reader: OnnxReader, folder: Path, tmp_path: Path, form: str) -> None:
    export(tiny_model(), folder / "tokenizer.json", tmp_path, form=form, window_tokens=256)
    smaller = OnnxReader(tmp_path)
    exact, near = (
        np.asarray([figure for reading in each.read(QUESTION, PASSAGES) for figure in (reading.answers, *reading.sentences)])
        for each in (reader, smaller)
    )
    assert np.abs(exact - near).max() < {"fp16": 0.01, "int8": 0.15}[form]
    assert (exact != near).any()


def test_an_unknown_form_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no such form: 'int4'; there are fp32, fp16, int8"):
        export(tiny_model(), folder / "tokenizer.json", tmp_path, form="int4")


def test_what_fills_a_batch_up_changes_nothing(folder: Path) -> None:
    session = InferenceSession(str(folder / "model.onnx"))
    ids, mask = np.array([[2, 5, 9, 3]]), np.ones((1, 4), np.int64)
    alone = session.run(["tokens", "window"], {"input_ids": ids, "attention_mask": mask, "token_type_ids": mask * 0})
    two = {"input_ids": np.array([[2, 5, 9, 3, 7, 7], [2, 8, 8, 8, 8, 3]]), "attention_mask": np.array([[1, 1, 1, 1, 0, 0], [1] * 6])}
    tokens, windows = session.run(["tokens", "window"], {**two, "token_type_ids": two["input_ids"] * 0})
    np.testing.assert_allclose(tokens[0, :4], alone[0][0], atol=1e-5)
    assert windows[0] == pytest.approx(alone[1][0], abs=1e-5)
