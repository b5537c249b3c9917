"""Fits how what is known of a sentence is weighed: which sentence of those that were read is the likeliest answer.

Method: conditional logistic regression (McFadden, 1974): the sentences of one question compete, and the weights make the right ones
likeliest. Fitted on answerable questions of which at least one sentence that was read is right, on the part of each set that figures
are not reported on.

    python -m training.ranking collect --index INDEX --questions FILE --set NAME --out sentences/NAME.jsonl
    python -m training.ranking fit sentences/*.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from copro_qa.answering.ranking import SentenceSignals
from copro_qa.evaluation.judging import right
from training.collecting import add_question_options, opened_for_collecting, questions_to_ask

NAMES = [field.name for field in fields(SentenceSignals)]
_RIDGE = 0.02
"""Weight decay per question: few questions and signals that say nearly the same."""


class Competition(NamedTuple):
    """The sentences of one question: signals, of shape (sentences, signals), and which of them are right."""

    signals: NDArray[np.float64]
    right: NDArray[np.bool_]


def main() -> None:
    """Runs ``collect`` or ``fit``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    collecting = commands.add_parser("collect", help="read what search finds for each question and keep the signals")
    add_question_options(collecting)
    fitting = commands.add_parser("fit", help="fit on what was collected")
    fitting.add_argument("sentences", type=Path, nargs="+")
    fitting.add_argument("--out", type=Path, help="write ranking.json here: beside the reader")
    fitting.add_argument("--signals", nargs="+", choices=NAMES, default=NAMES, help="the signals that may be used")
    options = parser.parse_args()
    if options.command == "collect":
        collect(options)
    else:
        _report(options)


def collect(options: argparse.Namespace) -> None:
    """Writes a line per question: its id, kind, whether it is answerable, and every candidate's signals and rightness."""
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with opened_for_collecting(options.index, options.readings) as assistant, options.out.open("w", encoding="utf-8") as file:
        for question in questions_to_ask(options):
            candidates = [
                {"right": question.answerable and right(quote, question.evidence), **asdict(signals)}
                for quote, signals in assistant.finder.sentence_signals(question.question)
            ]
            record = {"id": question.id, "kind": question.kind, "answerable": question.answerable, "candidates": candidates}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def competitions(file: Path, names: Sequence[str]) -> Iterator[Competition]:
    """The questions of which a sentence is right, and one is not."""
    for line in file.read_text(encoding="utf-8").splitlines():
        candidates: list[dict[str, Any]] = json.loads(line)["candidates"]
        labels = np.array([candidate["right"] for candidate in candidates], bool)
        if labels.any() and not labels.all():
            yield Competition(np.array([[candidate[name] for name in names] for candidate in candidates]), labels)


def fit(sets: Sequence[Sequence[Competition]]) -> NDArray[np.float64]:
    """The weights that make the right sentences likeliest, each set counting the same."""
    shares = [1 / len(of_set) for of_set in sets for _ in of_set]
    all_of_them = [competition for of_set in sets for competition in of_set]
    scale = np.concatenate([competition.signals for competition in all_of_them]).std(axis=0) + 1e-9

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for share, (signals, labels) in zip(shares, all_of_them, strict=True):
            scaled = signals / scale
            logits = scaled @ weights
            likelihood = np.exp(logits - logits.max())
            likelihood /= likelihood.sum()
            among_right = likelihood * labels / max(float(likelihood[labels].sum()), 1e-12)
            total -= share * float(np.log(max(likelihood[labels].sum(), 1e-12)))
            slope = slope + share * (scaled.T @ (likelihood - among_right))
        return total, slope

    found = minimize(loss, np.zeros(scale.shape[0]), jac=True, method="L-BFGS-B", bounds=[(0, None)] * scale.shape[0])
    weights: NDArray[np.float64] = found.x / scale
    return weights


def first_right(weights: NDArray[np.float64], competitions_of_set: Iterable[Competition]) -> float:
    """The share of questions whose likeliest sentence is right, of those that have a right one."""
    return float(np.mean([labels[np.argmax(signals @ weights)] for signals, labels in competitions_of_set]))


def _report(options: argparse.Namespace) -> None:
    sets = [list(competitions(file, options.signals)) for file in options.sentences]
    folds = 10
    for file, of_set in zip(options.sentences, sets, strict=True):
        print(f"{file.stem}: {len(of_set)} questions with a right sentence among those read")
        for place, name in enumerate(options.signals):
            alone = np.zeros(len(options.signals))
            alone[place] = 1.0
            print(f"  {name} alone: {first_right(alone, of_set):.3f}")
    apart: list[list[float]] = [[] for _ in sets]
    for fold in range(folds):
        weights = fit([[item for place, item in enumerate(of_set) if place % folds != fold] for of_set in sets])
        for place, of_set in enumerate(sets):
            apart[place] += [first_right(weights, [item]) for number, item in enumerate(of_set) if number % folds == fold]
    for file, rights in zip(options.sentences, apart, strict=True):
        print(f"{file.stem}: first right {np.mean(rights):.3f}, ten-fold, each judged by a fit that has not seen it")
    weights = fit(sets)
    slope, intercept = _as_odds(weights, [item for of_set in sets for item in of_set])
    ranking = {
        "intercept": round(intercept, 4),
        "weights": {name: round(slope * float(weight), 4) for name, weight in zip(options.signals, weights, strict=True) if weight},
    }
    print(json.dumps(ranking, indent=2))
    if options.out:
        options.out.write_text(json.dumps(ranking, indent=2) + "\n", encoding="utf-8")


def _as_odds(weights: NDArray[np.float64], of_all: Sequence[Competition]) -> tuple[float, float]:
    """Slope and intercept that make the figure the share of sentences that are right (Platt, 1999). They change no order."""
    figures = np.concatenate([competition.signals @ weights for competition in of_all])
    labels = np.concatenate([competition.right for competition in of_all])
    model = LogisticRegression(C=1e3).fit(figures[:, None], labels)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


if __name__ == "__main__":
    main()
