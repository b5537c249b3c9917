"""Fits the probability that an answer is right, and draws the line above which one is shown.

Method: logistic regression (Platt, 1999) over the signals of ``copro_qa.answering.calibration``, on questions that are kept apart
from those that figures are reported on: the odd ones of a file, or those about documents for which the first hex digit of
``sha256(doc)`` is 0 to 9 (squad2, clapnq, scifact). A question counts as answered rightly when the first quote is right.

The line is drawn where the cost is least: a wrong answer shown costs ``--cost`` times what a right answer withheld costs.

    python -m training.confidence collect --index INDEX --questions FILE --out signals/NAME.jsonl
    python -m training.confidence fit signals/*.jsonl --out FILE
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from copro_qa.answering.calibration import Signals
from copro_qa.evaluation.judging import right
from copro_qa.evaluation.questions import LabelledQuestion, read_questions
from copro_qa.evaluation.thresholds import least_cost_line
from copro_qa.settings import Settings
from copro_qa.wiring import open_assistant
from training.sources import is_for_training

_NAMES = [field.name for field in fields(Signals)]
_AGAINST = frozenset({"unknown", "figure_missing"})
"""Signals that speak against an answer; the others speak for one."""
_CONFIDENCE_FILE = Path("src/copro_qa/answering/confidence.json")


def main() -> None:
    """Runs ``collect`` or ``fit``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    collect_parser = commands.add_parser("collect", help="ask the questions and keep the signals")
    collect_parser.add_argument("--index", type=Path, required=True)
    collect_parser.add_argument("--questions", type=Path, required=True)
    collect_parser.add_argument("--out", type=Path, required=True)
    collect_parser.add_argument("--limit", type=int, default=400, help="the most questions to ask")
    collect_parser.add_argument("--by-document", action="store_true", help="choose by the document's hash (squad2, clapnq, scifact)")
    fit_parser = commands.add_parser("fit", help="fit on what was collected")
    fit_parser.add_argument("signals", type=Path, nargs="+")
    fit_parser.add_argument("--out", type=Path, default=_CONFIDENCE_FILE)
    fit_parser.add_argument("--sentence-line", type=float, default=0.5, help="the figure from which a single sentence answers")
    fit_parser.add_argument("--answerable", type=float, default=2 / 3, help="share of the questions people ask that the documents answer")
    fit_parser.add_argument("--cost", type=float, default=1.5)
    arguments = parser.parse_args()
    if arguments.command == "collect":
        collect(arguments.index, arguments.questions, arguments.out, limit=arguments.limit, by_document=arguments.by_document)
    else:
        fit(
            arguments.signals,
            out=arguments.out,
            sentence_line=arguments.sentence_line,
            cost=arguments.cost,
            answerable=arguments.answerable,
        )


def is_for_fitting(question: LabelledQuestion, place: int, *, by_document: bool) -> bool:
    """Whether a question may be fitted on; the others are for reporting."""
    if by_document:
        return question.document is not None and is_for_training(question.document)
    return place % 2 == 1


def collect(index: Path, questions: Path, out: Path, *, limit: int, by_document: bool) -> None:
    """Asks the questions that may be fitted on and writes a line of signals for each."""
    assistant = open_assistant(replace(Settings.from_environment(), index=index))
    assistant.calibration = replace(assistant.calibration, line=0.0)
    chosen = [
        question
        for place, question in enumerate(read_questions(questions).questions, 1)
        if is_for_fitting(question, place, by_document=by_document) and not question.history
    ]
    order = np.random.default_rng(0).permutation(len(chosen))[:limit]
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        for place in sorted(order):
            question = chosen[place]
            signals = assistant.signals(question.question)
            if signals is None:
                continue
            quotes = assistant.ask(question.question).quotes
            is_right = question.answerable and bool(quotes) and right(quotes[0], question.evidence)
            record = {"id": question.id, "kind": question.kind, "answerable": question.answerable, "right": is_right, **asdict(signals)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def fit(files: Iterable[Path], *, out: Path, sentence_line: float, cost: float, answerable: float) -> None:
    """Fits on all files, each counting the same, writes the result to ``out``, and prints what it gives.

    In each file the questions that the documents answer count for a share of ``answerable``: test sets hold more traps than people ask.
    """
    records: list[dict[str, Any]] = []
    shares: list[float] = []
    for file in files:
        of_file = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        records += of_file
        counts = Counter(record["answerable"] for record in of_file)
        shares += [(answerable if record["answerable"] else 1 - answerable) / counts[record["answerable"]] for record in of_file]
    features = np.array([[record[name] for name in _NAMES] for record in records])
    labels = np.array([record["right"] for record in records], bool)
    weight = np.array(shares) * len(records) / sum(shares)
    model = LogisticRegression(C=3.0, max_iter=5_000)
    model.fit(features, labels, sample_weight=weight)
    # A signal that turns out to count the wrong way round does so by chance: it is left out.
    sense = np.array([-1.0 if name in _AGAINST else 1.0 for name in _NAMES])
    kept = model.coef_[0] * sense > 0
    features = features * kept
    apart = cross_val_predict(model, features, labels, cv=10, method="predict_proba", params={"sample_weight": weight})[:, 1]
    model.fit(features, labels, sample_weight=weight)
    line = least_cost_line(apart, labels, cost_of_wrong=cost, weights=weight)
    settings = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {name: round(float(value), 4) for name, value in zip(_NAMES, model.coef_[0], strict=True)},
        "line": round(line, 3),
        "sentence_line": sentence_line,
    }
    out.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(settings, indent=2))
    unanswerable = ~np.array([record["answerable"] for record in records], bool)
    shown = apart >= line
    print(f"{len(records)} questions, {labels.sum()} with a right first quote. Ten-fold, each judged by a fit that has not seen it:")
    print(f"  shown {shown.sum()}, of them right {(shown & labels).sum()}")
    print(f"  refused of the unanswerable {(~shown & unanswerable).sum()} of {unanswerable.sum()}")
    print(f"  withheld though right {(~shown & labels).sum()} of {labels.sum()}")


if __name__ == "__main__":
    main()
