"""The numbers that Word counts by itself: what stands before a paragraph in a numbered list or heading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.parsers.docx_number_forms import ENGLISH_FORMS, NOTHING_SHOWN, written_number
from ingest.stated_numbers import stated_number

__all__ = ["Numbering", "indent_of", "w"]

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_TWIPS = 20  # of a point


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return _NAMESPACE + name


def indent_of(properties: Any | None) -> float | None:  # noqa: ANN401  # an lxml element
    """How far in the text of a paragraph with these properties begins, in points; None where they do not say."""
    indent = None if properties is None else properties.find(w("ind"))
    said = None if indent is None else indent.get(w("left")) or indent.get(w("start"))
    number = stated_number(said)
    return None if number is None else number / _TWIPS


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    style: str | None = None
    indent: float | None = None
    restarts_after: int | None = None
    """The deepest level, counted from 1, after which it counts anew; 0 for none, None for the one above it."""


@dataclass(slots=True)
class _Abstract:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    """How far each level has counted. Lists that only look otherwise at some levels count on where the others are."""


class Numbering:
    """Counts the numbered paragraphs of one document in order. ``root`` is the root of its numbering part, if it has one.

    Where the text is not in English (``is_english``), numbers that Word would write in words are written in figures.
    """

    def __init__(self, root: Any | None, *, is_english: bool = True) -> None:  # noqa: ANN401  # an lxml element
        self._figures_for = () if is_english else ENGLISH_FORMS
        self._abstracts: dict[str, _Abstract] = {}
        self._of_list: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)
        if root is None:
            return
        for abstract in root.iter(w("abstractNum")):
            self._abstracts[abstract.get(w("abstractNumId"))] = _Abstract(
                {_number(level.get(w("ilvl"))): _read_level(level) for level in abstract.iter(w("lvl"))},
            )
        by_style = {name: identifier for identifier, name in _named(root, "styleLink")}
        for identifier, name in _named(root, "numStyleLink"):  # a list style of the document says how it counts
            if name in by_style:
                self._abstracts[identifier] = self._abstracts[by_style[name]]
        for number in root.iter(w("num")):
            self._read_list(number)

    def _read_list(self, number: Any) -> None:  # noqa: ANN401  # an lxml element
        identifier = number.get(w("numId"))
        chosen = number.find(w("abstractNumId"))
        if chosen is None or chosen.get(w("val")) not in self._abstracts:
            return
        base = chosen.get(w("val"))
        overridden = {
            _number(one.get(w("ilvl"))): _read_level(one.find(w("lvl")))
            for one in number.iter(w("lvlOverride"))
            if one.find(w("lvl")) is not None
        }
        if overridden:
            own = f"{base}/{identifier}"
            self._abstracts[own] = _Abstract({**self._abstracts[base].levels, **overridden}, self._abstracts[base].counts)
            base = own
        self._of_list[identifier] = base
        for one in number.iter(w("lvlOverride")):
            start = one.find(w("startOverride"))
            if start is not None:
                self._restarts[identifier][_number(one.get(w("ilvl")))] = _number(start.get(w("val")))

    def level_of_style(self, list_id: str, style_id: str) -> int:
        """The level that a list keeps for paragraphs of a style; 0 when it keeps none."""
        abstract = self._abstracts.get(self._of_list.get(list_id, ""))
        return next((number for number, level in abstract.levels.items() if level.style == style_id), 0) if abstract else 0

    def indent(self, list_id: str, level: int) -> float | None:
        """How far in the text of a list begins at a level, in points; None where it does not say."""
        abstract = self._abstracts.get(self._of_list.get(list_id, ""))
        return abstract.levels[level].indent if abstract and level in abstract.levels else None

    def has_bullet(self, list_id: str, level: int) -> bool:
        """Whether a list sets a bullet before its paragraphs at a level, and not nothing at all."""
        abstract = self._abstracts.get(self._of_list.get(list_id, ""))
        return abstract is not None and level in abstract.levels and abstract.levels[level].form == "bullet"

    def next_label(self, list_id: str, level: int) -> str | None:
        """Counts one paragraph and gives its number ("2.1", "(iv)"): "" for a bullet or nothing, None when there is no such list."""
        abstract = self._abstracts.get(self._of_list.get(list_id, ""))
        if abstract is None or level not in abstract.levels:
            return None
        own = abstract.levels[level]
        for passed in range(level):  # a level that is passed over counts as begun: behind "1.1.1" comes "1.2"
            if passed in abstract.levels and passed not in abstract.counts:
                abstract.counts[passed] = self._restarts[list_id].pop(passed, abstract.levels[passed].start)
        restart = self._restarts[list_id].pop(level, None)
        if restart is not None:
            abstract.counts[level] = restart
        else:
            abstract.counts[level] = abstract.counts.get(level, own.start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            restarts_after = abstract.levels.get(deeper, _Level()).restarts_after
            if level < (deeper if restarts_after is None else restarts_after):
                abstract.counts.pop(deeper, None)
        if own.form == "bullet" or not own.text.strip():
            return ""

        def counted(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            shown = abstract.levels.get(place, _Level())
            if shown.form in NOTHING_SHOWN:
                return ""
            is_figure = own.legal or shown.form in self._figures_for
            return written_number(abstract.counts.get(place, shown.start), "decimal" if is_figure else shown.form)

        return re.sub(r"%([1-9])", counted, own.text).strip()


def _read_level(level: Any) -> _Level:  # noqa: ANN401  # an lxml element
    def value(name: str) -> str | None:
        child = level.find(w(name))
        return None if child is None else child.get(w("val"))

    return _Level(
        _form(level),
        value("lvlText") or "",
        _number(value("start")),  # which begins at 0 where nothing is said
        level.find(w("isLgl")) is not None,
        value("pStyle"),
        indent_of(level.find(w("pPr"))),
        None if value("lvlRestart") is None else _number(value("lvlRestart")),
    )


def _form(level: Any) -> str:  # noqa: ANN401  # an lxml element
    """The form of its numbers; for one that the author made, its example ("001, 002, 003, ..."), which older programs are not told."""
    said = next(level.iter(w("numFmt")), None)
    if said is None:
        return "decimal"
    return (said.get(w("format")) if said.get(w("val")) == "custom" else said.get(w("val"))) or "decimal"


def _named(root: Any, link: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # an lxml element
    """The list definitions that name a list style in that way, each with the name."""
    for abstract in root.iter(w("abstractNum")):
        name = abstract.find(w(link))
        if name is not None:
            yield abstract.get(w("abstractNumId")), name.get(w("val"))


def _number(text: str | None, otherwise: int = 0) -> int:
    number = stated_number(text)
    return otherwise if number is None else number
