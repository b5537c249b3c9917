"""What is a figure, and what is a word, in the cell of a table."""

from __future__ import annotations

import re

__all__ = ["CURRENCY", "is_dimension", "is_figure", "is_missing", "is_unit", "is_value", "is_year"]

CURRENCY = "£$€"
_FIGURE = re.compile(
    rf"[(\[–—−-]?\s*[{CURRENCY}]?\s*[(\[–—−-]?\s*\d(?:[\d.,]*\d)?\s*(?:%|m|bn|k|x)?\s*[)\]]?\s*%?\*?\Z|[–—−-]\s*%?\Z|[{CURRENCY}]\s*[–—−-]?\Z|n/?a\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?\Z")
_VALUE_CHARACTERS = 40
_UNIT = re.compile(
    rf"\([^()]*[^\W\d][^()]{{0,20}}\)\Z|[{CURRENCY}]\s?(?:m|bn|k|'?000s?|millions?|billions?|thousands?)?\Z|%\Z|per ?cent\Z", re.IGNORECASE
)
_MISSING = re.compile(
    r"(?:(?:data )?not (?:recorded|known|available|applicable|stated|given|provided|reported|held|collected|disclosed|shown|yet)\b"
    r"|no (?:data|figures?|information|return|response)\b|too (?:few|small|low)\b|(?:fewer|less) than\b"
    r"|(?:none|nil|unknown|missing|suppressed|withheld|redacted|confidential|pending|tbc|tbd|n\.?/?[ak]\.?)\Z|\W+\Z|\[\w{1,2}\]\Z)",
    re.IGNORECASE,
)
_DIMENSION_WORDS = frozenset(
    "year month quarter week date period time financial calendar council local authority area region country nation county district ward"
    " town city place location health board partnership organisation organization body service provider setting sector"
    " type kind category class group age sex gender ethnicity ethnic disability tenure band name title item indicator"
    " measure variable characteristic theme topic subject question"
    " activity project programme method stage phase".split()
)
_JOINING_WORDS = frozenset({"of", "the", "and", "or", "by"})


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure and nothing else: an amount, a share, or the dash that stands for none."""
    return bool(_FIGURE.match(text))


def is_value(text: str) -> bool:
    """Whether a cell holds a figure with a few words: "14.7% to 15.0%", "approximately $900 million"."""
    return len(text) <= _VALUE_CHARACTERS and any(map(str.isdigit, text)) and not text.endswith((".", ",", ":", ";"))


def is_unit(text: str) -> bool:
    """Whether a cell holds a unit and no value: "(kWh)", "£m", "%"."""
    return bool(_UNIT.match(text))


def is_year(text: str) -> bool:
    """Whether a cell holds a year, or two that are written as one."""
    return bool(_YEAR.match(text))


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value to show: "not recorded", "suppressed", "*"."""
    return bool(_MISSING.match(text))


def is_dimension(text: str) -> bool:
    """Whether a cell holds nothing but words for what tables list by row: "Local authority", "Year", "Types of service"."""
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in _JOINING_WORDS]
    return bool(words) and all(not _DIMENSION_WORDS.isdisjoint(_singulars(word)) for word in words)


def _singulars(word: str) -> tuple[str, ...]:
    return word, word.removesuffix("s"), f"{word[:-3]}y" if word.endswith("ies") else word
