"""Sees to it that what was written is on the disk, and not only on its way there, before anything counts on it."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["sync", "sync_tree"]


def sync(path: Path) -> None:
    """A file's content, or which names a folder holds."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """A folder with all that is in it."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)
