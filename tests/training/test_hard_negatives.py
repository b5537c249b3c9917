from __future__ import annotations

from training.hard_negatives import PassageRanking

PASSAGES = ["The council plans care.", "Carers plan with the council every year, and the council pays.", "Rivers flow to the sea."]


def test_passages_that_share_more_and_rarer_words_come_first() -> None:
    ranking = PassageRanking(PASSAGES)
    assert ranking.best("Who pays carers?", 3) == [1]
    assert ranking.best("Does the river council flow to the sea?", 3)[0] == 2


def test_no_more_are_given_than_asked_for() -> None:
    assert len(PassageRanking(PASSAGES).best("the council", 2)) == 2


def test_a_question_that_shares_no_word_ranks_nothing() -> None:
    assert PassageRanking(PASSAGES).best("Quand?", 3) == []
