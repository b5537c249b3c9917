"""Our own passages as a corpus with questions, to fit on and to measure with: ``python -m training.written_corpus --out FOLDER``.

Every passage becomes a small Markdown file under ``FOLDER/files``. ``FOLDER/choose.jsonl`` and ``FOLDER/report.jsonl`` hold the questions
about passages that the reader is not trained on: something may be fitted on the first, figures are reported on the second.

    copro-qa index --corpus FOLDER/files --index FOLDER/index
    python -m training.confidence collect --index FOLDER/index --questions FOLDER/choose.jsonl --set written --out signals/written.jsonl
    copro-qa eval FOLDER/report.jsonl --corpus FOLDER/files

The passages are invented. They teach and measure reading; nothing of them is ever part of a corpus that people ask.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from training.sources import Row, is_kept_apart, may_be_chosen_on, policy_rows
from training.written import WrittenPassage, written_passages

__all__ = ["main", "write_corpus"]


def write_corpus(folder: Path) -> dict[str, int]:
    """Writes files and questions. Gives how many documents and how many questions of each part there are."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    questions: dict[str, list[dict[str, Any]]] = {"choose": [], "report": []}
    passages = written_passages("policy")
    for number, passage in enumerate(passages, 1):
        name = f"passage-{number:04d}.md"
        (files / name).write_text(_markdown(passage), encoding="utf-8")
        rows = policy_rows(passage)
        if rows and is_kept_apart(rows[0]):
            part = "choose" if may_be_chosen_on(rows[0]) else "report"
            questions[part] += [_question(f"{number}-{place}", row, name) for place, row in enumerate(rows, 1)]
    for part, of_part in questions.items():
        (folder / f"{part}.jsonl").write_text("".join(json.dumps(question) + "\n" for question in of_part), encoding="utf-8")
    return {"documents": len(passages), **{part: len(of_part) for part, of_part in questions.items()}}


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
    counts = write_corpus(parser.parse_args().out)
    print(", ".join(f"{count} {name}" for name, count in counts.items()))


if __name__ == "__main__":
    main()
