"""One page of a PDF file: its lines of text, its rules, and what of its text a reader does not see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.left_out import Reason
from ingest.parsers.page_view import PageView, turned
from ingest.parsers.pdf_annotations import in_rows, page_as_seen
from ingest.parsers.pdf_character import Character
from ingest.parsers.pdf_characters import lines_of
from ingest.parsers.pdf_drawings import read_drawings
from ingest.parsers.pdf_garbled import are_garbled
from ingest.parsers.pdf_glyph_names import GlyphNames
from ingest.parsers.pdf_ligatures import spelled_out, with_joined_letters, with_lost_letters
from ingest.parsers.pdf_narrow_spaces import with_narrow_spaces
from ingest.parsers.pdf_quartz import with_named_letters
from ingest.parsers.pdf_right_to_left import in_order_of_places
from ingest.parsers.pdf_struck_out import struck_out
from ingest.parsers.pdf_text import Glyph, read_glyphs
from ingest.parsers.pdf_unnamed import UNNAMED, with_unnamed_letters
from ingest.parsers.pdf_visibility import unseen
from ingest.parsers.reading_direction import has_right_to_left, is_right_to_left
from ingest.placed_text import CONFIDENCE, UNKNOWN_CONFIDENCE
from ingest.printed.drawn_bullets import with_drawn_bullets
from ingest.printed.page import Ground, PrintedPage, Rule, Shape

__all__ = ["PdfPage", "read_page"]

_WHOLE_PAGE = 0.6  # share of a page that a picture of all of it covers at least
_STAMP_LETTERS = 150  # two lines


@dataclass(slots=True)
class PdfPage:
    """A page as it was read."""

    printed: PrintedPage
    has_picture: bool = False
    left_out: Counter[str] = field(default_factory=Counter)
    """Why text was left out, and how many stretches of it."""
    picture_share: float = 0.0
    """How much of the page its largest picture covers, 0 to 1."""
    is_recognised: bool = False
    """Whether its text lies behind a picture of itself, as programs that read scans put it."""
    is_read_from_picture: bool = False
    """Whether its text was read from its picture here."""
    is_garbled: bool = False
    """Whether its fonts do not say which letters they draw, so that its text can only be read from its picture."""

    @property
    def unnamed_letters(self) -> int:
        """How many of its letters its fonts do not say."""
        return sum(line.text.count(UNNAMED) for line in (*self.printed.lines, *self.printed.aside))

    @property
    def letters(self) -> int:
        """How many characters of text it holds."""
        return sum(len(line.text) for line in (*self.printed.lines, *self.printed.aside))

    @property
    def may_be_scan(self) -> bool:
        """Whether it is a picture without text, or with no more than the stamp of a library, say, over a picture of a whole page.

        A page whose letters cannot be told from the file is one too.
        """
        is_stamped = self.picture_share > _WHOLE_PAGE and self.letters < _STAMP_LETTERS
        return self.is_garbled or (self.has_picture and (not self.letters or is_stamped))


def read_page(file: Any, number: int, label: str, *, names: GlyphNames, has_layers: bool = False) -> PdfPage:  # noqa: ANN401  # pypdfium2
    """Page ``number``, counted from 1, of a file that may have layers. Raises PdfiumError for one that is damaged."""
    page, added = page_as_seen(file, number)
    try:
        left, bottom, right, top = page.get_bbox()
        view = PageView(left, bottom, right, top, rotation=page.get_rotation() // 90)
        glyphs = _glyphs(file, page)
        if glyphs and (turn := _turn_of(glyphs)) != view.rotation:
            glyphs = _seen_upright(file, page, turn, view.rotation)
        glyphs = with_narrow_spaces(with_joined_letters(glyphs, lambda: names.on_page(number)))
        drawings = read_drawings(page, has_layers=has_layers)
        glyphs = with_unnamed_letters(page, view, glyphs, drawings)
        hidden = unseen(page, view, glyphs, drawings)
        hidden.reasons.update(dict.fromkeys(struck_out(page, view, glyphs, drawings.rules), Reason.STRUCK_OUT))
        raw = [character for place, (character, _) in enumerate(glyphs) if place not in hidden.reasons]
        turns = Counter(character.style.turn for character in raw if character is not None and character.text.strip())
        turn = turns.most_common(1)[0][0] if turns else 0
        printed = PrintedPage(number, label, *turned((left, bottom, right, top), turn), size=view.size)
        whole = "".join(character.text for character in raw if character is not None)
        has_leftward = has_right_to_left(whole)
        is_mirrored = has_leftward and is_right_to_left(whole)
        seen = view.for_text(turn, is_mirrored=is_mirrored)

        def placed(box: Shape) -> Shape:
            return seen.mirrored(turned(box, turn)) if is_mirrored else turned(box, turn)

        upright: Iterable[Character | None] = _in_direction(raw, turn)
        if is_mirrored:
            upright = (character and _mirrored(character, seen) for character in upright)
        if has_leftward:
            upright = in_order_of_places(upright, is_mirrored=is_mirrored)
        lines = in_rows(list(lines_of(upright, number, seen)), [placed(place) for place in added])
        shapes = [placed(shape) for shape in drawings.shapes]
        pictures = [(placed(box), likeness) for box, likeness in drawings.small_pictures]
        printed.lines = with_drawn_bullets(lines, shapes, lambda shape: seen.places([_sides(shape)], number), pictures)
        printed.rules = [Rule(*placed((rule.left, rule.bottom, rule.right, rule.top))) for rule in drawings.rules]
        printed.grounds = [Ground(placed(area.box), area.colour) for area in drawings.areas if area.colour is not None]
        for other in turns:
            if other != turn and other >= 0:
                printed.aside.extend(lines_of(_in_direction(raw, other), number, view.for_text(other)))
        if hidden.is_recognised:
            for line in (*printed.lines, *printed.aside):
                line.placed.places[:, CONFIDENCE] = UNKNOWN_CONFIDENCE
        left_out = Counter(hidden.counted)
        is_garbled = are_garbled(line.text for line in (*printed.lines, *printed.aside))
        if is_garbled:
            left_out[Reason.UNREADABLE_FONT] += len(printed.lines) + len(printed.aside)
            printed.lines, printed.aside = [], []
        share = drawings.largest_picture / max((right - left) * (top - bottom), 1.0)
        is_recognised = hidden.is_recognised and not is_garbled
        return PdfPage(printed, drawings.has_picture, left_out, share, is_recognised=is_recognised, is_garbled=is_garbled)
    finally:
        page.close()


def _glyphs(file: Any, page: Any) -> list[Glyph]:  # noqa: ANN401  # pypdfium2
    """The characters of a page, those that the file names wrongly as what they show."""
    text = page.get_textpage()
    try:
        glyphs = spelled_out(list(read_glyphs(text.raw, text.count_chars())))
    finally:
        text.close()
    producer = file.get_metadata_value("Producer")
    if "Ghostscript" in producer:
        return with_lost_letters(glyphs)
    return with_named_letters(glyphs) if "Quartz" in producer else glyphs


def _seen_upright(file: Any, page: Any, turn: int, rotation: int) -> list[Glyph]:  # noqa: ANN401  # pypdfium2
    """The characters of a page whose text, turned to the left by ``turn`` quarters, lies on its side as the page is shown.

    PDFium looks for words, spaces and the hyphens of line ends along the lines that a reader sees, so it is shown such a page upright.
    """
    page.set_rotation(turn * 90)
    try:
        return _glyphs(file, page)
    finally:
        page.set_rotation(rotation * 90)


def _turn_of(glyphs: Iterable[Glyph]) -> int:
    """By how many quarters to the left most of the text is turned."""
    turns = Counter(character.style.turn for character, _ in glyphs if character is not None and character.text.strip())
    return turns.most_common(1)[0][0] if turns else 0


def _sides(shape: Shape) -> tuple[float, float, float, float]:
    """Left, right, bottom and top, as the places of characters are given."""
    left, bottom, right, top = shape
    return left, right, bottom, top


def _mirrored(character: Character, view: PageView) -> Character:
    left, _, right, _ = view.mirrored((character.left, character.bottom, character.right, character.top))
    return character._replace(left=left, right=right)


def _in_direction(raw: Sequence[Character | None], turn: int) -> Iterator[Character | None]:
    if turn == 0 and all(character is None or character.style.turn == 0 for character in raw):
        yield from raw
        return
    for character in raw:
        if character is None:
            yield None
        elif character.style.turn == turn:
            left, bottom, right, top = turned((character.left, character.bottom, character.right, character.top), turn)
            baseline = turned((character.baseline, character.baseline, character.baseline, character.baseline), turn)[1]
            yield Character(character.text, left, right, bottom, top, baseline, character.style)
