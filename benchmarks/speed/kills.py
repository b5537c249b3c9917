"""Kills builds at random moments and checks after each what is served.

python -m benchmarks.speed.kills [--kills 200] [--seed 1]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.ingest.kills import survive


def main() -> None:
    """Prints how many kills were survived, and what was served after them. Stops at the first that was not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = Counter(survive(Path(folder), options.kills, seed=options.seed))
    print(f"{found.total()} of {options.kills} kills survived in {time.perf_counter() - started:.0f} s, with a right index afterwards")
    print(f"served after a kill: {found['old']} times the old documents, {found['new']} times the new ones")


if __name__ == "__main__":
    main()
