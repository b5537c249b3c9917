"""The normal form of a text. The one place where text is changed.

Unicode NFC; no line end inside a block; every run of white space, whatever its kind, is one space; invisible characters are gone;
ligatures are letters; words cut at the end of a line are whole. Typographic quotation marks and dashes stay as the author wrote them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise

from ingest.hyphenation import HYPHENS, WordForms

__all__ = ["CanonicalText", "normalise", "unknown_signs"]

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
    "\uf0b7": "•", "\uf0a7": "▪",
    "\uf0fc": "✓", "\uf0fe": "☑", "\uf0fd": "☒", "\uf078": "☒", "\uf0fb": "✗", "\uf0a8": "☐", "\uf06f": "☐", "\uf0e0": "→",
}  # fmt: skip
_UNKNOWN = re.compile(rf"(?![{''.join(_REPLACED)}])[\x01-\x08\x0e-\x1b\ue000-\uf8ff\U000f0000-\U0010fffd]")
_CHANGED = re.compile(rf"\u00ad[ \t]*\n\s*|[{''.join(_REPLACED)}{_INVISIBLE}]")
_BREAK = re.compile(rf"(?<=\w)[{HYPHENS}][ \t]*\n\s*(?=\w)|\s+")
# An address that goes on in the next line: it ends with a sign that no address ends with, and what follows is no plain word.
_ADDRESS_ENDS = tuple("/_=&?%:")
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(r"\S*[/.\d_=%]\S")
_BEFORE_LINES = ("\n", ": ", "; ")  # what stands before a line of a cell
_LONGEST_WORD = 200
_TOKEN = re.compile(r"\S+")


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


def unknown_signs(raw: str) -> int:
    """How many characters of a raw text go because only their font knows what they look like."""
    return len(_UNKNOWN.findall(raw))


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
        if not is_hyphen and "\n" in match[0] and _is_cut_word(given.text, match.start(), done, words):
            continue
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


def _is_cut_word(text: str, end: int, start: int, words: WordForms) -> bool:
    """Whether a word alone on its line goes on in the next, as where a cell is narrower than the word."""
    before = _word_ending(text, end)
    is_alone = text[max(end - len(before) - 2, 0) : end - len(before)].endswith(_BEFORE_LINES) or end == len(before)
    return is_alone and words.are_one(before, _word_beginning(text, start))


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
