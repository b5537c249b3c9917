"""Measures how early quotes come, and what that changes: how many are passed on while passages are still being read, and what it costs.

    COPRO_QA_EVALDATA=/path/to/data python -m benchmarks.quality.early --sets policy_docs,squad2,clapnq --part choose

Run from the checkout. Each question is asked twice, as it is answered and with everything read before anything is decided, in turn and
with nothing remembered, so that their processor times can be compared. ``--readings`` keeps what the reader says, so that another run is
quick; then no times are given.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.quality.folders import SetFolder, build_index, find_sets
from benchmarks.quality.options import parser_with_sets
from benchmarks.quality.reading import KeptReader, ReadsFirst
from benchmarks.quality.sets import read_set, sample
from copro_qa.answer import Answer, Quote
from copro_qa.answering.assistant import Assistant
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.questions import LabelledQuestion
from copro_qa.settings import Settings
from copro_qa.wiring import embedder_factory, open_with_models, wire_assistant

__all__ = ["Early", "Outcome", "compared", "summary"]


class Outcome(StrEnum):
    """What becomes of an answer because quotes were passed on early."""

    SAME = "same"
    ORDER = "in another order"
    OTHER = "with other quotes"
    REFUSED = "would be refused"


@dataclass(frozen=True, slots=True)
class Early:
    """One question: how many quotes were passed on early and shown in all, and what came of it.

    ``first`` and ``seconds`` are processor times to the first quote, None where none came early, and to the end; ``whole`` the time with
    everything read before anything is decided.
    """

    sent: int
    shown: int
    outcome: Outcome
    first: float | None
    seconds: float
    whole: float


def compared(answer: Answer, whole: Answer) -> Outcome:
    """An answer of which quotes were passed on early, against the one that was given when everything had been read."""
    if answer.answered and not whole.answered:
        return Outcome.REFUSED
    came, would = _places(answer.quotes), _places(whole.quotes)
    if came == would:
        return Outcome.SAME
    return Outcome.ORDER if sorted(came) == sorted(would) else Outcome.OTHER


def _places(quotes: Sequence[Quote]) -> list[tuple[str, int, int, int]]:
    return [(quote.span.document.id, quote.span.start, quote.span.end, quote.lead.start if quote.lead else -1) for quote in quotes]


def summary(found: Sequence[Early], *, timed: bool) -> str:
    """One line of figures."""
    answered = [each for each in found if each.shown]
    sent = Counter(each.sent for each in answered)
    early = [each for each in answered if each.sent]
    figures = [
        f"{len(found)} questions, {len(answered)} answered",
        "quotes passed on early: " + ", ".join(f"{number} in {sent[number]}" for number in sorted(sent)),
        f"of {sum(each.shown for each in answered)} quotes shown {sum(each.sent for each in answered)}",
        f"of {len(early)} answers " + ", ".join(f"{sum(each.outcome is one for each in early)} {one.value}" for one in Outcome),
    ]
    if timed and early:
        ratio = sum(each.seconds for each in found) / sum(each.whole for each in found)
        middle = median(each.seconds / each.whole for each in found)
        figures.append(f"processor time {middle:.3f} of reading first in the middle, {ratio:.3f} over all")
        share = median(each.first / each.seconds for each in early if each.first is not None)
        figures.append(f"first quote after {share:.2f} of it")
    return "; ".join(figures)


def main(arguments: list[str] | None = None) -> int:
    """Runs the measurement; exit status 2 when a set is not there."""
    parser = parser_with_sets("benchmarks.quality.early", __doc__, sets=["starter"])
    parser.add_argument("--readings", type=Path, help="keep what the reader says in this folder, and take from it what it has said")
    parser.add_argument("--show", action="store_true", help="print the questions whose answer is another one")
    options = parser.parse_args(arguments)
    try:
        for set_folder in find_sets(options.data, options.sets):
            found = list(_measured(set_folder, options))
            print(f"{set_folder.name}: {summary(found, timed=options.readings is None)}", flush=True)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _measured(set_folder: SetFolder, options: argparse.Namespace) -> Iterator[Early]:
    settings = replace(Settings.from_environment(), index=build_index(set_folder, options.cache))
    generation, embedder, reader = open_with_models(settings, embedder_factory(settings.model, threads=settings.threads))
    with ExitStack() as files:
        if options.readings and reader:
            file = files.enter_context((options.readings / f"{set_folder.name}.jsonl").open("a+", encoding="utf-8"))
            reader = KeptReader(reader, file)

        def opened() -> Assistant:
            return wire_assistant(settings, generation, embedder, reader)

        questions = sample(read_set(set_folder.evaluation_set, set_folder.questions, options.part), options.limit).questions
        for number, question in enumerate(questions):
            early = _asked(opened, question, whole_first=number % 2 == 0)
            if options.show and early.outcome is not Outcome.SAME:
                print(f"{set_folder.name} {question.id} {early.outcome.value}: {question.question}", flush=True)
            yield early


def _asked(opened: Callable[[], Assistant], question: LabelledQuestion, *, whole_first: bool) -> Early:
    answers: dict[bool, Answer] = {}
    seconds: dict[bool, float] = {}
    came: list[float] = []
    for whole in (whole_first, not whole_first):
        assistant = opened()
        if whole:
            assistant.finder = ReadsFirst(assistant.finder)
        began = time.process_time()
        # With everything read first, none comes.
        tell = partial(_add_seconds, came, began)
        answers[whole] = assistant.ask(question.question, history=question.history, early=tell)
        seconds[whole] = time.process_time() - began
    outcome = compared(answers[False], answers[True])
    return Early(len(came), len(answers[False].quotes), outcome, came[0] if came else None, seconds[False], seconds[True])


def _add_seconds(came: list[float], began: float, _: Answer) -> None:
    came.append(time.process_time() - began)


if __name__ == "__main__":
    sys.exit(main())
