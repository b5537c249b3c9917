"""Questions to begin with, made from the documents' own headings, and kept only when the documents answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from copro_qa.document import BlockKind, Document
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.texts import texts

__all__ = ["suggested_questions"]

_WANTED = 4
_MOST_TRIED = 16
_DOCUMENTS_LOOKED_AT = 40
_HEADINGS_OF_EACH = 3
_PLAIN = re.compile(r"[^\W\d_][\w ,’'()-]{6,70}\??")
_ABOUT_THE_DOCUMENT = re.compile(
    r"\b(?:about|abstract|acknowledge\w*|annex|appendix|background|bibliography|chapter|conclusions?|contents|disclaimer|figure|foreword|further"
    r"|glossary|index|introduction|key (?:dates|facts|points)|notes?|overview|part|preface|purpose|references?|section|sources?|summary"
    r"|table|this)\b",
    re.IGNORECASE,
)


def suggested_questions(assistant: AnswersQuestions, *, wanted: int = _WANTED) -> tuple[str, ...]:
    """At most ``wanted`` questions, from as many documents as may be, each of which ``assistant`` answers."""
    entries = assistant.generation.entries
    step = max(1, len(entries) // _DOCUMENTS_LOOKED_AT)
    by_document = [list(_questions(assistant.generation.document(entry.document_id))) for entry in entries[::step]]
    kept: list[str] = []
    # First one of each document, then a second of each. A heading that is a question itself reads best.
    rounds = (sorted(filter(None, taken), key=lambda question: question[1]) for taken in zip_longest(*by_document))
    for tried, (question, _) in enumerate(candidate for taken in rounds for candidate in taken):
        if len(kept) == wanted or tried == _MOST_TRIED:
            break
        if question not in kept and assistant.ask(question, limit=1).answered:
            kept.append(question)
    return tuple(kept)


def _questions(document: Document) -> Iterator[tuple[str, int]]:
    """Questions made from one document's headings, the best sort (0) first."""
    headings = [document.text[block.start : block.end] for block in document.blocks if block.kind is BlockKind.HEADING]
    usable = [heading for heading in headings if _PLAIN.fullmatch(heading) and not _ABOUT_THE_DOCUMENT.search(heading)]
    usable.sort(key=lambda heading: not heading.endswith("?"))
    for heading in usable[:_HEADINGS_OF_EACH]:
        yield (heading, 0) if heading.endswith("?") else (texts()("ask.suggestion_of_heading", heading=heading), 1)
