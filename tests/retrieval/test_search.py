from __future__ import annotations

from pathlib import Path

import pytest

from copro_qa.errors import InvalidInput
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.joined import SearchWeights
from copro_qa.retrieval.search import Retriever
from copro_qa.store.generation import Generation
from copro_qa.store.lexical import distinct_terms
from tests.fakes import HashingEmbedder, generation

TEXTS = {
    "carers.md": "# Respite\nUnpaid carers are offered a break every year.\nBoards pay for it.",
    "housing.md": "# Homes\nHomes are built for older people.\nTenants take part in planning them.",
    "reform.md": "# Pillars\nThe pillars of reform are:\n- prevention\n- partnership",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return generation(tmp_path_factory.mktemp("index"), TEXTS)


def test_the_chunk_that_says_what_is_asked_comes_first(opened: Generation) -> None:
    retriever = Retriever(opened, HashingEmbedder())
    assert retriever.search("Which break are unpaid carers offered?")[0].chunk.span.text == "Unpaid carers are offered a break every year."
    assert retriever.search("Do tenants take part in planning?")[0].chunk.span.text == "Tenants take part in planning them."


def test_each_chunk_has_the_scores_of_the_searches_that_found_it(opened: Generation) -> None:
    embedder = HashingEmbedder()
    found = Retriever(opened, embedder).search("unpaid carers", limit=100)
    query = embedder.embed(["unpaid carers"])[0]
    by_words = dict(zip(*(part.tolist() for part in opened.lexical.search("unpaid carers", 60)), strict=True))
    assert len(found) == len(opened)
    for each in found:
        expected = float(embedder.embed([each.chunk.searchable_text])[0] @ query)
        assert each.similarity == pytest.approx(expected, abs=2e-3)
        assert each.lexical == pytest.approx(by_words.get(each.chunk.number, 0.0))
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_what_one_search_had_no_room_for_has_its_figure_all_the_same(opened: Generation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copro_qa.retrieval.joined.SEARCH_DEPTH", 1)
    embedder = HashingEmbedder()
    question = "Which boards pay for planning homes that older people like?"
    found = Retriever(opened, embedder).search(question)
    everything = {each.chunk.number: each for each in Retriever(opened, embedder).search(question, limit=100)}
    by_words = dict(zip(*(part.tolist() for part in opened.lexical.search(question, 100)), strict=True))
    query = embedder.embed([question])[0]
    assert found
    for each in found:
        assert each.lexical == pytest.approx(by_words.get(each.chunk.number, 0.0))
        assert each.similarity == pytest.approx(float(embedder.embed([each.chunk.searchable_text])[0] @ query), abs=2e-3)
        assert each.score == pytest.approx(everything[each.chunk.number].score)


def test_the_score_is_the_cosine_and_the_weighed_share_of_what_words_can_give(opened: Generation) -> None:
    found = Retriever(opened, HashingEmbedder(), weights=SearchWeights(lexical=0.5, dense=2.0)).search("unpaid carers reform")
    most = opened.lexical.weight_of(distinct_terms("unpaid carers reform"))
    for each in found:
        assert each.score == pytest.approx(2 * each.similarity + 0.5 * each.lexical / most)


def test_a_chunk_is_found_once_and_no_more_than_asked_for(opened: Generation) -> None:
    retriever = Retriever(opened, HashingEmbedder())
    found = retriever.search("carers homes reform", limit=3)
    assert len({each.chunk.number for each in found}) == len(found) == 3
    assert retriever.search("carers", limit=0) == []


def test_a_weight_of_nothing_leaves_a_search_out(opened: Generation) -> None:
    embedder = HashingEmbedder()
    by_words = Retriever(opened, embedder, weights=SearchWeights(dense=0.0)).search("carers")
    assert embedder.embedded == []
    assert [each.chunk.span.text for each in by_words] == ["Unpaid carers are offered a break every year.", "Boards pay for it."]
    assert all(each.similarity == 0 for each in by_words)
    by_meaning = Retriever(opened, embedder, weights=SearchWeights(lexical=0.0)).search("carers", limit=100)
    assert len(by_meaning) == len(opened)
    assert all(each.lexical == 0 for each in by_meaning)


def test_a_filter_holds_for_both_searches(opened: Generation) -> None:
    found = Retriever(opened, HashingEmbedder()).search("unpaid carers reform", limit=100, only=Filter(documents=("housing.md",)))
    assert {each.chunk.span.document.source.path for each in found} == {"housing.md"}
    assert len(found) == 2


def test_a_filter_that_leaves_nothing_finds_nothing_and_one_that_names_nothing_is_refused(opened: Generation) -> None:
    embedder = HashingEmbedder()
    retriever = Retriever(opened, embedder)
    assert retriever.search("carers", only=Filter(collections=("none",))) == []
    assert embedder.embedded == []
    with pytest.raises(InvalidInput):
        retriever.search("carers", only=Filter(documents=("none.md",)))


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    assert Retriever(generation(tmp_path, {}), HashingEmbedder()).search("carers") == []


def test_words_that_no_chunk_has_still_find_the_nearest_in_meaning(opened: Generation) -> None:
    found = Retriever(opened, HashingEmbedder()).search("zebra", limit=2)
    assert len(found) == 2
    assert all(each.lexical == 0 for each in found)


def test_the_same_question_finds_the_same_every_time(opened: Generation) -> None:
    results = [
        [(each.chunk.number, each.score) for each in Retriever(opened, HashingEmbedder()).search("planning with people", limit=8)]
        for _ in range(3)
    ]
    assert results[0] == results[1] == results[2]
