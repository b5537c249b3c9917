"""The error tree. Every message says what happened, where, and what to do.

::

    CoproQaError
    ├── InvalidInput           what was asked or given cannot be used (HTTP 422, exit 2)
    │   ├── SpanOutOfRange     offsets that do not lie in their document
    │   ├── NotADate           a year, month or day that cannot be read
    │   ├── UnknownInFilter    a filter names a document that is not in the index
    │   └── CheckTooLong       checking would be too much work for one request
    ├── NotFound               no such generation (HTTP 404, exit 1)
    │   ├── DocumentNotFound   no such document
    │   ├── PageNotFound       a document has no page of this number
    │   ├── NoPageImages       a document's pages cannot be drawn, whatever their numbers
    │   └── AnswerNotFound     no such shared answer
    ├── IndexUnavailable       (HTTP 503, exit 1)
    │   ├── IndexMissing       nothing has been built yet
    │   ├── IndexDamaged       a file of the generation is missing or not what was written
    │   └── IndexMismatch      built with another embedding model or format than the one configured
    ├── CorpusUnusable         the corpus folder or its sources.toml cannot be used (exit 1)
    ├── OriginalUnavailable    the file that a document was read from is gone or has changed, or cannot be drawn (HTTP 409, exit 1)
    ├── DocumentUnreadable     one file cannot be read: reported, and the rest goes on
    ├── StateUnavailable       what people leave cannot be kept or read (HTTP 503, exit 1)
    │   └── StateFull          there is room for no more (HTTP 507, exit 1)
    └── ModelUnavailable       a model's files are not there, or cannot be loaded (HTTP 503, exit 1)

Those that can come to a person on a page are types of their own, which hold what they are about: the page says it in words of its own
catalogue. The messages here are for the command line and for programs.
"""

from __future__ import annotations

from typing import Self

__all__ = [
    "AnswerNotFound",
    "CheckTooLong",
    "CoproQaError",
    "CorpusUnusable",
    "DocumentNotFound",
    "DocumentUnreadable",
    "IndexDamaged",
    "IndexMismatch",
    "IndexMissing",
    "IndexUnavailable",
    "InvalidInput",
    "ModelUnavailable",
    "NoPageImages",
    "NotADate",
    "NotFound",
    "OriginalUnavailable",
    "PageNotFound",
    "SpanOutOfRange",
    "StateFull",
    "StateUnavailable",
    "UnknownInFilter",
]


class CoproQaError(Exception):
    """Whatever copro-qa itself refuses or cannot do. ``str(error)`` is a message for people."""


class InvalidInput(CoproQaError):
    """What was asked or given cannot be used as it is."""


class SpanOutOfRange(InvalidInput):
    """Offsets that do not lie in their document."""

    def __init__(self, start: int, end: int, length: int, document_id: str) -> None:
        super().__init__(f"There is no text from {start} to {end} in document {document_id}: it has {length} characters.")
        self.start, self.end, self.length, self.document_id = start, end, length, document_id


class NotADate(InvalidInput):
    """A year, month or day that cannot be read, or that no calendar has."""

    def __init__(self, written: str) -> None:
        super().__init__(f"{written!r} is not a date. Write a year (2015), a month (2015-06) or a day (2015-06-24).")
        self.written = written


class UnknownInFilter(InvalidInput):
    """A filter names a document that is not in the index."""

    def __init__(self, document: str) -> None:
        super().__init__(
            f"The filter names the document {document!r}, which is not in the index. Use an id or a path from the list of documents."
        )
        self.document = document


class CheckTooLong(InvalidInput):
    """What is to be checked may be sound, but checking it would be too much work for one request."""


class NotFound(CoproQaError):
    """There is nothing of the name or number that was given."""


class DocumentNotFound(NotFound):
    """The index has no document of this id or path."""

    def __init__(self, document: str) -> None:
        super().__init__(f"There is no document {document!r} in the index. See the list of documents for their names.")
        self.document = document


class PageNotFound(NotFound):
    """A document has no page of this number."""

    def __init__(self, path: str, pages: int, page: int) -> None:
        super().__init__(f"{path} has {pages} {'page' if pages == 1 else 'pages'}, so there is no page {page}.")
        self.path, self.pages, self.page = path, pages, page


class NoPageImages(NotFound):
    """A document's pages cannot be drawn, whatever their numbers."""

    def __init__(self, path: str) -> None:
        super().__init__(f"There are no page images of {path}: only PDF files have pages that can be drawn.")
        self.path = path


class AnswerNotFound(NotFound):
    """There is no shared answer of this id."""

    def __init__(self) -> None:
        super().__init__("There is no shared answer under this address. The link may be damaged, or the answer was deleted.")


class IndexUnavailable(CoproQaError):
    """There is no index that can answer."""


class IndexMissing(IndexUnavailable):
    """Nothing has been built yet."""


class IndexDamaged(IndexUnavailable):
    """A file of the generation is missing, or is not what the build wrote."""

    @classmethod
    def at(cls, place: object) -> Self:
        """With the file, or the place in it, that is damaged."""
        return cls(f"The index is damaged at {place}. Build it again with: copro-qa index")


class IndexMismatch(IndexUnavailable):
    """The index was built with another embedding model or format than the one configured."""


class CorpusUnusable(CoproQaError):
    """The corpus folder or its ``sources.toml`` cannot be used."""


class OriginalUnavailable(CoproQaError):
    """The file that a document was read from is not there any more, has changed since, or a page of it cannot be drawn."""


class DocumentUnreadable(CoproQaError):
    """One file cannot be read. It is reported by name and reason, and the rest goes on."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class StateUnavailable(CoproQaError):
    """The folder for what people leave cannot be written or read."""


class StateFull(StateUnavailable):
    """There is room for no more of what people leave."""


class ModelUnavailable(CoproQaError):
    """A model's files are not there, or cannot be loaded."""
