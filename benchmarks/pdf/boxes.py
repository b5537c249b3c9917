"""Are quotes marked where they stand? Boxes of random sentences, read back from the page by PDFium, beside the sentences.

    COPRO_QA_EVALDATA=… python -m benchmarks.pdf.boxes [--sentences 40] [--smallest 5] [--show] [corpus policy_docs financebench uda_pdf]

A sentence counts as right when the letters and digits whose middle lies in its boxes, line by line, are those of the sentence.
Brackets and signs by themselves, of which formulas leave some, are no sentences.
A letter that the file prints twice on one spot, to make it bold or to put it above a shape, is one letter to a reader, and counts once.
"""

from __future__ import annotations

import argparse
import ctypes
import random
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from benchmarks.pdf.documents import pdf_files
from copro_qa.boxes import Box
from copro_qa.document import Document, Source, Span
from copro_qa.errors import DocumentUnreadable
from copro_qa.sentences import sentence_spans
from ingest.parsed import ParsedDocument
from ingest.reading import read

_SAME_SPOT = 1.5  # points between the middles of one letter drawn twice; the narrowest letters side by side are further apart


class _Page:
    """The characters of a page with the middles of their boxes, as PDFium itself places them on the page as it is shown."""

    def __init__(self, file: Any, number: int) -> None:  # noqa: ANN401  # pypdfium2
        page = file[number - 1]
        text = page.get_textpage()
        wide, high = (round(100 * length) for length in page.get_size())
        self.text: list[str] = []
        middles = []
        x, y = ctypes.c_int(), ctypes.c_int()
        box = pdfium_c.FS_RECTF()
        for index in range(text.count_chars()):
            code = pdfium_c.FPDFText_GetUnicode(text, index)
            pdfium_c.FPDFText_GetLooseCharBox(text, index, box)
            across, up = (box.left + box.right) / 2, (box.bottom + box.top) / 2
            pdfium_c.FPDF_PageToDevice(page, 0, 0, wide, high, 0, across, up, x, y)
            self.text.append(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "")  # noqa: PLR2004  # Unicode
            middles.append((x.value / 100, y.value / 100))
        self.middles = np.array(middles or [(-1.0, -1.0)])

    def inside(self, box: Box) -> str:
        x, y = self.middles.T
        found: list[int] = []
        for index in map(int, np.flatnonzero((x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom))):
            if not any(self._is_again(index, other) for other in found):
                found.append(index)
        return "".join(self.text[index] for index in found)

    def _is_again(self, index: int, other: int) -> bool:
        """Whether a character stands where the same one stands already. Side by side in the file they are one ligature, and two letters."""
        return (
            index - other > 1
            and self.text[index] == self.text[other]
            and float(np.abs(self.middles[index] - self.middles[other]).max()) < _SAME_SPOT
        )


def _letters(text: str) -> str:
    """Letters and digits without their accents, which some files draw as signs of their own."""
    return "".join(character for character in unicodedata.normalize("NFKD", text).casefold() if character.isalnum())


def _document(parsed: ParsedDocument) -> Document:
    return Document("measured", parsed.text, parsed.blocks, parsed.pages, Source("measured.pdf", "", "application/pdf", "measured"))


def _sentences(document: Document, count: int, chance: random.Random) -> list[Span]:
    blocks = [block for block in document.blocks if _letters(document.span_of(block).text)]
    chosen = (sentence_spans(document.span_of(block)) for block in chance.choices(blocks, k=count))
    return [chance.choice([span for span in spans if _letters(span.text)]) for spans in chosen]


def _measured(path: Path, count: int) -> Iterator[tuple[Span, str]]:
    """Random sentences of a file, each with what PDFium reads in its boxes."""
    parsed = read(path)
    boxes, document = parsed.boxes, _document(parsed)
    if boxes is None:
        raise SystemExit(f"{path}: no boxes")
    pages: dict[int, _Page] = {}
    file = pdfium.PdfDocument(path)
    for span in _sentences(document, count, random.Random(path.name)):  # noqa: S311  # the same sentences in each run
        found = []
        for box in boxes.boxes(span.start, span.end):
            if box.page not in pages:
                pages[box.page] = _Page(file, box.page)
            found.append(pages[box.page].inside(box))
        yield span, "".join(found)
    file.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints, for each set, the share of sentences that are read back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--sentences", type=int, default=40, help="how many of each file")
    parser.add_argument("--smallest", type=int, default=None, help="only so many files of each set, the smallest of them")
    parser.add_argument("--show", action="store_true", help="print those that are not read back, and how far it is")
    given = parser.parse_args(arguments)
    for name, paths in pdf_files(given.sets).items():
        right = total = files = 0
        for path in sorted(paths, key=lambda path: path.stat().st_size)[: given.smallest]:
            try:
                results = list(_measured(path, given.sentences))
            except DocumentUnreadable as error:
                print(f"{path.name}: {error.reason}")
                continue
            files += 1
            for span, found in results:
                total += 1
                right += _letters(span.text) == _letters(found)
                if given.show and _letters(span.text) != _letters(found):
                    print(f"{path.name} {span.start}:{span.end}\n  text: {span.text!r}\n  page: {found!r}")
            if given.show:
                print(f"{path.name}: {right} of {total} so far", flush=True)
        print(f"{name}: {right} of {total} sentences of {files} files ({100 * right / max(total, 1):.2f} %)", flush=True)


if __name__ == "__main__":
    main()
