"""Makes a checkpoint of a reader that was exported: ``python -m training.unpacking READER --out checkpoint.pt``.

So that training can go on from the reader that ships, whose checkpoint is not kept. Weights in eight bits come back as what they stand
for, so a sentence's logit differs from that of the checkpoint by as much as that of the export does.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.model import ReaderModel, config_of

__all__ = ["main", "unpacked"]

_SCALES = ".scales"
_FUSED_ATTENTION = ".attention.self."
_PARTS = ("query", "key", "value")


def unpacked(file: Path, expected: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state of :class:`training.model.ReaderModel` that the graph of ``training.reader_graph`` in ``file`` was made from.

    ``expected`` is a state of the same model: its names and shapes are wanted, and what the graph does not hold is taken from it (the
    numbers of the places, which no one trains). Raises ValueError when a weight is missing or of another shape.
    """
    stored: dict[str, NDArray[np.generic]] = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(file).graph.initializer}
    found: dict[str, torch.Tensor] = {}
    for name, like in expected.items():
        if not like.is_floating_point():
            found[name] = like
            continue
        values = _weights(name, stored)
        if values is None or values.shape != tuple(like.shape):
            raise ValueError(f"{file} is no graph of this model: {name} is missing or of another shape")
        found[name] = torch.from_numpy(np.ascontiguousarray(values))
    return found


def _weights(name: str, stored: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float32] | None:
    before, fused, rest = name.partition(_FUSED_ATTENTION)
    part, _, kind = rest.partition(".")
    if fused and part in _PARTS:
        values = _matrix(f"{before}{fused}{kind}", stored)
        return None if values is None else np.split(values, len(_PARTS))[_PARTS.index(part)]
    return _matrix(name, stored)


def _matrix(name: str, stored: Mapping[str, NDArray[np.generic]]) -> NDArray[np.float32] | None:
    """A tensor as torch keeps it, a row an output."""
    if name not in stored:
        return None
    values = stored[name].astype(np.float32)
    if (scales := stored.get(name + _SCALES)) is not None:
        values = values * scales.astype(np.float32)
    # Products are kept turned, tables of embeddings are not.
    return values.T if values.ndim > 1 and "embeddings" not in name else values


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Makes a checkpoint of an exported reader.")
    parser.add_argument("reader", type=Path, help="folder of the reader, with model.onnx")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    graph_file = options.reader / "model.onnx"
    model = ReaderModel.from_config(config_of(tensor.name for tensor in onnx.load(graph_file).graph.initializer))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": unpacked(graph_file, model.state_dict())}, options.out)


if __name__ == "__main__":
    main()
