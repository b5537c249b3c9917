"""What is no OpenDocument in an OpenDocument text: comments of its XML, and elements that another program has put there."""

from __future__ import annotations

from typing import Any

from odfdo import Element
from odfdo.element import ODF_NAMESPACES

from ingest.left_out import LeftOut, Reason

__all__ = ["remove_foreign"]

_KNOWN = frozenset(ODF_NAMESPACES.values())
_TEXT = ODF_NAMESPACES["text"]
_PARAGRAPHS = frozenset({f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"})


def remove_foreign(root: Element, left_out: LeftOut) -> None:
    """Takes it out. The words of a foreign element in a paragraph stay; elsewhere they go with it, and are named.

    So the format wants it (OpenDocument 1.2, part 1, 3.17).
    """
    tree: Any = getattr(root, "_Element__element")  # noqa: B009  # lxml, which odfdo does not give out
    for node in list(tree.iter()):
        if not isinstance(node.tag, str):
            if node.getparent() is not None:
                _unwrap(node, keeps_words=False)
        elif node.tag.startswith("{") and node.tag[1:].partition("}")[0] not in _KNOWN and tree in node.iterancestors():
            keeps_words = any(parent.tag in _PARAGRAPHS for parent in node.iterancestors())
            said = "".join(node.itertext(tag="*"))
            if said.strip() and not keeps_words:
                left_out.add(Reason.EMBEDDED_OBJECT, said)
            _unwrap(node, keeps_words=keeps_words)


def _unwrap(node: Any, *, keeps_words: bool) -> None:  # noqa: ANN401  # lxml
    """Puts what stands in an element, and the text behind it, in its place; or the text behind it alone."""
    parent, place = node.getparent(), node.getparent().index(node)
    children = list(node) if keeps_words else []
    texts = [node.text or ""] if keeps_words else []
    if children:
        children[-1].tail = (children[-1].tail or "") + (node.tail or "")
    else:
        texts.append(node.tail or "")
    before = parent[place - 1] if place else None
    if before is None:
        parent.text = (parent.text or "") + "".join(texts)
    else:
        before.tail = (before.tail or "") + "".join(texts)
    parent[place : place + 1] = children
