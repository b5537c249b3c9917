"""The folder that a build writes to, and what is left of it when a build is killed."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["remove_scratch_folders", "scratch_folder"]

_NAME = re.compile(r"scratch-\d+-[0-9a-f]{8}")


@contextmanager
def scratch_folder(index: Path) -> Iterator[Path]:
    """A path in the index where nothing is yet. What has not been moved away from there by the end is removed."""
    folder = index / f"scratch-{os.getpid()}-{secrets.token_hex(4)}"
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_scratch_folders(index: Path) -> None:
    """Removes those of builds that were killed. Call it under the index's lock: whoever holds that knows that nobody works in them."""
    for folder in index.iterdir():
        if _NAME.fullmatch(folder.name) and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
