"""In which order the texts of a page are read."""

from dataclasses import dataclass

from ingest.printed.reading_order import in_reading_order


@dataclass
class Text:
    name: str
    left: float
    right: float
    bottom: float
    top: float


def order(*texts: Text) -> list[str]:
    return [text.name for text in in_reading_order(texts)]


def lines(name: str, left: float, right: float, top: float, count: int = 1) -> list[Text]:
    return [
        Text(name if not number else f"{name}{number}", left, right, top - 14 * number - 11, top - 14 * number) for number in range(count)
    ]


def test_a_chart_that_the_file_draws_last_is_read_before_the_heading_below_it() -> None:
    text, heading, below = lines("text", 90, 520, 700), lines("heading", 72, 140, 330), lines("below", 90, 520, 305, 2)
    chart = [*lines("chart", 160, 440, 560), *lines("30%", 340, 356, 480)]
    assert order(*text, *heading, *below, *chart) == ["text", "chart", "30%", "heading", "below", "below1"]


def test_a_heading_far_above_what_spans_the_columns_stays_in_its_own() -> None:
    left, heading, right = lines("left", 60, 280, 700, 3), lines("heading", 60, 140, 500), lines("right", 320, 540, 700, 3)
    assert order(*left, *heading, *right, *lines("foot", 60, 540, 300)) == [
        "left", "left1", "left2", "heading", "right", "right1", "right2", "foot",
    ]  # fmt: skip


def test_a_heading_over_text_in_its_own_column_stays_there() -> None:
    left, heading, right = lines("left", 60, 280, 700, 3), lines("heading", 60, 140, 640), lines("right", 320, 540, 700, 3)
    below = lines("below", 60, 280, 622, 2)
    assert order(*left, *heading, *below, *right)[3:6] == ["heading", "below", "below1"]
