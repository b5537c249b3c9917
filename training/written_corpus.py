"""Our own passages as two small corpora with questions, to fit on and to measure with: ``python -m training.written_corpus --out FOLDER``.

Only of passages that the reader is not trained on. Something may be fitted on the corpus ``FOLDER/choose``; figures are reported on
``FOLDER/report``. Every passage becomes a small Markdown file under ``files``, its questions stand in ``questions.jsonl``.

    copro-qa index --corpus FOLDER/choose/files --index INDEX
    python -m training.confidence collect --set written --index INDEX --questions FOLDER/choose/questions.jsonl --out signals/written.jsonl
    copro-qa eval FOLDER/report/questions.jsonl --corpus FOLDER/report/files

Our documents of several passages are one corpus, ``FOLDER/documents/files``, of which only those kept apart are asked about: something may
be fitted on ``FOLDER/documents/choose.jsonl``, figures are reported on ``FOLDER/documents/report.jsonl``. Their questions name what they
ask about, so they can be asked of a whole collection.

The passages are invented. They teach and measure reading; nothing of them is ever part of a corpus that people ask.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.sources import WRITTEN_DOCUMENTS, Row, document_rows, is_kept_apart, may_be_chosen_on, policy_rows
from training.written import WrittenPassage, written_passages

__all__ = ["main", "write_corpora", "write_documents"]


def write_corpora(folder: Path) -> dict[str, int]:
    """Writes both corpora. Gives the number of questions of each."""
    questions: dict[str, list[dict[str, Any]]] = {"choose": [], "report": []}
    for part in questions:
        (folder / part / "files").mkdir(parents=True, exist_ok=True)
    for number, passage in enumerate(written_passages("policy"), 1):
        rows = policy_rows(passage)
        if not rows or not is_kept_apart(rows[0]):
            continue
        part = "choose" if may_be_chosen_on(rows[0]) else "report"
        name = f"passage-{number:04d}.md"
        (folder / part / "files" / name).write_text(_markdown(passage), encoding="utf-8")
        questions[part] += [_question(f"{number}-{place}", row, name) for place, row in enumerate(rows, 1)]
    for part, of_part in questions.items():
        lines = "".join(json.dumps(question) + "\n" for question in of_part)
        (folder / part / "questions.jsonl").write_text(lines, encoding="utf-8")
    return {part: len(of_part) for part, of_part in questions.items()}


def write_documents(folder: Path) -> dict[str, int]:
    """Writes the corpus of documents and its questions. Gives the number of questions of each part."""
    (folder / "files").mkdir(parents=True, exist_ok=True)
    documents: dict[str, list[WrittenPassage]] = {}
    for passage in (passage for kind in WRITTEN_DOCUMENTS.values() for passage in written_passages(kind)):
        documents.setdefault(passage.head.split("|")[0].strip(), []).append(passage)
    questions: dict[str, list[dict[str, Any]]] = {"choose": [], "report": []}
    for number, passages in enumerate(documents.values(), 1):
        name = f"document-{number:04d}.md"
        parts = [_markdown(passage) for passage in passages]
        # The title once, then every passage under its own heading.
        (folder / "files" / name).write_text("\n".join([parts[0], *(part.split("\n\n", 1)[1] for part in parts[1:])]), encoding="utf-8")
        rows = [row for passage in passages for row in document_rows(passage)]
        if is_kept_apart(rows[0]):
            part = "choose" if may_be_chosen_on(rows[0]) else "report"
            questions[part] += [_question(f"d{number}-{place}", row, name) for place, row in enumerate(rows, 1)]
    for part, of_part in questions.items():
        (folder / f"{part}.jsonl").write_text("".join(json.dumps(question) + "\n" for question in of_part), encoding="utf-8")
    return {part: len(of_part) for part, of_part in questions.items()}


def _markdown(passage: WrittenPassage) -> str:
    """The title, the heading path, and the sentences: items of lists in lines of their own, the others in paragraphs."""
    title, *rest = passage.head.split("|")
    headings = [heading.strip() for part in rest for heading in part.split(">")]
    lines = [f"# {title.strip()}", *("#" * depth + f" {heading}" for depth, heading in enumerate(headings, 2))]
    goes_on = False
    for sentence in passage.sentences:
        if sentence.startswith("* "):
            lines.append(sentence)
        elif goes_on:
            lines[-1] += f" {sentence}"
        else:
            lines.append(sentence)
        goes_on = not sentence.startswith("* ")
    return "\n\n".join(lines) + "\n"


def _question(name: str, row: Row, file: str) -> dict[str, Any]:
    record: dict[str, Any] = {"id": name, "question": row.question, "answerable": bool(row.spans)}
    if row.spans:
        return record | {"doc": file, "evidence": [row.text[start:end] for start, end in row.spans]}
    return record | {"kind": "near_miss"}


def main() -> None:
    """See the file's docstring."""
    parser = argparse.ArgumentParser(description="Writes our own passages as a corpus with questions.")
    parser.add_argument("--out", type=Path, required=True)
    folder = parser.parse_args().out
    counts = write_corpora(folder) | {f"documents/{part}": count for part, count in write_documents(folder / "documents").items()}
    print(", ".join(f"{count} questions in {part}" for part, count in counts.items()))


if __name__ == "__main__":
    main()
