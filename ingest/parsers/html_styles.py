"""The rules in the ``<style>`` elements of a web page: which hold on a screen, and for which of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["PageStyles", "Rule", "for_screens", "specificity", "values_of"]

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one without an end reaches to that of the sheet
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_SHOWN_MEDIA = re.compile(
    r"@(?:media\s+(?:all|screen|only\s+screen)\s*|supports[^{]*|layer[^{]*"
    r"|media\s*(?:(?:only\s+)?screen\s+and\s*|all\s+and\s*)?\(\s*(?:min-width\s*:\s*|width\s*>=\s*)"
    r"(?:\d{1,3}(?:\.\d+)?px|10[0-2]\dpx|\d{1,2}(?:\.\d+)?r?em)\s*\)\s*)\Z",
    re.IGNORECASE,
)
"""All screens, and those that are at least so wide as a tablet that lies on its side."""
_SELECTS_MORE = re.compile(r"(?<!\\)[:@]")
_BETWEEN = re.compile(r"[\s>+~]+")  # the parts of a selector
_IN_BRACKETS = re.compile(r"\[[^][]*\]")
_NAMED = re.compile(r"^[a-zA-Z][\w-]*|[#.][\w-]+")
_MOST_STEPS = 60_000_000  # elements looked at for the rules of one page: some seconds
_STEPS_A_MATCH = 50  # to note what a rule says of an element takes as long as to look at so many
_IDS, _CLASSES, _TAGS = re.compile(r"#[\w-]+"), re.compile(r"\.[\w-]+|\[[^][]*\]"), re.compile(r"(?:^|[\s>+~])[a-zA-Z][\w-]*")


class Rule(NamedTuple):
    """One selector with what its declarations say, by the names of the properties: see :func:`values_of`."""

    selector: str
    values: dict[str, tuple[str, bool]]


class PageStyles:
    """The style sheets that a page holds, read once."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree
        self.sheets = [_COMMENT.sub("", style.text()) for style in tree.css("style")]
        """Without comments."""
        self.written: list[tuple[str, str]] = [found for sheet in self.sheets for found in _RULE.findall(for_screens(sheet))]
        """All rules that hold on a screen, in order, as they are written: selectors and declarations."""
        self.rules = list(self._each_rule())
        """The same, a selector each, without those that depend on what the reader does or draw beside the element."""
        self.were_all_followed = True
        """False once there were more of them than could be followed."""
        everything = tree.css("*") if self.rules else []
        self._elements = max(1, len(everything))
        self._names = {name for node in everything for name in _names_of(node)}
        self._steps_left = _MOST_STEPS

    def matching(self, selector: str) -> list[LexborNode]:
        """The elements that a selector means; none for one that is not understood, or where there are more rules than can be followed.

        Only for the moment: elements may be taken out of the page, and must not be touched again then.
        """
        last = _BETWEEN.split(_IN_BRACKETS.sub("", selector))[-1]
        if "\\" not in selector and not {name.lower() for name in _NAMED.findall(last)} <= self._names:
            return []
        if self._steps_left < 0:
            self.were_all_followed = False
            return []
        try:
            found = self._tree.css(selector)
        except Exception:  # noqa: BLE001  # whatever selectolax makes of a selector that it does not know
            found = []
        self._steps_left -= self._elements + _STEPS_A_MATCH * len(found)
        return found

    def _each_rule(self) -> Iterator[Rule]:
        for selectors, body in self.written:
            values = values_of(body)
            for selector in selectors.split(",") if values else ():
                # What depends on what the reader does (:hover), or is drawn beside the element (::before), hides nothing.
                if selector.strip() and not _SELECTS_MORE.search(selector):
                    yield Rule(selector.strip(), values)


def _names_of(node: LexborNode) -> Iterator[str]:
    """By what selectors can name an element: "p", "#top", ".lead", in small letters."""
    yield node.tag or ""
    attributes = node.attributes
    yield f"#{attributes.get('id') or ''}".lower()
    for name in (attributes.get("class") or "").lower().split():
        yield f".{name}"


def values_of(body: str) -> dict[str, tuple[str, bool]]:
    """What the declarations of one rule, or of one ``style`` attribute, say: each value in small letters, and whether it is important."""
    values: dict[str, tuple[str, bool]] = {}
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            text = " ".join(value.lower().split())
            values[name.strip().lower()] = (text.removesuffix("!important").strip(), text.endswith("!important"))
    return values


def for_screens(sheet: str) -> str:
    """The sheet without the rules that are for print or for some widths of screen; those for all screens lose their frame."""
    parts, depth, start, skipping_from, frames = [], 0, 0, -1, set()
    for match in re.finditer(r"[{}]", sheet):
        if match[0] == "{":
            prelude = sheet[start : match.start()].rpartition(";")[2].strip()
            if skipping_from < 0 and prelude.startswith("@"):
                if _SHOWN_MEDIA.match(prelude):
                    frames.add(depth)
                else:
                    skipping_from = depth
            elif skipping_from < 0:
                parts.append(f"{prelude}{{")
            depth += 1
        else:
            depth = max(0, depth - 1)
            if depth == skipping_from:
                skipping_from = -1
            elif skipping_from < 0 and depth in frames:
                frames.discard(depth)
            elif skipping_from < 0:
                parts.append(sheet[start : match.end()])
        start = match.end()
    return "".join(parts)


def specificity(selector: str) -> tuple[int, int, int]:
    """How much a selector weighs: ids, classes, names of elements."""
    return len(_IDS.findall(selector)), len(_CLASSES.findall(selector)), len(_TAGS.findall(selector))
