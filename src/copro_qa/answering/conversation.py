"""Questions as people ask them in a conversation: a follow-up is completed from the earlier questions, without a language model."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["interpret"]

_OPENING = re.compile(r"^(?:and|but|or|so|also|what about|how about|why|when|who|where|which ones?|how|what else|then)\b", re.IGNORECASE)
_POINTING_BACK = re.compile(
    r"\b(?:it|its|they|them|their|theirs|this|that|these|those|he|she|his|her|there|then|ones?|same|former|latter)\b", re.IGNORECASE
)
_SHORT = 4
"""Words. A question of so few that also opens like a follow-up leans on the one before it ("and for children?")."""


def interpret(question: str, history: Sequence[str]) -> str | None:
    """What to search for when ``question`` leans on earlier ones, oldest first; None when it stands on its own.

    A follow-up is put after the last question that stood on its own, so that the words of both are searched for.
    """
    asked = [past for past in history if past.strip()]
    if not asked or not _leans_on_earlier(question):
        return None
    earlier = next((past for past in reversed(asked) if not _leans_on_earlier(past)), asked[0])
    return f"{earlier.strip()} {question.strip()}"


def _leans_on_earlier(question: str) -> bool:
    words = question.split()
    if _POINTING_BACK.search(question) and len(words) <= 3 * _SHORT:
        return True
    return len(words) <= _SHORT and bool(_OPENING.match(question.strip()))
