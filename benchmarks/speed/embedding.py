"""Measures ways to put passages through the embedding model: how long each takes, and how far its vectors are from those in use.

    python -m benchmarks.speed.embedding --index index [--chunks 24] [--rounds 3] [--threads 1]
    python -m benchmarks.speed.embedding --index index --set seeds --questions $COPRO_QA_EVALDATA/seeds/questions.jsonl

The ways take turns, in processor time, which other programs on the machine change less than the clock's. With ``--questions`` all chunks of
the index are embedded in eight bits instead (or in bfloat16: ``--rough bfloat16``), and what search then finds is set beside what it finds
with the vectors as they are.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality.sets import SETS, EvaluationSet, Part, read_set
from benchmarks.quality.variants import SearchOnly
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.comparison import compare
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.questions import QuestionFile
from copro_qa.evaluation.runner import evaluate
from copro_qa.models.embedder import Embedder
from copro_qa.models.exported_embedder import ExportDescription, ExportedEmbedder
from copro_qa.models.exports import MODEL, TOKENIZER, checksum, export_folder
from copro_qa.models.factory import EmbedderFactory
from copro_qa.retrieval.joined import SearchWeights
from copro_qa.retrieval.search import Retriever
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import cache_folder, open_current
from copro_qa.wiring import embedder_factory
from ingest.embedder_export import keep_export

_IN_USE, _EIGHT_BITS = "exported, one by one (in use)", "exported, one by one, in eight bits"
_BFLOAT16 = "torch in bfloat16, eight at once"
_MEASURES = ("passage_recall_at_1", "passage_recall_at_5", "document_recall_at_1")
_SEED = 2011


def main(arguments: list[str] | None = None) -> int:
    """Prints a table of the ways, or one of what search finds."""
    options = _options(arguments)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    try:
        factory = embedder_factory(options.model, threads=options.threads)
        keep_export(options.index, factory)
        generation = open_current(options.index)
        with tempfile.TemporaryDirectory() as work:
            if options.questions:
                _search(generation, factory, options, Path(work))
            else:
                _time(generation, factory, options, Path(work))
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _time(generation: Generation, factory: EmbedderFactory, options: argparse.Namespace, work: Path) -> None:
    ways = {
        "torch": factory.load(),
        _IN_USE: _exported(options, factory),
        _EIGHT_BITS: _in_eight_bits(options, factory, work),
        _BFLOAT16: _InBfloat16(factory.load()),
    }
    chosen = np.random.default_rng(_SEED).permutation(len(generation))[: options.chunks].tolist()
    texts = [generation.chunk(number).searchable_text for number in chosen]
    tokens = ways[_IN_USE].count_tokens(texts)
    print(f"{len(texts)} chunks of {sum(tokens) / len(tokens):.0f} tokens, {options.threads} threads, {options.rounds} rounds")
    exact = ways[_IN_USE].embed(texts)
    cosines = {name: np.einsum("ij,ij->i", embedder.embed(texts), exact) for name, embedder in ways.items()}
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, embedder in ways.items():
            before = time.process_time()
            embedder.embed(texts)
            spent[name].append(time.process_time() - before)
    print("| way | processor time, median | over what is in use | cosine to it, least and mean |\n|---|---|---|---|")
    for name, seconds in spent.items():
        # By turns, so that each round is a ratio of its own.
        ratio = median(one / other for one, other in zip(seconds, spent[_IN_USE], strict=True))
        print(f"| {name} | {median(seconds):.2f} s | {ratio:.2f} | {cosines[name].min():.7f}, {cosines[name].mean():.7f} |")


def _search(generation: Generation, factory: EmbedderFactory, options: argparse.Namespace, work: Path) -> None:
    questions = read_set(_set(options.set), options.questions, options.part)
    exact = _exported(options, factory)
    rough = _InBfloat16(factory.load()) if options.rough == "bfloat16" else _in_eight_bits(options, factory, work)
    with_exact = {name: _found(generation, exact, questions, weights) for name, weights in _WEIGHTS.items()}
    texts = [generation.chunk(number).searchable_text for number in range(len(generation))]
    vectors = FaissVectors(rough.dimension)
    vectors.add(np.arange(len(texts), dtype=np.int64), rough.embed(texts))
    generation.vectors = vectors
    print(f"| search | measure | n | as it is | {options.rough} | better · worse | p |\n|---|---|---|---|---|---|---|")
    for name, weights in _WEIGHTS.items():
        for each in compare(with_exact[name], _found(generation, rough, questions, weights)):
            if each.name in _MEASURES:
                print(
                    f"| {name} | {each.label} | {each.of} | {each.before:.3f} | {each.after:.3f} | {each.better} · {each.worse} "
                    f"| {each.p_value:.2f} |"
                )


_WEIGHTS = {"by meaning": SearchWeights(lexical=0.0), "both": SearchWeights()}


def _found(generation: Generation, embedder: Embedder, questions: QuestionFile, weights: SearchWeights) -> Evaluation:
    return evaluate(SearchOnly(generation, Retriever(generation, embedder, weights=weights)), questions.questions)


def _exported(options: argparse.Namespace, factory: EmbedderFactory) -> ExportedEmbedder:
    folder = export_folder(cache_folder(options.index), factory.fingerprint)
    return ExportedEmbedder(folder, fingerprint=factory.fingerprint, threads=options.threads)


def _in_eight_bits(options: argparse.Namespace, factory: EmbedderFactory, work: Path) -> ExportedEmbedder:
    """The export with its weights in eight bits, one scale for each column, and what goes through them rounded as it comes."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder = export_folder(cache_folder(options.index), factory.fingerprint)
    quantize_dynamic(str(folder / MODEL), str(work / MODEL), weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(folder / TOKENIZER, work)
    about = ExportDescription.read(folder, fingerprint=factory.fingerprint)
    replace(about, files={name: checksum(work / name) for name in (MODEL, TOKENIZER)}).write(work)
    return ExportedEmbedder(work, fingerprint=factory.fingerprint, threads=options.threads)


class _InBfloat16:
    """An Embedder whose products are in bfloat16, which some processors multiply several times as fast."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.fingerprint, self.dimension, self.max_tokens = embedder.fingerprint, embedder.dimension, embedder.max_tokens

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        import torch

        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self._embedder.embed(texts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder.count_tokens."""
        return self._embedder.count_tokens(texts)


def _set(name: str) -> EvaluationSet:
    return next((each for each in SETS if each.name == name), EvaluationSet(name, "."))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.embedding", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, default=Path("index"), help="an index that is built already (default: index)")
    parser.add_argument("--model", help="the embedding model of the index (default: the packaged one)")
    parser.add_argument("--chunks", type=int, default=24, help="how many chunks are embedded, drawn with a fixed seed (default: 24)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way has its turn (default: 3)")
    parser.add_argument("--threads", type=int, default=1, help="for each way (default: 1)")
    parser.add_argument("--questions", type=Path, help="a questions file: compare what search finds instead")
    parser.add_argument("--rough", choices=("int8", "bfloat16"), default="int8", help="with --questions: the form compared (default: int8)")
    parser.add_argument("--set", default="own", help="which evaluation set the questions are of, for how they are read and divided")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.CHOOSE, help="which part of the set (default: choose)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
