from __future__ import annotations

import pytest

from copro_qa.answering.spoken_of import speak_of


@pytest.mark.parametrize(
    "question, passages",
    [
        ("What does SDS stand for?", ["SDS is paid each month.", "Ask for SDS in writing."]),
        ("what does sds stand for?", ["SDS is paid each month.", "Ask for SDS in writing."]),
        ("SDS", ["Of the SDS, and again of SDS."]),
        ("Who runs the LHCs?", ["An LHC plans.", "Each LHC meets."]),
        ("What does the EU stand for?", ["The EU paid.", "Rules of the EU hold."]),
        ("Is there a harbour fee in yen?", ["Harbour fees are due.", "A harbour-fee is paid."]),
    ],
)
def test_what_stands_in_the_passages_often_enough_is_spoken_of(question: str, passages: list[str]) -> None:
    assert speak_of(question, passages)


@pytest.mark.parametrize(
    "question, passages",
    [
        # Once may be by chance; and small letters are another word.
        ("What does SDS stand for?", ["SDS is paid each month.", "Ask in writing."]),
        ("What does RAM stand for?", ["Rams ram each other.", "The ram is old."]),
        # Where something is says nothing of the topic; nor does who shouts use acronyms.
        ("How hot is it in the UK?", ["The UK pays.", "Laws of the UK hold."]),
        ("WHO ATE THE PIE?", ["WHO writes.", "The WHO writes."]),
        # Single words, words apart, and words that stand everywhere.
        ("How do I train a puppy?", ["Staff train for a year.", "We train staff."]),
        ("Who is at the harbour of the fee?", ["Harbour fees are due.", "A harbour fee is paid."]),
        ("What is the best way to boil eggs?", ["The best way is told.", "It is the best way."]),
        ("Who gets the harbour fee loan pardon?", ["Harbour fees are due.", "A harbour fee is paid."]),
        ("How far away is the moon?", ["It is far away.", "Homes are far away."]),
    ],
)
def test_what_only_shares_words_with_the_passages_is_not(question: str, passages: list[str]) -> None:
    assert not speak_of(question, passages)
