"""Sentences in a heading style."""

from pathlib import Path

import docx
import pytest

from copro_qa.document import BlockKind
from ingest.draft import DraftBlock
from ingest.parsers.bold_headings import FAKE_HEADING_LEVEL
from ingest.parsers.docx import parse_docx
from ingest.parsers.stated_headings import settle_statements

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM


def settled(*lines: tuple[BlockKind, int, str]) -> list[BlockKind]:
    """The kinds of blocks given by kind, level and text; a heading that begins with a number or letter has it as its label."""
    blocks = []
    for kind, level, text in lines:
        block = DraftBlock.of(kind, text, level=level)
        first = text.split()[0]
        block.label = first if first[0].isdigit() or first.endswith(")") else ""
        blocks.append(block)
    settle_statements(blocks)
    return [block.kind for block in blocks]


@pytest.mark.parametrize(
    "text",
    [
        "A landlord may not raise the rent more than once a year.",
        "Before you send this form, tell your landlord. It can be sent by post or handed over in person",
        "After you sign it you must give it to the tenant in one of these ways:",
        "Signed: ____________________",
        "The rent is «rent» a month",
        "PUBLISHED: 9 December",
        "OR",
        "(“the Tenant(s)”)",
        "Last updated on Monday, 3 May 2021 by the team",
    ],
)
def test_what_states_something_or_is_to_be_filled_in_is_text(text: str) -> None:
    assert settled((HEADING, 1, "Rent"), (HEADING, 2, text), (PARAGRAPH, 0, "More on it.")) == [HEADING, PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize(
    "text",
    [
        "How much can the rent rise?",
        "Who may apply, and what they will need",
        "Raising the rent.",
        "Point 1. Know who the users are and what they have to do.",
        "Two in three councils have a plan",
        "Costs:",
        "Published research",
        "Yes or no?",
        "Rent (in pounds)",
        "May 2021",
    ],
)
def test_a_heading_stays_over_its_text(text: str) -> None:
    assert settled((HEADING, 1, text), (PARAGRAPH, 0, "More on it.")) == [HEADING, PARAGRAPH]


def test_a_short_sentence_is_text_where_it_heads_nothing() -> None:
    short = "Please tick all the boxes."
    assert settled((HEADING, 1, short), (HEADING, 1, "Your home"), (PARAGRAPH, 0, "Where is it?")) == [PARAGRAPH, HEADING, PARAGRAPH]
    assert settled((HEADING, 1, short), (HEADING, 2, "Your home"), (PARAGRAPH, 0, "Where is it?")) == [HEADING, HEADING, PARAGRAPH]
    assert settled((PARAGRAPH, 0, "Your home"), (HEADING, 1, short)) == [PARAGRAPH, PARAGRAPH]


@pytest.mark.parametrize("line", ["March 2023", "14 October 2009", "FINAL", "Draft 2", "Version 1.0", "[DATE]"])
def test_when_a_document_was_made_heads_nothing(line: str) -> None:
    assert settled((HEADING, 1, line), (HEADING, 1, "Rent"), (PARAGRAPH, 0, "It is due.")) == [BlockKind.FRONT_MATTER, HEADING, PARAGRAPH]


@pytest.mark.parametrize("line", ["Jane Smith", "Jane Smith, leader of the council", "– a carer from Fife"])
def test_whose_words_a_quotation_holds_heads_nothing(line: str) -> None:
    said = "“We could not have done this without the people who use it.”"
    assert settled((PARAGRAPH, 0, said), (HEADING, 1, line), (PARAGRAPH, 0, "It took a year."))[1] is PARAGRAPH
    assert settled((PARAGRAPH, 0, "She spoke of it."), (HEADING, 1, line), (PARAGRAPH, 0, "It took a year."))[1] is HEADING
    assert settled((PARAGRAPH, 0, said), (HEADING, 1, "What happened then"), (PARAGRAPH, 0, "It took a year."))[1] is HEADING


def test_a_line_in_small_letters_goes_on_from_the_one_before() -> None:
    form = [(HEADING, 1, text) for text in ("Rent", "Notice", "Your home")]
    kinds = settled(*form, (HEADING, 1, "1. reach an agreement with your landlord"), (PARAGRAPH, 0, "Ask first."))
    assert kinds == [HEADING, HEADING, HEADING, ITEM, PARAGRAPH]
    assert settled(*form, (HEADING, 1, "eHealth for all people"), (PARAGRAPH, 0, "Ask first."))[3] is HEADING
    assert settled((HEADING, 1, "who we are now"), (PARAGRAPH, 0, "A charity.")) == [HEADING, PARAGRAPH]


def test_a_label_over_another_heading_is_one_of_a_form() -> None:
    assert settled((HEADING, 1, "Signed:"), (HEADING, 1, "Your home"), (PARAGRAPH, 0, "Where?")) == [PARAGRAPH, HEADING, PARAGRAPH]
    assert settled((HEADING, 1, "Your home:"), (PARAGRAPH, 0, "Where is it?")) == [HEADING, PARAGRAPH]


def test_clauses_beside_one_that_states_something_are_items_too() -> None:
    kinds = settled(
        (HEADING, 3, "3.4 The deputy chair and the members of the board"),
        (HEADING, 3, "3.4.1 The deputy chair is chosen by the members."),
        (HEADING, 3, "3.4.2 The terms of office of all of the members"),
        (HEADING, 3, "3.4.3 No member may hold both posts at one time."),
        (HEADING, 2, "3.5 Terms"),
        (PARAGRAPH, 0, "They last two years."),
    )
    assert kinds == [HEADING, ITEM, ITEM, ITEM, HEADING, PARAGRAPH]


def test_bold_lines_take_the_ranks_of_styles_that_are_none() -> None:
    blocks = [
        DraftBlock.of(HEADING, "Rent", level=FAKE_HEADING_LEVEL),
        DraftBlock.of(HEADING, "The rent is due on the first day of a month.", level=1),
    ]
    settle_statements(blocks)
    assert [(block.kind, block.level) for block in blocks] == [(HEADING, 1), (PARAGRAPH, 0)]


def test_a_word_document_set_in_heading_styles(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Notes for tenants", 1)
    made.add_heading("Your landlord cannot raise the rent within a year of the last rise.", 2)
    made.add_paragraph("Ask for advice.")
    made.add_heading("● a year has passed, and", 2)
    made.add_paragraph().add_run("PUBLISHED: 9 December").bold = True
    made.save(str(tmp_path / "notes.docx"))
    kinds = [(block.kind, block.flat[:13]) for block in parse_docx(tmp_path / "notes.docx").blocks]
    assert kinds == [
        (HEADING, "Notes for ten"),
        (PARAGRAPH, "Your landlord"),
        (PARAGRAPH, "Ask for advic"),
        (ITEM, "a year has pa"),
        (PARAGRAPH, "PUBLISHED: 9 "),
    ]
