"""Makes an index of any size to measure time and memory on, from the sentences of one that is built already.

    python -m benchmarks.speed.filled_index --index index --chunks 10000 --out build/index-10000

Its documents are those sentences in random order, and its vectors are random: what it answers means nothing. The same arguments give
the same index. Another ``--seed`` gives other documents, as a generation beside those that are there.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from copro_qa.document import Block, BlockKind, Document, Source, Span
from copro_qa.errors import CoproQaError
from copro_qa.sentences import sentence_spans
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from copro_qa.store.publishing import GenerationWriter, publish
from copro_qa.wiring import embedder_factory
from ingest.embedder_export import keep_export

_CHUNKS_IN_A_DOCUMENT = 50
_SENTENCES_IN_A_CHUNK = (3, 8)
"""As in the starter corpus: some 100 words."""
_SHORTEST = 30
"""Characters. What is shorter is a heading or a cell."""


def main(arguments: list[str] | None = None) -> int:
    """Makes the index, and says what it holds."""
    options = _options(arguments)
    try:
        made_from = open_current(options.index)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    sentences = sorted({span.text for document in made_from.documents() for span in _sentences(document)})
    scratch = options.out / "scratch-filling"
    shutil.rmtree(scratch, ignore_errors=True)
    options.out.mkdir(parents=True, exist_ok=True)
    writer = GenerationWriter(scratch, dimension=made_from.manifest.dimension)
    rng = np.random.default_rng([options.seed, options.chunks])
    for document in _documents(sentences, options.chunks, options.seed):
        spans = [document.span_of(block) for block in document.blocks]
        vectors = rng.standard_normal((len(spans), made_from.manifest.dimension)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        writer.add(document, [(span, None) for span in spans], vectors, {"words": len(document.text.split())})
    name = f"{options.seed:08d}{options.chunks:016d}"
    writer.finish(generation_id=name, recipe=made_from.manifest.recipe)
    publish(options.out, scratch, name)
    keep_export(options.out, embedder_factory(Settings.from_environment().model))
    generation = open_current(options.out)
    print(f"{options.out} holds {len(generation.entries):,} documents in {len(generation):,} passages.")
    return 0


def _sentences(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            yield from (span for span in sentence_spans(document.span_of(block)) if span.end - span.start >= _SHORTEST)


def _documents(sentences: Sequence[str], chunks: int, seed: int) -> Iterator[Document]:
    choice = random.Random(f"{seed} {chunks}")  # noqa: S311  nothing here is a secret
    for number, first in enumerate(range(0, chunks, _CHUNKS_IN_A_DOCUMENT)):
        text, blocks = "", []
        for _ in range(min(_CHUNKS_IN_A_DOCUMENT, chunks - first)):
            paragraph = " ".join(choice.choices(sentences, k=choice.randint(*_SENTENCES_IN_A_CHUNK)))
            start = len(text) + 2 if text else 0
            text = f"{text}\n\n{paragraph}" if text else paragraph
            blocks.append(Block(BlockKind.PARAGRAPH, start, len(text), 0))
        identity = f"{seed:04x}{number:012x}"
        source = Source(path=f"{seed}/{number:06d}.txt", file_sha256=identity * 4, media_type="text/plain", title=f"Document {number}")
        yield Document(identity, text, tuple(blocks), (), source)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.filled_index", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, default=Path("index"), help="the index whose sentences are used (default: index)")
    parser.add_argument("--chunks", type=int, default=10_000, help="how many passages (default: 10000)")
    parser.add_argument("--seed", type=int, default=1, help="what the order of the sentences is drawn from (default: 1)")
    parser.add_argument("--out", type=Path, required=True, help="the folder to make it in")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
