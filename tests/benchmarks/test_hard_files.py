from typing import Any

import pytest

from benchmarks.hard_files.outcomes import Outcome, fits

PASSWORD = "The file is protected by a password. Save a copy without one."


def outcome(kind: str, *, characters: int = 0, **found: Any) -> Outcome:
    return Outcome("a.pdf", {"kind": kind, "probe": {"one": {"chars": characters}, "two": {"error": "x"}}}, **found)


@pytest.mark.parametrize(
    "found",
    [
        outcome("ok", words=7),
        outcome("encrypted", reason=PASSWORD),
        outcome("encrypted", characters=30, words=7),
        outcome("no_text_layer", reason="The pages of this file hold no text."),
        outcome("unreadable", reason="The file is damaged."),
        outcome("parsers_disagree", words=2),
    ],
)
def test_what_was_to_be_expected_of_a_file_fits(found: Outcome) -> None:
    assert fits(found)


@pytest.mark.parametrize(
    "found",
    [
        outcome("ok", reason="The file is damaged."),
        outcome("ok"),
        outcome("encrypted", words=7),
        outcome("encrypted", characters=30, reason=PASSWORD),
        outcome("unreadable", reason=PASSWORD),
        outcome("unreadable", reason="The file is damaged: Traceback."),
        outcome("unreadable", reason="The file is damaged", is_limit=True),
        outcome("no_text_layer", reason="The file is damaged"),
    ],
)
def test_a_wrong_or_leaking_reason_or_none_where_one_is_due_does_not_fit(found: Outcome) -> None:
    assert not fits(found)
