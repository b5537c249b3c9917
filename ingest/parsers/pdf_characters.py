"""From the characters of a PDF page, one by one, to runs of text on one baseline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise

from ingest.notes import is_note_key
from ingest.parsers.page_view import PageView
from ingest.parsers.pdf_accents import with_accents
from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_unseen_spaces import seen_characters
from ingest.parsers.reading_direction import in_reading_order
from ingest.placed_text import PlacedText
from ingest.printed.joined_lines import FONTS_OF_BULLETS
from ingest.printed.page import Line

__all__ = ["lines_of"]

_WIDE_GAP = 1.6  # in sizes: a wider gap parts columns or cells; the spaces of justified text stay below
_RAISED_SIZE = 0.85  # a raised mark is smaller than the text beside it
_RAISED_BY = 0.12  # ... and stands this part of the text's size above its baseline
_BEHIND_F = frozenset("fijlt")  # in ligatures
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+(?![⁄/])")  # without a fraction bar behind it
_AS_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LARGEST_NOTE = 16.0  # points: a small figure before larger letters belongs to a poster
_GAP_OF_FIGURES = 0.6  # sizes between two figures that are no groups of one
_APART_LARGER = 1.9  # what is set this much larger is no part of the line beside it: the large numbers of posters and charts


class _Run:
    """The characters of a line while it is gathered."""

    def __init__(self, first: Character) -> None:
        self.characters = [first]
        self.raised: list[bool] = [False]
        self.size = first.style.size
        self.baseline = first.baseline
        self.right = first.right

    def takes(self, character: Character) -> bool:
        """Whether the character goes on with this run."""
        if _is_of_one_sign(self.characters[-1], character):
            return True
        if character.style is self.characters[-1].style and character.baseline == self.baseline:
            return -character.style.size < character.left - self.right < _WIDE_GAP * character.style.size
        size = max(self.size, character.style.size)
        if abs(character.baseline - self.baseline) > 0.6 * size:
            return False
        gap = character.left - self.right
        smaller = min(self.size, character.style.size)
        if size > _APART_LARGER * smaller and gap > 0.3 * smaller and not self._is_mark_before(character):
            return False
        if abs(character.baseline - self.baseline) > 0.25 * size and (
            gap > size or character.style.size > 0.9 * self.size > 0.81 * character.style.size
        ):
            return False
        return -size < gap < _WIDE_GAP * min(size, 2 * self.size)

    def _is_mark_before(self, character: Character) -> bool:
        """Whether the run is the raised mark of a note whose text begins with the character."""
        higher, size = self.baseline - character.baseline, character.style.size
        is_raised = self.size < _RAISED_SIZE * size < _RAISED_SIZE * _LARGEST_NOTE and higher > _RAISED_BY * size
        return is_raised and is_note_key("".join(one.text for one in self.characters)) is not None

    def add(self, character: Character) -> None:
        if character.style is self.characters[-1].style and character.baseline == self.baseline and not self.raised[-1]:
            self.characters.append(character)
            self.raised.append(False)
            self.right = max(self.right, character.right)
            return
        higher = character.baseline - self.baseline
        is_raised = character.style.size < _RAISED_SIZE * self.size and higher > _RAISED_BY * self.size
        if not is_raised and self.size < _RAISED_SIZE * character.style.size and -higher > _RAISED_BY * character.style.size:
            self.raised = [True] * len(self.raised)  # what stood first was a raised mark
            self.size, self.baseline = character.style.size, character.baseline
        elif not is_raised and character.style.size > self.size:
            self.size = character.style.size
        self.characters.append(character)
        self.raised.append(is_raised)
        self.right = max(self.right, character.right)

    def space(self) -> None:
        last = self.characters[-1]
        self.characters.append(Character(" ", last.right, last.right, last.bottom, last.top, last.baseline, last.style))
        self.raised.append(False)

    def put_in_reading_order(self, *, is_mirrored: bool) -> bool:
        """Puts the characters, which stand in the order of their places, as they are read. Gives whether that is another order."""
        ordered = in_reading_order(self.characters, is_mirrored=is_mirrored)
        if ordered is None:
            return False
        self.characters = [character for _, character in ordered]
        self.raised = [self.raised[place] for place, _ in ordered]
        return any(place != other for place, (other, _) in enumerate(ordered))

    def cut_at_gaps(self) -> list[_Run]:
        """Where it holds no letters, the figures that stand apart, each by itself: in which order they are read nobody could tell."""
        cuts = [0]
        for place, (before, character) in enumerate(pairwise(self.characters), 1):
            gap = character.left - before.right if character.text.strip() else 0.0
            if gap > _GAP_OF_FIGURES * character.style.size:
                cuts.append(place)
        if len(cuts) == 1 or any(character.text.isalpha() for character in self.characters):
            return [self]
        parts = []
        for start, end in zip(cuts, [*cuts[1:], len(self.characters)], strict=True):
            part = copy(self)
            part.characters, part.raised = self.characters[start:end], self.raised[start:end]
            parts.append(part)
        return parts


def _is_of_one_sign(before: Character, character: Character) -> bool:
    """Whether two letters are drawn as one sign, as in "ffi", and so stand in the same place. It may be wider than the size of its font."""
    same = (before.left, before.right, before.baseline) == (character.left, character.right, character.baseline)
    return same and before.text == "f" and character.text in _BEHIND_F


def lines_of(characters: Iterable[Character | None], page: int, view: PageView) -> Iterator[Line]:
    """The runs of text, in the order given. None stands for a space that the page shows as a gap."""
    run: _Run | None = None
    for character in with_accents(characters):
        if character is None:
            if run is not None:
                run.space()
        elif run is not None and run.takes(character):
            run.add(character)
        else:
            if run is not None:
                yield from _lines(run, page, view)
            run = None if not character.text.strip() else _Run(character)
    if run is not None:
        yield from _lines(run, page, view)


def _lines(run: _Run, page: int, view: PageView) -> Iterator[Line]:
    seen = seen_characters(run.characters)
    run.characters, run.raised = [run.characters[place] for place in seen], [run.raised[place] for place in seen]
    for part in run.cut_at_gaps() if view.is_mirrored else [run]:
        yield from _line(part, page, view)


def _line(run: _Run, page: int, view: PageView) -> Iterator[Line]:
    is_turned = run.put_in_reading_order(is_mirrored=view.is_mirrored)
    inked = [character for character in run.characters if character.text.strip()]
    if not inked:
        return
    text = "".join(character.text for character in run.characters)
    if _begins_with_bullet(run.characters, inked):
        text = "•" + text[1:]
    if _SUPERSCRIPT.search(text):
        text = _with_raised_figures(text, run)
    level = inked
    if any(run.raised):
        level = [
            character for character, raised in zip(run.characters, run.raised, strict=True) if character.text.strip() and not raised
        ] or inked
    bold = sum(character.style.bold for character in level)
    yield Line(
        placed=PlacedText(text, view.places([character[1:5] for character in run.characters], page)),
        left=min(character.left for character in inked),
        right=max(character.right for character in inked),
        bottom=min(character.bottom for character in level),
        top=max(character.top for character in level),
        baseline=run.baseline,
        size=_usual_size(level),
        page=page,
        bold=bold > 0.9 * len(level),
        italic=all(character.style.italic for character in level),
        font=level[0].style.font,
        raised=list(_raised_parts(run)),
        is_turned=is_turned,
    )


def _with_raised_figures(text: str, run: _Run) -> str:
    """Puts figures that are signs of their own, as some fonts have them, as raised ones: "¹²" is the mark of a note like a raised "12".

    Not where they stand by themselves, in a column of marks.
    """
    if not _SUPERSCRIPT.sub("", text).strip():
        return text
    for match in _SUPERSCRIPT.finditer(text):
        run.raised[match.start() : match.end()] = [True] * len(match[0])
    return _SUPERSCRIPT.sub(lambda match: match[0].translate(_AS_FIGURES), text)


def _begins_with_bullet(characters: Sequence[Character], inked: Sequence[Character]) -> bool:
    """Whether a line begins with an o in a font of bullets, and goes on behind a space in another: the bullet of an inner list."""
    if len(inked) < 2 or characters[0].text != "o" or characters[1].text.strip():  # noqa: PLR2004  # the bullet, and a letter
        return False
    font = inked[0].style.font
    return font != inked[1].style.font and FONTS_OF_BULLETS.search(font) is not None


def _usual_size(characters: list[Character]) -> float:
    sizes = Counter(character.style.size for character in characters)
    return round(sizes.most_common(1)[0][0], 1)


def _raised_parts(run: _Run) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for position, raised in enumerate([*run.raised, False]):
        if raised and start is None:
            start = position
        elif not raised and start is not None:
            end = position
            while end - 1 > start and not run.characters[end - 1].text.strip():
                end -= 1  # a space behind a mark parts the words beside it, however it is set
            yield start, end
            start = None
