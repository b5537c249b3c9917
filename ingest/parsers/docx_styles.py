"""What the styles of a Word document make of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from copro_qa.document import BlockKind
from ingest.parsers.docx_numbering import indent_of, w
from ingest.parsers.docx_sizes import Sizes
from ingest.stated_numbers import stated_number

__all__ = ["Style", "Styles"]

_HEADING = re.compile(r"heading ([1-9])\Z", re.IGNORECASE)
_CONTENTS = re.compile(r"toc( heading| ?[1-9])|table of (?:figures|authorities)|index(?: heading| [1-9])", re.IGNORECASE)
_BODY_TEXT_LEVEL = 9
_NO_COLOUR = ("AUTO", "FFFFFF")
_CHAIN = 12  # styles based on one another; longer chains are loops


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph is by its style and its own settings."""

    id: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    list_id: str = ""
    list_level: int | None = None
    is_list: bool = False
    indent: float | None = None
    """How far in the text of its list begins, in points, where the list does not say it."""
    is_bold: bool = False
    is_underlined: bool = False
    size: int | None = None
    """How large its smallest words are, in half points."""
    is_subtitle: bool = False


class Styles:
    """The paragraph styles of one document. ``root`` is the root of its styles part, if it has one."""

    def __init__(self, root: Any | None) -> None:  # noqa: ANN401  # an lxml element
        nodes = [] if root is None else list(root.iter(w("style")))
        self._nodes = {node.get(w("styleId")): node for node in nodes}
        self._read: dict[str, Style] = {}
        self._sizes = Sizes(root)
        default = next(
            (node.get(w("styleId")) for node in nodes if node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true")), ""
        )
        self._default = default or ""
        said = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}")
        self.is_english = said is None or (said.get(w("val")) or "en").lower().startswith("en")
        """Whether the text is in English, as far as the styles say."""

    def of(self, paragraph: Any) -> Style:  # noqa: ANN401  # an lxml element
        """The style of one paragraph, with its own settings over it."""
        properties = paragraph.find(w("pPr"))
        style_id = _child_value(properties, "pStyle") or self._default
        style = self._with_properties(self._named(style_id), properties)
        is_bold = self._is_bold(paragraph, inherited=style.is_bold)
        return replace(style, is_bold=is_bold, is_underlined=_is_underlined(paragraph), size=self._sizes.of(paragraph))

    def hides(self, style_id: str | None) -> bool:
        """Whether what is set in a style is hidden, by the style itself or by one that it is based on."""
        return self._is_set(style_id, "rPr", "vanish")

    def strikes(self, style_id: str | None) -> bool:
        """Whether what is set in a style is crossed out."""
        return self._is_set(style_id, "rPr", "strike") or self._is_set(style_id, "rPr", "dstrike")

    def shades(self, style_id: str | None) -> bool:
        """Whether a style puts a colour behind its paragraphs or words."""
        found = (self._setting(style_id, kind, "shd") for kind in ("pPr", "rPr"))
        return any(shade is not None and (shade.get(w("fill")) or "auto").upper() not in _NO_COLOUR for shade in found)

    def sets_off_first_row(self, style_id: str | None) -> bool:
        """Whether tables in a style have a first row that is bold, or has a colour behind it."""
        parts: dict[str | None, Any] = {}
        for node in self._chain(style_id):
            for part in node.findall(w("tblStylePr")):
                parts.setdefault(part.get(w("type")), part)
        first = parts.get("firstRow")
        if first is None:
            return False
        bold, shade = first.find(f"{w('rPr')}/{w('b')}"), first.find(f"{w('tcPr')}/{w('shd')}")
        return (bold is not None and _is_on(bold)) or (shade is not None and (shade.get(w("fill")) or "auto").upper() not in _NO_COLOUR)

    def _is_set(self, style_id: str | None, kind: str, name: str) -> bool:
        setting = self._setting(style_id, kind, name)
        return setting is not None and _is_on(setting)

    def _setting(self, style_id: str | None, kind: str, name: str) -> Any | None:  # noqa: ANN401  # an lxml element
        """What a style says of paragraphs ("pPr") or words ("rPr") in it, itself or through one that it is based on."""
        settings = (node.find(f"{w(kind)}/{w(name)}") for node in self._chain(style_id))
        return next((setting for setting in settings if setting is not None), None)

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """A style and those that it is based on."""
        node, seen = self._nodes.get(style_id or ""), 0
        while node is not None and seen < _CHAIN:
            yield node
            node, seen = self._nodes.get(_child_value(node, "basedOn") or ""), seen + 1

    def _named(self, style_id: str) -> Style:
        if style_id not in self._read:
            chain = []
            node, seen = self._nodes.get(style_id), 0
            while node is not None and seen < _CHAIN:
                chain.append(node)
                node, seen = self._nodes.get(_child_value(node, "basedOn") or ""), seen + 1
            style = Style(style_id)
            for ancestor in reversed(chain):
                style = _named_kind(style, _child_value(ancestor, "name") or "")
                style = self._with_properties(style, ancestor.find(w("pPr")))
                bold = ancestor.find(f"{w('rPr')}/{w('b')}")
                style = style if bold is None else replace(style, is_bold=_is_on(bold))
            self._read[style_id] = style
        return self._read[style_id]

    def _with_properties(self, style: Style, properties: Any | None) -> Style:  # noqa: ANN401  # an lxml element
        if properties is None:
            return style
        outline = stated_number(_child_value(properties, "outlineLvl"))
        if outline is not None and style.kind is BlockKind.PARAGRAPH and 0 <= outline < _BODY_TEXT_LEVEL:
            style = replace(style, kind=BlockKind.HEADING, level=outline + 1)
        numbering, indent = properties.find(w("numPr")), indent_of(properties)
        if numbering is not None or indent is not None:  # a list has indents of its own, over those of styles that name no list
            style = replace(style, indent=indent)
        if numbering is not None:
            list_id, level = _child_value(numbering, "numId"), stated_number(_child_value(numbering, "ilvl"))
            if list_id is not None:
                style = replace(style, list_id="" if list_id == "0" else list_id)
            if level is not None and 0 <= level < _BODY_TEXT_LEVEL:
                style = replace(style, list_level=level)
        return style

    def _is_bold(self, paragraph: Any, *, inherited: bool) -> bool:  # noqa: ANN401  # an lxml element
        """Whether all that can be read of the paragraph is bold."""
        found = False
        for run in paragraph.iter(w("r")):
            if not any(text.text and text.text.strip() for text in run.iter(w("t"))):
                continue
            found = True
            bold = run.find(f"{w('rPr')}/{w('b')}")
            if bold is None:
                named = self._nodes.get(_child_value(run.find(w("rPr")), "rStyle") or "")
                bold = None if named is None else named.find(f"{w('rPr')}/{w('b')}")
            if not (inherited if bold is None else _is_on(bold)):
                return False
        return found


def _is_underlined(paragraph: Any) -> bool:  # noqa: ANN401  # an lxml element
    """Whether all that can be read of the paragraph is underlined, and no link."""
    runs = [run for run in paragraph.iter(w("r")) if any(text.text and text.text.strip() for text in run.iter(w("t")))]
    lines = [_child_value(run.find(w("rPr")), "u") for run in runs]
    return bool(lines) and all(line not in (None, "none") for line in lines) and next(paragraph.iter(w("hyperlink")), None) is None


def _named_kind(style: Style, name: str) -> Style:
    heading = _HEADING.match(name)
    if heading:
        return replace(style, kind=BlockKind.HEADING, level=int(heading[1]))
    lowered = name.lower()
    if lowered == "title":
        return replace(style, kind=BlockKind.TITLE)
    if lowered == "subtitle":
        return replace(style, is_subtitle=True)
    if _CONTENTS.match(lowered):
        return replace(style, kind=BlockKind.CONTENTS, level=0)
    if lowered in ("bibliography", "endnote bibliography"):
        return replace(style, kind=BlockKind.REFERENCE)
    if lowered == "caption":
        return replace(style, kind=BlockKind.CAPTION)
    if lowered.startswith(("list bullet", "list number")):
        digits = re.search(r"\d", lowered)
        return replace(style, is_list=True, list_level=int(digits[0]) - 1 if digits else 0)
    return style


def _child_value(node: Any | None, name: str) -> str | None:  # noqa: ANN401  # an lxml element
    child = None if node is None else node.find(w(name))
    return None if child is None else child.get(w("val"))


def _is_on(node: Any) -> bool:  # noqa: ANN401  # an lxml element
    return (node.get(w("val")) or "1").lower() not in ("0", "false", "off")
