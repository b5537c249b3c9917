"""Runs one program once, in a process of its own, and prints what it took as one line of JSON. Started by ``benchmarks.speed.peers``."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

__all__ = ["SYSTEMS"]

SYSTEMS = {
    "ours": ("ours", "CoproQa", {}),
    "txtai": ("txtai_system", "Txtai", {}),
    "txtai_hybrid": ("txtai_system", "Txtai", {"hybrid": True}),
    "llama_index": ("llama_index_system", "LlamaIndex", {}),
    "floor": ("floor", "Floor", {}),
}
_KIB = 1024


def main() -> int:
    """Runs what the arguments say."""
    options = _options()
    module, name, arguments = SYSTEMS[options.system]
    system: Any = getattr(import_module(f"benchmarks.speed.peers.{module}"), name)(**arguments)
    print(json.dumps(_index(system, options) if options.what == "index" else _search(system, options)))
    return 0


def _index(system: Any, options: argparse.Namespace) -> dict[str, object]:  # noqa: ANN401  a System, found by name
    system.load(options.model)
    chunks = json.loads(options.chunks.read_text(encoding="utf-8")) if options.chunks else None
    clock, processor = time.perf_counter(), _processor_seconds()
    indexed = system.index(options.texts, options.index, chunks)
    seconds, worked = time.perf_counter() - clock, _processor_seconds() - processor
    size = sum(file.stat().st_size for file in _kept(options.index).rglob("*") if file.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
    if hasattr(system, "after_index"):
        system.after_index(options.index)
    return {
        "chunks": indexed.chunks,
        "characters": indexed.characters,
        "seconds": seconds,
        "processor": worked,
        "peak": peak,
        "size": size,
    }


def _search(system: Any, options: argparse.Namespace) -> dict[str, object]:  # noqa: ANN401  a System, found by name
    questions = json.loads(options.questions.read_text(encoding="utf-8"))
    search = system.open(options.index, options.model)
    found = search(questions[0])
    first = time.time() - options.started
    seconds, worked = [], []
    for question in questions:
        clock, processor = time.perf_counter(), time.process_time()
        search(question)
        seconds.append(time.perf_counter() - clock)
        worked.append(time.process_time() - processor)
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.is_file() else []
    resident = next((int(line.split()[1]) * _KIB for line in lines if line.startswith("VmRSS:")), 0)
    return {"first": first, "searches": seconds, "worked": worked, "resident": resident, "found": len(found)}


def _kept(index: Path) -> Path:
    """Of ours, the generation: caches beside it may be deleted."""
    return index / "generations" if (index / "generations").is_dir() else index


def _processor_seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.peers.measure")
    parser.add_argument("what", choices=["index", "search"])
    parser.add_argument("system", choices=list(SYSTEMS))
    parser.add_argument("--model", required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--chunks", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--started", type=float)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
