"""A corpus folder, an index, and what builds one of the other, for tests of whole builds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from copro_qa.errors import DocumentUnreadable
from copro_qa.store.index_folder import open_current
from ingest.build import build
from ingest.build_result import BuildResult
from ingest.parsed import ParsedDocument
from ingest.reading import read
from tests.fakes import HashingEmbedderFactory


@dataclass
class Parser:
    """Reads in this process, and keeps count. Files in ``refused`` fail with that error."""

    parsed: list[str] = field(default_factory=list)
    refused: dict[str, DocumentUnreadable] = field(default_factory=dict)
    meanwhile: Callable[[Path], object] = lambda path: None
    passwords: list[str] = field(default_factory=list)
    begun: int = 0
    """How often it was told that files will be read."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def begin(self) -> None:
        self.begun += 1

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> ParsedDocument:
        self.parsed.append(path.name)
        self.passwords += passwords
        if path.name in self.refused:
            raise self.refused[path.name]
        document = read(path, passwords=passwords)
        self.meanwhile(path)
        return document


@dataclass
class Workplace:
    corpus: Path
    index: Path
    embedder: HashingEmbedderFactory = field(default_factory=HashingEmbedderFactory)
    parser: Parser = field(default_factory=Parser)

    def write(self, name: str, text: str) -> None:
        file = self.corpus / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def build(self, **options: Any) -> BuildResult:
        return build(self.corpus, self.index, self.embedder, open_parser=lambda: self.parser, **options)

    def texts(self) -> dict[str, str]:
        """Canonical text by path, as the index in use has it."""
        return {document.source.path: document.text for document in open_current(self.index).documents()}

    def forget_calls(self) -> None:
        self.embedder = HashingEmbedderFactory(self.embedder.fingerprint)
        self.parser.parsed.clear()


def counts(result: BuildResult) -> dict[str, int]:
    record = result.as_record()
    return {name: record[name] for name in ("added", "changed", "removed", "kept") if record[name]}
