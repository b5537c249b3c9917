"""Which printed paragraphs are headings, and how they rank: by the file's outline, by size, by weight."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.printed.measures import Measures
from ingest.printed.paragraph import Paragraph

__all__ = ["OutlineEntry", "find_headings", "find_title"]

_LARGER = 1.12  # a heading set larger than the text is so by at least an eighth
_CHARACTERS = 220
_BOLD_CHARACTERS = 130
_LINES = 4
_TITLE_LARGER = 1.3
_QUOTED = re.compile(r"[“\"‘'].*[.!?…,][”\"’']\Z", re.DOTALL)  # a sentence that somebody said, set large


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One entry of a file's outline. ``level`` counts from 1; ``page`` counts from 1."""

    title: str
    level: int
    page: int | None


_Set = tuple[float, bool, bool]  # size, bold, capitals


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _bare(text: str) -> str:
    """Without a number in front."""
    return _letters(
        re.sub(r"^\s*(?:(?:chapter|part|section|annex|appendix)\s+\w+\s*[:.–-]?|[\d.]+|[a-z]\.)\s+", "", text, flags=re.IGNORECASE)
    )


def find_headings(paragraphs: Sequence[Paragraph], measures: Measures, outline: Sequence[OutlineEntry]) -> None:
    """Gives every paragraph that is a heading its rank, in ``level``."""
    by_page: dict[int, dict[str, int]] = defaultdict(dict)
    for entry in outline:
        if entry.page is not None and _bare(entry.title):
            by_page[entry.page][_bare(entry.title)] = entry.level
    ranks: dict[_Set, Counter[int]] = defaultdict(Counter)
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.bullet or paragraph.is_contents:
            continue
        level = by_page[paragraph.lines[0].page].get(_bare(paragraph.flat))
        if level is not None and len(paragraph.lines) <= _LINES:
            paragraph.level = level
            ranks[_setting(paragraph)][level] += 1
        elif _looks_like_heading(paragraph, measures):
            found.append(paragraph)
    settings = sorted(
        {_setting(paragraph) for paragraph in found} | set(ranks), key=lambda setting: (-setting[0], not setting[1], not setting[2])
    )
    if len({level for counted in ranks.values() for level in counted}) < 2:  # noqa: PLR2004  # a flat outline tells no ranks
        found += [paragraph for paragraph in paragraphs if paragraph.level]
        ranks.clear()
    level, levels = 0, {}
    for setting in settings:
        level = ranks[setting].most_common(1)[0][0] if setting in ranks else level + 1
        levels[setting] = level
    for paragraph in found:
        paragraph.level = levels[_setting(paragraph)]


def _setting(paragraph: Paragraph) -> _Set:
    return round(paragraph.size), paragraph.is_bold, paragraph.flat.isupper()


def _looks_like_heading(paragraph: Paragraph, measures: Measures) -> bool:
    text = paragraph.flat
    letters = sum(character.isalpha() for character in text)
    if letters < 3 or len(text) > _CHARACTERS or len(paragraph.lines) > _LINES or letters < 0.4 * len(text):  # noqa: PLR2004  # a number or a mark
        return False
    if (
        text.endswith((",", ";"))
        or _QUOTED.match(text)
        or (text.endswith((".", ":")) and not re.match(r"[\d.]+\s", text))
        or text[0].islower()
    ):
        return False
    if paragraph.size > _LARGER * measures.body_size:
        return len(text) <= _CHARACTERS and not text.endswith(".")
    if len(text) > _BOLD_CHARACTERS or text.endswith((".", ":")) or paragraph.size < 0.85 * measures.body_size:
        return False
    return (paragraph.is_bold and not measures.body_is_bold) or (text.isupper() and letters > 6 and len(paragraph.lines) < 3)  # noqa: PLR2004  # an abbreviation is none


def find_title(paragraphs: Sequence[Paragraph], measures: Measures) -> Paragraph | None:
    """What is set largest on the first page with text, when it stands out."""
    if not paragraphs:
        return None
    page = paragraphs[0].lines[0].page
    first = [
        paragraph
        for paragraph in paragraphs
        if paragraph.lines[0].page == page and paragraph.level and sum(map(str.isalpha, paragraph.flat)) > 5  # noqa: PLR2004  # not a year
    ]
    largest = max(first, key=lambda paragraph: paragraph.size, default=None)
    if largest is None or largest.size < _TITLE_LARGER * measures.body_size or len(largest.flat) > _CHARACTERS:
        return None
    return largest
