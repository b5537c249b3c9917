"""Whether a text breaks off within a sentence, in a word that no sentence, entry or cell ends in, or leads on to a list."""

from __future__ import annotations

import re

__all__ = ["breaks_off", "leads_on"]

# Small letters only: "Group A" and "in May" are whole. A word alone is too: "Where" may head a column.
_OPEN_END = re.compile(
    r"(?:,|\s(?:a|all|also|(?<![0-9]\s)am|an|and|are|as|at|be|because|been|but|by|can|each|every|for|from|has|have|how|if|in|into|is|its|may|must|my"
    r"|nor|of|on|or|our|shall|should|such|than|that|the|their|they|to|until|was|we|were|what|when|where|which|who|whose|will"
    r"|with|would|your))\Z"
)


def breaks_off(text: str) -> bool:
    """Whether what the text says goes on behind it for certain."""
    return bool(_OPEN_END.search(text.rstrip()))


def leads_on(text: str) -> bool:
    """Whether a text ends in a colon, which may have a dash behind it: "Updates:-"."""
    return text.rstrip().endswith((":", ":-", ":–", ":—"))
