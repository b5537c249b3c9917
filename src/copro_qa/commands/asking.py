"""``copro-qa ask``, ``search`` and ``extract``: questions, over the index or over passages of one's own."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, Any

import typer

from copro_qa.commands.given import (
    BatchOption,
    IndexOption,
    JsonOption,
    check_readable,
    either,
    print_batch,
    print_json,
    settings_for,
)
from copro_qa.errors import InvalidInput
from copro_qa.settings import Settings

__all__ = ["app"]

app = typer.Typer()


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    batch: BatchOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    limit: Annotated[int, typer.Option(help="The most quotes to show.", min=1, max=10)] = 5,
) -> None:
    """Ask one question, or a file of questions with --batch."""
    from copro_qa.commands.batch import read_request
    from copro_qa.commands.terminal import render_answer
    from copro_qa.payload import answer_payload
    from copro_qa.wiring import open_assistant

    asked = either(question, batch)
    assistant = open_assistant(settings_for(index))

    def answer(request: dict[str, Any]) -> dict[str, object]:
        started = time.perf_counter()
        found = assistant.ask(limit=limit, **request)
        return answer_payload(found, took_ms=round((time.perf_counter() - started) * 1000))

    if batch is not None:
        print_batch(batch, lambda record: answer(read_request(record)))
    elif as_json:
        print_json(answer({"question": asked}))
    else:
        print(render_answer(assistant.ask(asked, limit=limit)))


@app.command()
def search(
    question: Annotated[str | None, typer.Argument(help="The question or words, in quotation marks.")] = None,
    batch: BatchOption = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
    limit: Annotated[int, typer.Option(help="The most chunks to show.", min=1, max=100)] = 10,
) -> None:
    """Show the ranked chunks for a question, without extraction."""
    from copro_qa.commands.batch import read_request
    from copro_qa.commands.terminal import render_chunks
    from copro_qa.payload import search_payload
    from copro_qa.wiring import open_assistant

    asked = either(question, batch)
    assistant = open_assistant(settings_for(index))
    if batch is not None:
        print_batch(batch, lambda record: search_payload(assistant.search(limit=limit, **read_request(record))))
    elif as_json:
        print_json(search_payload(assistant.search(asked, limit=limit)))
    else:
        print(render_chunks(assistant.search(asked, limit=limit)))


@app.command()
def extract(
    file: Annotated[
        Path, typer.Argument(help="A file with one JSON object a line: id, question, passage. - is standard input.", allow_dash=True)
    ] = Path("-"),
) -> None:
    """Find the sentences that answer, in passages of your own."""
    from copro_qa.answering.passage_extraction import extract as extract_from
    from copro_qa.wiring import open_reader

    check_readable(file)
    reader, line = open_reader(Settings.from_environment())

    def handle(record: dict[str, Any]) -> dict[str, object]:
        question, passage = record.get("question"), record.get("passage")
        if not isinstance(question, str) or not isinstance(passage, str):
            raise InvalidInput('The line needs a "question" and a "passage", each a text.')
        found = extract_from(reader, question, passage, line=line)
        return {"relevance": found.relevance, "spans": [list(span) for span in found.spans]}

    print_batch(file, handle)
