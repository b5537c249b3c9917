"""The steps that make the reader, in order, each done once."""

from __future__ import annotations

import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.quality.folders import SetFolder
from benchmarks.quality.sets import EvaluationSet
from training.pipeline import Step, main, run, steps

RANKED_ON, CALIBRATED_ON = ("policy_docs", "squad2", "starter"), ("policy_docs", "squad2", "clapnq")
SETS = {*RANKED_ON, *CALIBRATED_ON}


def of_folder(folder: Path) -> list[Step]:
    sets = {name: SetFolder(EvaluationSet(name, "."), folder / name / "questions.jsonl", folder / name) for name in SETS}
    indexes = {name: folder / "indexes" / name for name in SETS}
    return list(steps(sets, indexes, traindata=folder / "data", evaldata=folder, out=folder / "out", training=["--threads", "1"]))


def value_after(step: Step, option: str) -> str:
    return step.arguments[step.arguments.index(option) + 1]


def test_the_second_run_begins_where_the_first_ends_with_the_examples_that_it_left(tmp_path: Path) -> None:
    first, second = of_folder(tmp_path)[:2]
    assert value_after(second, "--start-from") == f"{value_after(first, '--out')}/checkpoint.pt"
    assert value_after(second, "--skip") == value_after(first, "--examples")
    for option in ("--seed", "--mined-by", "--open-share"):
        assert value_after(second, option) == value_after(first, option)


def test_every_run_begins_with_the_average_before_and_is_averaged_with_it_and_the_last_average_is_exported(tmp_path: Path) -> None:
    found = of_folder(tmp_path)
    runs = [step for step in found if step.module == "training.train"]
    averages = [step for step in found if step.module == "training.average"]
    (export,) = [step for step in found if step.module == "training.export"]
    came_to = [f"{value_after(run, '--out')}/checkpoint.pt" for run in runs]
    began = [came_to[0], *(value_after(average, "--out") for average in averages)]
    assert [value_after(run, "--start-from") for run in runs[1:]] == began[:-1]
    assert [average.arguments[:2] for average in averages] == [list(pair) for pair in zip(began[:-1], came_to[1:], strict=True)]
    assert value_after(export, "--checkpoint") == began[-1]


def test_later_runs_draw_other_examples_and_mine_with_the_search(tmp_path: Path) -> None:
    first, second, *later = [step for step in of_folder(tmp_path) if step.module == "training.train"]
    assert {value_after(training_run, "--mined-by") for training_run in later} == {"search"}
    drawn: dict[str, list[tuple[int, int]]] = {}
    for training_run in (first, second, *later):
        skipped = int(value_after(training_run, "--skip")) if "--skip" in training_run.arguments else 0
        drawn.setdefault(value_after(training_run, "--seed"), []).append((skipped, skipped + int(value_after(training_run, "--examples"))))
    assert len(drawn) > 1
    for ranges in drawn.values():
        assert all(ended <= begins for (_, ended), (begins, _) in pairwise(sorted(ranges)))


def test_options_given_go_to_every_run(tmp_path: Path) -> None:
    runs = [step for step in of_folder(tmp_path) if step.module == "training.train"]
    assert [value_after(run, "--threads") for run in runs] == ["1"] * len(runs)


def test_what_is_fitted_reads_what_was_collected_with_the_reader_that_was_exported(tmp_path: Path) -> None:
    of_name = {step.name: step for step in of_folder(tmp_path)}
    reader = value_after(of_name["export"], "--out")
    for what, sets in {"ranking": RANKED_ON, "confidence": CALIBRATED_ON}.items():
        collected = [of_name[f"{what}-{name}"] for name in sets]
        assert {step.settings["COPRO_QA_READER"] for step in collected} == {reader}
        assert [value_after(step, "--out") for step in collected] == of_name[what].arguments[1 : 1 + len(sets)]
        assert value_after(of_name[what], "--out") == f"{reader}/{what}.json"


@pytest.mark.parametrize("module", ["training.train", "training.average", "training.export", "training.ranking", "training.confidence"])
def test_every_option_is_one_that_the_module_knows(
    module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for step in (step for step in of_folder(tmp_path) if step.module == module):
        command = [argument for argument in step.arguments[:1] if not argument.startswith("-")]
        monkeypatch.setattr(sys, "argv", [module, *command, "--help"])
        with pytest.raises(SystemExit):
            import_module(module).main()
        known = capsys.readouterr().out.split()
        assert {argument for argument in step.arguments if argument.startswith("--")} <= {word.strip("[],") for word in known}


def step_that(code: str, folder: Path) -> Step:
    (folder / "made_up_step.py").write_text(code, encoding="utf-8")
    return Step("made-up", "made_up_step", ["given"], {"PYTHONPATH": str(folder)})


def test_a_step_is_run_once_with_its_options(tmp_path: Path) -> None:
    step = step_that("import sys; open('ran.txt', 'a').write(' '.join(sys.argv[1:]) + '\\n')", tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        run(step, tmp_path / "done")
        run(step, tmp_path / "done")
    assert (tmp_path / "ran.txt").read_text() == "given\n"


def test_a_step_that_fails_says_what_to_do_and_is_not_taken_for_done(tmp_path: Path) -> None:
    step = step_that("raise SystemExit(3)", tmp_path)
    with pytest.raises(SystemExit, match=r"The step made-up failed.*give the command again"):
        run(step, tmp_path / "done")
    assert not (tmp_path / "done" / "made-up").exists()


def test_a_training_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    first, *_ = of_folder(tmp_path)
    assert "--resume" not in first.arguments
    (tmp_path / "out" / "first").mkdir(parents=True)
    (tmp_path / "out" / "first" / "checkpoint.pt").touch()
    assert first.arguments[-1] == "--resume"


def test_without_data_it_says_where_to_name_them(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("COPRO_QA_TRAINDATA", "COPRO_QA_EVALDATA"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit):
        main([])
    assert "say where the data is" in capsys.readouterr().err
