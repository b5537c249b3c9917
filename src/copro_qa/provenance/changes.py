"""Two wordings beside each other: what stayed, what was taken out and what was put in, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Change", "changes"]

_WORD_OR_SPACE = re.compile(r"\s+|\S+")
_MOST_COMPARED = 4_000
"""Words and spaces. The comparison takes quadratic time at worst; beyond, the whole old and the whole new wording are given."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of both wordings. The two are equal, or one replaces the other; either may be empty."""

    before: str
    after: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.before == self.after


def changes(before: str, after: str) -> list[Change]:
    """The stretches in order: joined, their ``before`` is ``before`` and their ``after`` is ``after``."""
    old, new = _WORD_OR_SPACE.findall(before), _WORD_OR_SPACE.findall(after)
    if len(old) + len(new) > _MOST_COMPARED:
        return [Change(before, after)]
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [Change("".join(old[a:b]), "".join(new[c:d])) for _, a, b, c, d in steps]
