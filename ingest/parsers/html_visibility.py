"""What a reader of a web page does not see: taken out of the page before it is read, and counted.

What hides is known from the elements themselves and from the rules in the page's own ``<style>`` elements. Style sheets outside of the
page are not fetched. What one press opens is seen (:mod:`ingest.parsers.html_opened`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.left_out import LeftOut, Reason
from ingest.parsers.html_hiding import INHERITED, MADE_SEEN, PRESSED_OPEN
from ingest.parsers.html_opened import is_behind_opener, opened_by_reader
from ingest.parsers.html_shown_later import ShownLater
from ingest.parsers.html_styles import PageStyles
from ingest.parsers.html_unheard import is_seen_all_the_same
from ingest.parsers.html_weighed import Said, hides_by, said_by_style

__all__ = ["remove_hidden"]

_NOT_BODY = frozenset({"html", "body", "head", "title", "meta", "link", "style", "script", "base"})
_FARTHEST = 200  # elements around one that are looked at
_MOST_STEPS = 1_000_000  # from elements to those around them, in one page
_MOST_LOOKS = 3000  # at what may open or show hidden elements of one page
_ATTRIBUTE = "hidden"


def remove_hidden(tree: LexborHTMLParser, styles: PageStyles) -> LeftOut:
    """Takes hidden elements out of the tree. Gives why, and how many of them held text."""
    said = said_by_style(tree, styles)
    ways = {node.mem_id: by for node in tree.css("*") if node.mem_id in said and (by := hides_by(node, said[node.mem_id]))} if said else {}
    reasons = _reasons(tree, said, ways)
    left_out = LeftOut()
    if not reasons:
        return left_out
    parts = _parts_to_take(tree, said, ways, reasons)
    for part, reason in parts:
        text = part.text_content if part.tag == "-text" else part.text(separator=" ")
        if (text or "").strip():
            _count(left_out, reason, text or "")
        part.decompose()
    return left_out


def _parts_to_take(
    tree: LexborHTMLParser, said: Said, ways: Mapping[int, frozenset[str]], reasons: Mapping[int, str]
) -> list[tuple[LexborNode, str]]:
    """What is taken out of the page and why, none of it within another: what lies in an element that is gone must not be touched again."""
    shown_later = ShownLater(tree)
    around = _seen_within(tree, said, ways)
    parts: dict[int, tuple[LexborNode, str]] = {}
    gone: set[int] = set()
    looks_left = _MOST_LOOKS
    for node in tree.css("*"):
        if node.mem_id in parts or (node.parent is not None and node.parent.mem_id in gone):
            gone.add(node.mem_id)
            continue
        if node.mem_id not in reasons or node.tag in _NOT_BODY:
            continue
        by = ways.get(node.mem_id, frozenset())
        looks_left -= 1
        holds = {way for way, is_so in said.get(node.mem_id, {}).items() if is_so}
        if looks_left > 0 and (_opens(node, by) or shown_later(node, by, holds)):
            continue
        if node.mem_id in around:
            parts.update({part.mem_id: (part, reasons[node.mem_id]) for part in _unseen(node, around[node.mem_id])})
        else:
            parts[node.mem_id] = node, reasons[node.mem_id]
            gone.add(node.mem_id)
    return list(parts.values())


def _reasons(tree: LexborHTMLParser, said: Said, ways: dict[int, frozenset[str]]) -> dict[int, str]:
    """Why elements are hidden, by their ids. Adds to the ``ways`` in which styles hide them that an attribute does."""
    reasons = dict.fromkeys(ways, Reason.HIDDEN)
    for node in tree.css("[hidden], [aria-hidden]"):
        if "hidden" in node.attributes:
            if node.mem_id in ways or not _is_shown(said.get(node.mem_id, {})):
                reasons[node.mem_id] = Reason.HIDDEN
                ways[node.mem_id] = ways.get(node.mem_id, frozenset()) | {_ATTRIBUTE}
        elif (node.attributes.get("aria-hidden") or "").lower() == "true" and not is_seen_all_the_same(node):
            reasons.setdefault(node.mem_id, Reason.DECORATION)
    seen = opened_by_reader(tree) | {node.mem_id for node in _pictured_formulas(tree)}
    return {identifier: reason for identifier, reason in reasons.items() if identifier not in seen}


def _count(left_out: LeftOut, reason: str, text: str) -> None:
    if reason == Reason.DECORATION:
        left_out.add(reason, text)
    else:
        left_out[reason] += 1


def _is_shown(of: Mapping[str, bool]) -> bool:
    """Whether a rule of the page shows an element that its attribute hides."""
    return "display" in of and not of["display"]


def _opens(node: LexborNode, ways: Collection[str] | None) -> bool:
    """Whether what is hidden opens at a press on what stands before it. ``ways`` are those in which it is hidden."""
    return bool(ways) and PRESSED_OPEN.issuperset(set(ways or ()) - {_ATTRIBUTE}) and is_behind_opener(node)


class _SeenWithin:
    """The parts of one hidden element that are seen, and the elements between it and them, by their ids."""

    def __init__(self) -> None:
        self.parts: set[int] = set()
        self.between: set[int] = set()


def _seen_within(tree: LexborHTMLParser, said: Said, ways: Mapping[int, frozenset[str]]) -> dict[int, _SeenWithin]:
    """For hidden elements with parts that say of themselves that they are seen: these parts.

    So pages take away the gaps between elements: letters without size around, and with one within.
    """
    inherited = {identifier: by for identifier, by in ways.items() if by <= INHERITED}
    found: dict[int, _SeenWithin] = {}
    steps_left = _MOST_STEPS
    for node in tree.css("*") if inherited else []:
        own = said.get(node.mem_id, {})
        if node.mem_id in ways or steps_left < 0 or not any(own.get(way) for way in MADE_SEEN.values()):
            continue
        between: list[int] = []
        holder = node.parent
        for _ in range(_FARTHEST):
            if holder is None:
                break
            by = inherited.get(holder.mem_id)
            if by and all(own.get(MADE_SEEN[way]) for way in by):
                within = found.setdefault(holder.mem_id, _SeenWithin())
                within.parts.add(node.mem_id)
                within.between.update(between)
            between.append(holder.mem_id)
            holder = holder.parent
        steps_left -= len(between)
    return found


def _unseen(node: LexborNode, seen: _SeenWithin) -> Iterator[LexborNode]:
    """What of a hidden element is not seen, where parts of it are."""
    stack = list(node.iter(include_text=True))
    while stack:
        child = stack.pop()
        if child.mem_id in seen.between and child.mem_id not in seen.parts:
            stack.extend(child.iter(include_text=True))
        elif child.mem_id not in seen.parts:
            yield child


def _pictured_formulas(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """The hidden elements with a formula that a picture beside them shows, as in Wikipedia: it is part of its sentence."""
    for math in tree.css("math"):
        holder = math.parent
        beside = holder.next if holder is not None else None
        while beside is not None and beside.tag in ("meta", "-text") and not (beside.text_content or "").strip():
            beside = beside.next
        if holder is not None and holder.tag == "span" and beside is not None and beside.tag == "img":
            yield holder
