"""SmartArt, which is drawn from a part of its own in Word and PowerPoint files: its texts, as the items of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from xml.etree import ElementTree as ET  # entities are refused by xml_of

from copro_qa.document import BlockKind
from ingest.archive import xml_of
from ingest.draft import DraftBlock
from ingest.parsers.pptx_bullets import a
from ingest.parsers.pptx_text import text_of
from ingest.stated_numbers import stated_number

__all__ = ["diagram_blocks"]

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_DEEPEST = 9
_WHOLE = "doc"  # the point that all others stand below


def diagram_blocks(blob: bytes, page: int | None = None) -> list[DraftBlock]:
    """The texts of a SmartArt drawing as it shows them: each followed by those below it. Raises SyntaxError or ValueError if damaged.

    The file keeps them in the order in which they were typed. What it puts nowhere comes last.
    """
    root = xml_of(blob)
    points = {point.get("modelId") or str(place): point for place, point in enumerate(root.iter(f"{_DIAGRAM}pt"))}
    placed = dict(_placed(root, [name for name, point in points.items() if point.get("type") == _WHOLE]))
    order = [*(name for name in placed if name in points), *(name for name in points if name not in placed)]
    said = ((" ".join(text for line in points[name].iter(a("p")) if (text := text_of(line).strip())), name) for name in order)
    return [DraftBlock.of(BlockKind.LIST_ITEM, text, page=page, level=placed.get(name, 1)) for text, name in said if text]


def _placed(root: ET.Element, tops: list[str]) -> Iterator[tuple[str, int]]:
    """The points below others, in the order in which they are drawn, and how deep each lies, from 1."""
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for link in root.iter(f"{_DIAGRAM}cxn"):
        if link.get("type", "parOf") == "parOf":
            below[link.get("srcId") or ""].append((stated_number(link.get("srcOrd")) or 0, link.get("destId") or ""))
    seen = set(tops)
    stack = [(name, 0) for name in reversed(tops)]
    while stack:
        name, depth = stack.pop()
        if depth:
            yield name, min(depth, _DEEPEST)
        following = [other for _, other in sorted(below[name]) if other not in seen]
        seen.update(following)
        stack.extend((other, depth + 1) for other in reversed(following))
