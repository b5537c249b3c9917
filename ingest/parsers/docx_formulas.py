"""Formulas of a Word document, written on one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.parsers.docx_numbering import w

__all__ = ["FORMULA", "formula_text", "words_of"]

_NAMESPACE = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = f"{_NAMESPACE}oMath"
_DEEPEST = 40
_PARTS = {"f": ("num", "/", "den"), "sSup": ("e", "^", "sup"), "sSub": ("e", "_", "sub"), "limLow": ("e", "_", "lim")}
_ROWS = frozenset("oMath e num den sup sub deg fName lim box".split())
_PASSED_OVER = frozenset("ctrlPr rPr argPr fPr radPr dPr boxPr funcPr sSupPr sSubPr sSubSupPr naryPr accPr limLowPr".split())
_HAT, _INTEGRAL = "\u0302", "∫"  # where a file names no other sign
_OF_ONE_PART = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,%")
_APART = frozenset("=+−-<>≤≥×÷±≈≠")


def words_of(node: Any) -> str:  # noqa: ANN401  # lxml
    """The letters and signs of a formula one after the other, whatever they mean together."""
    return "".join(text.text or "" for text in node.iter(f"{_NAMESPACE}t"))


def formula_text(formula: Any) -> str | None:  # noqa: ANN401  # lxml
    """A formula as it would be typed: "a/b", "x^2", "√(x)"; None where it has a part that cannot be written so."""
    return _written(formula, set(_instructions(formula)))


def _instructions(formula: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml
    """The runs that say what a field is to be filled with, up to where what it was filled with begins."""
    open_fields: list[bool] = []
    for run in formula.iter(f"{_NAMESPACE}r"):
        kinds = [mark.get(w("fldCharType")) for mark in run.iter(w("fldChar"))]
        if any(open_fields):
            yield run
        for kind in kinds:
            if kind == "begin":
                open_fields.append(True)
            elif open_fields:
                open_fields[-1:] = [False] if kind == "separate" else []


def _written(node: Any, unseen: set[Any], depth: int = 0) -> str | None:  # noqa: ANN401  # lxml
    name = _name(node)
    if name in _PASSED_OVER or not name or node in unseen:
        return ""
    if depth > _DEEPEST:
        return None
    if name == "r":
        return "".join(_spaced(text.text or "") for text in node.iter(f"{_NAMESPACE}t", w("t")))
    read = [(_name(child), _written(child, unseen, depth + 1)) for child in node]
    if any(said is None for _, said in read):
        return None
    if name in _ROWS:
        return "".join(said or "" for _, said in read)
    parts = {part: said for part, said in read if said}
    several = len(parts) < sum(1 for _, said in read if said)  # a fence round several terms, a matrix
    return None if several else _of_parts(node, name, parts)


def _of_parts(node: Any, name: str, parts: dict[str, str]) -> str | None:  # noqa: ANN401  # lxml
    """What is made of two or three parts, each in brackets where it is more than one word or number."""
    if name in _PARTS:
        return _of_two(node, parts, *_PARTS[name])
    base = _grouped(parts.get("e", ""))
    degree = parts.get("deg", "").strip()
    written = {
        "sSubSup": f"{base}_{_grouped(parts.get('sub', ''))}^{_grouped(parts.get('sup', ''))}",
        "rad": f"root {degree} of {base}" if degree else f"√({parts.get('e', '')})",
        "func": f"{parts.get('fName', '')} {base}",
        "d": _fenced(node, parts),
        "nary": _over_terms(node, parts),
        "acc": f"{parts.get('e', '')}{_sign(node, 'accPr', 'chr', _HAT)}" if len(parts.get("e", "")) == 1 else None,
    }
    return written.get(name)


def _of_two(node: Any, parts: dict[str, str], first: str, sign: str, second: str) -> str | None:  # noqa: ANN401  # lxml
    kind = node.find(f"{_NAMESPACE}fPr/{_NAMESPACE}type")
    if kind is not None and kind.get(f"{_NAMESPACE}val") == "noBar":  # a pair over one another is no fraction
        return None
    return f"{_grouped(parts.get(first, ''))}{sign}{_grouped(parts.get(second, ''))}"


def _fenced(node: Any, parts: dict[str, str]) -> str:  # noqa: ANN401  # lxml
    return f"{_sign(node, 'dPr', 'begChr', '(')}{parts.get('e', '')}{_sign(node, 'dPr', 'endChr', ')')}"


def _over_terms(node: Any, parts: dict[str, str]) -> str:  # noqa: ANN401  # lxml
    """A sum, a product or an integral, with what it runs from and to."""
    ends = "".join(f"{mark}{_grouped(parts[name])}" for name, mark in (("sub", "_"), ("sup", "^")) if parts.get(name, "").strip())
    return f"{_sign(node, 'naryPr', 'chr', _INTEGRAL)}{ends} {parts.get('e', '')}"


def _sign(node: Any, settings: str, name: str, otherwise: str) -> str:  # noqa: ANN401  # lxml
    found = node.find(f"{_NAMESPACE}{settings}/{_NAMESPACE}{name}")
    return otherwise if found is None else found.get(f"{_NAMESPACE}val") or ""


def _grouped(text: str) -> str:
    """A part in brackets where it is more than one word or number."""
    flat = text.strip()
    return flat if set(flat) <= _OF_ONE_PART or (flat[:1] == "(" and flat.endswith(")") and flat.count("(") == 1) else f"({flat})"


def _spaced(text: str) -> str:
    """A sign between two terms is set apart by the program; in the file nothing stands around it."""
    return f" {text} " if text in _APART else text


def _name(node: Any) -> str:  # noqa: ANN401  # lxml
    """The name of an element of a formula; empty for any other."""
    if node.tag == w("ins"):
        return "box"
    return node.tag.removeprefix(_NAMESPACE) if isinstance(node.tag, str) and node.tag.startswith(_NAMESPACE) else ""
