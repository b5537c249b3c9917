"""What a page is called where its heading, and the titles that it gives itself, say different things: one may be the name of the site."""

from __future__ import annotations

import re

from ingest.opening_blocks import telling_words
from ingest.sections import letters_of
from ingest.written_dates import written_dates

__all__ = ["told_apart", "without_site"]

_BETWEEN_PARTS = re.compile(r"\s+(?:[|–—»·-]|::)\s+|\s*\|\s*")
_GREETING = re.compile(r"welcome to\s+(?:the\s+)?", re.IGNORECASE)
_WORDS_BEFORE = 6
_ANNOUNCED_WORDS = 4  # a title of fewer that has no word of the heading's may be that of any page ("Case detail")


def told_apart(heading: str, title: str | None, shared: str | None, *, is_repeated: bool) -> str:
    """The heading of a page, or what tells it from other pages of its site.

    ``title`` is that of the window, ``shared`` the one that the page gives to those who share it; ``is_repeated`` says that the page
    sets this heading several times, as sites set their name.
    """
    parts = [part for part in _BETWEEN_PARTS.split(title or "") if part]
    if not parts:
        return heading
    letters = letters_of(heading)
    if "|" in (title or "") and len(parts) > 1 and letters_of(parts[-1]) == letters:  # "Fees | City" over which stands "City"
        return f"{heading}: {parts[0]}" if letters_of(parts[0]) != letters else heading
    if len(parts) > 1 and letters_of(parts[0]) == letters and _is_date(parts[-1]):
        return f"{heading}, {parts[-1]}"
    words = set(telling_words(heading))
    if not words.intersection(telling_words(f"{title} {shared or ''}")):
        if shared and letters_of(shared) == letters_of(parts[0]):
            return shared
        if is_repeated and len(parts[0].split()) >= _ANNOUNCED_WORDS:
            return parts[0]
    whole = _GREETING.sub("", title or "")
    before = len(whole.split()) - len(heading.split())
    if len(parts) == 1 and ":" not in whole and 0 < before <= _WORDS_BEFORE and whole.casefold().endswith(f" {heading.casefold()}"):
        return whole  # "Minutes of the yearly meeting" over "Yearly meeting"
    return heading


def without_site(name: str | None, heading: str | None) -> str | None:
    """A name of the page, or only its heading where the name is that with the name of the site behind it."""
    if name and heading and letters_of(name).startswith(letters_of(heading)):
        rest = [part for part in _BETWEEN_PARTS.split(name) if part]
        return heading if len(rest) > 1 else name
    return name


def _is_date(text: str) -> bool:
    dates = written_dates(text)
    return len(dates) == 1 and not telling_words(text[: dates[0].start] + text[dates[0].end :])
