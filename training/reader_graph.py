"""The reader as an ONNX graph, written node by node with the operators that onnxruntime has for encoders.

Three forms: ``fp32``; ``fp16``, weights stored in half the size and arithmetic as before; and ``int8``, the same with most products in
eight bits, the scale of what is multiplied found as it runs. The last product of a layer keeps its sixteen: what goes into it differs so
much in size that in eight it moved a sentence's logit by .10 on average and 1.6 at most, the others together by .07 and .46 (20 windows).
The table of the words is stored in eight bits too, a scale a word, and turned back once while the model is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

__all__ = ["FORMS", "reader_graph"]

FORMS = ("fp32", "fp16", "int8")

_OPSET = 18
_IR_VERSION = 10
_FUSED = "com.microsoft"
"""Domain of the operators that onnxruntime adds to those of ONNX."""
_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_SMALLEST_HALVED = 1024
"""Entries. Smaller tensors stay as they are: halving them saves nothing."""
_LARGEST_EIGHT_BITS = 64
"""Seven bits of range: without that, pairs of products overflow on processors that have AVX2 and no VNNI."""
_LARGEST_STORED = 127
"""Of what is only stored in eight bits, and not multiplied so."""


def reader_graph(
    weights: Mapping[str, NDArray[np.float32]], *, layers: int, attention_heads: int, epsilon: float, form: str
) -> onnx.ModelProto:
    """The model of :class:`training.model.ReaderModel` with these weights, named as in its state, in one of ``FORMS``.

    Takes three integer tensors of shape (windows, tokens); gives ``tokens`` (windows, tokens, 3) and ``window`` (windows,).
    """
    if form not in FORMS:
        raise ValueError(f"no such form: {form!r}; there are {', '.join(FORMS)}")
    graph = _Graph(weights, attention_heads, epsilon, form)
    states = graph.embeddings()
    for number in range(layers):
        states = graph.layer(f"encoder.encoder.layer.{number}", states)
    graph.heads(states)
    return graph.finished()


class _Graph:
    """A graph in the making. Each method adds nodes and gives back the name of what they make."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], attention_heads: int, epsilon: float, form: str) -> None:
        self._weights = weights
        self._attention_heads = attention_heads
        self._epsilon = epsilon
        self._form = form
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []
        self._ids, self._mask, self._types = (self._node("Cast", [name], to=TensorProto.INT32) for name in _INPUTS)

    def embeddings(self) -> str:
        """Of words, places and token types, summed and normalised."""
        name = "encoder.embeddings"
        words = self._table(f"{name}.word_embeddings.weight")
        tables = [self._stored(f"{name}.{table}_embeddings.weight") for table in ("position", "token_type")]
        inputs = [self._ids, self._types, words, *tables, *self._normalisation(f"{name}.LayerNorm")]
        return self._nodes_with("EmbedLayerNormalization", inputs, outputs=2, domain=_FUSED, epsilon=self._epsilon)[0]

    def layer(self, name: str, states: str) -> str:
        """Attention and two dense layers; what comes of the first and the last product is added to what went in, and normalised."""
        three = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        matrix = np.concatenate([self._weights[f"{part}.weight"] for part in three])
        bias = self._tensor(f"{name}.attention.self.bias", np.concatenate([self._weights[f"{part}.bias"] for part in three]))
        projected = self._product(states, f"{name}.attention.self.weight", matrix, small=True)
        parts = self._nodes_with("Split", [projected], outputs=3, axis=-1, num_outputs=3)
        attended = self._node("MultiHeadAttention", [*parts, bias, self._mask], domain=_FUSED, num_heads=self._attention_heads)
        states = self._dense_and_added(attended, states, f"{name}.attention.output", small=True)
        dense = f"{name}.intermediate.dense"
        wide = self._product(states, f"{dense}.weight", self._weights[f"{dense}.weight"], small=True)
        active = self._node("BiasGelu", [wide, self._stored(f"{dense}.bias")], domain=_FUSED)
        return self._dense_and_added(active, states, f"{name}.output")

    def heads(self, states: str) -> None:
        """The logits of the tokens, and of the windows from their first tokens."""
        tokens = self._product(states, "token_head.weight", self._weights["token_head.weight"])
        self._nodes_with("Add", [tokens, self._stored("token_head.bias")], names=["tokens"])
        first = self._node("Gather", [states, self._tensor("first", np.array([0], np.int64))], axis=1)
        logit = self._product(first, "window_head.weight", self._weights["window_head.weight"])
        with_bias = self._node("Add", [logit, self._stored("window_head.bias")])
        self._nodes_with("Squeeze", [with_bias, self._tensor("all_but_windows", np.array([1, 2], np.int64))], names=["window"])

    def finished(self) -> onnx.ModelProto:
        """The whole model."""
        shape = ["windows", "length"]
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in _INPUTS]
        outputs = [
            helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [*shape, 3]),
            helper.make_tensor_value_info("window", TensorProto.FLOAT, ["windows"]),
        ]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, self._tensors)
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION, producer_name="copro-qa")

    def _dense_and_added(self, states: str, before: str, name: str, *, small: bool = False) -> str:
        product = self._product(states, f"{name}.dense.weight", self._weights[f"{name}.dense.weight"], small=small)
        inputs = [product, before, *self._normalisation(f"{name}.LayerNorm"), self._stored(f"{name}.dense.bias")]
        return self._node("SkipLayerNormalization", inputs, domain=_FUSED, epsilon=self._epsilon)

    def _product(self, states: str, name: str, matrix: NDArray[np.float32], *, small: bool = False) -> str:
        """``states`` times ``matrix``, which is as torch keeps it, a row an output; in eight bits where a ``small`` change comes of it."""
        if not (small and self._form == "int8"):
            return self._node("MatMul", [states, self._tensor(name, matrix.T)])
        whole, scales = _in_eight_bits(matrix, _LARGEST_EIGHT_BITS)
        zeros = self._tensor(f"{name}.zeros", np.zeros(len(matrix), np.int8))
        inputs = [states, self._tensor(name, whole.T), self._tensor(f"{name}.scales", scales[:, 0], halved=False), zeros]
        return self._node("DynamicQuantizeMatMul", inputs, domain=_FUSED)

    def _table(self, name: str) -> str:
        """A row a word. In the form ``int8`` a word's figures are stored as whole numbers, with a scale of its own."""
        if self._form != "int8":
            return self._stored(name)
        whole, scales = _in_eight_bits(self._weights[name], _LARGEST_STORED)
        figures = self._node("Cast", [self._tensor(name, whole)], to=TensorProto.FLOAT)
        return self._node("Mul", [figures, self._tensor(f"{name}.scales", scales, halved=False)])

    def _normalisation(self, name: str) -> tuple[str, str]:
        return self._stored(f"{name}.weight"), self._stored(f"{name}.bias")

    def _stored(self, name: str) -> str:
        return self._tensor(name, self._weights[name])

    def _tensor(self, name: str, values: NDArray[np.generic], *, halved: bool = True) -> str:
        if not halved or self._form == "fp32" or values.dtype != np.float32 or values.size < _SMALLEST_HALVED:
            self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
            return name
        self._tensors.append(numpy_helper.from_array(np.ascontiguousarray(values, np.float16), name))
        # It is turned back once, while the model is loaded.
        return self._node("Cast", [name], to=TensorProto.FLOAT)

    def _node(self, kind: str, inputs: Sequence[str], *, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401 each operator has its own
        return self._nodes_with(kind, inputs, domain=domain, **attributes)[0]

    def _nodes_with(
        self,
        kind: str,
        inputs: Sequence[str],
        *,
        outputs: int = 1,
        names: Sequence[str] = (),
        domain: str = "",
        **attributes: Any,  # noqa: ANN401
    ) -> list[str]:
        number = len(self._nodes)
        made = list(names) or [f"{kind}.{number}.{place}" for place in range(outputs)]
        self._nodes.append(helper.make_node(kind, list(inputs), made, name=f"{kind}.{number}", domain=domain, **attributes))
        return made


def _in_eight_bits(matrix: NDArray[np.float32], largest: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Whole numbers up to ``largest``, of the matrix's shape, and what they are to be multiplied by, of shape (rows, 1)."""
    scales = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), np.finfo(np.float32).tiny) / largest
    return np.rint(matrix / scales).astype(np.int8), scales
