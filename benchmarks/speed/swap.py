"""Asks a service from many sides while the generation that it answers from is replaced: what fails, and what is slow.

    python -m benchmarks.speed.filled_index --index index --chunks 10000 --seed 1 --out build/swap
    python -m benchmarks.speed.filled_index --index index --chunks 10000 --seed 2 --out build/swap
    python -m benchmarks.speed.swap --index build/swap --questions benchmarks/quality/starter_questions.jsonl

First without a swap, to know what is normal; then with one every few seconds, between the two generations of the index, which have no
document in common. An answer is mixed when it quotes a document that the generation it names does not hold.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import random
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from benchmarks.speed.asked import first_questions
from benchmarks.speed.service import running_service
from copro_qa.errors import CoproQaError
from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import GENERATIONS, current_generation_id
from copro_qa.store.publishing import set_current


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came of one question."""

    seconds: float
    status: int
    generation: str = ""
    mixed: bool = False


def main(arguments: list[str] | None = None) -> int:
    """Prints what is normal, and what it was like while generations were swapped. Exit status 1 when a request failed or was mixed."""
    options = _options(arguments)
    try:
        questions = first_questions(options.questions)
        held = _documents_held(options.index)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    if len(held) != 2:  # noqa: PLR2004  one to swap for the other
        print(f"{options.index} holds {len(held)} generations. Make two with benchmarks.speed.filled_index.", file=sys.stderr)
        return 2
    before = current_generation_id(options.index)
    try:
        with running_service(options.index) as service:
            _ask_until(service.port, questions, held, options.askers, threading.Event(), seconds=options.seconds / 4)  # warming
            normal = _ask_until(service.port, questions, held, options.askers, threading.Event(), seconds=options.seconds)
            stop = threading.Event()
            with ThreadPoolExecutor(1) as thread:
                swapping = thread.submit(_ask_until, service.port, questions, held, options.askers, stop, seconds=None)
                for generation_id, _ in zip(
                    itertools.cycle(sorted(held, key=lambda each: each == before)), range(options.swaps), strict=False
                ):
                    set_current(options.index, generation_id)
                    stop.wait(options.seconds_between)
                stop.set()
                swapped = swapping.result()
    finally:
        set_current(options.index, before or "")
    return _report(normal, swapped, options)


def _report(normal: Sequence[_Asked], swapped: Sequence[_Asked], options: argparse.Namespace) -> int:
    usual = [asked.seconds for asked in normal if asked.status == http.client.OK]
    high = quantiles(usual, n=100, method="inclusive")[-1]
    slowest = max(asked.seconds for asked in swapped)
    failed = [asked for asked in swapped if asked.status != http.client.OK]
    mixed = [asked for asked in swapped if asked.mixed]
    seen = sum(1 for first, second in itertools.pairwise(asked.generation for asked in swapped if asked.generation) if first != second)
    print(f"Asked by {options.askers} at once. Normal: n {len(normal)}, median {median(usual) * 1000:.0f} ms, ", end="")
    print(f"99th percentile {high * 1000:.0f} ms, slowest {max(usual) * 1000:.0f} ms, failed {len(normal) - len(usual)}.")
    print(f"During {options.swaps} swaps ({seen} changes of generation seen): n {len(swapped)}, ", end="")
    print(f"median {median(asked.seconds for asked in swapped) * 1000:.0f} ms, slowest {slowest * 1000:.0f} ms ", end="")
    print(f"({slowest / high:.2f} × the normal 99th percentile), failed {len(failed)}, mixed {len(mixed)}.")
    return 1 if failed or mixed else 0


def _documents_held(index: Path) -> Mapping[str, set[str]]:
    folders = [folder for folder in sorted((index / GENERATIONS).iterdir()) if folder.is_dir() and not folder.name.startswith(".")]
    return {folder.name: {entry.document_id for entry in Generation.open(folder).entries} for folder in folders}


def _ask_until(
    port: int, questions: Sequence[str], held: Mapping[str, set[str]], askers: int, stop: threading.Event, *, seconds: float | None
) -> list[_Asked]:
    """What came of all questions, in order of time, asked by ``askers`` at once for ``seconds``, or until ``stop`` is set."""
    until = None if seconds is None else time.monotonic() + seconds

    def ask(number: int) -> list[tuple[float, _Asked]]:
        order = random.Random(number).sample(questions, len(questions))  # noqa: S311  nothing here is a secret
        asked: list[tuple[float, _Asked]] = []
        for question in itertools.cycle(order):
            if stop.is_set() or (until is not None and time.monotonic() > until):
                return asked
            asked.append((time.monotonic(), _ask(port, question, held)))
        return asked

    with ThreadPoolExecutor(askers) as threads:
        found: Iterator[tuple[float, _Asked]] = itertools.chain.from_iterable(threads.map(ask, range(askers)))
        return [asked for _, asked in sorted(found, key=lambda pair: pair[0])]


def _ask(port: int, question: str, held: Mapping[str, set[str]]) -> _Asked:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    started = time.perf_counter()
    try:
        connection.request("POST", "/ask", json.dumps({"question": question}), {"Content-Type": "application/json"})
        response = connection.getresponse()
        body = response.read()
    except OSError:
        return _Asked(time.perf_counter() - started, 0)
    finally:
        connection.close()
    seconds = time.perf_counter() - started
    if response.status != http.client.OK:
        return _Asked(seconds, response.status)
    answer = json.loads(body)
    generation = answer["searched"]["generation"]
    quoted = {quote["citation"]["document"] for quote in (*answer["quotes"], *answer["related"])}
    return _Asked(seconds, response.status, generation, mixed=not quoted <= held[generation])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.swap", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, required=True, help="an index with two generations")
    parser.add_argument("--questions", type=Path, required=True, help="a questions file")
    parser.add_argument("--askers", type=int, default=2, help="how many ask at once (default: 2)")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to ask without a swap (default: 30)")
    parser.add_argument("--swaps", type=int, default=6, help="how often to swap (default: 6)")
    parser.add_argument("--seconds-between", type=float, default=6.0, help="seconds from one swap to the next (default: 6)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
