"""What a reader of a web page does not see: taken out of the page before it is read, and counted.

What hides is known from the elements themselves and from the rules in the page's own ``<style>`` elements, weighed as browsers weigh
them: importance, then specificity, then order. Style sheets outside of the page are not fetched.

White words are hidden where the page is white, which is sure only where nothing unknown may lie behind them: see _is_on_white.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.left_out import LeftOut, Reason
from ingest.parsers.html_opened import opened_by_reader
from ingest.parsers.html_styles import matching, rules_of, sheets_of, specificity, values_of, written_rules

__all__ = ["remove_hidden"]

_MOST_SELECTORS = 3000
_FAR = re.compile(r"-\d{4,}(?:\.\d+)?(?:px|pt)?\Z")
_ZERO = re.compile(r"0*\.?0+(?:px|pt|em|rem|%)?\Z")
_INLINE_WEIGHT = (1, 0, 0)
_NOT_BODY = frozenset({"html", "body", "head", "title", "meta", "link", "style", "script", "base"})

_WHITE = re.compile(r"white|#f{3,4}|#f{6}|#f{8}|rgba?\(\s*255[\s,]+255[\s,]+255(?:[\s,/]+1(?:\.0*)?)?\s*\)")
_GROUND = re.compile(r"background(?:-image|-color)?\s*:|position\s*:\s*(?:absolute|fixed|sticky|relative)")
_NO_GROUND = frozenset({"none", "transparent", "inherit", "initial", "unset", "static"})
_WHITE_ON, _ON = "white words", "ground"
"""Two things that a rule says besides how it hides: that words are white, and that something other than white may lie behind them."""

_Weight = tuple[bool, tuple[int, int, int], tuple[int, int, int], int]


@dataclass(frozen=True, slots=True)
class _Declared:
    """What one rule says on one of the ways to hide: ``hides`` or shows, and how much it weighs."""

    way: str
    hides: bool
    is_important: bool


def remove_hidden(tree: LexborHTMLParser) -> LeftOut:
    """Takes hidden elements out of the tree. Gives why, and how many of them held text."""
    hidden = _hidden_by_style(tree)
    opened = opened_by_reader(tree)
    reasons: dict[int, str] = {identifier: Reason.HIDDEN for identifier, is_hidden in hidden.items() if is_hidden}
    for node in tree.css("[hidden], [aria-hidden]"):
        if "hidden" in node.attributes:
            if hidden.get(node.mem_id, True):  # a rule of the page may show it all the same
                reasons[node.mem_id] = Reason.HIDDEN
        elif (node.attributes.get("aria-hidden") or "").lower() == "true":
            reasons.setdefault(node.mem_id, Reason.DECORATION)
    reasons = {identifier: reason for identifier, reason in reasons.items() if identifier not in opened}
    left_out = LeftOut()
    if not reasons:
        return left_out
    # The outermost first: what lies in an element that is gone must not be touched again.
    doomed = [node for node in tree.css("*") if node.mem_id in reasons and node.tag not in _NOT_BODY and not _has_ancestor(node, reasons)]
    for node in doomed:
        said = node.text(separator=" ")
        if said.strip() and reasons[node.mem_id] == Reason.DECORATION:
            left_out.add(Reason.DECORATION, said)
        elif said.strip():
            left_out[reasons[node.mem_id]] += 1
        node.decompose()
    return left_out


def _has_ancestor(node: LexborNode, among: dict[int, str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in among and parent.tag not in _NOT_BODY:
            return True
        parent = parent.parent
    return False


def _hidden_by_style(tree: LexborHTMLParser) -> dict[int, bool]:
    """For every element on which a style has a say: whether it is hidden in one way or another."""
    ways = _said_by_style(tree)
    hidden = {identifier: any(hides for way, hides in of.items() if way not in (_WHITE_ON, _ON)) for identifier, of in ways.items()}
    if any(of.get(_WHITE_ON) for of in ways.values()) and _knows_every_ground(tree):
        for node in tree.css("*"):
            if ways.get(node.mem_id, {}).get(_WHITE_ON) and _is_on_white(node, ways):
                hidden[node.mem_id] = True
    return hidden


def _knows_every_ground(tree: LexborHTMLParser) -> bool:
    """Whether all that the page puts behind its words stands in rules that are understood."""
    if tree.css_first('link[rel~="stylesheet" i]') is not None:
        return False
    sheets = "".join(sheets_of(tree)).lower()
    understood = "".join(body for selectors, body in written_rules(tree) if not any(sign in selectors for sign in ":@")).lower()
    return "@import" not in sheets and "var(" not in sheets and len(_GROUND.findall(sheets)) == len(_GROUND.findall(understood))


def _is_on_white(node: LexborNode, ways: dict[int, dict[str, bool]]) -> bool:
    """Whether nothing lies behind an element, as far as it and what it lies in say, and all in it has its colour."""
    around: LexborNode | None = node
    while around is not None:
        if ways.get(around.mem_id, {}).get(_ON) or {"bgcolor", "background"} & around.attributes.keys():
            return False
        around = around.parent
    inside = [part for part in node.css("*") if part.mem_id != node.mem_id]
    return not any("color" in ways.get(part.mem_id, {}) or ways.get(part.mem_id, {}).get(_ON) for part in inside)


def _said_by_style(tree: LexborHTMLParser) -> dict[int, dict[str, bool]]:
    """For every element on which a style has a say: what of the ways to hide, and of those to stand on white, holds for it."""
    said: dict[int, dict[str, tuple[_Weight, bool]]] = {}

    def note(node: LexborNode, declared: _Declared, specificity: tuple[int, int, int], inline: tuple[int, int, int], order: int) -> None:
        weight = (declared.is_important, inline, specificity, order)
        ways = said.setdefault(node.mem_id, {})
        if declared.way not in ways or ways[declared.way][0] <= weight:
            ways[declared.way] = (weight, declared.hides)

    for node in tree.css("[style]"):
        for declared in _declared(node.attributes.get("style") or ""):
            note(node, declared, (0, 0, 0), _INLINE_WEIGHT, 0)
    for order, (selector, declared) in enumerate(_rules(tree)):
        for node in matching(tree, selector):
            note(node, declared, specificity(selector), (0, 0, 0), order)
    return {identifier: {way: holds for way, (_, holds) in ways.items()} for identifier, ways in said.items()}


def _rules(tree: LexborHTMLParser) -> Iterator[tuple[str, _Declared]]:
    """The selectors of the page's own rules that hide or show. Where no rule hides, there is none."""
    found = [(rule.selector, declared) for rule in rules_of(tree) for declared in _declared(rule.body)]
    if any(declared.hides for _, declared in found):
        yield from found[:_MOST_SELECTORS]


def _declared(body: str) -> Iterator[_Declared]:
    """What the declarations of one rule, or of one ``style`` attribute, say on hiding."""
    values = values_of(body)
    for name, (value, is_important) in values.items():
        if name == "display":
            yield _Declared(name, value == "none", is_important)
        elif name == "visibility":
            yield _Declared(name, value in ("hidden", "collapse"), is_important)
        elif name in ("font-size", "opacity"):
            yield _Declared(name, bool(_ZERO.match(value)), is_important)
        elif name in ("text-indent", "left", "top", "right", "margin-left"):
            yield _Declared(name, bool(_FAR.match(value)), is_important)
        elif name == "color" and value not in ("inherit", "currentcolor", "initial"):
            behind = values.get("background-color", values.get("background", ("", False)))[0]
            yield _Declared(name, value in {"transparent", behind}, is_important)
            yield _Declared(_WHITE_ON, bool(_WHITE.fullmatch(value)), is_important)
        elif name in ("background", "background-color", "background-image", "position"):
            yield _Declared(_ON, value not in _NO_GROUND and not _WHITE.fullmatch(value), is_important)
