"""What a parser leaves out of the text of a document, by reason, and the words of it where a person should see that nothing is lost."""

from __future__ import annotations

from collections import Counter

__all__ = ["LeftOut"]

_MOST_TEXTS = 100  # of a reason that are named; the rest are counted
_LONGEST = 160  # characters of one
_THE_REST = "…"


class LeftOut(Counter[str]):
    """Why text was left out, in plain words, and how many pieces. ``texts`` holds the words of those that were added with them."""

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, dict[str, tuple[str, int]]] = {}

    def add(self, reason: str, text: str, *, kind: str = "") -> None:
        """Counts a piece and keeps its words. Pieces of one ``kind``, such as lines that differ by their number, are named once."""
        self[reason] += 1
        said = self._said.setdefault(reason, {})
        flat = " ".join(text.split())
        if not flat:
            return
        key = kind or flat
        if key not in said and len(said) >= _MOST_TEXTS:
            key, flat = _THE_REST, _THE_REST
        named, times = said.get(key, (flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rstrip()}…", 0))
        said[key] = named, times + 1

    def take(self, other: LeftOut) -> None:
        """Adds what was left out of a part that was read by itself."""
        self.update(other)
        for reason, texts in other._said.items():  # another of the same kind
            for key, (named, times) in texts.items():
                said = self._said.setdefault(reason, {})
                said[key] = said.get(key, (named, 0))[0], said.get(key, (named, 0))[1] + times

    @property
    def texts(self) -> dict[str, dict[str, int]]:
        """By reason the words that were left out, each with how often; what was too much to name stands under "…"."""
        found: dict[str, dict[str, int]] = {}
        for reason, texts in sorted(self._said.items()):
            for named, times in texts.values():
                of_reason = found.setdefault(reason, {})
                of_reason[named] = of_reason.get(named, 0) + times
        return found
