"""The runs of a Word document: which of them a reader sees, and which characters they stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ingest.left_out import Reason
from ingest.parsers.docx_formulas import FORMULA
from ingest.parsers.docx_numbering import w
from ingest.parsers.docx_styles import Styles
from ingest.stated_numbers import stated_number
from ingest.symbol_font import seen_in

__all__ = [
    "ALTERNATIVES", "TRANSPARENT", "ancestors_below", "attribute", "characters", "font_of", "in_instructions", "is_on", "is_prompt",
    "is_struck", "is_unseen", "runs_of", "shown_alternative",
]  # fmt: skip

TRANSPARENT = frozenset(
    w(name) for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")
)
"""Elements that lie around others without being anything themselves: content controls, inserted text, links."""
_DELETED = frozenset(w(name) for name in ("del", "moveFrom"))
_GONE = frozenset(w(name) for name in ("instrText", "delText", "rPr", "pPr", "sdtPr"))
_SHADES = frozenset(w(name) for name in ("tbl", "txbxContent"))  # the ground behind the text may be dark there
_TEXT, _SIGN = w("t"), w("sym")
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
"""What is written in several ways, of which a program shows the first that it knows."""
_SPACES = {w("tab"): "\t", w("br"): " ", w("cr"): " ", w("ptab"): "\t", w("noBreakHyphen"): "-"}
_SMALLEST_HALF_POINTS = 3  # one and a half points cannot be read


def runs_of(node: Any, left_out: Counter[str]) -> Iterator[Any]:  # noqa: ANN401  # lxml
    """The runs and formulas of a paragraph in order, without deleted ones and without the prompts of empty content controls."""
    for child in node:
        if child.tag in (w("r"), FORMULA):
            yield child
        elif child.tag in _DELETED:
            left_out[Reason.DELETED] += 1
        elif is_prompt(child):
            left_out[Reason.EMPTY_FIELD] += 1
        elif child.tag == ALTERNATIVES:
            yield from runs_of(shown_alternative(child), left_out)
        elif child.tag not in _GONE and isinstance(child.tag, str) and (child.tag in TRANSPARENT or not child.tag.startswith(w(""))):
            yield from runs_of(child, left_out)


def shown_alternative(node: Any) -> Any:  # noqa: ANN401  # lxml
    """Of what is written in several ways, for newer and for older programs, the first that holds text; else the last."""
    ways = [way for way in node if isinstance(way.tag, str)]
    return next((way for way in ways if any((text.text or "").strip() for text in way.iter(_TEXT))), ways[-1] if ways else node)


def in_instructions(runs: Sequence[Any]) -> set[Any]:
    """The runs of a paragraph that belong to what a field is to do, as fields within it, and not to what it shows.

    Only fields that end in the paragraph are looked at: one without an end would swallow all that follows.
    """
    found: set[Any] = set()
    open_fields: list[int] = []  # where each begins that has not come to what it shows
    shown: list[bool] = []
    for position, run in enumerate(runs):
        for mark in run.iter(w("fldChar")):
            kind = mark.get(w("fldCharType"))
            if kind == "begin":
                open_fields.append(position)
                shown.append(False)
            elif open_fields and kind in ("separate", "end"):
                if not shown[-1]:
                    found.update(runs[open_fields[-1] + 1 : position])
                shown[-1] = True
                if kind == "end":
                    open_fields.pop()
                    shown.pop()
    return found


def is_prompt(node: Any) -> bool:  # noqa: ANN401  # lxml
    """Whether a content control shows its prompt ("Click here to enter text") because nothing has been filled in."""
    return node.tag == w("sdt") and is_on(node.find(f"{w('sdtPr')}/{w('showingPlcHdr')}"))


def is_unseen(run: Any, styles: Styles, *, is_hidden: bool) -> bool:  # noqa: ANN401  # lxml
    """Whether a run is hidden, too small to be read, or white on white; ``is_hidden`` says whether the style of its paragraph hides."""
    properties = run.find(w("rPr"))
    vanish = None if properties is None else properties.find(w("vanish"))
    if properties is None:
        return is_hidden
    if is_on(vanish) or (vanish is None and (is_hidden or styles.hides(attribute(properties.find(w("rStyle")))))):
        return True
    size = stated_number(attribute(properties.find(w("sz"))))
    if size is not None and size < _SMALLEST_HALF_POINTS:
        return True
    color = properties.find(w("color"))
    if color is None or (attribute(color) or "").upper() != "FFFFFF":
        return False
    if color.get(w("themeColor")) or properties.find(w("shd")) is not None or properties.find(w("highlight")) is not None:
        return False
    paragraph = next(run.iterancestors(w("p")), None)
    set_as = None if paragraph is None else paragraph.find(w("pPr"))
    is_shaded = set_as is not None and (set_as.find(w("shd")) is not None or styles.shades(attribute(set_as.find(w("pStyle")))))
    is_shaded = is_shaded or styles.shades(attribute(properties.find(w("rStyle"))))
    root = run.getroottree().getroot()
    return not (is_shaded or root.find(w("background")) is not None or any(parent.tag in _SHADES for parent in run.iterancestors()))


def is_struck(run: Any, styles: Styles, *, in_style: bool) -> bool:  # noqa: ANN401  # lxml
    """Whether the words of a run are crossed out: quoted without the stroke, they would say what no longer holds.

    ``in_style`` says whether the style of its paragraph crosses out.
    """
    properties = run.find(w("rPr"))
    if properties is None:
        return in_style
    said = [node for name in ("strike", "dstrike") if (node := properties.find(w(name))) is not None]
    return any(map(is_on, said)) if said else in_style or styles.strikes(attribute(properties.find(w("rStyle"))))


def font_of(run: Any) -> str:  # noqa: ANN401  # lxml
    """The font that a run itself is set in; empty where it does not say, or has several."""
    fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
    named = set() if fonts is None else {fonts.get(w(name)) or "" for name in ("ascii", "hAnsi")}
    return named.pop() if len(named) == 1 else ""


def characters(node: Any, font: str = "") -> str:  # noqa: ANN401  # lxml
    """What one element inside a run in a font stands for."""
    if node.tag == _TEXT:
        return seen_in(font, node.text or "")
    if node.tag == _SIGN:
        code = node.get(w("char")) or ""
        return seen_in(node.get(w("font")) or "", chr(int(code, 16))) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""
    return _SPACES.get(node.tag, "")


def ancestors_below(node: Any, top: Any) -> Iterator[Any]:  # noqa: ANN401  # lxml
    """The elements around ``node``, up to ``top`` and without it."""
    for parent in node.iterancestors():
        if parent is top:
            return
        yield parent


def attribute(node: Any | None) -> str | None:  # noqa: ANN401  # lxml
    """An element's ``w:val``; None for no element or no value."""
    return None if node is None else node.get(w("val"))


def is_on(node: Any | None) -> bool:  # noqa: ANN401  # lxml
    """Whether a setting is there and not switched off."""
    return node is not None and (attribute(node) or "1").lower() not in ("0", "false", "off", "none")
