from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from copro_qa.answer import Quote
from copro_qa.document import BlockKind, Document
from copro_qa.provenance.locate import Found, Outcome, aligned_passage, find_again, nearest_passage, places_of
from tests.fakes import document

PARAGRAPH, HEADING = BlockKind.PARAGRAPH, BlockKind.HEADING
WORDS = "Unpaid carers are offered respite every year."


def made(*paragraphs: str) -> Document:
    return document(*((PARAGRAPH, paragraph) for paragraph in paragraphs))


def test_words_at_their_place_are_identical() -> None:
    now = made("Before.", WORDS)
    start = now.text.index(WORDS)
    assert find_again(WORDS, now, start=start) == Found(Outcome.IDENTICAL, now.span(start, start + len(WORDS)))


def test_the_same_words_elsewhere_have_moved_to_the_nearest_place() -> None:
    now = made(WORDS, "Between them, a good deal of other text.", WORDS)
    second = now.text.index(WORDS, 10)
    assert find_again(WORDS, now, start=second + 3) == Found(Outcome.MOVED, now.span(second, second + len(WORDS)))


def test_of_several_places_the_one_with_the_same_id_is_taken() -> None:
    now = document((HEADING, "Aim"), (PARAGRAPH, WORDS), (HEADING, "End"), (PARAGRAPH, WORDS))
    first, second = places_of(WORDS, now)
    assert find_again(WORDS, now, start=second.start + 1, quote_id=Quote(first, 0.0).id).span == first


def test_words_with_no_end_of_places_are_still_found_by_their_id() -> None:
    now = made("People lead. " * 12_000)
    last = list(places_of("People", now))[-1]
    assert find_again("People", now, start=3, quote_id=Quote(last, 0.0).id).span == last


def test_altered_words_lead_to_the_passage_that_has_become_of_them() -> None:
    now = made("Carers met in 2014.", "At last, unpaid carers will be offered respite every two years. It is paid for.", "The end.")
    found = find_again(WORDS, now, start=0)
    assert found.outcome is Outcome.ALTERED
    assert found.span is not None
    assert found.span.text == "At last, unpaid carers will be offered respite every two years."


def test_words_of_which_less_than_half_is_left_are_gone() -> None:
    assert find_again(WORDS, made("Unpaid bills are sent every week to the board."), start=0) == Found(Outcome.GONE, None)


def test_nothing_but_marks_is_near_to_nothing() -> None:
    assert nearest_passage("— … —", made("Some words — and more … here —")) is None


def plain_distance(wanted: list[str], text: list[str]) -> int:
    """The textbook table, cell by cell."""
    row = list(range(len(text) + 1))
    for number, word in enumerate(wanted, 1):
        above, row = row, [number]
        for place, other in enumerate(text, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (word != other)))
    return row[-1]


_words = st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(wanted=_words, text=_words)
def test_no_other_passage_needs_fewer_changes(wanted: list[str], text: list[str]) -> None:
    least = min(plain_distance(wanted, text[start:end]) for start in range(len(text)) for end in range(start + 1, len(text) + 1))
    near = aligned_passage(" ".join(wanted), made(" ".join(text)))
    if near is None:
        assert least > len(wanted) / 2
    else:
        assert plain_distance(wanted, near.text.split()) == least
