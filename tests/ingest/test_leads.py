from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.draft import Draft, DraftBlock
from tests.ingest.reading_blocks import leads_of, read_text, settled


@pytest.mark.parametrize("open_place", ["«address of the tenant»", "{{ address }}", "[insert date]", "«first» [second]"])
def test_what_a_form_leaves_open_introduces_nothing(tmp_path: Path, open_place: str) -> None:
    document = read_text(tmp_path, f"# Form\n\n{open_place}\n\n* The plan is free.\n* The board pays.\n")
    assert leads_of(document) == [None, None]


@pytest.mark.parametrize(
    "words, leads",
    [("(Item 5)", False), ("Base: all who answered (657)", False), ("(Items that it pays for)", True), ("(£ million)", True)],
)
def test_what_points_to_a_paper_or_says_who_was_asked_introduces_nothing(tmp_path: Path, words: str, leads: bool) -> None:  # noqa: FBT001
    document = read_text(tmp_path, f"# Minutes\n\n{words}\n\n* The plan is free.\n* The board pays.\n")
    assert leads_of(document) == [words if leads else None] * 2


def test_words_beside_an_open_place_introduce(tmp_path: Path) -> None:
    document = read_text(
        tmp_path, "# Form\n\nThe duties of «body»:\n\n* It plans.\n\nRates for [year]\n\n| Age | Rate |\n|---|---|\n| 16 | £2 |\n"
    )
    assert leads_of(document) == ["The duties of «body»:"]
    assert leads_of(document, BlockKind.TABLE_ROW) == ["Rates for [year]"]


ITEMS = "\n\n1. Openness. Papers are public.\n2. Reply. Questions are answered.\n"


@pytest.mark.parametrize(
    "sentence, leads",
    [
        ("The charter has two main requirements.", True),
        ("The board plans. It asks 2 things.", True),
        ("A board in line with them does the following.", True),
        ("The duties are set out below.", True),
        ("The charter has three requirements.", False),
        ("The board met for two years.", False),
        ("There are two requirements. The board met in May.", False),
        ("The charter asks two things of St. Ninian’s.", True),
    ],
)
def test_a_whole_sentence_that_tells_of_a_list_introduces_it(tmp_path: Path, sentence: str, leads: bool) -> None:  # noqa: FBT001
    document = read_text(tmp_path, f"# Charter\n\n{sentence}{ITEMS}")
    assert leads_of(document) == [sentence if leads else None] * 2


def test_a_second_list_is_introduced_by_the_sentence_that_tells_of_it(tmp_path: Path) -> None:
    first = "The board must:\n\n- plan\n- ask\n\n"
    document = read_text(
        tmp_path, f"# Charter\n\n{first}The council has two duties.\n\n- It pays all of the costs.\n- It reads all of the papers.\n"
    )
    assert leads_of(document) == ["The board must:"] * 2 + ["The council has two duties."] * 2


@pytest.mark.parametrize("second, indents", [("1.2 The board must:", (None, None)), ("1.2 The board must", (36.0, 54.0))])
def test_bullets_of_a_list_of_their_own_lie_within_the_clause_that_leads_them(
    second: str, indents: tuple[float | None, float | None]
) -> None:
    """As Word keeps them: clauses at the second level of one list, bullets at the first of another."""
    blocks = [
        DraftBlock.of(BlockKind.LIST_ITEM, text, level=level, label=label)
        for text, level, label in (
            ("1.1 It plans.", 2, "1.1"),
            (second, 2, "1.2"),
            ("meet, and", 1, ""),
            ("report.", 1, ""),
            ("1.3 It costs nothing.", 2, "1.3"),
        )
    ]
    for block in blocks:
        block.indent = indents[0] if block.label else indents[1]
    document = settled(Draft("text/plain", blocks))
    assert [block.level for block in document.blocks] == [2, 2, 3, 3, 2]
    assert leads_of(document) == [None, None, second, second, None]


def test_a_bullet_that_goes_on_with_an_outer_list_stays_there() -> None:
    parts = ("ask carers", 1, ""), ("1. in these ways:", 2, "1."), ("tell boards", 1, "")
    document = settled(
        Draft("text/plain", [DraftBlock.of(BlockKind.LIST_ITEM, text, level=level, label=label) for text, level, label in parts])
    )
    assert [block.level for block in document.blocks] == [1, 2, 1]
