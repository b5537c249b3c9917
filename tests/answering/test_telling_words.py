from __future__ import annotations

import pytest

from copro_qa.answering.telling_rows import in_row
from copro_qa.answering.telling_words import closed, head_of_item, in_sentence, own_words, time_of
from copro_qa.store.lexical import terms


def told(text: str, question: str, *pointed: str) -> list[str]:
    places = [(text.index(word), text.index(word) + len(word)) for word in pointed]
    return [text[start:end] for start, end in in_sentence(text, question, frozenset(terms(question)), places)]


@pytest.mark.parametrize(
    "question, text, expected",
    [
        ("What are the four pillars?", "The four pillars are prevention, partnership and people.", "prevention, partnership and people"),
        ("What does prevention mean?", "Prevention means to act early.", "to act early"),
        ("What do carers get?", "Carers are given a break.", "given a break"),
        ("What do the carers of Fife do?", "Carers support each other.", "Carers support each other"),
        ("What does the act do?", "The Act (asp 10) gives carers a right to support.", "gives carers a right to support"),
    ],
)
def test_the_subject_that_the_question_names_goes(question: str, text: str, expected: str) -> None:
    assert told(text, question) == [expected]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Boards must not close a ward.", "must not close a ward"),
        ("Boards are not obliged to ask.", "are not obliged to ask"),
        ("Boards have to publish a plan.", "have to publish a plan"),
    ],
)
def test_a_verb_that_says_something_itself_stays(text: str, expected: str) -> None:
    assert told(text, "What must boards do?") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In its report of 2011, the Commission said that people come first.",
        "However, people come first.",
        "The review found that people come first.",
    ],
)
def test_what_only_leads_in_goes(text: str) -> None:
    assert told(text, "What matters?") == ["people come first"]


@pytest.mark.parametrize(
    "text",
    [
        "Family carers, unpaid carers and young carers get a break.",
        "Early intervention, prevention and partnership are the pillars.",
        "About 300 carers, mostly women, took part.",
        "Over £3 million, spent on breaks, was asked for.",
        "First Minister Jane Young, now in post, agreed.",
    ],
)
def test_a_subject_that_begins_like_a_lead_in_stays(text: str) -> None:
    assert told(text, "What happened?") == [text[:-1]]


def test_an_ordinal_by_itself_goes() -> None:
    assert told("First, people decide.", "What happens?") == ["people decide"]
    assert told("First of all, people decide.", "What happens?") == ["people decide"]


def test_a_condition_goes_only_where_the_question_names_it() -> None:
    text = "If it refuses, the council must give its reasons."
    assert told(text, "What must a council do if it refuses?") == ["must give its reasons"]
    assert told(text, "What are the rules?") == ["If it refuses, the council must give its reasons"]


def test_the_reason_or_the_way_is_told_where_it_is_asked_for() -> None:
    assert told("Councils act early because acute care costs more.", "Why act early?") == ["because acute care costs more"]
    assert told("Because acute care costs more, councils act early.", "Why act early?") == ["Because acute care costs more"]
    assert told("Carers are helped by giving them a break.", "How are carers helped?") == ["by giving them a break"]
    assert told("Carers sleep.", "Why act early?") == ["Carers sleep"]


def test_who_asks_who_is_told_the_subject_where_the_question_has_the_rest() -> None:
    assert told("Local boards are supporting the plan.", "Who supports the plan?") == ["Local boards"]


def test_what_only_repeats_the_question_at_the_end_goes_and_a_source_in_brackets() -> None:
    assert told("They must publish a plan, which is the duty on boards.", "Which is the duty on boards?") == ["must publish a plan"]
    assert told("Panels are made up of residents (Scott, 2011: 10).", "Who makes up the panels?") == ["made up of residents"]


def test_of_a_long_sentence_the_clause_that_is_pointed_at_is_told_with_the_pieces_of_its_list() -> None:
    text = (
        "The plan was agreed after a long debate between all of the boards, and it asks for breaks, money and rest; nothing else was said."
    )
    assert told(text, "What now?", "money") == ["it asks for breaks, money and rest"]
    assert told(text, "What now?") == ["The plan was agreed" + text.split("agreed", 1)[1][:-1]]


def test_a_clause_that_speaks_of_the_one_before_brings_it() -> None:
    text = "The review of the boards lasted for ten long months, but in the end it asked for a register of people whose visas expire soon."
    assert told(text, "What now?", "expire") == ["in the end it asked for a register of people whose visas expire soon"]


@pytest.mark.parametrize(
    "question, text, expected",
    [
        ("Are carers paid?", "No carers are paid.", "No carers are paid"),
        ("Are carers paid?", "None of the carers are paid for it.", "None of the carers are paid for it"),
        ("Are carers and boards paid?", "Neither carers nor boards are paid.", "Neither carers nor boards are paid"),
        ("What is said?", "It is not true that carers are paid.", "is not true that carers are paid"),
        ("What comes first?", "The review didn’t find that people come first.", "The review didn’t find that people come first"),
        ("Are carers paid?", "Boards are paid, but not carers.", "Boards are paid, but not carers"),
        ("Why act early?", "They act early not because they must but because care costs more.", "because care costs more"),
        ("Why did it close?", "It closed not because of money.", "closed not because of money"),
        ("What may boards do?", "In no case, it is said, may boards close.", "In no case, it is said, may boards close"),
        ("How are carers helped?", "They are helped not by paying them.", "helped not by paying them"),
    ],
)
def test_what_says_the_opposite_without_some_of_its_words_keeps_them(question: str, text: str, expected: str) -> None:
    assert told(text, question) == [expected]


def test_quotation_marks_and_brackets_are_told_whole() -> None:
    assert told("The name of the town is “Warsaw”.", "What is the name of the town?") == ["“Warsaw”"]
    assert told('The name of the town is "Warsaw".', "What is the name of the town?") == ['"Warsaw"']


def test_a_time_since_which_something_holds_is_no_reason() -> None:
    assert told("It has worked since April 2014.", "Why does it work?") == ["worked since April 2014"]
    assert told("It works since all boards take part.", "Why does it work?") == ["since all boards take part"]


def test_a_source_in_brackets_is_not_told_with_the_reason_and_a_quotation_in_it_whole() -> None:
    assert told("They act because care costs more (Scott, 2011: 10).", "Why act early?") == ["because care costs more"]
    assert told("They act because it is “good”.", "Why act early?") == ["because it is “good”"]
    assert told("They act early (because care costs more).", "Why act early?") == ["because care costs more"]


def test_a_joining_word_that_belongs_to_what_follows_is_told() -> None:
    assert told("So far 30 boards have signed.", "What now?") == ["So far 30 boards have signed"]
    text = "The plan of the boards was signed after a long debate about money and staff, and it asks for more so that carers get breaks."
    assert told(text, "What now?", "breaks") == ["so that carers get breaks"]


@pytest.mark.parametrize("text", ["", "…", "(", ") (", "; ; ;", "—", "  "])
def test_without_words_nothing_is_told(text: str) -> None:
    assert told(text, "Who?") == []
    assert head_of_item(text) is None


@pytest.mark.parametrize(
    "question, row, expected",
    [
        ("How much is the grant?", "Band: C; Grant: £300", ["£300"]),
        ("Second strategy, which years?", "Strategy: Second Strategy; Years: 2013; What it adds: People help", ["2013"]),
        ("What do carers have?", "Carers; 2 weeks; free", ["2 weeks", "free"]),
        (
            "What are the pillars of public service reform?",
            "Pillar: Improving public services; Idea: Be open",
            ["Improving public services"],
        ),
        ("What is said?", "Carers", []),
    ],
)
def test_of_a_row_the_cells_under_the_heading_asked_for_are_told_else_all_but_its_name(
    question: str, row: str, expected: list[str]
) -> None:
    assert [row[start:end] for start, end in in_row(row, frozenset(terms(question)))] == expected


def test_of_a_row_the_cell_that_is_pointed_at_is_told() -> None:
    row = "Area: Fife; Year: 2013; Money: £300"
    assert [row[start:end] for start, end in in_row(row, frozenset(), [(row.index("2013"), row.index("2013") + 4)])] == ["2013"]


def test_of_a_row_the_cell_is_told_that_speaks_of_what_is_asked_and_not_the_name_of_the_row() -> None:
    row = "Strand: People first; In plain terms: Build homes round the people who live in them"
    asked = frozenset(terms("build homes from four things about people"))
    assert [row[start:end] for start, end in in_row(row, asked)] == ["Build homes round the people who live in them"]
    # Where it has no more of the question than other cells have, nothing tells it from them.
    asked = frozenset(terms("people"))
    assert [row[start:end] for start, end in in_row(row, asked)] == ["Build homes round the people who live in them"]


def test_a_cell_that_holds_only_a_date_or_a_number_is_not_told_where_neither_is_asked_for() -> None:
    row = "Version: Second; Issued: 17-08-2015; Comments: Repeats left out"
    asked = frozenset(terms("What changed between the drafts?"))
    assert [row[start:end] for start, end in in_row(row, asked, figures=False)] == ["Repeats left out"]
    assert "17-08-2015" in [row[start:end] for start, end in in_row(row, asked)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("By the time of the second plan, all took part.", ["By the time of the second plan"]),
        ("Tenants are asked again once the work is done.", ["once the work is done"]),
        ("They never meet before the summer.", []),
        ("Tenants are asked.", []),
        ("Those who look after a tenant were heard.", []),
        ("The hall, named after a singer, was let.", []),
        ("They came before the tribunal and lost.", []),
        ("It is known within the council.", []),
        ("Homes are better let than before.", []),
        ("It is told within a few weeks.", ["within a few weeks"]),
        ("Boards meet, while tenants wait.", []),
    ],
)
def test_when_something_is_so_is_said_from_the_word_that_begins_it_to_the_end_of_its_clause(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in time_of(text)] == expected


def test_a_meaning_is_told_where_it_is_asked_for() -> None:
    text = 'The town is called Homestead, meaning "place of the home", and lies in the hills.'
    assert told(text, "What does Homestead mean?") == ['meaning "place of the home"']


def test_the_name_of_a_row_is_told_only_who_may_ask_for_it() -> None:
    row = "Proposal: Mending homes; What it would do: Let tenants choose a builder"
    asked = frozenset(terms("Under the proposals, may my union take part in mending?"))
    assert [row[start:end] for start, end in in_row(row, asked, names=False)] == ["Let tenants choose a builder"]
    asked = frozenset(terms("What are the proposals?"))
    assert [row[start:end] for start, end in in_row(row, asked)] == ["Mending homes"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2. when it is commissioned;", "when it is commissioned;"),
        ("A) plans (all)", "plans (all)"),
        ("84. The charge rises.", "The charge rises."),
        ("J. Smith, chair", "J. Smith, chair"),
        ("2014 was the year.", "2014 was the year."),
    ],
)
def test_the_number_before_an_item_or_a_paragraph_is_not_its_own_words(text: str, expected: str) -> None:
    assert text[own_words(text) :] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Prevention: act early.", "Prevention"),
        ("prevention, so that problems are met early;", "prevention"),
        ("The Care Council, which runs the homes", "The Care Council"),
        ("The Boards of Fife, Moray and the Isles, which pay", "The Boards of Fife, Moray and the Isles"),
        ("The Board for Rest tasked with giving breaks", None),
        ("The Board for Rest, tasked with giving breaks", "The Board for Rest"),
        ("the Home Fund (for those over 60)", "the Home Fund"),
        ("housing, health and rest", None),
        ("their needs", None),
    ],
)
def test_an_item_names_what_stands_before_the_words_about_it(text: str, expected: str | None) -> None:
    head = head_of_item(text)
    assert (text[slice(*head)] if head else None) == expected


def test_the_subject_that_title_and_headings_speak_of_goes_where_the_answer_cannot_be_the_subject() -> None:
    text, known = "The charter gives every tenant a right to repairs.", frozenset(terms("The tenants’ charter"))

    def told_of(question: str) -> list[str]:
        return [text[start:end] for start, end in in_sentence(text, question, frozenset(terms(question)), (), known)]

    assert told_of("Can I have my roof mended?") == ["gives every tenant a right to repairs"]
    assert told_of("Which paper helps me with the roof?") == [text[:-1]]
    assert told_of("What helps me with the roof?") == [text[:-1]]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("They support each other.", "support each other"),
        ("It also treats people well.", "treats people well"),
        ("This means more rest.", "more rest"),
        ("Theirs support all.", "Theirs support all"),
        ("IT operations", "IT operations"),
        ("It has been running for a year.", "running for a year"),
    ],
)
def test_a_pronoun_that_is_the_subject_goes(text: str, expected: str) -> None:
    assert told(text, "What is new?") == [expected]


def test_who_asks_who_is_told_the_subject_also_where_its_verb_is_no_small_word() -> None:
    assert told("The Home Office regulates the Rest Act 2002.", "Who is the regulator for the Rest Act?") == ["The Home Office"]


def test_a_purpose_after_a_comma_is_a_reason() -> None:
    assert told("They write it large, to show their pride.", "Why is it written large?") == ["to show their pride"]
    assert told("They sold it, to the dismay of all.", "Why was it sold?") == ["sold it, to the dismay of all"]


def test_of_a_relative_clause_after_but_all_is_told() -> None:
    text = "The council will open a new way for all those on the route of a parent of a child, but who have lost the child, to settle soon."
    (mark,) = told(text, "What now?", "settle", "lost")
    assert mark.startswith(("for all those", "The council"))


@pytest.mark.parametrize(
    "question, text, word",
    [
        ("How does the council consult?", "The council never consults by using surveys.", "never"),
        ("How is the money spent?", "The money is never spent by paying staff.", "never"),
        ("Why was it closed?", "Nobody closed it because of the cost.", "Nobody"),
        ("What have councils done about the rules?", "Hardly any councils have adopted the new rules on housing.", "Hardly"),
    ],
)
def test_a_denial_is_never_left_unmarked_before_what_it_denies(question: str, text: str, word: str) -> None:
    assert all(word in part for part in told(text, question))


@pytest.mark.parametrize(
    "text, question, expected",
    [
        # The verb of the sentence, and not that of "what is".
        ("It puts what is left of the fund to good use", "What happens to it?", ["puts what is left of the fund to good use"]),
        # Who says it, and how.
        ("The board stressed that homes are mended first", "What did the board say?", ["homes are mended first"]),
    ],
)
def test_what_is_said_begins_with_the_verb_of_the_sentence(text: str, question: str, expected: list[str]) -> None:
    assert told(text, question) == expected


def test_the_subsections_of_a_section_belong_to_its_number() -> None:
    text = "Section 31(1)(b) of the Act says so (as amended)."
    assert text[slice(*closed(text, 0, 10))] == "Section 31(1)(b)"
    assert text[slice(*closed(text, 0, 7))] == "Section"
