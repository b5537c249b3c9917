from __future__ import annotations

import pytest

from copro_qa.answering.eligibility import may_answer
from copro_qa.document import BlockKind, Document
from tests.fakes import document, written

ASKED = "What is offered to carers?"
FOR_SOURCES = "Which publication is about carers?"


def first(made: Document) -> bool:
    return may_answer(made.span_of(made.blocks[0]), ASKED)


def test_a_heading_never_answers() -> None:
    made = document((BlockKind.HEADING, "Breaks for carers"))
    assert not may_answer(made.span_of(made.blocks[0]), ASKED)
    assert not may_answer(made.span_of(made.blocks[0]), FOR_SOURCES)


@pytest.mark.parametrize("heading, answers", [("Read next", False), ("See also:", False), ("What to read aloud", True)])
def test_a_list_of_other_documents_to_read_answers_only_who_asks_for_sources(heading: str, *, answers: bool) -> None:
    made = document((BlockKind.HEADING, heading), (BlockKind.LIST_ITEM, "The law on carers, where breaks are offered for the first time."))
    assert may_answer(made.span_of(made.blocks[1]), ASKED) is answers
    assert may_answer(made.span_of(made.blocks[1]), FOR_SOURCES)


@pytest.mark.parametrize(
    "kind, text",
    [
        (BlockKind.TITLE, "Carers report"),
        (BlockKind.CONTENTS, "Carers 5"),
        (BlockKind.CAPTION, "Table 1: Carers by age"),
        (BlockKind.REFERENCE, "Smith (2011) Carers."),
        (BlockKind.FRONT_MATTER, "Published by the board."),
        (BlockKind.PARAGRAPH, "Breaks for carers ......... 12"),
        (BlockKind.PARAGRAPH, "Smith, J. and Brown, A. B. (2011). Carers. Edinburgh: Press."),
        (BlockKind.FOOTNOTE, "4 Christie (2011), page viii."),
        (BlockKind.FOOTNOTE, "3. Board of Carers (2014), Guidance on the Breaks That Carers Plan and Take in Town and Country, page 2."),
        (BlockKind.FOOTNOTE, "79 Sources of the claims for a break of carers in 2024, Board of Carers, published 30 March 2025."),
        (BlockKind.FOOTNOTE, "* Smith and Brown (2009). ‘A carer of my own’, in the yearbook of those who care for others, volume four."),
    ],
)
def test_what_only_names_a_source_or_a_place_answers_only_who_asks_for_sources(kind: BlockKind, text: str) -> None:
    made = document((kind, text), (BlockKind.PARAGRAPH, "A longer text follows, as it does below a heading."))
    assert not may_answer(made.span_of(made.blocks[0]), ASKED)
    assert may_answer(made.span_of(made.blocks[0]), FOR_SOURCES)


@pytest.mark.parametrize(
    "question, opens",
    [
        ("What are the terms of reference of the group?", False),
        ("What sources of funding are there?", False),
        ("Which funding sources are there?", False),
        ("What must be published each year?", False),
        ("What is published every year?", False),
        ("Which references does it give?", True),
        ("What are the sources of this?", False),
        ("What is the source of the figures?", True),
        ("Which sources were used?", True),
        ("When was it published?", True),
        ("Who published the report?", True),
    ],
)
def test_only_who_asks_where_something_is_written_gets_sources(question: str, *, opens: bool) -> None:
    made = document((BlockKind.REFERENCE, "Smith (2011) Carers of the group and their funding."))
    assert may_answer(made.span_of(made.blocks[0]), question) is opens


@pytest.mark.parametrize(
    "kind, text",
    [
        (BlockKind.PARAGRAPH, "Carers are offered a break every year."),
        (BlockKind.TABLE_ROW, "Breaks; every year"),
        (BlockKind.FOOTNOTE, "4 Carers under 18 are offered a break of their own by the council."),
        (BlockKind.FOOTNOTE, "5 The rules for breaks of carers, published in 2014, have been offered to each of the councils."),
        (BlockKind.FOOTNOTE, "5 Smith and Brown (2009) found that one carer in three is offered a break of their own by the council."),
        (BlockKind.FOOTNOTE, "6 Under the Community Empowerment Act (2015), Councils must offer a break to every carer."),
        (BlockKind.FOOTNOTE, "7 In the report of the board (2015), Carers asked for a break of their own in every season of the year."),
        (BlockKind.PARAGRAPH, "Telephone 0300 244 4000"),
        (BlockKind.PARAGRAPH, "carers@example.scot"),
        (BlockKind.PARAGRAPH, "Carers are offered a break every year wherever they may live in Scotland today"),
    ],
)
def test_what_says_something_may_answer(kind: BlockKind, text: str) -> None:
    assert first(document((kind, text), (BlockKind.PARAGRAPH, "A longer text follows.")))


@pytest.mark.parametrize("kind", [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM])
def test_a_few_words_over_a_longer_text_are_a_heading_whatever_the_file_calls_them(kind: BlockKind) -> None:
    assert not first(document((kind, "Breaks for carers"), (BlockKind.PARAGRAPH, "Every carer is offered one.")))


def test_a_few_words_in_a_row_of_such_are_a_list_and_may_answer() -> None:
    assert first(document((BlockKind.PARAGRAPH, "A hearing loop"), (BlockKind.PARAGRAPH, "An interpreter")))


def test_an_item_that_is_led_into_or_that_leads_into_others_may_answer() -> None:
    led = document((BlockKind.PARAGRAPH, "They are:"), (BlockKind.LIST_ITEM, "breaks", 1, 0), (BlockKind.PARAGRAPH, "It is so."))
    assert may_answer(led.span_of(led.blocks[1]), ASKED)
    assert first(document((BlockKind.LIST_ITEM, "Boards must", 1, None), (BlockKind.LIST_ITEM, "plan", 2, 0)))


@pytest.mark.parametrize("text", ["…", "4", "•", "- -"])
def test_what_has_no_word_never_answers(text: str) -> None:
    assert not may_answer(document((BlockKind.PARAGRAPH, text)).span(0, len(text)), FOR_SOURCES)


@pytest.mark.parametrize(
    "outline, words, question, may",
    [
        (
            "It says:\n- what co-production is, and how it helps;",
            "what co-production is, and how it helps;",
            "What is co-production?",
            False,
        ),
        ("It says:\n- How co-production is used", "How co-production is used", "how is co-production used", False),
        ("So what is co-production? It is this.", "So what is co-production?", "What is co-production?", False),
        ("What is co-production? It is this.", "What is co-production?", "What is co-production?", False),
        ("What co-production is depends on people.", "What co-production is depends on people.", "What is co-production?", True),
        ("It says:\n- what carers do;", "what carers do;", "What is co-production?", True),
        ("It says:\n- what carers do;", "what carers do;", "Carers?", True),
        ("It says:\n- what is co-production and why", "what is co-production and why", "What does co-production mean?", False),
        ("A plan says:\n- what the council will do", "what the council will do", "What does a council plan say?", True),
    ],
)
def test_words_that_only_ask_the_same_do_not_answer(outline: str, words: str, question: str, may: bool) -> None:  # noqa: FBT001
    made = written("a.md", outline)
    start = made.text.index(words)
    assert may_answer(made.span(start, start + len(words)), question) is may


@pytest.mark.parametrize(
    "item, question, may",
    [
        ("carers;", "What is the role of carers?", False),
        ("2. A carer's plan.", "What is a carer's plan?", False),
        ("(b) Local carers", "Who are local carers?", False),
        ("C Carer", "What is a carer?", False),
        ("carers who live with the person;", "What is the role of carers?", True),
        ("12 carers;", "How many carers are there?", True),
        ("carers;", "Does the duty cover carers?", True),
        ("carers;", "Which of them come first, neighbours or carers?", True),
        ("carers;", "Who comes first, neighbours or carers?", True),
        ("Carer's Plan", "What does CP (carer's plan) stand for?", True),
        ("carers;", "carers", True),
    ],
)
def test_an_item_that_only_names_what_is_asked_about_says_nothing_of_it(item: str, question: str, may: bool) -> None:  # noqa: FBT001
    made = document((BlockKind.PARAGRAPH, "These belong to it:"), (BlockKind.LIST_ITEM, item), (BlockKind.LIST_ITEM, "the board of it"))
    assert may_answer(made.span_of(made.blocks[1]), question) is may


@pytest.mark.parametrize(
    "text, question, may",
    [
        ("Read more about breaks for carers.", "What are breaks for carers?", False),
        ("Read more about breaks for carers.", "Where can I read about breaks?", True),
        ("Further information on breaks is available on the board's website.", "What are breaks for carers?", False),
        ("Further information on breaks is available on the board's website.", "Is there guidance on breaks?", True),
        ("You can find out more about breaks for carers on our website.", "Are breaks for carers free?", False),
        ("For more details, see section 4.", "Who pays for breaks?", False),
        ("Download the carer's form.", "What is the carer's form for?", False),
        ("Find out more about the carer before the first visit.", "What must be done ahead of a first visit?", True),
        ("Find out more about what carers want.", "What should a team do first?", True),
        ("Information on breaks must be given to every carer.", "What must every carer get?", True),
        ("Further help is given at night: a nurse stays.", "What is offered at night?", True),
        # What says something beside it may answer.
        ("Further details of the 14 grants are given in Annex B.", "How many grants were made?", True),
        ("Further details of the 2014 grants are given in Annex B.", "What were the grants?", False),
        ("For more information on fees, note that nobody under 18 pays.", "Who pays fees?", True),
        ("For further information to be shared, the carer must agree.", "May a council share what it knows?", True),
        ("For more information, ring 0131 496 0000.", "What is the phone number of the team?", True),
        ("For more information, ring 0131 496 0000.", "Who pays for breaks?", False),
        ("Download the form, fill it in and return it by 31 March.", "Until what day are forms taken?", True),
        ("Download the form from our website.", "How do I apply?", True),
        ("Additional guidance is provided to staff when they begin.", "What do new staff get?", True),
        ("Additional guidance is provided in Annex C.", "What do new staff get?", False),
        ("Further information may be given by a doctor if the carer agrees.", "May a doctor speak of the carer?", True),
        ("See also the Act of 2013: councils must offer a choice.", "What must councils offer?", True),
        ("More information about breaks is available to download.", "Who pays for breaks?", False),
        ("General advice is available free of charge from every board.", "What does a board offer?", True),
        ("Further information is available in Gaelic and in large print.", "Can I have it in Gaelic?", True),
        ("See also the Act of 2013.", "What must councils offer?", False),
        ("Read more slowly to somebody who is tired.", "How do I help somebody who is tired?", True),
        ("Other examples are panels of tenants, which can be found everywhere.", "Which groups speak for tenants?", True),
    ],
)
def test_a_sentence_that_sends_the_reader_elsewhere_answers_only_who_asks_where_to_look(text: str, question: str, may: bool) -> None:  # noqa: FBT001
    made = document((BlockKind.PARAGRAPH, text))
    assert may_answer(made.span_of(made.blocks[0]), question) is may


@pytest.mark.parametrize(
    "text, question, may",
    [
        ("It is not an official text and it is not legal advice.", "Is co-production a legal duty?", False),
        ("This guide does not constitute legal advice.", "What must councils do by law?", False),
        ("It should not be relied on as legal or professional advice.", "What must councils do by law?", False),
        ("The leaflet is not a substitute for professional advice.", "Who gives support?", False),
        ("This leaflet isn't a definitive statement of the law.", "What is the law on carers?", False),
        ("This guide does not constitute legal advice.", "Is this guide legal advice?", True),
        ("It is not an official text.", "Can I rely on this summary?", True),
        ("Councils must give legal advice to carers.", "What must councils do by law?", True),
        ("A carer who does not want legal advice may say so.", "What may a carer say?", True),
        ("It is not a legal duty.", "Is co-production a legal duty?", True),
    ],
)
def test_what_a_document_says_it_is_not_answers_only_who_asks_for_its_standing(text: str, question: str, may: bool) -> None:  # noqa: FBT001
    made = document((BlockKind.PARAGRAPH, text))
    assert may_answer(made.span_of(made.blocks[0]), question) is may


def test_words_with_a_colon_that_announce_nothing_do_not_answer() -> None:
    for outline, may in (
        ("What is offered to carers:", False),
        ("What is offered to carers:\n# Breaks", False),
        ("What is offered to carers:\nBreaks are offered.", False),
        ("What is offered to carers:\n- breaks", True),
        ("On what is offered to carers she said:\nBreaks.", True),
        ("What is offered to carers: breaks.", True),
    ):
        assert first(written("a.md", outline)) is may


@pytest.mark.parametrize(
    "frame, may",
    [
        ("Dear carers and friends,", False),
        ("Base: all carers who answered (376)", False),
        ("Source: Carers Board, 2019", False),
        ("##Figure 2: Breaks for carers, by area", False),
        ("Dear carers, breaks are offered in May.", True),
        ("Figure 2 shows that breaks are offered.", True),
    ],
)
def test_what_stands_around_a_text_or_a_figure_answers_only_who_asks_for_sources(frame: str, may: bool) -> None:  # noqa: FBT001
    made = document((BlockKind.PARAGRAPH, frame))
    assert first(made) is may
    assert may_answer(made.span_of(made.blocks[0]), FOR_SOURCES)
