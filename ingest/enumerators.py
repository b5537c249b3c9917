"""The marks that items of a list go by: bullets, and numbers as people write and cite them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

__all__ = [
    "Enumerator", "awaits_number", "bracketed_number", "follows", "is_bullet", "item_mark", "item_text", "letters",
    "list_label", "numbered_parts", "parse_enumerator", "roman", "strip_bullet", "without_sentence_behind",
]  # fmt: skip

_BULLET = re.compile(
    r"\s*(?:[•‣⁃∙●○◦■□▪▫◆◇❖✓✔☐☑☒❏❐❑❒➔➢➤►▶✗✘\u00b7\u2043\uf0b7\uf0a7\uf0d8\uf076\uf02d\uf0fc\uf077\uf0be\uf06f\uf070\uf071\uf072\uf0a8\uf0fd\uf0fe]|o(?=\s{2,}|\t)"
    r"|[\ue000-\uf8ff](?=\s|\Z)|[-–—−*+»›](?=\s))\s*",  # a sign that only a font of symbols knows is a mark before a text
)
_TELLING_MARKS = frozenset("✓✔✗✘☐☑☒□\uf0fb\uf0fc\uf0fd\uf0fe\uf0a8\uf06f\uf078")
_UNITS = (  # "3.5 million people" begins no clause
    "thousand|million|billion|trillion|bn|per|percent|percentage|times|points?|hours?|days?|weeks?|months?|years?|miles?|km|kilometres?|"
    "metres?|hectares?|acres?|tonnes?|kg|litres?"
)
_NUMBER = re.compile(
    r"\s*(?!p\.\s+\d)(?P<label>"  # a page is no clause
    r"\((?:[0-9]{1,3}|[ivxl]{1,6}|[a-z]{1,2}|[A-Z])\)"  # (1) (iv) (a)
    r"|(?:[0-9]{1,3}|[ivxl]{1,6}|[a-zA-Z])\)"  # 1) iv) a)
    rf"|[0-9]{{1,3}}\.[0-9]{{1,3}}(?!\s+(?i:{_UNITS})\b)\.?"  # 2.3
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){2,4}\.?"  # 2.3.1
    r"|(?:[0-9]{1,3}|[ivxl]{1,6}|[a-zA-Z])\."  # 1. iv. a.
    r")(?=\s+\S)\s+",
)
_AWAITS_NUMBER = re.compile(
    r"(?<!\ba)(?<!\bany)(?<!\beach)(?<!\bevery)(?<!\bthat)(?<!\bits)(?<!\bour)(?<!\bthe)(?<!\btheir)(?<!\bthis) "
    r"(?:articles?|chapters?|clauses?|paragraphs?|regulations?|rules?|sections?|subsections?)\Z"
)
_FIGURES = re.compile(r"[0-9]{1,9}")
_BRACKETED = re.compile(r"\s*\[(\d{1,3})\]\s+(?=\S)")
_CLAUSE_END = re.compile(r"(?:[:;.]|;\s+(?:and|or))\s*\Z")  # what a clause ends in, or what leads the first one
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s*\Z")
_LEAD_END = re.compile(r"(?::\s*|\A\s*)\Z")
_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A number in one of the ways of writing it. ``style`` tells "(a)" from "a." and "(i)"; ``value`` counts from 1."""

    style: str
    value: int


def roman(number: int) -> str:
    """The number in small Roman numerals."""
    text = "m" * (number // 1000)
    for sign, value in (("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), *_ROMAN):
        while number % 1000 >= value:
            text += sign
            number -= value
    return text


_ROMAN_VALUES = {roman(value): value for value in range(1, 100)}


def strip_bullet(text: str) -> str | None:
    """The text behind a bullet, or None when there is no bullet."""
    match = _BULLET.match(text)
    return text[match.end() :] if match else None


def item_text(text: str) -> str | None:
    """The text of an item behind its bullet, or None when there is none. A tick, a cross or a box stays: it is half of what is said."""
    bare = strip_bullet(text)
    return text.lstrip() if bare is not None and text.lstrip()[:1] in _TELLING_MARKS else bare


def is_bullet(text: str) -> bool:
    """Whether a text is nothing but a bullet, or several; a tick, a cross or a box says something."""
    return bool(text.strip()) and all(item_text(sign) == "" for sign in text.split())


def awaits_number(text: str) -> bool:
    """Whether a text ends in a word behind which the number of a clause is named: "as set out in section"."""
    return bool(_AWAITS_NUMBER.search(text.rstrip()))


def bracketed_number(text: str) -> int | None:
    """The number in square brackets that a note or a reference begins with, or None."""
    match = _BRACKETED.match(text)
    return int(match[1]) if match else None


def item_mark(text: str) -> str | None:
    """The number that the text begins with, as it is written, or None."""
    match = _NUMBER.match(text)
    return match["label"] if match else None


def parse_enumerator(label: str) -> list[Enumerator]:
    """What a label can mean, likeliest first: "(i)" is Roman one or the letter after h. Empty for none."""
    body = label.strip("().")
    around = label.replace(body, "#", 1)
    readings = []
    if _FIGURES.fullmatch(body):
        readings.append(Enumerator(f"1{around}", int(body)))
    elif "." in body and _FIGURES.fullmatch(body.rpartition(".")[2]):
        readings.append(Enumerator(f"{body.rpartition('.')[0]}.1{around}", int(body.rpartition(".")[2])))
    else:
        value = _ROMAN_VALUES.get(body)
        if value is not None:
            readings.append(Enumerator(f"i{around}", value))
        if len(body) == 1 and body.isalpha() and body.isascii():
            readings.append(Enumerator(f"{'a' if body.islower() else 'A'}{around}", ord(body.lower()) - ord("a") + 1))
    return readings


def follows(label: str, next_label: str) -> bool:
    """Whether ``next_label`` is the next number after ``label`` in the same way of writing them."""
    first, second = parse_enumerator(label), parse_enumerator(next_label)
    return any(a.style == b.style and b.value == a.value + 1 for a in first for b in second)


def numbered_parts(text: str) -> list[tuple[int, str]]:
    """The text cut before each line that begins the next clause of a numbered list, with the number of the line that each part begins at.

    Numbers begin lines of ordinary sentences too, wherever a line happens to end. So two have to follow one another, each behind what
    ends a clause; or all of them do, from the beginning of the text or from a colon on. Else the text alone is returned. What comes before
    the first number is the first part, and empty where nothing does.
    """
    lines = text.split("\n")
    marks = {number: mark for number, line in enumerate(lines) if (mark := item_mark(line)) is not None}
    ended = [number for number in marks if not number or _CLAUSE_END.search(lines[number - 1])]
    if not any(follows(marks[one], marks[other]) for one, other in pairwise(ended)):
        ended = list(marks)
        is_led = bool(ended) and _LEAD_END.search("\n".join(lines[: ended[0]]))
        if len(ended) < 2 or not is_led or not all(follows(marks[one], marks[other]) for one, other in pairwise(ended)):  # noqa: PLR2004
            return [(0, text)]
    return [(start, "\n".join(lines[start:end])) for start, end in pairwise([0, *ended, len(lines)])]


def without_sentence_behind(clause: str, widest: int) -> tuple[str, str]:
    """The last clause of a list, and what stands behind it: a sentence that begins a line though its first word had room on the one before.

    ``widest`` is how many characters the longest line of the text has. Where the line before is about as long as that, the text may only
    be wrapped there, so nothing is taken off.
    """
    lines = clause.split("\n")
    for number, (line, following) in enumerate(pairwise(lines), 1):
        first_word = following.split()[0] if following.strip() else ""
        has_room = len(line.rstrip()) + 1 + len(first_word) <= widest
        if has_room and first_word[:1].isupper() and _SENTENCE_END.search(line):
            return "\n".join(lines[:number]), "\n".join(lines[number:])
    return clause, ""


def list_label(style: str, number: int) -> str:
    """The number of an item as a program writes it: ``style`` is "1", "a", "A", "i" or "I"."""
    if style in "iI" and number > 0:
        text = roman(number)
    elif style in "aA" and number > 0:
        text = letters(number)
    else:
        return f"{number}."
    return f"{text.upper() if style.isupper() else text}."


def letters(number: int) -> str:
    """The number in letters: a to z, then aa, ab and so on."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
