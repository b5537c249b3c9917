"""The command line. Answers go to standard output, messages to standard error; heavy imports wait until a command needs them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from copro_qa.batch import run_batch
from copro_qa.child_process import INGEST
from copro_qa.errors import CoproQaError, CorpusUnusable, InvalidInput
from copro_qa.generations_command import app as generations_app
from copro_qa.kept_commands import answers_app, feedback_app
from copro_qa.settings import Settings

__all__ = ["main"]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help="Quoted answers from policy documents.")
app.add_typer(generations_app, name="generations")
app.add_typer(answers_app, name="answers")
app.add_typer(feedback_app, name="feedback")

_Index = Annotated[Path | None, typer.Option("--index", help="The folder that holds the index.", show_default="index")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
_Batch = Annotated[Path | None, typer.Option("--batch", help="A file with one JSON object a line, or - for standard input.")]


def main() -> None:
    """Runs the command line: exit status 0, 1 when something could not be done, 2 for bad usage."""
    if isinstance(sys.stdout, TextIOWrapper):
        # Quotes have characters that some consoles' encodings lack, and JSON is UTF-8 everywhere.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except InvalidInput as error:
        _stop(str(error), status=2)
    except CoproQaError as error:
        _stop(str(error), status=1)
    except BrokenPipeError:
        # Whoever read our output has closed it. Nothing more can be said there.
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _stop("Stopped.", status=130)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.", show_default="8000", min=0, max=65535)] = None,
    index: _Index = None,
) -> None:
    """Serve the chat page and the API."""
    from copro_qa.service.app import serve as serve_app

    settings = _settings(index)
    serve_app(replace(settings, host=host or settings.host, port=settings.port if port is None else port))


@app.command("index", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def build_index(context: typer.Context) -> None:
    """Build the index, or bring it up to date (see: copro-qa index --help)."""
    finished = subprocess.run([*INGEST, "build", *context.args], check=False)
    sys.exit(finished.returncode if finished.returncode >= 0 else 1)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    batch: _Batch = None,
    index: _Index = None,
    as_json: _Json = False,
    limit: Annotated[int, typer.Option(help="The most quotes to show.", min=1, max=10)] = 5,
) -> None:
    """Ask one question, or a file of questions with --batch."""
    from copro_qa.batch import read_request
    from copro_qa.payload import answer_payload
    from copro_qa.terminal import render_answer
    from copro_qa.wiring import open_assistant

    asked = _either(question, batch)
    assistant = open_assistant(_settings(index))

    def answer(request: dict[str, Any]) -> dict[str, object]:
        started = time.perf_counter()
        found = assistant.ask(limit=limit, **request)
        return answer_payload(found, took_ms=round((time.perf_counter() - started) * 1000))

    if batch is not None:
        _print_batch(batch, lambda record: answer(read_request(record)))
    elif as_json:
        _print_json(answer({"question": asked}))
    else:
        print(render_answer(assistant.ask(asked, limit=limit)))


@app.command()
def search(
    question: Annotated[str | None, typer.Argument(help="The question or words, in quotation marks.")] = None,
    batch: _Batch = None,
    index: _Index = None,
    as_json: _Json = False,
    limit: Annotated[int, typer.Option(help="The most chunks to show.", min=1, max=100)] = 10,
) -> None:
    """Show the ranked chunks for a question, without extraction."""
    from copro_qa.batch import read_request
    from copro_qa.payload import search_payload
    from copro_qa.terminal import render_chunks
    from copro_qa.wiring import open_assistant

    asked = _either(question, batch)
    assistant = open_assistant(_settings(index))
    if batch is not None:
        _print_batch(batch, lambda record: search_payload(assistant.search(limit=limit, **read_request(record))))
    elif as_json:
        _print_json(search_payload(assistant.search(asked, limit=limit)))
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

    _check_readable(file)
    reader, line = open_reader(Settings.from_environment())

    def handle(record: dict[str, Any]) -> dict[str, object]:
        question, passage = record.get("question"), record.get("passage")
        if not isinstance(question, str) or not isinstance(passage, str):
            raise InvalidInput('The line needs a "question" and a "passage", each a text.')
        found = extract_from(reader, question, passage, line=line)
        return {"relevance": found.relevance, "spans": [list(span) for span in found.spans]}

    _print_batch(file, handle)


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="A document's path or id.")],
    quote: Annotated[str | None, typer.Option(help="Mark the text from START to END.", metavar="START:END")] = None,
    index: _Index = None,
    image: Annotated[
        Path | None,
        typer.Option(
            help="Draw the page of a PDF to this PNG file instead; a quote over several pages gives a file for each.", dir_okay=False
        ),
    ] = None,
    page: Annotated[int | None, typer.Option(help="Which page to draw, counted from 1.", show_default="the quote's", min=1)] = None,
    width: Annotated[int, typer.Option(help="Pixels of the drawn page from left to right.", min=100, max=2400)] = 1000,
    corpus: Annotated[Path | None, typer.Option(help="The folder that holds the documents.", show_default="corpus")] = None,
) -> None:
    """Show a document's text, with a quote marked between >>> and <<<; or draw its page, with the quote marked."""
    from copro_qa.show import draw_pages, quoted_span
    from copro_qa.store.generation import open_current

    generation = open_current(_settings(index).index)
    found = generation.document(document)
    span = None if quote is None else quoted_span(found, quote)
    if image is not None:
        for file in draw_pages(generation, found, corpus or Settings.from_environment().corpus, image, span=span, page=page, width=width):
            print(file)
    elif span is None:
        print(found.text)
    else:
        print(f"{found.text[: span.start]}>>>{span.text}<<<{found.text[span.end :]}")


@app.command()
def verify(
    answer: Annotated[Path, typer.Argument(help="What ask --json printed, or an export in JSON. - is standard input.", allow_dash=True)],
    file: Annotated[
        list[Path] | None, typer.Option(help="Check against this original file alone, without an index. May be given several times.")
    ] = None,
    index: _Index = None,
    as_json: _Json = False,
) -> None:
    """Check every quote of an answer, character for character. Exit status 1 when anything differs."""
    from copro_qa.provenance.library import GenerationLibrary, Library
    from copro_qa.provenance.original_files import read_originals
    from copro_qa.provenance.verify import check_payload
    from copro_qa.provenance.verify import verify as verify_record
    from copro_qa.store.generation import open_current
    from copro_qa.terminal import render_check

    given = _read_json(answer)
    if file:
        library: Library = read_originals(file)
        against = ", ".join(map(str, file))
    else:
        generation = open_current(_settings(index).index)
        library, against = GenerationLibrary(generation), generation.id
    check = verify_record(given, library)
    if as_json:
        _print_json(check_payload(check, against))
    else:
        print(render_check(check, against if file else f"generation {against} of the index"))
    if not check.verified:
        sys.exit(1)


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(help="A file of labelled questions, one JSON object a line.", exists=True, dir_okay=False)],
    corpus: Annotated[Path | None, typer.Option(help="Measure on these documents: a folder, or a corpus.jsonl file.", exists=True)] = None,
    index: _Index = None,
    as_json: _Json = False,
    plot: Annotated[Path | None, typer.Option(help="Write the curve of risk against coverage to this SVG file.", dir_okay=False)] = None,
) -> None:
    """Measure quotes, retrieval and refusals on labelled questions."""
    from copro_qa.evaluation import report, runner
    from copro_qa.evaluation.questions import read_questions
    from copro_qa.wiring import open_assistant

    labelled = read_questions(questions)
    settings = _settings(index)
    if corpus is not None:
        settings = replace(settings, index=index or _evaluation_index(corpus))
        _build_for_evaluation(corpus, settings.index)
    assistant = open_assistant(settings)
    with typer.progressbar(length=len(labelled.questions), label="Asking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        evaluation = runner.evaluate(
            assistant, labelled.questions, problems=labelled.problems, on_progress=lambda done, _: bar.update(done - bar.pos)
        )
    if plot is not None:
        plot.write_text(report.risk_coverage_plot(evaluation), encoding="utf-8")
    if as_json:
        _print_json(report.payload(evaluation))
    else:
        print(report.render(evaluation))


def _evaluation_index(corpus: Path) -> Path:
    """Where the index of a corpus that is only measured on is kept, so that measuring again does not embed it again."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "copro-qa" / "evaluation" / hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:16]


def _build_for_evaluation(corpus: Path, index: Path) -> None:
    # What the build prints is news, not the result that was asked for.
    command = [*INGEST, "build", "--corpus", str(corpus), "--index", str(index)]
    finished = subprocess.run(command, check=False, stdout=sys.stderr)
    if finished.returncode:
        raise CorpusUnusable(f"The documents in {corpus} could not be indexed, so nothing was measured. The messages above say why.")


def _settings(index: Path | None) -> Settings:
    settings = Settings.from_environment()
    return settings if index is None else replace(settings, index=index)


def _either(question: str | None, batch: Path | None) -> str:
    """The question; an empty text when a batch is given instead. Raises InvalidInput unless there is exactly one of the two."""
    if (question is None) == (batch is None):
        raise InvalidInput(
            'Give one question in quotation marks, or a file of questions with --batch. Example: copro-qa ask "What is co-production?"'
        )
    if batch is not None:
        _check_readable(batch)
    return question or ""


def _check_readable(file: Path) -> None:
    """Raises InvalidInput at once for a file that is not there, and not only after a model has been loaded."""
    if str(file) != "-" and (not file.exists() or file.is_dir()):
        raise InvalidInput(_unreadable(file, "it is a folder" if file.is_dir() else "there is no such file"))


def _print_batch(file: Path, handle: Callable[[dict[str, Any]], dict[str, object]]) -> None:
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


def _read_json(file: Path) -> object:
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


def _print_json(record: dict[str, Any]) -> None:
    print(json.dumps(record, ensure_ascii=False, indent=1))


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def _stop(message: str, *, status: int) -> None:
    _say(message)
    sys.exit(status)


if __name__ == "__main__":
    main()
