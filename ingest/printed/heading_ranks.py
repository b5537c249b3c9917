"""How headings rank under one another: by the file's outline, by size, by weight, by number, and by which stand right on which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ingest.printed.heading_shapes import number_class, unit_of
from ingest.printed.paragraph import Paragraph

__all__ = ["Setting", "rank_headings", "setting_of"]

_FEWEST = 2  # times that headings of one kind stand right on those of another; once may be chance


class Setting(NamedTuple):
    """How a heading is set; the greater stand first. ``size`` is in points."""

    size: int
    bold: bool
    capitals: bool
    underlined: bool
    italic: bool


class _Kind(NamedTuple):
    """Headings of one rank: how they are set, the place of their way of counting among those set alike, and the part that they name."""

    setting: Setting
    counting: int
    unit: str
    is_title: bool
    """Whether they stand under the number of that part, and not for it."""


def setting_of(paragraph: Paragraph) -> Setting:
    """How a paragraph is set."""
    return Setting(round(paragraph.size), paragraph.is_bold, paragraph.flat.isupper(), paragraph.is_underlined, paragraph.is_italic)


def rank_headings(headings: Sequence[Paragraph], pairs: Sequence[tuple[Paragraph, Paragraph]], named: Mapping[int, int]) -> None:
    """Gives each heading, in the order of the text, its rank in ``level``.

    ``pairs`` holds those headings of which one stands right on the other. ``named`` holds the ranks that the file's outline tells, by the
    id of the paragraph.
    """
    kinds = _kinds(headings, pairs)
    told: dict[_Kind, Counter[int]] = defaultdict(Counter)
    if len(set(named.values())) < 2:  # noqa: PLR2004  # a flat outline tells no ranks
        named = {}
    for heading in headings:
        if id(heading) in named:
            told[kinds[id(heading)]][named[id(heading)]] += 1
    level, levels = 0, {}
    for kind in _in_order(kinds, pairs):
        level = told[kind].most_common(1)[0][0] if kind in told else level + 1
        levels[kind] = level
    for heading in headings:
        heading.level = named.get(id(heading), levels[kinds[id(heading)]])


def _kinds(headings: Sequence[Paragraph], pairs: Sequence[tuple[Paragraph, Paragraph]]) -> dict[int, _Kind]:
    """The kind of each heading, by id. One without a number ranks with those set alike whose number is the outermost."""
    countings: dict[Setting, list[str]] = defaultdict(list)
    for heading in headings:
        counting = number_class(heading)
        if counting and not unit_of(heading) and counting not in countings[setting_of(heading)]:
            countings[setting_of(heading)].append(counting)
    titles = {id(under): unit_of(over) for over, under in pairs if unit_of(over) and not unit_of(under)}
    kinds = {}
    for heading in headings:
        setting, counting, unit = setting_of(heading), number_class(heading), unit_of(heading)
        # Of two ways as deep the one that comes first is the outer one, but small letters count within the others.
        ways = sorted(countings[setting], key=lambda way: (way.count("."), way == "a"))
        place = ways.index(counting) if counting in ways and not unit else 0
        kinds[id(heading)] = _Kind(setting, place, unit or titles.get(id(heading), ""), is_title=id(heading) in titles)
    return kinds


def _in_order(kinds: Mapping[int, _Kind], pairs: Sequence[tuple[Paragraph, Paragraph]]) -> list[_Kind]:
    """The kinds from the highest rank to the lowest: as they are set, but what stands again and again right on another ranks above it."""

    def place(kind: _Kind) -> tuple[object, ...]:
        size, bold, capitals, underlined, italic = kind.setting
        return -size, not bold, not capitals, not underlined, italic is bold, kind.counting, kind.unit, kind.is_title

    stands_on = Counter((kinds[id(over)], kinds[id(under)]) for over, under in pairs)

    def is_over(kind: _Kind, other: _Kind) -> bool:
        fewest = 1 if (other.unit, other.is_title) == (kind.unit, True) and kind.unit else _FEWEST
        return kind != other and stands_on[kind, other] >= fewest and not stands_on[other, kind]

    by_setting = sorted(set(kinds.values()), key=place)
    ordered: list[_Kind] = []
    visited: set[_Kind] = set()

    def put(kind: _Kind) -> None:
        if kind not in visited:
            visited.add(kind)
            for other in by_setting:
                if is_over(other, kind):
                    put(other)
            ordered.append(kind)

    for kind in by_setting:
        put(kind)
    return ordered
