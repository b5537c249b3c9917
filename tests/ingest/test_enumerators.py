"""What begins the items of lists."""

import pytest

from ingest.enumerators import strip_bullet


@pytest.mark.parametrize("text", ["• Take part", "» Take part", "› Take part", "– Take part", "o\tTake part"])
def test_a_mark_before_a_text_is_a_bullet(text: str) -> None:
    assert strip_bullet(text) == "Take part"


@pytest.mark.parametrize("text", ["«Ayr» is a town", "»Ayr« ist eine Stadt", "-3 degrees", "Take part", "of Ayr"])
def test_quotation_marks_and_signs_that_belong_to_a_text_are_none(text: str) -> None:
    assert strip_bullet(text) is None
