"""Several questions asked at once: where one ends and the next begins."""

from __future__ import annotations

import re

from copro_qa.store.lexical import terms

__all__ = ["asked_last", "parts_of"]

_BETWEEN_SENTENCES = re.compile(r"(?<=\?)\s+(?=\S)")
_ASKS = r"(?:what|who|whom|whose|when|where|why|how|which)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|must|will|would|has|have|had|may|might)"
_VERB = re.compile(
    rf"\b(?:{_AUXILIARY}|made|said|wrote|pays?|runs?|ran|leads?|led|decides?|covers?|took|use[sd]?|get|gets)\b", re.IGNORECASE
)
_JOINT = re.compile(rf"(?:[,;]?\s+and\s+(?:also\s+)?|(?P<comma>[,;])\s+)(?=(?:{_ASKS}|{_AUXILIARY})\b)", re.IGNORECASE)
_STARTS_ASKING = re.compile(rf"(?:^|[.!;:,]\s+)(?:{_ASKS}|{_AUXILIARY})\b", re.IGNORECASE)
_IN_QUESTION_ORDER = re.compile(rf"^(?:(?:{_ASKS}|how (?:many|much|long|often|big|old|far)) )?{_AUXILIARY}\b", re.IGNORECASE)
"""Begins as a whole question does: "what is", "how much was", "did". "When a plan is reviewed" does not."""
_TELLS = re.compile(rf"^{_ASKS} (?:it|they|he|she|there|this|that|these|those|the|an?|i|we|you|my|our|your|their|its)\b", re.IGNORECASE)
"""Asks in the order of what is told: "how it is done". That belongs to what stands before it."""
_YES_OR_NO = re.compile(rf"^{_AUXILIARY}\b", re.IGNORECASE)
_GOES_ON = re.compile(
    rf"^{_AUXILIARY} (?!(?:it|they|he|she|there|this|that|these|those|the|an?|i|we|you|my|our|your)\b|(?-i:[A-Z]))", re.IGNORECASE
)
"""An auxiliary without a subject after it: "Who went there and was trained" is one question."""
_LEAST_WORDS = 3
_MOST_PARTS = 3
_WORDS_THAT_HOLD_A_VERB = 4
"""A question of so many words has a verb, though it may be one that is not known here ("Which act covers carers")."""


def parts_of(question: str) -> list[str]:
    """The questions in a question, at most three; one where it is one. What is said before the first question belongs to that."""
    sentences = _BETWEEN_SENTENCES.split(question.strip())
    pieces = [piece for sentence in sentences for piece in _split_at_joints(sentence)]
    if len(pieces) == 1 or len(pieces) > _MOST_PARTS or any(not _is_a_question(piece) for piece in pieces[1:]):
        return [question.strip()]
    return pieces


def asked_last(question: str) -> str:
    """The last of several questions; what is said before it in the same breath ("My rent rose. Can I appeal?") belongs to it."""
    return _BETWEEN_SENTENCES.split(question.strip())[-1]


def _split_at_joints(sentence: str) -> list[str]:
    for match in _JOINT.finditer(sentence):
        left, right = sentence[: match.start()], sentence[match.end() :]
        if _is_joint(left, right, needs_order=bool(match["comma"])):
            return [f"{left}?", *_split_at_joints(right)]
    return [sentence]


def _is_joint(left: str, right: str, *, needs_order: bool) -> bool:
    """Whether there is a whole question on both sides, and not a list of things that one question asks for."""
    asks = _STARTS_ASKING.search(left)
    if asks is None or not _is_a_question(right) or not terms(left[asks.start() :]):
        return False
    asked = left[asks.start() :].lstrip(".!;:, ")
    if _TELLS.match(right):
        return False
    if _GOES_ON.match(right) and not _IN_QUESTION_ORDER.match(asked):
        return False
    if needs_order or re.search(rf",\s*{re.escape(right.split(maxsplit=1)[0])}\b", left, re.IGNORECASE):
        # After a mere comma yes or no is asked of the same matter ("How do I give notice, does a letter count"), without repeating it.
        return bool(_IN_QUESTION_ORDER.match(asked) and _IN_QUESTION_ORDER.match(right) and not (needs_order and _YES_OR_NO.match(right)))
    return bool(_VERB.search(asked)) or (len(asked.split()) >= _WORDS_THAT_HOLD_A_VERB and bool(_IN_QUESTION_ORDER.match(right)))


def _is_a_question(piece: str) -> bool:
    return len(piece.split()) >= _LEAST_WORDS and bool(_STARTS_ASKING.match(piece)) and bool(_VERB.search(piece) or terms(piece))
