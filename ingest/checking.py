"""``python -m ingest check``: what was read of each document, what was left out and why, and what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from copro_qa.document import Source
from copro_qa.errors import DocumentUnreadable, InvalidInput
from ingest.document_reader import DocumentReader, OpenParser
from ingest.parse_cache import ParseCache
from ingest.parsed import ExtractionReport
from ingest.source_file import SourceFile
from ingest.sources import Corpus
from ingest.telling import counted

__all__ = ["CheckedDocument", "check", "chosen", "described"]

_FACTS = ("title", "authors", "publisher", "published", "language", "licence", "url")
_NAMED = 12  # of the texts that were left out for one reason
_WANTED = ("authors", "publisher", "published", "licence")  # what a citation shows


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document: its report and facts, or the reason why it cannot be read."""

    path: str
    source: Source | None = None
    report: ExtractionReport | None = None
    reason: str = ""

    def as_record(self) -> dict[str, Any]:
        """For ``--json``: the report with the document's path and facts."""
        facts = {name: getattr(self.source, name) for name in _FACTS} if self.source else {}
        return {"path": self.path, **(asdict(self.report) if self.report else {}), "facts": facts}


def check(found: Corpus, files: Sequence[SourceFile], cache: ParseCache, open_parser: OpenParser) -> Iterator[CheckedDocument]:
    """Reads one file after the other. What a build has read before is not read again."""
    with open_parser() as parser:
        reader = DocumentReader(parser, cache, found.superseded_by)
        for file in files:
            try:
                document, report, _ = reader.read(file)
            except DocumentUnreadable as error:
                yield CheckedDocument(file.path, reason=error.reason)
            else:
                yield CheckedDocument(file.path, document.source, ExtractionReport(**report))


def chosen(files: Sequence[SourceFile], folder: Path, paths: Sequence[Path]) -> list[SourceFile]:
    """The files that ``paths`` name, from the corpus folder or from where the command is run; all when there are none.

    Raises InvalidInput.
    """
    if not paths:
        return list(files)
    named = []
    for path in paths:
        matching = [
            file for file in files if file.path == path.as_posix() or (file.text is None and file.location.resolve() == path.resolve())
        ]
        if not matching:
            raise InvalidInput(f"There is no document {path} in {folder}, or it is of a kind that is not read.")
        named += matching
    return named


def described(document: CheckedDocument) -> list[str]:
    """Lines for a person; for a document that was read."""
    report, source = document.report, document.source
    if report is None or source is None:
        return [document.path, f"  cannot be read: {document.reason}"]
    pages = f", {counted(report.pages, 'page')}" if report.pages else ""
    blocks = ", ".join(f"{count} × {kind.replace('_', ' ')}" for kind, count in report.blocks.items())
    lines = [document.path, f"  {counted(report.words, 'word')}{pages} ({report.media_type})", f"  holds: {blocks}"]
    known = [source.title, ", ".join(source.authors), source.publisher, source.published, source.licence]
    lines.append("  is: " + " · ".join(fact for fact in known if fact))
    unknown = [name for name in _WANTED if not getattr(source, name)]
    if unknown:
        lines.append(f"  not known: {', '.join(unknown)} (sources.toml can say)")
    if report.left_out:
        lines.append("  left out: " + ", ".join(f"{count} × {why}" for why, count in report.left_out.items()))
        lines.extend(f"    {why}: {_named(said)}" for why, said in report.left_out_texts.items())
    if report.recognised_pages:
        sure = (
            "" if report.recognition_confidence is None else f", which is {report.recognition_confidence:.0%} sure of its words on average"
        )
        lines.append(f"  read by text recognition: {_pages(report.recognised_pages)}{sure}")
    if report.pages_not_recognised:
        lines.append(f"  text recognition broke down over: {_pages(report.pages_not_recognised)}")
    if report.pages_without_text:
        lines.append("  pages without text: " + ", ".join(map(str, report.pages_without_text)))
    if source.superseded_by:
        lines.append("  superseded by: " + ", ".join(source.superseded_by))
    return [*lines, *(f"  note: {warning}" for warning in report.warnings)]


def _named(said: Mapping[str, int]) -> str:
    """The first of the texts that were left out, each with how often it was."""
    named = [f"“{text}”" + (f" {times} ×" if times > 1 else "") for text, times in islice(said.items(), _NAMED)]
    return ", ".join(named) + (f" and {len(said) - _NAMED} more (--json names them)" if len(said) > _NAMED else "")


def _pages(numbers: Sequence[int]) -> str:
    """Numbers of pages, which rise, with those that follow one another as one range: 1–3, 7."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return f"page{'s' if len(numbers) > 1 else ''} " + ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in ranges
    )
