from __future__ import annotations

import json
from pathlib import Path

import pytest

from copro_qa.answering.ranking import SentenceRanking, SentenceSignals, Weigher, log_odds, lowest_shown
from copro_qa.answering.term_weights import TermWeights
from copro_qa.errors import ModelUnavailable
from copro_qa.models.reader import Passage, Reading
from copro_qa.retrieval.search import RankedChunk, Retriever
from copro_qa.store.generation import Generation
from tests.fakes import HashingEmbedder, generation
from tests.models.test_reader_input import passage_of

QUESTION = "Who offers carers a break?"
PASSAGES = [passage_of("Carers like tea.", "Boards offer carers a break."), passage_of("Homes are built.", context="Carers")]
READINGS = [Reading(0.8, (0.2, 0.7)), Reading(0.1, (0.3,))]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[RankedChunk]:
    opened: Generation = generation(tmp_path_factory.mktemp("index"), {"a.md": "# One\nCarers rest.", "b.md": "# Two\nHomes stand."})
    return Retriever(opened, HashingEmbedder()).search("carers homes", limit=2)


def weigher(**weights: float) -> Weigher:
    return Weigher(SentenceRanking(0.0, weights), HashingEmbedder(), TermWeights.equal())


def signals(**values: float) -> SentenceSignals:
    nothing = dict.fromkeys(("sentence", "passage", "similarity", "passage_similarity", "coverage", "passage_coverage", "nearness"), 0.0)
    return SentenceSignals(**(nothing | values))


def test_a_signal_with_a_weight_raises_the_figure_and_one_without_does_not() -> None:
    ranking = SentenceRanking(-1.0, {"sentence": 2.0})
    assert ranking.figure(signals(sentence=1.0)) > ranking.figure(signals()) == ranking.figure(signals(coverage=1.0))


def test_every_sentence_gets_a_figure_between_0_and_1_and_passages_keep_theirs(found: list[RankedChunk]) -> None:
    weighed = weigher(sentence=1.0, similarity=3.0, coverage=2.0).readings(QUESTION, found, PASSAGES, READINGS)
    assert [len(reading.sentences) for reading in weighed] == [2, 1]
    assert [reading.answers for reading in weighed] == [0.8, 0.1]
    assert all(0 < figure < 1 for reading in weighed for figure in reading.sentences)


def test_with_the_readers_figure_alone_sentences_keep_its_order(found: list[RankedChunk]) -> None:
    first, second = weigher(sentence=1.0).readings(QUESTION, found, PASSAGES, READINGS)
    assert (*first.sentences, *second.sentences) == pytest.approx((0.2, 0.7, 0.3))


def test_nearness_in_meaning_and_shared_words_are_told_of_each_sentence(found: list[RankedChunk]) -> None:
    (tea, offer), (homes,) = weigher().signals(QUESTION, found, PASSAGES, READINGS)
    assert offer.similarity > tea.similarity > homes.similarity
    assert offer.coverage > tea.coverage
    assert homes.coverage > 0  # its heading has the word
    assert (tea.nearness, homes.nearness) == (1.0, 0.5)
    assert tea.passage_coverage == offer.passage_coverage == offer.coverage
    assert offer.sentence == pytest.approx(log_odds(0.7))


def test_sentences_are_not_embedded_when_their_nearness_does_not_count(found: list[RankedChunk]) -> None:
    embedder = HashingEmbedder()
    Weigher(SentenceRanking(0.0, {"sentence": 1.0}), embedder, TermWeights.equal()).readings(QUESTION, found, PASSAGES, READINGS)
    assert embedder.embedded == []


def test_only_sentences_that_can_come_near_the_best_are_embedded(found: list[RankedChunk]) -> None:
    texts = [f"Carers are offered tea number {number}." for number in range(40)]
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(40)]
    passage = Passage(" ".join(texts), tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=True)))
    figures = (0.02,) * 20 + (0.9,) * 5 + (0.02,) * 15
    embedder = HashingEmbedder()
    ranking = SentenceRanking(0.0, {"sentence": 1.0, "similarity": 1.0})
    some = Weigher(ranking, embedder, TermWeights.equal()).readings(QUESTION, found[:1], [passage], [Reading(0.9, figures)])[0]
    assert {text for text in embedder.embedded if text in texts} == {*texts[20:25], *texts[:3]}
    whole = Weigher(ranking, HashingEmbedder(), TermWeights.equal())
    every = whole.signals(QUESTION, found[:1], [passage], [Reading(0.9, figures)])[0]
    assert some.sentences[20:25] == pytest.approx([ranking.figure(signals) for signals in every[20:25]])
    assert max(some.sentences[:20] + some.sentences[25:]) < lowest_shown(min(some.sentences[20:25]))


def test_beside_a_sure_quote_only_likely_ones_are_shown_and_beside_a_doubtful_one_others_too() -> None:
    assert lowest_shown(0.9) > 0.9 / 2
    assert lowest_shown(0.2) < 0.2 / 2
    figures = [0.0, 0.01, 0.2, 0.5, 0.9, 0.999, 1.0]
    lowest = [lowest_shown(best) for best in figures]
    assert lowest == sorted(lowest)
    assert all(line <= best for line, best in zip(lowest, figures, strict=True))


def test_no_more_of_them_are_embedded_than_can_come_near_and_the_question_once(found: list[RankedChunk]) -> None:
    texts = [f"Carers are offered tea number {number}." for number in range(40)]
    starts = [sum(len(text) + 1 for text in texts[:number]) for number in range(40)]
    passage = Passage(" ".join(texts), tuple((start, start + len(text)) for start, text in zip(starts, texts, strict=True)))
    embedder = HashingEmbedder()
    ranking = SentenceRanking(0.0, {"sentence": 1.0, "similarity": 1.0})
    reading = Reading(0.9, (0.9,) * 9 + (0.02,) * 31)
    Weigher(ranking, embedder, TermWeights.equal()).readings(QUESTION, found[:1], [passage], [reading])
    assert sorted(embedder.embedded) == sorted([QUESTION, *texts[:9]])


def test_a_question_whose_vector_is_known_is_not_embedded(found: list[RankedChunk]) -> None:
    embedder = HashingEmbedder()
    weighed = Weigher(SentenceRanking(0.0, {"similarity": 3.0}), embedder, TermWeights.equal())
    (meaning,) = HashingEmbedder().embed([QUESTION])
    known = weighed.readings(QUESTION, found, PASSAGES, READINGS, meaning=meaning)
    assert QUESTION not in embedder.embedded
    assert known == weighed.readings(QUESTION, found, PASSAGES, READINGS)


def test_where_nothing_tells_sentences_apart_but_their_meaning_all_are_embedded(found: list[RankedChunk]) -> None:
    embedder = HashingEmbedder()
    Weigher(SentenceRanking(0.0, {"similarity": 3.0}), embedder, TermWeights.equal()).readings(QUESTION, found, PASSAGES, READINGS)
    assert len({text for text in embedder.embedded if text != QUESTION}) == 3


def test_no_passages_give_nothing() -> None:
    assert weigher(similarity=1.0).readings(QUESTION, [], [], []) == []
    assert weigher(similarity=1.0).signals(QUESTION, [], [Passage("", ())][:0], []) == []


def test_certainty_is_bounded() -> None:
    assert log_odds(0.0) == -log_odds(1.0) == -7.0
    assert log_odds(0.5) == 0.0


def test_a_ranking_is_read_from_a_readers_folder_and_may_be_missing(tmp_path: Path) -> None:
    assert SentenceRanking.of(tmp_path) is None
    (tmp_path / "ranking.json").write_text(json.dumps({"intercept": -1, "weights": {"coverage": 2}}), encoding="utf-8")
    assert SentenceRanking.of(tmp_path) == SentenceRanking(-1.0, {"coverage": 2.0})


@pytest.mark.parametrize(
    "text", ["", "[]", '{"intercept": 1}', '{"intercept": 1, "weights": {"luck": 1}}', '{"intercept": 1, "weights": 3}']
)
def test_a_ranking_that_is_none_is_refused_by_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "ranking.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=r"ranking\.json"):
        SentenceRanking.of(tmp_path)
