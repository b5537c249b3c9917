"""Text from documents, questions and records, made safe for a terminal. Apart, so that it can be had without what search needs."""

from __future__ import annotations

from unicodedata import category

__all__ = ["printable"]


def printable(text: str) -> str:
    """The text with a mark in place of what is neither a sign nor a space: nothing that comes from others may command the terminal."""
    # Spaces that do not break count as not printable in Python, but are only spaces.
    return "".join(each if each.isprintable() or each in "\n\t" or category(each) == "Zs" else "�" for each in text)
