"""Makes the model that ships from a checkpoint: ``python -m training.export --checkpoint FILE --out FOLDER``.

The forms are those of ``training.reader_graph``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import onnx
import torch

from training.model import ReaderModel, config_of
from training.reader_graph import FORMS, reader_graph
from training.start import tokenizer_file
from training.train import WINDOW_TOKENS

__all__ = ["export", "main", "model_of"]


def export(model: ReaderModel, tokenizer_file: Path, out: Path, *, form: str, window_tokens: int = WINDOW_TOKENS) -> None:
    """Writes ``model.onnx``, ``tokenizer.json`` and ``reader.json`` into ``out``. ``form`` is one of ``FORMS``."""
    out.mkdir(parents=True, exist_ok=True)
    config = model.encoder.config
    if config.hidden_act != "gelu":
        raise ValueError(f"the graph is written for gelu, and the encoder's activation is {config.hidden_act}")
    graph = reader_graph(
        {name: values.float().numpy() for name, values in model.state_dict().items() if values.is_floating_point()},
        layers=config.num_hidden_layers,
        attention_heads=config.num_attention_heads,
        epsilon=config.layer_norm_eps,
        form=form,
    )
    onnx.checker.check_model(graph)
    onnx.save(graph, out / "model.onnx")
    shutil.copyfile(tokenizer_file, out / "tokenizer.json")
    settings = {"format": 1, "window_tokens": window_tokens, "form": form}
    (out / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def model_of(checkpoint: Path) -> ReaderModel:
    """The model whose weights ``training.train`` has saved."""
    state = torch.load(checkpoint, weights_only=True)["model"]
    model = ReaderModel.from_config(config_of(state))
    model.load_state_dict(state)
    return model


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Exports a checkpoint to the form that ships.")
    parser.add_argument("--checkpoint", type=Path, default=Path("build/reader/checkpoint.pt"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--form", choices=FORMS, default="int8")
    options = parser.parse_args()
    export(model_of(options.checkpoint), tokenizer_file(), options.out, form=options.form)
    size = (options.out / "model.onnx").stat().st_size / 1e6
    print(f"{options.out / 'model.onnx'}: {size:.1f} MB, {options.form}")


if __name__ == "__main__":
    main()
