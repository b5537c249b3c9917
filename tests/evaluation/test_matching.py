from hypothesis import given
from hypothesis import strategies as st

from copro_qa.evaluation.matching import _fold_with_offsets, contains_evidence, find_evidence, fold, words


def test_marks_of_emphasis_quotation_marks_case_and_white_space_do_not_matter() -> None:
    quoted = "“People should be *equal* partners,”\n it_s   said"
    assert contains_evidence(quoted, ['"people should be equal PARTNERS," its said'])


def test_one_of_several_evidence_strings_is_enough() -> None:
    assert contains_evidence("The budget was cut.", ["was raised", "was cut"])


def test_other_words_do_not_match() -> None:
    assert not contains_evidence("The budget was cut.", ["the budget was not cut"])


def test_punctuation_does_matter() -> None:
    assert not contains_evidence("The budget was cut.", ["the budget, was cut"])


def test_evidence_of_nothing_but_marks_is_in_no_text() -> None:
    assert not contains_evidence("Anything at all", ["**", "_"])


def test_evidence_is_found_at_the_texts_own_offsets() -> None:
    text = "First.  The *four*\n\npillars are “people” first."
    found = find_evidence(text, 'four pillars are "people"')
    assert found is not None
    assert text[slice(*found)] == "four*\n\npillars are “people”"


def test_evidence_that_is_not_there_is_not_found() -> None:
    assert find_evidence("The four pillars.", "five pillars") is None


def test_words_are_compared_without_punctuation_and_case() -> None:
    assert words("Self-directed *Support*, 2013.") == ["self", "directed", "support", "2013"]


@given(st.text())
def test_folding_with_offsets_gives_the_same_text_as_folding(text: str) -> None:
    folded, offsets = _fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)


@given(st.text(min_size=1), st.data())
def test_every_piece_of_a_text_that_folds_to_something_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    piece = text[start:end]
    if not fold(piece):
        return
    found = find_evidence(text, piece)
    assert found is not None
    assert fold(piece) in fold(text[slice(*found)])
