"""How well scanned pages are read, and what the confidence of the text recognition says of it. Needs Tesseract.

    python -m benchmarks.pdf.scans [--documents 3] [--show]

Markdown files of the starter corpus are set as pages, in one column and in two, and the pages made into pictures, as scanners do: coarser
or finer, blurred, noisy, a little askew, lying on their side. Reported for each kind of scan: word errors (by Levenshtein distance, for
each hundred of the source), blocks in the wrong order, the mean confidence and the processor time of a page. Then, over all sentences that
were read: how many of their words are wrong, by the confidence that a quote of the sentence would carry.
"""

from __future__ import annotations

import argparse
import difflib
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from benchmarks.pdf.layout import CORPUS, LAYOUTS, TEXT_KINDS, distance, elements_of, out_of_order, texts_of
from benchmarks.pdf.typeset import typeset
from copro_qa.document import Document, Source
from copro_qa.sentences import sentence_spans
from ingest.parsed import ParsedDocument
from ingest.reading import read
from tests.ingest.pdf_writer import write_pdf

_POINTS_PER_INCH = 72
_BANDS = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.01)
_FEWEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Scan:
    """A kind of scan: its resolution, blur and noise in pixels and in shades of 255, and by how many degrees it leans to the left."""

    name: str
    dots_per_inch: int
    blur: float = 0.0
    noise: float = 0.0
    lean: float = 0.0
    quality: int = 85

    def of(self, page: pdfium.PdfPage, random: np.random.Generator) -> Image.Image:
        """The scanned picture of a page."""
        picture = page.render(scale=self.dots_per_inch / _POINTS_PER_INCH, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(self.lean, Image.Resampling.BICUBIC, expand=self.lean % 90 == 0, fillcolor=255)
        shades = np.asarray(picture.filter(ImageFilter.GaussianBlur(self.blur)), np.float64)
        return Image.fromarray(np.clip(shades + random.normal(0, self.noise, shades.shape), 0, 255).astype(np.uint8))


_SCANS = (
    Scan("300 dpi, clean", 300),
    Scan("200 dpi, some noise", 200, blur=0.6, noise=12),
    Scan("200 dpi, leaning by 1.5 degrees", 200, blur=0.6, noise=12, lean=1.5),
    Scan("200 dpi, on its side", 200, blur=0.6, noise=12, lean=90),
    Scan("150 dpi, some noise", 150, blur=0.6, noise=15, quality=60),
    Scan("150 dpi, blurred and noisy", 150, blur=1.0, noise=30, quality=60),
    Scan("100 dpi, some noise", 100, blur=0.5, noise=12, quality=60),
    Scan("100 dpi, blurred and noisy", 100, blur=0.8, noise=30, quality=40),
)


def _processor_seconds() -> float:
    """Of this program and of those that it has run: Tesseract is one."""
    return sum(os.times()[:4])


def scanned(path: Path, scan: Scan, folder: Path) -> Path:
    """A PDF file whose pages are pictures of those of ``path``."""
    random = np.random.default_rng(7)
    file = pdfium.PdfDocument(path)
    pictures = [scan.of(page, random) for page in file]
    file.close()
    made = folder / f"{path.stem} {scan.name}.pdf"
    pictures[0].save(made, "PDF", save_all=True, append_images=pictures[1:], resolution=scan.dots_per_inch, quality=scan.quality)
    return made


def _sentences(truth: Sequence[str], found: ParsedDocument) -> Iterator[tuple[float, int, int]]:
    """Of each sentence that was read: its confidence, how many words it has, and how many of them are not in the source at that place."""
    document = Document("id", found.text, found.blocks, found.pages, Source("scan.pdf", "", "", "Scan"), found.recognised)
    spans = [span for block in found.blocks if block.kind in TEXT_KINDS for span in sentence_spans(document.span_of(block))]
    words = [(place, word) for place, span in enumerate(spans) for word in span.text.split()]
    matcher = difflib.SequenceMatcher(None, list(truth), [word for _, word in words], autojunk=False)
    right = Counter(words[b + step][0] for _, b, size in matcher.get_matching_blocks() for step in range(size))
    for place, span in enumerate(spans):
        count = len(span.text.split())
        if count >= _FEWEST_WORDS and span.recognition_confidence is not None:
            yield span.recognition_confidence, count, count - right[place]


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each kind of scan and each layout, and then one for each band of confidence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3, help="how many of the starter documents are set (default: 3)")
    parser.add_argument("--keep", type=Path, help="a folder to keep the files in")
    given = parser.parse_args(arguments)
    sentences: list[tuple[float, int, int]] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        for scan in _SCANS:
            for layout in (LAYOUTS[0], LAYOUTS[2]):
                counted: Counter[str] = Counter()
                confidence = seconds = 0.0
                for source in sorted(CORPUS.glob("*.md"))[: given.documents]:
                    elements = elements_of(read(source), source.read_text(encoding="utf-8"))
                    elements = [element for element in elements if not element.rows]  # what is measured is letters
                    made = write_pdf(folder / f"{source.stem}.pdf", *typeset(elements, elements[0].text, layout))
                    path = scanned(made, scan, folder)
                    began = _processor_seconds()
                    found = read(path, with_scans=True)
                    seconds += _processor_seconds() - began
                    wanted = [element.text for element in elements if element.kind in TEXT_KINDS]
                    truth = " ".join(wanted).split()
                    counted["pages"] += found.report.pages
                    counted["words"] += len(truth)
                    counted["errors"] += distance(truth, " ".join(texts_of(found, *TEXT_KINDS)).split())
                    counted["out of order"] += out_of_order(wanted, found.text)
                    counted["running lines"] += found.report.left_out.get("running header or footer", 0)
                    confidence += found.report.pages * (found.report.recognition_confidence or 0.0)
                    sentences += _sentences(truth, found)
                pages = counted["pages"]
                print(
                    f"{scan.name}, {layout.columns} column(s): {100 * counted['errors'] / counted['words']:.1f} % word errors, "
                    f"{counted['out of order']} out of order, {counted['running lines']} running lines left out on {pages} pages, "
                    f"mean confidence {confidence / pages:.2f}, {seconds / pages:.1f} s of the processor a page",
                    flush=True,
                )
    for low, high in pairwise(_BANDS):
        band = [(count, wrong) for sure, count, wrong in sentences if low <= sure < high]
        if band:
            words, wrong = sum(count for count, _ in band), sum(wrong for _, wrong in band)
            whole = sum(1 for _, wrong in band if not wrong)
            print(
                f"confidence from {low:.2f}: {len(band)} sentences, {whole} without a wrong word, {100 * wrong / words:.1f} % words wrong"
            )


if __name__ == "__main__":
    main()
