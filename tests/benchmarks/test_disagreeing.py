from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.quality.disagreeing import is_right, read_pairs, write_corpus
from copro_qa.answer import Answer, Quote, Reason, Searched
from tests.fakes import source, written


def quote(path: str, score: float) -> Quote:
    made = written(path, "A toll of £3 is due.", of=replace(source(path), published="2020"))
    return Quote(made.span_of(made.blocks[0]), score)


def answer(*quotes: Quote) -> Answer:
    return Answer("How much is it?", 0.9, Searched(2, 2, "a", "b"), quotes=quotes, reason=None if quotes else Reason.NOT_FOUND)


def test_the_pairs_are_as_many_that_disagree_as_that_do_not_with_the_older_document_first(tmp_path: Path) -> None:
    pairs = read_pairs()
    of_each = Counter((pair.part, pair.disagree) for pair in pairs)
    assert all(of_each[part, True] == of_each[part, False] for part, _ in of_each)
    assert all(older[1] < newer[1] for older, newer in (pair.documents for pair in pairs))
    write_corpus(pairs[:2], tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["0-new.md", "0-old.md", "1-new.md", "1-old.md"]


def test_of_a_pair_that_disagrees_both_have_to_be_quoted_newest_first_and_of_another_the_best_stands_first() -> None:
    disagrees = next(pair for pair in read_pairs() if pair.disagree)
    agrees = next(pair for pair in read_pairs() if not pair.disagree)
    old, new = quote("3-old.md", 0.9), quote("3-new.md", 0.8)
    judged = [answer(new, old), answer(old, new), answer(new), answer()]
    assert [is_right(disagrees, 3, each) for each in judged] == [True, False, False, False]
    assert [is_right(agrees, 3, each) for each in judged] == [False, True, True, False]
