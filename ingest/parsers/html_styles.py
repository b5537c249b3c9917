"""The rules in the ``<style>`` elements of a web page: which hold on a screen, and for which of its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["Rule", "for_screens", "matching", "rules_of", "sheets_of", "specificity", "values_of", "written_rules"]

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)  # one without an end reaches to that of the sheet
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_SHOWN_MEDIA = re.compile(r"@(?:media\s+(?:all|screen|only\s+screen)\s*|supports[^{]*|layer[^{]*)\Z", re.IGNORECASE)
_IDS, _CLASSES, _TAGS = re.compile(r"#[\w-]+"), re.compile(r"\.[\w-]+|\[[^][]*\]"), re.compile(r"(?:^|[\s>+~])[a-zA-Z][\w-]*")


class Rule(NamedTuple):
    """One selector with its declarations."""

    selector: str
    body: str


def sheets_of(tree: LexborHTMLParser) -> list[str]:
    """The page's own style sheets, without comments."""
    return [_COMMENT.sub("", style.text()) for style in tree.css("style")]


def rules_of(tree: LexborHTMLParser) -> Iterator[Rule]:
    """The rules that hold on a screen, in order, a selector each, without those that depend on what the reader does or draw beside it."""
    for selectors, body in written_rules(tree):
        for selector in selectors.split(","):
            # What depends on what the reader does (:hover), or is drawn beside the element (::before), hides nothing.
            if selector.strip() and ":" not in selector and "@" not in selector:
                yield Rule(selector.strip(), body)


def written_rules(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """All rules that hold on a screen, in order, as they are written: selectors and declarations."""
    for sheet in sheets_of(tree):
        yield from _RULE.findall(for_screens(sheet))


def values_of(body: str) -> dict[str, tuple[str, bool]]:
    """What the declarations of one rule, or of one ``style`` attribute, say: each value in small letters, and whether it is important."""
    values: dict[str, tuple[str, bool]] = {}
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            text = " ".join(value.lower().split())
            values[name.strip().lower()] = (text.removesuffix("!important").strip(), text.endswith("!important"))
    return values


def matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    """The elements that a selector means; none for one that is not understood."""
    try:
        return tree.css(selector)
    except Exception:  # noqa: BLE001  # whatever selectolax makes of a selector that it does not know
        return []


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
