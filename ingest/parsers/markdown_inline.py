"""What stands within a paragraph of Markdown: its text without markup, and the footnotes that it calls or is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markdown_it.token import Token

from ingest.left_out import LeftOut, Reason
from ingest.notes import is_note_key, raised
from ingest.parsers.bold_lines import is_bold_heading

__all__ = ["InlineTexts", "bold_parts", "is_link_within", "note_at_start"]

_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^>]*)>")
_HIDES = re.compile(r"\sstyle\s*=[^>]*?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|\Z)", re.IGNORECASE)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_VOID = frozenset({"br", "img", "input", "wbr", "hr"})
_BROKEN_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:mailto:|https?:|#|/)[^)\n]{0,500}\)")


class InlineTexts:
    """Reads the inside of paragraphs. ``notes`` are the keys of the text's footnotes; what is not read is counted in ``left_out``."""

    def __init__(self, notes: set[str], left_out: LeftOut) -> None:
        self._notes = notes
        self._left_out = left_out

    def read(self, children: Iterable[Token]) -> tuple[str, list[tuple[int, str]]]:
        """The text of one paragraph without its markup, and the footnotes called in it, each with the number of its line."""
        text = ""
        marks: list[tuple[int, str]] = []
        raised_from: int | None = None
        for token in self._seen(children):
            if token.type in ("text", "code_inline"):
                text += token.content
            elif token.type in ("softbreak", "hardbreak"):
                text += "\n" if token.type == "softbreak" else " "
            elif token.type == "image":
                self._left_out[Reason.PICTURE] += 1
            elif token.type == "html_inline":
                tag = token.content.lower()
                if tag.startswith("<sup"):
                    raised_from = len(text)
                elif tag.startswith("</sup") and raised_from is not None:
                    text, mark = self._raise(text[:raised_from], text[raised_from:])
                    marks.extend([(text.count("\n"), mark)] if mark else [])
                    raised_from = None
                elif tag.startswith("<br"):
                    text += " "
        return _BROKEN_LINK.sub(r"\1", text), marks

    def _seen(self, children: Iterable[Token]) -> Iterator[Token]:
        """The parts of a paragraph without those between tags that hide them, or cross them out."""
        hidden, depth, reason, said = "", 0, "", ""
        for token in children:
            tag = _TAG.match(token.content) if token.type == "html_inline" else None
            if not hidden and tag and not tag["closes"] and (reason := _reason(tag["name"].lower(), tag["rest"])):
                hidden, depth, said = tag["name"].lower(), 1, ""
            elif not hidden and token.type == "s_open":
                hidden, depth, reason, said = "~~", 1, Reason.STRUCK_OUT, ""
            elif not hidden:
                yield token
            else:
                is_same = tag is not None and tag["name"].lower() == hidden
                depth += 0 if tag is None or not is_same else -1 if tag["closes"] else 1
                said += token.content if tag is None else ""
                if depth == 0 or (hidden == "~~" and token.type == "s_close"):
                    hidden = ""
                    self._left_out.add(reason, said if reason == Reason.STRUCK_OUT else "")
        if hidden:
            self._left_out.add(reason, said if reason == Reason.STRUCK_OUT else "")

    def _raise(self, before: str, text: str) -> tuple[str, str]:
        if not before.strip() and text.strip() in self._notes:
            return f"{before}{text.strip()} ", ""
        if (named := text.strip()) in self._notes:
            self._left_out[Reason.FOOTNOTE_MARK] += 1
            return before, named
        key, kept = raised(text, before, self._notes)
        if key:
            self._left_out[Reason.FOOTNOTE_MARK] += 1
        return before + kept, key


def bold_parts(inline: Token) -> list[tuple[Token, bool]]:
    """A paragraph, with whether it is bold; in two parts where its first line is bold, ends in a break and may head the rest."""
    lines: list[list[Token]] = [[]]
    depth = 0
    for child in inline.children or []:
        depth += child.nesting
        if child.type == "hardbreak" and not depth:
            lines.append([])
        else:
            lines[-1].append(child)
    if len(lines) > 1 and _is_bold(lines[0]) and not _is_bold(lines[1]) and is_bold_heading(_text_of(lines[0])):
        rest = [child for line in lines[1:] for child in (Token("hardbreak", "br", 0), *line)][1:]
        return [(Token("inline", "", 0, children=part), part is lines[0]) for part in (lines[0], rest)]
    return [(inline, _is_bold(inline.children or []))]


def _is_bold(children: Iterable[Token]) -> bool:
    """Whether all words of a stretch are bold."""
    depth, found = 0, False
    for child in children:
        depth += child.nesting if child.type in ("strong_open", "strong_close") else 0
        if child.type in ("text", "code_inline") and any(map(str.isalnum, child.content)):
            if not depth:
                return False
            found = True
    return found


def _text_of(children: Iterable[Token]) -> str:
    return " ".join("".join(child.content for child in children if child.type in ("text", "code_inline")).split())


def is_link_within(children: list[Token]) -> bool:
    """Whether a paragraph is one link to a place in the same text, and nothing else."""
    kept = [child for child in children if child.type != "text" or child.content.strip()]
    is_one = len(kept) > 1 and kept[0].type == "link_open" and kept[-1].type == "link_close"
    return is_one and sum(child.type == "link_open" for child in kept) == 1 and str(kept[0].attrGet("href") or "").startswith("#")


def note_at_start(token: Token) -> str | None:
    """The key of the footnote whose text this paragraph is, if it begins with a raised key."""
    children = [child for child in token.children or [] if child.type != "text" or child.content.strip()]
    if len(children) > 3 and children[0].content.lower() == "<sup>" and children[2].content.lower() == "</sup>":  # noqa: PLR2004
        key = children[1].content.strip()
        return is_note_key(key) or (key if re.fullmatch(r"[\w-]{1,40}", key) else None)
    return None


def _reason(name: str, attributes: str) -> str:
    """Why what stands behind an opening tag is no text; empty when it is."""
    if name in ("del", "s", "strike"):
        return Reason.STRUCK_OUT
    says_hidden = _HIDES.search(attributes) or _HIDDEN.search(_QUOTED.sub('""', attributes))
    return Reason.HIDDEN if name not in _VOID and (name in ("script", "style", "template") or says_hidden) else ""
