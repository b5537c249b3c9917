"""Measures a reader on passages that it was not trained on: ``python -m training.measure --evaldata FOLDER --traindata FOLDER``.

The passage is given, so these figures say nothing of search. Of squad2, clapnq and scifact the documents that are not for training are
read; of every training source, and of what we wrote ourselves, the documents kept apart. ``--json FILE`` writes the figures too.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from copro_qa.models.onnx_reader import OnnxReader
from copro_qa.models.reader import Passage, Reader, Reading
from training.examples import apart_examples
from training.mining import evidence_of
from training.sentence_split import split_sentences
from training.sources import WRITTEN_DOCUMENTS, Row, is_kept_apart, may_be_chosen_on, read_rows

__all__ = ["area_under_roc", "beside_each_passage", "best_threshold", "main", "measured"]

SENTENCE_THRESHOLD = 0.5
"""Above this a sentence counts as part of the answer. Set by hand; ``--sets apart`` prints the one that gives the best F1."""


class Judged(NamedTuple):
    """A passage as it was labelled and as it was read."""

    evidence: tuple[bool, ...]
    reading: Reading


def area_under_roc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """How often a positive's figure is above a negative's, ties counted half (Mann and Whitney, 1947). NaN without either."""
    if not positives or not negatives:
        return float("nan")
    ordered = np.sort(np.asarray(negatives))
    figures = np.asarray(positives)
    below = np.searchsorted(ordered, figures, "left") + np.searchsorted(ordered, figures, "right")
    return float(below.mean() / 2 / len(ordered))


def best_threshold(figures: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[float, float]:
    """The threshold at which precision and recall of all sentences together give the highest F1, and that F1."""
    order = np.argsort(-figures)
    right = np.cumsum(labels[order])
    f1 = 2 * right / (np.arange(1, len(order) + 1) + labels.sum())
    best = int(np.argmax(f1))
    return float(figures[order[best]]), float(f1[best])


def measured(judged: Sequence[Judged], threshold: float) -> dict[str, float]:
    """The figures of a set: counts, area under ROC of three figures, best sentence right, evidence-sentence F1 (mean over passages)."""
    positives = [item for item in judged if any(item.evidence)]
    negatives = [item for item in judged if not any(item.evidence)]
    best = [max(range(len(item.evidence)), key=item.reading.sentences.__getitem__) for item in positives]
    overlaps = [_f1(item, threshold) for item in positives]

    def area(figure: str) -> float:
        return area_under_roc([_figures(item)[figure] for item in positives], [_figures(item)[figure] for item in negatives])

    return {
        "with answer": len(positives),
        "without": len(negatives),
        "AUROC answers": area("answers"),
        "AUROC best sentence": area("best"),
        "AUROC their product": area("product"),
        "best sentence right": float(np.mean([item.evidence[place] for item, place in zip(positives, best, strict=True)])),
        "sentence F1": float(np.mean(overlaps)),
    }


def _figures(item: Judged) -> dict[str, float]:
    best = max(item.reading.sentences, default=0.0)
    return {"answers": item.reading.answers, "best": best, "product": item.reading.answers * best}


def _f1(item: Judged, threshold: float) -> float:
    chosen = [figure >= threshold for figure in item.reading.sentences]
    right = sum(a and b for a, b in zip(chosen, item.evidence, strict=True))
    return 2 * right / (sum(chosen) + sum(item.evidence))


def _judge_rows(reader: Reader, rows: Sequence[Row], *, with_title: bool) -> list[Judged]:
    judged = []
    for row in rows:
        sentences = split_sentences(row.text)
        passage = Passage(row.text, sentences, row.title if with_title else "")
        judged.append(Judged(tuple(evidence_of(row, sentences)), reader.read(row.question, [passage])[0]))
    return judged


def _sets(reader: Reader, options: argparse.Namespace) -> dict[str, list[Judged]]:
    folders = {"traindata": options.traindata, "evaldata": options.evaldata}
    sets = {}
    for name, with_title in (("squad2", True), ("squad2", False), ("clapnq", True), ("scifact", True)):
        if name in options.sets:
            rows = read_rows(name, for_training=False, **folders)[: options.most]
            sets[name if with_title else f"{name}, no title"] = _judge_rows(reader, rows, with_title=with_title)
    if "omosqa" in options.sets:
        rows = [row for row in read_rows("omosqa", **folders) if is_kept_apart(row)][: options.most]
        sets["omosqa, kept apart"] = _judge_rows(reader, rows, with_title=True)
    if "written" in options.sets:
        rows = [row for row in read_rows("written_policy", **folders) if is_kept_apart(row) and not may_be_chosen_on(row)]
        sets["our own, kept apart"] = _judge_rows(reader, rows[: options.most], with_title=True)
    for source, name in WRITTEN_DOCUMENTS.items():
        if name in options.sets:
            rows = beside_each_passage(read_rows(source, **folders))[: options.most]
            sets[f"our {name.replace('_', ' ')}, kept apart"] = _judge_rows(reader, rows, with_title=True)
    if "apart" in options.sets:
        examples = apart_examples(**folders, seed=1, most_per_source=40)[: options.most]
        sets["all sources, kept apart"] = [
            Judged(example.evidence, reader.read(example.question, [example.passage])[0]) for example in examples
        ]
    return sets


def beside_each_passage(rows: Sequence[Row]) -> list[Row]:
    """Every question that is kept apart to report on, with each passage of its document in turn; only its own passage may answer."""
    rows = [row for row in rows if is_kept_apart(row) and not may_be_chosen_on(row)]
    passages: dict[str, dict[str, Row]] = {}
    for row in rows:
        passages.setdefault(row.group, {})[row.text] = row
    return [
        row if text == row.text else row._replace(text=text, title=passage.title, spans=())
        for row in rows
        for text, passage in passages[row.group].items()
    ]


def _threshold_lines(judged: Sequence[Judged]) -> list[str]:
    figures = np.asarray([figure for item in judged for figure in item.reading.sentences], np.float64)
    labels = np.asarray([label for item in judged for label in item.evidence], np.bool_)
    threshold, f1 = best_threshold(figures, labels)
    lines = [f"Sentences of all sources kept apart: best F1 {f1:.3f} at a threshold of {threshold:.3f}."]
    answers = np.asarray([item.reading.answers for item in judged])
    answerable = np.asarray([any(item.evidence) for item in judged])
    for low in np.arange(0, 1, 0.2):
        inside = (answers >= low) & (answers < low + 0.2 + (low > 0.7))  # noqa: PLR2004  # the last one holds 1 too
        if inside.any():
            lines.append(f"  answers {low:.1f} to {low + 0.2:.1f}: {inside.sum()} passages, {answerable[inside].mean():.2f} of them answer")
    return lines


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Measures a reader on given passages.")
    parser.add_argument("--traindata", type=Path, default=os.environ.get("COPRO_QA_TRAINDATA"))
    parser.add_argument("--evaldata", type=Path, default=os.environ.get("COPRO_QA_EVALDATA"))
    parser.add_argument("--reader", type=Path, help="a folder that training.export has written; by default the reader that ships")
    parser.add_argument(
        "--sets", nargs="+", default=["squad2", "clapnq", "scifact", "omosqa", "written", *WRITTEN_DOCUMENTS.values(), "apart"]
    )
    parser.add_argument("--most", type=int, help="read at most this many passages of each set")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if not (options.traindata and options.evaldata):
        parser.error("say where the data is: --traindata and --evaldata, or COPRO_QA_TRAINDATA and COPRO_QA_EVALDATA")
    reader = OnnxReader(options.reader, threads=options.threads)
    sets = _sets(reader, options)
    table = {name: measured(judged, SENTENCE_THRESHOLD) for name, judged in sets.items()}
    columns = list(next(iter(table.values())))
    print("| set | " + " | ".join(columns) + " |\n" + "|---" * (len(columns) + 1) + "|")
    for name, figures in table.items():
        shown = [f"{figure:.0f}" if column in {"with answer", "without"} else f"{figure:.3f}" for column, figure in figures.items()]
        print(f"| {name} | " + " | ".join(shown) + " |")
    for name, judged in sets.items():
        if name.startswith("all sources"):
            print("\n".join(_threshold_lines(judged)))
    if options.json:
        options.json.write_text(json.dumps({"reader": reader.fingerprint, "sets": table}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
