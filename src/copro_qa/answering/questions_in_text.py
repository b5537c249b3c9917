"""Questions that a document asks itself, as guidance in questions and answers does: they do not answer, what follows them may."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copro_qa.document import Block, BlockKind, Span
from copro_qa.models.reader import Passage

__all__ = ["answers_curtly", "begins_answering", "is_only_yes_or_no", "is_question", "only_asks", "with_questions"]

_ENDS_ASKING = re.compile(r"\?[)\]]*[”’\"']?\d{0,3}$")
_OPENS_QUOTING = re.compile(r"[\s(][“‘\"']")
_LABEL = r"(?:\(?(?:A|Ans|Answer)[.:)]+ *)?"
_YES_OR_NO = r"(?:Yes|No|Not (?:always|necessarily|quite|usually|at all|yet|really)|(?:It|That) depends)"
_NOW_AND_THEN = r"(?:Usually|Normally|Sometimes|Always|Never)"
"""With a comma behind them they begin any sentence."""
_BEGINS_ANSWERING = re.compile(rf"{_LABEL}(?:{_YES_OR_NO}(?:[.,;:!](?! ?\d)| [–—-] )|{_NOW_AND_THEN}[.!])")
_ONLY_YES_OR_NO = re.compile(rf"{_LABEL}(?:{_YES_OR_NO}|{_NOW_AND_THEN})[.!]")
_LABELLED = re.compile(r"(?:\(?A|Ans|Answer)[.:)]+ ")
_LONGEST_CURT = 8
"""Words. An answer of no more may leave out what the question has: "Within six weeks.", "Only if the office agrees."."""
_ASKS_FOR_QUESTIONS = re.compile(
    r"\b(?:questions?|questionnaires?|ask(?:s|ed|ing)?|consider(?:s|ed|ing)?|think(?:s|ing)? (?:about|of|through)|reflect(?:s|ed|ing)?"
    r"|check(?:s|ed|ing|lists?)?|prompts?|discuss(?:es|ed|ing)?|explor(?:es?|ed|ing)|tests?|criteria|survey(?:s|ed)?|interview(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""Who asks for these may be answered by questions, and items that such words lead into say what to ask."""
_LOOKED_BACK = 12
"""Characters, for the mark that ends a question."""
_MAY_ASK = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE})


def is_question(text: str) -> bool:
    """Whether a sentence asks. One that only ends with a question that somebody else put, in quotation marks, does not."""
    end = _ENDS_ASKING.search(text)
    if end is None:
        return False
    is_quoted = bool(re.search(r"[”’\"']\d*$", text))
    return not (is_quoted and _OPENS_QUOTING.search(text))


def only_asks(sentence: Span, question: str) -> bool:
    """Whether a sentence asks, and neither the ``question`` nor what leads into it is about what to ask."""
    if not sentence.blocks or any(block.kind not in _MAY_ASK for block in sentence.blocks) or not is_question(sentence.text):
        return False
    return not (_ASKS_FOR_QUESTIONS.search(question) or _ASKS_FOR_QUESTIONS.search(_lead_in(sentence, sentence.blocks[0])))


def _lead_in(sentence: Span, block: Block) -> str:
    """The words that lead into an item: a paragraph, or the heading over the list."""
    if block.kind is not BlockKind.LIST_ITEM:
        return ""
    if block.lead is None:
        return sentence.section[-1] if sentence.section else ""
    lead = sentence.document.blocks[block.lead]
    return sentence.document.text[lead.start : lead.end]


def begins_answering(text: str) -> bool:
    """Whether a sentence says yes or no, so that only the question before it tells to what: "No. Personal care is free."."""
    return bool(_BEGINS_ANSWERING.match(text))


def answers_curtly(sentence: Span) -> bool:
    """Whether a sentence follows a question and is short, or marked as its answer, so that it may be half of what is said."""
    is_short = len(sentence.text.split()) <= _LONGEST_CURT
    if not is_short and not _LABELLED.match(sentence.text):
        return False
    return sentence.document.text[max(0, sentence.start - _LOOKED_BACK) : sentence.start].rstrip(" \n*_”’\"')").endswith("?")


def is_only_yes_or_no(text: str) -> bool:
    """Whether a sentence says nothing else: "It depends."."""
    return bool(_ONLY_YES_OR_NO.fullmatch(text))


def with_questions(passage: Passage) -> Sequence[str]:
    """The sentences of a passage, those right after a question with that question: what both say is what the second one tells."""
    texts = [passage.text[start:end] for start, end in passage.sentences]
    said: list[str] = []
    for number, text in enumerate(texts):
        before = texts[number - 1] if number else ""
        follows = bool(before) and not passage.text[passage.sentences[number - 1][1] : passage.sentences[number][0]].strip()
        said.append(f"{before} {text}" if follows and is_question(before) and not is_question(text) else text)
    return said
