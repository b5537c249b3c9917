"""What is settled line by line in a Markdown text before it is parsed: front matter, instructions of kramdown, footnotes."""

from __future__ import annotations

import re
import tomllib

from ingest.facts import facts_from_mapping
from ingest.notes import is_note_key
from ingest.parsed import FileFacts

__all__ = ["front_matter", "mark_footnotes", "without_instructions"]

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_FENCED = re.compile(r"^\s{0,3}(```|~~~).*?(?:^\s{0,3}\1|\Z)", re.MULTILINE | re.DOTALL)
_FOOTNOTE_TEXT = re.compile(r"\s{0,3}\[\^([^\]\s]{1,40})\]:[ \t]*")
_BLOCK_IN_NOTE = re.compile(r"\s*(?:[-*+]\s|\d{1,9}[.)]\s|>|\||```|~~~|<)")  # it begins a list, a table or the like
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")
_MOST_LINES = 60  # of front matter
_FRONT_MATTER_LINE = re.compile(r"([A-Za-z][\w-]*)\s*:\s*(.*)\Z")
_FOLDED = re.compile(r"[|>][+-]?")
_NAME = re.compile(r"name\s*:\s*(?=\S)", re.IGNORECASE)  # of a person of whom more is said
# kramdown and Jekyll: {:.no_toc}, {: #id .class key="value"}, {::options toc_levels="2"/}, {:toc}, {% include menu.html %}
_INSTRUCTION_LINE = re.compile(r"\s*(?:\{::?[^{}]*\}|\{%[^{}]*%\})\s*\Z")
_INSTRUCTION = re.compile(r"\{:\s*(?:[#.][\w-]+|\w[\w-]*=[\"'][^\"'{}]*[\"'])[^{}]*\}")
_CONTENTS_MARK = re.compile(r"\s*\{:\s*toc\b[^{}]*\}\s*\Z")
_CONTENTS_PLACE = re.compile(r"\s*(?:[-*+]|\d+\.)\s+\S[^\n]{0,60}\Z")


def without_instructions(text: str) -> tuple[str, int]:
    """The text without what kramdown and Jekyll are told by it, and how many such instructions it held. Code stays as it is.

    The item that ``{:toc}`` stands under is only a place where a contents list would be made, so it goes too.
    """
    lines: list[str] = []
    count = 0
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        if fenced or "{" not in line or line.startswith(("    ", "\t")):
            lines.append(line)
        elif _INSTRUCTION_LINE.match(line):
            count += 1
            if _CONTENTS_MARK.match(line) and lines and _CONTENTS_PLACE.match(lines[-1]):
                lines.pop()
        else:
            kept, found = _INSTRUCTION.subn("", line) if "`" not in line else (line, 0)
            count += found
            lines.append(kept)
    return "\n".join(lines), count


def front_matter(text: str) -> tuple[FileFacts, str]:
    """The facts between two lines of ``---`` at the top, and the rest."""
    lines = text.splitlines()
    if lines and lines[0].strip() == "+++":
        return _toml_front_matter(lines) or (FileFacts(), text)
    if not lines or lines[0].strip() != "---":
        return FileFacts(), text
    end = next((number for number, line in enumerate(lines[1:_MOST_LINES], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        return FileFacts(), text
    values: dict[str, list[str]] = {}
    key = ""
    is_folded = False  # whether the value stands on the lines below its name
    for line in lines[1:end]:
        stripped = line.strip()
        if is_folded and (line[:1].isspace() or not stripped):
            values[key] = [" ".join([*values[key], stripped])]
            continue
        match = _FRONT_MATTER_LINE.match(line)
        if match:
            key = match[1].lower()
            value = match[2].strip()
            is_folded = bool(_FOLDED.fullmatch(value))
            value = "" if is_folded else value
            listed = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
            values[key] = [_unquoted(item) for item in listed if _unquoted(item)]
        elif key and (stripped.startswith("- ") or _NAME.match(stripped)):
            values[key].append(_unquoted(_NAME.sub("", stripped.removeprefix("- ").lstrip(), count=1)))
        elif stripped and not stripped.startswith("#") and not key:
            return FileFacts(), text  # a rule at the top of an ordinary text
    return facts_from_mapping(values), "\n".join(lines[end + 1 :])


def _toml_front_matter(lines: list[str]) -> tuple[FileFacts, str] | None:
    """The facts between two lines of ``+++``, written in TOML, and the rest; None where there are none."""
    end = next((number for number, line in enumerate(lines[1:_MOST_LINES], 1) if line.strip() == "+++"), None)
    try:
        found = tomllib.loads("\n".join(lines[1:end])) if end is not None else None
    except (ValueError, RecursionError):  # TOMLDecodeError, and numbers or nesting without end
        return None
    if end is None or found is None:
        return None
    values = {key.lower(): [str(one) for one in (value if isinstance(value, list) else [value])] for key, value in found.items()}
    return facts_from_mapping(values), "\n".join(lines[end + 1 :])


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def mark_footnotes(text: str) -> str:
    """``[^1]`` written as ``<sup>1</sup>``, so that both ways of writing a footnote are read as one.

    Where a footnote goes by a word, all of them are numbered as they are called, which is how programs show them.
    """
    lines: list[str] = []
    numbers = _numbers(text)
    fenced = in_note = False
    holds_block = False  # a list or a table of the note, into which a paragraph right behind it would run
    for line in text.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        if not fenced:
            in_note = bool(_FOOTNOTE_TEXT.match(line)) or (in_note and (not line.strip() or line.startswith(("    ", "\t"))))
            if in_note:
                holds_block = not _FOOTNOTE_TEXT.match(line) and (holds_block or bool(_BLOCK_IN_NOTE.match(line)))
                if line.strip() and not (_FOOTNOTE_TEXT.match(line) or holds_block):
                    _drop_empty(lines)  # a further paragraph of a note goes on with it
                if _FOOTNOTE_TEXT.match(line) and lines and lines[-1].strip():
                    lines.append("")
                line = _FOOTNOTE_TEXT.sub(lambda key: f"<sup>{numbers.get(key[1], key[1])}</sup> ", line).strip()  # noqa: PLW2901
            line = _FOOTNOTE_MARK.sub(lambda key: f"<sup>{numbers.get(key[1], key[1])}</sup>", line)  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines)


def _drop_empty(lines: list[str]) -> None:
    while lines and not lines[-1].strip():
        lines.pop()


def _numbers(text: str) -> dict[str, str]:
    """The number of each footnote by its key; nothing where all keys are marks that are shown as they are."""
    without_fences = _FENCED.sub("", text)
    called = [match[1] for match in _FOOTNOTE_MARK.finditer(without_fences) if not without_fences.startswith(":", match.end())]
    texts = dict.fromkeys(match[1] for line in without_fences.split("\n") if (match := _FOOTNOTE_TEXT.match(line)))
    keys = dict.fromkeys(key for key in (*called, *texts) if key in texts)
    if all(map(is_note_key, keys)):
        return {}
    return {key: str(number) for number, key in enumerate(keys, 1)}
