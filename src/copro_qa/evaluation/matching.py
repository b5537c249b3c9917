"""When words quoted are the words expected.

The rule: ``*`` and ``_`` are dropped, quotation marks straightened, white space and case folded; then the quote must contain the
evidence. It forgives the marks that Markdown and word processors leave, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["contains_evidence", "find_evidence", "fold", "words"]

_TO_DOUBLE = "“”„‟«»"
_TO_SINGLE = "‘’\N{SINGLE LOW-9 QUOTATION MARK}\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}‹›"
_MARKS = str.maketrans(dict.fromkeys("*_") | dict.fromkeys(_TO_DOUBLE, '"') | dict.fromkeys(_TO_SINGLE, "'"))
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """``text`` as it is compared. Only ever compared, never shown."""
    return " ".join(text.translate(_MARKS).split()).casefold()


def words(text: str) -> list[str]:
    """The words of ``text`` as they are compared, in order, with repeats."""
    return _WORD.findall(fold(text))


def contains_evidence(text: str, evidence: Iterable[str]) -> bool:
    """Whether ``text`` contains one of the ``evidence`` strings."""
    folded = fold(text)
    return any(wanted and wanted in folded for wanted in map(fold, evidence))


def find_evidence(text: str, evidence: str) -> tuple[int, int] | None:
    """Where ``evidence`` first stands in ``text``: start and end in the text's own offsets. None when it does not."""
    wanted = fold(evidence)
    if not wanted or wanted not in fold(text):
        return None
    folded, offsets = _fold_with_offsets(text)
    start = folded.index(wanted)
    return offsets[start], offsets[start + len(wanted) - 1] + 1


def _fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """``fold(text)``, and for each of its characters the offset in ``text`` that it comes from."""
    characters: list[str] = []
    offsets: list[int] = []
    space_at: int | None = None
    for offset, character in enumerate(text):
        if character.isspace():
            space_at = offset if space_at is None else space_at
            continue
        folded = character.translate(_MARKS).casefold()
        if not folded:
            continue
        if space_at is not None and characters:
            characters.append(" ")
            offsets.append(space_at)
        space_at = None
        characters.extend(folded)
        offsets.extend([offset] * len(folded))
    return "".join(characters), offsets
