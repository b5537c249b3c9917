from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from copro_qa.store.lexical import LexicalEntry, LexicalIndex, LexicalWriter, distinct_terms, terms


def index_of(folder: Path, texts: Sequence[str], *, contexts: Sequence[str] = (), documents: Sequence[int] = ()) -> LexicalIndex:
    """Chunks numbered from 0. Unless told otherwise, each is a document of its own, without context."""
    writer = LexicalWriter(folder)
    entries = [
        LexicalEntry(number, documents[number] if documents else number, contexts[number] if contexts else "", text)
        for number, text in enumerate(texts)
    ]
    writer.add(entries)
    writer.finish()
    return LexicalIndex.open(folder)


def test_terms_are_lower_case_stems_without_stop_words_or_accents() -> None:
    assert terms("The Boards are planning services, and Théo’s plans.") == ["board", "plan", "servic", "theo", "s", "plan"]
    assert terms("the of and — … ?!") == []
    assert terms("") == []


def test_a_word_finds_its_other_forms_and_the_rarer_word_counts_more(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["Boards plan services.", "Services and services.", "Dementia is planned for.", "Services."])
    assert sorted(index.search("planning", 5).ids.tolist()) == [0, 2]
    assert index.search("dementia services", 5).ids.tolist()[0] == 2


def test_scores_are_bm25_of_the_text(tmp_path: Path) -> None:
    texts = ["prevention people", "prevention prevention place", "people place partnership performance"]
    index = index_of(tmp_path, texts)
    hits = index.search("prevention", 5)
    # BM25 with k1 = 1.2 and b = 0.75; every chunk has an even number of words, so that its length is not rounded here.
    average = sum(len(text.split()) for text in texts) / len(texts)
    inverse = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))

    def score(number: int, frequency: int) -> float:
        length = len(texts[number].split())
        return inverse * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / average))

    assert hits.ids.tolist() == [1, 0]
    assert hits.scores.tolist() == pytest.approx([score(1, 2), score(0, 1)], rel=1e-4)


def test_words_of_the_context_count_but_less_than_those_of_the_text(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["Respite for carers.", "Other words here."], contexts=["Some report", "Respite report"])
    hits = index.search("respite", 5)
    assert hits.ids.tolist() == [0, 1]
    assert hits.scores[0] > hits.scores[1] > 0


def test_a_filter_leaves_only_its_documents_and_does_not_change_scores(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["People lead.", "People and people.", "People plan.", "Places."], documents=[0, 1, 0, 2])
    everything = dict(zip(*(part.tolist() for part in index.search("people", 5)), strict=True))
    chosen = index.search("people", 5, [0, 2])
    assert sorted(chosen.ids.tolist()) == [0, 2]
    assert chosen.scores.tolist() == pytest.approx([everything[number] for number in chosen.ids.tolist()])
    assert index.search("people", 5, []).ids.tolist() == []
    assert index.search("people", 5, [2]).ids.tolist() == []


def test_equal_scores_are_in_order_of_number_however_many_there_are(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["People lead services."] * 300)
    assert index.search("people", 4).ids.tolist() == [0, 1, 2, 3]
    assert index.search("people", 300).ids.tolist() == list(range(300))


def test_figures_are_those_of_a_search_also_where_the_hits_are_cut_off_between_equal_scores(tmp_path: Path) -> None:
    texts = [f"People lead services{' together' * (number % 3)}." for number in range(90)]
    index = index_of(tmp_path, texts)
    hits = index.search("people lead together", 90)
    in_order = list(zip(hits.ids.tolist(), hits.scores.tolist(), strict=True))
    for best, known in ((1, 1), (7, 20), (30, 45), (60, 90), (90, 90)):
        others = range(0, 90, 2)
        found = index.figures(distinct_terms("people lead together"), best=best, known=known, others=others)
        assert found == dict(in_order[:best]) | {number: score for number, score in in_order[:known] if number in others}


def test_there_are_no_figures_for_no_words_or_no_documents(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["People lead.", "Places follow."])
    assert index.figures(distinct_terms("the of"), best=5, known=9, others=range(9)) == {}
    assert index.figures(distinct_terms("people"), [], best=5, known=9, others=range(9)) == {}
    assert list(index.figures(distinct_terms("people places"), [1], best=5, known=9, others=range(9))) == [1]


@pytest.mark.parametrize("question", ["", "the of", "…", "zebra", '"people', "people AND (", "text:people^2", "people*", "[a TO b]", "\\"])
def test_whatever_is_asked_is_taken_as_words_and_never_as_a_query_language(tmp_path: Path, question: str) -> None:
    index = index_of(tmp_path, ["People lead.", "Places follow."])
    assert index.search(question, 5).ids.tolist() == ([0] if "people" in question else [])


def test_a_limit_of_nothing_finds_nothing(tmp_path: Path) -> None:
    assert index_of(tmp_path, ["People."]).search("people", 0).ids.tolist() == []


def test_frequency_counts_the_chunks_whose_text_has_a_term(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["People and people.", "People.", "Places."], contexts=["", "", "people"])
    assert index.document_frequency("peopl") == 2
    assert index.document_frequency("zebra") == 0
    assert len(index) == 3


def test_an_empty_index_can_be_opened_and_finds_nothing(tmp_path: Path) -> None:
    index = index_of(tmp_path, [])
    assert len(index) == 0
    assert index.search("people", 5).ids.tolist() == []


def test_the_same_chunks_give_the_same_ranking(tmp_path: Path) -> None:
    texts = [f"People plan number{number % 7} and services." for number in range(60)]
    found = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        found.append(index_of(tmp_path / name, texts).search("number3 services", 20))
    assert found[0].ids.tolist() == found[1].ids.tolist()
    assert found[0].scores.tolist() == found[1].scores.tolist()


def test_the_weight_of_a_question_is_that_of_its_terms_once_each_and_counts_words_that_no_chunk_has(tmp_path: Path) -> None:
    index = index_of(tmp_path, ["prevention people", "people place", "people partnership"])
    assert index.weight_of(distinct_terms("Prevention")) == pytest.approx(math.log(1 + 2.5 / 1.5))
    asked = distinct_terms("prevention, preventions and people")
    assert index.weight_of(asked) == pytest.approx(math.log(1 + 2.5 / 1.5) + math.log(1 + 0.5 / 3.5))
    assert index.weight_of(distinct_terms("zebra")) == pytest.approx(math.log(1 + 3.5 / 0.5))
    assert index.weight_of(distinct_terms("the of")) == 0
