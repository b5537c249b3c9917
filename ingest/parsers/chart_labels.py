"""What stands beside the points of a chart: their values in the form that the chart gives them, their share, or typed words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree as ET  # entities are refused by xml_of

from ingest.parsers.number_codes import written
from ingest.parsers.pptx_bullets import a
from ingest.parsers.pptx_text import text_of

__all__ = ["Labels", "c", "is_on", "named", "value_of", "words_of"]

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_NEWER = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
_SHARE = "0%"


def c(name: str) -> str:
    """The full name of an element of charts."""
    return f"{_CHART}{name}"


def named(node: ET.Element) -> str:
    """The name of an element without its namespace."""
    return node.tag.rpartition("}")[2]


def value_of(node: ET.Element | None) -> str | None:
    """What a setting is set to; None for no setting."""
    return None if node is None else node.get("val")


def is_on(node: ET.Element | None) -> bool:
    """Whether a setting is there and not switched off."""
    return node is not None and node.get("val", "1") not in ("0", "false")


def words_of(holder: ET.Element | None) -> str:
    """The words of a title, typed or taken from a cell."""
    if holder is None:
        return ""
    typed = " ".join(said for paragraph in holder.iter(a("p")) if (said := text_of(paragraph).strip()))
    return " ".join((typed or " ".join(node.text or "" for node in holder.findall(f".//{c('strCache')}//{c('v')}"))).split())


class Labels:
    """The labels of one series. ``axis_code`` is the form of the numbers on its axis, where that has one of its own."""

    def __init__(self, series: ET.Element, group: ET.Element, *, axis_code: str) -> None:
        own = series.find(c("dLbls"))
        self._common = own if own is not None else group.find(c("dLbls"))
        single = [] if own is None else own.findall(c("dLbl"))
        self._single = {value_of(node.find(c("idx"))): node for node in single}
        self._axis_code = axis_code
        cells = series.findall(f".//{_NEWER}dlblRangeCache/{c('pt')}")
        self._cells = {node.get("idx"): node.findtext(c("v")) or "" for node in cells}

    def is_shown(self, place: int) -> bool:
        """Whether the point at this place has a label with its value, its share, or words of its own."""
        return self._typed(place) is not None or any(self._has(place, name) for name in ("showVal", "showPercent"))

    def text_of(self, place: int, value: Decimal, code: str, whole: Decimal) -> str:
        """The value of the point at this place as it is shown; ``code`` is the form in which it is kept, ``whole`` the sum of all."""
        label = self._single.get(str(place))
        form = next((found for node in (label, self._common) if node is not None and (found := node.find(c("numFmt"))) is not None), None)
        own = (form.get("formatCode") or "") if form is not None and form.get("sourceLinked") not in ("1", "true") else ""
        shows_share = self._has(place, "showPercent") and whole
        as_value = written(value, (own if not shows_share or self._has(place, "showVal") else "") or self._usual(value, code))
        share = written(value / whole, own if own and "%" in own else _SHARE) if shows_share else ""
        typed = self._typed(place)
        if typed is not None:
            return self._filled_in(typed, place, as_value, share or as_value)
        if share:
            return f"{as_value} ({share})" if self._has(place, "showVal") else share
        return as_value

    def _usual(self, value: Decimal, code: str) -> str:
        """The form of a value without a label: that of its cell, or where that has none, shares as on the axis."""
        is_general = code.strip().lower() in ("", "general")
        return "0.#%" if is_general and "%" in self._axis_code and abs(value) <= 10 else code  # noqa: PLR2004

    def _has(self, place: int, name: str) -> bool:
        label = self._single.get(str(place))
        if label is not None and (is_on(label.find(c("delete"))) or label.find(c(name)) is not None):
            return not is_on(label.find(c("delete"))) and is_on(label.find(c(name)))
        return self._common is not None and not is_on(self._common.find(c("delete"))) and is_on(self._common.find(c(name)))

    def _typed(self, place: int) -> ET.Element | None:
        """The words that were typed as the label of one point; None for none, and for a label that was taken away."""
        label = self._single.get(str(place))
        if label is None or is_on(label.find(c("delete"))):
            return None
        return label.find(f"{c('tx')}/{c('rich')}")

    def _filled_in(self, typed: ET.Element, place: int, as_value: str, share: str) -> str:
        """The words of a label with what its fields show. Words without a figure stand behind the value that they remark on."""
        shown: dict[str, Callable[[], str]] = {
            "VALUE": lambda: as_value, "YVALUE": lambda: as_value, "PERCENTAGE": lambda: share,
            "CELLRANGE": lambda: self._cells.get(str(place), ""), "CATEGORYNAME": str, "SERIESNAME": str, "XVALUE": str,
        }  # fmt: skip
        for node in typed.iter(a("fld")):
            fill, held = shown.get(node.get("type") or ""), node.find(a("t"))
            if fill is not None and held is not None:
                held.text = fill()
        text = " ".join(" ".join(text_of(paragraph) for paragraph in typed.iter(a("p"))).split()).strip(" ,;:")
        return text if any(map(str.isdigit, text)) else f"{as_value} ({text})" if text else as_value
