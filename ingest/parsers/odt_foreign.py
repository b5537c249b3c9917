"""What is no OpenDocument in an OpenDocument text: comments of its XML, and elements that another program has put there."""

from __future__ import annotations

from typing import Any

from lxml import etree
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
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    foreign = {node.tag for node in tree.iter("{*}*") if node.tag[1:].partition("}")[0] not in _KNOWN} - {tree.tag}
    if not foreign:
        return
    for paragraph in list(tree.iter(*_PARAGRAPHS)):
        etree.strip_tags(paragraph, *foreign)
    for node in tree.iter(*foreign):
        if not any(parent.tag in foreign for parent in node.iterancestors()):
            said = " ".join(" ".join(node.itertext()).split())
            if said:
                left_out.add(Reason.EMBEDDED_OBJECT, said)
    etree.strip_elements(tree, *foreign, with_tail=False)
