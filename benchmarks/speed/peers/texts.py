"""The documents of a corpus as plain text files, with an empty line between paragraphs."""

from __future__ import annotations

from pathlib import Path

from copro_qa.errors import DocumentUnreadable
from ingest.corpus_lines import parse_line
from ingest.corpus_scan import scan
from ingest.worker import ParsingWorker

__all__ = ["write_texts"]


def write_texts(corpus: Path, folder: Path, most_characters: int) -> tuple[int, int]:
    """Writes documents until there are so many characters. Gives how many documents and characters there are. Raises CorpusUnusable."""
    folder.mkdir(parents=True)
    documents = characters = 0
    with ParsingWorker() as worker:
        for file in scan(corpus, folder).files:
            if characters >= most_characters:
                break
            try:
                parsed = worker.parse(file.location) if file.text is None else parse_line(file)
            except DocumentUnreadable:
                continue
            text = "\n\n".join(parsed.text[block.start : block.end] for block in parsed.blocks)
            (folder / f"{documents:05}.txt").write_text(f"{text}\n", encoding="utf-8")
            documents, characters = documents + 1, characters + len(text)
    return documents, characters
