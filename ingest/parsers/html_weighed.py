"""What the styles of a web page say of each of its elements on whether it is seen.

Rules are weighed as browsers weigh them: importance, then specificity, then order.
White words are hidden where the page is white, which is sure only where nothing unknown may lie behind them: see _is_on_white.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_hiding import (
    CUT_OFF,
    FLAT,
    GROUND,
    INHERITED,
    MADE_SEEN,
    MOVES_IN,
    NO_HIDING,
    TALL,
    WHITE_WORDS,
    Declared,
    declared_of,
)
from ingest.parsers.html_styles import PageStyles, specificity, values_of

__all__ = ["Said", "hides_by", "said_by_style"]

_INLINE_WEIGHT = (1, 0, 0)
_GROUND = re.compile(r"background(?:-image|-color)?\s*:|position\s*:\s*(?:absolute|fixed|sticky|relative)")
_WITH_HEIGHT = frozenset(
    "div section article aside main header footer nav p ul ol dl li dd dt h1 h2 h3 h4 h5 h6 blockquote form fieldset figure pre".split()
)
"""Elements whose height is what a style says. Cells of tables are as high as their words, and words in a line have no height to set."""

_Weight = tuple[bool, tuple[int, int, int], tuple[int, int, int], int]
Said = dict[int, dict[str, bool]]
"""For every element (its mem_id) on which a style has a say: what of the ways to hide, and of those to stand on white, holds for it."""


def said_by_style(tree: LexborHTMLParser, styles: PageStyles) -> Said:
    """What the styles of a page say of its elements. White words on white are told as hidden by their colour."""
    said = _said(tree, styles)
    if any(of.get(WHITE_WORDS) for of in said.values()) and _knows_every_ground(tree, styles):
        for node in tree.css("*"):
            of = said.get(node.mem_id, {})
            if of.get(WHITE_WORDS) and _is_on_white(node, said):
                of["white on white"] = True
    return said


def hides_by(node: LexborNode, of: dict[str, bool]) -> frozenset[str]:
    """The ways in which an element is hidden; none for one that is seen."""
    ways = {way for way, hides in of.items() if hides and way not in NO_HIDING}
    if of.get(CUT_OFF) and not of.get(TALL):
        flat = [way for way in FLAT if of.get(way)]
        if flat and (node.tag in _WITH_HEIGHT or (len(flat) > 1 and "width" in flat)):
            ways.add(CUT_OFF)
    return frozenset(ways)


def _knows_every_ground(tree: LexborHTMLParser, styles: PageStyles) -> bool:
    """Whether all that the page puts behind its words stands in rules that are understood."""
    if tree.css_first('link[rel~="stylesheet" i]') is not None:
        return False
    sheets = "".join(styles.sheets).lower()
    understood = "".join(body for selectors, body in styles.written if not any(sign in selectors for sign in ":@")).lower()
    return "@import" not in sheets and "var(" not in sheets and len(_GROUND.findall(sheets)) == len(_GROUND.findall(understood))


def _is_on_white(node: LexborNode, ways: Said) -> bool:
    """Whether nothing lies behind an element, as far as it and what it lies in say, and all in it has its colour."""
    around: LexborNode | None = node
    while around is not None:
        if ways.get(around.mem_id, {}).get(GROUND) or {"bgcolor", "background"} & around.attributes.keys():
            return False
        around = around.parent
    inside = [part for part in node.css("*") if part.mem_id != node.mem_id]
    return not any("color" in ways.get(part.mem_id, {}) or ways.get(part.mem_id, {}).get(GROUND) for part in inside)


def _said(tree: LexborHTMLParser, styles: PageStyles) -> Said:
    said: dict[int, dict[str, tuple[_Weight, bool]]] = {}
    own = [(node, list(declared_of(_own_values(node)))) for node in tree.css("[style], font[color]")]
    rules = [(rule.selector, declared) for rule in styles.rules if (declared := list(declared_of(rule.values)))]
    hiding = {one.way for _, declared in (*own, *rules) for one in declared if one.hides}
    followed = _with_a_say(hiding, has_attribute=tree.css_first("[hidden]") is not None)

    def note(node: LexborNode, declared: Declared, specificity: tuple[int, int, int], inline: tuple[int, int, int], order: int) -> None:
        weight = (declared.is_important, inline, specificity, order)
        ways = said.setdefault(node.mem_id, {})
        if declared.way not in ways or ways[declared.way][0] <= weight:
            ways[declared.way] = (weight, declared.hides)

    for node, all_declared in own:
        for one in all_declared:
            note(node, one, (0, 0, 0), _INLINE_WEIGHT, 0)
    for order, (selector, all_declared) in enumerate(rules):
        told = [one for one in all_declared if one.way in followed]
        weight = specificity(selector)
        for node in styles.matching(selector) if told else ():
            for one in told:
                note(node, one, weight, (0, 0, 0), order)
    return {identifier: {way: holds for way, (_, holds) in ways.items()} for identifier, ways in said.items()}


def _with_a_say(hiding: set[str], *, has_attribute: bool) -> set[str]:
    """Of what styles say, what can matter, where ``hiding`` is all that hides or may help to: what nothing hides need not be shown."""
    found = hiding - NO_HIDING
    found |= {MADE_SEEN[way] for way in found & INHERITED}
    found |= {"display"} if has_attribute else set()
    found |= {MOVES_IN} if "opacity" in found else set()
    if WHITE_WORDS in hiding:
        found |= {WHITE_WORDS, GROUND, "color"}
    if CUT_OFF in hiding and not hiding.isdisjoint(FLAT):
        found |= {CUT_OFF, TALL, *FLAT}
    return found


def _own_values(node: LexborNode) -> dict[str, tuple[str, bool]]:
    """What an element says of its own looks; in older pages, the colour of its words stands beside it."""
    colour = node.attributes.get("color") if node.tag == "font" else None
    return values_of(f"color:{colour or 'inherit'};{node.attributes.get('style') or ''}")
