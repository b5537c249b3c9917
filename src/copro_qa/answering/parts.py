"""Several questions asked at once: where one ends and the next begins."""

from __future__ import annotations

import re

from copro_qa.store.lexical import terms

__all__ = ["asked_last", "parts_of"]

_BETWEEN_SENTENCES = re.compile(r"(?<=\?)\s+(?=\S)|(?<=\w\?)(?=[A-Z][a-z]+ )")
_ASKS = r"(?:what|who|whom|whose|when|where|why|how|which)"
_AUXILIARY = r"(?:is|are|was|were|do|does|did|can|could|should|must|will|would|has|have|had|may|might)"
_BEHIND = r"(?:in|to|by|for|on|at|from|with|under|of|since)"
_VERB = re.compile(
    rf"\b(?:{_AUXILIARY}|made|said|wrote|happen(?:s|ed)?|pays?|runs?|ran|leads?|led|decides?|covers?|took|use[sd]?|get|gets)\b",
    re.IGNORECASE,
)
_BETWEEN_LINES = re.compile(
    # A lower-case "who is" or "which are" in a new line may go on with the line before.
    rf"\n\s*(?=(?:(?:\(?(?:\d{{1,2}}|[a-e])[.)]|[-•*])\s+)(?:{_ASKS}|{_AUXILIARY})\b"
    rf"|(?-i:[A-Z])\w*\s|(?:what|how|why|where|when) {_AUXILIARY}\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:\(?(?:\d{1,2}|[a-e])[.)]|[-•*])\s+")
_JOINER = re.compile(r"^(?:and|also|but|so|then|plus)\b[,\s]+(?:also\b[,\s]+)?", re.IGNORECASE)
_TELL_ME = re.compile(rf"^(?:please )?(?:tell me|explain(?: to me)?|describe|let me know|show me)\s+(?={_ASKS}\b)", re.IGNORECASE)
_JOINT = re.compile(
    rf"(?:[,;]?\s+(?:and|&),?\s+(?:if so,?\s+)?(?:also\s+)?|(?P<comma>[,;])\s+)(?=(?:{_ASKS}|{_AUXILIARY}|{_BEHIND} {_ASKS})\b)",
    re.IGNORECASE,
)
_BEHIND_ASKS = rf"{_BEHIND} {_ASKS} (?:[\w’'-]+ ){{0,3}}?{_AUXILIARY}"
_STARTS_ASKING = re.compile(rf"(?:^|[.!;:,]\s+)(?:{_ASKS}|{_AUXILIARY}|{_BEHIND_ASKS})\b", re.IGNORECASE)
_IN_QUESTION_ORDER = re.compile(
    rf"^(?:(?:(?:{_ASKS}|how (?:many|much|long|often|big|old|far)) )?{_AUXILIARY}|{_BEHIND_ASKS})\b", re.IGNORECASE
)
"""Begins as a whole question does: "what is", "how much was", "did", "to whom does". "When a plan is reviewed" does not."""
_TELLS = re.compile(
    rf"^(?:{_BEHIND} )?{_ASKS} (?:it|they|he|she|there|this|that|these|those|the|an?|i|we|you|my|our|your|their|its)\b"
    rf"|^{_ASKS} {_AUXILIARY}(?:n['’]t| not)?\W*$"
    rf"|^(?:why|when|where) (?!(?:(?:else|exactly|then|precisely|on earth) )?{_AUXILIARY}\b)"
    rf"|^how (?!{_AUXILIARY}\b|(?:many|much|long|often|big|old|far|soon|well|large|high|else|exactly|\w+ly|[a-z]*[^\Ws] {_AUXILIARY})\b)"
    rf"|^whom? \w+[^\Ws]s {_AUXILIARY}\b|^which \w+ (?:a|an|the|it|they|he|she|i|we|you)\b"
    rf"|^what (?!{_AUXILIARY}\b|(?:else|exactly|happen(?:s|ed)?|change[sd]?|comes?|came|goes|went|counts?|makes?|made|needs?|cause[sd]?)\b"
    rf"|(?:[\w’'-]+ ){{1,4}}{_AUXILIARY}\b)"
    r"|^what (?:[\w’'-]+ ){1,2}(?:must|should|can|could|will|would|may|might) [\w’'-]+\W*$"
    r"|^what (?:[\w’'-]+ ){1,2}(?:is|are|was|were) \w+ing\b",
    re.IGNORECASE,
)
"""Asks in the order of what is told: "how it is done", "what councils offer". That belongs to what stands before it."""
_YES_OR_NO = re.compile(rf"^{_AUXILIARY}\b", re.IGNORECASE)
_GOES_ON = re.compile(
    rf"^{_AUXILIARY} (?!(?:it|they|he|she|there|this|that|these|those|the|an?|i|we|you|my|our|your)\b|(?-i:[A-Z]))", re.IGNORECASE
)
"""An auxiliary without a subject after it: "Who went there and was trained" is one question."""
_LEAST_WORDS = 3
_OF_TWO_WORDS = re.compile(r"^(?:who|what) (?!else\b|is\b|was\b|does\b|has\b)(?:\w+[^\Ws]s|\w+ed|paid|led|ran)\W*$", re.IGNORECASE)
"""A question of no more words that is one nevertheless: "who pays", "who decides"."""
_MOST_PARTS = 3
_WORDS_THAT_HOLD_A_VERB = 4
"""A question of so many words has a verb, though it may be one that is not known here ("Which act covers carers")."""


def parts_of(question: str) -> list[str]:
    """The questions in a question, at most three; one where it is one. What is said before the first question belongs to that."""
    sentences = [sentence for text in _BETWEEN_SENTENCES.split(question.strip()) for sentence in _split_at_lines(text)]
    # The number, the "And" and the "Tell me" before a question are no part of it.
    bare = [_NUMBER.sub("", sentence) for sentence in sentences]
    bare[1:] = [_JOINER.sub("", sentence) for sentence in bare[1:]]
    pieces = [piece for sentence in bare for piece in _split_at_joints(_TELL_ME.sub("", sentence))]
    if len(pieces) == 1 or len(pieces) > _MOST_PARTS or any(not _is_a_question(piece) for piece in pieces[1:]):
        return [question.strip()]
    return pieces


def asked_last(question: str) -> str:
    """The last of several questions; what is said before it in the same breath ("My rent rose. Can I appeal?") belongs to it."""
    return _BETWEEN_SENTENCES.split(question.strip())[-1]


def _split_at_lines(text: str) -> list[str]:
    """The lines of a text where each is a question of its own, else the text as it is: a line may end where there is no room."""
    lines = [line.strip() for line in _BETWEEN_LINES.split(text)]
    bare = [_NUMBER.sub("", line) for line in lines]
    are_questions = all(_is_a_question(line) and not _TELLS.match(line) and _VERB.search(line) for line in bare)
    return lines if are_questions else [text]


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
    if _OF_TWO_WORDS.match(piece):
        return True
    return len(piece.split()) >= _LEAST_WORDS and bool(_STARTS_ASKING.match(piece)) and bool(_VERB.search(piece) or terms(piece))
