"""PDF files: characters with their places, and the rules drawn on the page."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from copro_qa.errors import DocumentUnreadable
from ingest.draft import Draft
from ingest.file_kind import FileKind
from ingest.parsers.page_view import PageView, turned
from ingest.parsers.pdf_characters import Character, Style, lines_of
from ingest.parsers.pdf_metadata import PdfMetadata, read_metadata
from ingest.printed.document import printed_draft
from ingest.printed.page import PrintedPage, Rule

__all__ = ["parse_pdf"]

_MAXIMUM_PAGES = 5000
_MAXIMUM_PATH_PARTS = 20_000  # maps and charts have more; no table has
_MAXIMUM_FORM_DEPTH = 4
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi(?!r)", re.IGNORECASE)
_ITALIC_NAME = re.compile(rb"italic|oblique", re.IGNORECASE)
_LINE_END_HYPHENS = (0x02, 0xFFFE)  # what PDFium puts for a hyphen at which it thinks a word is cut
# The address of the object that a character belongs to: all of its characters are set alike. The binding's own return
# type is a typed pointer, which takes longer to make than everything else that is asked of a character.
_text_object = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
_font_of = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(ctypes.cast(pdfium_c.FPDFTextObj_GetFont, ctypes.c_void_p).value or 0)
_NO_STYLE = Style(0.0, bold=False, italic=False, font="", turn=0)
_PASSWORD_WRONG = (
    'The file is protected by a password. Give the password in sources.toml (password = "…") or save a copy without one.',
    "The file is protected by a password, and the one in sources.toml does not open it.",
)
_ONLY_PICTURES = (
    "The pages are pictures of text (a scan), so there is no text to quote. Run the file through a text recognition (OCR) program."
)


def parse_pdf(path: Path, *, passwords: Sequence[str] = ()) -> Draft:
    """The blocks of a PDF file, in reading order. Raises DocumentUnreadable."""
    file, password = _open(path, passwords)
    try:
        if len(file) > _MAXIMUM_PAGES:
            raise DocumentUnreadable(f"The file has {len(file)} pages; more than {_MAXIMUM_PAGES} are not read. Split it into parts.")
        metadata = read_metadata(path, password)
        pages, pictures, unread = [], 0, []
        for number in range(1, len(file) + 1):
            label = metadata.labels[number - 1] if number <= len(metadata.labels) else ""
            try:
                page, has_picture = _read_page(file, number, label)
            except pdfium.PdfiumError:
                unread.append(number)
                page, has_picture = PrintedPage(number, label, 0, 0, 1, 1), False
            pages.append(page)
            pictures += has_picture and not page.lines
        return _draft(pages, metadata, pictures=pictures, unread=unread)
    finally:
        file.close()


def _draft(pages: list[PrintedPage], metadata: PdfMetadata, *, pictures: int, unread: list[int]) -> Draft:
    if len(unread) == len(pages):
        raise DocumentUnreadable("The file is damaged: none of its pages can be read.")
    if not any(page.lines or page.aside for page in pages):
        raise DocumentUnreadable(_ONLY_PICTURES if pictures else "The pages of this file hold no text.")
    draft = printed_draft(pages, metadata.outline, FileKind.PDF.media_type)
    draft.facts = metadata.facts
    draft.warnings.extend(metadata.warnings)
    if unread:
        draft.warnings.append(f"Damaged pages that could not be read: {', '.join(map(str, unread))}.")
    if pictures:
        draft.warnings.append(
            f"{pictures} of {len(pages)} pages hold pictures and no text; if they are scans, their text is not in the index."
        )
    return draft


def _open(path: Path, passwords: Sequence[str]) -> tuple[Any, str | None]:
    """The opened file, and the password that opened it."""
    for password in (None, *passwords):
        try:
            return pdfium.PdfDocument(path, password=password), password
        except pdfium.PdfiumError as error:
            if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
                continue
            if error.err_code == pdfium_c.FPDF_ERR_SECURITY:
                raise DocumentUnreadable("The file is protected in a way that is not supported. Save a copy without protection.") from error
            raise DocumentUnreadable(
                "The file is damaged, or was not downloaded or copied to the end: it cannot be read as PDF."
            ) from error
    raise DocumentUnreadable(_PASSWORD_WRONG[1 if passwords else 0])


def _read_page(file: Any, number: int, label: str) -> tuple[PrintedPage, bool]:  # noqa: ANN401  # pypdfium2
    page = file[number - 1]
    try:
        text = page.get_textpage()
        try:
            raw = list(_characters(text.raw, text.count_chars()))
        finally:
            text.close()
        rules, has_picture = _drawn(page)
        turns = Counter(character.style.turn for character in raw if character is not None and character.text.strip())
        turn = turns.most_common(1)[0][0] if turns else 0
        left, bottom, right, top = page.get_bbox()
        view = PageView(left, bottom, right, top, rotation=page.get_rotation() // 90)
        printed = PrintedPage(number, label, *turned((left, bottom, right, top), turn), size=view.size)
        printed.lines = list(lines_of(_in_direction(raw, turn), number, view.for_text(turn)))
        printed.rules = [Rule(*turned((rule.left, rule.bottom, rule.right, rule.top), turn)) for rule in rules]
        for other in turns:
            if other != turn and other >= 0:
                printed.aside.extend(lines_of(_in_direction(raw, other), number, view.for_text(other)))
        return printed, has_picture
    finally:
        page.close()


def _in_direction(raw: list[Character | None], turn: int) -> Iterator[Character | None]:
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


def _characters(text: Any, count: int) -> Iterator[Character | None]:  # noqa: ANN401  # a handle of PDFium
    """Every character of a page in the order of the file. Their places are in the page's own coordinates."""
    styles = _Styles(text)
    box, x, y = pdfium_c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    first_half = ""
    code_of, box_of, origin_of = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox, pdfium_c.FPDFText_GetCharOrigin
    for index in range(count):
        code = code_of(text, index)
        if code in (0x0A, 0x0D):
            continue
        address = _text_object(text, index)
        if not address and code in (0x20, 0xA0):
            yield None
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
        yield Character(character, box.left, box.right, box.bottom, box.top, x.value if style.turn % 2 else y.value, style)


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
        bold = pdfium_c.FPDFText_GetFontWeight(self._text, index) >= _BOLD_WEIGHT or bool(_BOLD_NAME.search(name.value))
        return name.value.decode("latin-1"), bold, bool(_ITALIC_NAME.search(name.value))


def _drawn(page: Any) -> tuple[list[Rule], bool]:  # noqa: ANN401  # pypdfium2
    """The upright and level rules drawn on a page, and whether it holds a picture."""
    rules: set[Rule] = set()
    has_picture, parts = False, 0
    for drawn, matrix in _objects(page.raw):
        if pdfium_c.FPDFPageObj_GetType(drawn) == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            has_picture = True
            continue
        count = pdfium_c.FPDFPath_CountSegments(drawn)
        parts += max(count, 0)
        if parts > _MAXIMUM_PATH_PARTS:
            return [], has_picture
        rules.update(_path_rules(drawn, count, matrix))
    return sorted(rules, key=lambda rule: (rule.bottom, rule.left, rule.top, rule.right)), has_picture


def _objects(page: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401  # handles of PDFium
    """The paths and pictures of a page, those in forms too, each with what turns its coordinates into the page's."""
    counted = pdfium_c.FPDFPage_CountObjects(page)
    waiting = [(pdfium_c.FPDFPage_GetObject, page, counted, pdfium.PdfMatrix(), 0)]
    while waiting:
        getter, container, count, outer, depth = waiting.pop()
        for index in range(count):
            found = getter(container, index)
            kind = pdfium_c.FPDFPageObj_GetType(found)
            if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
                yield found, outer
            elif kind == pdfium_c.FPDF_PAGEOBJ_PATH:
                yield found, _matrix_of(found).multiply(outer)
            elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _MAXIMUM_FORM_DEPTH:
                inner = _matrix_of(found).multiply(outer)
                waiting.append((pdfium_c.FPDFFormObj_GetObject, found, pdfium_c.FPDFFormObj_CountObjects(found), inner, depth + 1))


def _matrix_of(drawn: Any) -> Any:  # noqa: ANN401  # pypdfium2
    matrix = pdfium_c.FS_MATRIX()
    return pdfium.PdfMatrix.from_raw(matrix) if pdfium_c.FPDFPageObj_GetMatrix(drawn, matrix) else pdfium.PdfMatrix()


def _path_rules(path: Any, count: int, matrix: Any) -> Iterator[Rule]:  # noqa: ANN401  # handles of PDFium
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for index in range(count):
        part = pdfium_c.FPDFPath_GetPathSegment(path, index)
        pdfium_c.FPDFPathSegment_GetPoint(part, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(part)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield from _rule(last, point)
        if pdfium_c.FPDFPathSegment_GetClose(part):
            yield from _rule(point, start)
        last = point


def _rule(first: tuple[float, float], second: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(first[0] - second[0]), abs(first[1] - second[1])
    if min(wide, high) < 1 and max(wide, high) > 5:  # noqa: PLR2004  # shorter than a letter is no rule
        left, bottom = round(min(first[0], second[0]), 1), round(min(first[1], second[1]), 1)
        yield Rule(left, bottom, round(left + wide, 1), round(bottom + high, 1))
