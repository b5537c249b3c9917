"""Web pages, from the file to the draft of a document: their main content, without what a reader does not see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.draft import Draft
from ingest.encoding import decode
from ingest.left_out import Reason
from ingest.parsers.html_blocks import Blocks
from ingest.parsers.html_bold import keep_strokes, keep_weights
from ingest.parsers.html_content import content_of, said_outside
from ingest.parsers.html_counters import keep_counted_marks
from ingest.parsers.html_depth import is_too_deep
from ingest.parsers.html_docs import settle_docs
from ingest.parsers.html_drawn_tables import keep_table_displays
from ingest.parsers.html_facts import page_facts
from ingest.parsers.html_lists import keep_list_styles
from ingest.parsers.html_notes import note_targets
from ingest.parsers.html_pages import CurrentPage
from ingest.parsers.html_set_apart import keep_set_apart
from ingest.parsers.html_styles import PageStyles
from ingest.parsers.html_visibility import remove_hidden

__all__ = ["notes_called", "parse_fragment", "parse_html", "parse_page"]

_DECLARED_CHARSET = re.compile(
    rb"<meta[^>]{1,500}?charset\s*=\s*[\"']?\s*([\w-]+)|\A\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE
)
_HEAD_BYTES = 2**16  # much may stand before it: styles, scripts
_PART_OF_TABLE = re.compile(r"\s*<(?:caption|thead|tbody|tfoot|tr|th|td)\b", re.IGNORECASE)  # by itself, its cells would run together


def parse_html(data: bytes, called: Collection[str] | None = None, page: CurrentPage | None = None) -> Draft:
    """The blocks of a web page, in its order. Raises DocumentUnreadable for one that is nested far too deeply.

    For a chapter of a book, ``called`` holds the ids of the notes in it that other chapters call, and ``page`` is the page of the printed
    edition that the chapters before have come to.
    """
    declared = _DECLARED_CHARSET.search(data[:_HEAD_BYTES])
    text, warning = decode(data, declared=(declared[1] or declared[2]).decode("ascii", "replace") if declared else None)
    draft = parse_page(text, called, page)
    draft.warnings.extend([warning] if warning else [])
    return draft


def parse_page(text: str, called: Collection[str] | None = None, page: CurrentPage | None = None) -> Draft:
    """The same of a page whose letters are known."""
    if is_too_deep(text):
        raise DocumentUnreadable(texts()("unreadable.nested"))
    tree = LexborHTMLParser(text)
    styles = PageStyles(tree)
    left_out = remove_hidden(tree, styles)
    settle_docs(tree, styles, left_out)
    keep_list_styles(styles)
    keep_counted_marks(styles)
    keep_weights(styles)
    keep_strokes(styles)
    keep_table_displays(tree, styles)
    keep_set_apart(tree, styles)
    draft = Draft("text/html", [], page_facts(tree), left_out=left_out)
    content = content_of(tree)
    if content is not None:
        for said in said_outside(content, tree):
            draft.left_out.add(Reason.OUTSIDE, said)
        Blocks(content, draft, called, page=page).read()
    draft.warnings.extend([] if styles.were_all_followed else [texts()("noticed.styles")])
    return draft


def parse_fragment(text: str) -> Draft:
    """The blocks of a stretch of HTML within another text, all of it content but menus. Raises DocumentUnreadable as parse_html does."""
    draft = Draft("text/html", [])
    if is_too_deep(text):
        raise DocumentUnreadable(texts()("unreadable.nested"))
    tree = LexborHTMLParser(f"<table>{text}" if _PART_OF_TABLE.match(text) else text)
    styles = PageStyles(tree)
    draft.left_out = remove_hidden(tree, styles)
    keep_list_styles(styles)
    keep_strokes(styles)
    if tree.body is not None:
        Blocks(tree.body, draft, is_part=True).read()
    return draft


def notes_called(data: bytes) -> Iterator[str]:
    """The notes that a chapter of a book calls: by id, or by file and id as written. None in one that is nested too deeply."""
    text, _ = decode(data)
    root = None if is_too_deep(text) else LexborHTMLParser(text).root
    yield from () if root is None else note_targets(root, over_files=True)
