"""Measures an index of a million chunks: time of a search, what the clusters find of the exact answer, memory, and start to ready.

    python -m benchmarks.speed.scale build --like index --chunks 1000000 --index scale-index
    python -m benchmarks.speed.scale measure --index scale-index --questions questions.jsonl
    python -m benchmarks.speed.scale recall --like index,other-index --questions questions.jsonl

``build`` makes chunks of words drawn as often as the index ``--like`` has them, with vectors strewn around that index's own. They serve
for time and memory. ``recall`` takes the real vectors of the chunks of some indexes, puts them into clusters however few they are, and
compares what is found for real questions with what comparing every vector finds.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed.search import EmbeddedBefore
from benchmarks.speed.service import running_service
from benchmarks.speed.timing import summary
from copro_qa.document import Block, BlockKind, Document, Source
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.questions import read_questions
from copro_qa.retrieval.search import Retriever
from copro_qa.settings import Settings
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.generation import Generation, open_current
from copro_qa.store.publishing import GenerationWriter, publish
from copro_qa.store.vectors import VectorStore
from copro_qa.wiring import embedder_factory, open_question_embedder

_SEED = 2011
_CHUNKS_A_DOCUMENT = 100
_WORDS_A_CHUNK = 24
_STREWN = 0.7
"""Length of the noise that is added to a real vector of length 1."""
_NEAREST = 10
_COMPARED_AT_ONCE = 50_000
_STARTS = 3

Vectors = NDArray[np.float32]


def main(arguments: list[str] | None = None) -> int:
    """Runs one of the three."""
    options = _options(arguments)
    try:
        options.run(options)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def build(options: argparse.Namespace) -> None:
    """Makes and publishes the index."""
    (like,) = [open_current(index) for index in options.like]
    random = np.random.default_rng(_SEED)
    words, shares = _words_of(like)
    real = _vectors_of(like)
    scratch = options.index / "scratch"
    shutil.rmtree(options.index, ignore_errors=True)
    options.index.mkdir(parents=True)
    # What questions are embedded with lies in the cache.
    (options.index / "cache").symlink_to((options.like[0] / "cache").resolve(), target_is_directory=True)
    started = time.perf_counter()
    writer = GenerationWriter(scratch, dimension=real.shape[1])
    for number in range(-(-options.chunks // _CHUNKS_A_DOCUMENT)):
        drawn = random.choice(len(words), (_CHUNKS_A_DOCUMENT, _WORDS_A_CHUNK), p=shares)
        document = _document(number, [" ".join(words[place] for place in row) for row in drawn])
        vectors = _strewn(real[random.integers(0, len(real), _CHUNKS_A_DOCUMENT)], random)
        writer.add(document, [(document.span(block.start, block.end), None) for block in document.blocks], vectors, {})
    print(f"written:   {time.perf_counter() - started:.0f} s", flush=True)
    writer.finish(generation_id="scale", recipe=like.manifest.recipe)
    print(f"finished:  {time.perf_counter() - started:.0f} s", flush=True)
    publish(options.index, scratch, "scale")
    print(f"published: {time.perf_counter() - started:.0f} s")


def measure(options: argparse.Namespace) -> None:
    """Prints one line for each figure."""
    starts, memory = [], []
    for _ in range(_STARTS):
        with running_service(options.index) as service:
            starts.append(service.seconds_to_ready)
            memory.append(service.resident_bytes())
    print(f"start to ready:               {summary(starts)}", flush=True)
    print(f"resident once ready:          {max(memory) / 1e9:.2f} GB", flush=True)
    questions, vectors = _questions(options)
    with running_service(options.index) as service:
        asked = [service.search(question) for question in questions]
        print(f"POST /search, warm:           {summary(asked[len(asked) // 2 :])}")
        print(f"resident after {len(asked)} searches:  {service.resident_bytes() / 1e9:.2f} GB", flush=True)
    generation = open_current(options.index)
    form = generation.vectors.form
    print(f"chunks, form of the vectors:  {len(generation)}, {form.kind}, {form.searched} of {form.clusters} clusters searched")
    retriever = Retriever(generation, EmbeddedBefore("", dict(zip(questions, vectors, strict=True))))
    for question in questions:
        retriever.search(question)
    print(f"search, question embedded:    {summary([_seconds(retriever, question) for question in questions])}", flush=True)
    print(
        f"recall@10 against exact:      {_recall(generation.vectors, vectors):.4f}, n {len(questions)} (synthetic vectors, real questions)"
    )


def recall(options: argparse.Namespace) -> None:
    """Recall of clusters over real vectors and real questions, for the store's own choice and for others."""
    real = np.concatenate([_vectors_of(open_current(index)) for index in options.like])
    options.index = options.like[0]
    _, vectors = _questions(options)
    store = FaissVectors(real.shape[1])
    store.add(np.arange(len(real), dtype=np.int64), real)
    store.cluster()
    form = store.form
    print(f"{len(real)} real chunks, {len(vectors)} real questions; chosen: {form.searched} of {form.clusters} clusters")
    for searched in sorted({max(1, form.searched // 4), max(1, form.searched // 2), form.searched}):
        store.form = form._replace(searched=searched)
        print(f"  {searched} searched: recall@10 {_recall(store, vectors):.4f}")


def _words_of(like: Generation) -> tuple[list[str], NDArray[np.float64]]:
    counts = Counter(word for document in like.documents() for word in document.text.split() if word.isalpha())
    words = sorted(counts)
    shares = np.array([counts[word] for word in words], float)
    return words, shares / shares.sum()


def _vectors_of(like: Generation) -> Vectors:
    return like.vectors.get(np.arange(len(like), dtype=np.int64))


def _strewn(vectors: Vectors, random: np.random.Generator) -> Vectors:
    noise = random.normal(size=vectors.shape)
    strewn = vectors + _STREWN * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    made: Vectors = (strewn / np.linalg.norm(strewn, axis=1, keepdims=True)).astype(np.float32)
    return made


def _document(number: int, paragraphs: list[str]) -> Document:
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 1
    source = Source(path=f"{number:07}.txt", file_sha256=f"{number:064}", media_type="text/plain", title=f"Document {number}")
    return Document(f"{number:024}", "\n".join(paragraphs), tuple(blocks), (), source)


def _questions(options: argparse.Namespace) -> tuple[list[str], Vectors]:
    questions = [question.question for question in read_questions(options.questions).questions][: options.count]
    settings = Settings(index=options.index)
    return questions, open_question_embedder(settings, embedder_factory(settings.model, threads=1)).embed(questions)


def _seconds(retriever: Retriever, question: str) -> float:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        retriever.search(question)
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def _recall(store: VectorStore, questions: Vectors) -> float:
    """Share of the ten nearest, by comparing every vector as it is kept, that the store finds."""
    scores = np.full((len(questions), _NEAREST), -np.inf, np.float32)
    nearest = np.full((len(questions), _NEAREST), -1, np.int64)
    for first in range(0, len(store), _COMPARED_AT_ONCE):
        ids = np.arange(first, min(first + _COMPARED_AT_ONCE, len(store)), dtype=np.int64)
        both = np.concatenate([scores, questions @ store.get(ids).T], axis=1)
        names = np.concatenate([nearest, np.broadcast_to(ids, (len(questions), len(ids)))], axis=1)
        best = np.argsort(-both, axis=1, kind="stable")[:, :_NEAREST]
        scores, nearest = np.take_along_axis(both, best, axis=1), np.take_along_axis(names, best, axis=1)
        gc.collect()
    found = [store.search(question, _NEAREST).ids for question in questions]
    return float(np.mean([len(np.intersect1d(row, exact)) / _NEAREST for row, exact in zip(found, nearest, strict=True)]))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.scale", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(required=True)
    several: dict[str, Any] = {"type": lambda text: [Path(name) for name in text.split(",")], "required": True}
    building = commands.add_parser("build", help="make the index")
    building.add_argument("--like", **several, help="a real index, whose words and vectors are varied")
    building.add_argument("--chunks", type=int, default=1_000_000)
    building.add_argument("--index", type=Path, required=True, help="where to make it; what is there is removed")
    building.set_defaults(run=build)
    measuring = commands.add_parser("measure", help="time it")
    measuring.add_argument("--index", type=Path, required=True)
    recalling = commands.add_parser("recall", help="compare clusters with the exact answer, on real vectors")
    recalling.add_argument("--like", **several, help="real indexes, with commas between")
    for command, run in ((measuring, measure), (recalling, recall)):
        command.add_argument("--questions", type=Path, required=True, help="a questions file; asked from the top")
        command.add_argument("--count", type=int, default=200, help="how many questions (default: 200)")
        command.set_defaults(run=run)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
