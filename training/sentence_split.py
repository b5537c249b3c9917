"""Sentences of a passage, by the rules that the product itself uses, so that the reader learns on what it will read."""

from __future__ import annotations

import re
from functools import cache

from copro_qa.document import Block, BlockKind, Document, Source
from copro_qa.sentences import sentence_spans

__all__ = ["split_sentences"]

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_FIRST_LETTER = re.compile(r"(?:^|[.!?][\"'”’)\]]*\s+)([a-z])", re.MULTILINE)
_SOURCE = Source(path="passage", file_sha256="", media_type="text/plain", title="")


@cache
def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of the sentences of ``text`` in order. A line break ends a sentence, as a list item or heading does."""
    # Sentence rules look for capitals. Some sources have none: they are put in for finding the ends, and change no offset.
    cased = text if text != text.lower() else _FIRST_LETTER.sub(lambda match: match[0].upper(), text)
    if len(cased) != len(text):
        cased = text
    blocks = tuple(Block(BlockKind.PARAGRAPH, line.start(), line.end()) for line in _LINE.finditer(cased))
    if not blocks:
        return ()
    document = Document(id="passage", text=cased, blocks=blocks, pages=(), source=_SOURCE)
    return tuple((span.start, span.end) for span in sentence_spans(document.span(0, len(cased))))
