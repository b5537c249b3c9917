"""Whole numbers that a file states in its markup: some are none, and some nobody can have meant."""

from __future__ import annotations

import re

__all__ = ["stated_number"]

_NUMBER = re.compile(r"\s*([+-]?[0-9]{1,6})\s*\Z")  # Python takes "²" for a digit, but for no number


def stated_number(text: str | None) -> int | None:
    """The whole number that a text is, of six digits at most; None for any other text."""
    match = _NUMBER.match(text or "")
    return int(match[1]) if match else None
