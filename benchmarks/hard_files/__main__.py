"""Reads a folder of difficult files and prints what became of each: read, or given up with a reason, and whether the reason fits.

    python -m benchmarks.hard_files $COPRO_QA_EVALDATA/nasty
    python -m benchmarks.hard_files $COPRO_QA_EVALDATA/policy_docs

Each file is opened as a build opens it, in a child process with limits. ``manifest.json`` in the folder, where there is one, says what
each file is: "ok", "encrypted", "no_text_layer", "no_paragraph_text", "unreadable" and so on. Exit status 1 when an outcome does not fit.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.hard_files.outcomes import Outcome, fits
from copro_qa.errors import DocumentUnreadable
from ingest.sources import scan_folder
from ingest.worker import LimitReached, ParsingWorker


def main(arguments: list[str] | None = None) -> int:
    """Runs the benchmark."""
    options = _options(arguments)
    told = _manifest(options.folder)
    found = scan_folder(options.folder)
    outcomes = [
        Outcome(path, told.get(path, {}), reason=reason) for path, reason in (*found.failed, *found.ignored) if _is_meant(path, told)
    ]
    with ParsingWorker(time_limit_seconds=options.seconds) as worker:
        for file in found.files:
            if not _is_meant(file.path, told):
                continue
            began = time.monotonic()
            try:
                parsed = worker.parse(file.location)
                outcome = Outcome(file.path, told.get(file.path, {}), words=parsed.report.words, warnings=parsed.report.warnings)
            except DocumentUnreadable as error:
                outcome = Outcome(file.path, told.get(file.path, {}), reason=error.reason, is_limit=isinstance(error, LimitReached))
            outcome.seconds = time.monotonic() - began
            outcomes.append(outcome)
            print(f"\r{len(outcomes)} files", end="", file=sys.stderr)
    print(file=sys.stderr)
    _print(sorted(outcomes, key=lambda outcome: (outcome.kind, outcome.path)), list_read=options.all)
    return 0 if all(fits(outcome) for outcome in outcomes) else 1


def _print(outcomes: list[Outcome], *, list_read: bool) -> None:
    for outcome in outcomes:
        if outcome.reason or list_read or not fits(outcome):
            verdict = "fits" if fits(outcome) else "DOES NOT FIT"
            print(f"{outcome.kind:<18} {verdict:<13} {outcome.seconds:5.1f} s  {outcome.path}\n{'':<20}{outcome.told}")
    print("\n| what the file is | files | read | given up | fits |\n|---|---|---|---|---|")
    for kind, count in sorted(Counter(outcome.kind for outcome in outcomes).items()):
        these = [outcome for outcome in outcomes if outcome.kind == kind]
        read = sum(1 for outcome in these if not outcome.reason)
        print(f"| {kind} | {count} | {read} | {count - read} | {sum(1 for outcome in these if fits(outcome))} |")
    seconds = sum(outcome.seconds for outcome in outcomes)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10
    slowest = max((outcome.seconds for outcome in outcomes), default=0)
    print(f"\n{len(outcomes)} files in {seconds:.0f} s; slowest {slowest:.1f} s; child's peak {peak:.0f} MiB")


def _manifest(folder: Path) -> dict[str, Mapping[str, Any]]:
    try:
        entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {entry["file"]: entry for entry in entries if isinstance(entry, dict) and "file" in entry} if isinstance(entries, list) else {}


def _is_meant(path: str, told: Mapping[str, Mapping[str, Any]]) -> bool:
    return path in told if told else not path.endswith((".json", ".jsonl"))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.hard_files", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="the folder with the files")
    parser.add_argument("--seconds", type=float, default=120, help="the limit for one file (default 120)")
    parser.add_argument("--all", action="store_true", help="list the files that were read too")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
