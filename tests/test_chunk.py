from __future__ import annotations

from copro_qa.chunk import Chunk
from copro_qa.document import BlockKind
from tests.fakes import document

MADE = document((BlockKind.HEADING, "Part", 1, None), (BlockKind.HEADING, "Chapter", 2, None), (BlockKind.PARAGRAPH, "They are:"),
                (BlockKind.LIST_ITEM, "people", 1, 2), title="Report")  # fmt: skip
ITEM, LEAD = MADE.span_of(MADE.blocks[3]), MADE.span_of(MADE.blocks[2])


def test_context_is_title_headings_and_lead_in_and_comes_before_the_text() -> None:
    chunk = Chunk(0, ITEM, LEAD)
    assert chunk.section == ("Part", "Chapter")
    assert chunk.context == "Report\nPart > Chapter\nThey are:"
    assert chunk.searchable_text == "Report\nPart > Chapter\nThey are:\npeople"


def test_what_is_missing_leaves_no_empty_line() -> None:
    assert Chunk(0, ITEM).context == "Report\nPart > Chapter"
    bare = document((BlockKind.PARAGRAPH, "Text."), title="")
    assert Chunk(0, bare.span(0, 5)).context == ""
    assert Chunk(0, bare.span(0, 5)).searchable_text == "Text."
