"""Which text of a web page is set in bold or struck out, by its elements and by the rules of the page."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from ingest.parsers.html_styles import PageStyles, specificity, values_of

__all__ = ["is_bold", "keep_strokes", "keep_weights"]

_BOLD = re.compile(r"\b(?:bold|bolder|[6-9]00)\b")
_PLAIN = re.compile(r"\b(?:normal|lighter|[1-5]00)\b")
_TAGS = frozenset({"b", "strong"})


def is_bold(node: LexborNode) -> bool | None:
    """Whether an element says that its text is bold, or that it is not; None where it leaves it as it is around it."""
    style = node.attributes.get("style") or ""
    if "font" in style.lower():
        values = values_of(style)
        weight = _weight(values.get("font-weight") or values.get("font") or ("", False))
        if weight is not None:
            return weight
    return True if node.tag in _TAGS else None


def keep_weights(styles: PageStyles) -> None:
    """Writes into each element whether the rules of the page set it in bold, where its own ``style`` does not say.

    Only rules for some elements of a kind count: where all paragraphs are bold, none stands out.
    """
    weighed: dict[int, tuple[tuple[bool, tuple[int, int, int], int], LexborNode, bool]] = {}
    for order, rule in enumerate(styles.rules):
        said = rule.values.get("font-weight")
        weight = _weight(said) if said and ("." in rule.selector or "#" in rule.selector) else None
        if said is None or weight is None:
            continue
        how_much = (said[1], specificity(rule.selector), order)
        for node in styles.matching(rule.selector):
            if node.mem_id not in weighed or weighed[node.mem_id][0] <= how_much:
                weighed[node.mem_id] = how_much, node, weight
    for _, node, weight in weighed.values():
        own = node.attributes.get("style") or ""
        if "font" not in own.lower():
            node.attrs["style"] = f"{own};font-weight:{'bold' if weight else 'normal'}"


def keep_strokes(styles: PageStyles) -> None:
    """Writes into each element whether the rules of the page strike it out, where its own ``style`` does not say."""
    said = [(rule, rule.values.get("text-decoration-line") or rule.values.get("text-decoration")) for rule in styles.rules]
    if not any(value and "line-through" in value[0] for _, value in said):
        return
    weighed: dict[int, tuple[tuple[bool, tuple[int, int, int], int], LexborNode, bool]] = {}
    for order, (rule, value) in enumerate(said):
        if value is None:
            continue
        how_much = (value[1], specificity(rule.selector), order)
        for node in styles.matching(rule.selector):
            if node.mem_id not in weighed or weighed[node.mem_id][0] <= how_much:
                weighed[node.mem_id] = how_much, node, "line-through" in value[0]
    for _, node, is_struck in weighed.values():
        own = node.attributes.get("style") or ""
        if is_struck and "text-decoration" not in own.lower():
            node.attrs["style"] = f"{own};text-decoration:line-through"


def _weight(said: tuple[str, bool]) -> bool | None:
    if _BOLD.search(said[0]):
        return True
    return False if _PLAIN.search(said[0]) else None
