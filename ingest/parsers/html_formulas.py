"""Formulas of a web page, written on one line."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

__all__ = ["formula_text"]

_DEEPEST = 40
_SIGNS = {"msup": ("", "^", ""), "msub": ("", "_", ""), "msubsup": ("", "_", "^", ""), "mfrac": ("", "/", "")}
_TOKENS = frozenset("mi mn mo mtext ms".split())
_ROWS = frozenset("math mrow mstyle mpadded semantics mtd msqrt".split()) | _TOKENS
_BETWEEN = {"mtr": " ", "mtable": "; "}
_PASSED_OVER = frozenset({"annotation", "annotation-xml", "mspace", "-comment"})  # the same in another language, and nothing
_REACHING = ("mfrac", "msup", "msub", "msubsup")
_UNSEEN = "\u2061\u2062\u2063\u2064"  # signs that say how two parts belong together


def formula_text(node: LexborNode, depth: int = 0) -> str | None:
    """A formula as it would be typed: "r = 5", "a/b", "x^2"; None where it has a part that cannot be written so."""
    if node.tag == "-text":
        return " ".join((node.text_content or "").translate(dict.fromkeys(map(ord, _UNSEEN))).split())
    if node.tag in _PASSED_OVER:
        return ""
    if depth > _DEEPEST:
        return None
    children = list(node.iter(include_text=True))
    read = [formula_text(child, depth + 1) for child in children]
    given = [(child, text) for child, text in zip(children, read, strict=True) if text]
    if None in read:
        return None
    parts = [text for _, text in given]
    if node.tag in _SIGNS or node.tag == "mroot":
        return _of_parts(node, given)
    if node.tag == "mfenced":
        separator = node.attributes.get("separators", ",") or ""
        inner = separator[:1].join(parts)
        return f"{node.attributes.get('open', '(') or ''}{inner}{node.attributes.get('close', ')') or ''}"
    if node.tag in _BETWEEN:
        return _BETWEEN[node.tag].join(parts)
    return _in_a_row(node, given) if node.tag in _ROWS else None


def _in_a_row(node: LexborNode, given: list[tuple[LexborNode, str]]) -> str:
    parts = [text for _, text in given]
    if node.tag == "mo" and parts and parts[0] in "=+−-<>≤≥×÷±≈≠":
        return f" {parts[0]} "
    written, last = "", ""
    for child, text in given:
        is_apart = child.tag == "mfrac" or (last in _REACHING and text[:1] not in ")]}^_")  # three and a half; what lies under a stroke
        written += f" {text}" if is_apart and written[-1:].isalnum() and text[:1].isalnum() else text
        last = child.tag or ""
    return f"√({written})" if node.tag == "msqrt" else written


def _of_parts(node: LexborNode, given: list[tuple[LexborNode, str]]) -> str | None:
    """What is made of two or three parts, each in brackets where it is more than one token."""
    parts = [f"({text.strip()})" if _tokens(child) > 1 else text.strip() for child, text in given]
    signs = _SIGNS.get(node.tag or "", ("", "", ""))
    if len(parts) != len(signs) - 1 or (node.attributes.get("linethickness") or "").startswith(
        "0"
    ):  # a pair over one another is no fraction
        return None
    if node.tag == "mroot":
        return f"root {parts[1]} of {parts[0]}"
    return "".join(sign + part for sign, part in zip(signs, parts, strict=False))


def _tokens(node: LexborNode) -> int:
    return (node.tag in _TOKENS) + sum(_tokens(child) for child in node.iter())
