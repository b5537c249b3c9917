"""What several commands are given and print: options, files of requests, JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from copro_qa.commands.batch import run_batch
from copro_qa.errors import InvalidInput
from copro_qa.printable import printable
from copro_qa.settings import Settings

__all__ = [
    "BatchOption",
    "IndexOption",
    "JsonOption",
    "check_readable",
    "either",
    "print_batch",
    "print_json",
    "print_text",
    "read_json",
    "say",
    "settings_for",
]

IndexOption = Annotated[Path | None, typer.Option("--index", help="The folder that holds the index.", show_default="index")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="A file with one JSON object a line, or - for standard input.")]


def settings_for(index: Path | None) -> Settings:
    """The settings of the environment, with another index when one is given."""
    settings = Settings.from_environment()
    return settings if index is None else replace(settings, index=index)


def either(question: str | None, batch: Path | None) -> str:
    """The question; an empty text when a batch is given instead. Raises InvalidInput unless there is exactly one of the two."""
    if (question is None) == (batch is None):
        raise InvalidInput(
            'Give one question in quotation marks, or a file of questions with --batch. Example: copro-qa ask "What is co-production?"'
        )
    if batch is not None:
        check_readable(batch)
    return question or ""


def check_readable(file: Path) -> None:
    """Raises InvalidInput at once for a file that is not there, and not only after a model has been loaded."""
    if str(file) != "-" and (not file.exists() or file.is_dir()):
        raise InvalidInput(_unreadable(file, "it is a folder" if file.is_dir() else "there is no such file"))


def print_batch(file: Path, handle: Callable[[dict[str, Any]], dict[str, object]]) -> None:
    """Prints what ``handle`` makes of each line of the file, as JSON, as soon as it is there."""
    with _open_lines(file) as lines:
        for record in run_batch(lines, handle):
            print(json.dumps(record, ensure_ascii=False), flush=True)


def _open_lines(file: Path) -> AbstractContextManager[Iterable[bytes]]:
    if str(file) == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return file.open("rb")
    except OSError as error:
        raise InvalidInput(_unreadable(file, error.strerror or str(error))) from error


def _unreadable(file: Path, reason: str) -> str:
    return f"The file {file} cannot be read: {reason}. Give the path of a file with one JSON object a line, or - for standard input."


def read_json(file: Path) -> object:
    """What a file holds, or standard input for ``-``. Raises InvalidInput when it cannot be read or is not JSON."""
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return json.loads(content.decode("utf-8-sig"))
    except OSError as error:
        raise InvalidInput(
            f"The file {file} cannot be read: {error.strerror or error}. "
            "Give a file with what copro-qa ask --json printed, or - for standard input."
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"The file {file} is not JSON in UTF-8. Give what copro-qa ask --json printed.") from error


def print_json(record: Mapping[str, Any]) -> None:
    """Prints a record for programs to read."""
    print(json.dumps(record, ensure_ascii=False, indent=1))


def print_text(text: str) -> None:
    """Prints the text of a document: as it is for a file or another program, and so that it cannot command a terminal."""
    print(printable(text) if sys.stdout.isatty() else text)


def say(message: str) -> None:
    """A message to the person, beside what was asked for. It may name files and documents, so it cannot command the terminal."""
    print(printable(message), file=sys.stderr)
