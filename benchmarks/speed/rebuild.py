"""How long it takes to bring an index of 10,000 small documents up to date: the first time, with nothing changed, with one changed.

    python -m benchmarks.speed.rebuild [--documents 10000] [--repeats 3] [--model fake] [--keep FOLDER]

Each time is of a whole ``python -m ingest build`` in a process of its own, start included, with the processor time that it and its
children took, which other programs on the machine change less. The documents are made up of words by chance,
some 200 words each. With ``--model fake`` vectors are hashes of words, so that what is measured is everything but the embedding; else
the packaged model is used, and the time for the one new text is part of it. ``--keep`` leaves the documents and their index in a folder, so
that the next run with it need not make them first.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

_WORDS = (
    "people services community public reform integration health board council partnership outcome support planning budget choice control "
    "delivery local national strategy commission act section duty report guidance principle participation engagement equality prevention "
    "early years older carers housing care dementia transport schools research evidence money time staff training review law order"
).split()
_FAKE_BUILD = (
    "import json, sys, pathlib; from ingest.build import build; from tests.fakes import HashingEmbedderFactory; "
    "print(json.dumps(build(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), HashingEmbedderFactory()).as_record()))"
)


def main() -> None:
    """Prints one line for each kind of build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--model", choices=["fake", "packaged"], default="fake")
    parser.add_argument("--keep", type=Path, help="keep documents and index here, and begin with those that are there")
    options = parser.parse_args()
    with nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), options)


def _measure(folder: Path, options: argparse.Namespace) -> None:
    corpus, index = folder / "corpus", folder / "index"
    rng = random.Random(5)  # noqa: S311  # the same documents every time
    files = sorted(corpus.rglob("*.md")) or _write(corpus, options.documents, rng)
    time.sleep(2.1)  # what was changed less than two seconds ago is read again, as after any edit
    first = _build(corpus, index, options.model)
    print(f"{first['documents']:,} documents in {first['chunks']:,} passages, model: {options.model}")
    _print("first build" if first["added"] else "as it was kept", [first])
    unchanged = [_build(corpus, index, options.model) for _ in range(options.repeats)]
    assert not any(result["published"] for result in unchanged)
    _print("nothing changed", unchanged)
    changed = []
    rng.seed()  # in a folder that was kept, another text than the last time
    for number in range(options.repeats):
        files[number * 7].write_text(_text(rng), encoding="utf-8")
        changed.append(_build(corpus, index, options.model))
    assert all((result["changed"], result["kept"]) == (1, len(files) - 1) for result in changed)
    _print("one changed", changed)
    last, renamed_to = files[-1], files[-1].with_name("renamed.md")
    last.rename(renamed_to)
    renamed = _build(corpus, index, options.model)
    assert (renamed["changed"], renamed["added"], renamed["removed"]) == (1, 0, 0)
    renamed_to.rename(last)
    _print("one renamed", [renamed])


def _write(corpus: Path, documents: int, rng: random.Random) -> list[Path]:
    files = []
    for number in range(documents):
        file = corpus / f"{number // 100:03}" / f"{number:05}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_text(rng), encoding="utf-8")
        files.append(file)
    return files


def _text(rng: random.Random) -> str:
    def sentence() -> str:
        return " ".join(rng.choices(_WORDS, k=rng.randint(8, 20))).capitalize() + "."

    paragraphs = [" ".join(sentence() for _ in range(4)) for _ in range(4)]
    return f"# {sentence()}\n\n{paragraphs[0]}\n\n## {sentence()}\n\n" + "\n\n".join(paragraphs[1:]) + "\n"


def _build(corpus: Path, index: Path, model: str) -> dict[str, float]:
    command = [sys.executable, "-c", _FAKE_BUILD, str(corpus), str(index)]
    if model != "fake":
        command = [sys.executable, "-m", "ingest", "build", "--corpus", str(corpus), "--index", str(index), "--json"]
    started, before = time.perf_counter(), _processor_seconds()
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    wall = time.perf_counter() - started
    return {**json.loads(done.stdout), "wall": wall, "processor": _processor_seconds() - before}


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _print(what: str, results: list[dict[str, float]]) -> None:
    walls, inside, processor = ([result[name] for result in results] for name in ("wall", "seconds", "processor"))
    print(
        f"{what:<17} {statistics.median(walls):8.2f} s (of {len(walls)}: {min(walls):.2f} to {max(walls):.2f}; without the start of the "
        f"program {statistics.median(inside):.2f}); processor time {statistics.median(processor):.2f} s"
    )


if __name__ == "__main__":
    main()
