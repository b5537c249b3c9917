"""How quickly PDF files are read, beside the plain text of pypdfium2 and of pypdf.

    COPRO_QA_EVALDATA=… python -m benchmarks.pdf.speed [--files 5] [financebench]

In one process and thread, in pages for each second of processor time, so that other work on the machine counts little; and the most
memory that reading took.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pypdfium2 as pdfium

from benchmarks.pdf.documents import pdf_files
from ingest.parsers.pdf import parse_pdf
from ingest.reading import read


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


_WAYS: dict[str, Callable[[Path], int]] = {
    "copro-qa, from file to document": _ours,
    "copro-qa, parser alone": _parser_alone,
    "pypdfium2, plain text": _plain_pdfium,
    "pypdf, plain text": _plain_pypdf,
}


def _measured(way: str, paths: Sequence[Path]) -> tuple[int, float, float]:
    """Pages, seconds of processor time, and the most memory in MB, in a process of its own."""
    started = time.process_time()
    pages = sum(_WAYS[way](path) for path in paths)
    return pages, time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each way of reading."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=["financebench"])
    parser.add_argument("--files", type=int, default=None, help="only so many files of each set, from the first on")
    given = parser.parse_args(arguments)
    for name, paths in pdf_files(given.sets).items():
        for way in _WAYS:
            with multiprocessing.get_context("spawn").Pool(1) as alone:
                pages, seconds, memory = alone.apply(_measured, (way, paths[: given.files]))
            print(f"{name}: {way}: {pages / seconds:.0f} pages a second ({pages} pages in {seconds:.1f} s), {memory:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
