"""Sentences that stand at the edge of page after page: they say something to a reader, and stay in the text once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from ingest.printed.page import Line, PrintedPage

__all__ = ["margin_sentences"]

_PAGE_BEHIND = re.compile(r"(?<![\s|–—-])[\s|–—-]*\bpage\s+\w{1,7}(?:\s+of\s+\d{1,4})?\W*\Z", re.IGNORECASE)
_SENTENCE = re.compile(r"\S.*[.!?][\"”’)\]]*\s*\Z")
_FEWEST_WORDS = 5
_FEWEST_SMALL = 3  # words that begin with a small letter: names have fewer


def margin_sentences(last_page: PrintedPage, running: Collection[int]) -> Iterator[tuple[Line, Line]]:
    """The lines of a document's last page that are sentences and have their ids in ``running``, each with the sentence alone.

    The last page, because behind its text a sentence parts nothing.
    """
    for line in last_page.lines:
        text = _PAGE_BEHIND.sub("", line.text)
        words = text.split()
        small = sum(1 for word in words if word[0].islower())
        if id(line) in running and _SENTENCE.fullmatch(text) and len(words) >= _FEWEST_WORDS and small >= _FEWEST_SMALL:
            yield line, replace(line, placed=line.placed[: len(text)].without_end_space(), raised=[])
