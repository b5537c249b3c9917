"""The text of one paragraph of a slide, with the marks of footnotes taken out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from ingest.notes import is_note_key, raised
from ingest.parsers.pptx_bullets import a
from ingest.symbol_font import seen_in

__all__ = ["note_key", "text_and_marks", "text_of"]

_MATHEMATICS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def text_of(paragraph: Any) -> str:  # noqa: ANN401  # lxml
    """The text of a paragraph on one line, as it is."""
    return text_and_marks(paragraph)[0]


def text_and_marks(
    paragraph: Any,  # noqa: ANN401  # lxml
    is_seen: Callable[[Any], bool] | None = None,
    notes: Collection[str] | None = None,
) -> tuple[str, list[str]]:
    """The text of a paragraph on one line, of those runs that are seen, and the keys of the footnotes that it calls.

    ``notes`` are the keys of the footnotes on the slide; with None, marks stay in the text. A slide number that PowerPoint fills in is
    not part of it.
    """
    text, marks = "", []
    for child in paragraph:
        if child.tag == a("br"):
            text += " "
        elif child.tag == a("r") or (child.tag == a("fld") and child.get("type") != "slidenum"):
            run = _in_its_font(child, "".join(node.text or "" for node in child.iter(a("t"))))
            if is_seen is not None and run.strip() and not is_seen(child):
                continue
            if notes is not None and _is_raised(child):
                key, run = raised(run, text, set(notes)) if text.strip() else ("", f"{run} ")
                marks.extend([key] if key else [])
            text += run
        elif isinstance(child.tag, str) and not child.tag.startswith(a("")):  # formulas
            text += "".join(node.text or "" for node in child.iter(_MATHEMATICS))
    return text.replace("\v", " ").replace("_x000B_", " "), marks


def note_key(paragraph: Any) -> str:  # noqa: ANN401  # lxml
    """The key of the footnote whose text a paragraph is: it begins with a raised mark. Empty for another paragraph."""
    first, *others = [run for run in paragraph.iter(a("r")) if "".join(node.text or "" for node in run.iter(a("t"))).strip()] or [None]
    if first is None or not others or not _is_raised(first):
        return ""
    return is_note_key("".join(node.text or "" for node in first.iter(a("t")))) or ""


def _in_its_font(run: Any, text: str) -> str:  # noqa: ANN401  # lxml
    """What a viewer sees of the text of a run: in a font of its own, or, of signs that no letters are, in one for symbols."""
    for name, plain_too in (("latin", True), ("sym", False)):
        font = run.find(f"{a('rPr')}/{a(name)}")
        if font is not None:
            text = seen_in(font.get("typeface") or "", text, plain_too=plain_too)
    return text


def _is_raised(run: Any) -> bool:  # noqa: ANN401  # lxml
    properties = run.find(a("rPr"))
    height = "" if properties is None else properties.get("baseline") or ""
    return height.rstrip("%").isdigit() and height.strip("0%") != ""
