"""Where the time of a question goes: processor time of each stage, of the first quote on the page, and of the rest.

    python -m benchmarks.speed.stages --index index --questions questions.jsonl

It runs in one thread of this process and counts that thread's processor time, so that a busy machine does not change the figures much.
It says how many texts are embedded for a question, the question among them and what is remembered from earlier ones not counted, and
how many passages are read. It also says after how many of the passages no other sentence could overtake the best one, were the reader
as sure of the rest as it ever is: the earliest that the first quote's place could be certain, by its figure alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.speed.asked import first_questions
from benchmarks.speed.counting import CountingEmbedder, CountingReader
from benchmarks.speed.timing import summary
from copro_qa.answer import Answer, Stage
from copro_qa.answering.assistant import Assistant
from copro_qa.answering.ranking import MOST_CERTAIN, SentenceRanking
from copro_qa.errors import CoproQaError
from copro_qa.models.reader_kinds import PACKAGED_READER
from copro_qa.payload import answer_payload, quote_payload
from copro_qa.retrieval.filter import Filter
from copro_qa.service.pages.streamed_turn import page_additions
from copro_qa.settings import Settings
from copro_qa.wiring import embedder_factory, open_with_models, wire_assistant

_WARMING = "What is co-production, and who has to plan it?"


def main(arguments: list[str] | None = None) -> int:
    """Prints one line for each stage, and one for the place of the first quote."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.stages", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, default=Path("index"), help="an index that is built already (default: index)")
    parser.add_argument("--questions", type=Path, required=True, help="a questions file; asked from the top")
    parser.add_argument("--count", type=int, default=40, help="how many questions (default: 40)")
    options = parser.parse_args(arguments)
    try:
        questions = first_questions(options.questions, options.count)
        settings = Settings(index=options.index, threads=1)
        generation, embedder, reader = open_with_models(settings, embedder_factory(settings.model, threads=1))
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    if reader is None:
        print("The reader by similarity is made anew for each index, so it is not measured here.", file=sys.stderr)
        return 2
    embeds, reads = CountingEmbedder(embedder), CountingReader(reader)
    assistant = wire_assistant(settings, generation, embeds, reads)
    _timed(assistant, _WARMING)
    _ask_all(assistant, questions, embeds, reads)
    read = [found for question in questions if (found := _needed(assistant, question))]
    early = sum(needed < passages for needed, passages in read)
    share = sum(needed for needed, _ in read) / sum(passages for _, passages in read)
    print(f"place of the best figure certain before the last passage: {early} of {len(read)} questions, after {share:.0%} of the passages")
    return 0


def _ask_all(assistant: Assistant, questions: Sequence[str], embeds: CountingEmbedder, reads: CountingReader) -> None:
    """Prints what each stage took, and how much the models were given for a question."""
    spent: dict[str, list[float]] = defaultdict(list)
    given: dict[str, list[int]] = defaultdict(list)
    for question in questions:
        before = embeds.count, reads.count
        for name, seconds in _timed(assistant, question).items():
            spent[name].append(seconds)
        given["texts embedded"].append(embeds.count - before[0])
        given["passages read"].append(reads.count - before[1])
    for name, times in spent.items():
        print(f"{name}: {summary(times)}")
    for name, counts in given.items():
        print(f"{name} for a question: median {median(counts):g}, most {max(counts)}, n {len(counts)}")


def _timed(assistant: Assistant, question: str) -> dict[str, float]:
    """Seconds of processor time, stage by stage, in order. Parts of a question are added up."""
    moments: list[tuple[str, float]] = [("understanding", time.thread_time())]

    def tell(stage: Stage) -> None:
        moments.append((stage.value, time.thread_time()))

    answer = assistant.ask(question, tell=tell)
    moments.append(("", time.thread_time()))
    spent: dict[str, float] = defaultdict(float)
    for (name, began), (_, ended) in pairwise(moments):
        spent[name] += ended - began
    return {**spent, **(_written(assistant, answer) if answer.quotes else {})}


def _written(assistant: Assistant, answer: Answer) -> dict[str, float]:
    """Seconds to write the events that the page is sent: the first quote, and all that comes after it."""
    began = time.thread_time()
    add = page_additions(assistant.generation, Filter(), [])
    events = [{**quote_payload(answer.quotes[0], 1), **add(answer, 0)}]
    first = time.thread_time()
    events += [{**quote_payload(quote, number), **add(answer, number - 1)} for number, quote in enumerate(answer.quotes[1:], 2)]
    events.append({**answer_payload(answer, took_ms=0), **add(answer, None)})
    return {"writing the first quote": first - began, "writing the rest": time.thread_time() - first}


def _needed(assistant: Assistant, question: str) -> tuple[int, int] | None:
    """After how many passages, likeliest first, the best figure could not be overtaken; and of how many. None where nothing was found."""
    ranking = SentenceRanking.of(PACKAGED_READER)
    if ranking is None:
        return None
    best: dict[float, tuple[float, float]] = {}
    for _, signals in assistant.finder.sentence_signals(question):
        most = ranking.figure(replace(signals, sentence=MOST_CERTAIN, passage=MOST_CERTAIN))
        before = best.get(signals.nearness, (0.0, 0.0))
        best[signals.nearness] = max(before[0], most), max(before[1], ranking.figure(signals))
    passages = sorted(best.values(), reverse=True)
    return (_certain_after(passages), len(passages)) if passages else None


def _certain_after(passages: Sequence[tuple[float, float]]) -> int:
    known = 0.0
    for place, (most, figure) in enumerate(passages):
        if known > most:
            return place
        known = max(known, figure)
    return len(passages)


if __name__ == "__main__":
    sys.exit(main())
