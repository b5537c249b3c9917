"""Who a text names: a person by name, a post that somebody holds, or a body. The one place that tells them apart.

Capitals alone do not: "Scottish Government", "Cabinet Secretary" and "Community Empowerment Act" are written as "Shona Campbell" is. So of
words with capitals that stand side by side those are left out that name a post or a body, what stands before them in the same name, and
common words of such names. There is no list of first names: a list would miss most of the world's. A word that is a surname or first
name too ("Young", "May", "Church") stays where it makes a name of two words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from copro_qa.store.lexical import terms

__all__ = ["CAPITAL", "POST", "names_a_body", "names_a_person", "names_a_post", "people", "people_in_post"]

POST = (
    r"(?:minister|secretar(?:y|ies)|chair(?:man|woman|person)?|convener|convenor|chief(?: executive)?|director|commissioner|head|leader"
    r"|president|officer|manager|judge|sheriff|provost|councillor|governor|principal|registrar|auditor|spokes(?:man|woman|person)|co-?ordinator"
    r"|adviser|advisor|msp|mp|ceo)"
)
"""A word for somebody's post, in small letters."""
_BODY = (
    r"(?:council|board|government|parliament|committee|commission|agency|agencies|authority|authorities|trust|partnership|department|directorate"
    r"|service|office|group|team|forum|panel|association|society|union|university|college|school|company|court|tribunal|network|alliance"
    r"|federation|foundation|institute|inspectorate|charity|charities|party|church|organisation|ministry|unit|bank|hospital)"
)
_LAW = (
    r"(?:act|bill|plan|strategy|policy|programme|fund|report|review|framework|charter|scheme|order|regulations?|standards?|guidance|statement"
    r"|agreement|project|pillar|principle|convention|declaration|award|day|street|road|house|city|region|district|county|university|islands?"
    r"|stadium|quay|centre|hub|campus|airport|plus)"
)
_COMMON = (
    r"(?:a|an|the|this|that|these|those|it|its|in|on|at|of|for|by|to|from|with|under|as|if|when|where|while|since|after|before|during|both|each"
    r"|every|all|some|many|most|no|not|our|their|his|her|we|they|he|she|you|i|and|or|but|so|however|there|here|what|who|which|how|why|also"
    r"|new|first|second|deputy|vice|lord|cabinet|prime|senior|local|national|public|scottish|scotland|scots|british|britain|english|england|welsh"
    r"|wales|irish|ireland|european|europe|uk|eu|nhs|united|kingdom|edinburgh|glasgow|aberdeen|dundee|fife|highlands?|health|social|care|work"
    r"|community|communities|integration|joint|human|rights|children|young|people|families|education|justice|housing|finance|economy|culture"
    r"|environment|transport|internal|external|affairs|business|general|older|adult|mental|self-directed|third|sector|participation|section|part"
    r"|chapter|annex|table|figure|appendix|january|february|march|april|may|june|july|august|september|october|november|december|monday"
    r"|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
_TITLE = (
    r"(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Baroness|Baron|Prof|Professor|Rev|Reverend|Cllr|Councillor|King|Queen|Prince|Princess|Pope|Bishop"
    r"|Archbishop|Emperor|Empress|Saint|St|Captain|Colonel|Admiral|Duke|Earl|Count|Sheikh|Chancellor|Justice)"
)
_ALSO_A_SURNAME = r"(?:young|may|june|march|day|church|bank|house|king|prince|bishop|pope|read)"
_ALSO_A_FIRST_NAME = r"(?:april|may|june|august)"
_BEFORE_A_PLACE = r"(?:royal|world|food|free|open|high|parish|town|village|credit|full|half|last|next|main|great|big|bank|christmas|boxing)"
"""Words before one that is also a surname, which make the name of a place or body of it: "Food Bank", "High Street"."""
CAPITAL = "A-ZÀ-ÖØ-Þ" + "".join(chr(letter) for letter in range(0x100, 0x250) if chr(letter).isupper())
"""Capital letters of languages written in Latin letters, as they stand between the brackets of a pattern."""
_WORD = rf"[{CAPITAL}][\w'’-]+"
_TITLED = re.compile(rf"\b{_TITLE}\.?\s+(?:{_WORD}|[{CAPITAL}]\.)(?:\s+{_WORD})*|\b(?:named|called)\s+{_WORD}")
_RUN = re.compile(rf"\b{_WORD}(?:\s+(?:(?:de|du|la|le|van|von|der|al|bin|ibn|of|Ó|Ò)\s+)?(?:{_WORD}|[{CAPITAL}]\.(?=\s)))+")
_PART = re.compile(r"\S+")
_ENDS_A_BODY = re.compile(rf"(?:{_BODY}|{_LAW})s?", re.IGNORECASE)
_NO_NAME = re.compile(_COMMON, re.IGNORECASE)
_SURNAME = re.compile(_ALSO_A_SURNAME, re.IGNORECASE)
_FIRST_NAME = re.compile(_ALSO_A_FIRST_NAME, re.IGNORECASE)
_OF_A_PLACE = re.compile(_BEFORE_A_PLACE, re.IGNORECASE)
_AT_A_TIME = re.compile(r"\b(?:in|since|until|till|from|during|last|next|\d+(?:st|nd|rd|th)?)\s+$", re.IGNORECASE)
"""Before a month."""
_POSTS = re.compile(
    rf"\b{POST}\b|\b(?:minister|commissioner|director|officer|councillor|sheriff|judge|auditor)s\b|\bMS?Ps\b",
    re.IGNORECASE,
)
"""Plural only where many hold such a post and act in it: "managers" may be anybody."""
_BODIES = re.compile(rf"\b{_BODY}s?\b|\b(?:[Tt]he|[Aa]n?|[Ee]ach|[Ee]very|[Yy]our|[Oo]ur) (?i:{_BODY})s?\b|\bNHS\b")
_IN_CAPITALS = re.compile(rf"\b{_WORD}\s+(?:[A-Z]\.?\s+)?{_WORD}|\b[A-Z]{{3,}}\b")
_WORDS_OF_A_NAME = 2
_WITH_TITLE = re.compile(r"(?:Dr|Mr|Mrs|Ms|Miss|Sir|Dame|Prof|Professor|Rev|Reverend|Cllr|Councillor|Baroness)\b")
_OF_ITS_POST = rf"\b{POST}(?:\s+(?:of|for|to|at|in)\b[^.;:]{{0,80}}?)?"
_POST_BEFORE = re.compile(
    rf"\b{POST}\s+$|{_OF_ITS_POST}\s*[,:–-]\s*$"
    rf"|{_OF_ITS_POST},?\s+(?:(?:is|was|became|remains|has been|will be)(?:\s+(?:now|currently|still))?|named|called)\s+$"
    rf"|\b(?:chaired|convened|led|headed|run)\s+by\s+(?:(?:(?:the|its|a|our)\s+)?(?:[\w-]+\s+){{0,3}}{POST},?\s+)?$",
    re.IGNORECASE,
)
_POST_AFTER = re.compile(
    r"\s+(?:(?:currently|now|also|both)\s+)?(?:chairs|chaired|leads|led|heads|headed|convenes|convened|runs|ran)\b"
    rf"|(?:\s*[,(–-]\s*|\s+(?:is|was|became|remains|has been|will be)\s+)(?:[\w-]+\s+){{0,4}}?{POST}\b(?!['’])",
    re.IGNORECASE,
)


def people(text: str, asked: AbstractSet[str] = frozenset()) -> list[tuple[int, int]]:
    """Where in ``text`` what may be somebody's name begins and ends. Names made of ``asked``, the terms of a question, do not count."""
    found = {match.span() for match in _TITLED.finditer(text)}
    for run in _RUN.finditer(text):
        found |= {(run.start() + start, run.start() + end) for start, end in _in_run(run[0], text[: run.start()])}
    apart = [place for place in found if not any(place != other and other[0] <= place[0] and place[1] <= other[1] for other in found)]
    return sorted((start, end) for start, end in apart if _is_new(text[start:end], asked))


def people_in_post(text: str, asked: AbstractSet[str] = frozenset()) -> list[tuple[int, int]]:
    """Those of ``people`` who certainly are: by a title, or beside a post or what its holder does. Rather none than a place or a body."""
    return [
        (start, end)
        for start, end in people(text, asked)
        if _WITH_TITLE.match(text, start) or _POST_BEFORE.search(text, 0, start) or _POST_AFTER.match(text, end)
    ]


def names_a_person(text: str, asked: AbstractSet[str] = frozenset()) -> bool:
    """Whether ``text`` may hold somebody's name. Rather yes than no. ``asked`` as for ``people``."""
    return bool(people(text, asked))


def names_a_post(text: str, asked: AbstractSet[str] = frozenset()) -> bool:
    """Whether it may hold somebody's name or post, likewise."""
    return names_a_person(text, asked) or any(_is_new(match[0], asked) for match in _POSTS.finditer(text))


def names_a_body(text: str, asked: AbstractSet[str] = frozenset()) -> bool:
    """Whether it may hold a person, post or body, likewise."""
    found = (match[0] for pattern in (_BODIES, _IN_CAPITALS) for match in pattern.finditer(text))
    return names_a_post(text, asked) or any(_is_new(name, asked) for name in found)


def _is_new(name: str, asked: AbstractSet[str]) -> bool:
    return not asked or not set(terms(name)) <= asked


def _in_run(run: str, after: str = "") -> Iterator[tuple[int, int]]:
    """Where the names of persons stand among words with capitals that stand side by side. ``after`` is what is written before them."""
    names: list[list[re.Match[str]]] = [[]]
    parts = list(_PART.finditer(run))
    for place, part in enumerate(parts):
        before = [word for word in names[-1] if not word[0].endswith(".")]
        ends = place == len(parts) - 1 and len(before) == 1 and not _OF_A_PLACE.fullmatch(before[0][0])
        begins = (
            not names[-1]
            and place == len(parts) - _WORDS_OF_A_NAME
            and not _AT_A_TIME.search(f"{after}{run[: part.start()]}")
            and _may_be_a_surname(parts[-1][0])
        )
        if (ends and _SURNAME.fullmatch(part[0])) or (begins and _FIRST_NAME.fullmatch(part[0])):
            names[-1].append(part)
        elif _ENDS_A_BODY.fullmatch(part[0]):
            # What stands before it belongs to it: "Fairer Futures Board".
            names = [[]]
        elif _POSTS.fullmatch(part[0]):
            names[-1] = []
        elif part[0] == "of" and len(names[-1]) == 1:
            continue
        elif _NO_NAME.fullmatch(part[0]):
            names.append([])
        else:
            names[-1].append(part)
    yield from ((name[0].start(), name[-1].end()) for name in names if len(name) >= _WORDS_OF_A_NAME)


def _may_be_a_surname(word: str) -> bool:
    return not (word.isupper() or any(pattern.fullmatch(word) for pattern in (_ENDS_A_BODY, _POSTS, _NO_NAME)))
