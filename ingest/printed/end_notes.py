"""Notes at the end of a text, as pages printed from the web have them: each begins with its raised mark, which is called further up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from ingest.draft import DraftBlock
from ingest.notes import is_note_key, raised
from ingest.printed.footnotes import Footnote, spaced
from ingest.printed.page import Line
from ingest.printed.paragraph import Paragraph

__all__ = ["find_end_notes"]

_SMALLER = 0.94  # notes are set at most this large beside the text


def find_end_notes(paragraphs: Sequence[Paragraph], notes: Collection[str], body_size: float) -> dict[int, list[DraftBlock]]:
    """For the id of each paragraph that is notes at the end, their blocks.

    ``notes`` holds the keys of footnotes, by page: a mark that stands on a page with a footnote of its own calls that one. Two notes of
    one mark cannot be told apart. Only small type is taken for notes: what is as large as the text may be text that goes on.
    """
    begun = {id(paragraph): list(_begun(paragraph)) for paragraph in paragraphs if _may_be_notes(paragraph, body_size)}
    counted = Counter(key for groups in begun.values() for key, _ in groups)
    calls: dict[str, str] = {}
    found: dict[int, list[DraftBlock]] = {}
    for paragraph in paragraphs:
        groups = begun.get(id(paragraph), [])
        if groups and all(key in calls and counted[key] == 1 for key, _ in groups):
            found[id(paragraph)] = [_block(key, lines, calls[key]) for key, lines in groups]
            continue
        for line in paragraph.lines:
            for key in _called(line):
                if f"{line.page}:{key}" not in notes:
                    calls.setdefault(key, f"{line.page}:{key}")
    return found


def _may_be_notes(paragraph: Paragraph, body_size: float) -> bool:
    is_small = all(line.size <= _SMALLER * body_size for line in paragraph.lines)
    return is_small and not paragraph.level and bool(_mark(paragraph.lines[0]))


def _mark(line: Line) -> str:
    """The raised mark that a line begins with, or an empty text."""
    if not line.raised or line.text[: line.raised[0][0]].strip():
        return ""
    return is_note_key(line.text[: line.raised[0][1]]) or ""


def _begun(paragraph: Paragraph) -> Iterator[tuple[str, list[Line]]]:
    """The notes of a paragraph that begins with one: each with its mark and its lines."""
    key, lines = "", list[Line]()
    for line in paragraph.lines:
        mark = _mark(line)
        if mark and lines:
            yield key, lines
            lines = []
        key = mark or key
        lines.append(line)
    yield key, lines


def _called(line: Line) -> Iterator[str]:
    """The keys of the marks in a line that stand behind a word."""
    for start, end in line.raised:
        key, _ = raised(line.text[start:end], line.text[:start], set())
        if key:
            yield key


def _block(key: str, lines: Sequence[Line], note: str) -> DraftBlock:
    block = Footnote(key, [spaced(lines[0]), *lines[1:]]).block()
    block.note = note
    return block
