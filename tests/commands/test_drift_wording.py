from __future__ import annotations

from typing import Any

import pytest

from copro_qa.commands.drift_wording import described

SAME = {"added": 0, "removed": 0, "changed": 0, "renamed": 0, "described_anew": 0, "unchanged": 3}


def lines(**parts: Any) -> str:
    return "\n".join(described({"documents": SAME, "changes": [], **parts}))


def quote(outcome: str, text: str | None, now: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"outcome": outcome, "path": "a.md", "text": text, "now": now}


def test_when_nothing_changed_that_is_said_and_nothing_else() -> None:
    assert lines() == "The documents are the same: 3 unchanged."


def test_only_what_there_is_is_counted() -> None:
    assert lines(documents={**SAME, "renamed": 1, "changed": 1200}) == "Documents: 1,200 changed, 1 renamed, 3 unchanged."


def test_new_details_are_told_in_words_and_not_in_names_of_fields() -> None:
    facts = [
        {"fact": "superseded_by", "before": (), "after": ("b.md", "c.md")},
        {"fact": "published", "before": None, "after": "2015"},
        {"fact": "unofficial_summary", "before": True, "after": False},
    ]
    change = {"path": "a.md", "was": None, "change": "described_anew", "facts": facts, "texts": []}
    assert lines(changes=[change]).splitlines()[2:] == [
        "a.md: with new details, and the same text",
        "  documents that replace it: none → b.md, c.md",
        "  date of publication: not known → 2015",
        "  unofficial summary: yes → no",
    ]


def test_changed_text_stands_under_its_heading_which_is_said_once() -> None:
    def stretch(text: str) -> dict[str, Any]:
        return {"text": text, "start": 0, "end": len(text), "section": ["Aim", "Money"]}

    texts = [{"before": stretch("Old.\n\nOlder."), "after": stretch("New.")}, {"before": None, "after": stretch("More.")}]
    change = {"path": "b.md", "was": "a.md", "change": "renamed", "facts": [], "texts": texts}
    told = ["b.md: renamed, earlier a.md", "  Under “Aim › Money”:", "  - Old.", "  - Older.", "  + New.", "  + More."]
    assert lines(changes=[change]).splitlines()[2:] == told


def test_nothing_that_documents_or_questions_hold_commands_the_terminal() -> None:
    text = {"text": "Red \x1b[31mwords,\u00a0here \u202e.", "start": 0, "end": 9, "section": ["\x9b2J"]}
    change = {"path": "a\x1b]0;b.md", "was": "\x07", "change": "renamed", "facts": [], "texts": [{"before": text, "after": None}]}
    asked = {"question": "\x1b[2J?", "answered": {"before": False, "after": False}, "changed": False, "gone": [], "new": []}
    told = lines(changes=[change], answers=[{"question": "\x1b[2J?", "quotes": [quote("gone", "\x1b[1m.")]}], questions=[asked])
    assert not set(told) & set("\x1b\x9b\x07\u202e")
    assert "  - Red �[31mwords,\u00a0here �." in told


def test_of_saved_quotes_it_is_told_what_became_of_each() -> None:
    place = {"path": "b.md", "start": 1200, "page": 4, "page_label": None, "section": ["Aim"]}
    quotes = [
        quote("identical", "One."),
        quote("moved", "Two.", {"text": "Two.", "citation": place}),
        quote("altered", "Three.", {"text": "Four.", "citation": place}),
        quote("gone", None),
    ]
    assert lines(answers=[{"question": "Who?", "quotes": quotes}]).splitlines()[2:] == [
        "Answer to “Who?”. Quotations: 1 unchanged, 1 moved, 1 altered, 1 gone",
        "  unchanged: a.md",
        "  moved: a.md, now b.md at character 1,200, page 4, under “Aim”",
        "  altered: a.md",
        "    - Three.",
        "    + Four.",
        "  gone: a.md",
    ]


@pytest.mark.parametrize(
    "before, after, changed, gone, told",
    [
        (True, False, True, ["Old."], "no longer answered"),
        (False, True, True, [], "answered now, not before"),
        (False, False, False, [], "not answered, as before"),
        (True, True, False, [], "the same answer"),
        (True, True, True, ["Old."], "another answer"),
        (True, True, True, [], "the same quotations in another order"),
    ],
)
def test_of_each_question_it_is_told_how_its_answer_differs(
    *, before: bool, after: bool, changed: bool, gone: list[str], told: str
) -> None:
    quotes = [{"text": text} for text in gone]
    question = {"question": "Who?", "changed": changed, "answered": {"before": before, "after": after}, "gone": quotes, "new": []}
    assert lines(questions=[question]).splitlines()[4] == f"“Who?”: {told}"
    assert f"{int(changed)} of 1" in lines(questions=[question])


def test_what_cannot_be_compared_is_said_with_its_reason() -> None:
    told = lines(answers=[{"error": "Line 2 is not JSON."}], questions=[{"error": "Line 3 is not JSON."}])
    assert "A saved answer cannot be compared: Line 2 is not JSON." in told
    assert "A question cannot be asked: Line 3 is not JSON." in told
