from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tools import install
from tools.install import CPU_INDEX, InstallStoppedError, PipResult, choose_torch

ABSENT = PipResult(None, "ERROR: No matching distribution found for torch==2.13.0")
CPU_DEPENDENCIES = ["filelock", "sympy>=1.13.3", 'optree>=0.13.0; extra == "optree"']
CUDA_DEPENDENCIES = ["filelock", 'nvidia-cublas==13.1; platform_system == "Linux"', 'triton==3.6; platform_system == "Linux"']


def package(name: str, version: str, requires: Sequence[str] = ()) -> dict[str, Any]:
    return {"metadata": {"name": name, "version": version, "requires_dist": list(requires)}}


def found(*packages: dict[str, Any]) -> PipResult:
    return PipResult({"install": list(packages)}, "")


class DryRuns:
    """Stands in for pip: one answer for PyTorch's CPU index, one for the places that pip is set up with."""

    def __init__(self, *, cpu_index: PipResult, configured: PipResult) -> None:
        self.cpu_index = cpu_index
        self.configured = configured
        self.asked: list[list[str]] = []

    def __call__(self, arguments: Sequence[str]) -> PipResult:
        self.asked.append(list(arguments))
        return self.cpu_index if CPU_INDEX in arguments else self.configured


def test_on_linux_the_cpu_index_is_taken_when_it_can_be_reached() -> None:
    pip = DryRuns(cpu_index=found(package("torch", "2.13.0+cpu", CPU_DEPENDENCIES)), configured=ABSENT)
    chosen = choose_torch(pip, "2.13.0", "linux")
    assert chosen[-2:] == ["--no-deps", "torch==2.13.0+cpu"]
    assert CPU_INDEX in chosen
    assert len(pip.asked) == 1


def test_on_linux_the_plain_version_is_taken_when_the_cpu_index_is_out_of_reach() -> None:
    configured = found(package("torch", "2.13.0+cpu", CPU_DEPENDENCIES), package("sympy", "1.14.0"))
    pip = DryRuns(cpu_index=ABSENT, configured=configured)
    assert choose_torch(pip, "2.13.0", "linux") == ["--no-deps", "torch==2.13.0+cpu"]


def test_the_unreachable_index_is_tried_once_and_for_torch_alone() -> None:
    pip = DryRuns(cpu_index=ABSENT, configured=found(package("torch", "2.13.0")))
    choose_torch(pip, "2.13.0", "linux")
    first, second = pip.asked
    assert first[first.index("--retries") + 1] == "0"
    assert "--no-deps" in first
    assert CPU_INDEX not in second


@pytest.mark.parametrize("name", ["nvidia-cublas", "nvidia_cudnn_cu13", "cuda-bindings", "triton", "pytorch-triton"])
def test_a_torch_that_would_bring_cuda_along_stops_the_install(name: str) -> None:
    pip = DryRuns(cpu_index=ABSENT, configured=found(package("torch", "2.13.0"), package(name, "1.0")))
    with pytest.raises(InstallStoppedError, match="graphics cards"):
        choose_torch(pip, "2.13.0", "linux")


def test_a_cuda_build_found_while_asking_the_cpu_index_is_not_taken_from_there() -> None:
    cuda = package("torch", "2.13.0", CUDA_DEPENDENCIES)
    pip = DryRuns(cpu_index=found(cuda), configured=found(cuda, package("nvidia-cublas", "13.1")))
    with pytest.raises(InstallStoppedError) as stopped:
        choose_torch(pip, "2.13.0", "linux")
    assert "What to do" in str(stopped.value)
    assert CPU_INDEX in str(stopped.value)


@pytest.mark.parametrize("name", ["nvidiatools", "tritonclient", "barracuda", "filelock"])
def test_a_name_that_only_looks_like_cuda_does_not_stop_the_install(name: str) -> None:
    pip = DryRuns(cpu_index=ABSENT, configured=found(package("torch", "2.13.0"), package(name, "1.0")))
    assert choose_torch(pip, "2.13.0", "linux")[-1] == "torch==2.13.0"


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_the_plain_version_is_taken_without_asking_the_cpu_index(platform: str) -> None:
    pip = DryRuns(cpu_index=ABSENT, configured=found(package("torch", "2.13.0", CUDA_DEPENDENCIES)))
    assert choose_torch(pip, "2.13.0", platform) == ["--no-deps", "torch==2.13.0"]
    assert len(pip.asked) == 1


def test_no_torch_at_all_stops_the_install_with_what_pip_said() -> None:
    pip = DryRuns(cpu_index=ABSENT, configured=ABSENT)
    with pytest.raises(InstallStoppedError, match="No matching distribution found") as stopped:
        choose_torch(pip, "2.13.0", "linux")
    assert "What to do" in str(stopped.value)


def test_the_pinned_version_is_read_from_the_constraints_of_that_very_package() -> None:
    constraints = "# torch==1.0\ntorchvision==0.9\ntorch==2.13.0 ; python_version > '3'\n"
    assert install.pinned_version(constraints, "torch") == "2.13.0"


def test_constraints_without_the_package_stop_the_install() -> None:
    with pytest.raises(InstallStoppedError, match="names no version of torch"):
        install.pinned_version("torchvision==0.9\n", "torch")


def test_the_checkouts_own_constraints_pin_torch_without_a_local_part() -> None:
    assert "+" not in install.pinned_version(install.CONSTRAINTS.read_text(encoding="utf-8"), "torch")


def environment_with_python(folder: Path, exit_status: int) -> Path:
    python = install.python_of(folder)
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\nexit {exit_status}\n", encoding="utf-8")
    python.chmod(0o755)
    return folder


def test_an_environment_that_works_is_used_again(tmp_path: Path) -> None:
    environment = environment_with_python(tmp_path / "env", 0)
    (environment / install.INSTALLED).write_text(f"{tmp_path}\n", encoding="utf-8")
    assert install.reason_to_remake(environment, tmp_path) is None


def test_an_environment_without_python_is_made_again(tmp_path: Path) -> None:
    assert install.reason_to_remake(tmp_path, tmp_path) == "it has no working Python"


def test_an_environment_whose_python_has_no_pip_is_made_again(tmp_path: Path) -> None:
    assert "has no pip" in str(install.reason_to_remake(environment_with_python(tmp_path / "env", 1), tmp_path))


def test_an_environment_made_for_another_folder_is_made_again(tmp_path: Path) -> None:
    environment = environment_with_python(tmp_path / "env", 0)
    (environment / install.INSTALLED).write_text("/somewhere/else\n", encoding="utf-8")
    assert install.reason_to_remake(environment, tmp_path) == "it was made for another folder"


def test_an_install_that_breaks_off_is_made_again_from_the_start(tmp_path: Path) -> None:
    environment = environment_with_python(tmp_path / "env", 0)
    with pytest.raises(InstallStoppedError), install.marked_unfinished(environment):
        raise InstallStoppedError
    assert install.reason_to_remake(environment, tmp_path) == "an earlier install did not finish"


def test_an_install_that_ends_well_leaves_no_mark(tmp_path: Path) -> None:
    environment = environment_with_python(tmp_path / "env", 0)
    with install.marked_unfinished(environment):
        assert install.reason_to_remake(environment, tmp_path) == "an earlier install did not finish"
    assert install.reason_to_remake(environment, tmp_path) is None


def test_a_stopped_install_is_told_in_plain_words_and_exits_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(environment: Path, *, runtime_only: bool, fixed: bool) -> None:
        raise InstallStoppedError("The disk is full. What to do: make room.")

    monkeypatch.setattr(install, "install", stop)
    assert install.main(["--environment", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "\nThe install stopped.\nThe disk is full. What to do: make room.\n"
