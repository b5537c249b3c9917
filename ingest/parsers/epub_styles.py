"""The style sheets of a book, which lie in files of their own: they tell which words of a chapter are hidden or struck out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from copro_qa.errors import DocumentUnreadable
from ingest.encoding import decode
from ingest.parsers.epub_package import part_name

__all__ = ["with_sheets"]

_LINK = re.compile(r"<link\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_SHOWN = frozenset({"", "all", "screen"})
_MOST_SHEETS = 50  # of a chapter
_MOST_BYTES = 2**20  # of a sheet; larger ones hold fonts and pictures


def with_sheets(page: str, name: str, read: Callable[[str], bytes]) -> str:
    """A chapter with the sheets that it links to in the place of the links, so that they weigh in the order of the page.

    ``name`` is that of the chapter's part, ``read`` gives a part by its name. A sheet that is not there, or cannot be unpacked, is
    passed over, as in a reading program.
    """
    left = _MOST_SHEETS

    def written_out(link: re.Match[str]) -> str:
        nonlocal left
        said = {found[1].lower(): html.unescape(found[2] or found[3] or "").strip() for found in _ATTRIBUTE.finditer(link[0])}
        kinds = said.get("rel", "").lower().split()
        media = {one.strip() for one in said.get("media", "").lower().split(",")}
        if "stylesheet" not in kinds or "alternate" in kinds or not media & _SHOWN or not said.get("href") or not left:
            return link[0]
        try:
            data = read(part_name(name, said["href"]))
        except (KeyError, DocumentUnreadable):
            return link[0]
        left -= 1
        # What would end the sheet stands in no sheet but in one that is none.
        return f"<style>{decode(data[:_MOST_BYTES])[0].replace('</', ' ')}</style>"

    return _LINK.sub(written_out, page)
