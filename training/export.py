"""Makes the model that ships from a checkpoint: ``python -m training.export --checkpoint FILE --out FOLDER --form int8``.

Three forms: ``fp32``, ``fp16`` (weights stored in half the size, arithmetic as before) and ``int8`` (weights and arithmetic in eight bits,
the scale of the activations found as it runs).
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig

from training.model import ReaderModel
from training.start import encoder_folder
from training.train import WINDOW_TOKENS

__all__ = ["FORMS", "convert", "export", "main"]

FORMS = ("fp32", "fp16", "int8")
_OPSET = 18
_SMALLEST_HALVED = 1024
"""Entries. Smaller tensors stay as they are: halving them saves nothing."""


def export(model: ReaderModel, tokenizer_file: Path, out: Path, *, form: str, window_tokens: int = WINDOW_TOKENS) -> None:
    """Writes ``model.onnx``, ``tokenizer.json`` and ``reader.json`` into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        exact = Path(scratch) / "exact.onnx"
        _to_onnx(model, exact)
        convert(exact, out / "model.onnx", form=form)
    shutil.copyfile(tokenizer_file, out / "tokenizer.json")
    settings = {"format": 1, "window_tokens": window_tokens, "form": form}
    (out / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def convert(exact: Path, out: Path, *, form: str) -> None:
    """Writes the fp32 model ``exact`` to ``out`` in one of ``FORMS``."""
    if form not in FORMS:
        raise ValueError(f"no such form: {form!r}; there are {', '.join(FORMS)}")
    if form == "int8":
        # Seven bits of range: without it, pairs of products overflow on processors that have AVX2 and no VNNI.
        quantize_dynamic(exact, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    elif form == "fp16":
        onnx.save(_halved(onnx.load(exact)), out)
    else:
        shutil.copyfile(exact, out)


def _to_onnx(model: ReaderModel, file: Path) -> None:
    model.eval()
    # Two of each, and no number that could be taken for a constant of the model.
    ids = torch.randint(1, 7, (2, 11))
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=model.encoder.config.max_position_embeddings)
    shape = {0: batch, 1: length}
    with warnings.catch_warnings():
        # The exporter warns of what its own next version will change.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (ids, torch.ones_like(ids), torch.zeros_like(ids)),
            file,
            input_names=["input_ids", "attention_mask", "token_type_ids"],
            output_names=["tokens", "window"],
            dynamic_shapes=(shape, shape, shape),
            opset_version=_OPSET,
            external_data=False,
            dynamo=True,
            verbose=False,
        )
    stored = onnx.load(file)
    # The exporter notes some shapes from before it swapped weights round, and the quantiser refuses them. It finds its own.
    del stored.graph.value_info[:]
    onnx.save(stored, file)


def _halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """Large tensors of weights stored as float16, each with a Cast to float32 before it is used, which runs once, while loading."""
    casts = []
    for weights in model.graph.initializer:
        values = numpy_helper.to_array(weights)
        if weights.data_type != TensorProto.FLOAT or values.size < _SMALLEST_HALVED:
            continue
        name = weights.name
        weights.CopyFrom(numpy_helper.from_array(values.astype("float16"), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Exports a checkpoint to the form that ships.")
    parser.add_argument("--checkpoint", type=Path, default=Path("build/reader/checkpoint.pt"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--form", choices=FORMS, default="int8")
    options = parser.parse_args()
    start = encoder_folder()
    model = ReaderModel.from_config(BertConfig.from_pretrained(start))
    model.load_state_dict(torch.load(options.checkpoint, weights_only=True)["model"])
    export(model, start / "tokenizer.json", options.out, form=options.form)
    size = (options.out / "model.onnx").stat().st_size / 1e6
    print(f"{options.out / 'model.onnx'}: {size:.1f} MB, {options.form}")


if __name__ == "__main__":
    main()
