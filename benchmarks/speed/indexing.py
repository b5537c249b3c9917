"""Measures how fast an index is built, against embedding alone: ``SentenceTransformer.encode`` on the same chunks, well batched.

    python -m benchmarks.speed.indexing --corpus corpus --threads 2

The corpus (a folder, or a file with a document on each line) is dealt out into parts. Each part is built into an index of its own, from
nothing to published, and its chunks are embedded by sentence-transformers alone, by turns one or the other first, so that what else the
machine does falls on both. Both have the model loaded before the clock runs (ours exported, as a build does once for a model), the same
threads, and the precision of the model as it is. Encoding gets all chunks of a part in one call, which sorts them by length, in the batch
size that was quickest on a few of them.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from copro_qa.errors import CoproQaError
from copro_qa.models.embedder import Embedder
from copro_qa.models.sentence_transformer import PACKAGED_MODEL
from copro_qa.store.index_folder import open_current
from copro_qa.wiring import embedder_factory
from ingest.build import build
from ingest.corpus_scan import scan
from ingest.embedder_export import ExportedFactory
from ingest.sources import Corpus

_BATCH_SIZES = (8, 16, 32, 64)


def main(arguments: list[str] | None = None) -> int:
    """Prints one line for each part and the figures for all."""
    options = _options(arguments)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    try:
        with tempfile.TemporaryDirectory(dir=options.work) as work:
            exported = ExportedFactory(Path(work, "exported"), embedder_factory(options.model), threads=options.threads)
            embedder = _Counted(exported.load())
            _measure(options, embedder, Path(work))
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _measure(options: argparse.Namespace, embedder: _Counted, work: Path) -> None:
    plain = _plain_encoder(options.model, options.threads)
    found = scan(options.corpus, work / "none")
    parts = _dealt(found, options.parts, work)
    chunks = [_chunks_of(part, work / "chunks", embedder) for part in parts]
    print(f"{sum(map(len, chunks))} chunks of {len(found.files)} documents in {len(parts)} parts; {options.threads} threads")
    sizes = {size: _timed(partial(plain, chunks[0][: options.probe], size)).clock for size in _BATCH_SIZES}
    size = min(sizes, key=lambda each: sizes[each])
    ours: list[_Spent] = []
    theirs: list[_Spent] = []
    for number, (part, texts) in enumerate(zip(parts, chunks, strict=True)):
        index = work / f"index-{number}"
        turns: list[tuple[list[_Spent], Callable[[], object]]] = [
            (ours, partial(build, part, index, embedder)),
            (theirs, partial(plain, texts, size)),
        ]
        embedder.seconds = 0.0
        for spent, work_to_do in turns if number % 2 else reversed(turns):
            spent.append(_timed(work_to_do))
        shutil.rmtree(index)
        one, other = ours[-1], theirs[-1]
        print(
            f"part {number + 1}: {len(texts)} chunks; built in {one.clock:.1f} s, of which embedding {embedder.seconds:.1f} s; "
            f"encoded in {other.clock:.1f} s: {other.clock / one.clock:.2f}",
            flush=True,
        )
    count = sum(map(len, chunks))
    built, encoded = sum(each.clock for each in ours), sum(each.clock for each in theirs)
    print(f"indexing, end to end:     {count / built:.1f} chunks a second")
    print(f"encoding alone:           {count / encoded:.1f} chunks a second, {size} at once")
    print(f"ratio:                    {encoded / built:.2f} (median of the parts {median(_ratios(ours, theirs)):.2f})")
    processor = sum(each.processor for each in theirs) / sum(each.processor for each in ours)
    print(f"ratio in processor time:  {processor:.2f}, child processes included")


@dataclass(frozen=True, slots=True)
class _Spent:
    clock: float
    processor: float
    """Of all threads and of child processes that have ended."""


class _Counted:
    """An embedder and its own factory, whose time is counted."""

    way = ""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.seconds = 0.0
        self.fingerprint = embedder.fingerprint
        self.dimension = embedder.dimension
        self.max_tokens = embedder.max_tokens

    def load(self) -> Embedder:
        """Itself, loaded already."""
        return self

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        started = time.perf_counter()
        vectors = self._embedder.embed(texts)
        self.seconds += time.perf_counter() - started
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """See Embedder.count_tokens."""
        return self._embedder.count_tokens(texts)


class _Nothing(_Counted):
    """Gives every text the same vector: for finding out how a corpus is cut."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See Embedder.embed."""
        return np.full((len(texts), self.dimension), self.dimension**-0.5, np.float32)


def _plain_encoder(model: str, threads: int) -> Callable[[Sequence[str], int], Any]:
    """sentence-transformers by itself."""
    import torch
    from sentence_transformers import SentenceTransformer

    from copro_qa.models.sentence_transformer import packaged_folder

    loaded = SentenceTransformer(str(packaged_folder()) if model == PACKAGED_MODEL else model, device="cpu")

    def encode(texts: Sequence[str], batch_size: int) -> Any:  # noqa: ANN401  whatever it gives
        before = torch.get_num_threads()
        torch.set_num_threads(threads)
        try:
            return loaded.encode(list(texts), batch_size=batch_size, normalize_embeddings=True, show_progress_bar=False)
        finally:
            torch.set_num_threads(before)

    return encode


def _dealt(found: Corpus, count: int, work: Path) -> list[Path]:
    """The documents in ``count`` corpora of about the same size: links to the files, or files of lines."""
    parts = [work / f"part-{number}" for number in range(min(count, len(found.files)))]
    sizes = [0] * len(parts)
    for file in sorted(found.files, key=lambda file: -_size(file.location, file.text)):
        place = sizes.index(min(sizes))
        sizes[place] += _size(file.location, file.text)
        if file.text is None:
            to = parts[place] / file.path
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.location, to)
        else:
            parts[place].mkdir(exist_ok=True)
            (parts[place] / f"{sizes[place]:09}.md").write_text(file.text, encoding="utf-8")
    return parts


def _size(location: Path, text: str | None) -> int:
    return len(text) if text is not None else location.stat().st_size


def _chunks_of(part: Path, index: Path, embedder: _Counted) -> list[str]:
    """The texts that an index of this part embeds."""
    build(part, index, _Nothing(embedder))
    generation = open_current(index)
    texts = [generation.chunk(number).searchable_text for number in range(len(generation))]
    del generation
    shutil.rmtree(index)
    return texts


def _timed(work: Callable[[], object]) -> _Spent:
    clock, processor = time.perf_counter(), _processor_seconds()
    work()
    return _Spent(time.perf_counter() - clock, _processor_seconds() - processor)


def _processor_seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _ratios(ours: Sequence[_Spent], theirs: Sequence[_Spent]) -> list[float]:
    return [other.clock / one.clock for one, other in zip(ours, theirs, strict=True)]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.indexing", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="a folder, or a file with a document a line (default: corpus)")
    parser.add_argument("--model", default=PACKAGED_MODEL, help="the embedding model (default: the packaged one)")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1, help="for both (default: one for each core)")
    parser.add_argument("--parts", type=int, default=6, help="how often the two take turns (default: 6)")
    parser.add_argument("--probe", type=int, default=64, help="chunks on which the batch size is chosen (default: 64)")
    parser.add_argument("--work", type=Path, help="where to make the parts and their indexes (default: the system's place for such)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
