"""Does text come out as it was written? Documents set as PDF in several layouts, and as DOCX, from one source, against that source.

    python -m benchmarks.pdf.layout [--show]

The sources are the Markdown files of the starter corpus. Reported for each layout: the word error rate of headings, paragraphs and items
(inserted, left out and changed words, by Levenshtein distance, for each hundred of the source); blocks that come in the wrong order; and
how many blocks, footnotes and table rows come out exactly as they are in the source. DOCX files are made with pandoc, where it is there.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.pdf.typeset import Element, Layout, typeset
from copro_qa.document import BlockKind
from ingest.parsed import ParsedDocument
from ingest.reading import read
from tests.ingest.pdf_writer import write_pdf

__all__ = ["CORPUS", "LAYOUTS", "TEXT_KINDS", "distance", "elements_of", "out_of_order", "texts_of"]

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
LAYOUTS = (
    Layout("one column, ruled tables", 1, justified=False, ruled_tables=True),
    Layout("two columns, ruled tables", 2, justified=True, ruled_tables=True),
    Layout("two columns, tables without rules", 2, justified=True, ruled_tables=False),
    Layout("one column, tables without rules", 1, justified=True, ruled_tables=False),
)
TEXT_KINDS = (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.REFERENCE)
_TABLE = re.compile(r"(?:^\|.*\|[ \t]*\n)+", re.MULTILINE)


def _cells(table: str) -> tuple[tuple[str, ...], ...]:
    """The cells of a Markdown table, without its marks."""
    rows = [line.strip().strip("|").split("|") for line in table.strip().splitlines()]
    plain = [tuple(re.sub(r"\[\^[^\]]*\]|\*", "", cell).strip() for cell in row) for row in rows]
    return (plain[0], *plain[2:])


def elements_of(parsed: ParsedDocument, markdown: str) -> list[Element]:
    """What there is to set. A footnote is called in the block that it is of; each table stands where its first row does."""
    notes = {block.lead: _text(parsed, place) for place, block in enumerate(parsed.blocks) if block.kind is BlockKind.FOOTNOTE}
    tables = [_cells(match[0]) for match in _TABLE.finditer(markdown)]
    elements: list[Element] = []
    for place, block in enumerate(parsed.blocks):
        text = _text(parsed, place)
        if block.kind is BlockKind.TABLE_ROW:
            if tables and (not elements or not elements[-1].rows):
                elements.append(Element(block.kind, rows=tables.pop(0)))
        elif block.kind is not BlockKind.FOOTNOTE:
            note = re.sub(r"^\S+\s", "", notes.get(place, ""))
            elements.append(Element(block.kind, text, note))
    return elements


def _text(parsed: ParsedDocument, place: int) -> str:
    block = parsed.blocks[place]
    return parsed.text[block.start : block.end]


def texts_of(parsed: ParsedDocument, *kinds: BlockKind) -> list[str]:
    """The texts of the blocks of these kinds, in order."""
    return [_text(parsed, place) for place, block in enumerate(parsed.blocks) if block.kind in kinds]


def distance(truth: list[str], found: list[str]) -> int:
    """Levenshtein distance in words, row by row (Wagner and Fischer, 1974)."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys([*truth, *found]))}
    other = np.array([numbers[word] for word in found])
    steps = np.arange(len(found) + 1)
    row = steps.copy()
    for word in truth:
        best = np.minimum(row[1:] + 1, row[:-1] + (other != numbers[word]))
        row = np.minimum.accumulate(np.concatenate([[row[0] + 1], best]) - steps) + steps
    return int(row[-1])


def out_of_order(truth: Sequence[str], found: str) -> int:
    """How many blocks stand before the one that they follow in the source, told by their first words."""
    count = last = 0
    for text in truth:
        first_words = " ".join(text.split()[:6])
        place = found.find(first_words, last)
        count += place < 0 <= found.find(first_words)
        last = max(place, last)
    return count


def _measure(truth: ParsedDocument, found: ParsedDocument, elements: Sequence[Element]) -> tuple[Counter[str], list[str]]:
    """What is right and wrong in one document, and the blocks that differ."""
    counted: Counter[str] = Counter()
    wanted, got = [element.text for element in elements if element.kind in TEXT_KINDS], texts_of(found, *TEXT_KINDS)
    counted["words"] = len(" ".join(wanted).split())
    counted["word errors"] = distance(" ".join(wanted).split(), " ".join(got).split())
    counted["out of order"] = out_of_order(wanted, found.text)
    wrong = []
    rows = texts_of(truth, BlockKind.TABLE_ROW)
    notes = [element.note for element in elements if element.note]
    there = {
        "blocks": (wanted, Counter(got)),
        "table rows": (rows, Counter(texts_of(found, BlockKind.TABLE_ROW))),
        "footnotes": (notes, Counter(re.sub(r"^\S+\s", "", text) for text in texts_of(found, BlockKind.FOOTNOTE))),
    }
    for name, (texts, left) in there.items():
        counted[name] = len(texts)
        for text in texts:
            if left[text]:
                left[text] -= 1
                counted[f"{name} right"] += 1
            else:
                wrong.append(f"  {name}: {text[:160]}")
    wrong += [f"  row instead: {text[:160]}" for text in (Counter(texts_of(found, BlockKind.TABLE_ROW)) - Counter(rows))]
    wrong += [f"  instead: {text[:200]}" for text in (Counter(got) - Counter(wanted))]
    return counted, wrong


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line for each layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print what differs")
    parser.add_argument("--keep", type=Path, help="a folder to keep the files in")
    given = parser.parse_args(arguments)
    totals: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        for source in sorted(CORPUS.glob("*.md")):
            truth = read(source)
            elements = elements_of(truth, source.read_text(encoding="utf-8"))
            made = {}
            for number, layout in enumerate(LAYOUTS):
                made[layout.name] = write_pdf(folder / f"{source.stem}-{number}.pdf", *typeset(elements, elements[0].text, layout))
            pandoc = shutil.which("pandoc")
            if pandoc:
                made["DOCX"] = folder / f"{source.stem}.docx"
                subprocess.run([pandoc, "--from=markdown-smart", str(source), "-o", str(made["DOCX"])], check=True)
            for name, path in made.items():
                counted, wrong = _measure(truth, read(path), elements)
                totals.setdefault(name, Counter()).update(counted)
                if given.show and wrong:
                    print(f"{path.name} ({name})", *wrong, sep="\n")
    for name, counted in totals.items():
        exact = "; ".join(f"{counted[f'{what} right']} of {counted[what]} {what}" for what in ("blocks", "table rows", "footnotes"))
        words, errors = counted["words"], counted["word errors"]
        print(f"{name}: {100 * errors / words:.2f} % word errors ({errors} of {words}), {counted['out of order']} out of order; {exact}")


if __name__ == "__main__":
    main()
