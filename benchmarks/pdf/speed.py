"""How quickly PDF files are read and indexed, beside the plain text of pypdfium2 and of pypdf.

    COPRO_QA_EVALDATA=… python -m benchmarks.pdf.speed [--smallest 5 | --every 5] [--ways parser pypdf] [financebench]

In pages for each second of processor time, so that other work on the machine counts little; and the most memory that one process took.
Reading runs in one process and thread. The whole ingest is a build into an empty folder: it reads in a child process, cuts, embeds with
the packaged model in one thread, and writes the index; its time is that of both processes, and holds the loading of the model.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pypdfium2 as pdfium

from benchmarks.pdf.documents import pdf_files
from ingest.build import build
from ingest.parsers.pdf import parse_pdf
from ingest.reading import read

_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _ours(path: Path) -> int:
    return len(read(path).pages)


def _parser_alone(path: Path) -> int:
    return len(parse_pdf(path).pages)


def _plain_pdfium(path: Path) -> int:
    file = pdfium.PdfDocument(path)
    for page in file:
        page.get_textpage().get_text_range()
    count = len(file)
    file.close()
    return count


def _plain_pypdf(path: Path) -> int:
    pages = pypdf.PdfReader(path).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def _whole_ingest(paths: Sequence[Path]) -> int:
    from copro_qa.wiring import embedder_factory
    from ingest.embedder_export import ExportedFactory

    with tempfile.TemporaryDirectory() as scratch:
        corpus = Path(scratch) / "corpus"
        corpus.mkdir()
        for path in paths:
            shutil.copy(path, corpus)
        index = Path(scratch) / "index"
        build(corpus, index, ExportedFactory(index, embedder_factory(threads=1), threads=1))
    return sum(map(_count, paths))


def _bytes(path: Path) -> int:
    return path.stat().st_size


def _count(path: Path) -> int:
    file = pdfium.PdfDocument(path)
    try:
        return len(file)
    finally:
        file.close()


def _each(one: Callable[[Path], int]) -> Callable[[Sequence[Path]], int]:
    return lambda paths: sum(map(one, paths))


_WAYS: dict[str, tuple[str, Callable[[Sequence[Path]], int]]] = {
    "ingest": ("copro-qa, whole ingest with embedding", _whole_ingest),
    "document": ("copro-qa, from file to document", _each(_ours)),
    "parser": ("copro-qa, parser alone", _each(_parser_alone)),
    "pypdfium2": ("pypdfium2, plain text", _each(_plain_pdfium)),
    "pypdf": ("pypdf, plain text", _each(_plain_pypdf)),
}


def _measured(way: str, paths: Sequence[Path]) -> tuple[int, float, float]:
    """Pages, seconds of processor time, and the most memory in MB, in a process of its own."""
    started = _processor_seconds()
    pages = _WAYS[way][1](paths)
    seconds = _processor_seconds() - started
    return pages, seconds, max(resource.getrusage(who).ru_maxrss for who in _PROCESSES) / 1024


def _processor_seconds() -> float:
    """What this process and the children that have ended have taken."""
    used = [resource.getrusage(who) for who in _PROCESSES]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each way of reading."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["financebench"])
    parser.add_argument("--smallest", type=int, default=None, help="only so many files of each set, the smallest of them")
    parser.add_argument("--every", type=int, default=1, help="only every so manieth file by size, the first one from the middle of as many")
    parser.add_argument("--ways", nargs="+", choices=list(_WAYS), default=list(_WAYS), help="what to measure")
    given = parser.parse_args(arguments)
    for name, paths in pdf_files(given.sets).items():
        chosen = sorted(paths, key=_bytes)[: given.smallest][given.every // 2 :: given.every]
        for way in given.ways:
            with multiprocessing.get_context("spawn").Pool(1) as alone:
                pages, seconds, memory = alone.apply(_measured, (way, chosen))
            said = f"{pages / seconds:.1f} pages a second ({pages} pages in {seconds:.1f} s), {memory:.0f} MB"
            print(f"{name}, {len(chosen)} files: {_WAYS[way][0]}: {said}", flush=True)


if __name__ == "__main__":
    main()
