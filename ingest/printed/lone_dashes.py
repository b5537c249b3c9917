"""Dashes within sentences that happen to begin a line, and are no bullets: a list has several, or comes after a line that is not full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.printed.line_ends import ends
from ingest.printed.page import Line

__all__ = ["mark_lone_dashes"]

_DASH = re.compile(r"[-–—−]\s+\w")
_IN_LINE = 1.5  # points by which lines of one text may begin apart
_NEXT = 1.6  # sizes from line to line, at most
_AROUND = 8.0  # sizes above and below from which the width of the text is learnt
_FULL = 0.85  # of that width


def mark_lone_dashes(lines: Sequence[Line]) -> None:
    """Lets such lines of a page go on with the line above them."""
    dashes = [line for line in lines if _DASH.match(line.text.lstrip())]
    for line in dashes:
        if sum(abs(other.left - line.left) < 2 * _IN_LINE for other in dashes) > 1:
            continue
        under = [other for other in lines if abs(other.left - line.left) < _IN_LINE]
        near = [other for other in under if abs(other.baseline - line.baseline) < _AROUND * line.size]
        above = min((other for other in near if other.baseline > line.baseline + 1), key=lambda other: other.baseline, default=None)
        if above is None or above.baseline - line.baseline > _NEXT * line.size or above.bold != line.bold or ends(above):
            continue
        width = max(other.right for other in near) - line.left
        if above.right - above.left > _FULL * width and not above.flat.endswith((";", ",")):
            line.follows = above
