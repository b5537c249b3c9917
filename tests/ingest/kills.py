"""Builds that are killed, or that meet a full disk, at any step. Used by the tests, and with more rounds by ``benchmarks.speed.kills``."""

from __future__ import annotations

import builtins
import io
import multiprocessing
import os
import random
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self
from unittest.mock import patch

from copro_qa.store.generation import Generation
from copro_qa.store.index_folder import open_current
from ingest.build import build
from ingest.parsed import ParsedDocument
from ingest.reading import read
from tests.fakes import HashingEmbedderFactory

_STEPS = ("rename", "replace", "fsync", "mkdir", "unlink", "rmdir")
_WAIT_SECONDS = 60


class ReadsHere:
    """A parser without a process of its own."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def begin(self) -> None:
        pass

    def parse(self, path: Path, *, passwords: object = ()) -> ParsedDocument:
        return read(path)


def write_corpus(corpus: Path, state: int) -> None:
    """Three small documents: one always stays, one changes, and one comes and goes with every ``state``."""
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True)
    for name in ("stays", "changes", f"comes-{state}"):
        words = "for ever" if name == "stays" else f"in state {state}"
        (corpus / f"{name}.md").write_text(f"# About {name}\n\nThis text stands {words}.\n", encoding="utf-8")


def expected(state: int) -> dict[str, str]:
    """Path and text of every document of a state."""
    return {
        "changes.md": f"About changes\n\nThis text stands in state {state}.",
        f"comes-{state}.md": f"About comes-{state}\n\nThis text stands in state {state}.",
        "stays.md": "About stays\n\nThis text stands for ever.",
    }


def served(index: Path) -> dict[str, str]:
    """What the index in use holds, read through its words and vectors as well."""
    generation = open_current(index)
    Generation.open(generation.folder, every_file=True)
    assert len(generation.lexical.search("text stands", 10).ids) == len(generation)
    assert len(generation.vectors) == len(generation)
    return {document.source.path: document.text for document in generation.documents()}


def build_here(corpus: Path, index: Path) -> None:
    """A build in this process."""
    build(corpus, index, HashingEmbedderFactory(), open_parser=ReadsHere, keep=2)


@contextmanager
def at_each_step(act: Callable[[int], None]) -> Iterator[None]:
    """Calls ``act`` with the number of the step before each rename, write to a new file, sync, and removal."""
    count = 0

    def before(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            writes = len(arguments) > 1 and isinstance(arguments[1], str) and arguments[1][:1] in {"w", "x", "a"}
            if name != "open" or writes or "w" in options.get("mode", ""):
                count += 1
                act(count)
            return call(*arguments, **options)

        return stepped

    stepped: dict[str, Any] = {name: before(name, getattr(os, name)) for name in _STEPS}
    with patch.multiple(os, **stepped):
        opening = before("open", io.open)
        with patch.object(io, "open", opening), patch.object(builtins, "open", opening):
            yield


def steps_of(corpus: Path, index: Path) -> int:
    """How many steps a build takes. It is done."""
    last = 0

    def note(step: int) -> None:
        nonlocal last
        last = step

    with at_each_step(note):
        build_here(corpus, index)
    return last


def build_killed_at(corpus: Path, index: Path, step: int) -> None:
    """A build in a process of its own that is killed before its step of this number."""
    _run(_build_until, corpus, index, step)


def build_killed_after(corpus: Path, index: Path, seconds: float) -> None:
    """A build in a process of its own that is killed after some time, if it takes that long."""
    _run(_build_until, corpus, index, 0, kill_after=seconds)


def survive(folder: Path, kills: int, *, seed: int, longest_seconds: float = 0.5) -> Iterator[str]:
    """Kills builds at random moments, half of them by the clock and half before a random step; checks what is served after each.

    Yields ``old`` or ``new``, whichever was served. In the end a build is let through, and nothing may be left behind.
    """
    rng = random.Random(seed)
    corpus, index = folder / "corpus", folder / "index"
    write_corpus(corpus, 0)
    build_here(corpus, index)
    write_corpus(corpus, 1)
    steps = steps_of(corpus, index)
    before = 1
    for state in range(2, kills + 2):
        write_corpus(corpus, state)
        if rng.random() < 1 / 2:
            build_killed_at(corpus, index, rng.randint(1, steps + 2))
        else:
            build_killed_after(corpus, index, rng.uniform(0.0, longest_seconds))
        found = served(index)
        assert found in (expected(before), expected(state)), f"kill {state - 1}: neither the old nor the new documents are served"
        yield "new" if found == expected(state) else "old"
        before = state if found == expected(state) else before
    build_here(corpus, index)
    assert served(index) == expected(kills + 1)
    left = sorted(path.name for path in [*index.iterdir(), *(index / "generations").iterdir()] if path.name.startswith(("scratch", ".")))
    assert left == [], f"left behind: {left}"
    assert len(list((index / "generations").iterdir())) <= 2


def _build_until(corpus: Path, index: Path, last_step: int) -> None:
    def die(step: int) -> None:
        if step == last_step:
            os.kill(os.getpid(), signal.SIGKILL)

    with at_each_step(die):
        build_here(corpus, index)


def _run(target: Callable[..., None], *arguments: object, kill_after: float | None = None) -> None:
    # A server that has everything imported forks each child, so that a child starts at once.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    child = context.Process(target=target, args=arguments)
    child.start()
    child.join(_WAIT_SECONDS if kill_after is None else kill_after)
    child.kill()
    child.join()
