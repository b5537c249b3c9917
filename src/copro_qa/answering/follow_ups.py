"""A follow-up is completed from the earlier questions of a conversation, without a language model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copro_qa.answering.conversation import leans_on_earlier, says_little, topic_of
from copro_qa.answering.figure_words import ORDINALS
from copro_qa.answering.pointing import without_empty_pronouns

__all__ = ["Completed", "completed", "interpret"]

_NAME_WORDS = r"[A-Z][\w’'-]*(?: (?:(?:of|for|and|the) )*[A-Z][\w’'-]*)*"
_NAMED = re.compile(rf"\b(?:(?P<before>in|for|at|of|with|by|from|to) )?(?:the )?(?P<name>{_NAME_WORDS})")
_ANOTHER = re.compile(
    r"^(?i:and|what about|how about|and what about)\s+"
    rf"(?:(?:(?P<before>(?i:in|for|at|of|with|by|from|to)) )?(?:the )?(?P<name>{_NAME_WORDS})"
    r"|(?P<article>an?) (?P<thing>[\w’'-]+(?: [\w’'-]+){0,3}))\s*\??$"
)
_PLACE = rf"(?:{ORDINALS}|latest)"
_ANOTHER_OF_A_ROW = re.compile(rf"^(?:and|what about|how about|and what about) the (?P<which>{_PLACE})(?: one)?\s*\??$", re.IGNORECASE)
_IN_A_ROW = re.compile(rf"(?<=\bthe ){_PLACE}\b", re.IGNORECASE)
_SPEAKER = re.compile(r"I(?:['’]\w+)?")
_ACRONYM = re.compile(r"(?:[A-Z][A-Z0-9]+)s?")
_KIND = re.compile(
    r"(?:Act|Assembly|Authority|Bill|Board|College|Commission|Committee|Council|Department|Directorate|Forum|Fund|Government|Grant|Panel"
    r"|Parliament|Partnership|Party|Plan|Policy|Programme|Scheme|Strategy|Trust|University)s?"
)
"""The last word of a name that says what kind of thing it is the name of."""
_DEFINES = re.compile(r"^(?P<asks>(?:what|who) is) an? [\w’'-]+(?: [\w’'-]+){0,3}\s*\??$", re.IGNORECASE)
_OWNS = re.compile(r"['’]s\b|s['’] ", re.IGNORECASE)
_OBJECT = re.compile(r"\b(?:it|they|them)\b|\b(?P<owner>its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Completed:
    """A follow-up as a question that can be understood by itself."""

    text: str
    put_after: bool
    """Whether it is the earlier question with the follow-up behind it, so that what the follow-up leans on is still open."""


def interpret(question: str, history: Sequence[str], *, of_same_breath: bool = False) -> str | None:
    """The text of what ``completed`` gives."""
    found = completed(question, history, of_same_breath=of_same_breath)
    return found.text if found else None


def completed(question: str, history: Sequence[str], *, of_same_breath: bool = False) -> Completed | None:
    """What to search for when ``question`` leans on earlier ones, oldest first; None when it stands on its own.

    Where the earlier question is to be asked of another ("Who leads the HSCP?", "And the IJB?"), the one is put in the place of the other:
    only where both names are of one kind or stand behind the same preposition.
    Where it names its topic ("What is self-directed support?"), a pronoun is replaced by it. Else the follow-up is put
    after the last question that stood on its own, so that the words of both are searched for. Of two questions ``of_same_breath`` ("What is
    it, and which is better?") the second leans on the first also when it says next to nothing itself.
    """
    asked = [past.strip() for past in history if past.strip()]
    if not asked or not (leans_on_earlier(question) or (of_same_breath and says_little(question))):
        return None
    earlier = _last_that_stands_alone(asked)
    asks = question.strip()
    replaced = _of_another(asks, earlier) or _with_topic(asks, earlier)
    return Completed(replaced or f"{earlier} {asks}", put_after=replaced is None)


def _last_that_stands_alone(asked: Sequence[str]) -> str:
    """The last question that stands alone, or that was an earlier one asked of another; the first where none does."""
    last = asked[0]
    for past in asked[1:]:
        if not leans_on_earlier(past):
            last = past
        elif of_another := _of_another(past, last):
            last = of_another
    return last


def _of_another(question: str, earlier: str) -> str | None:
    """The earlier question, asked of what a follow-up names alone ("And in Angus?", "And the first?"); None where it does not fit."""
    if (of_a_row := _ANOTHER_OF_A_ROW.match(question)) and len(_IN_A_ROW.findall(earlier)) == 1:
        return _IN_A_ROW.sub(of_a_row["which"], earlier)
    other = _ANOTHER.match(question)
    if other is None:
        return None
    if other["article"]:
        defined = _DEFINES.match(earlier)
        return f"{defined['asks']} {other['article']} {other['thing']}?" if defined else None
    # A question begins with a capital whatever it begins with.
    named = [match for match in _NAMED.finditer(earlier) if match.start() and not _SPEAKER.fullmatch(match["name"])]
    before = (other["before"] or "").casefold()
    if len(named) != 1 or (named[0]["before"] or "").casefold() != before:
        return None
    (place,) = named
    if not before and not _are_of_one_kind(place["name"], other["name"]):
        return None
    return f"{earlier[: place.start('name')]}{other['name']}{earlier[place.end('name') :]}"


def _are_of_one_kind(name: str, other: str) -> bool:
    """Whether both names are acronyms, or both end in the same word for a kind of thing: of "SDS" and "Glasgow" neither is true."""
    if _ACRONYM.fullmatch(name) and _ACRONYM.fullmatch(other):
        return True
    last, others_last = name.rpartition(" ")[2], other.rpartition(" ")[2]
    return last == others_last and bool(_KIND.fullmatch(last) or _ACRONYM.fullmatch(last))


def _with_topic(question: str, earlier: str) -> str | None:
    """The question with its pronoun replaced by the topic that ``earlier`` names; None where either is missing."""
    topic = topic_of(earlier)
    pronouns = list(_OBJECT.finditer(without_empty_pronouns(question)))
    # Of "the board's budget" either may be meant.
    if not topic or _OWNS.search(topic) or len(pronouns) != 1:
        return None
    pronoun = pronouns[0]
    owned = ("’" if topic.endswith("s") else "’s") if pronoun["owner"] else ""
    return f"{question[: pronoun.start()]}{topic}{owned}{question[pronoun.end() :]}"
