"""Files are opened in a child process with limits, so that no file can harm or stop the rest.

The child is ``python -m ingest.worker``. It is asked with one line of JSON and answers with one line of JSON, so that a
file which took the child over could still only send text. ``python -m ingest.worker FILE`` shows what a file is read as.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from copro_qa.boxes import TextBoxes
from copro_qa.document import Block, BlockKind, Page
from copro_qa.errors import DocumentUnreadable
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument

__all__ = ["LimitReached", "ParsingWorker"]

_MAXIMUM_ANSWER_BYTES = 512 * 2**20
_START_SECONDS = 60
_PROCESSOR_TIME_SIGNAL = 24  # SIGXCPU, which Windows does not name


class LimitReached(DocumentUnreadable):
    """The file was given up for want of time, memory or a part of copro-qa. Another try may succeed."""


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
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child. The next call of :meth:`parse` starts another."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
        """The canonical text of a file.

        Raises DocumentUnreadable with a reason for people, LimitReached when it was time or memory that ran out.
        """
        self._start()
        question = {"path": os.fspath(path.absolute()), "passwords": list(passwords), "time_limit_seconds": self._time_limit_seconds}
        answer = self._ask(question, self._time_limit_seconds)
        if answer is None:
            raise LimitReached(f"Reading the file took longer than {self._time_limit_seconds:g} seconds, so it was given up.")
        if not answer:
            exit_status = self._exit_status()
            if exit_status == "time":
                raise LimitReached(
                    f"Reading the file took longer than {self._time_limit_seconds:g} seconds of computing, so it was given up."
                )
            raise DocumentUnreadable(
                "The file makes the program that reads it break down. It is probably damaged. Save it anew from the program that made it."
            )
        reply = json.loads(answer)
        if reply.get("ends"):
            self.close()
        if "reason" in reply:
            raise LimitReached(reply["reason"]) if reply.get("limit") else DocumentUnreadable(reply["reason"])
        return _from_plain(reply["document"])

    def _start(self) -> None:
        if self._child is not None and self._child.poll() is None:
            return
        self.close()
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry), "PYTHONIOENCODING": "utf-8"}
        # -P keeps the folder that the command happens to run in off the child's path.
        command = [sys.executable, "-P", "-m", "ingest.worker", "--serve", str(self._memory_limit_bytes)]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_pump, args=(self._child.stdout, self._answers), daemon=True).start()
        if self._await(_START_SECONDS) != b"ready\n":
            self.close()
            raise LimitReached("The program that reads files could not be started. Try again; if it stays so, install copro-qa anew.")

    def _ask(self, question: dict[str, Any], limit_seconds: float) -> bytes | None:
        """The child's answer; empty when the child broke down, None when the time was up and it was killed."""
        child = self._child
        if child is None or child.stdin is None:
            return b""
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            child.stdin.flush()
        except OSError:
            return b""
        answer = self._await(limit_seconds)
        if answer is None:
            self.close()
        return answer

    def _await(self, limit_seconds: float) -> bytes | None:
        try:
            return self._answers.get(timeout=limit_seconds)
        except queue.Empty:
            return None

    def _exit_status(self) -> str:
        child = self._child
        status = child.wait() if child is not None else 0
        self.close()
        return "time" if status == -_PROCESSOR_TIME_SIGNAL else "broken"


def _pump(pipe: BinaryIO, answers: queue.SimpleQueue[bytes]) -> None:
    """Hands over the child's lines as they come, and an empty one at its end."""
    while True:
        try:
            line = pipe.readline(_MAXIMUM_ANSWER_BYTES)
        except (OSError, ValueError):  # closed by this side
            line = b""
        answers.put(line if line.endswith(b"\n") else b"")
        if not line.endswith(b"\n"):
            return


def _from_plain(plain: dict[str, Any]) -> ParsedDocument:
    facts, report = plain["facts"], plain["report"]
    return ParsedDocument(
        text=plain["text"],
        blocks=tuple(Block(BlockKind(kind), start, end, level, lead) for kind, start, end, level, lead in plain["blocks"]),
        pages=tuple(Page(*page) for page in plain["pages"]),
        facts=FileFacts(**{**facts, "authors": tuple(facts["authors"])}),
        report=ExtractionReport(
            **{**report, "pages_without_text": tuple(report["pages_without_text"]), "warnings": tuple(report["warnings"])}
        ),
        boxes=None if plain["boxes"] is None else TextBoxes.from_bytes(b64decode(plain["boxes"])),
    )


# ------------------------------------------------------------------------------------------ in the child


def _to_plain(document: ParsedDocument) -> dict[str, Any]:
    return {
        "text": document.text,
        "blocks": [(block.kind, block.start, block.end, block.level, block.lead) for block in document.blocks],
        "pages": [(page.number, page.label, page.start, page.end) for page in document.pages],
        "facts": asdict(document.facts),
        "report": asdict(document.report),
        "boxes": None if document.boxes is None else b64encode(document.boxes.to_bytes()).decode(),
    }


def _serve(memory_limit_bytes: int) -> None:
    """Answers questions until the other side goes away."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints must not get between the answers
    _limit_memory(memory_limit_bytes)
    answers.write(b"ready\n")
    answers.flush()
    for line in sys.stdin.buffer:
        question = json.loads(line)
        _limit_processor_time(question["time_limit_seconds"])
        reply = _reply(Path(question["path"]), question["passwords"])
        answers.write(json.dumps(reply).encode() + b"\n")
        answers.flush()
        if reply.get("ends"):
            return


def _reply(path: Path, passwords: Sequence[str]) -> dict[str, Any]:
    from ingest.reading import read

    try:
        return {"document": _to_plain(read(path, passwords=passwords))}
    except DocumentUnreadable as error:
        return {"reason": error.reason}
    except MemoryError:
        return {"reason": "Reading the file needs more memory than is allowed, so it was given up.", "limit": True, "ends": True}
    except RecursionError:
        return {"reason": "The parts of the file are nested far too deeply to be read.", "ends": True}
    except ImportError as error:  # the installation's fault, not the file's, so the file is tried again next time
        return {"reason": f"A part of copro-qa that reads such files is not installed ({error.name}). Run: make setup", "limit": True}
    except Exception as error:  # noqa: BLE001  # whatever a parser trips over, the next file goes on
        return {"reason": f"The file is damaged in a way that its reader does not understand ({type(error).__name__})."}


def _limit_memory(memory_limit_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the limit on time is the parent's there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit_bytes, memory_limit_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor_time(seconds: float) -> None:
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


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
        _serve(int(sys.argv[2]))
    elif len(sys.argv) == 2:  # noqa: PLR2004  # the command and a file
        sys.exit(_show(Path(sys.argv[1])))
    else:
        sys.exit("usage: python -m ingest.worker FILE")
