"""Which post a question asks the holder of, and whether a text speaks of that post.

"From: Jane Smith, Leader" names a person, and does not say who the chief executive is. Only posts with a name of their own are told: a
leader, head or manager may be called anything else.
"""

from __future__ import annotations

import re

__all__ = ["PostAsked"]

_CALLED = {
    "first minister": r"first minister|FM",
    "prime minister": r"prime minister|PM|premier",
    "minister": r"\w*minist(?:er|ry|erial)|secretar(?:y|ies)",
    "secretary": r"secretar(?:y|ies)|ministers?",
    "chief executive": r"chief exec(?:utive)?(?: officer)?|CEO",
    "ceo": r"chief exec(?:utive)?(?: officer)?|CEO",
    "chair": r"(?:co-?)?chair\w*|conven[eo]\w*|presid\w+",
    "convener": r"conven[eo]\w*|chair\w*",
    "convene": r"conven[eo]\w*|chair\w*",
    "convenor": r"conven[eo]\w*|chair\w*",
    "director": r"direct(?:ors?|orate|ed)",
    "commissioner": r"commission(?:er)?",
    "president": r"presiden\w+|presid(?:ed|es|ing)",
    "governor": r"govern(?:or)?",
    "provost": r"provost",
    "sheriff": r"sheriff",
    "registrar": r"registrar",
    "auditor": r"auditor",
    "msp": r"MSP|Member of the Scottish Parliament",
}
"""How the texts may call a post that a question names. Of two that begin alike the longer stands first."""
_NAMED = re.compile(rf"\b(?P<named>{'|'.join(_CALLED)})", re.IGNORECASE)
_STANDS_IN = r"(?:deputy|depute|vice|assistant)"
_IN_PLACE_OF_IT = re.compile(rf"\b{_STANDS_IN}\b", re.IGNORECASE)


class PostAsked:
    """A post, by the words that ask for its holder."""

    def __init__(self, asking: str) -> None:
        named = [match["named"].lower() for match in _NAMED.finditer(asking)]
        # Nobody asks for a deputy without saying so.
        other = "" if _IN_PLACE_OF_IT.search(asking) else r"(?<!deputy[ -])(?<!depute[ -])(?<!vice[ -])(?<!assistant[ -])"
        self._called = re.compile(rf"{other}\b(?:{_CALLED[named[-1]]})s?\b", re.IGNORECASE) if named else None

    def is_spoken_of(self, text: str) -> bool:
        """Whether ``text`` speaks of the post; of one that goes by many names every text may."""
        return self._called is None or bool(self._called.search(text))
