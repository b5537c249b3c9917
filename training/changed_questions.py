"""Questions changed a little, so that the passage that answered them no longer does.

A name, a number or a word of degree is swapped for another of its kind, as the people did who wrote the unanswerable questions of SQuAD 2.0
(Rajpurkar et al. 2018, "Know What You Don't Know", table 2: entity swap, antonym, negation). The passage stays as it is, so only a
reader that compares who did what and when can tell. Now and then the changed question can still be answered; that is noise we accept.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

__all__ = ["changed_question"]

_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: (?:of |the |and )?[A-Z][\w'-]+)*")
_QUESTION_WORDS = frozenset(
    "A An And Are At By Can Could Did Do Does For From Had Has Have How If In Is Of On The To Was Were What When Where Which Who Whom "
    "Whose Why Will With Would".split()
)
_PAIRS = """
first last | most least | largest smallest | highest lowest | before after | north south | northern southern | east west | eastern western
more less | more fewer | oldest newest | earliest latest | minimum maximum | increase decrease | increased decreased | above below
best worst | early late | larger smaller | higher lower | longest shortest | greater smaller | majority minority | start end | began ended
won lost | gain lose | allowed forbidden | required forbidden | include exclude | included excluded | accept refuse | accepted rejected
support oppose | supported opposed | public private | local national | children adults | men women | male female | old young
inside outside | major minor | strong weak | strengths weaknesses | advantages disadvantages | advantage disadvantage
benefits drawbacks | causes effects | cause prevent | positive negative | rural urban
"""
_OPPOSITES = {one: other for pair in re.split(r"[|\n]", _PAIRS.strip()) for one, other in (pair.split(), reversed(pair.split()))}
_WORD = re.compile(r"[^\W\d_]+")


def changed_question(question: str, *, answers: Sequence[str], evidence: str, others: Sequence[str], chance: random.Random) -> str | None:
    """``question`` with one name, number or word of degree swapped. None when it holds none that can be.

    Args:
        question: a question that ``evidence`` answers.
        answers: the short answers; none of them is put into the question.
        evidence: the sentences that answer. What stands in them is not put into the question either, as it might ask for the same fact.
        others: texts to take another name or number from, the one most like the passage first.
        chance: decides which word is swapped, and for what.
    """
    kinds = ["name", "number", "opposite"]
    chance.shuffle(kinds)
    for kind in kinds:
        changed = (
            _with_opposite(question, chance)
            if kind == "opposite"
            else _with_another(question, _NAME if kind == "name" else _NUMBER, [*answers, evidence], others, chance)
        )
        if changed is not None:
            return changed
    return None


def _with_opposite(question: str, chance: random.Random) -> str | None:
    places = [word for word in _WORD.finditer(question) if word.group().lower() in _OPPOSITES]
    if not places:
        return None
    place = chance.choice(places)
    return question[: place.start()] + _OPPOSITES[place.group().lower()] + question[place.end() :]


def _with_another(
    question: str, kind: re.Pattern[str], excluded: Sequence[str], others: Sequence[str], chance: random.Random
) -> str | None:
    """Another name or number in place of one of the question's, from the first of ``others`` that has one of the same form."""
    places = [place for place in kind.finditer(question) if place.group().split()[0] not in _QUESTION_WORDS]
    if not places:
        return None
    place = chance.choice(places)
    avoided = "\n".join([question, *excluded]).lower()
    for text in others:
        found = {
            other.group().rstrip(".,")
            for other in kind.finditer(text)
            if other.group().split()[0] not in _QUESTION_WORDS and _same_form(other.group(), place.group())
        }
        fitting = sorted(other for other in found if other.lower() not in avoided)
        if fitting:
            return question[: place.start()] + chance.choice(fitting) + question[place.start() + len(place.group().rstrip(".,")) :]
    return None


def _same_form(one: str, other: str) -> bool:
    """Numbers of as many digits, so that a year stands for a year; names of as many words, give or take one."""
    if one[0].isdigit():
        return len(one.strip(".,")) == len(other.strip(".,"))
    return abs(len(one.split()) - len(other.split())) <= 1
