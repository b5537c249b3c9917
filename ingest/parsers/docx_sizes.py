"""How large the text of the paragraphs of a Word document is set."""

from __future__ import annotations

from typing import Any

from ingest.parsers.docx_numbering import w
from ingest.stated_numbers import stated_number

__all__ = ["Sizes"]

_WORDS_OWN_SIZE = 20  # half points, where neither a style nor the document says any
_CHAIN = 12  # styles based on one another; longer chains are loops


class Sizes:
    """The sizes that a document sets its text in. ``root`` is the root of its styles part, if it has one."""

    def __init__(self, root: Any | None) -> None:  # noqa: ANN401  # an lxml element
        nodes = [] if root is None else list(root.iter(w("style")))
        self._nodes = {node.get(w("styleId")): node for node in nodes}
        usual = (one for one in nodes if one.get(w("type")) == "paragraph" and one.get(w("default")) in ("1", "true"))
        self._default = next((node.get(w("styleId")) for node in usual), None)
        self._base = (_size(None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}"))) or _WORDS_OWN_SIZE
        self._read: dict[str | None, int | None] = {}

    def of(self, paragraph: Any) -> int | None:  # noqa: ANN401  # an lxml element
        """The size of the smallest words of a paragraph, in half points; None where it has no words."""
        set_as = paragraph.find(w("pPr"))
        style = _named(set_as, "pStyle") or self._default
        found = []
        for run in paragraph.iter(w("r")):
            if any(text.text and text.text.strip() for text in run.iter(w("t"))):
                own = _size(run) or self._of_style(_named(run.find(w("rPr")), "rStyle"))
                found.append(own or self._of_style(style) or self._base)
        return min(found, default=None)

    def _of_style(self, style: str | None) -> int | None:
        if style not in self._read:
            node, seen, size = self._nodes.get(style), 0, None
            while node is not None and size is None and seen < _CHAIN:
                size, seen = _size(node), seen + 1
                node = self._nodes.get(_named(node, "basedOn"))
            self._read[style] = size
        return self._read[style]


def _size(holder: Any | None) -> int | None:  # noqa: ANN401  # an lxml element
    size = None if holder is None else holder.find(f"{w('rPr')}/{w('sz')}")
    said = None if size is None else stated_number(size.get(w("val")))
    return said or None


def _named(holder: Any | None, name: str) -> str | None:  # noqa: ANN401  # an lxml element
    child = None if holder is None else holder.find(w(name))
    return None if child is None else child.get(w("val"))
