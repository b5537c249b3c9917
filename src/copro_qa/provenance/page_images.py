"""Pictures of the pages that quotes stand on. A child process of ``ingest`` opens the original file; no file is opened here."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from copro_qa.boxes import Box, TextBoxes
from copro_qa.child_process import ChildBrokeDown, ChildNotStarted, ChildProcess, TimeUp
from copro_qa.document import Document, Span
from copro_qa.errors import NoPageImages, OriginalUnavailable
from copro_qa.store.generation import Generation

__all__ = ["DEFAULT_WIDTH", "LARGEST_WIDTH", "SMALLEST_WIDTH", "PageImages", "marked_pages", "page_boxes"]

DEFAULT_WIDTH = 1000
SMALLEST_WIDTH = 100
LARGEST_WIDTH = 2400
"""Pixels. At 2,400 an A4 page has 290 to the inch, as much as paper."""

_SECONDS = 20.0
_MEMORY_BYTES = 1536 * 2**20


class PageImages:
    """Draws pages of the files in a corpus folder, one at a time, in a child process that is kept warm. Safe to use from many threads."""

    def __init__(self, corpus: Path, *, time_limit_seconds: float = _SECONDS, memory_limit_bytes: int = _MEMORY_BYTES) -> None:
        self._corpus = corpus
        self._time_limit_seconds = time_limit_seconds
        self._child = ChildProcess("ingest.page_images", str(memory_limit_bytes))
        self._lock = Lock()

    def close(self) -> None:
        """Ends the child. The next page starts another."""
        with self._lock:
            self._child.close()

    def draw(self, document: Document, page: int, *, width: int = DEFAULT_WIDTH, boxes: Sequence[Box] = ()) -> bytes:
        """A page, counted from 1, as PNG, ``width`` pixels wide, with ``boxes`` marked. Very long pages are drawn narrower.

        Raises OriginalUnavailable when the file is not there, is not the one that was indexed, or cannot be drawn.
        """
        question = {
            "corpus": str(self._corpus.absolute()),
            "path": document.source.path,
            "file_sha256": document.source.file_sha256,
            "page": page,
            "width": min(max(width, SMALLEST_WIDTH), LARGEST_WIDTH),
            "boxes": [[box.left, box.top, box.right, box.bottom] for box in boxes if box.page == page],
            "time_limit_seconds": self._time_limit_seconds,
        }
        try:
            with self._lock:
                reply = self._child.ask(question, limit_seconds=self._time_limit_seconds)
        except ChildNotStarted:
            raise _not_drawn(document, page, "The program that draws pages could not be started. Try again.") from None
        except TimeUp:
            raise _not_drawn(document, page, f"It took longer than {self._time_limit_seconds:g} seconds.") from None
        except ChildBrokeDown:
            raise _not_drawn(document, page, "The program that draws pages broke down over it.") from None
        if "png" not in reply:
            raise _not_drawn(document, page, reply["reason"])
        return b64decode(reply["png"])


def page_boxes(generation: Generation, document: Document) -> TextBoxes:
    """Where a document's text is printed. Raises NoPageImages for a document without pages that can be drawn."""
    boxes = generation.boxes(document.id)
    if boxes is None:
        raise NoPageImages(document.source.path)
    return boxes


def marked_pages(boxes: TextBoxes, span: Span) -> list[int]:
    """The numbers of the pages that a span is printed on, in order."""
    return sorted({box.page for box in boxes.boxes(span.start, span.end)})


def _not_drawn(document: Document, page: int, reason: str) -> OriginalUnavailable:
    return OriginalUnavailable(f"Page {page} of {document.source.path} cannot be shown. {reason}")
