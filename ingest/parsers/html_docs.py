"""How Google Docs writes documents into web pages: lists in one another as lists side by side, numbered by rules, and comments as notes."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.enumerators import list_label
from ingest.left_out import LeftOut, Reason
from ingest.parsers.html_styles import PageStyles
from ingest.stated_numbers import stated_number

__all__ = ["DEPTH", "MARK", "is_title", "settle_docs"]

MARK, DEPTH = "data-list-mark", "data-list-depth"
"""Attributes that are written into items: the number that an item goes by ("(a)", "4.1"), and how deep it lies, from 1."""

_LIST = re.compile(r"(?:^|\s)lst-(kix_\w+?)-(\d)(?:\s|$)")
_RULE = re.compile(r"\.lst-(kix_\w+?)-(\d)\s*>\s*li:{1,2}before\s*\Z")
_CONTENT = re.compile(r"content\s*:\s*(.*)")
_PART = re.compile(r"\"(?P<text>[^\"]*)\"|counter\(\s*lst-ctn-kix_\w+?-(?P<level>\d)\s*,\s*(?P<style>[\w-]+)\s*\)")
_STYLES = {
    "decimal": "1",
    "lower-latin": "a",
    "lower-alpha": "a",
    "upper-latin": "A",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_NAMED_STYLE = re.compile(r"c\d+\Z")  # a class as Google Docs names it
_COMMENT = 'a[id^="cmnt"][href^="#cmnt"]'


class _Counter(NamedTuple):
    """The number of a level within a mark: "4" and "1" of "4.1"."""

    level: int
    style: str


def settle_docs(tree: LexborHTMLParser, styles: PageStyles, left_out: LeftOut) -> None:
    """Writes into the items of such lists their marks and depths, and takes comments out of the page."""
    for node in tree.css(f"[{MARK}], [{DEPTH}]"):  # nobody else's word counts
        for name in (MARK, DEPTH):
            if name in node.attributes:
                del node.attrs[name]
    _mark_items(tree, _formats(styles))
    _take_comments(tree, left_out)


def is_title(node: LexborNode) -> bool:
    """Whether a paragraph has the style of a title, in a page that Google Docs or Word wrote."""
    if node.tag != "p":
        return False
    names = (node.attributes.get("class") or "").split()
    return "MsoTitle" in names or ("title" in names and any(map(_NAMED_STYLE.match, names)))


def _formats(styles: PageStyles) -> dict[tuple[str, int], list[str | _Counter]]:
    """What stands before the items of each list, by its name and level: texts and numbers."""
    found: dict[tuple[str, int], list[str | _Counter]] = {}
    for selector, body in styles.written:
        rule, content = _RULE.search(selector.strip()), _CONTENT.search(body)
        if rule and content:
            parts = _PART.finditer(content[1])
            found[rule[1], int(rule[2])] = [
                part["text"] if part["text"] is not None else _Counter(int(part["level"]), _STYLES.get(part["style"], "1"))
                for part in parts
            ]
    return found


def _mark_items(tree: LexborHTMLParser, formats: dict[tuple[str, int], list[str | _Counter]]) -> None:
    numbers: dict[tuple[str, int], int] = {}  # the last of each list and level
    for node in tree.css('ol[class*="lst-kix_"], ul[class*="lst-kix_"]'):
        named = _LIST.search(node.attributes.get("class") or "")
        if named is None:
            continue
        name, level = named[1], int(named[2])
        start = stated_number(node.attributes.get("start"))
        if start is not None or "start" in (node.attributes.get("class") or "").split():
            numbers[name, level] = (1 if start is None else start) - 1
        parts = formats.get((name, level), [])
        for item in node.iter():
            if item.tag != "li":
                continue
            item.attrs[DEPTH] = str(level + 1)
            numbers[name, level] = numbers.get((name, level), 0) + 1
            if node.tag == "ol" and any(isinstance(part, _Counter) for part in parts):
                item.attrs[MARK] = "".join(
                    part if isinstance(part, str) else list_label(part.style, numbers.get((name, part.level), 1)).removesuffix(".")
                    for part in parts
                ).strip()


def _take_comments(tree: LexborHTMLParser, left_out: LeftOut) -> None:
    """Comments stand behind the text, each under a letter that calls it; the letters go too."""
    for link in tree.css(_COMMENT):
        is_text = (link.attributes.get("href") or "").startswith("#cmnt_ref")
        tags = ("div",) if is_text else ("sup",)
        holder = link.parent
        while holder is not None and holder.tag not in (*tags, "body"):
            holder = holder.parent
        if holder is None or holder.tag == "body" or len(holder.css(_COMMENT)) > 1:
            continue
        if is_text:
            left_out.add(Reason.COMMENT, holder.text(separator=" "))
        holder.decompose()
