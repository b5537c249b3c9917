"""What is a figure, and what is a word, in the cell of a table."""

from __future__ import annotations

import re

__all__ = ["CURRENCY", "is_figure", "is_value", "is_year"]

CURRENCY = "£$€"
_FIGURE = re.compile(
    rf"[(\[–—−-]?\s*[{CURRENCY}]?\s*[(\[–—−-]?\s*\d(?:[\d.,]*\d)?\s*(?:%|m|bn|k|x)?\s*[)\]]?\s*%?\*?\Z|[–—−-]\s*%?\Z|[{CURRENCY}]\s*[–—−-]?\Z|n/?a\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?\Z")
_VALUE_CHARACTERS = 40


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure and nothing else: an amount, a share, or the dash that stands for none."""
    return bool(_FIGURE.match(text))


def is_value(text: str) -> bool:
    """Whether a cell holds a figure with a few words: "14.7% to 15.0%", "approximately $900 million"."""
    return len(text) <= _VALUE_CHARACTERS and any(map(str.isdigit, text)) and not text.endswith((".", ",", ":", ";"))


def is_year(text: str) -> bool:
    """Whether a cell holds a year, or two that are written as one."""
    return bool(_YEAR.match(text))
