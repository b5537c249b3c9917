"""The characters of a PDF page, one by one, as PDFium gives them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.parsers.pdf_character import Character, Style
from ingest.symbol_font import as_letters

__all__ = ["Glyph", "read_glyphs"]

_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi(?!r)", re.IGNORECASE)
_PLAIN_NAME = re.compile(rb"[-,](?:roman|regular|light|book)(?:mt|ps)?\Z", re.IGNORECASE)  # whatever weight the file gives such a font
_ITALIC_NAME = re.compile(rb"italic|oblique", re.IGNORECASE)
_LINE_END_HYPHENS = (0x02, 0xFFFE)  # what PDFium puts for a hyphen at which it thinks a word is cut
_PRIVATE = 0xE000  # codes from here on mean what a font says
_SYMBOL_FONT = re.compile(r"(?:\A|\+)Symbol(?:MT|PS)?(?:[,-]|\Z)", re.IGNORECASE)
_APOSTROPHES = "’'"
_OPENING = "([“‘"
_LEAST_SPACE = 0.12  # sizes: the narrowest gap between words; a raised mark, or a letter in other type, stands closer to its word
_SPACE_OF_CAPITALS = 0.3  # sizes: a large capital may stand as far from the small ones of its word, which are set apart from one another
_MARK_SIZE = 0.45  # of the size of the text: what is smaller stands beside a large first letter, or far off
_SAME_LINE = 0.6  # sizes between the baselines of a mark and of the text that it is raised from
_FIGURES = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_RAISED_FIGURE = 0.25  # sizes above the baseline at which a figure ends that a font raises by itself; others stand on it, or hang below
_HIGHEST_RAISED_FIGURE = 0.55  # sizes from its foot to its head; where a font says wrongly where its signs are, they are higher
# The address of the object that a character belongs to: all of its characters are set alike. The binding's own return
# type is a typed pointer, which takes longer to make than everything else that is asked of a character.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
_font_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(ctypes.cast(pdfium_c.FPDFTextObj_GetFont, ctypes.c_void_p).value or 0)
_NO_STYLE = Style(0.0, bold=False, italic=False, font="", turn=0)

Glyph = tuple[Character | None, int]
"""A character and the address of the text object that it belongs to; None for a space that the page shows as a gap."""


def read_glyphs(text: Any, count: int) -> Iterator[Glyph]:  # noqa: ANN401  # a handle of PDFium
    """Every character of a page in the order of the file. Their places are in the page's own coordinates."""
    styles = _Styles(text)
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    first_half = ""
    before: Character | None = None
    is_broken = False
    code_of, box_of, origin_of = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox, pdfium_c.FPDFText_GetCharOrigin
    for index in range(count):
        code = code_of(text, index)
        if code in (0x0A, 0x0D):
            is_broken = True
            continue
        address = _text_object(text, index)
        if not address and code in (0x20, 0xA0):
            before = None
            yield None, 0
            continue
        style = styles.of(index, address)
        if style.turn < 0:
            continue
        box_of(text, index, box_at)
        origin_of(text, index, x_at, y_at)
        character = "-" if code in _LINE_END_HYPHENS else chr(code) if 0 < code < 0x110000 else "\ufffd"  # noqa: PLR2004  # Unicode ends there
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004  # the first half of a pair that is one character
            first_half = character
            continue
        if 0xDC00 <= code < 0xE000:  # noqa: PLR2004  # the second half
            character = (first_half + character).encode("utf-16", "surrogatepass").decode("utf-16", "replace")[-1]
        first_half = ""
        if code >= _PRIVATE and _SYMBOL_FONT.search(style.font):
            character = as_letters(character)
        baseline = x.value if style.turn % 2 else y.value
        if character in _FIGURES and not style.turn and _is_raised(text, index, baseline, style.size):
            character = _FIGURES[character]
        found = Character(character, box.left, box.right, box.bottom, box.top, baseline, style)
        if before is not None and (is_broken or style is not before.style or before.text in _APOSTROPHES) and _is_apart(before, found):
            yield None, 0
        before, is_broken = found, False
        yield found, address or 0


def _is_raised(text: Any, index: int, baseline: float, size: float) -> bool:  # noqa: ANN401  # a handle of PDFium
    """Whether a figure is drawn small and high by the font itself, as the marks of notes are in some, and is part of no fraction."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium_c.FPDFText_GetCharBox(text, index, left, right, bottom, top) or bottom.value < baseline + _RAISED_FIGURE * size:
        return False
    if not 0 < top.value - bottom.value < _HIGHEST_RAISED_FIGURE * size:
        return False
    while chr(code := pdfium_c.FPDFText_GetUnicode(text, index)) in _FIGURES:
        index += 1
    return chr(code) not in "⁄/"


def _is_apart(before: Character, character: Character) -> bool:
    """Whether the page shows a space between two characters that PDFium puts none between, as behind the raised mark of a note."""
    gap, size = character.left - before.right, max(character.style.size, before.style.size)
    if character.style.turn or before.style.turn or not _LEAST_SPACE * size < gap < size:
        return False
    is_small_capital = character.text.isupper() and before.text.isupper() and character.style.size != before.style.size
    if is_small_capital and gap < _SPACE_OF_CAPITALS * size:
        return False
    if abs(character.baseline - before.baseline) > _SAME_LINE * size or before.text in _OPENING:
        return False
    if min(character.style.size, before.style.size) < _MARK_SIZE * size:
        return False
    return character.text.isalnum() or character.text in _OPENING


class _Styles:
    """How the characters of a page are set. Files may hold an object for every letter, so what is asked of PDFium is kept."""

    def __init__(self, text: Any) -> None:  # noqa: ANN401  # a handle of PDFium
        self._text = text
        self._of_object: dict[int, Style] = {}
        self._of_setting: dict[tuple[Any, ...], Style] = {}
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._matrix = pdfium_c.FS_MATRIX()

    def of(self, index: int, address: int | None) -> Style:
        """The style of the character at ``index``, which belongs to the object at ``address``."""
        style = self._of_object.get(address or 0)
        if style is None or not address:
            style = self._read(index, address)
            if address:
                self._of_object[address] = style
        return style

    def _read(self, index: int, address: int | None) -> Style:
        matrix = self._matrix
        if not pdfium_c.FPDFText_GetMatrix(self._text, index, matrix):
            return _NO_STYLE
        font = (_font_of(address) if address else None) or 0
        setting = (font, pdfium_c.FPDFText_GetFontSize(self._text, index), matrix.a, matrix.b, matrix.c, matrix.d)
        if setting not in self._of_setting:
            if font not in self._fonts or not font:
                self._fonts[font] = self._read_font(index)
            name, bold, italic = self._fonts[font]
            quarters = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.1 else -1  # noqa: PLR2004  # slanted by more than nine degrees
            size = abs(setting[1]) * math.hypot(matrix.c, matrix.d)
            self._of_setting[setting] = Style(size, bold=bold, italic=italic, font=name, turn=turn)
        return self._of_setting[setting]

    def _read_font(self, index: int) -> tuple[str, bool, bool]:
        flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
        pdfium_c.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
        is_heavy = pdfium_c.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT and not _PLAIN_NAME.search(name.value)
        bold = is_heavy or bool(_BOLD_NAME.search(name.value))
        return name.value.decode("latin-1"), bold, bool(_ITALIC_NAME.search(name.value))
