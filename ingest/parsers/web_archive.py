"""Web pages that a browser saved in one file, with their style sheets and pictures (MHTML)."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft
from ingest.encoding import decode
from ingest.parsers.html import parse_page

__all__ = ["parse_web_archive"]

_MOST_SHEETS = 200


def parse_web_archive(data: bytes) -> Draft:
    """The blocks of the page, as :func:`ingest.parsers.html.parse_html` gives them. Raises DocumentUnreadable for a file without one."""
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise DocumentUnreadable(texts()("unreadable.damaged")) from error
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise DocumentUnreadable(texts()("unreadable.no_text"))
    page = next((part for part in pages if _is_root(part, message)), pages[0])
    text, warning = decode(_payload(page), declared=_charset(page))
    # Behind the page, where a style sheet holds all the same. What would end it stands in no sheet but in one that is none.
    sheets = [part for part in parts if part.get_content_type() == "text/css"][:_MOST_SHEETS]
    styles = "".join(f"<style>{decode(_payload(sheet))[0].replace('</', ' ')}</style>" for sheet in sheets)
    draft = parse_page(text + styles)
    draft.warnings.extend([warning] if warning else [])
    address = next((str(value).strip() for name in ("Snapshot-Content-Location", "Content-Location") if (value := message.get(name))), "")
    if draft.facts.url is None and address.startswith(("http://", "https://")):
        draft.facts = replace(draft.facts, url=address)
    return draft


def _is_root(part: Message, message: Message) -> bool:
    """Whether a part is the page itself, and not what stands in a frame of it."""
    start, place = (
        message.get_param("start"),
        str(message.get("Snapshot-Content-Location") or message.get("Content-Location") or "").strip(),
    )
    if isinstance(start, str) and str(part.get("Content-ID") or "").strip() == start:
        return True
    return bool(place) and str(part.get("Content-Location") or "").strip() == place


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None
