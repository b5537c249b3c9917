"""What is drawn in the text of a Word document: pictures, which are counted, and charts and SmartArt, which are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.left_out import LeftOut, Reason
from ingest.parsers.chart_parts import chart_blocks, chart_words
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import ancestors_below
from ingest.parsers.drawn_parts import diagram_blocks

__all__ = ["Drawings"]

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Drawings:
    """Looks at one drawing after the other. ``parts`` are those that the text refers to, by the names of its references."""

    def __init__(self, parts: Mapping[str, Any], left_out: LeftOut) -> None:
        self._parts = parts
        self._left_out = left_out

    def blocks_of(self, node: Any, page: int | None) -> list[DraftBlock]:  # noqa: ANN401  # lxml
        """The charts and the SmartArt that an element of a run draws on a page; counts all else that it draws and that is no text."""
        if any(parent.tag == _FALLBACK for parent in node.iterancestors()):  # the same once more, for older programs
            return []
        if node.tag == w("object"):
            self._left_out[Reason.EMBEDDED_OBJECT] += 1
        elif node.tag == w("pict"):
            self._left_out[Reason.PICTURE] += 1 if next(node.iter(_IMAGE), None) is not None else 0
        drawn = node.iter(_DRAWING) if node.tag == w("drawing") else ()
        own = [data for data in drawn if not any(parent.tag == w("txbxContent") for parent in ancestors_below(data, node))]
        return [block for data in own for block in self._of_data(data, page)]

    def _of_data(self, data: Any, page: int | None) -> list[DraftBlock]:  # noqa: ANN401  # lxml
        kind = (data.get("uri") or "").rpartition("/")[2]
        if kind == "picture":
            self._left_out[Reason.PICTURE] += 1
        elif kind in ("chart", "chartex"):
            return self._chart(self._part(next((child.get(f"{_RELATION}id") for child in data), None)), page)
        elif kind == "diagram":
            reference = next(data.iter(_DIAGRAM), None)
            part = None if reference is None else self._part(reference.get(f"{_RELATION}dm"))
            try:
                return [] if part is None else diagram_blocks(part.blob, page)
            except (SyntaxError, ValueError):
                self._left_out[Reason.EMBEDDED_OBJECT] += 1
        return []

    def _chart(self, part: Any | None, page: int | None) -> list[DraftBlock]:  # noqa: ANN401  # python-docx
        try:
            blocks = [] if part is None else chart_blocks(part.blob, page)
        except (SyntaxError, ValueError):
            blocks = []
        if not any(block.kind is BlockKind.TABLE_ROW for block in blocks):
            self._left_out.add(Reason.CHART, "" if part is None else chart_words(part.blob))
        return blocks

    def _part(self, name: str | None) -> Any | None:  # noqa: ANN401  # python-docx
        return self._parts.get(name or "")
