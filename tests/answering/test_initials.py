from __future__ import annotations

import pytest

from copro_qa.answering.initials import asked_to_spell_out, explained_in, spells_out


@pytest.mark.parametrize(
    "question, asked",
    [
        ("What does IJB stand for?", ("IJB", ())),
        ("so what do the letters COSLA stand for", ("COSLA", ())),
        ("What does PB (participatory budgeting) stand for?", ("PB", ("participatory budgeting",))),
        ("What is an IJB?", None),
        ("What does the board stand for in law?", None),
    ],
)
def test_questions_that_ask_what_letters_stand_for(question: str, asked: tuple[str, tuple[str, ...]] | None) -> None:
    assert asked_to_spell_out(question) == asked


@pytest.mark.parametrize(
    "text, short, meanings, found",
    [
        ("An Integration Joint Board (IJB) plans.", "IJB", (), ["Integration Joint Board"]),
        ("The Joint Board for Integration plans.", "IJB", (), []),
        ("The Joint Board for Integration plans.", "IJB", ("Joint Board for Integration",), ["Joint Board for Integration"]),
        ("Self-directed supports are many.", "SDS", (), ["Self-directed supports"]),
        ("It is the Convention of Scottish Local Authorities.", "cosla", (), ["Convention of Scottish Local Authorities"]),
        ("It is the Convention of Scottish Local Authorities.", "CSLA", (), ["Convention of Scottish Local Authorities"]),
        ("I join. Boards plan.", "IJB", (), []),
        ("Of it all", "O", (), []),
    ],
)
def test_words_are_found_that_letters_stand_for(text: str, short: str, meanings: tuple[str, ...], found: list[str]) -> None:
    assert [text[start:end] for start, end in explained_in(text, short, meanings)] == found


@pytest.mark.parametrize(
    "texts, short, expected",
    [
        (["The LHC stands for open talks."], "LHC", True),
        (["Talks about health are often shortened to LHC."], "LHC", True),
        (["LHC: talks about health"], "LHC", False),
        (["LHC: talks about health", "Acronyms"], "LHC", True),
        (["LHC is the acronym for talks about health."], "LHC", True),
        (["The programme should be written as an acronym when the LHC is meant."], "LHC", False),
        (["There is no need to spell out acronyms, such as LHC."], "LHC", False),
        (["The LHC meets. It stands for election."], "LHC", False),
        (["The talks of the LHC", "Acronyms"], "LHC", False),
    ],
)
def test_texts_that_say_what_letters_stand_for(texts: list[str], short: str, expected: bool) -> None:  # noqa: FBT001
    assert spells_out(texts, short, ()) is expected
