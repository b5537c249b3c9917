"""Measures an index of a million chunks: time of a search, what the clusters find of the exact answer, memory, and start to ready.

    python -m benchmarks.speed.scale build --like index --chunks 1000000 --index scale-index
    python -m benchmarks.speed.scale measure --index scale-index --questions questions.jsonl

``build`` makes chunks of words drawn as often as the index ``--like`` has them, with vectors strewn around that index's own. They serve
for time and memory; what clusters find among real vectors is measured by ``benchmarks.speed.recall``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections import Counter
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed.asked import first_questions
from benchmarks.speed.search import EmbeddedBefore
from benchmarks.speed.service import running_service
from benchmarks.speed.timing import summary
from benchmarks.speed.vectors import Vectors, recall_of, vectors_of
from copro_qa.document import Block, BlockKind, Document, Source
from copro_qa.errors import CoproQaError
from copro_qa.retrieval.search import Retriever
from copro_qa.settings import Settings
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from copro_qa.store.publishing import GenerationWriter, publish
from copro_qa.wiring import embedder_factory, open_question_embedder

_SEED = 2011
_CHUNKS_A_DOCUMENT = 100
_WORDS_A_CHUNK = 24
_STREWN = 0.7
"""Length of the noise that is added to a real vector of length 1."""
_STARTS = 3


def main(arguments: list[str] | None = None) -> int:
    """Runs one of the two."""
    options = _options(arguments)
    try:
        options.run(options)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def build(options: argparse.Namespace) -> None:
    """Makes and publishes the index."""
    like = open_current(options.like)
    random = np.random.default_rng(_SEED)
    words, shares = _words_of(like)
    real = vectors_of(like)
    scratch = options.index / "scratch"
    shutil.rmtree(options.index, ignore_errors=True)
    options.index.mkdir(parents=True)
    # What questions are embedded with lies in the cache.
    (options.index / "cache").symlink_to((options.like / "cache").resolve(), target_is_directory=True)
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
    found = recall_of(generation.vectors, vectors)
    print(f"recall@10 against exact:      {found:.4f}, n {len(questions)} (synthetic vectors, real questions)")


def _words_of(like: Generation) -> tuple[list[str], NDArray[np.float64]]:
    counts = Counter(word for document in like.documents() for word in document.text.split() if word.isalpha())
    words = sorted(counts)
    shares = np.array([counts[word] for word in words], float)
    return words, shares / shares.sum()


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
    questions = first_questions(options.questions, options.count)
    settings = Settings(index=options.index)
    return questions, open_question_embedder(settings, embedder_factory(settings.model, threads=1)).embed(questions)


def _seconds(retriever: Retriever, question: str) -> float:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        retriever.search(question)
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.scale", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(required=True)
    building = commands.add_parser("build", help="make the index")
    building.add_argument("--like", type=Path, required=True, help="a real index, whose words and vectors are varied")
    building.add_argument("--chunks", type=int, default=1_000_000)
    building.add_argument("--index", type=Path, required=True, help="where to make it; what is there is removed")
    building.set_defaults(run=build)
    measuring = commands.add_parser("measure", help="time it")
    measuring.add_argument("--index", type=Path, required=True)
    measuring.add_argument("--questions", type=Path, required=True, help="a questions file; asked from the top")
    measuring.add_argument("--count", type=int, default=200, help="how many questions (default: 200)")
    measuring.set_defaults(run=measure)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
