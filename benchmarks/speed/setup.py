"""Times the set-up command from nothing, and says what it takes on disk.

    python -m benchmarks.speed.setup

Run from the checkout. It clones the last commit to a new folder, runs ``make setup`` there and removes the folder. Packages that pip keeps
in its cache make it quicker than on a fresh machine: ``--no-cache`` tells pip to do without.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Prints how long ``make setup`` took and how much disk the checkout and its virtual environment take afterwards."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.setup", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--no-cache", action="store_true", help="have pip download everything")
    options = parser.parse_args(arguments)
    environment = os.environ | ({"PIP_NO_CACHE_DIR": "1"} if options.no_cache else {})
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "copro-qa"
        subprocess.run(["git", "clone", "--quiet", str(_CHECKOUT), str(clone)], check=True)  # noqa: S607 git, wherever it is
        before = _bytes_on_disk(clone)
        started = time.perf_counter()
        finished = subprocess.run(["make", "setup"], cwd=clone, env=environment, check=False, stdout=sys.stderr)  # noqa: S607 as a user types it
        seconds = time.perf_counter() - started
        if finished.returncode:
            print("make setup failed. The messages above say why.", file=sys.stderr)
            return 1
        added = _bytes_on_disk(clone) - before
    print(f"make setup: {seconds:.0f} s, {added / 1e6:.0f} MB on disk")
    return 0


def _bytes_on_disk(folder: Path) -> int:
    """What the files of a folder take on disk; a file with several names counts once."""
    seen: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        seen[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(seen.values())


if __name__ == "__main__":
    sys.exit(main())
