from __future__ import annotations

import pytest

from copro_qa.answering.act_names import act_names, past_names

TEXT = "The law is the Social Care (Self-directed Support) (Scotland) Act 2013, which lets people choose."
NAME = "Social Care (Self-directed Support) (Scotland) Act 2013"


@pytest.mark.parametrize(
    "text, names",
    [
        (TEXT, [NAME]),
        ("It is in the Public Bodies (Joint Working) (Scotland) Act 2014.", ["Public Bodies (Joint Working) (Scotland) Act 2014"]),
        (
            "Under the Carers (Waiving of Charges for Support) Regulations a break is free.",
            ["Carers (Waiving of Charges for Support) Regulations"],
        ),
        ("The Board (which meets in May) Acted alone.", []),
        ("The Equality Act 2010 applies.", []),
    ],
)
def test_names_of_acts_with_brackets_are_found(text: str, names: list[str]) -> None:
    assert [text[start:end] for start, end in act_names(text)] == names


@pytest.mark.parametrize(
    "marked, whole",
    [
        ("the Social Care", f"the {NAME}"),
        ("Act 2013, which lets people choose", "which lets people choose"),
        ("2013", "2013"),
        ("lets people choose", "lets people choose"),
        (f"is the {NAME}", f"is the {NAME}"),
        ("Act 2013,", f"{NAME},"),
    ],
)
def test_a_mark_does_not_cut_a_name(marked: str, whole: str) -> None:
    start = TEXT.index(marked)
    first, last = past_names(TEXT, start, start + len(marked))
    assert TEXT[first:last] == whole
