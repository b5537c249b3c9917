from __future__ import annotations

from copro_qa.answering.clauses import clauses, words_of


def parts(text: str) -> list[str]:
    return [text[part.start : part.end] for part in clauses(text)]


def test_a_sentence_is_cut_at_marks_and_before_joining_words() -> None:
    assert parts("Boards plan; carers rest, because they work – as all do.") == [
        "Boards plan",
        "carers rest",
        "because they work",
        "as all do",
    ]


def test_a_preposition_stays_with_what_it_joins() -> None:
    assert parts("It is a game in which all play") == ["It is a game", "in which all play"]


def test_a_figure_and_a_word_with_a_hyphen_are_not_cut() -> None:
    assert parts("The co-produced £1,500 plan of 2013–2016: rest") == ["The co-produced £1,500 plan of 2013–2016", "rest"]


def test_a_piece_of_a_list_does_not_stand_alone_and_a_part_with_a_verb_does() -> None:
    assert [part.stands_alone for part in clauses("It asks for breaks, money, and rest is given, such as sleep")] == [
        True,
        False,
        True,
        True,
    ]


def test_words_in_brackets_are_a_part_by_themselves_only_at_the_end_of_one() -> None:
    assert parts("The Act (asp 10) helps (see below), it says (so).") == ["The Act (asp 10) helps", "see below", "it says", "so"]
    assert [part.in_brackets for part in clauses("It helps (see below).")] == [False, True]


def test_no_word_lies_in_two_parts_and_they_stand_in_order() -> None:
    text = "a (b [c) d] e, (f), g; “h” – i) j"
    found = [word for part in clauses(text) for word in part.words]
    assert found == sorted(found, key=lambda word: word.start)
    assert len(set(found)) == len(found)


def test_small_words_have_no_terms() -> None:
    assert [bool(word.terms) for word in words_of("the plan of boards")] == [False, True, False, True]
