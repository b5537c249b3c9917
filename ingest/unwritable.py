"""What is said of an index that cannot be written, whoever finds out: the system, or a library in words of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from copro_qa.errors import CoproQaError

__all__ = ["explaining_what_cannot_be_written", "index_not_written"]


@contextmanager
def explaining_what_cannot_be_written(index: Path) -> Iterator[None]:
    """Raises CoproQaError in place of OSError."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        raise index_not_written(index, f"{error.strerror or error}{place}") from error


def index_not_written(index: Path, why: str) -> CoproQaError:
    """The error to raise; ``why`` is what the system or the library says."""
    return CoproQaError(
        f"The index in {index} could not be written: {why}. The index that was there before is still in "
        "use. Check that the disk has room and that the folder may be written, then try again."
    )
