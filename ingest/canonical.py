"""From a parser's draft to the canonical text. The one place where text is normalised.

Unicode NFC; blocks parted by an empty line, items of a list and rows of a table by a line end; no line end inside a
block; every run of white space, whatever its kind, is one space; invisible characters are gone; ligatures are letters;
words cut at the end of a line are whole. Typographic quotation marks and dashes stay as the author wrote them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from copro_qa.boxes import TextBoxes
from copro_qa.document import Block, BlockKind, Page
from ingest.draft import Draft, DraftBlock
from ingest.hyphenation import HYPHENS, WordForms
from ingest.parsed import ExtractionReport, ParsedDocument
from ingest.placed_text import Places, nowhere
from ingest.printed_lines import text_boxes

__all__ = ["CanonicalText", "build", "normalise"]

_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are not white space
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # soft hyphen, zero width, direction
    "\ufe00-\ufe0f\U000e0000-\U000e0fff"  # variation selectors and tags
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # not characters at all
    "\ue000-\uf8ff\U000f0000-\U0010fffd"  # private use: what is seen depends on the font alone
)
_REPLACED = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
    "\u2010": "-", "\u2011": "-",
    # The marks of Word's symbol fonts that carry a meaning in forms and tables.
    "\uf0fc": "✓", "\uf0fe": "☑", "\uf0fb": "✗", "\uf0a8": "☐", "\uf06f": "☐", "\uf0e0": "→",
}  # fmt: skip
_CHANGED = re.compile(rf"\u00ad[ \t]*\n\s*|[{''.join(_REPLACED)}{_INVISIBLE}]")
_BREAK = re.compile(rf"(?<=\w)[{HYPHENS}][ \t]*\n\s*(?=\w)|\s+")
# An address that goes on in the next line: it ends with a sign that no address ends with, and what follows is no plain word.
_ADDRESS_ENDS = tuple("/_=&?%:")
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"\S*[/.\d_=%]\S")
_LONGEST_WORD = 200
_TOKEN = re.compile(r"\S+")
_SEQUENCES = (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """Normalised text, and for each of its characters the position in the raw text that it came from."""

    text: str
    origins: array[int]


class _Writer:
    """Collects the output of one pass, with the origin of every character."""

    def __init__(self, given: CanonicalText) -> None:
        self._given = given
        self._parts: list[str] = []
        self._origins: array[int] = array("l")

    def copy(self, start: int, end: int) -> None:
        self._parts.append(self._given.text[start:end])
        self._origins.extend(self._given.origins[start:end])

    def put(self, text: str, at: int) -> None:
        self._parts.append(text)
        self._origins.extend([self._given.origins[at]] * len(text))

    @property
    def result(self) -> CanonicalText:
        return CanonicalText("".join(self._parts), self._origins)


def normalise(raw: str, words: WordForms) -> CanonicalText:
    """The canonical form of the raw text of one block. Doing it again changes nothing."""
    given = CanonicalText(raw, array("l", range(len(raw))))
    return _strip(_compose(_join_lines(_replace(given), words)))


def _replace(given: CanonicalText) -> CanonicalText:
    """Without invisible characters, ligatures as letters."""
    if not _CHANGED.search(given.text):
        return given
    writer, done = _Writer(given), 0
    for match in _CHANGED.finditer(given.text):
        writer.copy(done, match.start())
        writer.put(_REPLACED.get(match[0], ""), match.start())
        done = match.end()
    writer.copy(done, len(given.text))
    return writer.result


def _join_lines(given: CanonicalText, words: WordForms) -> CanonicalText:
    """On one line, with single spaces, words that were cut at the end of a line made whole."""
    writer, done = _Writer(given), 0
    for match in _BREAK.finditer(given.text):
        writer.copy(done, match.start())
        done = match.end()
        is_hyphen = match[0][0] in HYPHENS
        if not is_hyphen and not ("\n" in match[0] and given.text[match.start() - 1 : match.start()] in _ADDRESS_ENDS):
            writer.put(" ", match.start())
            continue
        before, after = _word_ending(given.text, match.start()), _word_beginning(given.text, done)
        if is_hyphen:
            writer.put("-" if words.keeps_hyphen(before, after) else "", match.start())
        elif not (_ADDRESS.search(before) and _REST_OF_ADDRESS.match(after)):
            writer.put(" ", match.start())
    writer.copy(done, len(given.text))
    return writer.result


def _word_ending(text: str, end: int) -> str:
    """What stands before ``end`` up to white space; of a very long word the last part."""
    start = end
    while start > 0 and end - start < _LONGEST_WORD and not text[start - 1].isspace():
        start -= 1
    return text[start:end]


def _word_beginning(text: str, start: int) -> str:
    """What stands from ``start`` on up to white space; of a very long word the first part."""
    end = start
    while end < len(text) and end - start < _LONGEST_WORD and not text[end].isspace():
        end += 1
    return text[start:end]


def _compose(given: CanonicalText) -> CanonicalText:
    """In Unicode NFC. A word that changes is composed letter by letter, so that each letter keeps its origin."""
    if unicodedata.is_normalized("NFC", given.text):
        return given
    writer, done = _Writer(given), 0
    for match in _TOKEN.finditer(given.text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed == match[0]:
            continue
        writer.copy(done, match.start())
        done = match.end()
        clusters = list(_clusters(match[0]))
        if "".join(unicodedata.normalize("NFC", cluster) for _, cluster in clusters) == composed:
            for offset, cluster in clusters:
                writer.put(unicodedata.normalize("NFC", cluster), match.start() + offset)
        else:  # letters that compose without being marks, as in Hangul: the word as a whole
            writer.put(composed, match.start())
    writer.copy(done, len(given.text))
    return writer.result


def _clusters(word: str) -> list[tuple[int, str]]:
    """Each letter with the marks that follow it, and where it begins."""
    starts = [offset for offset, character in enumerate(word) if offset == 0 or not unicodedata.combining(character)]
    return [(start, word[start:end]) for start, end in pairwise([*starts, len(word)])]


def _strip(given: CanonicalText) -> CanonicalText:
    start = len(given.text) - len(given.text.lstrip())
    end = len(given.text.rstrip())
    return CanonicalText(given.text[start:end], given.origins[start:end]) if start < end else CanonicalText("", array("l"))


def build(draft: Draft) -> ParsedDocument:
    """The canonical text of a draft whose layout is settled, with its blocks and pages."""
    words = WordForms(block.raw for block in draft.blocks)
    written = [(block, normalise(block.raw, words)) for block in draft.blocks]
    written = [(block, canonical) for block, canonical in written if canonical.text]
    positions = {id(block): position for position, (block, _) in enumerate(written)}
    parts: list[str] = []
    blocks: list[Block] = []
    page_starts: list[tuple[int, int]] = []  # offset, page number, rising in both
    placed: list[tuple[int, DraftBlock, CanonicalText]] = []
    offset, before = 0, None
    for block, canonical in written:
        if before is not None:
            parts.append("\n" if before == block.kind and block.kind in _SEQUENCES else "\n\n")
            offset += len(parts[-1])
        before = block.kind
        for start, number in _pages_within(block, canonical):
            if not page_starts or number > page_starts[-1][1]:
                page_starts.append((offset + start, number))
        lead = None if block.lead is None else positions.get(id(block.lead))
        blocks.append(Block(block.kind, offset, offset + len(canonical.text), level=block.level, lead=lead))
        placed.append((offset, block, canonical))
        parts.append(canonical.text)
        offset += len(canonical.text)
    text = "".join(parts)
    report = ExtractionReport(
        media_type=draft.media_type,
        words=len(text.split()),
        pages=len(draft.pages),
        pages_without_text=draft.pages_without_text,
        blocks=dict(Counter(str(block.kind) for block in blocks)),
        left_out={reason: count for reason, count in sorted(draft.left_out.items()) if count},
        warnings=tuple(dict.fromkeys(draft.warnings)),
    )
    return ParsedDocument(
        text=text,
        blocks=tuple(blocks),
        pages=_pages(draft, page_starts, len(text)),
        facts=draft.facts,
        report=report,
        boxes=_boxes(draft, placed),
    )


def _boxes(draft: Draft, placed: list[tuple[int, DraftBlock, CanonicalText]]) -> TextBoxes | None:
    """Where the letters of the blocks, each with its offset, are printed; None for a file without pages that can be drawn."""
    sizes = {page.number: page.size for page in draft.pages if page.size is not None}
    offsets, places = [np.empty(0, np.int64)], [nowhere(0)]
    for offset, block, canonical in placed if sizes else ():
        origins = np.array(canonical.origins, np.int64)
        letters = np.array([not character.isspace() for character in canonical.text])
        offsets.append(offset + np.flatnonzero(letters))
        places.append(_places(block)[origins[letters]])
    return text_boxes(np.concatenate(offsets), np.concatenate(places), sizes)


def _places(block: DraftBlock) -> Places:
    return np.concatenate([nowhere(len(piece.text)) if piece.places is None else piece.places for piece in block.pieces])


def _pages_within(block: DraftBlock, canonical: CanonicalText) -> list[tuple[int, int]]:
    """Where in a block's canonical text a page begins, as offset and page number."""
    numbered = [(0, block.page)] if len({piece.page for piece in block.pieces}) == 1 else []
    if not numbered:
        ends = list(accumulate(len(piece.text) for piece in block.pieces))
        last: int | None = None
        for offset, origin in enumerate(canonical.origins):
            page = block.pieces[bisect_right(ends, origin)].page
            if page is not None and page != last:
                numbered.append((offset, page))
                last = page
    return [(offset, page) for offset, page in numbered if page is not None]


def _pages(draft: Draft, page_starts: list[tuple[int, int]], length: int) -> tuple[Page, ...]:
    """Every page of the file in order. Together they cover the text; a page without text is empty where it would stand."""
    starts = {number: offset for offset, number in page_starts}
    pages: list[Page] = []
    end = length
    for page in reversed(draft.pages):
        start = starts.get(page.number, end)
        if page is draft.pages[0]:
            start = 0
        pages.append(Page(page.number, page.label, start, end))
        end = start
    return tuple(reversed(pages))
