"""The signs by which texts are told apart, as far as their bytes tell: web pages, Markdown, e-mails, and pages saved like them."""

from __future__ import annotations

import re

__all__ = ["HEAD_BYTES", "has_tags", "is_markdown", "is_message", "is_page", "is_saved_page", "is_whole_page", "share_of_controls"]

HEAD_BYTES = 2**16
"""As much of a file is looked at."""
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|h1|div|p|article|main|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_HTML_TAGS = re.compile(rb"<(?:html|body|head|p|div|h[1-6]|table|ul|ol|br|span|a\s)[\s>/]", re.IGNORECASE)
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6}\s+\S", re.MULTILINE),
    re.compile(r"\[[^\]\n]+\]\([^)\s]+\)"),
    re.compile(r"(?<![\w*])\*\*?[^\s*][^*\n]*[^\s*]\*\*?(?![\w*])"),
    re.compile(r"^\s*\|?\s*:?-{3,}:?\s*\|[\s|:-]*$", re.MULTILINE),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^\[\^\w+\]:", re.MULTILINE),
)
_MESSAGE_LINE = re.compile(rb"(?:[!-9;-~]{1,76}:[ \t]?[^\r\n]*|[ \t]+[^\r\n]*)\r?\n")
_MIME_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_SAVED_BY = re.compile(rb"^(?:Snapshot-Content-Location:|From:\s*(?:\"?<?Saved by|<Sauvegard))", re.IGNORECASE | re.MULTILINE)
_PLACE = re.compile(rb"^Content-Location:", re.IGNORECASE | re.MULTILINE)
_RELATED_PARTS = re.compile(rb"^Content-Type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
"""What Word saves as one file says no more of itself, and neither do e-mails with pictures."""


def is_page(head: bytes) -> bool:
    """Whether a text begins as a web page does, or a part of one."""
    return bool(_HTML_START.match(head))


def is_whole_page(head: bytes) -> bool:
    """Whether it begins as a web page does that is no part of another text."""
    return bool(_WHOLE_PAGE.match(head))


def has_tags(head: bytes) -> bool:
    """Whether there are elements of web pages in it."""
    return bool(_HTML_TAGS.search(head))


def is_message(head: bytes) -> bool:
    """Whether it begins with the lines that stand before an e-mail with parts, or before a page that a browser saved as one."""
    return bool(_MIME_VERSION.search(_lines_before(head)))


def is_saved_page(head: bytes, *, is_called_so: bool) -> bool:
    """Whether a message is a web page with all that belongs to it. ``is_called_so`` says that its name tells."""
    before = _lines_before(head)
    is_related = bool(_RELATED_PARTS.search(before))
    return bool(_SAVED_BY.search(before)) or (is_related and (is_called_so or bool(_PLACE.search(before))))


def _lines_before(head: bytes) -> bytes:
    """The lines that stand before an e-mail, or before a page that a browser saved as one; nothing where a file begins with no such lines.

    They may go on beyond what is looked at: the names of many receivers, or signatures on the way.
    """
    lines = head.lstrip(b"\xef\xbb\xbf\r\n")
    end = 0
    while match := _MESSAGE_LINE.match(lines, end):
        end = match.end()
    goes_on = len(head) >= HEAD_BYTES and b"\n" not in lines[end:]
    return lines[:end] if goes_on or lines[end : end + 2].startswith((b"\n", b"\r\n")) else b""


def share_of_controls(head: bytes) -> float:
    """The share of bytes that no text has."""
    controls = sum(1 for byte in head[:8192] if byte < 32 and byte not in b"\t\n\r\f\x1b")  # noqa: PLR2004  # below the space
    return controls / len(head[:8192])


def is_markdown(text: str) -> bool:
    """Whether a text shows the signs of Markdown: headings, or several of the others."""
    counts = [len(sign.findall(text)) for sign in _MARKDOWN_SIGNS]
    headings, *others = counts
    return headings > 1 or (headings == 1 and any(others)) or sum(1 for count in others if count) > 1 or counts[3] > 0
