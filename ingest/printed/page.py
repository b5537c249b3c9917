"""A printed page as a parser sees it: runs of text with their places, and the rules drawn between them.

Coordinates are points from the bottom left corner, y upwards, turned so that most of the page's text runs left to right.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from copro_qa.boxes import PageSize
from ingest.draft import Piece
from ingest.notes import as_raised
from ingest.placed_text import PlacedText

__all__ = ["Ground", "Line", "PrintedPage", "Rule", "Shape", "join_parts"]

Shape = tuple[float, float, float, float]
"""Left, bottom, right and top of a small shape that is drawn on the page."""

_SAME_SIZE = 0.5  # points


@dataclass(slots=True, eq=False)
class Line:
    """A run of text on one baseline without a wide gap in it.

    ``raised`` holds the parts that stand above the baseline, as (start, end) in ``text``.
    """

    placed: PlacedText
    left: float
    right: float
    bottom: float
    top: float
    baseline: float
    size: float
    page: int
    bold: bool = False
    italic: bool = False
    font: str = ""
    raised: list[tuple[int, int]] = field(default_factory=list)
    label: str = ""
    """The bare letter or number that stands before it and counts its paragraph."""
    is_contents: bool = False
    """Whether it is an entry of a contents list, with the number of a page."""
    is_entry: bool = False
    """Whether it looks like an entry of a form: a short text on a line of its own."""
    is_underlined: bool = False
    """Whether a rule runs under all of it, and no further."""
    is_turned: bool = False
    """Whether its text does not come in the order of its places: scripts that run to the left stand beside others in it."""
    follows: Line | None = None
    """The line that it surely goes on with in one paragraph, where that is known."""
    parted_from: Line | None = None
    """The line above it that it surely does not go on with, where that is known."""

    @property
    def text(self) -> str:
        """What it reads."""
        return self.placed.text

    @property
    def height(self) -> float:
        """From the lowest to the highest point of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def flat(self) -> str:
        """Its text with single spaces."""
        return " ".join(self.text.split())

    def piece(self, *, ends_line: bool = True) -> Piece:
        """Its text as a piece of a draft, with what is raised in signs that show it."""
        placed = self.placed
        for start, end in self.raised:
            placed = placed[:start] + placed[start:end].replaced(as_raised(placed.text[start:end], placed.text[end:])) + placed[end:]
        placed += "\n" if ends_line else ""
        return Piece(placed.text, self.page, placed.places)

    def shares_columns_with(self, other: Line) -> bool:
        """Whether one stands above the other at least in part."""
        return self.left < other.right and other.left < self.right

    def is_set_like(self, other: Line) -> bool:
        """Whether both are of one size, up to half a point, and of one weight."""
        return abs(self.size - other.size) < _SAME_SIZE and self.bold == other.bold


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line drawn on the page; upright when ``left == right``."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_upright(self) -> bool:
        """Whether it runs up and down."""
        return self.top - self.bottom > self.right - self.left


@dataclass(frozen=True, slots=True)
class Ground:
    """A filled area of the page: its box, and red, green and blue of its colour, from 0 to 255."""

    box: Shape
    colour: tuple[int, int, int]


@dataclass(slots=True)
class PrintedPage:
    """One page: ``number`` counts from 1; ``lines`` in the order in which the file draws them."""

    number: int
    label: str
    left: float
    bottom: float
    right: float
    top: float
    lines: list[Line] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    """The areas that are filled with a colour, white ones too, as they are painted one over the other."""
    aside: list[Line] = field(default_factory=list)
    """Lines that run in another direction than the rest."""
    in_charts: list[Line] = field(default_factory=list)
    """Lines that stand in charts, taken out of ``lines`` while tables are looked for."""
    size: PageSize | None = None
    """The page as it is shown: turned and cropped as the file says."""

    @property
    def height(self) -> float:
        """From foot to head."""
        return self.top - self.bottom


def join_parts(first: Line, second: Line, glue: str = " ") -> Line:
    """One line from two runs on the same baseline, the first to the left."""
    shift = len(first.text) + len(glue)
    longer = first if len(first.text) >= len(second.text) else second
    return replace(
        longer,
        placed=first.placed + glue + second.placed,
        left=min(first.left, second.left),
        right=max(first.right, second.right),
        bottom=min(first.bottom, second.bottom),
        top=max(first.top, second.top),
        bold=first.bold and second.bold,
        is_turned=first.is_turned or second.is_turned,
        raised=[*first.raised, *((start + shift, end + shift) for start, end in second.raised)],
    )
