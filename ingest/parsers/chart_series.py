"""What a chart draws: its series with their values, and the axes along which they are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree import ElementTree as ET  # entities are refused by xml_of

from ingest.parsers.chart_labels import Labels, c, is_on, named, value_of, words_of
from ingest.parsers.number_codes import as_number, written
from ingest.parsers.pptx_bullets import a

__all__ = ["Series", "series_of"]

_MOST_PLACES = 30_000  # beyond it a file names what cannot be drawn
_MOST_LEVELS = 4  # of categories, such as years and their quarters
_SHOWS_LINES = frozenset({"lineChart", "scatterChart", "radarChart"})
_ROUND = frozenset({"pieChart", "pie3DChart", "doughnutChart", "ofPieChart"})  # without an axis
_NEVER_HIDDEN = frozenset({"stockChart"})  # whose prices are seen by the lines between them
_OTHER_SIGNS = ("hiLowLines", "upDownBars", "dropLines", "errBars")
_UNITS = {
    "hundreds": 2, "thousands": 3, "tenThousands": 4, "hundredThousands": 5, "millions": 6, "tenMillions": 7,
    "hundredMillions": 8, "billions": 9, "trillions": 12,
}  # fmt: skip


@dataclass(slots=True)
class _Axis:
    title: str = ""
    code: str = ""
    """The form of its numbers, where it has one of its own."""
    power: int = 0
    """The power of ten that its numbers are divided by."""
    has_values: bool = True
    """Whether values stand along it, and not categories."""
    is_seen: bool = True


@dataclass(slots=True)
class Series:
    """A series: what it is called, what its values are of, and the values as they are shown, by their place."""

    name: str
    unit: str
    values: dict[int, str]
    categories: dict[int, tuple[str, ...]] = field(default_factory=dict)
    corner: str = ""
    labelled: frozenset[int] = frozenset()
    """The places whose values stand beside them."""
    is_named: bool = True


def series_of(chart: ET.Element, *, from_1904: bool) -> Iterator[Series]:
    """The series that are seen, in their order. ``from_1904`` says that days are counted from then."""
    plot = chart.find(c("plotArea"))
    axes = {value_of(node.find(c("axId"))): _axis(node) for node in (() if plot is None else plot) if named(node).endswith("Ax")}
    legend = chart.findall(f"{c('legend')}/{c('legendEntry')}")
    unnamed = {value_of(node.find(c("idx"))) for node in legend if is_on(node.find(c("delete")))}
    shows_all = plot is not None and plot.find(c("dTable")) is not None
    for group in () if plot is None else plot:
        series = sorted(group.findall(c("ser")), key=lambda node: int(value_of(node.find(c("order"))) or 0))
        own = [axes[name] for node in group.findall(c("axId")) if (name := value_of(node)) in axes]
        across, up = [*sorted(own, key=lambda axis: axis.has_values), _Axis(), _Axis()][:2]
        is_stacked_to_whole = value_of(group.find(c("grouping"))) == "percentStacked"
        for node in series:
            column = _column(node, group, across, _Axis() if is_stacked_to_whole else up, from_1904=from_1904)
            if not (shows_all or (up.is_seen and named(group) not in _ROUND)):  # only labels tell a viewer what the values are
                column.values = {place: said for place, said in column.values.items() if place in column.labelled}
            if column.values:
                column.is_named = named(group) not in _ROUND and value_of(node.find(c("idx"))) not in unnamed
                yield column


def _column(node: ET.Element, group: ET.Element, across: _Axis, up: _Axis, *, from_1904: bool) -> Series:
    categories = next((found for name in ("cat", "xVal") if (found := node.find(c(name))) is not None), None)
    held = next((found for name in ("val", "yVal") if (found := node.find(c(name))) is not None), None)
    labels = Labels(node, group, axis_code=up.code)
    numbers, codes = _numbers(held)
    whole = sum(map(abs, numbers.values()), Decimal(0))
    hidden = set() if _is_drawn(node, group) else set(numbers)
    points = () if named(group) in _SHOWS_LINES else node.findall(c("dPt"))
    hidden |= {int(value_of(point.find(c("idx"))) or -1) for point in points if _has_no_area(point)}
    shown = {
        place: said
        for place, value in numbers.items()
        if (place not in hidden or labels.is_shown(place))
        and (said := labels.text_of(place, value.scaleb(-up.power), codes[place], whole.scaleb(-up.power)))
    }
    tx = node.find(c("tx"))
    name = " ".join(" ".join(part.text or "" for part in ([] if tx is None else tx.iter(c("v")))).split())
    labelled = frozenset(place for place in shown if labels.is_shown(place))
    return Series(name, up.title, shown, _categories(categories, across, from_1904=from_1904), across.title, labelled)


def _numbers(held: ET.Element | None) -> tuple[dict[int, Decimal], dict[int, str]]:
    """The values that are kept of a series, by their place, and the form of each."""
    cache = None if held is None else next((node for node in held.iter() if named(node) in ("numCache", "numLit")), None)
    if cache is None:
        return {}, {}
    code = (cache.findtext(c("formatCode")) or "").strip()
    numbers, codes = {}, {}
    for point in cache.findall(c("pt")):
        value, place = as_number(point.findtext(c("v")) or ""), point.get("idx") or ""
        if value is not None and place.isdigit():
            numbers[int(place)], codes[int(place)] = value, point.get("formatCode") or code
    return numbers, codes


def _categories(held: ET.Element | None, axis: _Axis, *, from_1904: bool) -> dict[int, tuple[str, ...]]:
    """What each place is called, from the outermost level to the innermost."""
    if held is None:
        return {}
    levels = [_level(node, axis, from_1904=from_1904) for node in [*held.iter(c("lvl"))][::-1][:_MOST_LEVELS]]
    if not levels:
        cache = next((node for node in held.iter() if named(node) in ("strCache", "numCache", "strLit", "numLit")), None)
        return {} if cache is None else {place: (text,) for place, text in _level(cache, axis, from_1904=from_1904).items()}
    for level in levels[:-1]:  # an outer one stands over all that follow it
        last = ""
        for place in range(max(levels[-1], default=-1) + 1):
            last = level.setdefault(place, last) or last
    return {place: tuple(level.get(place, "") for level in levels) for place in levels[-1]}


def _level(node: ET.Element, axis: _Axis, *, from_1904: bool) -> dict[int, str]:
    code = (node.findtext(c("formatCode")) or "").strip()
    found: dict[int, str] = {}
    for point in node.findall(c("pt")):
        text, place = " ".join((point.findtext(c("v")) or "").split()), point.get("idx") or ""
        number = as_number(text) if named(node).startswith("num") else None
        if place.isdigit() and int(place) < _MOST_PLACES:
            form = axis.code or point.get("formatCode") or code
            found[int(place)] = text if number is None else written(number, form, from_1904=from_1904)
    return found


def _axis(node: ET.Element) -> _Axis:
    """What an axis says, as far as it is seen."""
    form = node.find(c("numFmt"))
    code = (form.get("formatCode") or "") if form is not None and form.get("sourceLinked") in ("0", "false") else ""
    unit, label = node.find(f"{c('dispUnits')}/{c('builtInUnit')}"), node.find(f"{c('dispUnits')}/{c('dispUnitsLbl')}")
    name = value_of(unit) or ""
    says = "" if label is None else words_of(label) or (name.capitalize() if name.islower() else "")
    titles = [words_of(node.find(c("title"))), says]
    is_seen = not is_on(node.find(c("delete")))
    title = ", ".join(filter(None, titles)) if is_seen else ""
    return _Axis(title, code, _UNITS.get(name, 0), has_values=named(node) == "valAx", is_seen=is_seen)


def _is_drawn(node: ET.Element, group: ET.Element) -> bool:
    """Whether a series is seen: it has a colour, or lines or points."""
    kind = named(group)
    if kind in _NEVER_HIDDEN or any(group.find(c(name)) is not None or node.find(c(name)) is not None for name in _OTHER_SIGNS):
        return True
    if kind in _SHOWS_LINES:
        has_line = node.find(f"{c('spPr')}/{a('ln')}/{a('noFill')}") is None
        return has_line or value_of(node.find(f"{c('marker')}/{c('symbol')}")) != "none"
    return not _has_no_area(node)


def _has_no_area(node: ET.Element) -> bool:
    properties = node.find(c("spPr"))
    if properties is None or properties.find(a("noFill")) is None:
        return False
    line = properties.find(a("ln"))
    return line is None or line.find(a("noFill")) is not None
