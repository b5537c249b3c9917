"""Measures the marks in quotes: how many quotes have one, how much of them is marked, and whether the labelled short answer is.

    COPRO_QA_EVALDATA=/path/to/data python -m benchmarks.quality.marks --sets starter,squad2 --limit 60 --show

Run from the checkout. Only questions that have an answer are asked, and only quotes that are shown are looked at. The short answers are the
strings ``answers`` of a questions file, as squad2 has them; a quote counts for them where it holds one. ``--show`` prints every quote with
its marks between ⟦ and ⟧, to be judged by eye.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.quality.folders import SetFolder, build_index, find_sets
from benchmarks.quality.options import parser_with_sets
from benchmarks.quality.sets import read_set, sample
from copro_qa.answer import Quote
from copro_qa.answering.assistant import Assistant
from copro_qa.errors import CoproQaError
from copro_qa.settings import Settings
from copro_qa.wiring import open_assistant

__all__ = ["Marked", "marked", "summary", "written"]

_WORD = re.compile(r"\w+")
_NEARLY_ALL = 0.95


@dataclass(frozen=True, slots=True)
class Marked:
    """The marks of one quote: the share of its words that is marked, and whether a labelled answer in it is marked in full, or at all.

    ``whole`` and ``touched`` are None where the quote holds no labelled answer.
    """

    share: float
    whole: bool | None
    touched: bool | None


def marked(quote: Quote, answers: Sequence[str]) -> Marked:
    """The marks of ``quote`` against the labelled short ``answers``."""
    text, start = quote.text, quote.span.start
    marks = [(part.start - start, part.end - start) for part in quote.key]
    words = [match.span() for match in _WORD.finditer(text)]
    share = sum(any(left <= at and end <= right for left, right in marks) for at, end in words) / max(1, len(words))
    places = [match.span() for answer in answers for match in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text)]
    if not places:
        return Marked(share, None, None)
    return Marked(
        share,
        any(left <= at and end <= right for left, right in marks for at, end in places),
        any(left < end and at < right for left, right in marks for at, end in places),
    )


def summary(found: Sequence[Marked]) -> str:
    """One line of figures."""
    with_mark = [each.share for each in found if each.share]
    labelled = [each for each in found if each.whole is not None]
    figures = [f"{len(found)} quotes", f"{len(with_mark)} with a mark"]
    if with_mark:
        figures.append(f"of their words marked: median {median(with_mark):.2f}, nearly all in {sum(s >= _NEARLY_ALL for s in with_mark)}")
    if labelled:
        whole, touched = sum(bool(each.whole) for each in labelled), sum(bool(each.touched) for each in labelled)
        figures.append(f"of {len(labelled)} with a labelled answer {whole} mark it in full, {touched} in part or in full")
    return "; ".join(figures)


def written(quote: Quote) -> str:
    """The quote with its marks between ⟦ and ⟧."""
    text, at = "", quote.span.start
    for part in quote.key:
        text += f"{quote.span.document.text[at : part.start]}⟦{part.text}⟧"
        at = part.end
    return text + quote.span.document.text[at : quote.span.end]


def main(arguments: list[str] | None = None) -> int:
    """Runs the measurement; exit status 2 when a set is not there."""
    parser = parser_with_sets("benchmarks.quality.marks", __doc__, sets=["starter"])
    parser.add_argument("--show", action="store_true", help="print every quote with its marks")
    options = parser.parse_args(arguments)
    try:
        for set_folder in find_sets(options.data, options.sets):
            found = list(_measured(set_folder, options))
            print(f"{set_folder.name}: {summary(found)}", flush=True)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _measured(set_folder: SetFolder, options: argparse.Namespace) -> Iterator[Marked]:
    index = build_index(set_folder, options.cache)
    assistant: Assistant = open_assistant(replace(Settings.from_environment(), index=index))
    answers = _answers(set_folder.questions)
    for question in sample(read_set(set_folder.evaluation_set, set_folder.questions, options.part), options.limit).questions:
        if not question.answerable:
            continue
        quotes = assistant.ask(question.question, history=question.history).quotes
        if options.show and quotes:
            print("\n".join([f"\n{question.question}", *(f"  {written(quote)}" for quote in quotes)]))
        yield from (marked(quote, answers.get(question.id, ())) for quote in quotes)


def _answers(file: Path) -> Mapping[str, Sequence[str]]:
    records = (json.loads(line) for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip())
    return {str(record["id"]): record["answers"] for record in records if record.get("id") and record.get("answers")}


if __name__ == "__main__":
    sys.exit(main())
