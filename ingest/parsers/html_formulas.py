"""Formulas of a web page, written on one line."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

__all__ = ["formula_text"]

_DEEPEST = 40
_SCRIPTS = {"msup": "^", "msub": "_", "mfrac": "/"}
_PASSED_OVER = frozenset({"annotation", "annotation-xml"})  # the same in another language


def formula_text(node: LexborNode, depth: int = 0) -> str:
    """A formula as it would be typed: "r = 5", "a/b", "x^2"."""
    if node.tag == "-text":
        return " ".join((node.text_content or "").split())
    if node.tag in _PASSED_OVER or depth > _DEEPEST:
        return ""
    parts = [text for child in node.iter(include_text=True) if (text := formula_text(child, depth + 1))]
    if node.tag in _SCRIPTS and len(parts) == 2:  # noqa: PLR2004  # what stands below or above, and what it belongs to
        return _SCRIPTS[node.tag].join(f"({part})" if " " in part else part for part in parts)
    if node.tag == "msqrt":
        return f"√({' '.join(parts)})"
    return f" {parts[0]} " if node.tag == "mo" and parts and parts[0] in "=+−-<>≤≥×÷±≈≠" else "".join(parts)
