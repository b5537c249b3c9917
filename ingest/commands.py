"""What ``python -m ingest`` can be told to do: build the index, show what is read of each file, fetch documents, add one or remove one."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from copro_qa.errors import CoproQaError, DocumentUnreadable, InvalidInput
from copro_qa.settings import Settings
from ingest.build import build
from ingest.build_result import BuildResult
from ingest.checking import check, chosen, described
from ingest.corpus_changes import add_document, remove_document
from ingest.corpus_scan import scan
from ingest.parse_cache import ParseCache
from ingest.plan import plan
from ingest.progress import progress_for_terminal
from ingest.progress_lines import ProgressLines
from ingest.single_file import read_file
from ingest.source_entries import FILE_NAME, read_source_entries
from ingest.stopping import said_when_stopped, stopping_in_order
from ingest.telling import counted, list_files, on_one_line, say, tell
from ingest.worker import ParsingWorker

__all__ = ["run"]

_COMMANDS = ("add", "build", "check", "fetch", "read", "remove")

_Corpus = Annotated[
    Path | None, typer.Option("--corpus", help="Folder with the documents, or a corpus.jsonl. Default: $COPRO_QA_CORPUS or ./corpus.")
]
_Index = Annotated[Path | None, typer.Option("--index", help="Folder of the index. Default: $COPRO_QA_INDEX or ./index.")]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else.")]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help="Brings the index up to date with the documents.")


@app.command("build")
def build_command(  # noqa: PLR0913  options, all of them by name
    *,
    corpus: _Corpus = None,
    index: _Index = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", help="Embedding model: a SentenceTransformer name or folder. Default: $COPRO_QA_MODEL or the packaged one."
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="End with exit status 1 when a file cannot be read.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and follow every change of the documents. Stop it with Ctrl+C.")] = False,
    allow_empty: Annotated[
        bool, typer.Option("--allow-empty", help="Take the last documents out of the index too, when the corpus has none any more.")
    ] = False,
    wait: Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait for another build to end.")] = 10,
    as_json: _Json = False,
    progress_lines: Annotated[
        bool, typer.Option("--progress-lines", help="Say on standard error how far it is, as one JSON object a line.")
    ] = False,
) -> None:
    """Build the index, or bring it up to date. This is what is done when no command is named."""
    if dry_run and watch:
        raise InvalidInput("--dry-run changes nothing, so there is nothing to --watch. Leave one of the two out.")
    settings = Settings.from_environment()
    kept = index or settings.index
    with nullcontext() if dry_run else said_when_stopped(kept, goes_on=watch):
        from copro_qa.wiring import embedder_factory
        from ingest.embedder_export import ExportedFactory, known_way

        whole = embedder_factory(model or settings.model, threads=settings.indexing_threads)
        folders = (corpus or settings.corpus, kept)

        def bring_up_to_date(unfinished: Collection[str] = ()) -> BuildResult:
            progress = ProgressLines(sys.stderr) if progress_lines else progress_for_terminal(quiet=as_json)
            # Looked for in every build: one that goes on for days must not count on what may be deleted at any time.
            embedder = ExportedFactory(kept, whole, threads=settings.indexing_threads)
            result = build(
                *folders,
                embedder,
                progress=progress,
                wait_seconds=wait,
                keep=settings.generations,
                unfinished=unfinished,
                allow_empty=allow_empty,
            )
            embedder.keep()
            return result

        if watch:
            from ingest.watch import keep_up_to_date

            keep_up_to_date(*folders, bring_up_to_date, as_json=as_json)
            return
        result = plan(*folders, whole, way=known_way(kept, whole.fingerprint)) if dry_run else bring_up_to_date()
    tell(result, dry_run=dry_run, as_json=as_json)
    if strict and result.failed:
        raise typer.Exit(1)


@app.command("check")
def check_command(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files of the corpus folder; all when none is named.")] = None,
    *,
    corpus: _Corpus = None,
    index: _Index = None,
    as_json: _Json = False,
) -> None:
    """Show what is read of each file, what is left out, and what cannot be read. Exit status 1 when a file cannot be read."""
    settings = Settings.from_environment()
    folder, kept = corpus or settings.corpus, index or settings.index
    found = scan(folder, kept)
    failed = [] if paths else list(found.failed)
    records: list[dict[str, Any]] = []
    for document in check(found, chosen(found.files, folder, paths or []), ParseCache.of(kept), ParsingWorker):
        if document.reason:
            failed.append((document.path, document.reason))
            continue
        records.append(document.as_record())
        if not as_json:
            print("\n".join(map(on_one_line, described(document))))
    if as_json:
        unreadable = [{"path": path, "reason": reason} for path, reason in failed]
        ignored = [] if paths else [path for path, _ in found.ignored]
        print(json.dumps({"documents": records, "failed": unreadable, "ignored": ignored, "warnings": found.warnings}, ensure_ascii=False))
    else:
        list_files("could not be read", failed)
        list_files("left out, of a kind that is not read", [] if paths else found.ignored)
        for warning in found.warnings:
            say(warning)
    if failed:
        raise typer.Exit(1)


@app.command("fetch")
def fetch_command(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Paths of documents in sources.toml; all that are missing when none is named.")
    ] = None,
    *,
    corpus: _Corpus = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be downloaded, and download nothing.")] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Ask addresses of this computer and of inner networks too.")
    ] = False,
    max_mib: Annotated[float, typer.Option("--max-mib", min=0.001, help="The largest document that is taken, in MiB.")] = 100,
    seconds: Annotated[float, typer.Option("--seconds", min=1, help="The longest that one document may take.")] = 120,
    as_json: _Json = False,
) -> None:
    """Download the documents that sources.toml lists with a url and the corpus folder lacks. Exit status 1 when one cannot be had."""
    from ingest.fetching import FetchResult, fetch, missing
    from ingest.web import WebLimits

    folder = corpus or Settings.from_environment().corpus
    limits = WebLimits(bytes=int(max_mib * 2**20), seconds=seconds, allow_private=allow_private)
    if dry_run:
        wanted = missing(folder, paths or [])
        if as_json:
            print(json.dumps({"missing": [{"path": entry.path, "url": entry.url} for entry in wanted]}, ensure_ascii=False))
        for entry in [] if as_json else wanted:
            print(on_one_line(f"{entry.path}  {entry.url}"))
        for warning in () if as_json else read_source_entries(folder / FILE_NAME).warnings:
            say(warning)
        return
    result: FetchResult = fetch(
        folder, paths=paths or [], limits=limits, began=None if as_json else lambda entry: say(f"Fetching {entry.path} from {entry.url}")
    )
    if as_json:
        print(json.dumps(asdict(result), ensure_ascii=False))
    else:
        print(f"{counted(len(result.fetched), 'document')} fetched." if result.fetched or result.failed else "Nothing is missing.")
        list_files("could not be fetched", result.failed)
        for warning in result.warnings:
            say(warning)
    if result.failed:
        raise typer.Exit(1)


@app.command("read")
def read_command(paths: Annotated[list[Path], typer.Argument(help="Files, wherever they lie.")]) -> None:
    """Print each file as it is read, one JSON object a line: id, text, blocks and pages; or its path and why it cannot be read."""
    with ParsingWorker() as worker:
        for path in paths:
            try:
                record: dict[str, Any] = read_file(path, worker)
            except DocumentUnreadable as error:
                record = {"path": path.as_posix(), "reason": error.reason}
            print(json.dumps(record))


@app.command("add")
def add_command(
    file: Annotated[Path, typer.Argument(help="The file, alone in a folder of the corpus folder whose name begins with .incoming-")],
    *,
    name: Annotated[str, typer.Option("--name", help="The name that it came with.")],
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of a document of this name.")] = False,
    corpus: _Corpus = None,
) -> None:
    """Add a document that came in to the corpus folder, once it has been read. Prints what it is as JSON. The service uses this."""
    added = add_document(corpus or Settings.from_environment().corpus, file, name, replace=replace)
    print(json.dumps(asdict(added), ensure_ascii=False))


@app.command("remove")
def remove_command(
    path: Annotated[str, typer.Argument(help="The document's path in the corpus folder.")], *, corpus: _Corpus = None
) -> None:
    """Remove a document from the corpus folder. Prints as JSON whether it was there. The service uses this."""
    print(json.dumps({"removed": remove_document(corpus or Settings.from_environment().corpus, path)}))


def run(arguments: Sequence[str] | None = None) -> None:
    """Runs a command; ``build`` where none is named. Ends the program with 0, 1 for what went wrong, or 2 for wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] not in (*_COMMANDS, "--help"):
        given = ["build", *given]
    try:
        with stopping_in_order():
            app(given, prog_name="python -m ingest")
    except InvalidInput as error:
        say(str(error))
        sys.exit(2)
    except CoproQaError as error:
        say(str(error))
        sys.exit(1)
