"""The link to a document's original on the web, as near to the quoted words as its address can say."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from copro_qa.document import BlockKind, Source, Span
from copro_qa.service.pages.rendering import web_address

__all__ = ["original_address"]

_WHOLE = 80
"""Characters. A longer stretch is named by its first and last words."""
_WORDS = 4
_FEWEST = 3
"""Words that are looked for: fewer may stand anywhere."""
_NUMBER = re.compile(r"(?=\S*[\d.()\]])[(\[]?(?:\d+|[a-zA-Z]{1,5})(?:[.()]+(?:\d+|[a-zA-Z]{1,5}))*[.)\]]*\s+(?=\S)")


def original_address(source: Source, span: Span | None) -> str | None:
    """The address of the original; None when it is not on the web.

    With a text fragment (https://wicg.github.io/scroll-to-text-fragment/) the browser looks the words up there. In a PDF file the page
    is named. A summary of something else leads to what it sums up, which does not have its words.
    """
    address = web_address(source.url)
    if address is None or span is None or source.unofficial_summary:
        return address
    parts = urlsplit(address)
    if parts.path.lower().endswith(".pdf"):
        return address if span.page is None or parts.fragment else f"{address}#page={span.page.number}"
    return f"{address}{'' if parts.fragment else '#'}:~:{'&'.join(f'text={directive}' for directive in _directives(span))}"


def _directives(span: Span) -> list[str]:
    """What the browser is to look for, likeliest first. It marks all that it finds, and shows the first of them."""
    if all(block.kind is BlockKind.TABLE_ROW for block in span.blocks):
        return [_of_cells(span.text)]
    found = [_named(span.text)]
    number = _NUMBER.match(span.text) if span.start == span.blocks[0].start else None
    if number is not None:  # a browser may have counted it: then it is no text of the page
        found.append(_named(span.text[number.end() :]))
    if _is_called(span):
        found += _beside_marks(span.text[number.end() if number else 0 :])
    return list(dict.fromkeys(found))


def _named(text: str) -> str:
    # A fragment may not run over the edge of a paragraph unless it names both ends.
    words = text.split()
    if len(text) <= _WHOLE and "\n" not in text:
        return _written(words)
    return f"{_written(words[:_WORDS])},{_written(words[-_WORDS:])}"


def _of_cells(text: str) -> str:
    """The first and the last cell of rows: the headings that each row has in the index stand elsewhere on the page."""
    cells = [cell.partition(": ")[2] or cell for row in text.split("\n") for cell in row.split("; ") if cell.strip()]
    return _written(cells[0].split()) if len(cells) == 1 else f"{_written(cells[0].split())},{_written(cells[-1].split())}"


def _is_called(span: Span) -> bool:
    """Whether notes are called from here: their marks stand on the page within the words, and not in the index."""
    within = {span.document.block_position_at(block.start) for block in span.blocks}
    return any(block.kind is BlockKind.FOOTNOTE and block.lead in within for block in span.document.blocks)


def _beside_marks(text: str) -> list[str]:
    """Parts of the text, of which some have no mark of a note at their ends, wherever it stands."""
    words = text.split()
    half = len(words) // 2
    if len(text) <= _WHOLE:
        parts = [words[1:], words[:-1], words[:half], words[half:]]
        return [_written(part) for part in parts if len(part) >= _FEWEST]
    ends = [(0, 1), (0, _WORDS), (1, 0), (_WORDS, 0), (_WORDS, _WORDS)]
    return [
        f"{_written(words[first : first + _WORDS])},{_written(words[len(words) - _WORDS - last : len(words) - last])}"
        for first, last in ends
    ]


def _written(words: list[str]) -> str:
    # A hyphen has a meaning of its own in a text fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
