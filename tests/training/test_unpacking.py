from __future__ import annotations

from pathlib import Path

import onnx
import pytest
import torch

from tests.models.tiny_reader import tiny_model, write_tokenizer
from training.export import export
from training.model import ReaderModel
from training.unpacking import unpacked


def exported(model: ReaderModel, folder: Path, form: str) -> Path:
    export(model, write_tokenizer(folder / "words.json"), folder / form, form=form)
    return folder / form / "model.onnx"


@pytest.mark.parametrize("form, most", [("fp32", 0.0), ("fp16", 1e-3), ("int8", 0.02)])
def test_what_was_exported_comes_back(tmp_path: Path, form: str, most: float) -> None:
    model = tiny_model()
    state = unpacked(exported(model, tmp_path, form), model.state_dict())
    assert state.keys() == model.state_dict().keys()
    differences = [(state[name] - values).abs().max().item() for name, values in model.state_dict().items()]
    assert max(differences) <= most
    again = ReaderModel.from_config(model.encoder.config)
    again.load_state_dict(state)
    tokens = torch.tensor([[2, 5, 6, 3, 7, 8, 3]])
    one, other = (each.eval()(tokens, torch.ones_like(tokens), torch.zeros_like(tokens))[1] for each in (model, again))
    assert one.tolist() == pytest.approx(other.tolist(), abs=10 * most + 1e-6)


def test_a_graph_of_another_model_is_refused_by_the_weight_that_is_missing(tmp_path: Path) -> None:
    model = tiny_model()
    file = exported(model, tmp_path, "fp32")
    graph = onnx.load(file)
    tensors = [tensor for tensor in graph.graph.initializer if tensor.name != "window_head.bias"]
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(tensors)
    onnx.save(graph, file)
    with pytest.raises(ValueError, match=r"window_head\.bias is missing or of another shape"):
        unpacked(file, model.state_dict())
