"""The link to a document's original on the web, as near to the quoted words as its address can say."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from copro_qa.document import Source, Span
from copro_qa.service.pages.rendering import web_address

__all__ = ["original_address"]

_WHOLE = 80
"""Characters. A longer stretch is named by its first and last words."""
_WORDS = 4


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
    return f"{address}{'' if parts.fragment else '#'}:~:text={_fragment(span)}"


def _fragment(span: Span) -> str:
    # A fragment may not run over the edge of a paragraph unless it names both ends.
    words = span.text.split()
    if len(span.text) <= _WHOLE and "\n" not in span.text:
        return _written(words)
    return f"{_written(words[:_WORDS])},{_written(words[-_WORDS:])}"


def _written(words: list[str]) -> str:
    # A hyphen has a meaning of its own in a text fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
