"""Fits the probability that an answer is right, and draws the line above which one is shown.

Method: logistic regression (Platt, 1999) over the signals of ``copro_qa.answering.calibration``, on questions that are kept apart
from training and from those that figures are reported on: the part ``choose`` of ``benchmarks.quality.sets``. A question counts as
answered rightly when the first quote is right.

The line is drawn where the cost is least: an answer without a right quote costs ``--cost`` times what withholding one with a right quote
costs. Which of the quotes is right does not matter there: all are seen. But the line is no higher than where a share of
``--most-refused`` of the answerable questions are refused, each question counting the same (of a small set, one would move the line):
who is turned away often does not ask again.
That has to hold for questions that have not been asked yet. So it is read off many draws of the questions (bootstrap), and the line
keeps to it in four of five of them.

Only some signals are used. More of them fit the questions at hand better and those of a corpus of another kind worse: what share of a
question's words no document has, for instance, depends on how large the corpus is. So they were chosen by leaving each set out in turn
(``fit`` prints what that gives), and ``--signals`` tries others.

    python -m training.confidence collect --index INDEX --questions FILE --set NAME --out signals/NAME.jsonl
    python -m training.confidence fit signals/*.jsonl --out FILE
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from benchmarks.quality.reading import ReadsFirst
from copro_qa.answering.calibration import Signals
from copro_qa.evaluation.judging import right
from copro_qa.evaluation.metrics import expected_calibration_error
from copro_qa.evaluation.thresholds import highest_line, least_cost_line
from training.collecting import add_question_options, opened_for_collecting, questions_to_ask

_NAMES = [field.name for field in fields(Signals)]
_FITTED = ("sentence_odds", "best_passage_odds", "alone", "kind_missing", "opposite", "distant", "weak")
"""The signals that are used, if no others are named."""
_AGAINST = frozenset({"unknown", "kind_missing", "opposite", "weak", "distant"})
"""Signals that speak against an answer; the others speak for one."""
_GROUPS = ("answerable", "near", "off topic")
_ON_TOPIC_LOST = 0.02
"""Share of the questions on topic that may be called off topic: a person who is told so wrongly gives up."""
_RESAMPLES = 1_000
_CHANCE_OF_MORE = 0.2
"""Share of the draws of questions in which the line may refuse more than it should."""
_DRAWS = 10
"""Ten-fold draws whose figures are averaged."""
_CONFIDENCE_FILE = Path("src/copro_qa/answering/confidence.json")


def main() -> None:
    """Runs ``collect`` or ``fit``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    collect_parser = commands.add_parser("collect", help="ask the questions and keep the signals")
    add_question_options(collect_parser)
    fit_parser = commands.add_parser("fit", help="fit on what was collected")
    fit_parser.add_argument("collected", type=Path, nargs="+")
    fit_parser.add_argument("--out", type=Path, default=_CONFIDENCE_FILE)
    fit_parser.add_argument("--sentence-line", type=float, default=0.5, help="the figure from which a single sentence answers")
    fit_parser.add_argument("--answerable", type=float, default=0.6, help="share of the questions people ask that the documents answer")
    fit_parser.add_argument("--cost", type=float, default=1.0)
    fit_parser.add_argument("--most-refused", type=float, default=0.08, help="share of the answerable questions of all sets")
    fit_parser.add_argument("--signals", choices=_NAMES, nargs="+", default=_FITTED, metavar="NAME", help="which to use")
    arguments = parser.parse_args()
    if arguments.command == "collect":
        collect(arguments)
    else:
        fit(
            arguments.collected,
            names=arguments.signals,
            out=arguments.out,
            sentence_line=arguments.sentence_line,
            cost=arguments.cost,
            answerable=arguments.answerable,
            most_refused=arguments.most_refused,
        )


def collect(options: argparse.Namespace) -> None:
    """Asks the questions that may be fitted on and writes a line of signals for each."""
    with opened_for_collecting(options.index, options.readings) as assistant:
        assistant.calibration = replace(assistant.calibration, line=0.0)
        # With no line nearly everything would be sure early, and be judged in place of what the signals speak of.
        assistant.finder = ReadsFirst(assistant.finder)
        options.out.parent.mkdir(parents=True, exist_ok=True)
        with options.out.open("w", encoding="utf-8") as file:
            for question in questions_to_ask(options):
                signals = assistant.signals(question.question)
                if signals is None:
                    continue
                quotes = assistant.ask(question.question).quotes
                rights = [question.answerable and right(quote, question.evidence) for quote in quotes]
                record = {
                    "id": question.id,
                    "kind": question.kind,
                    "answerable": question.answerable,
                    "right": rights[:1] == [True],
                    "right_within": any(rights),
                    **asdict(signals),
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


def fit(
    files: Iterable[Path],
    *,
    out: Path,
    sentence_line: float,
    cost: float,
    answerable: float,
    most_refused: float,
    names: Sequence[str] = _FITTED,
) -> None:
    """Fits the signals called ``names`` on all files, writes the result to ``out``, and prints what it gives.

    The probability is fitted on the questions as they are, each counting the same: so it holds for sets with as many traps. The line is
    drawn for questions as people ask them: each file counts the same, in it the questions that the documents answer for a share of
    ``answerable``, and of the others those that are off topic and those that come near the same where a file has both.
    """
    records: list[dict[str, Any]] = []
    shares: list[float] = []
    sets: list[int] = []
    for number, file in enumerate(files):
        of_file = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        records += of_file
        sets += [number] * len(of_file)
        counts = Counter(map(_group, of_file))
        traps = sum(group != "answerable" for group in counts)
        share = {group: answerable if group == "answerable" else (1 - answerable) / traps for group in counts}
        shares += [share[_group(record)] / counts[_group(record)] for record in of_file]
    features = np.array([[record[name] for name in names] for record in records])
    labels = np.array([record["right"] for record in records], bool)
    weight = np.array(shares) * len(records) / sum(shares)
    model = _fitted(features, labels, names)
    apart = _judged_apart(model, features, labels)
    within = np.array([record["right_within"] for record in records], bool)
    answerable_ones = np.array([record["answerable"] for record in records], bool)
    highest = [_highest_with_room(apart[answerable_ones], most_refused)] if answerable_ones.any() else []
    line = min(least_cost_line(apart, within, cost_of_wrong=cost, weights=weight), *highest)
    settings = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {name: round(float(value), 4) for name, value in zip(names, model.coef_[0], strict=True)},
        "line": round(line, 3),
        "sentence_line": sentence_line,
        "topic_line": _topic_line(records),
    }
    out.write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(settings, indent=2))
    print("Ten-fold, each question judged by a fit that has not seen it:")
    shown = apart >= line
    groups = np.array(list(map(_group, records)))
    for group in ("near", "off topic"):
        print(f"  refused of the unanswerable, {group}: {(~shown & (groups == group)).sum()} of {(groups == group).sum()}")
    print(f"  calibration error: {expected_calibration_error(apart, labels):.3f}")
    print(f"  refused of the answerable: {(~shown & answerable_ones).sum()} of {answerable_ones.sum()}")
    print(f"  of those shown: first quote right {(shown & labels).sum()}, right within those shown {(shown & within).sum()}")
    if len(set(sets)) > 1:
        print(f"Each set judged by a fit on the others: mean log loss {_left_out(features, labels, np.array(sets), names):.3f}")


def _highest_with_room(answerable: NDArray[np.float64], most_refused: float) -> float:
    """The line that is no higher than where ``most_refused`` are refused, in four of five draws of as many questions."""
    chance = np.random.default_rng(0)
    highest = [highest_line([chance.choice(answerable, len(answerable))], most_below=most_refused) for _ in range(_RESAMPLES)]
    return float(np.quantile(highest, _CHANCE_OF_MORE, method="lower"))


def _fitted(features: NDArray[np.float64], labels: NDArray[np.bool_], names: Sequence[str]) -> LogisticRegression:
    """A regression in which no signal counts the wrong way round: one that does so by chance is left out."""
    sense = np.array([-1.0 if name in _AGAINST else 1.0 for name in names])
    kept = np.ones(len(names), bool)
    while True:
        model = LogisticRegression(C=3.0, max_iter=5_000).fit(features * kept, labels)
        against = kept & (model.coef_[0] * sense < 0)
        if not against.any():
            return model
        kept &= ~against


def _judged_apart(model: LogisticRegression, features: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Each question's probability by fits that have not seen it: the mean over several ten-fold draws, since one draw moves the line."""
    draws = (StratifiedKFold(10, shuffle=True, random_state=seed) for seed in range(_DRAWS))
    used = features * (model.coef_[0] != 0)
    of_draws = [cross_val_predict(model, used, labels, cv=draw, method="predict_proba")[:, 1] for draw in draws]
    mean: NDArray[np.float64] = np.mean(of_draws, axis=0)
    return mean


def _left_out(features: NDArray[np.float64], labels: NDArray[np.bool_], sets: NDArray[np.int64], names: Sequence[str]) -> float:
    """Mean over the sets of the log loss on a set that the fit has not seen, each set counting the same."""
    losses = []
    for number in sorted(set(sets)):
        of_set = sets == number
        model = _fitted(features[~of_set], labels[~of_set], names)
        losses.append(log_loss(labels[of_set], model.predict_proba(features[of_set])[:, 1], labels=[False, True]))
    return float(np.mean(losses))


def _topic_line(records: Sequence[Mapping[str, Any]]) -> float:
    """The similarity below which a share of ``_ON_TOPIC_LOST`` of the questions on topic lie. 0 where no question is off topic."""
    groups = list(map(_group, records))
    on_topic = [record["similarity"] for record, group in zip(records, groups, strict=True) if group != "off topic"]
    if "off topic" not in groups or not on_topic:
        return 0.0
    line = round(float(np.quantile(on_topic, _ON_TOPIC_LOST)), 3)
    below = [sum(record["similarity"] < line for record, of in zip(records, groups, strict=True) if of == group) for group in _GROUPS]
    print(
        f"Similarity below {line}: "
        + ", ".join(f"{count} of {groups.count(group)} {group}" for group, count in zip(_GROUPS, below, strict=True))
    )
    return line


def _group(record: Mapping[str, Any]) -> str:
    if record["answerable"]:
        return "answerable"
    return "off topic" if "off_topic" in (record["kind"] or "") else "near"


if __name__ == "__main__":
    main()
