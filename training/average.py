"""Averages the weights of two checkpoints: ``python -m training.average FIRST SECOND --share .65 --out FILE``.

Method: the weights of a run and those of a run that went on from it are interpolated (Wortsman et al. 2022, "Robust fine-tuning of
zero-shot models"). What the two have learnt differently by chance cancels out; it costs nothing when the reader is used.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor

__all__ = ["averaged", "main"]


def averaged(first: Mapping[str, Tensor], second: Mapping[str, Tensor], share: float) -> dict[str, Tensor]:
    """``share`` of ``second`` and the rest of ``first``, weight by weight. Raises ValueError when they are not of the same model."""
    if {name: weights.shape for name, weights in first.items()} != {name: weights.shape for name, weights in second.items()}:
        raise ValueError("the two checkpoints are not of the same model: their weights have other names or shapes")
    return {name: torch.lerp(first[name], weights, share) if weights.is_floating_point() else weights for name, weights in second.items()}


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Averages the weights of two checkpoints.")
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.65, help="of the second, from 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    first, second = (torch.load(file, weights_only=True)["model"] for file in (options.first, options.second))
    torch.save({"model": averaged(first, second, options.share)}, options.out)


if __name__ == "__main__":
    main()
