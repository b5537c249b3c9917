"""What comes out of a parser's child process: canonical text, and what the file says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from copro_qa.boxes import TextBoxes
from copro_qa.document import Block, Page, Recognised

__all__ = ["PARSING_VERSION", "ExtractionReport", "FileFacts", "ParsedDocument"]

PARSING_VERSION = "67"
"""Part of every document id. Raise it whenever a change here would give a file another canonical text, or one to a file that had none:
what is kept in mind of unreadable files goes by that id."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself. Missing facts are ``None`` or empty, never invented."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    """A year, a year and month, or a date: ``2015``, ``2015-06``, ``2015-06-24``."""
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    unofficial_summary: bool = False
    made: str | None = None
    """The day on which the file was made as PDF, or last saved by an office program: seldom that of publication."""


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """What was read and what was not, for the person who looks after the documents."""

    media_type: str
    words: int
    pages: int
    pages_without_text: tuple[int, ...] = ()
    blocks: dict[str, int] = field(default_factory=dict)
    """How many blocks of each kind."""
    left_out: dict[str, int] = field(default_factory=dict)
    """Why text was left out, in plain words ("running header", "page number"), and how many pieces."""
    warnings: tuple[str, ...] = ()
    pages_of_pictures: tuple[int, ...] = ()
    """Pages that may be scans, whose pictures were not looked into because text recognition is not installed."""
    recognised_pages: tuple[int, ...] = ()
    """Scanned pages whose text was read by text recognition."""
    recognition_confidence: float | None = None
    """How sure the text recognition is of the words that it read, as the mean of their characters (0 to 1)."""
    pages_not_recognised: tuple[int, ...] = ()
    """Scanned pages over which text recognition broke down, as the same program would again."""
    left_out_texts: dict[str, dict[str, int]] = field(default_factory=dict)
    """Of what stands on pages for other reasons than the text (running lines, navigation), the words by reason, each with how often."""


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A file's canonical text with its blocks and pages. The rules are those of ``copro_qa.document.Document``."""

    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)
    pages: tuple[Page, ...] = field(repr=False)
    facts: FileFacts
    report: ExtractionReport
    recognised: tuple[Recognised, ...] = field(default=(), repr=False)
    """What of the text was read from the pictures of scanned pages."""
    boxes: TextBoxes | None = field(default=None, repr=False, compare=False)
    """Where the text is printed; None for files without printed pages."""
