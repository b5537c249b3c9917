"""Which printed lines with dots at their end are entries of a contents list.

Dots also lead to amounts, to codes of substances and to what is to be filled in. Such lines are text: a contents list is never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.led_pages import is_index, lead_to_pages, led_number
from ingest.printed.paragraph import Paragraph

__all__ = ["settle_contents"]

_BLANK = re.compile(r"_{5,}\s*\Z")
_NEXT_PAGE = 1


def settle_contents(paragraphs: Sequence[Paragraph], pages: int) -> None:
    """Leaves ``is_contents`` only with paragraphs that lead to pages. ``pages`` is how many the file has."""
    for paragraph in paragraphs:
        paragraph.find_page()
    for run in _runs([paragraph for paragraph in paragraphs if paragraph.is_contents]):
        led = [paragraph for paragraph in run if not paragraph.lines[0].is_contents]
        leads = lead_to_pages([led_number(paragraph.lines[-1].text) for paragraph in run], pages)
        is_list = leads or is_index([paragraph.flat for paragraph in run], pages)
        for paragraph in led:
            paragraph.is_contents = is_list and not _BLANK.search(paragraph.lines[-1].text)


def _runs(entries: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Entries that stand on one page, or on pages that follow upon one another."""
    run: list[Paragraph] = []
    for entry in entries:
        if run and not 0 <= entry.lines[0].page - run[-1].lines[-1].page <= _NEXT_PAGE:
            yield run
            run = []
        run.append(entry)
    if run:
        yield run
