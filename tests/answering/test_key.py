from __future__ import annotations

from itertools import pairwise

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.key import with_key
from copro_qa.document import Span
from copro_qa.models.reader import KeyRange
from copro_qa.store.lexical import terms
from tests.fakes import written


def marked(of: Quote, question: str, *words: str) -> list[str]:
    """What is marked when a reader takes the first occurrence of each of ``words`` in the document for a short answer."""
    document = of.span.document
    places = sorted((document.text.index(word), len(word)) for word in words)
    return key(with_key(of, question, [document.span(start, start + length) for start, length in places]))


def quote(text: str, *key: str) -> Quote:
    made = written("a.md", text)
    parts = tuple(made.span(text.index(part), text.index(part) + len(part)) for part in key)
    return Quote(made.span(0, len(text)), 0.9, key=parts)


def key(of: Quote) -> list[str]:
    return [part.text for part in of.key]


@pytest.mark.parametrize(
    "question, text, expected",
    [
        ("When did it start?", "It started on 1 April 2014 in 3 areas.", ["1 April 2014"]),
        ("In which year did it start?", "It started in 2014 (Smith, 2015: 3).", ["2014"]),
        ("How much did it fall?", "It fell by nine percentage points from 2009/10 to 2014/15.", ["nine percentage points"]),
        ("What was the turnout?", "An 84.6% turnout was seen in 2014.", ["84.6%"]),
        ("How much is paid?", "Boards pay £1.5 million for 20 homes.", ["£1.5 million"]),
        ("How long does it last?", "It is a plan for ten years.", ["ten years"]),
        ("How long can one sign?", "One interpreter can sign for between 20 to 30 minutes.", ["between 20 to 30 minutes"]),
        ("What was the ratio of one to the other?", "They outnumbered the others 20 to 1 by then, in all of the land.", ["20 to 1"]),
        ("How old was she when she came?", "She was born in Leith and came when she was seven months old.", ["seven months old"]),
        ("When did they come?", "They came to the island on 1 May 1191, after a storm.", ["1 May 1191"]),
        ("When were homes built?", "By March 3400 homes had been built, the last of them in April 2016.", ["April 2016"]),
        ("How much was it in the end?", "It went from £1.2 million in 2010 to £800,000 in the end.", ["£1.2 million", "£800,000"]),
        ("When was it let?", "The house was let from 2010 to 2013.", ["2010 to 2013"]),
        ("How many days are left?", "A tenant has 28 days to leave, and has lived there for six months.", ["28 days"]),
        ("How many days are left?", "A tenant then has six weeks to leave the home.", ["six weeks"]),
        # What a figure says something else without.
        ("How much is paid?", "Boards pay no more than £500 for each of the homes.", ["no more than £500"]),
        ("How much is paid?", "Boards pay not £500 but a loan for each of the homes.", ["not £500"]),
        ("What share is let?", "At least 25% of the homes in the hills have to be let.", ["At least 25%"]),
        ("When does it begin?", "The plan of the board does not begin before 1 April 2014.", ["does not begin before 1 April 2014"]),
        ("How long do they wait?", "Nobody in the old houses has to wait for 12 weeks.", ["Nobody in the old houses", "12 weeks"]),
        ("How much is paid?", "The plan, which was never read, cost the board £300.", ["£300"]),
        ("How much is paid?", "It is not the rent of the homes in the hills, where tenants pay £300.", ["£300"]),
        ("How much is paid?", "Boards pay £300 for a home unless nobody needs the home.", ["£300", "unless nobody needs the home"]),
        ("How much is paid?", "They do not come. The board pays £300 for homes.", ["£300"]),
    ],
)
def test_without_a_reader_that_marks_words_the_figures_asked_for_are_marked(question: str, text: str, expected: list[str]) -> None:
    assert key(with_key(quote(text), question)) == expected


def test_of_a_figure_that_a_reader_marks_in_part_all_is_marked() -> None:
    assert marked(quote("They spent £11 million on it, and £2 on tea."), "How much was spent?", "£11") == ["£11 million"]
    assert marked(quote("It must answer within 30 working days of that."), "How long do they have?", "30") == ["30 working days"]


def test_where_several_sentences_answer_each_has_its_figure_marked() -> None:
    text = "Turnout was 8 per cent. Turnout had been 5 per cent in 2021."
    both = quote(text, "Turnout was 8 per cent.", "Turnout had been 5 per cent in 2021.")
    assert marked(both, "What was the turnout?", "5 per cent") == ["8 per cent", "5 per cent"]
    one = quote(text, "Turnout had been 5 per cent in 2021.")
    assert marked(one, "What was the turnout?", "5 per cent") == ["5 per cent"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Shona Campbell chairs the grants panel.", ["Shona Campbell"]),
        ("The chair of the Grants Panel is Dr Begum, elected in 2016.", ["Dr Begum"]),
        ("The panel’s chair is Jane Young.", ["Jane Young"]),
    ],
)
def test_the_one_person_named_is_marked_where_a_person_is_asked_for(text: str, expected: list[str]) -> None:
    assert key(with_key(quote(text), "Who chairs the grants panel?")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shona Campbell chairs it; Tom Reid is her deputy.",
        "A councillor chairs it.",
        "The chair welcomed members to Victoria Quay.",
        "The chair met members in Tollcross Gardens.",
    ],
)
def test_no_name_alone_is_marked_where_it_is_not_sure_whose_is_asked_for(text: str) -> None:
    names = {"Shona Campbell", "Tom Reid", "Victoria Quay", "Tollcross Gardens"}
    assert not names & set(key(with_key(quote(text), "Who chairs the grants panel?")))


def test_a_source_named_in_brackets_is_not_marked() -> None:
    text = "Panels are made up of residents (Scottish Government, 2011: 10)."
    assert marked(quote(text), "Who makes up the panels?", "Scottish Government") == ["made up of residents"]
    assert marked(quote(text), "Who makes up the panels?", "residents", "Scottish Government") == ["residents"]


def test_only_the_figures_of_the_sentences_that_answer_are_marked() -> None:
    text = "There are 32 councils in all. There are 14 boards."
    assert key(with_key(quote(text, "There are 14 boards."), "How many boards are there?")) == ["14"]


def test_in_a_quote_of_several_sentences_those_that_answer_are_marked() -> None:
    text = "Prevention comes first of all. Boards listen."
    assert key(with_key(quote(text, "Boards listen."), "What is said of them?")) == ["Boards listen"]


def test_a_quote_of_a_few_words_may_be_marked_whole() -> None:
    assert key(with_key(quote("Boards listen.", "Boards listen."), "What is said of them?")) == ["Boards listen"]
    assert key(with_key(quote("Boards are listening.", "Boards are listening."), "What do boards do?")) == ["listening"]


@pytest.mark.parametrize(
    "question, expected",
    [("What does prevention mean?", "to act early"), ("Why act early?", "so that acute services are needed less")],
)
def test_a_word_alone_is_not_marked_where_more_than_a_name_or_figure_is_asked_for(question: str, expected: str) -> None:
    text = "Prevention means to act early, so that acute services are needed less."
    assert marked(quote(text), question, "acute") == [expected]


def test_a_reader_that_marks_words_decides_and_whole_words_and_names_are_marked() -> None:
    assert marked(quote("Turnout was 84.6% at the referendum."), "How many?", "84") == ["84.6%"]
    assert marked(quote("The boards (Fife and Moray) pay."), "Who pays?", "ife", "oray") == ["Fife and Moray"]
    assert marked(quote("It is paid by the boards."), "Who pays?", "bo", "ards") == ["boards"]
    assert marked(quote("It is paid by the National Lottery now."), "Who pays?", "Lottery") == ["National Lottery"]
    assert marked(quote("It is paid by the Éire Égalité Fund now."), "Who pays?", "Fund") == ["Éire Égalité Fund"]


def test_what_a_reader_marks_is_marked_with_its_brackets_and_quotation_marks() -> None:
    text = "It is run by the Care Network (CN) and named “Rest Well” now."
    assert marked(quote(text), "Who runs it?", "Care Network (CN)") == ["Care Network (CN)"]
    assert marked(quote(text), "Which name has it?", "“Rest Well”") == ["“Rest Well”"]


def test_where_a_reader_sees_short_answers_here_and_there_in_a_sentence_none_of_them_is_marked_alone() -> None:
    text = "It is paid by boards, by carers and by the councils."
    assert not {"boards", "councils"} & set(marked(quote(text), "Who pays?", "boards", "councils"))


def test_where_a_figure_is_asked_for_a_reader_that_marks_something_else_does_not_decide() -> None:
    assert marked(quote("You should book a minimum of 2 weeks in advance."), "How far ahead should I book?", "minimum") == ["2 weeks"]


def test_a_reader_that_takes_a_letter_of_a_word_has_not_found_it() -> None:
    assert "momenta" not in marked(quote("Einstein spoke of things with momenta."), "Who spoke?", "a.")


def test_of_a_long_sentence_the_part_is_marked_in_which_a_reader_sees_an_answer() -> None:
    text = "The plan of the boards was signed after a long debate about money and staff, but the review found that carers need more breaks."
    of = quote(text)
    passage = of.span.document.span(0, len(text))
    likely = [KeyRange(text.index(word), text.index(word) + len(word), figure) for word, figure in (("debate", 0.1), ("breaks", 0.3))]
    assert key(with_key(of, "What helps people?", (), [(passage, likely)])) == ["carers need more breaks"]


def test_of_several_figures_in_a_sentence_those_beside_the_words_of_the_question_are_marked() -> None:
    text = "In 1927 a garden was opened in the park, and in 1952 a bear run, still open today."
    assert key(with_key(quote(text), "When was the garden opened in the park?")) == ["1927"]


def test_of_the_items_of_a_list_their_own_words_are_marked_and_of_a_term_with_its_meaning_the_term_where_names_are_asked_for() -> None:
    made = written("a.md", "The plan has two aims:\n- Prevention: act early.\n- Partnership: work together.")
    first, last = made.blocks[1], made.blocks[2]
    items = Quote(made.span(first.start, last.end), 0.9, lead=made.span_of(made.blocks[0]))
    assert key(with_key(items, "What are the aims of the plan?")) == ["Prevention", "Partnership"]
    # As an answer to another question all of each item tells.
    assert key(with_key(items, "How does it help?")) == ["Prevention: act early", "Partnership: work together"]


def test_words_that_the_question_has_already_are_not_marked() -> None:
    pillars = quote("Reforms rest on four pillars of reform: prevention and others, in ten years' time.")
    assert marked(pillars, "Which of the four pillars of reform is first?", "four pillars", "prevention", "reform") == ["prevention"]


def test_only_what_was_read_in_the_quote_itself_is_marked() -> None:
    made = written("a.md", "Fife pays for rest. Moray pays for breaks. Boards pay.")
    second = Quote(made.span(made.text.index("Moray"), made.text.index(" Boards")), 0.9)
    assert marked(second, "Who pays?", "Fife", "Moray", "Boards") == ["Moray"]
    other = written("b.md", "Moray pays for rest. Fife pays for breaks. Boards pay.")
    assert key(with_key(second, "Who pays?", [other.span(0, 5), other.span(21, 25)])) != ["Moray"]


LONG = "The homes are run by the Hill Trust, and tenants choose their own helpers every spring."


def likely(of: Quote, figures: dict[str, float]) -> list[tuple[Span, list[KeyRange]]]:
    """A reader's figures for these words of the quote, little in between."""
    text = of.span.document.text
    return [
        (
            of.span.document.span(0, len(text)),
            [KeyRange(text.index(word), text.index(word) + len(word), of_word) for word, of_word in figures.items()],
        )
    ]


def test_of_a_short_answer_the_words_are_marked_in_which_a_reader_sees_it_rather_than_elsewhere() -> None:
    of = quote(LONG)
    seen = likely(of, {"homes": 0.02, "Trust": 0.2, "tenants": 0.03, "spring": 0.04})
    assert key(with_key(of, "Who runs the houses?", (), seen)) == ["Hill Trust"]
    both = likely(of, {"Trust": 0.2, "own": 0.15, "helpers": 0.15})
    assert key(with_key(of, "Who runs the houses?", (), both)) == ["Hill Trust", "own helpers"]


def test_a_small_word_by_itself_is_not_marked_beside_a_name() -> None:
    of = quote("They then went to conquer the whole island, the troops being led by Guy of Leith at the time.")
    seen = likely(of, {"island": 0.1, "Guy": 0.3, "Leith": 0.3})
    assert key(with_key(of, "Who commanded them?", (), seen)) == ["Guy of Leith"]


def test_a_stretch_ends_where_its_phrase_does() -> None:
    of = quote("The homes of the valley are kept by a small local charity each spring.")
    assert key(with_key(of, "Who keeps them?", (), likely(of, {"small": 0.2, "local": 0.2}))) == ["small local charity"]
    assert key(with_key(of, "Who keeps them?", (), likely(of, {"local": 0.2, "charity": 0.2}))) == ["local charity"]


def test_figures_that_are_as_good_as_nothing_tell_nothing() -> None:
    of = quote(LONG)
    assert "Hill Trust" not in key(with_key(of, "Who runs the houses?", (), likely(of, {"Trust": 0.02, "spring": 0.001})))


def test_of_a_short_sentence_too_the_clause_is_marked_in_which_a_reader_sees_something() -> None:
    of = quote("If the board says no, it must give its reasons.")
    assert key(with_key(of, "Do I hear why?", (), likely(of, {"reasons": 0.04}))) == ["must give its reasons"]


def test_in_quotes_of_several_sentences_what_the_question_has_goes_from_each() -> None:
    text = "Carers are given a break. It rains. Carers are paid a grant."
    both = quote(text, "Carers are given a break.", "Carers are paid a grant.")
    assert key(with_key(both, "What do carers get?")) == ["given a break", "paid a grant"]


def test_who_asks_for_several_things_is_shown_the_name_of_each_item_also_of_those_that_the_reader_left_out() -> None:
    made = written(
        "a.md", "On the group are:\n- The Rest Council, which pays\n- The Home Board, tasked with homes\n- Carers who meet in spring"
    )
    first, last = made.blocks[1], made.blocks[3]
    items = Quote(made.span(first.start, last.end), 0.9, lead=made.span_of(made.blocks[0]), key=(made.span_of(made.blocks[2]),))
    assert key(with_key(items, "Which bodies are on the group?")) == ["The Rest Council", "The Home Board", "Carers"]


def test_what_is_said_of_the_subject_is_marked_where_nothing_else_can_go() -> None:
    text = "Anyone who has to fill in the form should ask the tenants’ union first."
    assert key(with_key(quote(text), "Is this page enough for me?")) == ["should ask the tenants’ union first"]
    refused = "Nobody who fills in the form should have to pay."
    assert "Nobody" in " ".join(key(with_key(quote(refused), "Is this page enough for me?")))


def test_of_a_list_of_which_every_item_answers_the_beginning_of_each_is_marked() -> None:
    items = (
        "your name and where it is that you work",
        "why you are asking about the home they live in",
        "who will be told of anything that they say to you",
    )
    made = written("a.md", "Tell people:\n" + "".join(f"- {item}\n" for item in items))
    of = Quote(made.span(made.blocks[1].start, made.blocks[3].end), 0.9, lead=made.span_of(made.blocks[0]))
    assert key(with_key(of, "How do I begin?")) == ["your name", "why you are asking", "who will be told of anything"]


def test_the_names_that_are_asked_for_are_marked_where_a_list_holds_nothing_else_but_not_whole_sentences() -> None:
    made = written("a.md", "The three aims are:\n- 1. rest;\n- 2. good homes;\n- 3. work.")
    items = Quote(made.span(made.blocks[1].start, made.blocks[3].end), 0.9, lead=made.span_of(made.blocks[0]))
    assert key(with_key(items, "What are the three aims?")) == ["rest", "good homes", "work"]
    made = written(
        "a.md",
        "The aims are:\n- that all have a good home near those they know\n- that nobody has to ask twice for what is theirs",
    )
    items = Quote(made.span(made.blocks[1].start, made.blocks[2].end), 0.9, lead=made.span_of(made.blocks[0]))
    assert key(with_key(items, "What are the aims?")) == ["that all have a good home", "that nobody has to ask twice"]


def test_of_a_few_words_to_search_for_a_reader_that_is_sure_of_something_short_is_believed() -> None:
    assert marked(quote("The Home Plan was signed at last in 2013."), "year home plan signed", "2013") == ["2013"]
    assert "2013" not in marked(quote("The Home Plan was signed at last in 2013."), "home plan meaning", "2013")


def test_words_that_say_the_opposite_without_what_stands_before_them_are_not_marked_alone() -> None:
    of = quote("Tenants in the old houses of the trust never pay for the repairs of the windows and doors.")
    (mark,) = key(with_key(of, "What happens in spring?", (), likely(of, {"repairs": 0.2, "windows": 0.2, "doors": 0.2})))
    assert mark.startswith("never pay")


def test_what_the_question_has_of_each_item_of_a_list_goes() -> None:
    made = written("a.md", "People are heard on how:\n- the home is planned\n- the home is built\n- it is let")
    items = Quote(made.span(made.blocks[1].start, made.blocks[3].end), 0.9, lead=made.span_of(made.blocks[0]))
    assert key(with_key(items, "How do you hear me about my home?")) == ["planned", "built", "let"]


@pytest.mark.parametrize(
    "question, text, expected",
    [
        ("On what page is the definition?", "The definition of it stands on page 23 of the book of 2014.", ["page 23"]),
        ("Which section says so?", "It is Section 31(1) of the Act that says so.", ["Section 31(1)"]),
        ("Which part is it in?", "It is the part a tenant reads first, and stands in Part B.", ["Part B"]),
        ("Which step comes next?", "Step 4 comes next, when all are heard.", ["Step 4"]),
    ],
)
def test_of_a_page_or_a_section_that_is_asked_for_the_number_is_marked_with_its_name(question: str, text: str, expected: list[str]) -> None:
    assert key(with_key(quote(text), question)) == expected


@pytest.mark.parametrize(
    "question, text, expected",
    [
        (
            "What does IJB (Integration Joint Board) stand for?",
            "An Integration Joint Board (IJB) plans health and social care for its area.",
            ["Integration Joint Board"],
        ),
        (
            "What does COSLA stand for?",
            "Councils met the Convention of Scottish Local Authorities.",
            ["Convention of Scottish Local Authorities"],
        ),
    ],
)
def test_where_it_is_asked_what_letters_stand_for_these_words_are_marked(question: str, text: str, expected: list[str]) -> None:
    assert marked(quote(text), question, text.rpartition(" ")[2]) == expected


def test_where_it_is_asked_when_and_no_date_is_given_the_words_that_say_when_are_marked() -> None:
    of = quote("By the time of the second plan, people who had lost a home themselves were taking part in it.")
    seen = likely(of, {"people": 0.2, "taking": 0.2})
    assert key(with_key(of, "When did tenants join in?", (), seen)) == ["By the time of the second plan"]
    assert key(with_key(of, "second plan which years", (), seen)) == ["By the time of the second plan"]


def test_what_is_excepted_is_marked_beside_the_name_of_an_item() -> None:
    made = written(
        "a.md",
        "The rules are:\n- no plan will be made for more than two years – unless there is a good reason, short plans are better\n- homes",
    )
    items = Quote(made.span(made.blocks[1].start, made.blocks[2].end), 0.9, lead=made.span_of(made.blocks[0]))
    marks = key(with_key(items, "Which rules are there?"))
    assert any("no plan will be made" in mark for mark in marks)
    assert any("unless there is a good reason" in mark for mark in marks)


def test_a_condition_that_begins_with_when_asks_for_no_time() -> None:
    text = "Tenants pay for the repairs of the old windows and doors once the work is done."
    assert key(with_key(quote(text), "When a home is let who pays?")) != ["once the work is done"]
    assert key(with_key(quote(text), "When are tenants, or boards, told to pay?")) == ["once the work is done"]


def test_a_word_that_a_reader_takes_by_itself_is_marked_with_its_phrase() -> None:
    of = quote("After the fire, the owner and the people under his roof disagreed about the share of each one's personal effects.")
    seen = likely(of, {"share": 0.2, "personal": 0.2, "effects": 0.3})
    place = of.span.document.text.index("effects")
    marks = key(with_key(of, "What disagreement did they have?", [of.span.document.span(place, place + 7)], seen))
    assert marks == ["share of each one's personal effects"]


def test_what_it_does_asks_for_nothing_short() -> None:
    made = written(
        "a.md", "A sound plan\n- rests on what is known\n- counts what tenants say as part of that\n- helps with the budget of the house"
    )
    items = Quote(made.span(made.blocks[1].start, made.blocks[3].end), 0.9, lead=made.span_of(made.blocks[0]))
    budget = made.span(made.text.index("budget"), made.text.index("budget") + 6)
    assert len(key(with_key(items, "good plan what it does", [budget]))) == 3


BANK = [
    "We will create a new route for parents, allowing those who live here on the route of a parent of a child of theirs, to stay at once.",
    "Avoid asking your own staff for research unless you are building a service that they are likely to use themselves every day.",
    "The rate is not more than what is allowed by the rules of the council (also known as the cap) set by the ministers each spring.",
    "Sponsors that fail the test can have their licence taken away and be struck from the register of sponsors for up to two years.",
    "A short address must not be used to lead people to the pages of others. It should be kept for what is printed on paper or said aloud.",
    "If the board does not answer in time, the tenant may appeal to the tribunal, which can set the rent of the home anew for a year.",
    "Homes, gardens, streets, parks, schools, shops, halls, libraries, woods, lochs, hills, and the people who live with all of them.",
]


@pytest.mark.parametrize(
    "question", ["What is planned?", "Who pays for it?", "May I do it?", "Why is that so?", "When is it done?", "rent of homes"]
)
@pytest.mark.parametrize("text", BANK)
def test_every_quote_has_a_mark_that_says_something_and_is_not_on_most_of_it(question: str, text: str) -> None:
    of = quote(text)
    for figures in ({}, {"the": 0.4}, {text.split()[3].strip(".,"): 0.3}, {word.strip(".,()"): 0.2 for word in text.split()[4:9]}):
        marks = key(with_key(of, question, (), likely(of, figures) if figures else ()))
        assert marks
        assert all(terms(mark) for mark in marks)
        places = with_key(of, question, (), likely(of, figures) if figures else ()).key
        assert all(one.end <= other.start for one, other in pairwise(places))
        words = len(text.split())
        assert sum(len(mark.split()) for mark in marks) <= 0.65 * words
        marked_words = " ".join(marks)
        for denial in ("not", "unless"):
            # What stands behind it in its sentence would say the opposite without.
            _, found, after = text.partition(f" {denial} ")
            sentence = after.partition(".")[0].partition(",")[0]
            if found and any(mark in sentence for mark in marks):
                assert denial in marked_words


def test_where_the_lead_in_says_how_many_days_months_of_an_item_are_not_what_is_asked_for() -> None:
    made = written("a.md", "A tenant gets 28 days of notice if:\n- the tenant has been there for six months or less;")
    item = made.span_of(made.blocks[1])
    whole = Quote(item, 0.9, lead=made.span_of(made.blocks[0]))
    assert key(with_key(whole, "How many months has a tenant been there?")) == ["six months"]
    assert "six months" not in key(with_key(whole, "How many days of notice does a tenant get?"))


def test_a_mark_does_not_begin_with_what_joins_it_on() -> None:
    of = quote("You will use this form under the Homes Act 2016 (the Act), and you want the tenant to leave.")
    assert marked(of, "who is to leave", "(the Act), and you want the tenant") == ["you want the tenant"]
