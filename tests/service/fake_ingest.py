"""Stands in for ``python -m ingest``: does to the corpus folder what it is told, and takes no time over it.

What it was called with is added to ``calls.txt`` beside the corpus folder. A build waits while there is a file ``hold`` there.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main() -> int:
    command, arguments = sys.argv[1], sys.argv[2:]
    corpus = Path(arguments[arguments.index("--corpus") + 1])
    with (corpus.parent / "calls.txt").open("a", encoding="utf-8") as calls:
        print(json.dumps(sys.argv[1:]), file=calls)
    if command == "add":
        upload = Path(arguments[-1])
        name = next(argument.removeprefix("--name=") for argument in arguments if argument.startswith("--name="))
        if name == "poison.pdf":
            print("The file is damaged.", file=sys.stderr)
            return 2
        if name == "crash.pdf":
            raise RuntimeError("a secret path")
        upload.rename(corpus / name)
        print(json.dumps({"path": name, "media_type": "application/pdf", "words": 7, "replaced": "--replace" in arguments}))
    elif command == "remove":
        # What the real one takes for a document: tests/ingest/test_corpus_changes.py.
        there = ".." not in arguments[-1] and arguments[-1] != "sources.toml" and (corpus / arguments[-1]).exists()
        if there:
            (corpus / arguments[-1]).unlink()
        print(json.dumps({"removed": there}))
    else:
        return build(corpus)
    return 0


def build(corpus: Path) -> int:
    tell(documents=None, read=0, passages=0, embedded=0)
    print("A note for the log.", file=sys.stderr)
    tell(documents=4, read=2, passages=20, embedded=10)
    while (corpus.parent / "hold").exists():
        time.sleep(0.01)
    if (corpus.parent / "fail").exists():
        print("The disk is full.", file=sys.stderr)
        return 1
    tell(documents=4, read=4, passages=20, embedded=20)
    counts = dict.fromkeys(("added", "changed", "removed", "kept", "ignored"), 0)
    print(json.dumps({"generation": "aa", "documents": 4, "chunks": 20, **counts, "failed": [], "seconds": 0.5, "published": True}))
    return 0


def tell(**counts: int | None) -> None:
    print(json.dumps({"progress": counts}), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
