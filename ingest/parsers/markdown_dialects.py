"""What programs add to Markdown, each in its own way, brought into the form that all of them share, before a text is parsed.

Boxes for remarks, shortcodes, parts written in JSX, headings without a space, notes within a sentence, and lists of terms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

__all__ = ["in_common_form"]

_LONGEST = 400  # characters of a line that tells a program something
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_HEADING = re.compile(r"( {0,3}#{2,6})(?=[\w*“\"(])")  # "##Scope"; "#scope" may be a label
_INSTRUCTION = re.compile(
    r"\s*(?:"
    r"\{\{[<%][^{}]*[%>]\}\}"  # Hugo: {{% notice tip %}}
    r"|(?i:\[\[_TOC_\]\]|\[toc\]|\$\{toc\})"  # where a contents list is put
    r"|\\(?:newpage|pagebreak|clearpage|toc)"
    r"|</?[A-Z]\w*(?:\s[^<>]*)?/?>"  # MDX: <Callout type="info">
    r"|import\s(?:[^;]*\sfrom\s+)?['\"][^'\"]+['\"];?"  # MDX, at the top
    r"|export\s+(?:const|let|default|function)\b.*"
    r"|\*\[[^\][]{1,60}\]:\s.*"  # what an abbreviation is shown to stand for under the mouse
    r"|:{3,}"
    r")\s*\Z"
)
_LONE_BREAK = re.compile(r"\s{0,3}(?:<(?:br|hr)\s*/?>\s*)+\Z", re.IGNORECASE)
_ITEM_ATTRIBUTES = re.compile(r"(\s*(?:[-*+]|\d{1,9}[.)])\s+)\{:[^{}]{0,200}\}\s*")  # kramdown: * {: .required} Name
_ONLY_AT_TOP = re.compile(r"\s*(?:import|export)\b")
_BOX = re.compile(r"(?P<indent>\s*)(?:!!!|\?\?\?\+?)\s+[\w -]*?(?:\"(?P<title>[^\"]*)\")?\s*\Z")  # MkDocs: !!! note "Title"
_FENCED_BOX = re.compile(
    r"\s*:{3,}\s*\{?\.?[a-zA-Z][\w-]*\}?(?:\[(?P<bracketed>[^\][]*)\]|\s+(?P<title>[^{}]*))?(?:\{[^{}]*\})?\s*\Z"
)  # :::note Title
_ALERT = re.compile(r"(?P<quote>\s*(?:>\s*)+)\[!\w+\][+-]?\s*(?P<title>.*)\Z")  # GitHub: > [!NOTE]
_WITHIN = re.compile(
    r"\s*<(?P<name>[a-z]\w*)\b(?![^<>]*\b(?:style|hidden)\b)[^<>]*\smarkdown(?:\s*=\s*[\"']?(?:1|block|span|true)[\"']?)?(?:\s[^<>]*)?>\s*\Z",
)
"""An element whose text is Markdown too: <aside markdown="1">."""
_END = re.compile(r"\s*</(?P<name>[a-z]\w*)>\s*\Z")
_NOTE_WITHIN = re.compile(r"(?<=\S)\^\[([^\][\n]{2,600})\]")
_WIKI_LINK = re.compile(r"(?<!!)\[\[(?:[^\][|\n]{1,200}\|)?([^\][|\n]{1,200})\]\]")
_HIGHLIGHT = re.compile(r"==(?=[\w\"“‘(£])([^=\n]{1,400})(?<=\S)==")
_DEFINITION = re.compile(r" {0,3}[:~]\s{1,4}(?=\S)")
_NO_TERM = re.compile(r"\s*(?:[-*+>#|]|\d+[.)]\s|\Z)|.*[.;]\Z")


def in_common_form(text: str) -> tuple[str, int]:
    """The text in the form that all programs understand, and how many instructions to a program it held. Code stays as it is."""
    lines: list[str] = []
    count = 0
    fenced = False
    box_indent: int | None = None
    has_text = False
    notes: list[str] = []
    within: list[str] = []  # the names of the elements with Markdown that are open

    def numbered(found: re.Match[str]) -> str:
        notes.append(found[1])
        return f"[^note-{len(notes)}]"

    for line in text.split("\n"):
        box_indent = _still_within(line, box_indent)
        if box_indent is not None:
            line = line[min(4, len(line) - len(line.lstrip())) :]  # noqa: PLW2901
        if _FENCE.match(line):
            fenced = not fenced
        is_code = fenced or line.startswith(("    ", "\t"))
        is_short = len(line) <= _LONGEST and not is_code
        box = (_element(line, within) or _box(line)) if is_short else None
        if box is not None:
            count += 1
            box_indent = len(line) - len(line.lstrip()) if _BOX.match(line) else box_indent
            lines.extend(box)
        elif is_short and _LONE_BREAK.match(line) and not (lines and lines[-1].strip()):
            lines.append("")  # else what follows it would be no Markdown, but a stretch of HTML
        elif is_short and _INSTRUCTION.match(line) and not (has_text and _ONLY_AT_TOP.match(line)):
            count += 1
            lines.append("")
        else:
            lines.append(line if is_code else _plain(line, numbered))
            has_text = has_text or bool(line.strip())
    _list_terms(lines)
    lines += [part for number, note in enumerate(notes, 1) for part in ("", f"[^note-{number}]: {note}")]
    return "\n".join(lines), count


def _still_within(line: str, box_indent: int | None) -> int | None:
    """How far in the box stands that a line belongs to; None outside of one."""
    if box_indent is None or not line.strip():
        return box_indent
    return box_indent if len(line) - len(line.lstrip()) >= box_indent + 4 else None


def _element(line: str, within: list[str]) -> list[str] | None:
    """An empty line for one that begins or ends an element with Markdown in it; None for another. ``within`` keeps those that are open."""
    begins, ends = _WITHIN.match(line), _END.match(line)
    if begins:
        within.append(begins["name"])
    elif ends and within and within[-1] == ends["name"]:
        within.pop()
    else:
        return None
    return [""]


def _box(line: str) -> list[str] | None:
    """What stands for a line that opens a box for a remark: its title, in bold, or nothing; None for another line."""
    alert = _ALERT.match(line)
    if alert:
        quote = alert["quote"]
        return [f"{quote}**{alert['title'].strip()}**", quote] if alert["title"].strip() else [quote]
    found = _BOX.match(line) or _FENCED_BOX.match(line)
    if found is None:
        return None
    title = (found["title"] or found.groupdict().get("bracketed") or "").strip()
    return ["", f"**{title}**", ""] if title else [""]


def _plain(line: str, numbered: Callable[[re.Match[str]], str]) -> str:
    """A line without the signs that only some programs know. One with code stays as it is."""
    line = _ITEM_ATTRIBUTES.sub(r"\1", line, count=1) if "{:" in line else line
    line = _HEADING.sub(r"\1 ", line, count=1) if _HEADING.match(line) else line
    if "`" in line or "[" not in line + ("[" if "==" in line else ""):
        return line
    return _HIGHLIGHT.sub(r"\1", _WIKI_LINK.sub(r"\1", _NOTE_WITHIN.sub(numbered, line)))


def _list_terms(lines: list[str]) -> None:
    """Writes terms with their definitions, each behind a colon on the next line, as items with items below them."""
    for place in range(1, len(lines)):
        if not _DEFINITION.match(lines[place]):
            continue
        above = _above(lines, place)
        if above is None:
            continue
        if not lines[above].startswith(("- ", "    - ")):
            lines[above] = f"- {lines[above].strip()}"
        lines[place] = _DEFINITION.sub("    - ", lines[place], count=1)


def _above(lines: Sequence[str], place: int) -> int | None:
    """The line of the term, or of the definition before, that a definition belongs to; None where there is none."""
    above = place - 1 if lines[place - 1].strip() else place - 2
    if above < 0 or not lines[above].strip():
        return None
    if lines[above].startswith("    - "):
        return above
    is_alone = above == 0 or not lines[above - 1].strip() or lines[above - 1].startswith("    - ")
    return above if is_alone and not _NO_TERM.match(lines[above]) else None
