"""Which lines of a page are underlined from end to end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.enumerators import item_mark
from ingest.printed.page import Line, PrintedPage, Rule

__all__ = ["mark_underlined"]

_LOWEST, _HIGHEST = 0.35, 0.05  # sizes below and above the baseline between which a rule underlines
_THICKEST = 0.15  # sizes
_BEYOND = 0.7  # sizes by which a rule may reach beyond the text; the rules of tables and those that part sections reach further
_COVERED = 0.85  # share of the line
_BEHIND_NUMBER = 0.5  # ... where only what stands behind a number may be underlined


def mark_underlined(page: PrintedPage) -> None:
    """Notes of each line of a page whether it is underlined. An underline may be drawn in parts, word by word."""
    level = sorted((rule for rule in page.rules if not rule.is_upright), key=lambda rule: rule.bottom)  # drawings hold thousands
    heights = [rule.bottom for rule in level]
    for line in page.lines:
        first = bisect_left(heights, line.baseline - _LOWEST * line.size)
        near = level[first : bisect_right(heights, line.baseline + _HIGHEST * line.size)]
        width = line.right - line.left
        share = _COVERED if item_mark(line.text) is None else _BEHIND_NUMBER
        line.is_underlined = width > 0 and _covered(line, [rule for rule in near if _underlines(rule, line)]) >= share * width


def _underlines(rule: Rule, line: Line) -> bool:
    """Whether a rule that runs right under the baseline of a line ends where its text does."""
    is_within = rule.left >= line.left - _BEYOND * line.size and rule.right <= line.right + _BEYOND * line.size
    return is_within and rule.top - rule.bottom <= _THICKEST * line.size


def _covered(line: Line, rules: Sequence[Rule]) -> float:
    """How much of the line, in points, rules run under; those that overlap count once."""
    covered, edge = 0.0, line.left
    for rule in sorted(rules, key=lambda rule: rule.left):
        left, right = max(rule.left, edge), min(rule.right, line.right)
        covered += max(right - left, 0.0)
        edge = max(edge, right)
    return covered
