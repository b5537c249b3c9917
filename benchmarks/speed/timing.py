"""Times as they are reported: median and 95th percentile."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median, quantiles

__all__ = ["summary"]

_FINE = 0.02
"""Seconds, below which whole milliseconds are too coarse."""


def summary(seconds: Sequence[float]) -> str:
    """Median and 95th percentile of durations in seconds, as text. The percentile needs two values; of one it is that one."""
    high = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return f"median {_show(median(seconds))}, 95th percentile {_show(high)}, n {len(seconds)}"


def _show(seconds: float) -> str:
    if seconds < _FINE:
        return f"{seconds * 1000:.2f} ms"
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"
