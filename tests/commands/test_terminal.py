from __future__ import annotations

from dataclasses import replace

import pytest

from copro_qa.answer import Answer, Flag, Quote, Reason, Searched
from copro_qa.chunk import Chunk
from copro_qa.commands.terminal import _FLAGS, render_answer, render_check, render_chunks
from copro_qa.document import BlockKind, Document, Page, Recognised
from copro_qa.provenance.findings import Finding
from copro_qa.provenance.verify import Check
from copro_qa.retrieval.search import RankedChunk
from tests.fakes import document, source, written

SEARCHED = Searched(2, 30, "0f", "2026-01-02T03:04:05+00:00")
LIST = document((BlockKind.HEADING, "Pillars"), (BlockKind.PARAGRAPH, "They are:"), (BlockKind.LIST_ITEM, "people", 1, 1))
PEOPLE = LIST.span_of(LIST.blocks[2])
QUOTE = Quote(PEOPLE, 0.9, lead=LIST.span_of(LIST.blocks[1]))


def test_each_quote_stands_between_quotation_marks_after_its_lead_with_its_number_and_place() -> None:
    answer = Answer("Which?", 0.9, SEARCHED, (QUOTE, Quote(LIST.span_of(LIST.blocks[0]), 0.8)))
    assert render_answer(answer) == (
        "  “They are:”\n  “people”\n[1] Report, Pillars\n"
        "\n"
        "  “Pillars”\n[2] Report, Pillars"
    )  # fmt: skip


def test_what_was_searched_for_is_said_when_it_is_not_the_question() -> None:
    answer = Answer("Why?", 0.9, SEARCHED, (QUOTE,), interpreted_as="What is it? Why?")
    assert render_answer(answer).startswith("Looking for: What is it? Why?\n\n")


def test_a_part_that_nothing_answers_is_named_after_the_quotes() -> None:
    answer = Answer("Which? And who pays?", 0.9, SEARCHED, (QUOTE,), unanswered=("And who pays?",))
    assert render_answer(answer).endswith("[1] Report, Pillars\n\nThe documents do not answer this part: And who pays?")


def test_flags_and_other_places_stand_below_the_place() -> None:
    facts = replace(source("old.md", title="Old"), superseded_by=("new.md",), unofficial_summary=True)
    made = written("old.md", "Words.", of=facts)
    older = replace(source("b.md", title="Another"), superseded_by=("old.md",))
    also = Document("also", "Words.", (), (Page(1, "iv", 0, 6),), older)
    answer = Answer("Which?", 0.9, SEARCHED, (Quote(made.span(0, 6), 0.9, also=(also.span(0, 6),)),))
    assert render_answer(answer) == (
        "  “Words.”\n[1] Old\n    Note: superseded by a newer document, an unofficial summary.\n"
        "    Also in: Another, page iv\n        Note: superseded by a newer document."
    )


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_given_in_a_sentence_with_what_was_searched(reason: Reason) -> None:
    shown = render_answer(Answer("Why?", 0.1, SEARCHED, reason=reason))
    sentence, searched = shown.split("\n\n")
    assert sentence.endswith((".", "copro-qa index"))
    assert searched == "Searched 2 documents (30 passages), indexed 2026-01-02."


def test_one_document_is_not_called_documents() -> None:
    shown = render_answer(Answer("Why?", 0.1, Searched(1, 1, "0f", "2026-01-02"), reason=Reason.NOT_FOUND))
    assert shown.endswith("Searched 1 document (1 passage), indexed 2026-01-02.")


def test_an_empty_index_is_not_said_to_have_been_searched() -> None:
    shown = render_answer(Answer("Why?", 0.0, Searched(0, 0, "0f", "2026-01-02"), reason=Reason.EMPTY_INDEX))
    assert "Searched" not in shown


def test_the_nearest_passages_are_never_presented_as_answers() -> None:
    shown = render_answer(Answer("Why?", 0.1, SEARCHED, related=(QUOTE,), reason=Reason.NOT_FOUND))
    before, _, after = shown.partition("The nearest passages, which are not answers:")
    assert "people" not in before
    assert "“people”\n[1] Report, Pillars" in after


def test_every_flag_has_words() -> None:
    assert set(_FLAGS) == set(Flag)


def test_long_quotes_are_wrapped_without_losing_or_changing_a_word() -> None:
    words = (
        "Naïve 🌱 people-led services, " + "planned together with those who use them, " * 12 + "https://example.org/" + "a-b" * 60 + " end"
    )
    made = written("a.md", words)
    shown = render_answer(Answer("Why?", 0.9, SEARCHED, (Quote(made.span(0, len(made.text)), 0.9),)))
    lines = shown.splitlines()[:-1]
    assert len(lines) > 5
    assert "".join("".join(lines).split()) == "“" + "".join(words.split()) + "”"
    assert " ".join(line.strip() for line in lines) == f"“{words}”"


def test_chunks_are_numbered_with_their_place_and_their_text() -> None:
    ranked = [RankedChunk(Chunk(0, PEOPLE), 0.5), RankedChunk(Chunk(1, LIST.span_of(LIST.blocks[1])), 0.4)]
    assert render_chunks(ranked) == "1. Report, Pillars\n  people\n\n2. Report, Pillars\n  They are:"
    assert render_chunks([]) == "Nothing was found."


def test_hashes_that_do_not_fit_are_named_and_not_printed() -> None:
    check = Check((), (Finding("answer_sha256", "0" * 64, "1" * 64), Finding("quotes numbered", [2], [1])))
    assert render_check(check, "generation 0f of the index") == (
        "The answer as a whole: The hash of the record of this answer (answer_sha256) does not fit.\n\n"
        "The answer as a whole: quotes numbered was given as [2], and is [1].\n\n"
        "Not everything is as it was (no quotes). Checked against generation 0f of the index."
    )


@pytest.mark.parametrize(
    "confidence, note",
    [
        (0.97, "read from a scanned page by text recognition, 97% sure of its words"),
        (0.61, "read from a scanned page by text recognition, POORLY: 61% sure of its words"),
        (None, "read from a scanned page by text recognition"),
    ],
)
def test_a_quote_from_a_scan_says_how_sure_its_words_are(confidence: float | None, note: str) -> None:
    made = Document("scan", "Words.", (), (), source("scan.pdf"), (Recognised(0, 6, confidence),))
    assert f"Note: {note}." in render_answer(Answer("Which?", 0.9, SEARCHED, (Quote(made.span(0, 6), 0.9),)))


HOSTILE = "Plan\x1b]0;owned\x07\x1b[2J \u202etxt.exe\u2066 \x9b31m\r\n[9] Another title"
"""Sets the window's title, clears the screen, turns letters round, colours what follows, and begins a line of its own."""


def hostile_answer() -> Answer:
    facts = replace(source("a.md", title=HOSTILE), publisher="Board\x1b[8m")
    made = Document("a", "They are:\n\nWords\x1b[1A \u200fhere.", (), (), facts)
    quote = Quote(made.span(11, 27), 0.9, lead=made.span(0, 9), also=(made.span(0, 4),))
    return Answer("Which?", 0.9, SEARCHED, (quote,), interpreted_as="Which?\x1b[2J", unanswered=("Who\u202e?\n[2] Plan",))


def hostile_refusal() -> Answer:
    answer = hostile_answer()
    return replace(answer, quotes=(), related=answer.quotes, unanswered=(), reason=Reason.NOT_FOUND)


@pytest.mark.parametrize("answer", [hostile_answer(), hostile_refusal()], ids=["answered", "refused"])
def test_nothing_in_a_title_or_in_words_commands_the_terminal_or_turns_letters_round(answer: Answer) -> None:
    shown = render_answer(answer)
    assert all(each.isprintable() or each == "\n" for each in shown)
    assert "  “Words�[1A �here.”\n[1] Plan�]0;owned��[2J �txt.exe� �31m [9] Another title (Board�[8m)\n    Also in: Plan" in shown
    assert shown.startswith("Looking for: Which?�[2J\n\n")


def test_a_title_or_a_part_of_a_question_cannot_look_like_a_line_of_ours() -> None:
    lines = render_answer(hostile_answer()).splitlines()
    assert not any(line.startswith(("[2]", "[9]")) for line in lines)
    assert lines[-1] == "The documents do not answer this part: Who�? [2] Plan"


def test_chunks_are_shown_without_what_commands_the_terminal() -> None:
    span = hostile_answer().quotes[0].span
    shown = render_chunks([RankedChunk(Chunk(0, span), 0.5)])
    assert shown == "1. Plan�]0;owned��[2J �txt.exe� �31m [9] Another title (Board�[8m)\n  Words�[1A �here."
