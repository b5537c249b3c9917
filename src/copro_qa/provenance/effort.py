"""What a check may cost. It is counted and not timed, so that the same record always comes to the same end."""

from __future__ import annotations

from copro_qa.errors import CheckTooLong

__all__ = ["SERVICE_EFFORT", "UNLIMITED", "Effort"]

SERVICE_EFFORT = 3_000_000_000
"""For one request. A unit is 1 to 3 nanoseconds of one core (measured on a text of 1.6 million characters), so this is 3 to 9 seconds.

Thirteen quotes that were all altered in a document of 250,000 words, the most that one answer shows, stay below it.
"""

_PER_QUOTE = 10_000_000
"""Above what a quote at its place costs, so that the number of quotes is bounded too: to 300."""
_PER_CHARACTER_OPENED = 20
_PER_CHARACTER_SEARCHED = 1
_PER_PLACE = 3_000
_PER_WORD_BEGINNING = 300
_CHARACTERS_PER_WORD = 6
_ALIGNING = 60
"""Parting a document into words costs as much as comparing it with so many words."""


class Effort:
    """Counts the work of one check, and stops it when there is more than ``allowed``; without a limit where that is None."""

    def __init__(self, allowed: int | None = None) -> None:
        self._left = allowed

    def begin(self) -> None:
        """A quote, or another place that says the same, is checked. Raises CheckTooLong when that is too much; so do the others."""
        self._spend(_PER_QUOTE)

    def open(self, characters: int) -> None:
        """A document is read."""
        self._spend(_PER_CHARACTER_OPENED * characters)

    def search(self, characters: int) -> None:
        """A document is looked through for words as they are."""
        self._spend(_PER_CHARACTER_SEARCHED * characters)

    def tell_apart(self, places: int) -> None:
        """So many places have the same words."""
        self._spend(_PER_PLACE * places)

    def align(self, characters: int, words: int) -> None:
        """A document is compared with so many words."""
        self._spend(characters * (_ALIGNING + words))

    def hash_each_word(self, characters: int, length: int) -> None:
        """A stretch of this length is hashed from each word of a document on."""
        self._spend(characters // _CHARACTERS_PER_WORD * (_PER_WORD_BEGINNING + 2 * length))

    def _spend(self, units: int) -> None:
        if self._left is None:
            return
        self._left -= units
        if self._left < 0:
            raise CheckTooLong(
                "This check would take too long for one request: it holds too many quotes, or too long ones, that are not where they were "
                "in long documents. Check one answer, or one quote, at a time. The command copro-qa verify has no such limit."
            )


UNLIMITED = Effort()
"""For one's own machine."""
