"""What of a sentence only leads in: when, where or in which respect the rest holds, and who says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from copro_qa.answering.clauses import Clause, Word, touches

__all__ = ["GIVEN", "NOT", "denies", "without_lead_in", "without_reporting"]

_LEADS_IN = re.compile(
    r"(?:and|but|so|yet|then|thus|also|here|first|second|third|finally|overall|instead|meanwhile|however|therefore|today|now"
    r"|(?!(?:ally|apply|assembly|daily|early|elderly|family|friendly|italy|july|likely|monthly|only|reply|supply|weekly|yearly)\b)\w+ly|about"
    r"|according|across|after|against|alongside|among|as|at|based|before|below|besides|between|beyond|by|despite|during|following|for|from"
    r"|given|in|like|of|on|over|since|through|throughout|to|together|under|unlike|upon|with|within)\b",
    re.IGNORECASE,
)
"""How a first part begins that says only when, where or in which respect the rest holds."""
_ORDINALS = frozenset("first second third".split())
_BEFORE_A_FIGURE = frozenset("about around over under".split())
"""With a figure behind them these say how many: "About 300 carers"."""
_LONGEST_LEAD_IN = 14
"""Words."""
_SAYS_THAT = re.compile(
    r"\b(?:sa(?:y|ys|id)|argu(?:e|es|ed)|f(?:ind|inds|ound)|show(?:s|ed|n)?|stat(?:e|es|ed)|not(?:e|es|ed)|suggest(?:s|ed)?|report(?:s|ed)?"
    r"|explain(?:s|ed)?|conclud(?:e|es|ed)|insist(?:s|ed)?"
    r"|stress(?:es|ed)?|emphasi[sz](?:es?|ed)|point(?:s|ed)? out|h(?:olds?|eld)"
    r"|believ(?:e|es|ed)|th(?:ink|inks|ought)|agree(?:s|d)?|clear|true) that\s+",
    re.IGNORECASE,
)
"""Who says it, or how sure it is: "The review found that"."""
_CONDITIONS = frozenset("if when where once while although though unless whether".split())
NOT = frozenset(
    "not no never neither nor none nobody nothing few only hardly scarcely barely rarely seldom without deny denies denied".split()
)
GIVEN = 0.5
"""Share of a subject's words that the question has, from which it is the question's subject."""


def without_lead_in(parts: Sequence[Clause], asked: AbstractSet[str], pointed: Sequence[tuple[int, int]]) -> list[Clause]:
    """Without a first part that only says when or where, or which repeats the condition that the question names."""
    first, *rest = parts
    if not rest or not rest[0].after_comma or len(first.words) > _LONGEST_LEAD_IN or touches(first, pointed):
        return list(parts)
    is_condition = first.words[0].plain in _CONDITIONS and len(first.terms & asked) >= GIVEN * len(first.terms)
    if not is_condition and not _leads_in(first.words):
        return list(parts)
    # "On 17 March, 1752, …"
    is_year = len(rest) > 1 and all(word.plain.isdecimal() for word in rest[0].words) and not touches(rest[0], pointed)
    return rest[1:] if is_year else rest


def _leads_in(words: Sequence[Word]) -> bool:
    """Whether a first part of these words says only when, where or in which respect the rest holds."""
    begin, then = words[0].plain, words[1].plain if len(words) > 1 else ""
    # "First Minister" and "About 300 carers" are what the sentence speaks of.
    is_subject = (begin in _ORDINALS and then not in ("", "of", "and")) or (begin in _BEFORE_A_FIGURE and then.strip("£$€")[:1].isdigit())
    return bool(_LEADS_IN.fullmatch(begin)) and not is_subject and not denies(words)


def without_reporting(parts: Sequence[Clause], text: str, pointed: Sequence[tuple[int, int]]) -> list[Clause]:
    """Without who says it, where the sentence begins with that."""
    first, *rest = parts
    said = _SAYS_THAT.search(text, first.start, first.end)
    before = [word for word in first.words if said and word.start < said.start()]
    # "It is not true that" says something.
    if not said or denies(before) or any(start < said.end() for start, _ in pointed):
        return list(parts)
    words = tuple(word for word in first.words if word.start >= said.end())
    return [first._replace(words=words), *rest] if words else list(parts)


def denies(words: Sequence[Word]) -> bool:
    """Whether what follows the words would say the opposite without them: "No carers"."""
    return any(word.plain in NOT or word.plain.endswith(("n't", "n’t")) for word in words)
