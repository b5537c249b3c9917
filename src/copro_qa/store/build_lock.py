"""One writer at a time. The only file that imports filelock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from copro_qa.errors import CoproQaError

__all__ = ["locked", "locked_for_writing"]


@contextmanager
def locked_for_writing(index: Path, wait_seconds: float) -> Iterator[None]:
    """Holds the index for this process. The lock is the operating system's, so it ends with whoever holds it.

    Raises CoproQaError when another build does not end within ``wait_seconds``.
    """
    lock = FileLock(index / "build.lock")
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout:
        raise CoproQaError(
            f"Another build of the index in {index} is under way, and did not end within {wait_seconds:g} seconds. "
            "Wait until it has ended, then try again."
        ) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Holds ``file`` as a lock, waiting for whoever holds it."""
    with FileLock(file):
        yield
