"""Measures quality on every set that is there and writes one table.

    COPRO_QA_EVALDATA=/path/to/data python -m benchmarks.quality --out table.md --runs runs/

Run from the checkout. A run that was cut off goes on where it stood when it is started again. ``--ablation`` adds rows with a part left
out. ``python -m benchmarks.quality.compare before.json after.json`` sets two runs side by side.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.quality.folders import CACHE, SetFolder, build_index, find_sets
from benchmarks.quality.kept_outcomes import KeptOutcomes
from benchmarks.quality.options import parser_with_sets
from benchmarks.quality.sets import read_set, sample
from benchmarks.quality.variants import Variant, fingerprint, groups_of, open_variant, read_variants
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.measure import Group
from copro_qa.evaluation.measures import NAMES, PER_QUESTION
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.questions import QuestionFile
from copro_qa.evaluation.report import payload, render, risk_coverage_plot
from copro_qa.evaluation.runner import evaluate
from copro_qa.evaluation.table import Row, markdown_table
from copro_qa.store.index_folder import current_generation_id

_NOT_RETRIEVAL = frozenset(NAMES) - {measure.name for measure in PER_QUESTION if measure.group is Group.RETRIEVAL}


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark. A set that fails is reported and the rest go on; exit status 1 when one did."""
    options = _options(arguments)
    rows: dict[str, Row] = {}
    failed = False
    try:
        set_folders = find_sets(options.data, options.sets)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    for set_folder in set_folders:
        try:
            rows |= _measure(set_folder, options)
        except CoproQaError as error:
            print(f"{set_folder.name}: {error}", file=sys.stderr)
            failed = True
        # Written after every set, so that what has been measured can be read while the rest goes on.
        if options.out and rows:
            options.out.write_text(markdown_table(rows), encoding="utf-8")
    if rows:
        print(f"\n{markdown_table(rows)}")
    return int(failed or not rows)


def _measure(set_folder: SetFolder, options: argparse.Namespace) -> dict[str, Row]:
    questions = sample(read_set(set_folder.evaluation_set, set_folder.questions, options.part), options.limit)
    if not questions.questions:
        print(f"{set_folder.name} has no questions in the part {options.part}.", file=sys.stderr)
        return {}
    index = build_index(set_folder, options.cache, fresh=options.fresh)
    rows: dict[str, Row] = {}
    for variant in options.ablation or [Variant.FULL]:
        name = set_folder.name if variant is Variant.FULL else f"{set_folder.name}, {variant}"
        run = _run(variant, index, questions, name, options.runs)
        searched_only = Group.QUOTES not in groups_of(variant)
        _keep(options.runs, name, run, with_plot=not searched_only)
        if not searched_only:
            print(f"\n== {name}\n{render(run)}", flush=True)
        without = set_folder.evaluation_set.without | (_NOT_RETRIEVAL if searched_only else frozenset())
        rows[name] = Row(run, without)
        for kind in set_folder.evaluation_set.rows:
            if chosen := tuple(outcome for outcome in run.outcomes if outcome.kind == kind):
                rows[f"{name}: {kind}"] = Row(replace(run, outcomes=chosen), without)
    return rows


def _run(variant: Variant, index: Path, questions: QuestionFile, name: str, runs: Path) -> Evaluation:
    kept = KeptOutcomes(runs, _stem(name), f"{current_generation_id(index)}.{fingerprint(variant)}")
    by_id = {question.id: question for question in questions.questions}
    return evaluate(
        open_variant(variant, index),
        questions.questions,
        problems=questions.problems,
        known=kept.known(questions.questions),
        on_outcome=lambda outcome: kept.add(by_id[outcome.id], outcome),
        on_progress=_progress(name),
    )


def _stem(name: str) -> str:
    return name.replace(", ", "-").replace(" ", "-")


def _keep(folder: Path, name: str, run: Evaluation, *, with_plot: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{_stem(name)}.json").write_text(json.dumps(payload(run), ensure_ascii=False, indent=1), encoding="utf-8")
    if with_plot:
        (folder / f"{_stem(name)}.svg").write_text(risk_coverage_plot(run, title=f"Risk against coverage: {name}"), encoding="utf-8")


def _progress(name: str) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None
    return lambda done, of: print(f"\r{name}: {done} of {of}", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _variants(text: str) -> list[Variant]:
    try:
        return read_variants(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = parser_with_sets("benchmarks.quality", __doc__)
    parser.add_argument(
        "--fresh", action="store_true", help="build the indexes anew, as is needed when the code that builds them has changed"
    )
    parser.add_argument("--out", type=Path, help="write the table to this file")
    parser.add_argument(
        "--runs", type=Path, default=CACHE / "runs", help="keep each run here, as JSON and as a plot (default: benchmarks/.cache/runs)"
    )
    parser.add_argument(
        "--ablation",
        type=_variants,
        metavar=",".join(Variant),
        help="measure these instead of full answers alone; lexical, dense and fused only search",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
