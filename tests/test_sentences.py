from __future__ import annotations

import pytest

from copro_qa.document import Block, BlockKind, Document
from copro_qa.sentences import last_sentence, sentence_spans
from tests.fakes import document, source

PARAGRAPH, ITEM, HEADING, ROW = BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.TABLE_ROW


def sentences(text: str) -> list[str]:
    made = Document("id", text, (Block(PARAGRAPH, 0, len(text)),), (), source())
    return [span.text for span in sentence_spans(made.span(0, len(text)))]


@pytest.mark.parametrize(
    "together",
    [
        "The order is Scottish Statutory Instrument No. 5 of 2014.",
        "Demand will rise by a third (Scottish Government, 2011: 10).",
        "An authority must publish it under s. 31(1)(b) of the Act.",
        "See ss. 4 and 5, para. 6, Art. 8, reg. 12, sch. 2, vol. 3 and pp. 7 to 9.",
        "Bovaird et al. 2011 say so.",
        "Bovaird et al. (2011) say so.",
        "Some groups, e.g. Carers, take part, and others, i.e. Boards, do not.",
        "Dr. J. B. Smith and Prof. A. Elliott met Cllr. Brown at St. Andrew’s House.",
        "See https://www.example.scot/a.b/c.html?x=1.2 for more.",
        "It cost £1.5m in 2012 and 2.5 per cent. more in 2013.",
        "It came into force on 1 Apr. 2014 for the U.K. Government.",
        "It took many forms (in Fife, for instance. And also in Moray) at first.",
        "“Is it right?” asked the board.",
        "‘Who decides?’ is the question.",
        "“It works!” she said.",
        "He paused... and went on.",
        "They want “... more resources ...” for it.",
        "The board runs eHealth. e-government is another matter.",
        "12. The commission recommends this.",
        "2.4. The board must do this.",
        "It is to “improve outcomes.” (Scottish Government, 2011: 10)",
        "It is ‘built around people.’ (Christie, 2011: 6).",
        "They are assets.” (Power, 2013, p. 37; Smith et al. 2014)",
        "People are its greatest asset.” (Ibid: 4)",
        "Chapter iv. deals with this.",
    ],
)
def test_a_sentence_is_not_cut_in_two_there(together: str) -> None:
    assert sentences(f"One comes before. {together} One comes after.") == ["One comes before.", together, "One comes after."]


@pytest.mark.parametrize(
    "first, second",
    [
        ("Services should be ‘good’.1", "This was agreed."),
        ("People said “it works.”2", "Later work differs."),
        ("Most agree.[12]", "Others do not."),
        ("Most agree. [12]", "Others do not."),
        ("Most agree.¹", "Others do not."),
        ("It was so in 2011.3", "Others do not agree."),
        ("It applies under section 31(1)(b).", "The board must act."),
        ("It was over...", "The rest followed."),
        ("The answer was no.", "Five boards agreed."),
        ("The plan ended.", "(This was in 2014.)"),
        ("The plan ended.", "(It had begun in 2011)"),
        ("The budget was £1.5m.", "It rose."),
        ("Services follow when people lead.", "Boards agree."),
        ("It is run by the NHS.", "The board agreed."),
        ("They took part in community art.", "The board agreed."),
        ("All of them agreed to do so.", "“The plan works.”"),
        ("“The plan works.”", "‘It does not.’"),
        ("It is shown in Annex A.", "The next step is clear."),
        ("The rest follows, etc.", "The end is clear."),
        ("What is it?", "(See box 3.)"),
        ("A slip (of the pen is made here.", "It never (or seldom) closes."),
        ("The maker is one.", "iPhones are many."),
        ("He left.", "She stayed. )"),
    ],
)
def test_a_sentence_ends_there(first: str, second: str) -> None:
    assert sentences(f"{first} {second}") == [first, second]


def test_a_quotation_over_several_sentences_is_cut_into_them_with_its_marks_where_they_stand() -> None:
    assert sentences("‘We listened. We learned. We changed.’ That was it.") == [
        "‘We listened.",
        "We learned.",
        "We changed.’",
        "That was it.",
    ]


def test_numbers_in_running_text_go_with_what_they_number() -> None:
    assert sentences("1. First we plan. 2. Then we act. 3. Last we check.") == ["1. First we plan.", "2. Then we act.", "3. Last we check."]


@pytest.mark.parametrize("number", ["3.", "2.4.", "a.", "(b)", "iv.", "(iv)."])
def test_the_number_of_a_paragraph_goes_with_its_first_sentence(number: str) -> None:
    assert sentences(f"{number} The board must act. It must.") == [f"{number} The board must act.", "It must."]


def test_blocks_are_apart_whether_they_end_in_a_full_stop_or_not() -> None:
    made = document((HEADING, "What it is"), (PARAGRAPH, "It is this:"), (ITEM, "prevention"), (ITEM, "people; and so on"), (ROW, "a; 5"))
    spans = sentence_spans(made.span(0, len(made.text)))
    assert [span.text for span in spans] == ["What it is", "It is this:", "prevention", "people; and so on", "a; 5"]


def test_a_span_that_begins_and_ends_inside_sentences_gives_their_parts() -> None:
    text = "The board met. It agreed. It went home."
    made = Document("id", text, (Block(PARAGRAPH, 0, len(text)),), (), source())
    assert [span.text for span in sentence_spans(made.span(4, 21))] == ["board met.", "It agr"]


def test_text_outside_of_every_block_is_cut_into_sentences_too() -> None:
    text = "Before. All of it.\n\nBlock one. Two.\n\nAfter. The end."
    made = Document("id", text, (Block(PARAGRAPH, 20, 35),), (), source())
    assert [span.text for span in sentence_spans(made.span(0, len(text)))] == [
        "Before.", "All of it.", "Block one.", "Two.", "After.", "The end."
    ]  # fmt: skip


def test_white_space_alone_has_no_sentence() -> None:
    text = "One. \u00a0 \t Two."
    made = Document("id", text, (Block(PARAGRAPH, 0, len(text)),), (), source())
    assert sentence_spans(made.span(4, 9)) == []
    assert sentences("  \u00a0One.\u2003") == ["One."]


def test_signs_without_a_letter_or_digit_are_a_sentence_only_where_there_is_nothing_else() -> None:
    assert sentences("• First. • Second. —") == ["• First.", "• Second. —"]
    assert sentences("* * *") == ["* * *"]


@pytest.mark.parametrize(
    "text",
    [
        "The board must plan (see s. 5). It acts. " * 8_000,
        "(" + "The board acts. " * 15_000,
        "x" * 500_000,
        ".’" * 200_000,
        "(." * 200_000,
        "word. " + " " * 500_000 + "Word.",
        "a.1 B" * 60_000,
    ],
    ids=["ordinary", "open bracket", "one word", "full stops and quotation marks", "full stops and brackets", "white space", "footnotes"],
)
def test_a_paragraph_as_long_as_a_book_is_cut_without_losing_one(text: str) -> None:
    assert "".join("".join(sentence.split()) for sentence in sentences(text)) == "".join(text.split())


@pytest.mark.parametrize(
    "text, last",
    [
        ("The board met. It chose Dr. Hill.", "It chose Dr. Hill."),
        ("One sentence alone ", "One sentence alone"),
        ("Who pays? The council does.[3] ", "The council does.[3]"),
        ("", ""),
    ],
)
def test_the_last_sentence_of_a_text_is_told_without_a_document(text: str, last: str) -> None:
    assert last_sentence(text) == last
