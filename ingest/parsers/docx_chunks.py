"""Files that lie whole in a Word document and are shown as a part of its text, as programs for the web write them."""

from __future__ import annotations

import email
from email.policy import default
from typing import Any

from ingest.draft import Draft, DraftBlock
from ingest.left_out import Reason
from ingest.parsers.html import parse_html

__all__ = ["chunk_blocks"]

_PAGES = ("text/html", "application/xhtml+xml")
_PAGE_WITH_PARTS = "message/rfc822"


def chunk_blocks(part: Any | None, draft: Draft) -> list[DraftBlock]:  # noqa: ANN401  # python-docx
    """The blocks of a web page within a document; what is left out of it goes to ``draft``, and so does a file of another kind."""
    page = None if part is None else _page(part.content_type, part.blob)
    if page is None:
        draft.left_out[Reason.EMBEDDED_DOCUMENT] += 1
        return []
    inner = parse_html(page)
    draft.left_out.take(inner.left_out)
    return inner.blocks


def _page(kind: str, blob: bytes) -> bytes | None:
    if kind in _PAGES:
        return blob
    if kind != _PAGE_WITH_PARTS:
        return None
    for part in email.message_from_bytes(blob, policy=default).walk():
        payload = part.get_payload(decode=True) if part.get_content_type() in _PAGES else None
        if isinstance(payload, bytes):
            return payload
    return None
