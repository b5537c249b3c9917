"""Files are opened in a child process with limits, so that no file can harm or stop the rest.

The child is ``python -m ingest.worker``. It is asked with one line of JSON and answers with one line of JSON, so that a
file which took the child over could still only send text. ``python -m ingest.worker FILE`` shows what a file is read as.
"""

from __future__ import annotations

import os
import sys
from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from copro_qa.boxes import TextBoxes
from copro_qa.child_process import ChildBrokeDown, ChildNotStarted, ChildProcess, TimeUp
from copro_qa.document import Block, BlockKind, Page, Recognised
from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.child import OUT_OF_MEMORY, is_out_of_memory, is_too_deep, passing_error, serve
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument
from ingest.recognition import (
    PagesArePictures,
    RecognitionUnavailable,
    how_to_have_scans_read,
    how_to_read_scans,
    installed_recogniser,
    seconds_allowed,
)

__all__ = ["LimitReached", "ParsingWorker"]


class LimitReached(DocumentUnreadable):
    """The file was given up for want of time, memory or a part of copro-qa, or the system refused it. Another try may succeed."""


class ParsingWorker:
    """Parses files one after the other in a child process that is kept warm, and started anew after a kill.

    A context manager; safe to use from one thread at a time. ``time_limit_seconds`` is for one file, by the clock and by
    the processor; ``memory_limit_bytes`` is for the child as a whole.
    """

    def __init__(self, *, time_limit_seconds: float = 120, memory_limit_bytes: int = 2 * 2**30) -> None:
        if time_limit_seconds <= 0 or memory_limit_bytes <= 0:
            raise ValueError(f"limits must be above zero: time_limit_seconds={time_limit_seconds}, memory_limit_bytes={memory_limit_bytes}")
        self._time_limit_seconds = time_limit_seconds
        self._memory_limit_bytes = memory_limit_bytes
        self._child = ChildProcess("ingest.worker", "--serve", str(memory_limit_bytes))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child. The next call of :meth:`parse` starts another."""
        self._child.close()

    def begin(self) -> None:
        """See Parser.begin."""
        with suppress(ChildNotStarted):  # said of the first file that is to be read
            self._child.begin()

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
        """The canonical text of a file.

        Raises DocumentUnreadable with a reason for people, LimitReached when it does not come of what is in the file.
        """
        reply = self._ask(path, passwords, self._time_limit_seconds, with_scans=False)
        pictures = reply.get("pictures", 0)
        if not pictures:
            return _document_of(reply)
        if not installed_recogniser():
            return _with_advice(_document_of(reply))
        try:
            return _document_of(self._ask(path, passwords, self._time_limit_seconds + seconds_allowed(pictures), with_scans=True))
        except DocumentUnreadable as error:
            is_certain = not isinstance(error, LimitReached | PagesArePictures)
            if "reason" in reply:
                raise (PagesArePictures(error.reason, pictures, broke_down=True) if is_certain else error) from None
            report = _document_of(reply).report  # the pages that are no scans are not lost
            report = replace(report, warnings=(*report.warnings, texts()("noticed.scans_not_read", why=error.reason)))
            if is_certain:
                report = replace(report, pages_of_pictures=(), pages_not_recognised=report.pages_of_pictures)
            return replace(_document_of(reply), report=report)

    def _ask(self, path: Path, passwords: Sequence[str], limit_seconds: float, *, with_scans: bool) -> dict[str, Any]:
        question = {
            "path": os.fspath(path.absolute()),
            "passwords": list(passwords),
            "time_limit_seconds": limit_seconds,
            "with_scans": with_scans,
        }
        try:
            return self._child.ask(question, limit_seconds=limit_seconds)
        except ChildNotStarted:
            raise LimitReached(texts()("unreadable.not_started")) from None
        except TimeUp:
            raise LimitReached(texts()("unreadable.too_slow", seconds=f"{limit_seconds:g}")) from None
        except ChildBrokeDown as error:
            if error.peak_bytes > self._memory_limit_bytes / 2:  # libraries in C end the whole program when they get no more
                raise LimitReached(texts()(OUT_OF_MEMORY)) from None
            if error.was_ended_from_outside:
                raise LimitReached(texts()("unreadable.ended")) from None
            raise DocumentUnreadable(texts()("unreadable.breaks_reader")) from None


def _document_of(reply: dict[str, Any]) -> ParsedDocument:
    """Raises what the child could not read a file for."""
    if "reason" not in reply:
        return _from_plain(reply["document"])
    if reply.get("limit"):
        raise LimitReached(reply["reason"])
    if "pictures" in reply:
        raise PagesArePictures(reply["reason"], reply["pictures"], broke_down=reply["broke_down"])
    raise DocumentUnreadable(reply["reason"])


def _with_advice(document: ParsedDocument) -> ParsedDocument:
    """The document, its report saying that some of its pages may be scans and how they would be read."""
    report = document.report
    warning = texts()(
        "noticed.pictures_not_read", number=len(report.pages_of_pictures), pages=report.pages, what_to_do=how_to_have_scans_read()
    )
    return replace(document, report=replace(report, warnings=(*report.warnings, warning)))


def _from_plain(plain: dict[str, Any]) -> ParsedDocument:
    return ParsedDocument(
        text=plain["text"],
        blocks=tuple(Block(BlockKind(kind), start, end, level, lead) for kind, start, end, level, lead in plain["blocks"]),
        pages=tuple(Page(*page) for page in plain["pages"]),
        facts=FileFacts(**_with_tuples(plain["facts"])),
        report=ExtractionReport(**_with_tuples(plain["report"])),
        recognised=tuple(Recognised(*part) for part in plain["recognised"]),
        boxes=None if plain["boxes"] is None else TextBoxes.from_bytes(b64decode(plain["boxes"])),
    )


def _with_tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}


# ------------------------------------------------------------------------------------------ in the child


def _to_plain(document: ParsedDocument) -> dict[str, Any]:
    return {
        "text": document.text,
        "blocks": [(block.kind, block.start, block.end, block.level, block.lead) for block in document.blocks],
        "pages": [(page.number, page.label, page.start, page.end) for page in document.pages],
        "facts": asdict(document.facts),
        "report": asdict(document.report),
        "recognised": [(part.start, part.end, part.confidence) for part in document.recognised],
        "boxes": None if document.boxes is None else b64encode(document.boxes.to_bytes()).decode(),
    }


def _reply(question: dict[str, Any]) -> dict[str, Any]:
    from ingest.reading import read

    try:
        document = read(Path(question["path"]), passwords=question["passwords"], with_scans=question["with_scans"])
        return {"document": _to_plain(document), "pictures": len(document.report.pages_of_pictures)}
    except Exception as error:  # noqa: BLE001  # whatever a parser trips over, the next file goes on
        return _reason_for(error)


def _reason_for(error: Exception) -> dict[str, Any]:
    """The answer for a file that could not be read."""
    if is_out_of_memory(error):
        return {"reason": texts()(OUT_OF_MEMORY), "limit": True, "ends": True}
    if isinstance(error, PagesArePictures):
        return {"reason": error.reason, "pictures": error.pages, "broke_down": error.broke_down}
    if passing := passing_error(error):
        if isinstance(error, DocumentUnreadable) and error.__cause__ is None:  # else a parser took it for damage
            return {"reason": error.reason, "limit": True}
        return {"reason": texts()("unreadable.refused_for_now", why=passing.strerror or texts()("unreadable.refused")), "limit": True}
    if is_too_deep(error):
        return {"reason": texts()("unreadable.nested"), "ends": True}
    if isinstance(error, DocumentUnreadable):
        return {"reason": error.reason}
    if isinstance(error, RecognitionUnavailable):
        return {"reason": texts()("unreadable.no_scan_reader", what_to_do=how_to_read_scans()), "limit": True}
    if isinstance(error, ImportError):  # the installation's fault, not the file's, so the file is tried again next time
        return {"reason": texts()("unreadable.not_installed", part=error.name), "limit": True}
    return {"reason": texts()("unreadable.not_understood", error=type(error).__name__)}


def _show(path: Path) -> int:
    """Prints a file's blocks, one a line, for a person who wants to see what it is read as."""
    with ParsingWorker() as worker:
        try:
            document = worker.parse(path)
        except DocumentUnreadable as error:
            sys.stderr.write(f"{path}: {error.reason}\n")
            return 1
    for block in document.blocks:
        depth = "  " * max(0, block.level - 1)
        sys.stdout.write(f"{block.kind:<13}{depth}{document.text[block.start : block.end]}\n")
    sys.stdout.write(f"{document.facts}\n{document.report}\n")
    return 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        with suppress(ImportError):  # told to the first who asks
            import ingest.reading  # noqa: F401  # before the clock of the first file runs
        serve(_reply, memory_limit_bytes=int(sys.argv[2]))
    elif len(sys.argv) == 2:  # noqa: PLR2004  # the command and a file
        sys.exit(_show(Path(sys.argv[1])))
    else:
        sys.exit("usage: python -m ingest.worker FILE")
