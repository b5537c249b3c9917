"""What is drawn from a part of its own in Word and PowerPoint files: the texts of SmartArt, and the words that a chart is named by."""

from __future__ import annotations

from ingest.archive import xml_of
from ingest.parsers.pptx_bullets import a
from ingest.parsers.pptx_text import text_of

__all__ = ["chart_words", "diagram_texts"]

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def diagram_texts(blob: bytes) -> list[str]:
    """The texts of a SmartArt drawing, in its order. Raises SyntaxError or ValueError for a damaged part."""
    points = xml_of(blob).iter(f"{_DIAGRAM}pt")
    return [said for point in points if (said := "".join(text_of(paragraph) for paragraph in point.iter(a("p")))).strip()]


def chart_words(blob: bytes) -> str:
    """The title of a chart and of its axes; empty where it has none, or is damaged."""
    try:
        titles = list(xml_of(blob).iter(f"{_CHART}title"))
    except (SyntaxError, ValueError):
        return ""
    return "; ".join(filter(None, (" ".join(map(text_of, title.iter(a("p")))).strip() for title in titles)))
