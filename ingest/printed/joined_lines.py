"""Parts of one line that a file draws apart are joined: bullets and numbers with their text, and words without a gap."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.enumerators import item_mark, strip_bullet
from ingest.figures import is_figure
from ingest.notes import is_note_key
from ingest.printed.bare_labels import bare_labels, labels_within
from ingest.printed.page import Line, join_parts

__all__ = ["FONTS_OF_BULLETS", "joined_lines"]

FONTS_OF_BULLETS = re.compile(r"courier|symbol|wingding|webding|dingbat|mono", re.IGNORECASE)
"""Fonts in which Word, and programs that stand in for it, set the letter o that is the bullet of inner lists."""
_GLUED_NUMBER = re.compile(r"\s*\d{1,3}\.(?=[A-Z][A-Za-z]*[ ,’']|[A-Z][a-z]+)|\s*\((?:\d{1,2}|[ivxl]{1,5}|[a-z])\)(?=[A-Za-z])")
_FIGURE_GAP = 8.0  # sizes between the figures of a row, at most
_LARGE_NUMBER = re.compile(r"\s*\d{1,3}[.)]?\s*\Z")
_LARGER = 1.9  # a number set this much larger than the text beside it numbers that text
_NEXT_TO = 1.5  # sizes of the number by which its text may stand to the right of it
_BULLET_LETTER = "o"  # Word's round bullet of inner lists
_SAME_EDGE = 1.5  # points by which such bullets, and the texts behind them, may begin apart
_LONGEST_MARK = 8  # characters, with what white space may stand around it
_LEAST_NOTE = 6  # letters of a note behind a mark that stands by itself
_HIGHEST_MARK = 0.85  # sizes by which the mark of a note may stand above its text
_CLOSE = 3.0  # sizes: what stands as close before such a letter is of the same line


def joined_lines(lines: list[Line]) -> list[Line]:
    """The lines, with bullets and numbers joined to their text, and parts of a line that the file draws apart."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and _is_same_line(before, line):
            gap = line.left - before.right
            joined[-1] = join_parts(
                before, line, "" if gap < 0.12 * line.size or before.text.endswith(" ") or line.text.startswith(" ") else " "
            )
        else:
            joined.append(line)
    _join_raised_marks(joined)
    labels = bare_labels(joined)
    for line, label in labels_within(joined, labels):
        line.label = label
    for mark, text in labels:
        mark.placed = mark.placed.stripped()
        _put_before(joined, mark, text).label = mark.flat
    _join_marks(joined)
    _join_large_numbers(joined)
    for line in joined:
        _space_number(line)
    return joined


def _join_marks(joined: list[Line]) -> None:
    """Puts bullets and numbers before the text that stands beside them. One that is drawn twice, over the first of its kind, goes."""
    letters = {line: text for line in joined if line.flat == _BULLET_LETTER and (text := _text_beside(line, joined))}
    marks = [line for line in joined if _is_mark(line.text) or _is_bullet_letter(line, letters, joined)]
    for mark in marks:
        # A mark that stands beside another mark ("• 1.") has become part of it by now.
        if not any(line is mark for line in joined):
            continue
        if any(_draws_again(mark, line) for line in joined):
            joined.remove(mark)
            continue
        text = _text_beside(mark, joined)
        if text is not None and not _is_in_table(mark, joined):
            if mark.flat == _BULLET_LETTER:
                mark.placed = mark.placed.replaced(mark.text.replace(_BULLET_LETTER, "•"))
            _put_before(joined, mark, text)


def _join_raised_marks(joined: list[Line]) -> None:
    """Puts marks of notes before their notes where they stand so high, or are so large, that they came as lines of their own."""
    marks = [line for line in joined if len(line.text) <= _LONGEST_MARK and is_note_key(line.flat) is not None]
    for mark in marks:
        notes = [line for line in joined if -mark.size < line.left - mark.right < 2 * mark.size and _stands_below(line, mark)]
        if len(notes) != 1:
            continue
        is_first = not any(0 <= mark.left - line.right < _CLOSE * mark.size and _is_level(line, mark, *notes) for line in joined)
        if is_first:
            mark.placed = mark.placed.stripped()
            whole = _put_before(joined, mark, notes[0])
            whole.raised = [(0, len(mark.text)), *whole.raised]


def _stands_below(line: Line, mark: Line) -> bool:
    """Whether the text of a line begins right behind and below a raised mark."""
    is_text = line is not mark and len(line.flat) > _LEAST_NOTE and any(map(str.isalpha, line.flat))
    lower = (mark.baseline - line.baseline) / line.size
    return is_text and -0.3 < (line.left - mark.right) / line.size < 1 and 0.12 < lower < _HIGHEST_MARK and mark.size < 1.1 * line.size  # noqa: PLR2004


def _is_level(line: Line, *others: Line) -> bool:
    return any(abs(line.baseline - other.baseline) < 0.3 * other.size for other in others)


def _text_beside(mark: Line, lines: list[Line]) -> Line | None:
    """The text that a bullet or number stands before; None where there is none."""
    beside = [
        line
        for line in lines
        if line is not mark
        and abs(line.baseline - mark.baseline) < 0.3 * line.size
        and abs(line.size - mark.size) < 0.25 * line.size
        and 0 < line.left - mark.right < 6 * line.size
    ]
    return min(beside, key=lambda line: line.left, default=None)


def _is_bullet_letter(letter: Line, letters: Mapping[Line, Line], lines: list[Line]) -> bool:
    """Whether a letter o by itself is a bullet, and not part of a formula or a drawing.

    It has a font of bullets, which is not that of its text, or it begins a line under or over another o, with their texts in line too.
    ``letters`` are those that stand by themselves before a text, with that text.
    """
    text = letters.get(letter)
    if text is None:
        return False
    if letter.font != text.font and FONTS_OF_BULLETS.search(letter.font):
        return True
    if any(0 <= letter.left - line.right < _CLOSE * letter.size and abs(line.baseline - letter.baseline) < letter.size for line in lines):
        return False
    return any(
        other is not letter and abs(other.left - letter.left) < _SAME_EDGE and abs(other_text.left - text.left) < _SAME_EDGE
        for other, other_text in letters.items()
    )


def _is_in_table(mark: Line, joined: list[Line]) -> bool:
    """Whether what looks like a number in brackets is an amount below nought, beside another figure."""
    return is_figure(mark.flat) and any(
        is_figure(line.flat)
        and abs(line.baseline - mark.baseline) < 0.3 * line.size
        and max(line.left - mark.right, mark.left - line.right) < _FIGURE_GAP * line.size
        for line in joined
        if line is not mark
    )


def _draws_again(mark: Line, line: Line) -> bool:
    """Whether a mark stands on top of the same mark at the beginning of a line: a number in a disc, and the number below the disc."""
    return (
        line is not mark
        and line.flat.startswith(f"{mark.flat} ")
        and abs(line.baseline - mark.baseline) < 0.3 * line.size
        and abs(line.left - mark.left) < line.size
    )


def _join_large_numbers(joined: list[Line]) -> None:
    """Puts the large numbers of posters before the first line of the text that stands to their right."""
    for number in [line for line in joined if _LARGE_NUMBER.match(line.text)]:
        beside = [
            line
            for line in joined
            if line.size * _LARGER < number.size
            and 0 < line.left - number.right < _NEXT_TO * number.size
            and -0.2 * number.size < line.baseline - number.baseline < 0.8 * number.size
            and any(map(str.isalpha, line.text))
        ]
        if beside:
            _put_before(joined, number, min(beside, key=lambda line: (round(line.left / line.size), -line.baseline)))


def _put_before(joined: list[Line], mark: Line, text: Line) -> Line:
    whole = join_parts(mark, text)
    whole.bold, whole.size, whole.baseline, whole.font = text.bold, text.size, text.baseline, text.font
    whole.bottom, whole.top = text.bottom, text.top
    joined[joined.index(text)] = whole
    joined.remove(mark)
    return whole


def _is_mark(text: str) -> bool:
    """Whether the text is a bullet or a number and nothing else."""
    return strip_bullet(text) == "" or item_mark(f"{text.rstrip()} x") == text.strip()


def _space_number(line: Line) -> None:
    """Puts a space between a paragraph's number and its text where the page shows only a narrow gap ("20.To")."""
    match = _GLUED_NUMBER.match(line.text)
    if match:
        line.placed = line.placed[: match.end()] + " " + line.placed[match.end() :]
        line.raised = [(start + 1, end + 1) for start, end in line.raised if start >= match.end()]


def _is_same_line(before: Line, line: Line) -> bool:
    return abs(before.baseline - line.baseline) < 0.15 * max(
        line.size, before.size
    ) and -0.3 * line.size < line.left - before.right < 0.7 * min(line.size, before.size)
