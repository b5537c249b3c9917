"""Everything that makes the reader that ships, in order: ``python -m training.pipeline --out FOLDER``.

Trains it in the runs that it came about in, averages what came of them, exports that, builds the indexes of the sets that are chosen on,
and fits the ranking and the confidence for it. ``FOLDER/reader`` is what ships. A step that is done is not done again, and a training
run that was cut off goes on from its last checkpoint: so the command can be given again after whatever ended it. ``--print`` only says the
steps.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from benchmarks.quality.folders import SetFolder, build_index, find_sets

__all__ = ["RUNS", "Step", "TrainingRun", "main", "run", "steps"]

_SHARES = ["--open-share", ".5", "--share", "written_pairs=.8", "--share", "squad2=1", "--share", "clapnq=1"]
_FROM_WORDS = ["--seed", "21", "--mined-by", "words"]
"""The same for the first two runs, so that the second can leave out what the first has had."""
_FROM_SEARCH = ["--mined-by", "search", "--rate", "8e-5", "--warm-up", "100", "--decay-share", ".8"]
_SOME_KEYWORDS = ["--keywords", ".08"]


class TrainingRun(NamedTuple):
    """``share`` of what it comes to, and the rest of what it began with, is what the next run begins with; at last, what ships."""

    options: list[str]
    share: str = ".5"


RUNS = {
    "first": TrainingRun([*_FROM_WORDS, "--examples", "100000", "--rate", "1.2e-4", "--warm-up", "300", "--decay-share", ".7"], "1"),
    "second": TrainingRun(
        [*_FROM_WORDS, "--skip", "100000", "--examples", "73000", "--rate", "1e-4", "--warm-up", "150", "--decay-share", ".85"], ".6"
    ),
    "third": TrainingRun([*_FROM_SEARCH, "--seed", "23", "--examples", "20000"]),
    "fourth": TrainingRun([*_FROM_SEARCH, "--seed", "24", "--examples", "32000"]),
    "fifth": TrainingRun([*_FROM_SEARCH, "--seed", "25", "--examples", "32000", *_SOME_KEYWORDS]),
    "sixth": TrainingRun([*_FROM_SEARCH, "--seed", "26", "--examples", "32000", *_SOME_KEYWORDS]),
    "seventh": TrainingRun([*_FROM_SEARCH, "--seed", "26", "--skip", "48000", "--examples", "32000", *_SOME_KEYWORDS], ".33"),
}
"""In order. The first begins with the sentence encoder."""
_RANKED_ON = {"policy_docs": 150, "squad2": 260, "starter": 56}
"""Sets, and how many of their questions to choose on are asked, at most."""
_CALIBRATED_ON = {"policy_docs": 150, "squad2": 260, "clapnq": 100}
_SENTENCE_LINE = "0.25"
"""From what figure on a sentence of a passage that is given counts as answering (docs/quality.md)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A module that is run with options. ``checkpoint`` is what a training run goes on from, once it is there."""

    name: str
    module: str
    options: list[str]
    settings: dict[str, str] = field(default_factory=dict)
    checkpoint: Path | None = None

    @property
    def arguments(self) -> list[str]:
        """Those of the module, as things stand now."""
        return [*self.options, "--resume"] if self.checkpoint and self.checkpoint.exists() else self.options

    def __str__(self) -> str:
        """As one would type it."""
        named = [f"{name}={shlex.quote(value)}" for name, value in self.settings.items()]
        return " ".join([*named, "python", "-m", self.module, *map(shlex.quote, self.arguments)])


def steps(
    sets: Mapping[str, SetFolder], indexes: Mapping[str, Path], *, traindata: Path, evaldata: Path, out: Path, training: list[str]
) -> Iterator[Step]:
    """The steps in order. ``sets`` and ``indexes`` are those that are chosen on, by name; ``training`` has further options of every run."""
    data = ["--traindata", str(traindata), "--evaldata", str(evaldata)]

    began: Path | None = None
    for name, made in RUNS.items():
        trained = out / name / "checkpoint.pt"
        begins = [] if began is None else ["--start-from", str(began)]
        options = ["--out", str(out / name), *_SHARES, *made.options, *begins, *training]
        yield Step(f"train-{name}", "training.train", [*data, *options], checkpoint=trained)
        if began is None:
            began = trained
        else:
            averaged = out / f"average-{name}.pt"
            yield Step(f"average-{name}", "training.average", [str(began), str(trained), "--share", made.share, "--out", str(averaged)])
            began = averaged
    reader = out / "reader"
    yield Step("export", "training.export", ["--checkpoint", str(began), "--out", str(reader)])
    fits = {"ranking": (_RANKED_ON, []), "confidence": (_CALIBRATED_ON, ["--sentence-line", _SENTENCE_LINE])}
    for what, (chosen_on, own) in fits.items():
        for name, most in chosen_on.items():
            options = ["--set", name, "--questions", str(sets[name].questions), "--index", str(indexes[name]), "--limit", str(most)]
            kept = ["--readings", str(out / "readings" / name), "--out", str(out / what / f"{name}.jsonl")]
            yield Step(f"{what}-{name}", f"training.{what}", ["collect", *options, *kept], {"COPRO_QA_READER": str(reader)})
        collected = [str(out / what / f"{name}.jsonl") for name in chosen_on]
        yield Step(what, f"training.{what}", ["fit", *collected, *own, "--out", str(reader / f"{what}.json")])


def run(step: Step, done: Path) -> None:
    """Runs a step, unless the folder ``done`` says that it has been. Raises SystemExit when it fails, after what it printed itself."""
    mark = done / step.name
    if mark.exists():
        return
    print(f"{step.name}: {step}", flush=True)
    ended = subprocess.run([sys.executable, "-m", step.module, *step.arguments], env={**os.environ, **step.settings}, check=False)
    if ended.returncode:
        raise SystemExit(
            f"The step {step.name} failed. What went wrong stands above. Mend it and give the command again: it goes on from here."
        )
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()


def main(arguments: list[str] | None = None) -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Makes the reader that ships, from its data to what is fitted for it.")
    parser.add_argument("--traindata", type=Path, default=os.environ.get("COPRO_QA_TRAINDATA"))
    parser.add_argument("--evaldata", type=Path, default=os.environ.get("COPRO_QA_EVALDATA"))
    parser.add_argument("--out", type=Path, default=Path("build/pipeline"))
    parser.add_argument("--print", action="store_true", help="only say the steps")
    parser.add_argument("training", nargs="*", help="further options of training.train, after --: for instance -- --precision bf16")
    options = parser.parse_args(arguments)
    if not (options.traindata and options.evaldata):
        parser.error("say where the data is: --traindata and --evaldata, or COPRO_QA_TRAINDATA and COPRO_QA_EVALDATA")
    evaldata = Path(options.evaldata)
    sets = {found.name: found for found in find_sets(evaldata, sorted({*_RANKED_ON, *_CALIBRATED_ON}))}
    cache = options.out / "indexes"
    indexes = {name: cache / name if options.print else build_index(found, cache) for name, found in sets.items()}
    for folder in () if options.print else ("readings", "ranking", "confidence"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for step in steps(sets, indexes, traindata=options.traindata, evaldata=evaldata, out=options.out, training=options.training):
        print(step) if options.print else run(step, options.out / "done")


if __name__ == "__main__":
    main()
