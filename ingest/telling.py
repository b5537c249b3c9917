"""What ``python -m ingest`` says to people: results on standard output, all else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from ingest.build_result import BuildResult

__all__ = ["counted", "list_files", "on_one_line", "say", "shown", "tell", "tell_stopped"]

_MOST_SHOWN = 20


def tell(result: BuildResult, *, dry_run: bool, as_json: bool) -> None:
    """Says what a build has done, or would do: as one JSON document, or in sentences."""
    if as_json:
        print(json.dumps(result.as_record(), ensure_ascii=False), flush=True)
    else:
        _report(result, dry_run=dry_run)


def tell_stopped(before: str | None, now: str | None, *, goes_on: bool) -> None:
    """Says what is left behind by a build that was told to stop, or by builds after builds if it ``goes_on``.

    ``before`` and ``now`` are the generations in use, None for none.
    """
    if now is None:
        say("Stopped. There is no index yet. Index again to go on.")
    elif goes_on:
        say("Stopped. The index that was finished last stays in use.")
    elif now == before:
        say("Stopped. The index stays as it was, and goes on answering. Index again to go on.")
    else:
        say("Stopped. By then the index had been brought up to date.")


def _report(result: BuildResult, *, dry_run: bool) -> None:
    changes = result.changes
    counts = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed, {len(changes.kept)} kept"
    holds = f"{counted(result.documents, 'document')} in {counted(result.chunks, 'passage')}"
    if dry_run:
        print(f"A build would find: {counts}. The index now holds {holds}.")
    elif result.published:
        print(f"The index holds {holds}: {counts}. It took {result.seconds:.1f} seconds.")
    else:
        print(f"Nothing has changed. The index holds {holds}.")
    if dry_run:
        for what in ("added", "changed", "removed"):
            list_files(f"would be {what}", [(path, "") for path in getattr(changes, what)])
    list_files("could not be read", result.failed)
    list_files("left out, of a kind that is not read", result.ignored)
    for warning in result.warnings:
        say(warning)


def list_files(what: str, items: Sequence[tuple[str, str]]) -> None:
    """Says of which files something is true. ``items`` are paths, each with a reason or an empty text."""
    if not items:
        return
    say(f"{counted(len(items), 'file')} {what}:")
    for path, reason in items[:_MOST_SHOWN]:
        say(on_one_line(f"  {path}: {reason}" if reason else f"  {path}"))
    if len(items) > _MOST_SHOWN:
        say(f"  … and {len(items) - _MOST_SHOWN} more. --json lists them all.")


def counted(count: int, what: str) -> str:
    """A number with what it counts: "1 file", "2,000 files"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def say(message: str) -> None:
    """Says something on standard error."""
    print(shown(message), file=sys.stderr)


def shown(text: str) -> str:
    """``text`` without characters by which a file's name could meddle with the terminal."""
    return "".join(character if character.isprintable() or character == "\n" else "�" for character in text)


def on_one_line(text: str) -> str:
    """:func:`shown`, of a text that is one line of several: line breaks in a file's name would make two of it."""
    return shown(text).replace("\n", "�")
