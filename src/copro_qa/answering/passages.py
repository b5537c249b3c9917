"""Which of the chunks that search found are read: those that can answer, and nothing twice."""

from __future__ import annotations

from collections.abc import Sequence

from copro_qa.answering.eligibility import may_answer
from copro_qa.chunk import Chunk
from copro_qa.models.reader import Passage
from copro_qa.retrieval.search import RankedChunk
from copro_qa.sentences import sentence_spans

__all__ = ["worth_reading"]


def worth_reading(question: str, found: Sequence[RankedChunk], *, most: int) -> list[tuple[RankedChunk, Passage]]:
    """The best of ``found``, in order, each with the passage to be read; ``most`` different passages.

    A chunk in which no sentence may answer, such as a bare heading, is left out. Chunks that say the same word for word under the same
    headings, as versions of a form or a policy do, share the passage of the best of them, so that reading it once is enough.
    """
    passages: dict[tuple[str, tuple[str, ...], str], Passage | None] = {}
    chosen: list[tuple[RankedChunk, Passage]] = []
    read = 0
    for each in found:
        said = each.chunk.span.text, each.chunk.section, each.chunk.lead.text if each.chunk.lead else ""
        if said not in passages:
            # Further on, only what is read already is of use.
            passages[said] = _passage(each.chunk, question) if read < most else None
            read += passages[said] is not None
        if passage := passages[said]:
            chosen.append((each, passage))
    return chosen


def _passage(chunk: Chunk, question: str) -> Passage | None:
    sentences = sentence_spans(chunk.span)
    if not any(may_answer(sentence, question) for sentence in sentences):
        return None
    offset = chunk.span.start
    return Passage(chunk.span.text, tuple((sentence.start - offset, sentence.end - offset) for sentence in sentences), chunk.context)
