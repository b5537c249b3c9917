"""What stands over the columns of a table of figures. Wrong headings would make false statements: in doubt there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.draft import Piece
from ingest.figures import is_figure, is_missing, is_year
from ingest.printed.figures import parts_at_gaps
from ingest.printed.heading_bands import headings_in_band
from ingest.printed.page import Line, Rule
from ingest.table_cells import Cell

__all__ = ["Headings", "cell_pieces", "column_headings", "is_label"]

_HEADING_CHARACTERS = 60
_PART_CHARACTERS = 30  # of one line of a heading that is broken over several
_LABEL_CHARACTERS = 70
_MOST_ROWS = 7
_WHOLE_WIDTH = 0.75  # of the width of several columns
_TIGHT = 1.5  # sizes between the lines of one heading
_NEAR = 2.6  # sizes between the baselines of a heading and of what stands under it

_Row = Sequence[Line]
_Columns = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Headings:
    """Rows of headings; labels between them and the figures; and how many printed rows above the figures all of it takes up."""

    rows: list[list[Cell]] = field(default_factory=list)
    labels: list[list[Line]] = field(default_factory=list)
    printed_rows: int = 0


def column_headings(above: Sequence[_Row], columns: _Columns, body: Sequence[_Row], rules: Sequence[Rule]) -> Headings:
    """What heads the columns. Nothing, unless some row of two texts or more gives every column a heading.

    ``rules`` are those of the page: one under a heading shows which columns it stands over.
    """
    if not columns or not body:
        return Headings()
    below = body[0][0]
    labels_left = min(row[0].left for row in body)
    labels: list[list[Line]] = []
    groups: list[dict[int, Line]] = []
    used = printed = 0
    for row in reversed(above):
        begins_as_labels = row[0].left < labels_left + row[0].size and row[0].right > columns[0][0]
        is_title = len(row) == 1 and begins_as_labels and len(parts_at_gaps(row[0], columns)) == 1
        if not _is_near(row, below) or printed >= _MOST_ROWS or is_title:
            break
        printed += 1
        below = row[0]
        if is_label(row, columns[0][0]) or (len(row) == 1 and row[0].flat.startswith("(")):
            labels.insert(0, list(row))
            continue
        group = _headed(row, columns, rules)
        if group is not None and groups and not _belongs(group, groups[0], len(columns)):
            break
        if group is None:
            if groups and _is_tight(row, groups[0]):
                return _in_band(above, columns, body, rules)  # what was found would be the end of longer headings
            break
        groups.insert(0, group)
        used = printed
    is_whole = any(_is_whole(group, len(columns)) for group in groups)
    if not is_whole and not (len(columns) == 1 and any(1 in group for group in groups)):
        return _in_band(above, columns, body, rules)
    kept = used - len(groups)
    return Headings(_stacked(groups, len(columns)), labels[len(labels) - kept :] if kept else [], used)


def _in_band(above: Sequence[_Row], columns: _Columns, body: Sequence[_Row], rules: Sequence[Rule]) -> Headings:
    """The headings that rules tell where the rows of their lines do not."""
    found = headings_in_band(above, columns, body[0][0], rules)
    if not found:
        return Headings()
    taken = {id(line) for lines in found for line in lines}
    printed = [row for row in above if any(id(line) in taken for line in row)]
    is_all = list(above[-len(printed) :]) == printed and all(id(line) in taken for row in printed for line in row)
    return Headings([[Cell(cell_pieces(lines), heading=True) for lines in found]], [], len(printed)) if is_all else Headings()


def _is_whole(group: dict[int, Line], columns: int) -> bool:
    """Whether a row of headings has one for every column, and two at least."""
    over = [line for place, line in group.items() if place]
    return len(over) == columns and len({id(line) for line in over}) > 1


def is_label(row: _Row, figures_left: float) -> bool:
    """Whether a row is a text over the labels of the rows of figures, and nothing else."""
    return len(row) == 1 and len(row[0].flat) <= _LABEL_CHARACTERS and row[0].right < figures_left and not row[0].flat.endswith(".")


def _stacked(groups: Sequence[dict[int, Line]], columns: int) -> list[list[Cell]]:
    """The rows of headings. What stands over the same columns in one row and the next is one heading in two lines."""
    stacks: list[list[list[Line]]] = []
    for group in groups:
        parted = [place in group and group[place] is group.get(place + 1) for place in range(1, columns)]
        before = stacks[-1] if stacks else None
        same = before is not None and [bool(before[place]) and before[place] == before[place + 1] for place in range(1, columns)] == parted
        if same and before is not None:
            for place in range(columns + 1):
                before[place] = [*before[place], *([group[place]] if place in group else [])]
        else:
            stacks.append([[group[place]] if place in group else [] for place in range(columns + 1)])
    rows = []
    for stack in stacks:
        row: list[Cell] = []
        for place, lines in enumerate(stack):
            if place > 1 and lines and lines == stack[place - 1]:
                row[-1].columns += 1
            else:
                row.append(Cell(cell_pieces(lines), heading=True))
        rows.append(row)
    return rows


def cell_pieces(lines: Sequence[Line]) -> list[Piece]:
    """The text of a cell, line by line."""
    return [line.piece(ends_line=line is not lines[-1]) for line in lines]


def _is_near(row: _Row, below: Line) -> bool:
    return 0 < row[0].baseline - below.baseline < _NEAR * max(row[0].size, below.size)


def _belongs(group: dict[int, Line], below: dict[int, Line], columns: int) -> bool:
    """Whether a text that alone stands over some of the columns is the beginning of the heading below it, and no title of the table."""
    texts = {id(line): line for place, line in group.items() if place}
    if len(texts) != 1 or sum(1 for place in group if place) == columns:
        return True
    (text,) = texts.values()
    under = next(iter(below.values()))
    is_set_alike = text.is_set_like(under)
    return len(text.flat) <= _PART_CHARACTERS and is_set_alike and text.baseline - under.baseline < _TIGHT * under.size


def _is_tight(row: _Row, group: dict[int, Line]) -> bool:
    """Whether texts that may be headings stand right above the lines of headings that were found."""
    below = next(iter(group.values()))
    return len(row) > 1 and _may_head(row) and row[0].baseline - below.baseline < _TIGHT * below.size


def _may_head(row: _Row) -> bool:
    if len(row) > 1 and row[0].flat.endswith(":") and any(is_missing(line.flat) for line in row[1:]):
        return False  # a label and its value: "Maximum limit: None"
    return all(len(line.flat) <= _HEADING_CHARACTERS and (not is_figure(line.flat) or is_year(line.flat)) for line in row)


def _headed(printed: _Row, columns: _Columns, rules: Sequence[Rule]) -> dict[int, Line] | None:
    """For each column the text over it; None where that is not certain."""
    row = [part for line in printed for part in parts_at_gaps(line, columns)]
    one, several = _one_each(row, columns), _several_each(row, columns)
    if one is None or several is None or len(row) >= len(columns):
        return one or several
    if len(row) == 1 and not _is_underlined(row[0], columns, rules):
        return None  # a heading of the column in the middle, or of all of them
    return several


def _is_underlined(line: Line, columns: _Columns, rules: Sequence[Rule]) -> bool:
    """Whether a rule right below a text runs over several columns."""
    return any(
        not rule.is_upright
        and 0 <= line.baseline - rule.bottom < line.size
        and sum(1 for left, right in columns if rule.left < (left + right) / 2 < rule.right) > 1
        for rule in rules
    )


def _one_each(row: _Row, columns: _Columns) -> dict[int, Line] | None:
    """For each column the text over it, 0 for the labels' column; None when a text stands over none, or not in the middle of several."""
    if not _may_head(row):
        return None
    places: dict[int, Line] = {}
    for line in row:
        over = [place for place, (left, right) in enumerate(columns, 1) if line.left < right and left < line.right]
        if (not over and line.right > columns[0][0]) or (len(over) > 1 and not _is_centred(line, over, columns)):
            return None
        for place in over or [0]:
            if place in places:
                return None
            places[place] = line
    return places if any(places) else None


def _is_centred(line: Line, places: Sequence[int], columns: _Columns) -> bool:
    """Whether a text stands in the middle of some columns, and is no row of headings that stand close together."""
    left, right = columns[places[0] - 1][0], columns[places[-1] - 1][1]
    if line.right - line.left > _WHOLE_WIDTH * (right - left) and len(line.flat.split()) >= len(places) > 1:
        return False
    return abs((line.left + line.right) / 2 - (left + right) / 2) <= max(2 * line.size, 0.12 * (right - left))


def _several_each(row: _Row, columns: _Columns) -> dict[int, Line] | None:
    """For each column the text in the middle of whose columns it is; None unless every column has one."""
    texts = [line for line in row if line.right > columns[0][0]]
    labels = [line for line in row if line.right <= columns[0][0]]
    if not texts or not _may_head(row) or len(labels) > 1:
        return None
    found: list[list[int]] = [[] for _ in texts]
    for place, (left, right) in enumerate(columns, 1):
        middle = (left + right) / 2
        nearest = min(range(len(texts)), key=lambda text: max(texts[text].left - middle, middle - texts[text].right, 0.0))
        found[nearest].append(place)
    for line, places in zip(texts, found, strict=True):
        if not places or any(b != a + 1 for a, b in pairwise(places)) or not _is_centred(line, places, columns):
            return None
    return dict.fromkeys([0] if labels else [], row[0]) | {
        place: line for line, places in zip(texts, found, strict=True) for place in places
    }
