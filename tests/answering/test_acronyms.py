from __future__ import annotations

import pytest

from copro_qa.answering.acronyms import Acronyms
from copro_qa.store.glossary import Glossary

ACRONYMS = Acronyms(
    Glossary(
        {
            "SDS": ("Self-directed Support",),
            "IJB": ("Integration Joint Board",),
            "PB": ("participatory budgeting", "Programme Board"),
            "ACT": ("Assertive Community Treatment",),
            "LOS": ("length of stay",),
            "US": ("urban studies",),
            "UP": ("urban planning",),
            "PA": ("participatory audit",),
        },
        {"los": 3, "loss": 8, "ijb": 9, "ijbs": 2},
        also_words=frozenset({"ACT"}),
    )
)


@pytest.mark.parametrize(
    "question, expected",
    [
        ("What is SDS?", "What is SDS (Self-directed Support)?"),
        ("what is sds", "what is sds (Self-directed Support)"),
        ("Who sits on IJBs?", "Who sits on IJBs (Integration Joint Board)?"),
        ("Who pays for self directed support?", "Who pays for self directed support (SDS)?"),
        ("Who funds integration joint boards?", "Who funds integration joint boards (IJB)?"),
        ("What is SDS and an IJB?", "What is SDS (Self-directed Support) and an IJB (Integration Joint Board)?"),
        ("what is pb?", "what is pb (participatory budgeting) (Programme Board)?"),
        ("What is PB?", "What is PB (participatory budgeting) (Programme Board)?"),
        ("Who is in charge of boards (IJB)?", "Who is in charge of boards (IJB (Integration Joint Board))?"),
        ("who sits on ijbs", "who sits on ijbs (Integration Joint Board)"),
        ("Is the fund (PB) free?", "Is the fund (PB (participatory budgeting) (Programme Board)) free?"),
        ("ACT", "ACT (Assertive Community Treatment)"),
    ],
)
def test_short_and_long_forms_are_understood_both_ways(question: str, expected: str) -> None:
    assert ACRONYMS.expanded(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Is self-directed support (SDS) free?",
        "Is there an act for carers?",
        "Is that up to us?",
        "are pbs free",
        "Who bears the loss?",
        "Is permanent birthday (PB) leave free?",
        "What is a council?",
        "SDSX",
        "",
    ],
)
def test_what_needs_no_explaining_is_left_alone(question: str) -> None:
    assert ACRONYMS.expanded(question) == question


def test_it_knows_which_words_are_acronyms() -> None:
    assert "IJBs" in ACRONYMS
    assert "sds" in ACRONYMS
    assert "act" not in ACRONYMS
