"""Whether the letters of a page can be told from the file: some fonts draw letters without saying which they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["are_garbled"]

_LEADERS = re.compile(r"…+|(?:[._\-–—=*·•] ?){3,}")  # as between an entry of a contents list and its page
_FEWEST_SIGNS = 60  # of fewer nothing can be said
_READABLE = 0.4  # share of letters and figures among the signs of words; in tables of figures and in formulas it is .7 and more


def are_garbled(texts: Iterable[str]) -> bool:
    """Whether what the file gives as the text of a page is signs without sense, as where a font numbers its letters as they come."""
    words = [word for text in texts for word in _LEADERS.sub(" ", text).split() if len(word) > 2]  # noqa: PLR2004  # no bullet
    signs = sum(map(len, words))
    return signs >= _FEWEST_SIGNS and sum(map(str.isalnum, "".join(words))) < _READABLE * signs
