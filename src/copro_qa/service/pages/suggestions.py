"""Questions to begin with, made from the documents' own titles and headings. Nothing is asked for it: only the text is looked at.

A heading that is a question is kept when a paragraph follows it. Of what a title or heading names, "What is it?" is suggested when a
sentence of the same document begins with the name and says something of it, so that there is something to quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from copro_qa.document import BlockKind, Document
from copro_qa.store.generation import Generation
from copro_qa.texts import texts

__all__ = ["suggested_questions"]

_WANTED = 4
_DOCUMENTS_LOOKED_AT = 24
_SAYS_SOMETHING = 40
"""Characters. A shorter paragraph is seldom one to begin with."""

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
_SENTENCE_BEGINS = r"(?:\A|\n|[.!?]\s)"


def suggested_questions(generation: Generation, *, wanted: int = _WANTED) -> tuple[str, ...]:
    """At most ``wanted`` questions, from as many documents as may be."""
    entries = generation.entries
    step = max(1, len(entries) // wanted)
    spread = [entry for first in range(step) for entry in entries[first::step]][:_DOCUMENTS_LOOKED_AT]
    by_document = (list(_questions(generation.document(entry.document_id))) for entry in spread)
    # One of each document first, then a second of each.
    candidates = filter(None, chain.from_iterable(zip_longest(*by_document)))
    return tuple(dict.fromkeys(candidates))[:wanted]


def _questions(document: Document) -> Iterator[str]:
    say, text = texts(), document.text
    headings = [place for place, block in enumerate(document.blocks) if block.kind is BlockKind.HEADING]
    named = [document.source.title.partition(":")[0]]
    for place in headings:
        words = text[document.blocks[place].start : document.blocks[place].end]
        if _QUESTION.fullmatch(words) and _is_answered_below(document, place):
            yield words
        named.append(words)
    for name in filter(_may_be_asked_for, named):
        pattern = rf"{_SENTENCE_BEGINS}(?P<name>(?:(?:[Tt]he|[Aa]n?) )?{_first_letter_in_any_case(name)}) [a-z]+\b(?! of\b)"
        found = re.search(pattern, text)
        if found:
            yield say("ask.suggestion_are" if _PLURAL.fullmatch(name) else "ask.suggestion_is", name=_in_running_text(found["name"], text))


def _first_letter_in_any_case(name: str) -> str:
    return f"[{re.escape(name[0].lower() + name[0].upper())}]{re.escape(name[1:])}"


def _in_running_text(name: str, text: str) -> str:
    """The name as it stands within a sentence: a first letter that is large only where a sentence begins becomes small."""
    article = re.match(r"(?:The|An?) ", name)
    running = name[0].lower() + name[1:]
    return running if article or re.search(rf"[a-z,] {re.escape(running)}\b", text) else name


def _is_answered_below(document: Document, heading: int) -> bool:
    """Whether a paragraph that says something follows the heading."""
    if heading + 1 >= len(document.blocks):
        return False
    block = document.blocks[heading + 1]
    return block.kind is BlockKind.PARAGRAPH and block.end - block.start >= _SAYS_SOMETHING


def _may_be_asked_for(name: str) -> bool:
    # A single word ("The plan") is seldom a name that anybody would ask for.
    return " " in name.removeprefix("The ") and _NAME.fullmatch(name) is not None and _NOT_A_NAME.match(name) is None
