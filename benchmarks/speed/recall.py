"""Measures what clusters of vectors find of the exact answer, on real vectors and real questions, at several sizes.

    python -m benchmarks.speed.recall --corpus a/corpus.jsonl,b/corpus.jsonl --like index --questions a/questions.jsonl,b/questions.jsonl
        --cache build/recall

Vectors are those of the sentences of some corpora (files with a document on each line), and of the chunks and sentences of some indexes.
They are put into clusters as a store of that size would be if it were above the line where clusters begin, and the store chooses how many
to search. What it then finds of the ten nearest to each question is compared with what comparing every vector finds. Each set of questions
is a line of its own, because questions of a kind that the corpora do not answer lie differently. Embedding takes long, so what is embedded
is kept in ``--cache`` and a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.speed.asked import first_questions
from benchmarks.speed.vectors import Vectors, recall_of, vectors_of
from copro_qa.document import Document, Source
from copro_qa.errors import CoproQaError, DocumentUnreadable
from copro_qa.sentences import sentence_spans
from copro_qa.store.faiss_vectors import FaissVectors
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from copro_qa.wiring import embedder_factory
from ingest.corpus_lines import parse_line, read_corpus_lines
from ingest.embedder_export import ExportedFactory
from ingest.embedding_cache import EmbeddingCache

_FEWEST_WORDS = 4
"""A sentence of fewer is a number or a name, of which there are thousands that are alike."""
_SEED = 2011


def main(arguments: list[str] | None = None) -> int:
    """Prints a table for each size."""
    options = _options(arguments)
    try:
        generations = [open_current(index) for index in options.like]
        texts = list(dict.fromkeys([*_sentences_of_corpora(options.corpus), *_sentences_of_indexes(generations)]))
        if options.sentences is not None:
            chosen = np.random.default_rng(_SEED).permutation(len(texts))[: options.sentences]
            texts = [texts[place] for place in chosen]
        asked = {file: first_questions(file, options.count) for file in options.questions}
        sentences, questions = _embedded(texts, asked, options)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    chunks = [vectors_of(generation) for generation in generations]
    every = np.concatenate([sentences, *chunks])
    print(f"{len(every)} real vectors: {len(sentences)} sentences, {sum(map(len, chunks))} chunks", flush=True)
    order = np.random.default_rng(_SEED).permutation(len(every))
    for size in sorted({min(size, len(every)) for size in options.sizes or [len(every)]}):
        _measure(every[order[:size]], questions)
    return 0


def _measure(vectors: Vectors, questions: dict[Path, Vectors]) -> None:
    started = time.perf_counter()
    store = FaissVectors(vectors.shape[1])
    store.add(np.arange(len(vectors), dtype=np.int64), vectors)
    store.cluster()
    chosen = store.form
    tried = sorted({max(1, chosen.searched // 4), max(1, chosen.searched // 2), chosen.searched})
    seconds = time.perf_counter() - started
    print(f"\n{len(vectors)} vectors in {chosen.clusters} clusters, made in {seconds:.0f} s; {chosen.searched} are searched")
    print(f"| recall@10 of | n | {' | '.join(f'{searched} searched' for searched in tried)} |")
    print(f"|---|---|{'---|' * len(tried)}")
    for file, asked in questions.items():
        found = []
        for searched in tried:
            store.form = chosen._replace(searched=searched)
            found.append(recall_of(store, asked))
        print(f"| {file.parent.name} | {len(asked)} | {' | '.join(f'{share:.3f}' for share in found)} |", flush=True)


def _sentences_of_corpora(files: list[Path]) -> Iterator[str]:
    for file in files:
        for line in read_corpus_lines(file).files:
            try:
                parsed = parse_line(line)
            except DocumentUnreadable:
                continue
            source = Source(path=line.path, file_sha256=line.file_sha256, media_type="text/plain", title=line.path)
            yield from _sentences_of(Document(line.document_id, parsed.text, parsed.blocks, parsed.pages, source))


def _sentences_of_indexes(generations: list[Generation]) -> Iterator[str]:
    for generation in generations:
        for document in generation.documents():
            yield from _sentences_of(document)


def _sentences_of(document: Document) -> Iterator[str]:
    for span in sentence_spans(document.span(0, len(document.text))):
        if len(span.text.split()) >= _FEWEST_WORDS:
            yield span.text


def _embedded(texts: list[str], asked: dict[Path, list[str]], options: argparse.Namespace) -> tuple[Vectors, dict[Path, Vectors]]:
    """The vectors of the texts and of each file's questions."""
    factory = ExportedFactory(options.cache, embedder_factory(options.model, threads=options.threads), threads=options.threads)
    embedder = factory.load()
    with EmbeddingCache(options.cache, fingerprint=factory.fingerprint, dimension=embedder.dimension) as cache:
        questions = {file: cache.embed(some, embedder) for file, some in asked.items()}
        return cache.embed(texts, embedder, embedded=_Told(len(texts))), questions


class _Told:
    """Says now and then how far embedding is."""

    def __init__(self, total: int) -> None:
        self._total, self._done, self._last = total, 0, time.monotonic()

    def __call__(self, more: int) -> None:
        self._done += more
        if time.monotonic() - self._last > 30:  # noqa: PLR2004  seconds
            self._last = time.monotonic()
            print(f"embedded {self._done} of {self._total}", file=sys.stderr, flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    def paths(text: str) -> list[Path]:
        return [Path(name) for name in text.split(",") if name]

    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.recall", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=paths, default=[], help="corpora with a document on each line, with commas between")
    parser.add_argument("--like", type=paths, default=[], help="indexes that are built already, with commas between")
    parser.add_argument("--questions", type=paths, required=True, help="questions files, with commas between; asked from the top")
    parser.add_argument("--count", type=int, default=200, help="how many questions of each file (default: 200)")
    parser.add_argument("--sentences", type=int, help="how many sentences, drawn at random (default: all)")
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], help="how many vectors (default: all)")
    parser.add_argument("--cache", type=Path, required=True, help="the folder where embeddings are kept")
    parser.add_argument("--model", help="the embedding model (default: the packaged one)")
    parser.add_argument("--threads", type=int, default=1, help="threads for embedding (default: 1)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
