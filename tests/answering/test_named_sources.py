from __future__ import annotations

import re

import pytest

from copro_qa.answering.named_sources import outside_named_sources

FIGURE = re.compile(r"\d+")


@pytest.mark.parametrize(
    "text, figures",
    [
        ("In 2014, 40 boards met (Audit Scotland, 2016, p. 12) for 3 days.", ["2014", "40", "3"]),
        ("Boards met (in 2016, for 3 days).", ["2016", "3"]),
        ("Boards met (Audit Scotland report 7).", ["7"]),
        ("", []),
    ],
)
def test_only_what_stands_outside_of_a_named_source_is_found(text: str, figures: list[str]) -> None:
    assert [match.group() for match in outside_named_sources(FIGURE, text)] == figures
