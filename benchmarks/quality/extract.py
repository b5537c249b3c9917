"""Measures the reader alone: what ``copro-qa extract`` takes from labelled passages of any length, and from passages without an answer.

    COPRO_QA_EVALDATA=/path/to/data COPRO_QA_READER=/path/to/reader python -m benchmarks.quality.extract --out extract.md

Run from the checkout. The passage is given, so nothing here speaks of search. Of squad2, clapnq and scifact only documents whose hash
begins with a to f are read; of doc2dial the clean labels. A passage is a whole document.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.quality.folders import find_sets
from benchmarks.quality.given_passages import Pair, pairs_of
from benchmarks.quality.options import parser_with_sets
from copro_qa.answering.passage_extraction import Extraction, extract, passage_sentences
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.matching import find_evidence, words
from copro_qa.evaluation.metrics import Overlap, auroc, overlap
from copro_qa.evaluation.significance import bootstrap_mean
from copro_qa.models.reader import Reader
from copro_qa.settings import Settings
from copro_qa.wiring import open_reader

_SETS = ("seeds", "squad2", "clapnq", "scifact", "sharc", "doc2dial")
_SHORT, _LONG = 150, 400
"""Words: where the table divides passages by length."""
_COLUMNS = (
    "passages",
    "with an answer",
    "word precision",
    "word recall",
    "word F1",
    "word F1, pooled over all",
    "sentence F1",
    "nothing taken where no answer",
    "AUROC of relevance",
    "milliseconds, median",
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken from one passage: words and sentences against the evidence, and counts of words for figures over all passages."""

    length: int
    answers: bool
    relevance: float
    words: Overlap
    sentences: Overlap
    words_taken: int
    words_wanted: int
    words_right: int
    seconds: float


def main(arguments: list[str] | None = None) -> int:
    """Prints one table: a row for each set, and for short, middling and long passages of all sets."""
    options = _options(arguments)
    try:
        sets = find_sets(options.data, options.sets)
        reader, line = open_reader(Settings.from_environment())
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    found: dict[str, list[Taken]] = {}
    for set_folder in sets:
        found[set_folder.name] = [_taken(reader, line, pair) for pair in pairs_of(set_folder, options.part, options.limit)]
        print(f"{set_folder.name}: {len(found[set_folder.name])} passages read", file=sys.stderr, flush=True)
    everything = [taken for of_set in found.values() for taken in of_set]
    found["all, fewer than 150 words"] = [taken for taken in everything if taken.length < _SHORT]
    found["all, 150 to 400 words"] = [taken for taken in everything if _SHORT <= taken.length <= _LONG]
    found["all, more than 400 words"] = [taken for taken in everything if taken.length > _LONG]
    table = _table({name: taken for name, taken in found.items() if taken})
    print(table, end="")
    if options.out:
        options.out.write_text(table, encoding="utf-8")
    return 0


def _taken(reader: Reader, line: float, pair: Pair) -> Taken:
    started = time.perf_counter()
    found = extract(reader, pair.question, pair.passage, line=line)
    seconds = time.perf_counter() - started
    taken = [word for span in found.spans for word in words(pair.passage[span.start : span.end])]
    choices = [[word for text in answer for word in words(text)] for answer in pair.answers]
    wanted = max(choices, key=lambda choice: overlap(taken, choice).f1, default=[])
    return Taken(
        length=len(pair.passage.split()),
        answers=bool(pair.answers),
        relevance=found.relevance,
        words=overlap(taken, wanted),
        sentences=_sentence_overlap(pair, found),
        words_taken=len(taken),
        words_wanted=len(wanted),
        words_right=round(overlap(taken, wanted).precision * len(taken)),
        seconds=seconds,
    )


def _sentence_overlap(pair: Pair, found: Extraction) -> Overlap:
    """Sentences taken against sentences that hold evidence; of alternatives, the one that is met best."""
    sentences = passage_sentences(pair.passage)
    taken = [f"{span.start}" for span in found.spans]
    best = Overlap(0.0, 0.0, 0.0)
    for answer in pair.answers:
        places = [place for text in answer if (place := find_evidence(pair.passage, text))]
        wanted = {f"{sentence.start}" for sentence in sentences for start, end in places if sentence.start < end and start < sentence.end}
        best = max(best, overlap(taken, wanted), key=lambda met: met.f1)
    return best


def _table(found: dict[str, list[Taken]]) -> str:
    rows = [f"| {' | '.join(_COLUMNS)} |", f"|{'---|' * len(_COLUMNS)}"]
    for name, taken in found.items():
        with_answer = [item for item in taken if item.answers]
        without = [item for item in taken if not item.answers]
        cells = [f"{len(with_answer)} of {len(taken)}"]
        for field, part in (("words", "precision"), ("words", "recall"), ("words", "f1")):
            cells.append(_mean([getattr(getattr(item, field), part) for item in with_answer]))
        cells += [_pooled(taken), _mean([item.sentences.f1 for item in with_answer])]
        nothing = sum(not item.words_taken for item in without)
        cells.append(f"{_share(nothing / len(without))} ({nothing} of {len(without)})" if without else "–")
        both = bool(with_answer and without)
        cells.append(_share(auroc([item.relevance for item in with_answer], [item.relevance for item in without])) if both else "–")
        cells.append(f"{1000 * median(item.seconds for item in taken):.0f}")
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _mean(values: list[float]) -> str:
    if not values:
        return "–"
    interval = bootstrap_mean(values)
    return f"{_share(float(np.mean(values)))} ({_share(interval.low)}–{_share(interval.high)})"


def _pooled(taken: list[Taken]) -> str:
    """F1 of all words of all passages together: what is taken where there is no answer counts against it."""
    out, wanted, right = (sum(getattr(item, field) for item in taken) for field in ("words_taken", "words_wanted", "words_right"))
    return _share(2 * right / (out + wanted)) if wanted else "–"


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0") if value < 1 else f"{value:.3f}"


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = parser_with_sets("benchmarks.quality.extract", __doc__, sets=_SETS, cache=False)
    parser.add_argument("--out", type=Path, help="write the table to this file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
