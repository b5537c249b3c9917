from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copro_qa.models.reader import Passage
from copro_qa.models.reader_input import NO_SENTENCE, ReaderInput, _stretches
from tests.models.tiny_reader import write_tokenizer


@pytest.fixture(scope="module")
def reader_input(tmp_path_factory: pytest.TempPathFactory) -> ReaderInput:
    return ReaderInput(write_tokenizer(tmp_path_factory.mktemp("tokenizer") / "tokenizer.json"), window_tokens=256)


def passage_of(*sentences: str, context: str = "") -> Passage:
    ranges, start = [], 0
    for sentence in sentences:
        ranges.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return Passage(" ".join(sentences), tuple(ranges), context)


def test_a_short_passage_is_one_window_with_question_context_and_sentences(reader_input: ReaderInput) -> None:
    (window,) = reader_input.windows("who is it?", passage_of("the council.", "a carer.", context="the plan"))
    words = [reader_input._tokenizer.id_to_token(number) for number in window.ids]
    assert words == "[CLS] who is it ? [SEP] the plan [SEP] the council . a carer . [SEP]".split()
    assert window.types == [0] * 9 + [1] * 7
    assert window.sentences == [NO_SENTENCE] * 9 + [0, 0, 0, 1, 1, 1] + [NO_SENTENCE]


def test_without_a_context_there_is_no_second_separator_before_the_passage(reader_input: ReaderInput) -> None:
    (window,) = reader_input.windows("who?", passage_of("the council."))
    assert window.types == [0] * 4 + [1] * 4


def test_every_token_knows_where_it_stands_in_the_passage(reader_input: ReaderInput) -> None:
    passage = passage_of("the council must review it.", "a carer.")
    (window,) = reader_input.windows("who?", passage)
    words = [passage.text[start:end] for start, end in window.offsets if end]
    assert words == ["the", "council", "must", "review", "it", ".", "a", "carer", "."]


def test_a_long_passage_is_cut_between_sentences_and_each_window_begins_a_little_before_the_last_ended(reader_input: ReaderInput) -> None:
    passage = passage_of(*["the council must review the plan every year ."] * 100)
    windows = reader_input.windows("how often?", passage)
    read = [sorted(set(window.sentences) - {NO_SENTENCE}) for window in windows]
    assert len(windows) > 3
    assert all(len(window.ids) <= 256 for window in windows)
    assert all(window.sentences.count(sentence) == 9 for window, sentences in zip(windows, read, strict=True) for sentence in sentences)
    assert all(later[0] <= earlier[-1] < later[-1] for earlier, later in itertools.pairwise(read))
    assert {sentence for sentences in read for sentence in sentences} == set(range(100))


def test_a_sentence_longer_than_the_window_is_read_to_its_end(reader_input: ReaderInput) -> None:
    passage = passage_of("the plan " * 400 + "of 4 .", "it is 2 .")
    windows = reader_input.windows("how much?", passage)
    places = {place for window in windows for place in window.offsets if place[1]}
    assert all(len(window.ids) <= 256 for window in windows)
    assert len(places) == 803 + 4


def test_a_very_long_question_and_context_leave_room_for_the_passage(reader_input: ReaderInput) -> None:
    windows = reader_input.windows("who " * 300, passage_of(*["the plan ."] * 60, context="a plan of 1 " * 90 + "council"))
    assert all(len(window.ids) <= 256 for window in windows)
    assert all(window.types.count(1) > 100 for window in windows)
    # What stands nearest to the passage is kept of the context.
    last_of_context = windows[0].types.index(1) - 2
    assert reader_input._tokenizer.id_to_token(windows[0].ids[last_of_context]) == "council"


def test_a_passage_without_sentences_has_no_windows(reader_input: ReaderInput) -> None:
    assert reader_input.windows("who?", Passage("", ())) == []


def test_a_window_that_is_too_small_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="a window of 100 tokens leaves too few"):
        ReaderInput(write_tokenizer(tmp_path / "tokenizer.json"), window_tokens=100)


@given(st.lists(st.integers(0, 20), max_size=60), st.integers(20, 60))
def test_stretches_hold_every_piece_fit_the_room_and_always_bring_something_new(lengths: list[int], room: int) -> None:
    stretches = list(_stretches(lengths, room))
    assert {piece for start, end in stretches for piece in range(start, end)} == set(range(len(lengths)))
    assert all(sum(lengths[start:end]) <= room for start, end in stretches)
    assert all(earlier[1] < later[1] and later[0] <= earlier[1] for earlier, later in itertools.pairwise(stretches))
