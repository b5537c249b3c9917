"""The boxes to tick of forms and checklists, drawn with rules."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.printed.page import Line, Rule

__all__ = ["is_beside_box", "tick_boxes"]

_BOX_SIDES = (0.4, 1.5)  # sizes: how high and how wide a tick box is
_BOX_REACH = 3.5  # sizes between a tick box and its text


def tick_boxes(rules: Sequence[Rule]) -> list[Rule]:
    """The left sides of what is drawn as a square and may be a tick box, if letters are as large as it."""
    upright = [rule for rule in rules if rule.is_upright]
    return [
        rule
        for rule in upright
        if any(
            0.6 < (other.left - rule.left) / max(rule.top - rule.bottom, 1.0) < 1.6  # noqa: PLR2004  # about as wide as high
            and abs(other.bottom - rule.bottom) < 1
            and abs(other.top - rule.top) < 1
            for other in upright
        )
    ]


def is_beside_box(line: Line, boxes: Sequence[Rule]) -> bool:
    """Whether a box to tick stands just before a line."""
    low, high = _BOX_SIDES
    return any(
        low * line.size < box.top - box.bottom < high * line.size
        and box.bottom < line.baseline + 0.4 * line.size < box.top
        and (0 < line.left - box.left < _BOX_REACH * line.size)
        for box in boxes
    )
