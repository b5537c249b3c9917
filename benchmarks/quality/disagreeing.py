"""Measures whether documents that disagree on a figure are both quoted, newest first, and whether others keep their order.

    python -m benchmarks.quality.disagreeing

Run from the checkout. The pairs (``disagreeing_pairs.jsonl``) are our own. Each part is a corpus of its own, built for the moment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from copro_qa.answer import Answer
from copro_qa.settings import Settings
from copro_qa.wiring import open_assistant

__all__ = ["Pair", "is_right", "read_pairs", "write_corpus"]

PAIRS = Path(__file__).with_name("disagreeing_pairs.jsonl")
CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents, the older first, each as title, date and text; whether they ``disagree`` on what the question asks."""

    part: str
    question: str
    disagree: bool
    documents: tuple[tuple[str, str, str], tuple[str, str, str]]


def read_pairs(file: Path = PAIRS) -> list[Pair]:
    """The pairs of a JSON Lines file, in its order."""
    return [_pair(json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def _pair(record: dict[str, Any]) -> Pair:
    older, newer = ((of["title"], of["date"], of["text"]) for of in record["documents"])
    return Pair(record["part"], record["question"], record["disagree"], (older, newer))


def write_corpus(pairs: Iterable[Pair], folder: Path) -> None:
    """Writes the documents as Markdown files, ``3-old.md`` and ``3-new.md`` for the fourth pair."""
    for number, pair in enumerate(pairs):
        for age, (title, date, text) in zip(("old", "new"), pair.documents, strict=True):
            content = f"---\ntitle: {json.dumps(title)}\ndate: {date}\n---\n\n# {title}\n\n{text}\n"
            (folder / f"{number}-{age}.md").write_text(content, encoding="utf-8")


def is_right(pair: Pair, number: int, answer: Answer) -> bool:
    """Whether both of a pair that disagrees are quoted, the newer first; of another pair, whether the best quote stands first."""
    paths = [quote.span.document.source.path for quote in answer.quotes]
    if pair.disagree:
        return paths[:2] == [f"{number}-new.md", f"{number}-old.md"]
    return bool(paths) and answer.quotes[0].score == max(quote.score for quote in answer.quotes)


def _lines(pairs: list[Pair]) -> Iterator[str]:
    for part, group in groupby(pairs, key=attrgetter("part")):
        of_part = list(group)
        with TemporaryDirectory() as folder:
            corpus, index = Path(folder, "corpus"), Path(folder, "index")
            corpus.mkdir()
            write_corpus(of_part, corpus)
            own_code = os.pathsep.join((str(CHECKOUT / "src"), str(CHECKOUT)))
            command = [sys.executable, "-m", "ingest", "build", "--corpus", str(corpus), "--index", str(index)]
            subprocess.run(command, check=True, stdout=sys.stderr, cwd=CHECKOUT, env=os.environ | {"PYTHONPATH": own_code})
            assistant = open_assistant(replace(Settings.from_environment(), index=index))
            judged = [(pair, is_right(pair, number, assistant.ask(pair.question))) for number, pair in enumerate(of_part)]
        for disagree, words in ((True, "disagree: both quoted, newest first"), (False, "do not: the best quote stays first")):
            right = [is_so for pair, is_so in judged if pair.disagree is disagree]
            yield f"{part}: {words}: {sum(right)} of {len(right)}"
        yield from (f"  not so: {pair.question}" for pair, is_so in judged if not is_so)


def _main() -> None:
    for line in _lines(read_pairs()):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    _main()
