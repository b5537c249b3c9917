"""The elements and texts of a web page in its order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

__all__ = ["lines_of", "walk"]


def walk(
    root: LexborNode, is_passed_over: Callable[[LexborNode], bool], is_taken: Callable[[LexborNode], bool]
) -> Iterator[tuple[str, LexborNode]]:
    """Each text ("text"), and where each element begins ("open") and ends ("close").

    An element that is passed over is not entered, and one that is taken is only opened. The walk keeps its own stack, so that deep
    nesting does no harm.
    """
    stack: list[tuple[str, LexborNode]] = [("open", root)]
    while stack:
        event, node = stack.pop()
        if event == "close" or node.tag == "-text":
            yield ("text" if event == "open" else event), node
            continue
        if (node.tag or "-").startswith(("-", "_", "!")) or (node is not root and is_passed_over(node)):
            continue
        yield "open", node
        if is_taken(node):
            continue
        stack.append(("close", node))
        stack.extend(("open", child) for child in reversed(list(node.iter(include_text=True))))


def lines_of(root: LexborNode, is_passed_over: Callable[[LexborNode], bool]) -> str:
    """The text of an element as it was typed, in lines, without the elements that are passed over."""
    parts = []
    for event, node in walk(root, is_passed_over, lambda _: False):
        if event == "text":
            parts.append(node.text_content or "")
        elif event == "open" and node.tag == "br":
            parts.append("\n")
    return "".join(parts)
