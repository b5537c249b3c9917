"""Which sentences lean on the one before them by a word further in, as "Under section 5 it must publish a report." does.

Told only where no noun of the same sentence can be meant. Before an object stands one short subject at the most, since what somebody does
something to is not that somebody. Before a subject stands what can be none: when, or under which section.
"""

from __future__ import annotations

import re

from copro_qa.answering.figure_words import MONTH, NUMBER_WORDS, ORDINALS
from copro_qa.answering.pointing import without_empty_pronouns

__all__ = ["ALWAYS_ITSELF", "OWN_DOCUMENT", "leans_within", "may_be_itself"]

ALWAYS_ITSELF = "chapter|document|framework|guidance|guide|leaflet|paper|publication|report|resource|section|statement"
"""What a text calls itself, also where a sentence begins with it: "This report"."""
OWN_DOCUMENT = (
    rf"(?:{ALWAYS_ITSELF}|agreement|annexe?|appendix|article|circular|course|factsheet|handbook|letter"
    r"|manual|notice|paragraph|questionnaire|schedule|style guide|subsection|summary"
    r"|study|survey|text|(?:web)?site|(?:form|note|page|part|table)(?! of))s?"
)
"""What a text calls itself or a part of itself further in: "as this agreement says"."""
_MAY_BE_ITSELF = re.compile(
    r"(?P<named>act|bill|charter|code|consultation|contract|order|plan|policy|programme|regulations|review|scheme|strategy)\b",
    re.IGNORECASE,
)
"""What a sentence may point back to, or mean its own document by. Its title tells."""
_NOTHING_BEFORE = (
    r"(?:year|month|week|day|morning|afternoon|evening|spring|summer|autumn|winter|time|stage|point|moment|age|date|end|context|regard|respect"
    r"|country|much|far|way round)s?"
)
"""Behind "this" these mean the present, or nothing in particular."""

_NO_NOUN = (
    rf"(?:\d[\w().,–/-]*|{MONTH}|{NUMBER_WORDS}|{ORDINALS}|(?:sub)?section|paragraph|part|schedule|chapter|article|regulation|clause|rule|step"
    r"|phase|act|law|years?|months?|weeks?|days?|terms?|quarters?|decades?|stage|beginning|start|end|outset|moment|present|future|past|times?"
    r"|cases?|addition|particular|general|practice|turn|fact|principle|theory|short|most|many|some|all|each|every|next|same|that|the|a|an"
    r"|of|early|late|mid|spring|summer|autumn|winter|then|now|later|and|or|to)"
)
"""Words of which none can be what "it" or "they" mean."""
_BEGINS_AN_ADJUNCT = r"(?:Under|In|At|By|Since|From|Until|Before|After|During|For|On|Within|Over|As of|Through|Throughout)"
_ADVERB = r"(?:\w+ly|Later|Today|Now|Often|Sometimes|Always|Again|Since then|Soon|Once more|In short|Overall|Then|Next|Finally)"
_DOES = (
    r"(?:\w+ly )?(?:is|are|was|were|has|have|had|will|can|cannot|may|must|shall|should|would|could|does|do|did|also|then|often|now"
    r"|(?!(?:as|across|towards|always|less|besides|perhaps|whereas|this|us)\b)[a-z]+(?:ed|s))\b"
)
_SUBJECT_BEHIND_ADJUNCT = re.compile(
    rf"(?:{_BEGINS_AN_ADJUNCT}(?: {_NO_NOUN}){{1,7}}|{_ADVERB}),? (?:it|they|he|she) {_DOES}"
    r"(?! (?:\w+ )?(?:clear|said|thought|possible|likely|necessary|important|essential|vital|best|better|worth) )"
)
_OPENS_A_CLAUSE = re.compile(
    r"and|or|but|nor|so|yet|that|which|who|whom|whose|what|where|when|why|how|whether|if|because|while|as|than|since|unless|until|although"
    r"|though|before|after|once|like",
    re.IGNORECASE,
)
_BEFORE_A_NOUN = re.compile(
    r"of|in|on|at|by|for|from|with|without|about|into|within|through|under|over|between|among|across|towards?|against|during|per|via",
    re.IGNORECASE,
)
_MOST_BEFORE = 7
"""Words of a subject and its verb."""
_THIS = (
    rf"(?:this|these)(?! (?:{OWN_DOCUMENT}|{_NOTHING_BEFORE})\b)(?=[ .,;:])"
    r"|such (?:an? )?(?!as\b|that\b)(?=[a-z])(?!(?:\w+ ){1,4}as\b)"
)
_POINTS = re.compile(rf"(?<![\w’'-])(?:(?P<this>{_THIS})|(?P<object>it|them)(?![\w’'-]))", re.IGNORECASE)
_MAY_BE_EMPTY = re.compile(r"\b(?:keep|keeps|make|makes|made|making|finds?|found|finding|takes?|put|get|have|see|let|call)$", re.IGNORECASE)
"""Before an "it" that may stand for nothing: "make it easy", "find it hard"."""
_JOINS = re.compile(r"^(?:If|When|Where|Once|As|While|Before|After|Because|So|But|And|Or)\b,? ?", re.IGNORECASE)
_OPENS_A_CONDITION = re.compile(r"(?:Once|Where|When|If|As|Because|After|Before|While|Unless|Until|Although|Since)\b", re.IGNORECASE)
_MARK = re.compile(r"[,;:()–—“”\"‘]")
_WORD = re.compile(r"[\w’'-]+")


def may_be_itself(named: str, title: str) -> bool:
    """Whether what "this" points to by these words may be the document of this title itself: "this Act" in an Act."""
    match = _MAY_BE_ITSELF.match(named)
    return bool(match and re.search(rf"\b{match['named']}\b", title, re.IGNORECASE))


def leans_within(text: str, title: str) -> bool:
    """Whether a sentence, of a document of this title, has a word further in that only the one before it explains. Rather no than yes."""
    # "Answer these questions:" points to what follows.
    if text.isupper() or text.endswith(":"):
        return False
    readable = without_empty_pronouns(text)
    if _SUBJECT_BEHIND_ADJUNCT.match(readable):
        return True
    match = _POINTS.search(readable)
    before = readable[: match.start()].rstrip() if match else ""
    if not match or not before or not _is_subject_and_verb(before):
        return False
    if match["object"]:
        # Of "When they ask for it" the rest of the sentence may tell what is meant.
        return not (_OPENS_A_CONDITION.match(before) or _MAY_BE_EMPTY.search(before) or _does_something(readable[match.end() :], before))
    return not may_be_itself(readable[match.end() :].lstrip(), title)


def _is_subject_and_verb(before: str) -> bool:
    """Whether what stands before a word is no more than a subject and its verb: nothing that the word could mean."""
    rest = _JOINS.sub("", before)
    words = _WORD.findall(rest)
    if len(words) > _MOST_BEFORE or _MARK.search(rest) or any(_OPENS_A_CLAUSE.fullmatch(word) for word in words):
        return False
    # The word right before may lead to it ("part of this"); another one brings a noun that could be meant.
    return not any(_BEFORE_A_NOUN.fullmatch(word) for word in words[:-1])


def _does_something(after: str, before: str) -> bool:
    """Whether an "it" is what does something rather than what something is done to: behind "said" in "The board said it pays"."""
    return bool(re.match(rf" {_DOES}", after)) and not _BEFORE_A_NOUN.fullmatch(before.rpartition(" ")[2])
