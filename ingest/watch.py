"""Following the corpus: a build for every change, once the files have come to rest. The only file that imports watchfiles."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Event

import watchfiles

from copro_qa.errors import CoproQaError, InvalidInput
from ingest.at_rest import is_open_for_writing, wait_until_at_rest
from ingest.build_result import BuildResult
from ingest.corpus_walk import is_passed_over
from ingest.source_entries import FETCHED_NAME, FILE_NAME, corpus_path
from ingest.telling import say, tell

__all__ = ["changes_in", "follow", "keep_up_to_date"]

_Paths = set[Path]


def keep_up_to_date(corpus: Path, index: Path, build: Callable[[Collection[str]], BuildResult], *, as_json: bool) -> None:
    """A build now and after every change, until the program is stopped. ``build`` is told the paths of files that are still being written.

    What keeps one build from ending well is said, and the next one tried. Raises InvalidInput when there is no corpus.
    """
    if not corpus.exists():
        raise InvalidInput(f"The corpus {corpus} does not exist. Name the folder that holds the documents with --corpus.")
    told: list[BuildResult] = []

    def try_it(unfinished: frozenset[Path]) -> None:
        if corpus in unfinished:  # a file with a document a line is taken whole or not at all
            return
        try:
            paths = {corpus_path(file.relative_to(corpus).as_posix()) for file in unfinished}
            result = build({path for path in paths if path and path not in (FILE_NAME, FETCHED_NAME)})
        except CoproQaError as error:
            say(str(error))
            return
        # A file that was only touched is no news.
        if result.published or not told or result.failed != told[-1].failed:
            tell(result, dry_run=False, as_json=as_json)
            told.append(result)

    say(f"Following the documents in {corpus}. Stop with Ctrl+C.")
    follow(changes_in(corpus, leave_out=index), partial(wait_until_at_rest, corpus, leave_out=index), try_it)


def follow(
    changes: Iterable[_Paths],
    at_rest: Callable[[_Paths], frozenset[Path]],
    bring_up_to_date: Callable[[frozenset[Path]], None],
) -> None:
    """Brings the index up to date at the first set of paths, and after each set of changed ones, once the files have come to rest.

    ``at_rest`` waits for that, and gives the files that do not come to rest; ``bring_up_to_date`` is told them, and does it again once no
    program writes to them any more. An empty set says that nothing has changed for a moment.
    """
    unfinished: frozenset[Path] = frozenset()
    is_first = True
    for paths in changes:
        if not paths and not is_first and (not unfinished or any(map(is_open_for_writing, unfinished))):
            continue
        unfinished = at_rest(paths | unfinished)
        bring_up_to_date(unfinished)
        is_first = False


def changes_in(corpus: Path, *, leave_out: Path, stop: Event | None = None) -> Iterator[_Paths]:
    """Sets of paths that have changed, as they come, until ``stop`` is set. The first, which is empty, says that nothing can be missed now.

    Further empty ones say that nothing has changed for a while.
    ``corpus`` is a folder, or a file with a document a line. Many changes within a moment come as one set. What lies in ``leave_out``,
    hidden and temporary files are passed over.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    left_out = leave_out.resolve()

    def is_wanted(_: watchfiles.Change, name: str) -> bool:
        path = Path(os.path.realpath(name))  # which takes links in a circle as they stand, where resolve() raises
        if not corpus.is_dir():
            return path == corpus.resolve()
        below = path.relative_to(folder.resolve()).parts if path.is_relative_to(folder.resolve()) else ()
        return not path.is_relative_to(left_out) and not any(map(is_passed_over, below))

    notified = watchfiles.watch(
        folder, watch_filter=is_wanted, stop_event=stop, debounce=1_000, rust_timeout=500, yield_on_timeout=True, raise_interrupt=True
    )
    for found in notified:
        yield {Path(name) for _, name in found}
