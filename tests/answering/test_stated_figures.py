from __future__ import annotations

import pytest

from copro_qa.answering.stated_figures import figures_of, without_figures


@pytest.mark.parametrize(
    "text, stated",
    [
        ("within six months of 31 March 2024", {"6", "31", "mar", "2024"}),
        ("Twenty-one boards, 1,000 carers and 1000 homes", {"21", "1000"}),
        ("One of them may go; no one stays", set()),
        ("two-thirds of the third sector", {"two-third"}),
        ("It closes on 12 May. May they go?", {"12", "may"}),
        ("31 Sept, 1st of September and September 2020", {"31", "1", "sep", "2020"}),
        ("on 3rd Dec. Jan and Mar Smith went", {"3", "dec"}),
        ("half of it by Monday, a quarter later", {"half", "monday", "quarter"}),
        ("(Health Scotland, 2015, p. 4) says nothing", set()),
        ("3.5 per cent of 12,000,000", {"3.5", "12000000"}),
    ],
)
def test_figures_are_the_same_however_they_are_written(text: str, stated: set[str]) -> None:
    assert figures_of(text) == stated


def test_what_is_left_without_figures_has_all_the_other_words() -> None:
    assert without_figures("Nine boards paid 1,000 pounds in May 2015.").split() == ["boards", "paid", "pounds", "in", "."]
