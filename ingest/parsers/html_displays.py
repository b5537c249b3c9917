"""How the styles of a web page draw each of its elements: as a block, as a row of boxes, as a cell of a table."""

from __future__ import annotations

from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.parsers.html_styles import PageStyles, specificity, values_of

__all__ = ["displays"]

_OWN_WEIGHT = (1_000_000, 0, 0)  # of what an element says of itself: more than any selector


def displays(tree: LexborHTMLParser, styles: PageStyles, matter: Callable[[set[str]], bool]) -> list[tuple[LexborNode, str]]:
    """The elements of which the styles of the page say how they are drawn, each with the value of ``display`` that weighs most.

    None where, by all values that the page names, it does not ``matter``: most pages are done with then, before a rule is followed.
    Only for the moment: elements may be taken out of the page, and must not be touched again then.
    """
    weighed: dict[int, tuple[tuple[bool, tuple[int, int, int], int], LexborNode, str]] = {}

    def note(node: LexborNode, said: tuple[str, bool], how_much: tuple[int, int, int], order: int) -> None:
        weight = (said[1], how_much, order)
        if node.mem_id not in weighed or weighed[node.mem_id][0] <= weight:
            weighed[node.mem_id] = weight, node, said[0]

    own = [
        (node, said) for node in tree.css('[style*="display" i]') if (said := values_of(node.attributes.get("style") or "").get("display"))
    ]
    rules = [(rule.selector, rule.values["display"]) for rule in styles.rules if "display" in rule.values]
    if not matter({said[0] for _, said in (*own, *rules)}):
        return []
    for order, (selector, said) in enumerate(rules):
        for node in styles.matching(selector):
            note(node, said, specificity(selector), order)
    for node, said in own:
        note(node, said, _OWN_WEIGHT, 0)
    return [(node, display) for _, node, display in weighed.values()]
