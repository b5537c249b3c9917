from __future__ import annotations

from collections.abc import Mapping

import pytest

from copro_qa.answering.narrowed import Told, is_narrow, narrowed
from copro_qa.document import Span
from copro_qa.models.reader import KeyRange
from copro_qa.store.lexical import terms
from tests.fakes import written


def spans(*texts: str) -> list[Span]:
    made = written("a.md", " ".join(texts))
    return [made.span(made.text.index(text), made.text.index(text) + len(text)) for text in texts]


def marks(
    *texts: str, question: str = "What is planned?", rare: str = "", seen: Mapping[str, float] | None = None, short: bool = False
) -> list[str]:
    """What is left of marks on all of ``texts``, the words ``rare`` being ten times as rare as others."""
    parts = spans(*texts)
    document, rarer = parts[0].document, set(terms(rare))
    likely = []
    if seen:
        places = [(document.text.index(word), len(word), figure) for word, figure in seen.items()]
        likely = [(document.span(0, len(document.text)), [KeyRange(at, at + length, figure) for at, length, figure in sorted(places)])]
    told = [Told(part, [(0, len(part.text.rstrip(".")))]) for part in parts]
    words = sum(len(text.split()) for text in texts)
    found = narrowed(told, words, frozenset(terms(question)), likely, lambda term: 10.0 if term in rarer else 1.0, short=short)
    return [mark.text for mark in found]


def test_what_is_narrow_stays_and_so_does_a_quote_of_a_few_words() -> None:
    assert is_narrow(7, 8)
    assert is_narrow(10, 20)
    assert not is_narrow(11, 20)
    assert marks("The boards pay for breaks at home.") == ["The boards pay for breaks at home"]


LONG = "The trust keeps the old houses of the valley in good repair with the help of tenants from all of the streets around."


def test_of_a_wide_mark_the_phrases_are_left_in_which_a_reader_sees_most() -> None:
    assert marks(LONG, seen={"help": 0.3, "tenants": 0.3}, short=True) == ["with the help of tenants"]
    assert marks(LONG, seen={"good": 0.3, "repair": 0.3}, short=True) == ["in good repair"]


def test_where_a_reader_sees_nothing_the_rarest_words_decide() -> None:
    assert "in good repair" in " ".join(marks(LONG, rare="good repair"))
    assert "streets" in " ".join(marks(LONG, rare="streets"))


def test_words_that_the_question_has_count_less() -> None:
    (mark,) = marks(LONG, question="Who keeps the old houses of the valley?", short=True)
    assert "houses" not in mark


def test_the_clause_that_has_most_of_the_question_decides_between_two_that_say_as_much() -> None:
    text = "The first force that we know acts between charges of any size, and the force of weight acts between masses of any size."
    assert "masses" in " ".join(
        marks(text, question="What does the force of weight act between?", short=True, seen={"charges": 0.1, "masses": 0.1})
    )


@pytest.mark.parametrize(
    "text, rare, needed",
    [
        (
            "The council must not use the money of the fund to mend the roofs of houses that it has let to tenants.",
            "mend roofs",
            "must not use",
        ),
        ("Avoid asking your own staff for research unless you are building a service that all of them use every day.", "staff", "unless"),
        (
            "Tenants may ask for a mended roof in spring, but not those who have left the rent unpaid for more than a year.",
            "mended roof",
            "but not",
        ),
        (
            "Nobody in the old houses at the foot of the hill has to pay for the mending of the roofs after a storm.",
            "mending roofs",
            "Nobody",
        ),
    ],
)
def test_a_denial_and_a_condition_are_marked_with_what_they_turn(text: str, rare: str, needed: str) -> None:
    found = marks(text, rare=rare)
    assert any(word in " ".join(found) for word in rare.split())
    assert needed in " ".join(found)


def test_of_several_sentences_the_one_is_left_out_in_which_a_reader_sees_far_less() -> None:
    both = "The pages are there for all who live in the valley.", "A short name leads to the pages of the trust alone."
    assert marks(*both, seen={"pages": 0.01, "trust": 0.4})[0] != "The pages"
    assert all(mark not in both[0] for mark in marks(*both, seen={"valley": 0.01, "trust": 0.4}))
    even = marks(*both, seen={"valley": 0.3, "trust": 0.4})
    assert any(mark in both[0] for mark in even)
    assert any(mark in both[1] for mark in even)


def test_an_item_is_marked_from_its_beginning() -> None:
    texts = ("how you keep the names of those whom you ask", "whether somebody else will hear what is said there at home")
    parts = [Told(span, [(0, len(span.text))], is_item=True) for span in spans(*texts)]
    found = narrowed(parts, 20, frozenset(), (), lambda _: 1.0, short=False)
    assert all(text.startswith(mark.text) and mark.text != text for text, mark in zip(texts, found, strict=True))


def test_a_run_does_not_end_before_its_verb_nor_in_a_clause_that_it_only_begins() -> None:
    text = "To mend the roofs of all the houses early, so that acute repairs are needed less often by those who live in them."
    for rare in ("acute repairs", "mend", "houses early"):
        assert not any(mark.endswith(("acute repairs", "so that")) for mark in marks(text, rare=rare))


def test_the_small_word_at_the_end_of_a_clause_goes_with_its_verb() -> None:
    text = "The trust lets tenants in the hills say a good deal on the plan of homes that the board has drawn up."
    found = marks(text, rare="plan homes drawn")
    assert any("plan" in mark for mark in found)
    assert not any(mark.endswith("drawn") for mark in found)


def test_an_address_is_never_what_tells() -> None:
    text = "The rules (https://example.org/rules_of_it) are that all may ask for a plan of the house that they have lived in since spring."
    assert not any("://" in mark for mark in marks(text, rare="https example.org rules_of_it"))


def test_a_word_or_two_between_two_runs_is_marked_with_them() -> None:
    text = (
        "The plan is made by all service users, carers, the provider bodies and those who work in the care of people at home in the hills."
    )
    found = marks(
        text, seen={"service": 0.3, "users": 0.3, "provider": 0.3, "bodies": 0.3, "carers": 0.01}, short=True, question="Who plans?"
    )
    assert any("users, carers, the provider bodies" in mark for mark in found)


def test_a_small_word_alone_is_no_second_run() -> None:
    text = "Gerry Hill, writing in the spring, spoke of a thread that passes through much of the policy of the council and its law."
    assert not any(mark == "law" for mark in marks(text, seen={"Gerry": 0.4, "Hill": 0.4, "law": 0.2}, short=True))


@pytest.mark.parametrize(
    "text, rare, never",
    [
        # What says more of somebody, without whom.
        ("It is a way to share power from the very start of all the work with those who use it.", "use", "who use it"),
        ("The tenants ask for a word on a plan of the homes that somebody else in the trust has drawn up.", "drawn up", "has drawn up"),
        ("Asking invites tenants to comment at length on a plan that somebody else has drawn up.", "drawn up", "has drawn up"),
        # Half of a subject, an adjective without its noun, and a condition without its verb.
        ("The homes in the hills and the houses in the town must be mended by the trust before winter comes.", "hills", "hills"),
        ("The board that wants tenants to take part in all of its work needs a planned, strategic way.", "planned wants", "planned"),
        ("All the tenants of the trust have to take a full part when the care that they need is planned.", "full part care", "care"),
    ],
)
def test_no_mark_is_left_of_words_that_say_nothing_by_themselves(text: str, rare: str, never: str) -> None:
    found = marks(text, rare=rare)
    assert found
    assert not any((mark.startswith(never) if " " in never else mark.endswith(never)) for mark in found)


@pytest.mark.parametrize(
    "text, rare, needed",
    [
        ("Money is there for all unions of tenants in the hills other than those that are run by the board.", "unions", "other than those"),
        (
            "The board has to mend the roofs of the homes that it lets, except for the roofs of sheds and stores.",
            "mend roofs",
            "except for",
        ),
        ("The rent of a home is paid by the fund provided that the tenant has told the board of the need.", "rent fund", "provided that"),
    ],
)
def test_what_is_excepted_is_marked_too(text: str, rare: str, needed: str) -> None:
    assert needed in " ".join(marks(text, rare=rare))
