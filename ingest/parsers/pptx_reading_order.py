"""The order in which the shapes of a slide are read. They are kept in the order in which they are drawn, the hindmost first.

An author who moves a box or adds one late leaves that order as it was, so it is followed only as far as the places agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.parsers.pptx_visibility import Frame

__all__ = ["reading_order"]

_MOST = 300  # shapes that are compared each with each; a slide with more is a drawing
_SLACK = 0.25  # share of the smaller shape by which two may run into each other: frames are larger than their text
_BESIDE = 0.5  # share of the height of the smaller one that two shapes have in common which stand in one row


def reading_order(frames: Sequence[Frame | None]) -> list[int]:
    """The places of the shapes in ``frames``, which come as they are drawn, in the order in which they are read.

    What stands above comes before what stands below it, and what stands to the left before what stands beside it. Where neither
    holds, as between two columns, and for shapes whose place is not known, the one drawn first comes first.
    """
    places = range(len(frames))
    if len(frames) > _MOST:
        return list(places)
    before = [{other for other in places if other != one and _comes_before(frames[other], frames[one])} for one in places]
    order: list[int] = []
    left = list(places)
    while left:
        # Shapes that lie over one another may each seem to come before the other: then the first drawn is as good as any.
        chosen = next((one for one in left if before[one].isdisjoint(left)), left[0])
        left.remove(chosen)
        order.append(chosen)
    return order


def _comes_before(one: Frame | None, other: Frame | None) -> bool:
    if one is None or other is None:
        return False
    across = _shared(one.left, one.right, other.left, other.right)
    down = _shared(one.top, one.bottom, other.top, other.bottom)
    is_above = one.top < other.top and one.bottom < other.bottom and down <= _SLACK
    is_left = one.left < other.left and one.right < other.right and across <= _SLACK
    return (is_above and across > _SLACK) or (is_left and down > _BESIDE)


def _shared(start: float, end: float, other_start: float, other_end: float) -> float:
    """What two stretches have in common, as a share of the smaller one: 0 where they do not meet."""
    smaller = min(end - start, other_end - other_start)
    return max(min(end, other_end) - max(start, other_start), 0.0) / smaller if smaller > 0 else 0.0
