"""Whether passages speak of what a question names, so that it is on their topic though they do not answer it.

How near a question comes in meaning does not tell that of short ones: no sentence is near to "What does SDS stand for?" where documents use
SDS and nowhere explain it. Single words do not tell it either: every large collection has "train" and "water" somewhere. An acronym does,
and so do two telling words side by side ("asset transfer").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from copro_qa.answering.conversation import only_asks
from copro_qa.answering.initials import asked_to_spell_out

__all__ = ["speak_of"]

_OFTEN = 2
"""So many times it has to stand in the passages: a word that comes once may be there by chance, or by a slip."""
_WORD = re.compile(r"[^\W_][\w’'&]*")
_ACRONYM = re.compile(r"(?=[A-Z0-9&]*[A-Z][A-Z0-9&]*[A-Z])[A-Z0-9&]{2,8}s?")
_OF_PLACES = frozenset("UK GB US USA EU UN".split())
"""Acronyms for where something is. By themselves they say nothing of the topic, but where they are what is asked about."""
_TELL_NOTHING = re.compile(
    r"(?:a|an|the|this|that|these|those|there|it|its|they|them|their|and|or|not|no|if|than|then|as|at|by|for|from|in|into|of|off|on|onto|out|over"
    r"|to|under|up|upon|with|within|without|between|during|before|after|is|are|was|were|be|will|shall|can|cannot|each|every|all|both|other"
    r"|another|such|same|own|far|away|ago|soon|often|best|better|good|great|bad|worst|worse|new|newest|old|older|oldest|first|second|third|next|last|latest|big|bigger"
    r"|biggest|small|smaller|high|highest|low|lowest|long|longest|short|right|wrong|real|main|different|several|few|less|least|very|really"
    r"|way|ways|thing|things|time|times|year|years|month|months|week|weeks|day|days|today|tomorrow|yesterday|now|people|person|someone|place"
    r"|places|part|parts|number|numbers|kind|kinds|sort|type|types|lot|money|use|used|using|make|makes|made|take|takes|work|works|need|needs"
    r"|want|wants|go|goes|going|come|comes|start|open|live|lives|set|\d[\w.,]*)",
    re.IGNORECASE,
)


def speak_of(question: str, passages: Sequence[str]) -> bool:
    """Whether ``passages`` have an acronym of the question, or most of its telling words side by side, often enough to be about it."""
    if any(_is_often_in(passages, pattern) for pattern in _acronyms(question)):
        return True
    words = [word for word in _WORD.finditer(question) if not (_TELL_NOTHING.fullmatch(word[0]) or only_asks(word[0]))]
    found: set[int] = set()
    for place, (one, other) in enumerate(pairwise(words)):
        if question[one.end() : other.start()] in (" ", "-"):
            pattern = re.compile(rf"\b{_forms(one[0])}[\s-]+{_forms(other[0])}\b", re.IGNORECASE)
            if _is_often_in(passages, pattern):
                found |= {place, place + 1}
    # Of "public service loan forgiveness" documents on public service say nothing.
    return 2 * len(found) > len(words)


def _is_often_in(passages: Sequence[str], pattern: re.Pattern[str]) -> bool:
    return sum(len(pattern.findall(text)) for text in passages) >= _OFTEN


def _acronyms(question: str) -> Iterator[re.Pattern[str]]:
    """Patterns for the acronyms of a question, in their capitals."""
    spelled = asked_to_spell_out(question)
    words = _WORD.findall(question)
    shouts = question == question.upper() and len(words) > 1
    found = {word for word in words if _ACRONYM.fullmatch(word) and word not in _OF_PLACES and not shouts}
    for acronym in {*found, *([spelled[0].upper()] if spelled else [])}:
        yield re.compile(rf"(?<!\w){re.escape(acronym.removesuffix('s'))}(?!\w)")


def _forms(word: str) -> str:
    """A pattern for a word in the singular and in the plural."""
    return rf"{re.escape(word.removesuffix('s'))}(?:e?s)?"
