"""Following the corpus: a build for every change, once the files have come to rest. The only file that imports watchfiles."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

import watchfiles

from ingest.sources import is_passed_over

__all__ = ["changes_in", "follow", "wait_until_still"]

_STILL_SECONDS = 2.0
"""A program that writes a file seldom pauses longer. One that does is indexed half, and again when it goes on."""
_LONGEST_WAIT_SECONDS = 60.0
"""A file that never comes to rest, such as a log, must not keep all others from being indexed."""

_Paths = set[Path]


def follow(changes: Iterable[_Paths], bring_up_to_date: Callable[[], None], *, still_seconds: float = _STILL_SECONDS) -> None:
    """Brings the index up to date after each set of changed paths, once those have come to rest; at once after an empty set."""
    for paths in changes:
        if paths:
            wait_until_still(paths, seconds=still_seconds)
        bring_up_to_date()


def changes_in(corpus: Path, *, leave_out: Path, stop: Event | None = None) -> Iterator[_Paths]:
    """An empty set as soon as nothing can be missed, and then sets of paths that have changed, as they come, until ``stop`` is set.

    ``corpus`` is a folder, or a file with a document a line. Many changes within a moment come as one set. What lies in ``leave_out``,
    hidden and temporary files are passed over.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    left_out = leave_out.resolve()

    def is_wanted(_: watchfiles.Change, name: str) -> bool:
        path = Path(name).resolve()
        if not corpus.is_dir():
            return path == corpus.resolve()
        below = path.relative_to(folder.resolve()).parts if path.is_relative_to(folder.resolve()) else ()
        return not path.is_relative_to(left_out) and not any(map(is_passed_over, below))

    is_first = True
    notified = watchfiles.watch(
        folder, watch_filter=is_wanted, stop_event=stop, debounce=1_000, rust_timeout=500, yield_on_timeout=True, raise_interrupt=True
    )
    for found in notified:
        if found or is_first:
            yield {Path(name) for _, name in found}
        is_first = False


def wait_until_still(paths: _Paths, *, seconds: float, pause: Callable[[float], None] = time.sleep) -> None:
    """Waits until no path has changed its size or time of change for so long. Paths that are gone are still."""
    waited = 0.0
    before = _stamps(paths)
    while waited < _LONGEST_WAIT_SECONDS:
        pause(seconds)
        waited += seconds
        now = _stamps(paths)
        if now == before:
            return
        before = now


def _stamps(paths: _Paths) -> dict[Path, tuple[int, int] | None]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
