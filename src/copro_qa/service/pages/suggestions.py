"""Questions to begin with, made from the documents' own titles and headings, and kept only when the documents answer them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from copro_qa.answer import Answer
from copro_qa.document import BlockKind, Document
from copro_qa.service.live_assistant import AnswersQuestions
from copro_qa.service.texts import texts

__all__ = ["suggested_questions"]

_WANTED = 4
_MOST_TRIED = 10
"""Each costs as much as any question, while the first people may be asking already."""
_DOCUMENTS_LOOKED_AT = 24
_SURE_ENOUGH = 0.7
_SAYS_SOMETHING = 40
"""Characters. A shorter sentence is seldom one to begin with."""

_NAME = re.compile(r"[^\W\d_][\w ,’'()–-]{5,60}")
_QUESTION = re.compile(r"[^\W\d_][\w ,’'()–-]{8,80}\?")
_NOT_A_NAME = re.compile(
    r"(?:a|an|are|building|four|from|how|is|one|three|two|using|what|when|where|which|who|why)\b"
    r"|.*\b(?:about|abstract|acknowledge\w*|annex|appendix|at a glance|background|bibliography|chapter|conclusions?|contents|disclaimer"
    r"|figures?|foreword|further|glossary|in outline|index|introduction|it|key|links?|notes?|overview|part|preface|purpose|questions?"
    r"|references?|section|sources?|summary|table|this|view|warning)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:.* )?\w+(?<![s'’])s(?: (?:of|for|in|on) .*)?", re.IGNORECASE)


def suggested_questions(assistant: AnswersQuestions, *, wanted: int = _WANTED) -> tuple[str, ...]:
    """At most ``wanted`` questions, from as many documents as may be, each of which ``assistant`` answers with a whole sentence."""
    entries = assistant.generation.entries
    step = max(1, len(entries) // wanted)
    spread = [entry for first in range(step) for entry in entries[first::step]][:_DOCUMENTS_LOOKED_AT]
    by_document = [list(_questions(assistant.generation.document(entry.document_id))) for entry in spread]
    # One of each document first, then a second of each.
    candidates = filter(None, chain.from_iterable(zip_longest(*by_document)))
    kept: list[str] = []
    for tried, question in enumerate(dict.fromkeys(candidates)):
        if len(kept) == wanted or tried == _MOST_TRIED:
            break
        if _answers(assistant.ask(question, limit=1)):
            kept.append(question)
    return tuple(kept)


def _answers(answer: Answer) -> bool:
    if not answer.answered or answer.confidence < _SURE_ENOUGH:
        return False
    span = answer.quotes[0].span
    return all(block.kind is BlockKind.PARAGRAPH for block in span.blocks) and span.end - span.start >= _SAYS_SOMETHING


def _questions(document: Document) -> Iterator[str]:
    """Headings that are questions, then what the title and the headings name, if the text speaks of it again."""
    say, text = texts(), document.text
    headings = [text[block.start : block.end] for block in document.blocks if block.kind is BlockKind.HEADING]
    yield from (heading for heading in headings if _QUESTION.fullmatch(heading))
    title = document.source.title.partition(":")[0]
    for name in filter(_may_be_asked_for, (title, *headings)):
        in_running_text = name[0].lower() + name[1:]
        if re.search(rf"\b{re.escape(in_running_text)}\b", text) or (name == title and name.startswith("The ")):
            written = in_running_text
        elif text.count(name) > 1:
            written = name
        else:
            continue
        yield say("ask.suggestion_are" if _PLURAL.fullmatch(written) else "ask.suggestion_is", name=written)


def _may_be_asked_for(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and _NOT_A_NAME.match(name) is None
