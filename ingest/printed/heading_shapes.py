"""Which printed paragraphs are worded like headings, whatever they are set in."""

from __future__ import annotations

import re

from ingest.enumerators import item_mark
from ingest.printed.paragraph import Paragraph

__all__ = ["bare_text", "is_worded_like_heading", "number_class", "unit_of"]

_CHARACTERS = 220
_LINES = 4
_FEWEST_LETTERS = 3
_LETTERS = 0.4  # share of the text behind a number; less is a number or a mark
_COLON_WORDS = 6  # more lead a list: "The panel will look at the following:"
_DASHES = "-–—*~"  # a bullet close to its text, or what says who is quoted
_QUOTED = re.compile(r"[“\"‘'].*[.!?…,][”\"’']\Z", re.DOTALL)  # a sentence that somebody said, set large
_REFERRED = re.compile(r"[a-z]\.\s*\([^()]{1,20}\)\Z")  # a sentence, with where it is from: "It should be so. (113.83)"
_UNIT = re.compile(
    r"(?P<unit>articles?|chapter|part|section|title|book|division|annex|appendix|schedule|rule|standing order)"
    r"\s+(?:\d{1,3}[A-Za-z]?|[IVXLCivxlc]{1,7}|[A-Z])(?:\.\d{1,2})?[.:]?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?(?:(?P<figures>\d{1,3}(?:\.\d{1,3}){0,4})|(?P<roman>[ivxl]{2,6}|[IVXL]{2,6})|(?P<letter>[A-Za-z]))[.)]{0,2}\s")


def bare_text(paragraph: Paragraph) -> str:
    """The text of a paragraph on one line, without a number in front."""
    text = paragraph.flat
    mark = item_mark(text)
    return text[text.index(mark) + len(mark) :].lstrip(f" {_DASHES}") or text if mark else text


def is_worded_like_heading(paragraph: Paragraph, *, with_colon: bool = False) -> bool:
    """Whether a paragraph is short, and neither a sentence, nor a part of one, nor a number. ``with_colon``: a few words may end in one."""
    text = bare_text(paragraph)
    letters = sum(map(str.isalpha, text))
    if letters < _FEWEST_LETTERS or letters < _LETTERS * len(text) or len(text) > _CHARACTERS or len(paragraph.lines) > _LINES:
        return False
    if (
        text[0].islower()
        or paragraph.flat[0] in _DASHES
        or text.endswith((",", ";", "."))
        or _QUOTED.match(text)
        or _REFERRED.search(text)
        or (text[0] == "(" and text[-1] == ")")
    ):
        return False
    return not text.endswith(":") or (with_colon and len(text.split()) <= _COLON_WORDS)


def unit_of(paragraph: Paragraph) -> str:
    """What kind of part a paragraph names by its number alone, in small letters: "article" for "Article 12"; empty where it does not."""
    match = _UNIT.fullmatch(paragraph.flat)
    return match["unit"].lower() if match else ""


def number_class(paragraph: Paragraph) -> str:
    """How the number in front is written: "1", "1.1", "1.1.1", "A", "a"; empty without one. Roman numbers are letters here."""
    match = _NUMBERED.match(f"{paragraph.flat} ")
    if match is None:
        return ""
    if match["figures"]:
        return re.sub(r"\d+", "1", match["figures"])
    return "A" if (match["roman"] or match["letter"]).isupper() else "a"
