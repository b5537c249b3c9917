"""Times search over an index, the question embedded beforehand, against the libraries' own calls.

    python -m benchmarks.speed.search --index index --questions questions.jsonl

The floor of a question is tantivy's search for its words, the query made beforehand, and FAISS's search for its vector, each for as many
hits as our search takes from it. Ours makes the query, searches both, joins them and looks the chunks up. tantivy's search needs a query,
and gives Python neither its hits nor the numbers of their chunks: a second floor counts tantivy's calls for these too. All are timed
question by question, one after the other, and the median of each question's repeats is taken. All of it runs in one thread, whose processor
time is counted, so that other programs on the machine do not; ``--clock wall`` counts the time that passes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import faiss
import numpy as np
import tantivy
from numpy.typing import NDArray

from benchmarks.speed.asked import first_questions
from benchmarks.speed.timing import summary
from copro_qa.errors import CoproQaError
from copro_qa.retrieval.joined import SEARCH_DEPTH, WORDS_COMPARED
from copro_qa.retrieval.search import Retriever
from copro_qa.settings import Settings
from copro_qa.store.generation import LEXICAL, VECTORS, Generation
from copro_qa.store.index_folder import open_current
from copro_qa.store.lexical import LexicalIndex, distinct_terms
from copro_qa.wiring import embedder_factory, open_question_embedder


class EmbeddedBefore:
    """An Embedder that gives vectors made beforehand."""

    def __init__(self, fingerprint: str, vectors: dict[str, NDArray[np.float32]]) -> None:
        self.fingerprint = fingerprint
        self.dimension = len(next(iter(vectors.values())))
        self.max_tokens = 0
        self._vectors = {question: vector[np.newaxis] for question, vector in vectors.items()}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vector of one question."""
        (question,) = texts
        return self._vectors[question]

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Not needed for searching."""
        raise NotImplementedError


def main(arguments: list[str] | None = None) -> int:
    """Prints one line for each figure."""
    options = _options(arguments)
    try:
        generation = open_current(options.index)
        settings = Settings(index=options.index)
        embedder = open_question_embedder(settings, embedder_factory(settings.model, threads=1))
        questions = first_questions(options.questions, options.count)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    vectors = dict(zip(questions, embedder.embed(questions), strict=True))
    retriever = Retriever(generation, EmbeddedBefore(embedder.fingerprint, vectors))
    floor = _Floor(generation)
    ours, theirs, every = [], [], []
    for question in questions:
        ours.append(_median_seconds(partial(retriever.search, question, limit=10), options))
        theirs.append(_median_seconds(floor.of(question, vectors[question]), options))
        every.append(_median_seconds(partial(floor.every_call, question, vectors[question]), options))
    form = generation.vectors.form.kind
    print(f"{len(generation)} chunks, vectors {form}; {len(questions)} questions, each {options.repeats} times; {options.clock} time")
    print(f"search:                              {summary(ours)}")
    for name, floors in (("libraries' own searches:            ", theirs), ("with query, hits and their numbers:  ", every)):
        ratio = median(one / other for one, other in zip(ours, floors, strict=True))
        print(f"{name}{summary(floors)}; search takes {median(ours) / median(floors):.2f} times that (median of the ratios {ratio:.2f})")
    return 0


class _Floor:
    """The two libraries, opened by themselves."""

    def __init__(self, generation: Generation) -> None:
        library: Any = faiss  # its type stubs lack keywords
        self._vectors = library.read_index(str(generation.folder / VECTORS / "vectors.faiss"))
        form = generation.vectors.form
        self._parameters = library.SearchParametersIVF(nprobe=form.searched) if form.clusters else None
        self._query_of = LexicalIndex.open(generation.folder / LEXICAL).query
        self._searcher = tantivy.Index.open(str(generation.folder / LEXICAL)).searcher()

    def of(self, question: str, vector: NDArray[np.float32]) -> Callable[[], object]:
        """Both calls for a question, one after the other as in a search: what one reads is out of the processor's caches for the other."""
        batch, query = vector[np.newaxis], self._query_of(distinct_terms(question))

        def call() -> None:
            if query is not None:
                self._searcher.search(query, WORDS_COMPARED, count=False)
            self._vectors.search(batch, SEARCH_DEPTH, params=self._parameters)

        return call

    def every_call(self, question: str, vector: NDArray[np.float32]) -> None:
        """The same with the words made into a query, and the hits into numbers of chunks."""
        query = self._query_of(distinct_terms(question))
        if query is not None:
            hits = self._searcher.search(query, WORDS_COMPARED, count=False).hits
            self._searcher.fast_field_values("number", [address for _, address in hits])
        self._vectors.search(vector[np.newaxis], SEARCH_DEPTH, params=self._parameters)


def _median_seconds(call: Callable[[], object], options: argparse.Namespace) -> float:
    clock = time.perf_counter if options.clock == "wall" else time.thread_time
    seconds = []
    for _ in range(options.repeats):
        started = clock()
        call()
        seconds.append(clock() - started)
    return median(seconds)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.search", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, default=Path("index"), help="an index that is built already (default: index)")
    parser.add_argument("--questions", type=Path, required=True, help="a questions file; asked from the top")
    parser.add_argument("--count", type=int, default=100, help="how many questions (default: 100)")
    parser.add_argument("--repeats", type=int, default=9, help="how often each is searched for (default: 9)")
    parser.add_argument("--clock", choices=["cpu", "wall"], default="cpu", help="what is counted (default: cpu)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
