from __future__ import annotations

import pytest

from copro_qa.answering.spelling import Spelling
from copro_qa.store.glossary import Glossary

WORDS = {
    "government": 9,
    "carers": 9,
    "carer": 2,
    "christie": 5,
    "commission": 5,
    "participation": 4,
    "council": 8,
    "boardd": 1,
    "planned": 3,
    "co": 9,
    "production": 9,
    "meeting": 6,
    "self": 4,
    "directed": 4,
    "union": 3,
    "pension": 3,
    "regeneration": 3,
    "programme": 3,
    "brogramme": 3,
}
SPELLING = Spelling(Glossary(words=WORDS), {"zebra", "panned", "wonder"}.__contains__)


@pytest.mark.parametrize(
    "question, expected",
    [
        ("what does the goverment say", "what does the government say"),
        ("Who are unpaid carrers?", "Who are unpaid carers?"),
        ("What did the Chrstie Comission say?", "What did the Christie Commission say?"),
        ("what is participaton", "what is participation"),
        ("particapaton of people", "participation of people"),
        ("What is co-prodution?", "What is co-production?"),
        ("what does self-direcetd goverment-run support mean", "what does self-directed government-run support mean"),
        ("Co‑Prodution", "Co‑Production"),
        ("what is coproduction", "what is co-production"),
        ("Selfdirected", "Self-directed"),
        ("coproducton principles", "co-production principles"),
        ("selfdirectd", "self-directed"),
        ("COUNCIL and council", "COUNCIL and council"),
        ("waht does the council say", "what does the council say"),
        ("Whats the council", "What is the council"),
        ("wat is the council", "what is the council"),
        ("Wich council?", "Which council?"),
        ("whne does it meet", "when does it meet"),
        # A slip in the first letter.
        ("ocuncil tax", "council tax"),
        ("Ocuncil tax", "Council tax"),
        ("is there a nuion", "is there a union"),
        ("aprticipation and articipation and tarticipation", "participation and participation and participation"),
        ("WHAT DOES THE GOVERMENT SAY", "WHAT DOES THE GOVERNMENT SAY"),
        ("WAHT DOES THE OCUNCIL SAY?", "WHAT DOES THE COUNCIL SAY?"),
        # Words that ask need not stand in any document.
        ("participation meening", "participation meaning"),
        ("council meting", "council meeting"),
    ],
)
def test_a_slip_in_a_word_of_the_corpus_is_put_right(question: str, expected: str) -> None:
    assert SPELLING.corrected(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "is a zebra panned",
        "councils and planning",
        "the goverment’s",
        "co-zebra",
        "https-goverment.scot",
        "anne-goverment@a.org",
        "co-production",
        "planself",
        "see goverment.scot or a@goverment.scot",
        "GOVERMENT",
        "goverm3nt",
        "care",
        "board",
        "Carrs",
        "hippopotamus",
        "onion",
        "Tommission",
        # Two words are as near.
        "drogramme",
        "mension",
        "degeneration",
        "THE GOVERMENT",
        "",
    ],
)
def test_what_may_be_right_is_left_alone(question: str) -> None:
    assert SPELLING.corrected(question) == question


def test_words_that_ask_are_left_alone_in_every_form() -> None:
    assert SPELLING.corrected("meanings and purposes of participation") == "meanings and purposes of participation"


def test_words_that_are_to_be_left_are_left() -> None:
    assert SPELLING.corrected("goverment carrers", leave=["goverment"]) == "goverment carers"


def test_without_words_nothing_is_put_right() -> None:
    assert Spelling(Glossary()).corrected("goverment") == "goverment"
