"""Is evidence on the page that it should be? Labelled evidence of financebench and uda_pdf, looked for in the text of its page.

    COPRO_QA_EVALDATA=… python -m benchmarks.pdf.evidence [--show] [financebench uda_pdf]

For each piece of evidence whose page is known: whether the page's text holds it word for word; whether the page holds nine in ten of
its words; and the same for the plain text that PDFium gives of that page, as the mark to reach.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from copro_qa.evaluation.matching import contains_evidence, words
from ingest.parsed import ParsedDocument
from ingest.reading import read

_SETS = ("financebench", "uda_pdf")
_NEARLY_ALL = 0.9


def _questions(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The questions with evidence and page, by document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question.get("page") and question.get("evidence"):
            found.setdefault(question["doc"], []).append(question)
    return found


def _pages_of(question: dict[str, Any]) -> Iterator[tuple[str, set[int]]]:
    """Each piece of evidence with the pages that it may stand on: its own where the label says which, else all of the question's."""
    own = question.get("evidence_pages")
    for place, evidence in enumerate(question["evidence"]):
        if own and len(own) == len(question["evidence"]):
            yield evidence, {own[place]["page"]}
        else:
            yield evidence, set(question["pages"] or [question["page"]])


def _share(evidence: str, text: str) -> float:
    wanted, there = Counter(words(evidence)), Counter(words(text))
    return (wanted & there).total() / max(wanted.total(), 1)


def _page_text(parsed: ParsedDocument, number: int) -> str:
    page = parsed.pages[number - 1]
    return parsed.text[page.start : page.end]


def _plain_text(file: Any, number: int) -> str:  # noqa: ANN401  # pypdfium2
    text: str = file[number - 1].get_textpage().get_text_range()
    return text


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints, for each set, the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=_SETS)
    parser.add_argument("--show", action="store_true", help="print what is not found")
    given = parser.parse_args(arguments)
    data = os.environ.get("COPRO_QA_EVALDATA")
    if data is None:
        raise SystemExit("Set COPRO_QA_EVALDATA to the folder of the evaluation data.")
    for name in given.sets:
        counted: Counter[str] = Counter()
        for document, questions in _questions(Path(data) / name).items():
            path = Path(data) / name / "files" / document
            parsed, file = read(path), pdfium.PdfDocument(path)
            for evidence, pages in (piece for question in questions for piece in _pages_of(question)):
                ours = " ".join(_page_text(parsed, page) for page in sorted(pages))
                plain = " ".join(_plain_text(file, page) for page in sorted(pages))
                counted["pieces"] += 1
                counted["word for word"] += contains_evidence(ours, [evidence])
                counted["nine in ten words"] += _share(evidence, ours) >= _NEARLY_ALL
                counted["plain, word for word"] += contains_evidence(plain, [evidence])
                counted["plain, nine in ten words"] += _share(evidence, plain) >= _NEARLY_ALL
                if given.show and _share(evidence, ours) < _NEARLY_ALL:
                    print(f"{document} page {sorted(pages)}: {_share(evidence, ours):.2f} of {evidence[:120]!r}")
            file.close()
        print(f"{name}: {dict(counted)}", flush=True)


if __name__ == "__main__":
    main()
