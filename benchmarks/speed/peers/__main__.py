"""Measures copro-qa beside txtai and LlamaIndex, and beside the bare libraries, on the same texts and with the same embedding model.

    python -m benchmarks.speed.peers --corpus corpus --questions benchmarks/quality/starter_questions.jsonl

The documents of the corpus (a folder, or a file with a document on each line) are read once and written as plain text files, which every
program then gets. Each is set up as its own documentation does, with its defaults for cutting texts and for threads; and, to compare like
with like, once more with the chunks that copro-qa makes. Every run is a process of its own; the programs take turns, and medians over the
repeats are given. The clock of indexing runs from the model being loaded to the index being on disk. Times of the processor, of all
threads and child processes together, stand beside those of the clock: they tell more where other programs are at work.

The others are installed into a virtual environment of their own (``--environment``), which is made the first time. That needs pip and a
package index; the runs need no network.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.speed.asked import first_questions
from benchmarks.speed.peers.environment import peers_python
from benchmarks.speed.peers.texts import write_texts
from copro_qa.errors import CoproQaError
from copro_qa.models.sentence_transformer import PACKAGED_MODEL, packaged_folder
from copro_qa.store.index_folder import open_current

_MB = 1e6
_ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Row:
    """A program as it is measured."""

    name: str
    system: str
    same_chunks: bool = False


ROWS = (
    Row("copro-qa", "ours"),
    Row("txtai, its defaults", "txtai"),
    Row("LlamaIndex, its defaults", "llama_index"),
    Row("txtai, our chunks", "txtai", same_chunks=True),
    Row("txtai hybrid, our chunks", "txtai_hybrid", same_chunks=True),
    Row("LlamaIndex, our chunks", "llama_index", same_chunks=True),
    Row("floor: encode + FAISS + bm25s, our chunks", "floor", same_chunks=True),
)
Result = dict[str, Any]


def main(arguments: list[str] | None = None) -> int:
    """Prints one table."""
    options = _options(arguments)
    try:
        python = peers_python(options.environment.absolute())
        questions = first_questions(options.questions, options.count)
        with tempfile.TemporaryDirectory(dir=options.work) as work:
            results = _run_all(options, python, questions, Path(work))
    except (CoproQaError, subprocess.CalledProcessError) as error:
        print(getattr(error, "stderr", None) or error, file=sys.stderr)
        return 2
    print("\n".join(table(results)))
    return 0


def _run_all(options: argparse.Namespace, python: Path, questions: Sequence[str], work: Path) -> dict[str, list[Result]]:
    texts, asked, chunks = work / "texts", work / "questions.json", work / "chunks.json"
    documents, characters = write_texts(options.corpus, texts, options.characters)
    print(f"{documents} documents, {characters} characters; {len(questions)} questions; {options.repeats} repeats; {os.cpu_count()} cores")
    asked.write_text(json.dumps(questions), encoding="utf-8")
    # Ours is always among them, because it makes the chunks.
    rows = [row for row in ROWS if not options.only or row.name in options.only or row.system == "ours"]
    results: dict[str, list[Result]] = {row.name: [] for row in rows}
    for repeat in range(options.repeats):
        # Ours first in the first round, because it makes the chunks; after that each begins once.
        for row in [*rows[repeat % len(rows) :], *rows[: repeat % len(rows)]]:
            index = work / "index"
            shutil.rmtree(index, ignore_errors=True)
            result = _run(row, python, work, "index", "--texts", texts, *(["--chunks", chunks] if row.same_chunks else []))
            if row.system == "ours" and not chunks.is_file():
                _write_chunks(index, chunks)
            result |= _run(row, python, work, "search", "--questions", asked, "--started", time.time())
            results[row.name].append(result)
            print(f"{row.name}: {result['chunks'] / result['seconds']:.1f} chunks a second", file=sys.stderr, flush=True)
    return results


def _run(row: Row, python: Path, work: Path, what: str, *arguments: object) -> Result:
    """One process. It has as many threads as its program takes by itself, and no network."""
    ours = row.system == "ours"
    model = PACKAGED_MODEL if ours else str(packaged_folder())
    command = [sys.executable if ours else python, "-m", "benchmarks.speed.peers.measure", what, row.system, "--model", model]
    environment = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    environment |= {"HF_HUB_OFFLINE": "1", "PYTHONPATH": os.pathsep.join([str(_ROOT), str(_ROOT / "src")])}
    rest = [str(each) for each in ("--index", work / "index", *arguments)]
    ran = subprocess.run([*map(str, command), *rest], check=True, capture_output=True, text=True, env=environment, cwd=work)
    result: Result = json.loads(ran.stdout.splitlines()[-1])
    return result


def _write_chunks(index: Path, file: Path) -> None:
    generation = open_current(index)
    texts = [generation.chunk(number).searchable_text for number in range(len(generation))]
    file.write_text(json.dumps(texts), encoding="utf-8")


def table(results: Mapping[str, Sequence[Result]]) -> list[str]:
    """The medians as a Markdown table."""
    columns = (
        "",
        "chunks",
        "chunks a second · of processor time",
        "characters, the same",
        "search, median · processor",
        "start to first hits",
        "memory indexing · searching",
        "index",
    )
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    for name, runs in results.items():
        rate, steady = (median(run["chunks"] / run[key] for run in runs) for key in ("seconds", "processor"))
        text, steady_text = (median(run["characters"] / run[key] for run in runs) for key in ("seconds", "processor"))
        search, worked = (median(median(run[key]) for run in runs) * 1000 for key in ("searches", "worked"))
        first = median(run["first"] for run in runs)
        peak, resident, size = (median(run[key] for run in runs) / _MB for key in ("peak", "resident", "size"))
        cells = (
            name,
            runs[0]["chunks"],
            f"{rate:.1f} · {steady:.1f}",
            f"{text:,.0f} · {steady_text:,.0f}",
            f"{search:.1f} · {worked:.1f} ms",
            f"{first:.1f} s",
            f"{peak:.0f} · {resident:.0f} MB",
            f"{size:.1f} MB",
        )
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return lines


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.peers", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"), help="a folder, or a file with a document a line (default: corpus)")
    parser.add_argument("--characters", type=int, default=500_000, help="how much of it is taken (default: 500,000 characters)")
    parser.add_argument("--questions", type=Path, required=True, help="a questions file; asked from the top")
    parser.add_argument("--count", type=int, default=50, help="how many questions (default: 50)")
    parser.add_argument("--repeats", type=int, default=3, help="how often each is run (default: 3)")
    parser.add_argument(
        "--environment", type=Path, default=Path("build/peers"), help="where the others are installed (default: build/peers)"
    )
    parser.add_argument("--only", nargs="+", choices=[row.name for row in ROWS], help="leave the other rows out")
    parser.add_argument("--work", type=Path, help="where to make the texts and indexes (default: the system's place for such)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
