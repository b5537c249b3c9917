"""What became of a difficult file, and whether that fits what the file is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Outcome", "fits"]

_NO_TEXT = re.compile(r"no text|scan|picture", re.IGNORECASE)
_PASSWORD = re.compile(r"password", re.IGNORECASE)
_DAMAGED = re.compile(r"damaged|cannot be opened|copied to the end|break down|empty|not a (?:PDF|document)", re.IGNORECASE)
_LEAK = re.compile(r"Traceback|File \"|0x[0-9a-f]{6,}|/(?:home|tmp|usr|root)/")


@dataclass(slots=True)
class Outcome:
    """``manifest`` is what the manifest says of the file; ``reason`` is empty when it was read."""

    path: str
    manifest: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    words: int = 0
    warnings: tuple[str, ...] = ()
    is_limit: bool = False
    seconds: float = 0.0

    @property
    def kind(self) -> str:
        """What the manifest calls it."""
        return str(self.manifest.get("kind") or "not said")

    @property
    def told(self) -> str:
        """What the person who looks after the documents is told."""
        return self.reason or f"{self.words} words. {' '.join(self.warnings)}".rstrip()

    @property
    def opened_for_others(self) -> bool:
        """Whether a library found text in it, by the manifest: what is encrypted with an empty password can be read."""
        probes = self.manifest.get("probe") or {}
        return any(isinstance(probe, Mapping) and probe.get("chars") for probe in probes.values())


def fits(outcome: Outcome) -> bool:
    """Whether a file of this kind should have come to this, and the reason is one that a person can act upon."""
    if _LEAK.search(outcome.reason) or (outcome.reason and not outcome.reason.rstrip().endswith((".", "setup"))):
        return False
    if not outcome.reason:
        return outcome.words > 0 and (outcome.kind != "encrypted" or outcome.opened_for_others)
    if outcome.is_limit:
        return False
    expected = {
        "encrypted": None if outcome.opened_for_others else _PASSWORD,
        "no_text_layer": _NO_TEXT,
        "no_paragraph_text": _NO_TEXT,
        "unreadable": _DAMAGED,
        "one_parser_fails": _DAMAGED,
        "parsers_disagree": _NO_TEXT,
    }.get(outcome.kind)
    return expected is not None and bool(expected.search(outcome.reason))
