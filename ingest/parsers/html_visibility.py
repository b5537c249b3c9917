"""What a reader of a web page does not see: taken out of the page before it is read, and counted.

What hides is known from the elements themselves and from the rules in the page's own ``<style>`` elements, weighed as browsers weigh
them: importance, then specificity, then order. Style sheets outside of the page are not fetched.

White words are hidden where the page is white, which is sure only where nothing unknown may lie behind them: see _is_on_white.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.left_out import LeftOut, Reason
from ingest.parsers.html_hiding import GROUND, WHITE_WORDS, Declared, declared_of
from ingest.parsers.html_opened import opened_by_reader
from ingest.parsers.html_styles import PageStyles, specificity, values_of
from ingest.parsers.html_unheard import is_seen_all_the_same

__all__ = ["remove_hidden"]

_INLINE_WEIGHT = (1, 0, 0)
_NOT_BODY = frozenset({"html", "body", "head", "title", "meta", "link", "style", "script", "base"})
_GROUND = re.compile(r"background(?:-image|-color)?\s*:|position\s*:\s*(?:absolute|fixed|sticky|relative)")

_Weight = tuple[bool, tuple[int, int, int], tuple[int, int, int], int]


def remove_hidden(tree: LexborHTMLParser, styles: PageStyles) -> LeftOut:
    """Takes hidden elements out of the tree. Gives why, and how many of them held text."""
    hidden = _hidden_by_style(tree, styles)
    opened = opened_by_reader(tree)
    reasons: dict[int, str] = {identifier: Reason.HIDDEN for identifier, is_hidden in hidden.items() if is_hidden}
    for node in tree.css("[hidden], [aria-hidden]"):
        if "hidden" in node.attributes:
            if hidden.get(node.mem_id, True):  # a rule of the page may show it all the same
                reasons[node.mem_id] = Reason.HIDDEN
        elif (node.attributes.get("aria-hidden") or "").lower() == "true" and not is_seen_all_the_same(node):
            reasons.setdefault(node.mem_id, Reason.DECORATION)
    pictured = {node.mem_id for node in _pictured_formulas(tree)}
    reasons = {identifier: reason for identifier, reason in reasons.items() if identifier not in opened | pictured}
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


def _pictured_formulas(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The hidden elements with a formula that a picture beside them shows, as in Wikipedia: it is part of its sentence."""
    for math in tree.css("math"):
        holder = math.parent
        beside = holder.next if holder is not None else None
        while beside is not None and beside.tag in ("meta", "-text") and not (beside.text_content or "").strip():
            beside = beside.next
        if holder is not None and holder.tag == "span" and beside is not None and beside.tag == "img":
            yield holder


def _has_ancestor(node: LexborNode, among: dict[int, str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.mem_id in among and parent.tag not in _NOT_BODY:
            return True
        parent = parent.parent
    return False


def _hidden_by_style(tree: LexborHTMLParser, styles: PageStyles) -> dict[int, bool]:
    """For every element on which a style has a say: whether it is hidden in one way or another."""
    ways = _said_by_style(tree, styles)
    hidden = {identifier: any(hides for way, hides in of.items() if way not in (WHITE_WORDS, GROUND)) for identifier, of in ways.items()}
    if any(of.get(WHITE_WORDS) for of in ways.values()) and _knows_every_ground(tree, styles):
        for node in tree.css("*"):
            if ways.get(node.mem_id, {}).get(WHITE_WORDS) and _is_on_white(node, ways):
                hidden[node.mem_id] = True
    return hidden


def _knows_every_ground(tree: LexborHTMLParser, styles: PageStyles) -> bool:
    """Whether all that the page puts behind its words stands in rules that are understood."""
    if tree.css_first('link[rel~="stylesheet" i]') is not None:
        return False
    sheets = "".join(styles.sheets).lower()
    understood = "".join(body for selectors, body in styles.written if not any(sign in selectors for sign in ":@")).lower()
    return "@import" not in sheets and "var(" not in sheets and len(_GROUND.findall(sheets)) == len(_GROUND.findall(understood))


def _is_on_white(node: LexborNode, ways: dict[int, dict[str, bool]]) -> bool:
    """Whether nothing lies behind an element, as far as it and what it lies in say, and all in it has its colour."""
    around: LexborNode | None = node
    while around is not None:
        if ways.get(around.mem_id, {}).get(GROUND) or {"bgcolor", "background"} & around.attributes.keys():
            return False
        around = around.parent
    inside = [part for part in node.css("*") if part.mem_id != node.mem_id]
    return not any("color" in ways.get(part.mem_id, {}) or ways.get(part.mem_id, {}).get(GROUND) for part in inside)


def _said_by_style(tree: LexborHTMLParser, styles: PageStyles) -> dict[int, dict[str, bool]]:
    """For every element on which a style has a say: what of the ways to hide, and of those to stand on white, holds for it."""
    said: dict[int, dict[str, tuple[_Weight, bool]]] = {}

    def note(node: LexborNode, declared: Declared, specificity: tuple[int, int, int], inline: tuple[int, int, int], order: int) -> None:
        weight = (declared.is_important, inline, specificity, order)
        ways = said.setdefault(node.mem_id, {})
        if declared.way not in ways or ways[declared.way][0] <= weight:
            ways[declared.way] = (weight, declared.hides)

    for node in tree.css("[style], font[color]"):
        for declared in declared_of(_own_values(node)):
            note(node, declared, (0, 0, 0), _INLINE_WEIGHT, 0)
    for order, (selector, all_declared) in enumerate(_rules(styles)):
        weight = specificity(selector)
        for node in styles.matching(selector):
            for one in all_declared:
                note(node, one, weight, (0, 0, 0), order)
    return {identifier: {way: holds for way, (_, holds) in ways.items()} for identifier, ways in said.items()}


def _own_values(node: LexborNode) -> dict[str, tuple[str, bool]]:
    """What an element says of its own looks; in older pages, the colour of its words stands beside it."""
    colour = node.attributes.get("color") if node.tag == "font" else None
    return values_of(f"color:{colour or 'inherit'};{node.attributes.get('style') or ''}")


def _rules(styles: PageStyles) -> list[tuple[str, list[Declared]]]:
    """The selectors of the page's own rules that hide or show. Where no rule hides, there is none."""
    found = [(rule.selector, declared) for rule in styles.rules if (declared := list(declared_of(rule.values)))]
    return found if any(one.hides for _, declared in found for one in declared) else []
