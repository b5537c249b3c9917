import pytest

from copro_qa.document import BlockKind
from ingest.parsers.text import parse_text
from tests.ingest.reading_blocks import blocks_of, leads_of, settled, texts_of

AGENDA = """\
Order of business

1.Approval of the agenda
2.Reports, from:
a)The board
b)The clerk
3.Other business

The meeting shall:
[a] Receive the reports of the
    officers of the board
[b] Elect the officers
"""


def test_numbers_without_a_space_and_letters_in_square_brackets_begin_items() -> None:
    document = settled(parse_text(AGENDA))
    assert texts_of(document, BlockKind.LIST_ITEM) == [
        "1.Approval of the agenda", "2.Reports, from:", "a)The board", "b)The clerk", "3.Other business",
        "[a] Receive the reports of the officers of the board", "[b] Elect the officers",
    ]  # fmt: skip
    assert leads_of(document)[2:4] == ["2.Reports, from:", "2.Reports, from:"]
    assert leads_of(document)[5:] == ["The meeting shall:", "The meeting shall:"]


@pytest.mark.parametrize("line", ["3.5 million people live there.", "A.Bain signed it.", "e.g. this one.", "[2015] UKSC 51 says so."])
def test_figures_initials_and_citations_begin_no_items(line: str) -> None:
    assert [kind for kind, _ in blocks_of(settled(parse_text(f"Some words.\n\n{line}\n\nOthers.\n")))] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "line", ["Write to the clerk, clerk@fife.example", "https://fife.example/grants", "KY15 4TA", "The grants that the council has and"]
)
def test_addresses_and_lines_that_break_off_head_nothing(line: str) -> None:
    said = blocks_of(settled(parse_text(f"Some words come first.\n\n{line}\n\nThe board meets each month, in the town hall.\n")))
    assert said[1] == ("paragraph", line)


def test_lines_of_other_signs_are_drawn_under_headings() -> None:
    said = blocks_of(settled(parse_text("Some words.\n\n^^^^^^^^\nFees\n^^^^^^^^\nThey are low.\n\nCosts\n#####\nThey are high.\n")))
    assert said == [
        ("paragraph", "Some words."),
        ("heading", "Fees"),
        ("paragraph", "They are low."),
        ("heading", "Costs"),
        ("paragraph", "They are high."),
    ]
