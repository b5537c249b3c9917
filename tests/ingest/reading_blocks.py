"""A document's blocks in a form that tests can compare at a glance."""

from pathlib import Path

from copro_qa.document import BlockKind
from ingest import canonical, layout
from ingest.draft import Draft
from ingest.parsed import ParsedDocument
from ingest.reading import read


def blocks_of(document: ParsedDocument) -> list[tuple[str, str]]:
    return [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


def texts_of(document: ParsedDocument, kind: BlockKind) -> list[str]:
    return [text for found, text in blocks_of(document) if found == kind]


def leads_of(document: ParsedDocument, kind: BlockKind = BlockKind.LIST_ITEM) -> list[str | None]:
    """For each block of a kind, the text of the block that introduces it."""
    texts = [text for _, text in blocks_of(document)]
    return [None if block.lead is None else texts[block.lead] for block in document.blocks if block.kind is kind]


def settled(draft: Draft) -> ParsedDocument:
    return canonical.build(layout.settle(draft))


def read_text(tmp_path: Path, text: str, name: str = "document.md") -> ParsedDocument:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read(path)
