from __future__ import annotations

from dataclasses import replace

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.figures_asked import figures_asked_of
from copro_qa.answering.folding import newest_figures_first
from tests.fakes import source, written


def quote(path: str, text: str, *, score: float, published: str | None, title: str | None = None) -> Quote:
    made = written(path, text, of=replace(source(path), title=title or path, published=published))
    return Quote(made.span_of(made.blocks[0]), score)


def order(question: str, older: str, newer: str, score: float = 0.8, titles: tuple[str, str] | None = None) -> list[str]:
    """The years in which the two stand, where the older has a figure of .9 and the newer this one."""
    asked = figures_asked_of(question)
    old_title, new_title = titles or (None, None)
    quotes = [
        quote("old.md", older, score=0.9, published="2015", title=old_title),
        quote("new.md", newer, score=score, published="2022", title=new_title),
    ]
    found = newest_figures_first(quotes, asked) if asked else quotes
    return [each.span.document.source.published or "" for each in found]


NEWEST_FIRST, AS_THEY_WERE = ["2022", "2015"], ["2015", "2022"]


@pytest.mark.parametrize(
    "question, older, newer",
    [
        ("How much can a club get from the fund?", "Each club may receive up to £2,000.", "Awards are limited to £5,000 for a club."),
        ("How long may a stall stay open?", "Stalls close after three hours.", "No stall trades for longer than 90 minutes."),
        ("How often is the pond cleaned?", "The pond is cleaned every month.", "Cleaning of the pond takes place once a year."),
        ("How much notice must a sailor give?", "Two months' notice is expected of a sailor.", "A sailor tells us 28 days beforehand."),
        ("When does the grant close?", "The grant closes in May 2016.", "Requests for the grant are taken until 4 June 2023."),
        ("How many boats lie in the harbour?", "Forty boats lie in the harbour.", "The harbour has berths for 65 boats."),
        ("How much is the toll?", "From 2014 the toll is £2.", "Since 2021 a toll of £3 is due."),
    ],
)
def test_documents_that_disagree_in_unlike_words_stand_newest_first(question: str, older: str, newer: str) -> None:
    assert order(question, older, newer) == NEWEST_FIRST


@pytest.mark.parametrize(
    "question, older, newer",
    [
        # Another thing.
        ("How much is a bus pass?", "A bus pass is £30 a month.", "A rail pass is £95 a month."),
        ("How much is the boat rent?", "The rent for a boat is £35 a year.", "The rent for a garage is £14 a year."),
        (
            "How old must I be to join the youth council?",
            "You must be 12 to join the youth council.",
            "You must be 16 to join the club council.",
        ),
        # Another year, body or place.
        ("How many people came to the fair?", "In 2012, 400 people came to the fair.", "The fair of 2018 drew 650 people."),
        ("How long does a reply take?", "Norhaven Council replies in ten days.", "Eastmuir Council replies in five days."),
        ("How many trees were planted?", "Volunteers planted 40 trees in Fife.", "Some 90 trees were planted in Angus."),
        # The same figure of the kind that is asked for.
        ("How much does the toll cost?", "The toll costs £2 for three days.", "A toll of £2 is due."),
        # No figure of that kind.
        ("How much is the toll?", "The toll is £2.", "The toll is asked of all who cross the bridge on two wheels."),
        # A year is asked about.
        ("How much was the toll in 2014?", "The toll is £2.", "The toll is £3."),
        # Nothing that a figure states is asked for.
        ("Who is the chair of the two boards?", "Ann Hay is the chair of two boards.", "Ann Hay is the chair of three boards."),
        # Nothing that the question names.
        ("How many are there?", "Some 400 carers are known.", "The pool has 25 lanes."),
    ],
)
def test_figures_for_two_matters_keep_their_order(question: str, older: str, newer: str) -> None:
    assert order(question, older, newer) == AS_THEY_WERE


def test_one_that_lacks_a_word_of_the_question_answers_too_only_where_its_figure_is_near_the_best() -> None:
    question, older, newer = "How big is the fine for a stray dog?", "The fine for a stray dog is £40.", "For a stray dog £90 is due."
    assert order(question, older, newer) == NEWEST_FIRST
    assert order(question, older, newer, score=0.5) == AS_THEY_WERE
    assert order(question, older, "A fine of £90 is due for any stray dog.", score=0.5) == NEWEST_FIRST


def test_titles_tell_what_a_quote_speaks_of_and_whose_it_is() -> None:
    question, older, newer = "How much is the dog fine?", "The dog fine is £40.", "The fine is £90."
    assert order(question, older, newer, score=0.5, titles=("Dogs", "Rules for dogs")) == NEWEST_FIRST
    assert order(question, older, newer, score=0.5, titles=("Dogs", "Rules for parks")) == AS_THEY_WERE
    assert order(question, older, newer, titles=("Fife Council: dogs", "Dogs in the area of Angus Council")) == AS_THEY_WERE


@pytest.mark.parametrize("published", [None, "2015"])
def test_without_two_dates_nothing_is_moved(published: str | None) -> None:
    asked = figures_asked_of("How much is the toll?")
    quotes = [
        quote("a.md", "The toll is £2.", score=0.9, published="2015"),
        quote("b.md", "A toll of £3 is due.", score=0.8, published=published),
    ]
    assert asked is not None
    assert newest_figures_first(quotes, asked) == quotes
