"""What acronyms stand for where no brackets say so: "SDS stands for …", "…, or SDS", "IJB – Integration Joint Board" as a line of its own.

Without brackets less speaks for it, so the letters have to fit: each begins a word, in order, and no word but small ones is left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["spelled_out"]

_SHORT = r"(?P<short>[A-Z][A-Za-z0-9&/]{1,9})"
_LEAST_CAPITALS = 2
_LEAST_WORDS = 2
_SMALL = frozenset({"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "with", "&"})
_MARKS = "“”‘’\"'*_ "
_MARK = r"[“”‘’\"'*_]*"
_STANDS_FOR = re.compile(
    rf"\b{_SHORT}{_MARK},? (?:(?:which |that )?(?:stands|stood) for|standing for|(?:(?:which )?(?:is|was) )?short for"
    rf"|(?:is|was) (?:an|the) (?:acronym|abbreviation) (?:for|of)),? (?:the )?{_MARK}"
)
_ALSO_CALLED = re.compile(
    r"(?:, or|,? (?:(?:is|are|was|were) )?(?:also |commonly |usually |generally |sometimes |better |often |now )?"
    r"(?:known as|called|referred to as|abbreviated (?:to|as)|shortened (?:to|as))),? (?:the |simply |just )?"
    rf"{_MARK}{_SHORT}\b(?![-’'/]\w)"
)
_NUMBER = r"(?:[-•*]\s+|\d{1,3}[.)]\s+)?"
_HEADING_OF_A_COLUMN = r"(?:[^:;|]{1,30}: )?"
_BETWEEN = r"(?:\s+[-–—=]\s+|\s*[:|–—\t]\s*|;\s+)"
_SHORT_FIRST = re.compile(rf"{_NUMBER}{_HEADING_OF_A_COLUMN}{_SHORT}{_MARK}{_BETWEEN}{_HEADING_OF_A_COLUMN}(?P<long>\S.*)")
_LONG_FIRST = re.compile(rf"{_NUMBER}{_HEADING_OF_A_COLUMN}(?P<long>[^:;|\s][^:;|]*?){_BETWEEN}{_HEADING_OF_A_COLUMN}{_MARK}{_SHORT}[.;]?")
_LONGEST_LINE = 200
"""Characters. A line that explains an acronym and more is no longer."""
_FARTHEST = 120
"""Characters between an acronym and the other end of what it stands for."""
_PLURAL = re.compile(r"(?<=[A-Z])s$")
_WORD = re.compile(r"\S+")
_AT_THE_END = re.compile(r"[.,;:!?)”\"’']+$")
_NOT_ONE_NAME = re.compile(r"[.;:!?]\s|[\d()]")
_GOES_ON = re.compile(r"\s+(?:(?:of|for|and|the) )*[A-Z][a-z]")
"""A further word with a capital: the name is longer than the letters."""
_ENDS = re.compile(r"$|[^\s\w]|\s+[(–—-]")


def spelled_out(text: str) -> Iterator[tuple[str, str]]:
    """The acronyms that a text explains without brackets, each with its meaning as it stands there."""
    for line in (line.strip() for line in text.split("\n")):
        if len(line) > _LONGEST_LINE:
            continue
        first, last = _SHORT_FIRST.fullmatch(line), _LONG_FIRST.fullmatch(line)
        if first and (meaning := _at_start(first["short"], first["long"], alone=True)):
            yield _PLURAL.sub("", first["short"]), meaning
        elif last and _fits(last["short"], last["long"]):
            yield _PLURAL.sub("", last["short"]), last["long"].strip(_MARKS)
    for match in _STANDS_FOR.finditer(text):
        if meaning := _at_start(match["short"], text[match.end() : match.end() + _FARTHEST], alone=False):
            yield _PLURAL.sub("", match["short"]), meaning
    for match in _ALSO_CALLED.finditer(text):
        if meaning := _at_end(match["short"], text[max(0, match.start() - _FARTHEST) : match.start()]):
            yield _PLURAL.sub("", match["short"]), meaning


def _at_start(short: str, text: str, *, alone: bool) -> str | None:
    """The words at the start of ``text`` that the letters fit. Where they are to stand ``alone``, a mark or the end comes after them."""
    for word in _WORD.finditer(text):
        words = _AT_THE_END.sub("", text[: word.end()])
        if _fits(short, words):
            rest = text[len(words) :]
            return words.strip(_MARKS) if _ENDS.match(rest) or not (alone or _GOES_ON.match(rest)) else None
    return None


def _at_end(short: str, text: str) -> str | None:
    """The words at the end of ``text`` that the letters fit, the fewest."""
    for word in reversed(list(_WORD.finditer(text))):
        words = text[word.start() :].strip(_MARKS)
        if _fits(short, words):
            return words
    return None


def _fits(short: str, words: str) -> bool:
    """Whether each letter of ``short`` begins one of ``words``, in order, none of which is left over but small ones."""
    bare = _PLURAL.sub("", short)
    single = words.strip(_MARKS).split()
    if len(single) < _LEAST_WORDS or sum(letter.isupper() for letter in bare) < _LEAST_CAPITALS or _NOT_ONE_NAME.search(words):
        return False
    # Behind a hyphen a letter may begin a part of a word ("Self-directed"), but need not ("Non-discrimination").
    parts = [(part.casefold(), place > 0) for word in single for place, part in enumerate(word.strip(_MARKS).split("-"))]
    if single[0].casefold() in _SMALL or single[-1].casefold() in _SMALL:
        return False
    return _in_order([letter for letter in bare.casefold() if letter.isalnum()], parts)


def _in_order(letters: Sequence[str], parts: Sequence[tuple[str, bool]]) -> bool:
    if not parts:
        return not letters
    (part, may_be_left), rest = parts[0], parts[1:]
    if letters and part.startswith(letters[0]) and _in_order(letters[1:], rest):
        return True
    return (may_be_left or part in _SMALL) and _in_order(letters, rest)
