from __future__ import annotations

import pytest

from copro_qa.answering.similarity_reader import SimilarityReader
from copro_qa.answering.term_weights import TermWeights
from copro_qa.models.reader import Passage
from tests.fakes import HashingEmbedder

PASSAGES = [
    Passage("Unpaid carers get a break. Boards pay.", ((0, 26), (27, 38))),
    Passage("", ()),
    Passage("Homes are built.", ((0, 16),), "Unpaid carers"),
]


def reader() -> SimilarityReader:
    return SimilarityReader(HashingEmbedder(), TermWeights.equal())


def test_there_is_one_reading_a_passage_with_one_figure_a_sentence_all_between_0_and_1() -> None:
    readings = reader().read("Do unpaid carers get a break?", PASSAGES)
    assert [len(reading.sentences) for reading in readings] == [2, 0, 1]
    assert all(0 <= figure <= 1 for reading in readings for figure in (reading.answers, *reading.sentences))


def test_the_sentence_that_is_about_the_question_has_the_higher_figure_and_a_passage_that_of_its_best() -> None:
    first, empty, _ = reader().read("Do unpaid carers get a break?", PASSAGES)
    assert first.sentences[0] > first.sentences[1]
    assert first.answers == max(first.sentences)
    assert empty.answers == 0.0


def test_words_of_the_context_count_for_every_sentence() -> None:
    with_context, without = reader().read("unpaid carers", [PASSAGES[2], Passage("Homes are built.", ((0, 16),))])
    assert with_context.sentences[0] == pytest.approx(without.sentences[0] + 0.35)


def test_the_question_itself_has_the_highest_figure_and_never_more_than_1() -> None:
    (reading,) = reader().read("unpaid carers get breaks", [Passage("unpaid carers get breaks", ((0, 24),))])
    assert reading.sentences[0] == pytest.approx(1.0)
    assert reading.answers <= 1.0


def test_a_passage_is_read_the_same_alone_and_among_others() -> None:
    together = reader().read("Do unpaid carers get a break?", PASSAGES)
    for passage, reading in zip(PASSAGES, together, strict=True):
        (alone,) = reader().read("Do unpaid carers get a break?", [passage])
        assert alone.sentences == pytest.approx(reading.sentences, abs=1e-3)


def test_no_passages_give_no_readings() -> None:
    assert reader().read("Why?", []) == []
