"""Parsed documents of one page, block by block, for tests of what is told by how a document begins."""

from copro_qa.document import Block, BlockKind, Page
from ingest.file_kind import FileKind
from ingest.opening import Opening, opening_of
from ingest.parsed import ExtractionReport, FileFacts, ParsedDocument

TEXT = "The board pays for short breaks of carers, and publishes how many there were. Anybody may ask for one."


def first_page(*blocks: str, facts: FileFacts | None = None, kind: FileKind = FileKind.PDF, running: str = "") -> ParsedDocument:
    """A page of blocks that begin with "# " (the title), "## " (a heading), "### " (smaller), "| " (a cover page), "- " (a row) or none."""
    text, found = "", []
    for block in filter(lambda block: block.strip("#|- "), blocks):
        mark, _, words = block.partition(" ") if block.startswith(("#", "| ", "- ")) else ("", "", block)
        block_kind = {"": BlockKind.PARAGRAPH, "#": BlockKind.TITLE, "|": BlockKind.FRONT_MATTER, "-": BlockKind.TABLE_ROW}.get(
            mark, BlockKind.HEADING
        )
        found.append(Block(block_kind, len(text), len(text) + len(words), level=max(0, len(mark) - 1) if "#" in mark else 0))
        text += words + "\n\n"
    text = text.rstrip()
    report = ExtractionReport(kind.media_type, len(text.split()), 1, left_out_texts={"running header": {running: 3}} if running else {})
    return ParsedDocument(text, tuple(found), (Page(1, "1", 0, len(text)),), facts or FileFacts(), report)


def opening(*blocks: str, running: str = "") -> Opening:
    return opening_of(first_page(*blocks, running=running))
