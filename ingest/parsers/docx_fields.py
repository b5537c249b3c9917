"""The older fields of Word forms: what is shown of them is not text of the file, but what they were set to."""

from __future__ import annotations

from typing import Any

from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_runs import attribute, is_on
from ingest.stated_numbers import stated_number

__all__ = ["shown_by_field"]


def shown_by_field(node: Any) -> str:  # noqa: ANN401  # lxml
    """What a reader sees of a field that begins at this element: "☒" or "☐" for a box, of a list the entry that was chosen."""
    data = node.find(w("ffData")) if node.tag == w("fldChar") else None
    box, choices = (None, None) if data is None else (data.find(w("checkBox")), data.find(w("ddList")))
    if box is not None:
        checked = box.find(w("checked"))
        return "☒" if is_on(box.find(w("default")) if checked is None else checked) else "☐"
    if choices is None:
        return ""
    entries = [attribute(entry) or "" for entry in choices.findall(w("listEntry"))]
    chosen = stated_number(next((said for name in ("result", "default") if (said := attribute(choices.find(w(name))))), "0"))
    return entries[chosen] if chosen is not None and 0 <= chosen < len(entries) else ""
