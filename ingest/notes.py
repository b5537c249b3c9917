"""Footnotes: what their marks look like, and what a raised figure is when it is no mark."""

from __future__ import annotations

import re

__all__ = ["as_raised", "is_note_key", "raised"]

_KEY = re.compile(r"\s*\[?(?P<key>[0-9]{1,3}|[ivx]{1,5}|[a-z]|[*†‡§]{1,3})\]?\s*\Z")
_BEFORE_MARKS = (".", ",", ";", ":", "!", "?", "”")  # nothing is squared behind these: "in 2010.¹"
_SUPERSCRIPTS = str.maketrans("0123456789+-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def is_note_key(text: str) -> str | None:
    """The key of a footnote mark that reads ``text``, or None when it cannot be one."""
    match = _KEY.match(text)
    return match["key"] if match else None


def raised(text: str, before: str, known: set[str]) -> tuple[str, str]:
    """What a raised ``text`` after ``before`` is: the footnote key it stands for (or ""), and the text to keep (or "").

    A mark whose footnote is in the document leaves the sentence. A figure behind a word of some length is a mark too,
    though its note is elsewhere, and so is one behind the end of a sentence. Anything else was raised by its meaning: "m²", "10⁶", "21st".
    """
    key = is_note_key(text) or ""
    if key in known:
        return key, ""
    word = re.search(r"[^\W\d_]*[.,;:!?)\]’”'\"]*\s*\Z", before)
    if key and not key.isalpha() and word and len(word[0].strip()) >= 3:  # noqa: PLR2004  # longer than a unit: m, km, cm
        return key, ""
    if key and (not key.isalpha() or len(key) == 1) and before.endswith(_BEFORE_MARKS):
        return key, ""
    return "", text.translate(_SUPERSCRIPTS) if text.strip().isdigit() else text


def as_raised(text: str, after: str) -> str:
    """A raised figure, or a letter at the end of a word, as the sign for it, so that "12" with the mark "3" does not read "123".

    Other texts are as they were ("21st", "McCall"), and ``after`` is what stands behind it.
    """
    is_letter = len(text.strip()) == 1 and text.strip().isalpha() and not after[:1].isalnum()
    return text.translate(_SUPERSCRIPTS) if text.strip().isdigit() or is_letter else text
