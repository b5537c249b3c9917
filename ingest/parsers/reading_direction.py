"""How a line of letters that stand from left to right is read, where it has words of scripts that run from right to left.

What the standard for such scripts (UAX 9) does for display, turned round, for one line. Without the marks of direction that an author
may have set the way back is not always certain: then it is taken as such texts are mostly written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ingest.parsers.pdf_character import Character

__all__ = ["has_right_to_left", "in_reading_order", "is_mark", "is_right_to_left"]

_WITHIN_FIGURES = frozenset(".,:/٫٬")
_SIGNS_OF_FIGURES = frozenset("%£$€₪°+-")
_PAIRS = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "«": "»", "»": "«", "<": ">", ">": "<"}
_OPENING = frozenset("([{«<")
_BEHIND_CLOSING = frozenset(".,;:!?)]}»>،؛؟۔")
_THOUSANDS = 3  # figures in one group
_BEGINS_TELEPHONE = ("0", "+", "٠", "۰")


def has_right_to_left(text: str) -> bool:
    """Whether a text has letters of a script that runs from right to left."""
    return not text.isascii() and any(character > "\u0590" and _kind(character) in "RA" for character in text)


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text run from right to left."""
    kinds = [_kind(character) for character in text]
    return sum(1 for kind in kinds if kind in "RA") > sum(1 for kind in kinds if kind == "L")


def in_reading_order(signs: Sequence[Character], *, is_mirrored: bool) -> list[tuple[int, Character]] | None:
    """The signs of one line, given in the order of their places, as they are read, each with its place in the list that is given.

    A line of a mirrored page, and one most of whose letters run to the left, begins at its right end. None where nothing changes.
    """
    whole = "".join(sign.text for sign in signs)
    has_letters = has_right_to_left(whole)
    if not is_mirrored and not has_letters:
        return None
    units = _joined(signs)
    if is_mirrored:
        units.reverse()
    texts = [signs[unit[0]].text for unit in units]
    kinds = [_kind(text) for text in texts]
    if is_mirrored and not has_letters and "L" in kinds:
        order = list(range(len(units)))
    elif is_mirrored or is_right_to_left(whole):
        order = _read_leftwards(texts, kinds)
    else:
        order = _with_leftward_parts(texts, kinds)
    ordered = [(place, signs[place]) for unit in order for place in units[unit]]
    return _with_brackets(ordered) if has_letters else ordered


def _joined(signs: Sequence[Character]) -> list[list[int]]:
    """The places of the signs, those of one sign and of the marks upon it together."""
    units: list[list[int]] = []
    for place, sign in enumerate(signs):
        before = signs[units[-1][0]] if units else None
        is_same = before is not None and bool(sign.text.strip()) and (sign.left, sign.right) == (before.left, before.right)
        if units and (is_same or is_mark(sign.text)):
            units[-1].append(place)
        else:
            units.append([place])
    return units


def _read_leftwards(texts: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """The places of signs that stand from left to right, read from right to left but for words of other scripts and figures."""
    parts: list[range] = []
    place = 0
    while place < len(texts):
        end = place + 1
        if kinds[place] == "L":
            end = _end_of_words(kinds, place)
        elif kinds[place] == "N" or _is_sign_of_figure(texts, kinds, place):
            end = _end_of_groups(texts, kinds, place) or _end_of_figure(texts, kinds, place)
        parts.append(range(place, end))
        place = end
    return [place for part in reversed(parts) for place in part]


def _end_of_words(kinds: Sequence[str], start: int) -> int:
    """Where words of another script end, with the figures behind them."""
    end = place = start + 1
    while place < len(kinds) and kinds[place] not in "RA":
        place += 1
        end = place if kinds[place - 1] in "LN" else end
    return end


def _end_of_groups(texts: Sequence[str], kinds: Sequence[str], start: int) -> int | None:
    """Where groups of figures end that are read from left to right.

    Those of a telephone number are, where its author saw to it: it begins with 0 or +. So are thousands, and what stands without letters.
    """
    ends = [_end_of_figure(texts, kinds, start)]
    starts = [start]
    while ends[-1] + 1 < len(texts) and not texts[ends[-1]].strip() and kinds[ends[-1] + 1] == "N":
        starts.append(ends[-1] + 1)
        ends.append(_end_of_figure(texts, kinds, starts[-1]))
    begins, ends_so = texts[starts[0]] in _BEGINS_TELEPHONE, texts[starts[-1]] in _BEGINS_TELEPHONE
    lengths = [end - begin for begin, end in zip(starts, ends, strict=True)]
    are_thousands = lengths[0] <= _THOUSANDS and all(length == _THOUSANDS for length in lengths[1:])
    is_bare = not {"R", "A"}.intersection(kinds) and not ends_so
    is_read_so = (begins and not ends_so) or (are_thousands and not begins) or is_bare
    return ends[-1] if len(starts) > 1 and is_read_so else None


def _end_of_figure(texts: Sequence[str], kinds: Sequence[str], start: int) -> int:
    place = start + 1
    while place < len(texts):
        is_within = place + 1 < len(texts) and kinds[place + 1] == "N" and texts[place] in _WITHIN_FIGURES
        if kinds[place] != "N" and not is_within and not _is_sign_of_figure(texts, kinds, place):
            break
        place += 1
    return place


def _is_sign_of_figure(texts: Sequence[str], kinds: Sequence[str], place: int) -> bool:
    """Whether a sign such as that of per cent stands beside its figure as it is read: not among Arabic letters."""
    if "A" in kinds or texts[place] not in _SIGNS_OF_FIGURES:
        return False
    near = [kinds[other] for other in (place - 1, place + 1) if 0 <= other < len(kinds)]
    return "N" in near if texts[place] not in "+-" else near == ["N", "N"]


def _with_leftward_parts(texts: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """The places of signs of a line that runs to the right, with words that run to the left within it turned."""
    found: list[int] = []
    place = 0
    while place < len(texts):
        end = other = place + 1
        while kinds[place] in "RA" and other < len(kinds) and kinds[other] != "L":
            other += 1
            end = other if kinds[other - 1] in "RA" else end
        found.extend(place + one for one in _read_leftwards(texts[place:end], kinds[place:end]))
        place = end
    return found


def _with_brackets(signs: Sequence[tuple[int, Character]]) -> list[tuple[int, Character]]:
    """Brackets as they open and close what stands in them: files name them by their shape, or by what they do."""
    found: list[tuple[int, Character]] = []
    texts = [" ", *(sign.text for _, sign in signs), " "]
    for place, (number, sign) in enumerate(signs, 1):
        is_opening = sign.text in _OPENING
        if sign.text in _PAIRS:
            begins = not texts[place - 1].strip() or texts[place - 1] in _OPENING
            ends = not texts[place + 1].strip() or texts[place + 1] in _BEHIND_CLOSING
            if begins not in (ends, is_opening):
                sign = sign._replace(text=_PAIRS[sign.text])  # noqa: PLW2901
        found.append((number, sign))
    return found


def _kind(text: str) -> str:
    """R for a letter that runs to the left (A for an Arabic one), L for one that runs to the right, N for a figure, else a blank."""
    if text < "\u0080":
        return "N" if text.isdigit() else "L" if text.isalpha() else " "
    kind = unicodedata.bidirectional(text[:1])
    return {"R": "R", "AL": "A", "L": "L", "EN": "N", "AN": "N"}.get(kind, " ")


def is_mark(text: str) -> bool:
    """Whether a character stands upon the letter before it, as the signs of vowels do."""
    return text > "\u007f" and unicodedata.category(text[:1]) == "Mn"
