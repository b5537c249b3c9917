"""The quote extractor alone, on a passage that somebody hands over."""

from __future__ import annotations

import re
from typing import NamedTuple

from copro_qa.document import Block, BlockKind, Document, Source, Span
from copro_qa.models.reader import Passage, Reader
from copro_qa.sentences import sentence_spans

__all__ = ["ExtractedSpan", "Extraction", "extract", "passage_sentences"]

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*(?:\n|$))")


class ExtractedSpan(NamedTuple):
    """``passage[start:end]``, and how likely it is part of the answer, 0 to 1."""

    start: int
    end: int
    score: float


class Extraction(NamedTuple):
    """How likely the passage answers at all, 0 to 1, and the sentences judged to answer, in order; none if none does."""

    relevance: float
    spans: tuple[ExtractedSpan, ...]


def extract(reader: Reader, question: str, passage: str, *, line: float) -> Extraction:
    """The sentences of ``passage`` whose figure reaches ``line``, exactly as they stand there."""
    sentences = passage_sentences(passage)
    if not sentences or not question.strip():
        return Extraction(0.0, ())
    (reading,) = reader.read(question, [Passage(passage, tuple((span.start, span.end) for span in sentences))])
    if reading.answers < line:
        return Extraction(reading.answers, ())
    spans = tuple(
        ExtractedSpan(span.start, span.end, figure) for span, figure in zip(sentences, reading.sentences, strict=True) if figure >= line
    )
    return Extraction(reading.answers, spans)


def passage_sentences(passage: str) -> list[Span]:
    """The passage's sentences. Its lines are taken as blocks; offsets are those of the passage as it was given."""
    blocks = tuple(Block(BlockKind.PARAGRAPH, match.start(), match.end()) for match in _PARAGRAPH.finditer(passage))
    if not blocks:
        return []
    source = Source(path="passage", file_sha256="", media_type="text/plain", title="")
    return sentence_spans(Document("passage", passage, blocks, (), source).span(0, len(passage)))
