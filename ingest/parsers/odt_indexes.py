"""The contents lists and bibliographies that an OpenDocument program makes: their title, and their entries."""

from __future__ import annotations

from collections.abc import Iterator

from odfdo import Element

from copro_qa.document import BlockKind

__all__ = ["INDEXES", "index_parts"]

INDEXES = {
    "text:table-of-content": BlockKind.CONTENTS,
    "text:illustration-index": BlockKind.CONTENTS,
    "text:table-index": BlockKind.CONTENTS,
    "text:object-index": BlockKind.CONTENTS,
    "text:user-index": BlockKind.CONTENTS,
    "text:alphabetical-index": BlockKind.CONTENTS,
    "text:bibliography": BlockKind.REFERENCE,
}
"""What the entries of each kind of index are."""


def index_parts(node: Element) -> Iterator[tuple[Element, BlockKind]]:
    """What an index holds, in order, and what the blocks in it are: its title is a heading."""
    body = node.get_element("text:index-body")
    for child in body.children if body is not None else ():
        if child.tag == "text:index-title":
            for part in child.children:
                yield part, BlockKind.HEADING
        else:
            yield child, INDEXES[node.tag]
