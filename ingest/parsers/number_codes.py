"""How spreadsheets and charts write a number: the codes of its form, such as "0.0%", "£#,##0" and "mmm yyyy"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

__all__ = ["as_number", "written"]

_GENERAL = "general"
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.(?P<decimals>[#0?]*))?(?P<thousands>,*)|\.(?P<bare>[#0?]+)")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[\$([^\]-]*)[^\]]*\]|\[(?:[A-Za-z]+\d*)\]')
_CONDITION = re.compile(r"\[[<>=]")
_DATE_PART = re.compile(r"y+|m+|d+", re.IGNORECASE)
_DATE = re.compile(r"[ymd]", re.IGNORECASE)
_BEYOND = re.compile(r"[hs]|E[+-]|/\s*[?#0]|@", re.IGNORECASE)  # times, powers of ten, fractions, text
_GENERAL_DIGITS = 10
_MOST = Decimal(10) ** 15  # beyond it spreadsheets do not know each digit
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  # days, without a time
_LAST_DAY = 2_958_465  # 31 December 9999
_KEPT = "\ue000"  # stands for a literal while the digits are looked for


def as_number(text: str) -> Decimal | None:
    """The number that a file holds as text; None for another text, and for one that is no number or beyond all use."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < _MOST else None


def written(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """A number as a viewer sees it in the form of a code. What a code asks for that is not known here is written plainly.

    Days are counted from 1900, or where the file says so, from 1904.
    """
    sections = _sections(code)
    if not sections or _CONDITION.search(code):
        return _plainly(value)
    number = 2 if value == 0 and len(sections) > 2 else 1 if value < 0 and len(sections) > 1 else 0  # noqa: PLR2004
    section, has_own_sign = sections[number], number == 1
    if section.strip().lower() == _GENERAL:
        return _plainly(abs(value) if has_own_sign else value)
    literals: list[str] = []

    def kept(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[5] or "")
        return _KEPT

    form = _LITERAL.sub(kept, section)
    if _BEYOND.search(form):
        return _plainly(value)
    if _DATE.search(form):
        text = _as_date(value, form, from_1904=from_1904)
    else:
        text = _as_figure(abs(value), form)
        text = text and (f"-{text}" if value < 0 and not has_own_sign and any(map(str.isdigit, text.strip("0., %"))) else text)
    if text is None:
        return _plainly(value)
    parts = iter(literals)
    return " ".join("".join(next(parts) if character == _KEPT else character for character in text).split())


def _sections(code: str) -> list[str]:
    """The forms for numbers above, below and of nothing, which semicolons part."""
    return re.findall(r'(?:"[^"]*"|\\.|[^;"\\]|["\\])+|(?<=;)(?=;|\Z)', code)


def _plainly(value: Decimal) -> str:
    text = format(Decimal(f"{value:.{_GENERAL_DIGITS}g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _as_figure(value: Decimal, form: str) -> str | None:
    """A number of no sign in a form of digits; None for a form that is not known, the form itself where it has none."""
    place = _DIGITS.search(form)
    if place is None:
        return form
    if any(character in form[: place.start()] + form[place.end() :] for character in "#0?"):
        return None
    decimals = place["decimals"] or place["bare"] or ""
    whole = place[0].partition(".")[0]
    scaling = len(place["thousands"] or "") + (len(whole) - len(whole.rstrip(",")) if "." not in place[0] else 0)
    value = value.scaleb(2 * form.count("%") - 3 * scaling)
    rounded = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    before, _, after = digits.partition(".")
    needed = len(decimals.rstrip("#"))
    after = after[:needed] + after[needed:].rstrip("0")
    before = before.zfill(whole.count("0")) if before != "0" or "0" in whole else ""
    return form[: place.start()] + (f"{before}.{after}" if after else before) + form[place.end() :]


def _as_date(value: Decimal, form: str, *, from_1904: bool) -> str | None:
    if not 0 < value <= _LAST_DAY:
        return None
    day = (_FIRST_DAY_1904 if from_1904 else _FIRST_DAY) + timedelta(days=int(value))

    def part(match: re.Match[str]) -> str:
        letter, length = match[0][0].lower(), len(match[0])
        if letter == "y":
            return f"{day:%Y}" if length > 2 else f"{day:%y}"  # noqa: PLR2004
        number = day.day if letter == "d" else day.month
        if length < 3:  # noqa: PLR2004
            return f"{number:0{length}d}"
        name = f"{day:%A}" if letter == "d" else f"{day:%B}"
        return name[0] if length == 5 else name if length == 4 else name[:3]  # noqa: PLR2004

    return _DATE_PART.sub(part, form)
