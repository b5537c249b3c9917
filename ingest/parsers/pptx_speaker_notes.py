"""The speaker's notes of a slide: what is typed on its notes page, in the frame for notes and in text boxes beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.left_out import LeftOut, Reason
from ingest.parsers.pptx_bullets import a, p
from ingest.parsers.pptx_text import text_and_marks

__all__ = ["note_blocks"]

_FURNITURE = frozenset({"dt", "ftr", "hdr", "sldNum", "sldImg"})
_BODY = "body"


def note_blocks(slide: Any, number: int, left_out: LeftOut) -> Iterator[DraftBlock]:  # noqa: ANN401  # python-pptx
    """The paragraphs of the notes page of a slide, first those of the frame for notes; what is hidden or struck goes to ``left_out``."""
    tree = slide.notes_slide.element.find(f"{p('cSld')}/{p('spTree')}") if slide.has_notes_slide else None
    shapes = [] if tree is None else [node for node in tree.iter(p("sp"), p("graphicFrame")) if _role(node) not in _FURNITURE]
    for shape in sorted(shapes, key=lambda node: _role(node) != _BODY):
        if any(_is_hidden(node) for node in (shape, *shape.iterancestors(p("grpSp")))):
            left_out[Reason.HIDDEN] += any((node.text or "").strip() for node in shape.iter(a("t")))
            continue
        for row in shape.iter(a("tr"), a("txBody"), p("txBody")):
            if row.tag == a("tr"):  # its cells on one line
                text = "; ".join(filter(None, (" ".join(_said(cell, left_out)) for cell in row.iter(a("tc")))))
                yield from [DraftBlock.of(BlockKind.SPEAKER_NOTE, text, page=number)] if text else []
            elif row.getparent().tag != a("tc"):
                yield from (DraftBlock.of(BlockKind.SPEAKER_NOTE, text, page=number) for text in _said(row, left_out))


def _said(holder: Any, left_out: LeftOut) -> list[str]:  # noqa: ANN401  # lxml
    """The paragraphs of a frame or a cell that say something."""

    def is_kept(run: Any) -> bool:  # noqa: ANN401  # lxml
        properties = run.find(a("rPr"))
        is_struck = properties is not None and (properties.get("strike") or "noStrike") != "noStrike"
        if is_struck:
            left_out.add(Reason.STRUCK_OUT, "".join(node.text or "" for node in run.iter(a("t"))))
        return not is_struck

    return [text for paragraph in holder.iter(a("p")) if (text := text_and_marks(paragraph, is_kept)[0]).strip()]


def _role(shape: Any) -> str | None:  # noqa: ANN401  # lxml
    """The part that a shape plays on the notes page; None for one that was drawn there."""
    place = next(shape.iter(p("ph")), None)
    if place is None:
        return None
    role: str | None = place.get("type")
    return role


def _is_hidden(shape: Any) -> bool:  # noqa: ANN401  # lxml
    properties = next(shape.iter(p("cNvPr")), None)
    return properties is not None and properties.get("hidden") in ("1", "true")
