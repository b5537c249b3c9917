"""Sets the blocks of a document as PDF pages, as reports are set: columns, justified lines, cut words, footnotes, running headers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS

from copro_qa.document import BlockKind
from tests.ingest.pdf_writer import FONTS, HEIGHT, WIDTH, PdfPage

__all__ = ["Element", "Layout", "typeset"]

_MARGIN, _GUTTER = 60.0, 24.0
_TOP, _FOOT = HEIGHT - 80.0, 70.0
_VOWELS = frozenset("aeiouy")
_SHORTEST_CUT = 7
_SIZES = {BlockKind.TITLE: 20.0, BlockKind.HEADING: 13.0}
_SMALL = 8.0


@dataclass(frozen=True, slots=True)
class Element:
    """One block to set. ``note`` is the text of a footnote that is called after its first sentence; ``rows`` the cells of a table."""

    kind: BlockKind
    text: str = ""
    note: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages look."""

    name: str
    columns: int
    justified: bool
    ruled_tables: bool


def typeset(elements: Sequence[Element], title: str, layout: Layout) -> list[PdfPage]:
    """The pages, with a running header and a page number on each."""
    setter = _Setter(layout, title)
    for element in elements:
        setter.add(element)
    return setter.pages


def _width(text: str, size: float, font: str = "plain") -> float:
    widths = CORE_FONT_METRICS[FONTS[font]].character_widths
    return sum(widths.get(character, widths.get("n", 556)) for character in text) * size / 1000


@dataclass(slots=True)
class _Line:
    text: str
    ends_paragraph: bool = False
    called: bool = False
    """Whether the mark of the footnote stands in this line, where the text has a form feed."""


@dataclass(slots=True)
class _Setter:
    layout: Layout
    title: str
    pages: list[PdfPage] = field(default_factory=list)
    column: int = 0
    y: float = 0.0
    limit: float = 0.0
    notes: int = 0

    def __post_init__(self) -> None:
        self._next_page()

    @property
    def _column_width(self) -> float:
        return (WIDTH - 2 * _MARGIN - (self.layout.columns - 1) * _GUTTER) / self.layout.columns

    @property
    def _left(self) -> float:
        return _MARGIN + self.column * (self._column_width + _GUTTER)

    def _next_page(self) -> None:
        page = PdfPage().text(_MARGIN, HEIGHT - 45, self.title, size=_SMALL)
        page.text(WIDTH / 2, 35, str(len(self.pages) + 1), size=_SMALL)
        self.pages.append(page)
        self.column, self.y, self.limit = 0, _TOP, _FOOT

    def _room_for(self, height: float) -> None:
        if self.y - height >= self.limit:
            return
        if self.column + 1 < self.layout.columns:
            self.column += 1
            self.y, self.limit = (_TOP if len(self.pages) > 1 else _TOP - 40), _FOOT
        else:
            self._next_page()

    def add(self, element: Element) -> None:
        if element.rows:
            self._add_table(element.rows)
        elif element.kind is BlockKind.TITLE:
            self.pages[0].text(_MARGIN, _TOP, element.text, size=20, font="bold")
            self.y = _TOP - 40
        elif element.kind is BlockKind.HEADING:
            self._room_for(60)
            self.y -= 10
            self._add_lines(element.text, size=13, font="bold")
            self.y -= 3
        else:
            self._add_lines(element.text, note=element.note, is_item=element.kind is BlockKind.LIST_ITEM)
            self.y -= 6

    def _add_lines(self, text: str, *, size: float = 10, font: str = "plain", note: str = "", is_item: bool = False) -> None:
        indent = 14 if is_item else 0
        width = self._column_width - indent
        if note:
            end = text.find(". ")
            text = f"{text[: end + 1]}\f{text[end + 1 :]}" if end > 0 else f"{text}\f"
        for number, line in enumerate(_lines(text, width, size, font)):
            note_lines = list(_lines(f"{self.notes + 1} {note}", self._column_width, _SMALL, "plain")) if line.called else []
            self._room_for(size * 1.3 + 10 * len(note_lines))
            self.y -= size * 1.3
            if is_item and number == 0:
                self.pages[-1].text(self._left, self.y, "•", size=size)
            self._put(line, self._left + indent, width, size, font)
            if note_lines:
                self._add_note(note_lines)

    def _put(self, line: _Line, x: float, width: float, size: float, font: str) -> None:
        page, text = self.pages[-1], line.text
        spaces = text.count(" ")
        slack = width - _width(text.replace("\f", ""), size, font) - (3 if line.called else 0)
        spread = slack / spaces if self.layout.justified and spaces and not line.ends_paragraph and font == "plain" else 0.0
        before, _, after = text.partition("\f")
        mark = f" /plain {size * 0.6} Tf 3.5 Ts ({self.notes + 1}) Tj 0 Ts /{font} {size} Tf ({_escaped(after)}) Tj" if line.called else ""
        page.parts.append(f"BT /{font} {size} Tf {spread:.3f} Tw 1 0 0 1 {x:.2f} {self.y:.2f} Tm ({_escaped(before)}) Tj{mark} 0 Tw ET")

    def _add_note(self, lines: list[_Line]) -> None:
        """At the foot of the column, above those that are there already."""
        self.notes += 1
        height = 10.0 * len(lines)
        y = self.limit + height - 10
        for number, line in enumerate(lines):
            if number == 0:
                mark, _, rest = line.text.partition(" ")
                self.pages[-1].raised(self._left, y, "", mark, f" {rest}", size=_SMALL)
            else:
                self.pages[-1].text(self._left, y - 10 * number, line.text, size=_SMALL)
        self.limit += height + 2

    def _add_table(self, rows: Sequence[Sequence[str]]) -> None:
        count = max(len(row) for row in rows)
        width = self._column_width / count
        for number, row in enumerate(rows):
            font = "bold" if number == 0 else "plain"
            cells = [list(_lines(cell, width - 8, 9, font)) for cell in row]
            height = 11.5 * max(len(cell) for cell in cells) + 6
            self._room_for(height)
            for place, cell in enumerate(cells):
                for position, line in enumerate(cell):
                    self.pages[-1].text(self._left + place * width + 4, self.y - 11 - 11.5 * position, line.text, size=9, font=font)
            if self.layout.ruled_tables:
                columns = [self._left + place * width for place in range(count + 1)]
                self.pages[-1].grid(columns, [self.y, self.y - height])
            self.y -= height
        self.y -= 8


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _lines(text: str, width: float, size: float, font: str) -> Iterator[_Line]:
    """The text in lines of at most ``width`` points, long words cut at the end of a line."""
    words, line = text.split(" "), ""
    while words:
        word = words.pop(0)
        tried = f"{line} {word}" if line else word
        if _width(tried.replace("\f", ""), size, font) <= width:
            line = tried
            continue
        head, tail = _cut(word, width - _width(f"{line} ", size, font), size, font)
        if head:
            line = f"{line} {head}" if line else head
            word = tail
        yield _Line(line, called="\f" in line)
        line = word
    yield _Line(line, ends_paragraph=True, called="\f" in line)


def _cut(word: str, room: float, size: float, font: str) -> tuple[str, str]:
    """What of a word still fits into the line, with a hyphen at its end, and the rest; nothing and the word when it is not cut."""
    for place in range(len(word) - 1, 0, -1):
        if word[place] == "-" and place + 1 < len(word) and _width(word[: place + 1], size, font) <= room:
            return word[: place + 1], word[place + 1 :]
    if len(word) >= _SHORTEST_CUT and word.isalpha():
        for place in range(len(word) - 3, 2, -1):
            parts = word[place - 1].lower() in _VOWELS and word[place].lower() not in _VOWELS
            if parts and _width(f"{word[:place]}-", size, font) <= room:
                return f"{word[:place]}-", word[place:]
    return "", word
