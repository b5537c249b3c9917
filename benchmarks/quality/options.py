"""The options that the measurements over the labelled sets share."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.quality.folders import CACHE, DATA_VARIABLE
from benchmarks.quality.sets import Part

__all__ = ["parser_with_sets"]


def parser_with_sets(
    name: str, description: str | None, *, sets: Sequence[str] | None = None, cache: bool = True
) -> argparse.ArgumentParser:
    """A parser with ``--data``, ``--sets``, ``--part`` and ``--limit``, and with ``--cache`` where an index is needed.

    ``name`` is the module's, of whose ``description`` the first line is shown. ``sets`` are those taken without ``--sets``; None stands
    for every set that is there.
    """
    data = os.environ.get(DATA_VARIABLE)
    parser = argparse.ArgumentParser(prog=f"python -m {name}", description=(description or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(data) if data else None, help=f"folder of the sets (default: ${DATA_VARIABLE})")
    parser.add_argument(
        "--sets",
        type=lambda text: text.split(","),
        default=None if sets is None else list(sets),
        help=f"names, with commas between (default: {'every set that is there' if sets is None else ','.join(sets)})",
    )
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.REPORT, help="which part of each set (default: report)")
    parser.add_argument("--limit", type=int, help="at most this many questions of each set, drawn with a fixed seed")
    if cache:
        parser.add_argument("--cache", type=Path, default=CACHE, help="where the sets' indexes are kept (default: benchmarks/.cache)")
    return parser
