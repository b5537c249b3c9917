"""The error tree. Every message says what happened, where, and what to do.

::

    CoproQaError
    ├── InvalidInput           what was asked or given cannot be used (HTTP 422, exit 2)
    │   ├── SpanOutOfRange     offsets that do not lie in their document
    │   └── CheckTooLong       checking would be too much work for one request
    ├── NotFound               no such document, page or generation (HTTP 404, exit 1)
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
"""

from __future__ import annotations

__all__ = [
    "CheckTooLong",
    "CoproQaError",
    "CorpusUnusable",
    "DocumentUnreadable",
    "IndexDamaged",
    "IndexMismatch",
    "IndexMissing",
    "IndexUnavailable",
    "InvalidInput",
    "ModelUnavailable",
    "NotFound",
    "OriginalUnavailable",
    "SpanOutOfRange",
    "StateFull",
    "StateUnavailable",
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


class CheckTooLong(InvalidInput):
    """What is to be checked may be sound, but checking it would be too much work for one request."""


class NotFound(CoproQaError):
    """No such document, page or generation."""


class IndexUnavailable(CoproQaError):
    """There is no index that can answer."""


class IndexMissing(IndexUnavailable):
    """Nothing has been built yet."""


class IndexDamaged(IndexUnavailable):
    """A file of the generation is missing, or is not what the build wrote."""


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
