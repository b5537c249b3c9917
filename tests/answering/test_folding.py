from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.extraction import Candidate
from copro_qa.answering.figures_asked import FiguresAsked
from copro_qa.answering.folding import fold_repeats, holding, may_be_overtaken, newest_figures_first, spread, successors_first
from copro_qa.answering.standing_alone import quote_around
from copro_qa.answering.stated_kinds import Kind
from copro_qa.document import Document, Recognised
from tests.fakes import source, written


def candidate(made: Document, text: str, score: float = 0.8) -> Candidate:
    start = made.text.index(text)
    return Candidate(made.span(start, start + len(text)), score)


REPEATS = [
    written("a.md", "Unpaid carers are offered a break every year.\nBoards pay for it."),
    written("b.md", "UNPAID carers are offered a break, every year!"),
]


def test_the_same_words_elsewhere_are_folded_into_the_better_quote() -> None:
    quotes = [Quote(made.span_of(made.blocks[0]), score) for made, score in zip(REPEATS, (0.9, 0.8), strict=True)]
    (folded,) = fold_repeats(quotes)
    assert (folded.text, folded.score) == ("Unpaid carers are offered a break every year.", 0.9)
    assert [span.document.source.path for span in folded.also] == ["b.md"]


def test_what_says_something_else_is_kept_in_its_order() -> None:
    quotes = [Quote(REPEATS[0].span_of(block), score) for block, score in zip(REPEATS[0].blocks, (0.9, 0.8), strict=True)]
    assert fold_repeats(quotes) == quotes


def test_a_quote_inside_a_better_one_or_inside_its_lead_is_dropped() -> None:
    made = written("a.md", "The pillars are:\n- prevention\n- people")
    whole = quote_around(candidate(made, "The pillars are:"))
    assert fold_repeats([whole, quote_around(candidate(made, "people")), quote_around(candidate(made, "The pillars are:", 0.5))]) == [whole]


STAGES = "Boards meet carers first. This takes a year at the most. Then they report.\nThese reports are read by all. Homes are built."


def leaning(text: str, score: float) -> Quote:
    return quote_around(candidate(written("a.md", STAGES), text, score))


def test_a_quote_that_leans_on_a_better_one_beside_it_is_joined_to_it() -> None:
    better, worse = leaning("Boards meet carers first.", 0.9), leaning("This takes a year at the most.", 0.7)
    (joined,) = fold_repeats([better, worse])
    assert (joined.text, joined.lead, joined.score) == ("Boards meet carers first. This takes a year at the most.", None, 0.9)
    assert [part.text for part in joined.key] == ["Boards meet carers first.", "This takes a year at the most."]


def test_a_quote_that_leans_on_a_better_one_over_it_keeps_it_as_what_it_leans_on() -> None:
    made = written("a.md", "Boards have duties to carers.\n- They meet.\n- They listen to all carers.")
    better, item = Quote(made.span_of(made.blocks[0]), 0.9), quote_around(candidate(made, "They listen to all carers.", 0.8))
    (joined,) = fold_repeats([better, item])
    assert (joined.text, joined.score) == ("They listen to all carers.", 0.9)
    assert joined.lead == better.span


def test_a_sentence_that_leans_on_a_better_one_elsewhere_stands_without_it_and_the_better_one_as_it_was() -> None:
    made = written("a.md", "Boards meet carers first. Homes are built. This takes a year at the most.")
    better = quote_around(candidate(made, "Boards meet carers first.", 0.9))
    worse = Quote(candidate(made, "This takes a year at the most.", 0.7).sentence, 0.7, lead=better.span)
    first, second = fold_repeats([better, worse])
    assert first == better
    assert (second.text, second.lead, second.score) == ("This takes a year at the most.", None, 0.7)


def test_where_marks_are_settled_two_quotes_made_one_are_not_marked_as_a_whole() -> None:
    (joined,) = fold_repeats([leaning("Boards meet carers first.", 0.9), leaning("This takes a year at the most.", 0.7)], marked=True)
    assert joined.key == ()


def test_a_quote_that_leans_on_a_far_better_one_is_dropped() -> None:
    better = leaning("Boards meet carers first.", 0.9)
    assert fold_repeats([better, leaning("This takes a year at the most.", 0.3)]) == [better]


def test_no_words_are_quoted_twice_whatever_leans_on_what() -> None:
    sentences = [
        "Boards meet carers first.",
        "This takes a year at the most.",
        "Then they report.",
        "These reports are read by all.",
        "Homes are built.",
    ]
    for order in permutations(sentences):
        folded = fold_repeats(leaning(text, 0.9 - place / 100) for place, text in enumerate(order))
        shown = [span for quote in folded for span in (quote.span, quote.lead) if span]
        assert not any(first.overlaps(second) for first, second in combinations(shown, 2))
        assert {text for text in sentences if any(text in span.text for span in shown)} == set(sentences)


def test_quotes_without_a_word_are_never_the_same() -> None:
    made = written("a.md", "…\n—")
    quotes = [Quote(made.span_of(block), 0.5) for block in made.blocks]
    assert fold_repeats(quotes) == quotes


def of_year(path: str, *, superseded_by: tuple[str, ...] = ()) -> Document:
    return written(path, f"Words of {path}.", of=replace(source(path), superseded_by=superseded_by))


@pytest.mark.parametrize(
    "given, expected",
    [
        (["old", "new"], ["new", "old"]),
        (["new", "old"], ["new", "old"]),
        (["other", "old", "third", "new"], ["other", "new", "old", "third"]),
        (["old", "other"], ["old", "other"]),
    ],
)
def test_a_superseded_document_yields_to_its_successor_only(given: list[str], expected: list[str]) -> None:
    documents = {"old": of_year("old", superseded_by=("new",)), "new": of_year("new"), "other": of_year("other"), "third": of_year("third")}
    quotes = [Quote(documents[name].span(0, 5), 0.9 - place / 10) for place, name in enumerate(given)]
    assert [quote.span.document.source.path for quote in successors_first(quotes)] == expected


def dated(path: str, words: str, *, published: str | None = None, superseded_by: tuple[str, ...] = ()) -> Document:
    return written(path, words, of=replace(source(path), published=published, superseded_by=superseded_by))


def whole(made: Document, score: float) -> Quote:
    return Quote(made.span(0, len(made.text)), score)


def paths(quotes: list[Quote]) -> list[str]:
    return [quote.span.document.source.path for quote in quotes]


def test_of_two_that_say_the_same_the_superseded_one_is_folded_into_its_successor_with_the_better_score() -> None:
    old = dated("old.md", "Carers are offered a break every year.", superseded_by=("new.md",))
    new = dated("new.md", "Carers are offered a break every year.")
    (folded,) = fold_repeats([whole(old, 0.9), whole(new, 0.8)])
    assert (folded.span.document, folded.score) == (new, 0.9)
    assert [span.document for span in folded.also] == [old]


def test_of_two_that_say_the_same_what_was_read_from_a_scan_is_folded_into_what_was_not() -> None:
    words = "Carers are offered a break every year."
    scan, file, other = (dated(f"{name}.md", words) for name in ("scan", "file", "other"))
    scan = replace(scan, recognised=(Recognised(0, len(words), 0.9),))
    (folded,) = fold_repeats([whole(scan, 0.9), whole(file, 0.8), whole(other, 0.7)])
    assert (folded.span.document, folded.score) == (file, 0.9)
    assert [span.document for span in folded.also] == [scan, other]
    (folded,) = fold_repeats([whole(file, 0.9), whole(scan, 0.8)])
    assert folded.span.document == file


def test_a_scan_of_the_document_in_force_is_not_folded_into_the_one_that_it_supersedes() -> None:
    words = "Carers are offered a break every year."
    new = replace(dated("new.md", words), recognised=(Recognised(0, len(words), 0.9),))
    old = dated("old.md", words, superseded_by=("new.md",))
    (folded,) = fold_repeats([whole(new, 0.9), whole(old, 0.8)])
    assert folded.span.document == new


def test_two_that_differ_in_a_figure_never_say_the_same() -> None:
    words = "In total there were {} unpaid carers known to all the boards of Scotland in that one year."
    quotes = [whole(dated(f"{figure}.md", words.format(figure)), 0.9) for figure in ("500", "600")]
    assert fold_repeats(quotes) == quotes


@pytest.mark.parametrize(
    "words, one, other",
    [
        ("A board that is asked must decide within {} months of receiving it from the body that asked for it.", "six", "four"),
        ("A board that is asked must decide within six {} of receiving it from the body that asked for it.", "months", "weeks"),
        ("The fund that pays for short breaks of all carers in this area will close on 31 {} each year.", "March", "May"),
        ("Carers in this area who look after a child at home are {}charged for a break every year.", "", "not "),
        ("Each of the boards in this area {} ask all carers before it decides on the plan for them.", "must", "may"),
        ("Each of the boards in this area asks at {} ten of the carers there before it decides.", "least", "most"),
        ("Boards in this area {} charge carers for a break of a week in any year whatever they earn.", "do", "don’t"),
    ],
)
def test_two_that_differ_in_a_figure_in_words_a_month_a_denial_or_a_limit_never_say_the_same(words: str, one: str, other: str) -> None:
    quotes = [whole(dated(f"{place}.md", words.format(word)), 0.9) for place, word in enumerate((one, other))]
    assert fold_repeats(quotes) == quotes


def test_the_same_figure_in_words_and_in_digits_is_the_same() -> None:
    words = "A board that is asked must decide within {} months of receiving it from the body that asked for it in writing or by telephone."
    quotes = [whole(dated(f"{figure}.md", words.format(figure)), 0.9) for figure in ("six", "6")]
    assert len(fold_repeats(quotes)) == 1


def test_figures_in_words_stand_newest_first_too() -> None:
    old = whole(dated("old.md", "Reviews of all plans take four weeks.", published="2011"), 0.9)
    new = whole(dated("new.md", "Reviews of all plans take six weeks.", published="2015"), 0.8)
    assert paths(newest_figures_first([old, new], A_FIGURE)) == ["new.md", "old.md"]
    assert may_be_overtaken(old, [new.span.document], A_FIGURE)


def test_the_year_of_a_source_in_brackets_is_no_figure() -> None:
    words = "Carers are offered a break every year wherever they live and work in Scotland today (Smith, {}: 6)."
    quotes = [whole(dated(f"{year}.md", words.format(year)), 0.9) for year in ("2011", "2014")]
    assert len(fold_repeats(quotes)) == 1


A_FIGURE, ANYTHING = FiguresAsked("How many?", Kind.AMOUNT), FiguresAsked("", None)
SPENDING = "Spending on care rose by {} per cent over the decade."


def test_documents_that_give_different_figures_for_one_matter_stand_newest_first_in_the_places_that_they_have() -> None:
    old = whole(dated("old.md", SPENDING.format(5), published="2011"), 0.9)
    other = whole(dated("other.md", "Nine boards met.", published="2010"), 0.85)
    new = whole(dated("new.md", SPENDING.format(7), published="2015-06"), 0.8)
    assert paths(newest_figures_first([old, other, new], A_FIGURE)) == ["new.md", "other.md", "old.md"]


def test_where_no_figure_is_asked_for_only_those_that_say_the_same_but_for_it_stand_newest_first() -> None:
    old = whole(dated("old.md", SPENDING.format(5), published="2011"), 0.9)
    new = whole(dated("new.md", SPENDING.format(7), published="2015"), 0.8)
    loosely = whole(dated("loosely.md", f"Boards say that {SPENDING.format(9)} They ask for more staff.", published="2016"), 0.7)
    assert paths(newest_figures_first([old, new, loosely], A_FIGURE)) == ["loosely.md", "new.md", "old.md"]
    assert paths(newest_figures_first([old, new, loosely], ANYTHING)) == ["new.md", "old.md", "loosely.md"]


def test_the_same_figure_another_matter_and_a_document_without_a_date_keep_their_order() -> None:
    old = whole(dated("old.md", SPENDING.format(5), published="2011"), 0.9)
    same = whole(dated("same.md", f"In short: {SPENDING.format(5)}", published="2015"), 0.8)
    unlike = whole(dated("unlike.md", "There are 32 councils.", published="2016"), 0.7)
    undated = whole(dated("undated.md", SPENDING.format(7)), 0.6)
    quotes = [old, same, unlike, undated]
    assert newest_figures_first(quotes, A_FIGURE) == quotes


def test_quotes_are_spread_over_documents_where_others_answer_too() -> None:
    long = written("long.md", " ".join(f"Carers of kind {number} are heard." for number in range(9)))
    many = [Quote(long.span(place * 10, place * 10 + 9), 0.9 - place / 100) for place in range(6)]
    others = [whole(dated("other.md", "Carers are heard."), 0.7)]
    assert paths(spread([*many, *others], 5)) == ["long.md"] * 4 + ["other.md"]
    assert paths(spread(many, 5)) == ["long.md"] * 5
    assert spread([*many, *others], 1) == many[:1]


def test_quotes_that_stay_come_first_and_leave_no_place_to_those_that_share_their_words() -> None:
    made = dated("made.md", "Carers rest. Boards pay. Homes are built.")
    other, last = whole(dated("other.md", "Nine boards met."), 0.8), whole(dated("last.md", "Ten boards met."), 0.6)
    stays = Quote(made.span(13, 24), 0.7)
    longer = replace(Quote(made.span(0, 24), 0.9), also=(last.span,))
    held = holding([stays], [longer, other, last], 2)
    assert [quote.span.text for quote in held] == ["Boards pay.", "Nine boards met."]
    assert holding([stays], [other, stays], 2) == [stays, other]
    assert holding([last, stays], [stays, other, last], 2) == [last, stays]


def test_a_quote_that_stays_keeps_its_marks_and_learns_of_other_places() -> None:
    made = dated("made.md", "Carers rest. Boards pay.")
    stays = Quote(made.span(13, 24), 0.7, key=(made.span(13, 19),))
    elsewhere = whole(dated("other.md", "Boards pay."), 0.8)
    found = replace(stays, key=(made.span(13, 24),), also=(elsewhere.span,))
    assert holding([stays], [found], 5) == [replace(stays, also=(elsewhere.span,))]
    assert holding([stays], [elsewhere], 5) == [replace(stays, also=(elsewhere.span,))]


def test_what_stays_is_no_other_place_of_a_quote_beside_it() -> None:
    made = dated("made.md", "Carers rest. Boards pay.")
    stays = Quote(made.span(13, 24), 0.7)
    beside = replace(whole(dated("other.md", "Boards pay for rest."), 0.8), also=(made.span(13, 24),))
    assert [quote.also for quote in holding([stays], [beside], 5)] == [(), ()]


def test_a_quote_may_be_overtaken_by_a_successor_and_by_newer_figures_where_they_are_asked_for() -> None:
    old = whole(dated("old.md", "Boards paid 20 pounds.", published="2014"), 0.9)
    new, newer = dated("new.md", "All else.", published="2014"), dated("newer.md", "All else.", published="2015")
    assert may_be_overtaken(old, [new, newer], A_FIGURE)
    assert not may_be_overtaken(old, [new, newer], None)
    assert not may_be_overtaken(old, [new], A_FIGURE)
    assert not may_be_overtaken(whole(dated("old.md", "Boards paid.", published="2014"), 0.9), [newer], A_FIGURE)
    replaced = replace(old.span.document, source=replace(old.span.document.source, superseded_by=("new.md",)))
    assert may_be_overtaken(whole(replaced, 0.9), [new], None)
    assert not may_be_overtaken(whole(replaced, 0.9), [newer], None)
