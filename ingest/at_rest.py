"""Which files of the corpus are still being written, so that a build that follows them never takes half of one.

A file is at rest when its size and times stay the same from one look to the next and no program has it open for writing. The system
tells the latter where it grants leases (Linux, for files of one's own); elsewhere the first has to do.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path

from ingest.corpus_walk import is_passed_over

__all__ = ["is_open_for_writing", "wait_until_at_rest"]

_STILL_SECONDS = 2.0
"""A program that writes a file and does not keep it open seldom pauses longer."""
_LONGEST_WAIT_SECONDS = 60.0
"""A file that never comes to rest, such as a log, must not keep all others from being indexed."""
_RECENT_SECONDS = 120.0
"""A file that was last changed before that is not asked whether it is open: some programs keep open what they only show."""

_Stamp = tuple[int, int, int, int]


def wait_until_at_rest(
    corpus: Path,
    changed: Collection[Path],
    *,
    leave_out: Path,
    seconds: float = _STILL_SECONDS,
    pause: Callable[[float], None] = time.sleep,
) -> frozenset[Path]:
    """Waits until all files of the corpus are at rest, for a minute at most. Gives those that are not.

    Not only those that are known to have ``changed``: another may be begun meanwhile. Nothing is waited for when none has changed, lately
    or at all. A file that is kept open and was not written to for the whole minute counts as whole.
    """
    before = dict(_stamps(corpus, leave_out))
    if not changed and not any(_is_recent(stamp) for stamp in before.values()):
        return frozenset()
    written: set[Path] = set()
    waited = 0.0
    while True:
        pause(seconds)
        waited += seconds
        now = dict(_stamps(corpus, leave_out))
        moving = {path for path, stamp in now.items() if before.get(path) != stamp}
        written |= moving
        moving |= {path for path, stamp in now.items() if _is_recent(stamp) and is_open_for_writing(path)}
        if not moving or waited >= _LONGEST_WAIT_SECONDS:
            return frozenset(moving & written)
        before = now


def is_open_for_writing(path: Path) -> bool:
    """Whether a program has this file open for writing. False where the system does not tell."""
    try:
        import fcntl
    except ImportError:  # a system without leases
        return False
    # Who opens the file for writing while we hold the lease waits, and we are told by a signal that would end this program.
    if not hasattr(fcntl, "F_SETLEASE") or not _ignoring_the_signal_of_leases():
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:  # another's file, or a file system without leases
        return False
    finally:
        os.close(descriptor)
    return False


def _ignoring_the_signal_of_leases() -> bool:
    if signal.getsignal(signal.SIGIO) is not signal.SIG_IGN:
        with suppress(ValueError):  # only the main thread may
            signal.signal(signal.SIGIO, signal.SIG_IGN)
    return signal.getsignal(signal.SIGIO) is signal.SIG_IGN


def _is_recent(stamp: _Stamp) -> bool:
    return time.time() - stamp[3] / 1e9 < _RECENT_SECONDS


def _stamps(corpus: Path, leave_out: Path) -> Iterator[tuple[Path, _Stamp]]:
    """Size, inode, time of change and time of change of anything about it, of every file that could be a document."""
    for path in [corpus] if corpus.is_file() else _files(corpus, leave_out.resolve()):
        with suppress(OSError):
            status = path.stat()
            yield path, (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def _files(folder: Path, leave_out: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listed:
            entries = [entry for entry in listed if not is_passed_over(entry.name)]
    except OSError:
        return
    for entry in entries:
        with suppress(OSError):
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif Path(entry.path).resolve() != leave_out:
                yield from _files(Path(entry.path), leave_out)
