"""Times one question: ``copro-qa ask`` from a cold start, and ``POST /ask`` on a warm service; and the service's start to ready.

    python -m benchmarks.speed.ask --index index --questions questions.jsonl

Run from the checkout on a machine that does nothing else. Each question is one that the service has not seen before. On a machine that
does other things besides, ``--beside`` tells more: each question is asked in turn of this copro-qa and of that of another checkout.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.speed.service import RunningService, running_service
from benchmarks.speed.timing import summary
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.questions import read_questions

_WARMING = 3
"""Questions asked before the clock runs, so that nothing is loaded for the first time while it does."""
_STARTS = 5


def main(arguments: list[str] | None = None) -> int:
    """Prints one line for each figure."""
    options = _options(arguments)
    try:
        labelled = read_questions(options.questions).questions
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    questions = list(itertools.islice(itertools.cycle(question.question for question in labelled), options.count))
    if len(labelled) < options.count:
        print(f"There are only {len(labelled)} different questions: some are asked more than once.", file=sys.stderr)
    if options.beside is not None:
        _in_turn(questions, options.index, options.beside)
        return 0
    print(f"Start to ready: {summary([_start(options.index) for _ in range(_STARTS)])}", flush=True)
    with running_service(options.index) as service:
        for question in questions[:_WARMING]:
            service.ask(f"{question} (warming)")
        warm = [_warm(question, service) for question in questions]
    print(f"POST /ask, warm: {summary([by_clock for by_clock, _ in warm])}", flush=True)
    # On a machine that does other things besides, this says what is copro-qa's own.
    print(f"  of that processor time: {summary([by_processor for _, by_processor in warm])}", flush=True)
    if options.cold:
        colds = [_cold(question, options.index) for question in questions[: options.cold]]
        print(f"copro-qa ask, cold: {summary([by_clock for by_clock, _ in colds])}", flush=True)
        print(f"  of that processor time: {summary([by_processor for _, by_processor in colds])}", flush=True)
    return 0


def _in_turn(questions: Sequence[str], index: Path, checkout: Path) -> None:
    """Prints what the other copro-qa and this one took for the same questions, and the median of the ratios of each question."""
    with running_service(index, checkout) as other, running_service(index) as this:
        for question, service in itertools.product(questions[:_WARMING], (other, this)):
            service.ask(f"{question} (warming)")
        times: dict[RunningService, list[tuple[float, float]]] = {other: [], this: []}
        for number, question in enumerate(questions):
            for service in (other, this) if number % 2 else (this, other):
                times[service].append(_warm(question, service))
        for place, name in enumerate(("by the clock", "processor time")):
            before, now = ([each[place] for each in times[service]] for service in (other, this))
            ratio = median(one / two for one, two in zip(now, before, strict=True) if two)
            print(f"POST /ask, warm, {name}: {checkout} {summary(before)}")
            print(f"  this one {summary(now)}; median of the ratios {ratio:.2f}", flush=True)


def _start(index: Path) -> float:
    with running_service(index) as service:
        return service.seconds_to_ready


def _warm(question: str, service: RunningService) -> tuple[float, float]:
    """Seconds by the clock, and of the service's processor time, told in hundredths."""
    before = service.processor_seconds()
    by_clock = service.ask(question)
    return by_clock, service.processor_seconds() - before


def _cold(question: str, index: Path) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    command = [str(Path(sys.executable).with_name("copro-qa")), "ask", question, "--index", str(index), "--json"]
    started, worked = time.perf_counter(), _processor_seconds_of_children()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started, _processor_seconds_of_children() - worked


def _processor_seconds_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.ask", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, default=Path("index"), help="an index that is built already (default: index)")
    parser.add_argument("--questions", type=Path, required=True, help="a questions file; asked from the top")
    parser.add_argument("--count", type=int, default=100, help="how many questions (default: 100)")
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="ask another checkout too, in turn, and measure nothing else")
    parser.add_argument("--cold", type=int, default=100, help="how many of them from a cold start; 0 leaves that out (default: 100)")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
