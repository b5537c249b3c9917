from __future__ import annotations

from training.sentence_split import split_sentences


def slices(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def test_sentences_are_those_of_the_product() -> None:
    text = "See No. 5 of the plan (Scottish Government, 2011: 10). It is reviewed every year."
    assert slices(text) == ["See No. 5 of the plan (Scottish Government, 2011: 10).", "It is reviewed every year."]


def test_a_line_break_ends_a_sentence() -> None:
    assert slices("Opening hours\n\nMonday to Friday\nCall us. We help.") == ["Opening hours", "Monday to Friday", "Call us.", "We help."]


def test_text_without_capitals_is_split_too() -> None:
    assert slices("the council plans. it reviews the plan. who pays?") == ["the council plans.", "it reviews the plan.", "who pays?"]


def test_text_of_white_space_has_no_sentences() -> None:
    assert slices(" \n \n") == []
