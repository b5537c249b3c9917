"""Which sentences lean on the one before them, told by their words: "This means", "The second was held", "There are twelve."."""

from __future__ import annotations

import re

from copro_qa.answering.figure_words import NUMBER_WORDS, ORDINALS
from copro_qa.answering.leaning_within import ALWAYS_ITSELF, OWN_DOCUMENT, leans_within, may_be_itself
from copro_qa.answering.questions_in_text import answers_curtly, begins_answering
from copro_qa.document import Block, BlockKind, Span

__all__ = ["begins_leaning", "points_back"]

_NOTHING_IS_MEANT = (
    r"(?! (?:is|was|will be|would be|may be|remains) (?:(?:also|not|now|often|still|\w+ly) )?"
    r"(?:(?:clear|crucial|critical|difficult|essential|important|necessary|possible|vital|worth)\b"
    r"|(?:estimated|expected|intended|likely|recognised|recommended) that\b))"
)
_DOES = r"(?:is|are|was|were|has|have|had|will|can|may|must)\b"
_IN_A_ROW = rf"(?:{ORDINALS}|final)"
_LEANING = re.compile(
    rf"(?:This(?! (?:{ALWAYS_ITSELF})\b)|These|Those|That|It{_NOTHING_IS_MEANT}|Its|They|Their|He|She|His|Her|Such|Instead"
    r"|The (?:former|latter)"
    rf"|(?:Both|Neither|One|Each|The (?:{_IN_A_ROW}|same|others?))(?: sides?)? {_DOES}"
    rf"|The {_IN_A_ROW} (?:item|point|reason|of (?:these|those|them)|followed|came|began|covered|covers|concerned|concerns|ran|lasted)\b"
    rf"|There (?:is|are|was|were)(?: only| just)? (?:{NUMBER_WORDS}|\d+)(?=[.!;:,]? *$|[.!;,:]| in (?:all|total)| altogether)"
    r"|Both sides|(?:[A-Z]\w+|More than one|At least one) of (?:these|those|them)"
    r"(?= \w+)(?! (?:who|whom|whose|which|that|with|without|in|aged)\b)"
    rf"|(?:But|And|So|However|Moreover|Nevertheless|Even so|Therefore|Thus|Similarly|Equally|Then|Here),? (?:this(?! (?:{ALWAYS_ITSELF})\b)"
    rf"|these|those|they|it{_NOTHING_IS_MEANT}|its|their)"
    rf"|(?:In|At|For|Within|Across) (?:the )?[A-Z][^,.;:()]{{1,40}}?,? (?:this|these|they|it{_NOTHING_IS_MEANT})"
    rf"(?= {_DOES})"
    r"|(?:As|In|For|To (?:\w+)|By (?:\w+)|Because of|Alongside|Through|With|From|Under|On|At)"
    rf" (?:(?:this|these)(?! {OWN_DOCUMENT}\b)|those|that|it|them|so)(?! (?:end of|is\b))"
    r"|In (?:so )?doing(?: so)?)\b"
)
"""A sentence that begins so points back to the one before it, as "In Fife this is" and "The second was" do. "This report" is the document,
which is named with every quote, and in "It is important that" nothing is pointed to."""
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})[.)]\s+")
"""Of a paragraph, before its first sentence."""
_COMPARES = re.compile(r"\b(?:go(?:es)? (?:further|beyond (?:this|that))|(?:in|by) (?:contrast|comparison)|differs?)\b", re.IGNORECASE)
_OF_THIS_KIND = re.compile(r"\bof (?:this|that|these|those) (?:kind|nature|sort|type)s?\b")
_SHORTEST_COMPARISON = 9
"""Words. A sentence of fewer that compares says to what only in the one before it: "Co-production goes further."."""
_LONGEST_OF_A_KIND = 15


def begins_leaning(text: str) -> bool:
    """Whether a sentence begins so that it leans on the one before it."""
    own = _without_number(text)
    return bool(_LEANING.match(own)) or begins_answering(own)


def points_back(span: Span, block: Block) -> bool:
    """Whether the words lean on the sentence before them. An item keeps its lead-in, which may say that it does not hold."""
    text = _without_number(span.text)
    title = span.document.source.title
    if text.startswith("This ") and may_be_itself(text.removeprefix("This "), title):
        return False
    if begins_leaning(text) or answers_curtly(span):
        return True
    # An item keeps its lead-in, but for a sentence of it that leans on another one of it.
    is_within_item = block.kind is BlockKind.LIST_ITEM and span.start > block.start
    if is_within_item and leans_within(text, title):
        return True
    if block.kind is not BlockKind.PARAGRAPH or block.lead is not None:
        return False
    if leans_within(text, title):
        return True
    words = len(text.split())
    # In a longer one the thing may stand before it: "A board, or a body of this kind, …".
    return (words < _SHORTEST_COMPARISON and bool(_COMPARES.search(text))) or (
        words < _LONGEST_OF_A_KIND and bool(_OF_THIS_KIND.search(text))
    )


def _without_number(text: str) -> str:
    return _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text
