"""Lists of a web page whose numbers the page's own rules make, through all levels ("2.1"): ``content: counters(item, ".")``."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.parsers.html_docs import MARK
from ingest.parsers.html_styles import PageStyles
from ingest.stated_numbers import stated_number

__all__ = ["keep_counted_marks"]

_BESIDE = re.compile(r"\s*::?(?:before|marker)\s*\Z", re.IGNORECASE)
_SAID = r"""(?:"([^"]{0,9})"|'([^']{0,9})')?"""
_COUNTED = re.compile(rf"""content\s*:\s*{_SAID}\s*counters\(\s*[\w-]+\s*,\s*["']([^"']{{1,3}})["']\s*\)\s*{_SAID}""")
_DEEPEST = 9


def keep_counted_marks(styles: PageStyles) -> None:
    """Writes into each item of such a list the number that a reader sees before it."""
    places: dict[int, int] = {}
    for selectors, body in styles.written:
        counted = _COUNTED.search(body)
        if counted is None:
            continue
        before, glue, after = counted[1] or counted[2] or "", counted[3], counted[4] or counted[5] or ""
        for selector in selectors.split(","):
            if not _BESIDE.search(selector):
                continue
            items = [node for node in styles.matching(_BESIDE.sub("", selector).strip()) if node.tag == "li"]
            for item in items:
                numbers = _numbers(item, places)
                if numbers:
                    item.attrs[MARK] = f"{before}{glue.join(map(str, numbers))}{after}".strip()


def _numbers(item: LexborNode, places: dict[int, int]) -> list[int]:
    """The places of an item and of those it lies in, from the outermost; none where they are not told."""
    numbers: list[int] = []
    node: LexborNode | None = item
    while node is not None and len(numbers) < _DEEPEST:
        if node.tag == "li":
            if node.parent is None or node.parent.tag != "ol":
                return []
            if node.mem_id not in places:
                places |= _places(node.parent)
            numbers.append(places[node.mem_id])
        node = node.parent
    return numbers[::-1]


def _places(items: LexborNode) -> dict[int, int]:
    """The numbers of the items of a list, by their ids."""
    first = stated_number(items.attributes.get("start"))
    return {
        item.mem_id: number for number, item in enumerate((one for one in items.iter() if one.tag == "li"), 1 if first is None else first)
    }
