"""``copro-qa eval``: how good quotes, search and refusals are on labelled questions."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Annotated

import typer

from copro_qa.child_process import INGEST
from copro_qa.commands.given import (
    IndexOption,
    JsonOption,
    print_json,
    settings_for,
)
from copro_qa.errors import CorpusUnusable, InvalidInput

__all__ = ["app"]

app = typer.Typer()


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A file of labelled questions, one JSON object a line.", exists=True, dir_okay=False)],
    corpus: Annotated[Path | None, typer.Option(help="Measure on these documents: a folder, or a corpus.jsonl file.", exists=True)] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    against: Annotated[
        Path | None,
        typer.Option(help="Compare with an earlier run of the same questions, kept with --json > FILE.", exists=True, dir_okay=False),
    ] = None,
    cost: Annotated[
        float, typer.Option(help="What a wrong answer costs, a missed one costing 1. The cheapest line and the advice depend on it.")
    ] = 1.0,
    plot: Annotated[Path | None, typer.Option(help="Write the curve of risk against coverage to this SVG file.", dir_okay=False)] = None,
) -> None:
    """Measure quotes, retrieval and refusals on labelled questions."""
    from copro_qa.evaluation import report, runner
    from copro_qa.evaluation.comparison import compare
    from copro_qa.evaluation.questions import read_questions
    from copro_qa.wiring import open_assistant

    if not 0 < cost < inf:
        raise InvalidInput(
            f"--cost {cost:g} cannot be used. Give what a wrong answer costs, a missed one costing 1: a number above 0, such as 2."
        )
    labelled = read_questions(questions)
    if against is not None and as_json:
        raise InvalidInput("--against shows two runs side by side, for people. Leave --json out, or compare the two files afterwards.")
    # Before anything is measured: that may take long.
    before = report.read_evaluation(against) if against is not None else None
    if plot is not None:
        _check_can_be_written(plot)
    settings = settings_for(index)
    if corpus is not None:
        settings = replace(settings, index=index or _evaluation_index(corpus))
        _build_for_evaluation(corpus, settings.index)
    assistant = open_assistant(settings)
    with typer.progressbar(length=len(labelled.questions), label="Asking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        evaluation = runner.evaluate(
            assistant, labelled.questions, problems=labelled.problems, on_progress=lambda done, _: bar.update(done - bar.pos)
        )
    if as_json:
        print_json(report.payload(evaluation, cost_of_wrong=cost))
    else:
        print(report.render(evaluation, cost_of_wrong=cost))
    if before is not None:
        print(
            f"\nBefore ({against}) and after, with paired permutation tests\n\n{report.render_comparison(compare(before, evaluation))}",
            end="",
        )
    if plot is not None:
        _write(plot, report.risk_coverage_plot(evaluation))


def _check_can_be_written(plot: Path) -> None:
    """Raises InvalidInput where it surely cannot."""
    folder = plot.absolute().parent
    if not folder.is_dir():
        raise InvalidInput(f"The plot cannot be written to {plot}: there is no folder {folder}. Make it, or name another file.")
    if not os.access(plot if plot.exists() else folder, os.W_OK):
        raise InvalidInput(f"The plot cannot be written to {plot}: it may not be changed. Name another file.")


def _write(plot: Path, curve: str) -> None:
    try:
        plot.write_text(curve, encoding="utf-8")
    except OSError as error:
        raise InvalidInput(f"The plot cannot be written to {plot}: {error.strerror or error}. Name another file.") from error


def _evaluation_index(corpus: Path) -> Path:
    """Where the index of a corpus that is only measured on is kept, so that measuring again does not embed it again."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "copro-qa" / "evaluation" / hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:16]


def _build_for_evaluation(corpus: Path, index: Path) -> None:
    # What the build prints is news, not the result that was asked for.
    command = [*INGEST, "build", "--corpus", str(corpus), "--index", str(index)]
    finished = subprocess.run(command, check=False, stdout=sys.stderr)
    if finished.returncode:
        raise CorpusUnusable(f"The documents in {corpus} could not be indexed, so nothing was measured. The messages above say why.")
