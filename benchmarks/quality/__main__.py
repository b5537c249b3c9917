"""Measures quality on every set that is there and writes one table.

    COPRO_QA_EVALDATA=/path/to/data python -m benchmarks.quality --out table.md --runs runs/

Run from the checkout. ``--ablation`` measures search alone, by words, by meaning and both, instead of whole answers.
``python -m benchmarks.quality.compare before.json after.json`` sets two runs side by side.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.quality.folders import CACHE, DATA_VARIABLE, SetFolder, build_index, find_sets
from benchmarks.quality.search_only import search_variants
from benchmarks.quality.sets import Part, read_set, sample
from copro_qa import open_assistant
from copro_qa.errors import CoproQaError
from copro_qa.evaluation.measures import Group
from copro_qa.evaluation.outcome import Evaluation
from copro_qa.evaluation.report import markdown_table, payload, render, risk_coverage_plot
from copro_qa.evaluation.runner import Answers, evaluate


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark. A set that fails is reported and the rest go on; exit status 1 when one did."""
    options = _options(arguments)
    runs: dict[str, Evaluation] = {}
    failed = False
    try:
        set_folders = find_sets(options.data, options.sets)
    except CoproQaError as error:
        print(error, file=sys.stderr)
        return 2
    for set_folder in set_folders:
        try:
            for name, run in _measure(set_folder, options).items():
                runs[name] = run
                _keep(options.runs, name, run)
                if not options.ablation:
                    print(f"\n== {name}\n{render(run)}", flush=True)
        except CoproQaError as error:
            print(f"{set_folder.name}: {error}", file=sys.stderr)
            failed = True
    if runs:
        # Search alone answers nothing, so only its ranking can be judged.
        table = markdown_table(runs, groups=[Group.RETRIEVAL] if options.ablation else tuple(Group))
        print(f"\n{table}")
        if options.out:
            options.out.write_text(table, encoding="utf-8")
    return int(failed or not runs)


def _measure(set_folder: SetFolder, options: argparse.Namespace) -> dict[str, Evaluation]:
    questions = sample(read_set(set_folder.evaluation_set, set_folder.questions, options.part), options.limit)
    if not questions.questions:
        print(f"{set_folder.name} has no questions in the part {options.part}.", file=sys.stderr)
        return {}
    index = build_index(set_folder, options.cache, fresh=options.fresh)
    subjects: dict[str, Answers] = {}
    if options.ablation:
        subjects.update((f"{set_folder.name}: {name}", subject) for name, subject in search_variants(index).items())
    else:
        subjects[set_folder.name] = open_assistant(index)
    return {
        name: evaluate(subject, questions.questions, problems=questions.problems, on_progress=_progress(name))
        for name, subject in subjects.items()
    }


def _keep(folder: Path | None, name: str, run: Evaluation) -> None:
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    stem = name.replace(": ", "-").replace(" ", "-")
    (folder / f"{stem}.json").write_text(json.dumps(payload(run), ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / f"{stem}.svg").write_text(risk_coverage_plot(run, title=f"Risk against coverage: {name}"), encoding="utf-8")


def _progress(name: str) -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None
    return lambda done, of: print(f"\r{name}: {done} of {of}", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    data = os.environ.get(DATA_VARIABLE)
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(data) if data else None, help=f"folder of the sets (default: ${DATA_VARIABLE})")
    parser.add_argument("--sets", type=lambda text: text.split(","), help="names, with commas between (default: every set that is there)")
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.REPORT, help="which part of each set (default: report)")
    parser.add_argument("--limit", type=int, help="at most this many questions of each set, drawn with a fixed seed")
    parser.add_argument("--cache", type=Path, default=CACHE, help="where the sets' indexes are kept (default: benchmarks/.cache)")
    parser.add_argument(
        "--fresh", action="store_true", help="build the indexes anew, as is needed when the code that builds them has changed"
    )
    parser.add_argument("--out", type=Path, help="write the table to this file")
    parser.add_argument("--runs", type=Path, help="keep each run here, as JSON and as a plot")
    parser.add_argument("--ablation", action="store_true", help="measure search alone: by words, by meaning, both")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
