from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from copro_qa.answer import Answer, Flag, Reason
from copro_qa.answering import finding
from copro_qa.answering.assistant import LONGEST_QUESTION, Assistant
from copro_qa.answering.calibration import Calibration
from copro_qa.answering.finding import Finder
from copro_qa.answering.ranking import SentenceRanking, Weigher
from copro_qa.answering.term_weights import TermWeights
from copro_qa.answering.topic import Topic
from copro_qa.answering.wording import Part
from copro_qa.document import Block, BlockKind, Document
from copro_qa.errors import InvalidInput
from copro_qa.models.reader import KeyRange, Passage, Reading
from copro_qa.retrieval.filter import Filter
from copro_qa.retrieval.search import Retriever
from copro_qa.store.generation import Generation
from tests.fakes import HashingEmbedder, generation, source, written

TEXTS = {
    "carers.md": "# Respite\nUnpaid carers are offered a break every year. Boards pay for it.\nIn 2014 there were 500 carers.",
    "housing.md": "# Homes\nHomes are built for older people.\nTenants take part in planning homes.",
    "reform.md": "# Pillars\nThe pillars of reform are:\n- prevention\n- partnership\n- people",
    "later.md": "# Breaks\nUnpaid carers are offered a break, every year.",
}


class WrittenReader:
    """Gives each sentence the figure that the test writes down, and 0.1 where it writes none."""

    def __init__(self, figures: Mapping[str, float]) -> None:
        self.figures = figures
        self.questions: list[str] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.questions.append(question)
        figures = [tuple(self.figures.get(passage.text[start:end], 0.1) for start, end in passage.sentences) for passage in passages]
        return [Reading(max(figure, default=0.0), figure) for figure in figures]


class RecordingReader(WrittenReader):
    """Keeps what it was given to read."""

    def __init__(self, figures: Mapping[str, float]) -> None:
        super().__init__(figures)
        self.passages: list[Passage] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.passages += passages
        return super().read(question, passages)


class AlwaysLow:
    """Finds nothing in any sentence."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        return [Reading(0.02, (0.02,) * len(passage.sentences)) for passage in passages]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return generation(tmp_path_factory.mktemp("index"), TEXTS)


def assistant(opened: Generation, figures: Mapping[str, float], *, line: float = 0.5) -> Assistant:
    """The probability that it answers is near 0 below a figure of 0.5 and near 1 above it."""
    calibration = Calibration(-10.0, {"sentence": 20.0}, line, 0.5)
    return Assistant(opened, Retriever(opened, HashingEmbedder()), WrittenReader(figures), calibration)


def texts(answer: Answer) -> list[str]:
    return [quote.text for quote in answer.quotes]


BREAK = "Unpaid carers are offered a break every year."


def test_an_answer_quotes_the_sentence_that_answers_and_says_what_was_searched(opened: Generation) -> None:
    answer = assistant(opened, {BREAK: 0.9}).ask("Are unpaid carers offered a break?")
    assert texts(answer)[0] == BREAK
    assert answer.reason is None
    assert answer.interpreted_as is None
    assert 0.99 < answer.confidence <= 1
    assert answer.quotes[0].score == 0.9
    assert answer.citations[0].source.path == "carers.md"
    assert answer.citations[0].section == ("Respite",)
    assert (answer.searched.documents, answer.searched.chunks, answer.searched.generation) == (4, len(opened), opened.id)


def test_what_says_the_same_elsewhere_is_named_beside_it(opened: Generation) -> None:
    answer = assistant(opened, {BREAK: 0.9, "Unpaid carers are offered a break, every year.": 0.8}).ask(
        "Are unpaid carers offered a break?"
    )
    assert texts(answer) == [BREAK]
    assert [span.document.source.path for span in answer.quotes[0].also] == ["later.md"]


def test_quotes_are_best_first_no_more_than_asked_for_and_none_much_worse_than_the_best(opened: Generation) -> None:
    figures = {"Homes are built for older people.": 0.8, "Tenants take part in planning homes.": 0.9, "Boards pay for it.": 0.3}
    # With a line as high as this, nothing is passed on before everything is read.
    asked = assistant(opened, figures, line=0.9)
    assert texts(asked.ask("homes for carers")) == ["Tenants take part in planning homes.", "Homes are built for older people."]
    assert texts(asked.ask("homes for carers", limit=1)) == ["Tenants take part in planning homes."]


def test_below_the_line_nothing_is_quoted_and_the_nearest_passages_are_apart(opened: Generation) -> None:
    answer = assistant(opened, {BREAK: 0.4}).ask("Are unpaid carers offered a holiday?")
    assert answer.quotes == ()
    assert answer.reason is Reason.NOT_FOUND
    assert answer.related[0].text == BREAK
    assert len(answer.related) == 3
    assert 0 < answer.confidence < 0.5


def test_the_line_is_that_of_the_calibration(opened: Generation) -> None:
    assert assistant(opened, {BREAK: 0.55}, line=0.5).ask("carers break").answered
    assert not assistant(opened, {BREAK: 0.55}, line=0.9).ask("carers break").answered


def test_a_question_about_nothing_in_the_documents_is_off_topic(opened: Generation) -> None:
    assert assistant(opened, {}).ask("zebra giraffe elephant").reason is Reason.OFF_TOPIC
    assert assistant(opened, {}).ask("unpaid carers offered").reason is Reason.NOT_FOUND


ACRONYM = {"a.md": "# Care\nSDS is paid each month.\nAsk for SDS in writing.\nHomes are built.", "b.md": "# Boats\nBoats sail far."}


def test_an_acronym_that_the_documents_use_and_nowhere_explain_is_not_found_and_not_off_topic(tmp_path: Path) -> None:
    said = "Ask for SDS in writing."
    for question, reason in (("What does SDS stand for?", Reason.NOT_FOUND), ("What does XYZ stand for?", Reason.OFF_TOPIC)):
        answer = assistant(generation(tmp_path / question[10:13], ACRONYM), {said: 0.2}).ask(question)
        assert (answer.reason, answer.quotes) == (reason, ())
        assert answer.related


def test_words_that_do_not_spell_letters_out_never_say_what_they_stand_for(tmp_path: Path) -> None:
    said, spelled = "Ask for SDS in writing.", "Self-directed support (SDS) is free."
    without = generation(tmp_path / "without", ACRONYM)
    assert assistant(without, {said: 0.95}).ask("What does SDS stand for?").reason is Reason.NOT_FOUND
    assert texts(assistant(without, {said: 0.95}).ask("How do I ask for SDS?")) == [said]
    explained = generation(tmp_path / "with", {**ACRONYM, "c.md": spelled})
    assert texts(assistant(explained, {said: 0.95, spelled: 0.9}).ask("What does SDS stand for?")) == [spelled]


def test_under_a_filter_no_question_is_called_off_topic(opened: Generation) -> None:
    answer = assistant(opened, {}).ask("zebra giraffe elephant", only=Filter(documents=("later.md",)))
    assert answer.reason is Reason.NOT_FOUND


@pytest.mark.parametrize("question", ["?", "the", "and of the", "…", "🌱"])
def test_a_question_without_a_word_to_look_for_is_unclear(opened: Generation, question: str) -> None:
    answer = assistant(opened, {}).ask(question)
    assert (answer.reason, answer.confidence) == (Reason.UNCLEAR, 0.0)


def test_a_filter_that_leaves_no_document_is_a_reason_of_its_own(opened: Generation) -> None:
    assert assistant(opened, {}).ask("carers", only=Filter(collections=("none",))).reason is Reason.FILTERED_OUT


def test_a_filter_keeps_the_answer_to_its_documents(opened: Generation) -> None:
    figures = {BREAK: 0.9, "Unpaid carers are offered a break, every year.": 0.8}
    answer = assistant(opened, figures).ask("Are carers offered a break?", only=Filter(documents=("later.md",)))
    assert texts(answer) == ["Unpaid carers are offered a break, every year."]
    assert answer.quotes[0].also == ()


def test_under_a_filter_only_its_documents_count_as_searched(opened: Generation) -> None:
    chunks = {entry.source.path: entry.chunks for entry in opened.entries}
    asked = assistant(opened, {BREAK: 0.9})
    one = asked.ask("Are carers offered a break?", only=Filter(documents=("later.md",))).searched
    two = asked.ask("zebra giraffe elephant", only=Filter(documents=("later.md", "carers.md"))).searched
    none = asked.ask("carers", only=Filter(collections=("none",))).searched
    assert (one.documents, one.chunks) == (1, chunks["later.md"])
    assert (two.documents, two.chunks) == (2, chunks["later.md"] + chunks["carers.md"])
    assert (none.documents, none.chunks) == (0, 0)
    assert 0 < one.chunks < two.chunks < len(opened)


def test_an_empty_index_is_a_reason_of_its_own(tmp_path: Path) -> None:
    empty = generation(tmp_path, {})
    answer = assistant(empty, {}).ask("carers")
    assert (answer.reason, answer.searched.documents) == (Reason.EMPTY_INDEX, 0)
    assert assistant(empty, {}).ask("carers", only=Filter(documents=("carers.md",))).reason is Reason.EMPTY_INDEX
    assert assistant(empty, {}).search("carers") == []


def test_a_list_item_that_answers_comes_with_its_lead_in(opened: Generation) -> None:
    answer = assistant(opened, {"prevention": 0.9}).ask("What is the first of the pillars of reform?")
    assert [(quote.lead.text if quote.lead else None, quote.text) for quote in answer.quotes] == [
        ("The pillars of reform are:", "prevention")
    ]


def test_a_lead_in_that_answers_comes_with_its_list(opened: Generation) -> None:
    answer = assistant(opened, {"The pillars of reform are:": 0.9}).ask("What are the pillars of reform?")
    assert texts(answer) == ["prevention\n\npartnership\n\npeople"]


def test_a_follow_up_is_searched_for_with_the_question_before_it(opened: Generation) -> None:
    reader = WrittenReader({BREAK: 0.9})
    asked = Assistant(opened, Retriever(opened, HashingEmbedder()), reader, Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5))
    answer = asked.ask("Who pays for it?", history=["Are unpaid carers offered a break?"])
    assert answer.question == "Who pays for it?"
    assert answer.interpreted_as == "Are unpaid carers offered a break? Who pays for it?"
    assert set(reader.questions) == {"Who pays for it?"}
    found = asked.search("Who pays for it?", history=["Are unpaid carers offered a break?"], limit=1)
    assert found[0].chunk.span.document.source.path in {"carers.md", "later.md"}


@pytest.mark.parametrize(
    "question, message",
    [("", "empty"), (" \n\t", "empty"), ("x" * (LONGEST_QUESTION + 1), "1001 characters"), ("carers \ud800", "only half there")],
)
def test_a_question_that_cannot_be_asked_is_refused_in_plain_words(opened: Generation, question: str, message: str) -> None:
    for ask in (assistant(opened, {}).ask, assistant(opened, {}).search):
        with pytest.raises(InvalidInput, match=message):
            ask(question)


@pytest.mark.parametrize("past, message", [("x" * (LONGEST_QUESTION + 1), "earlier question has 1001"), ("\udc80", "earlier question")])
def test_an_earlier_question_that_cannot_be_used_is_refused(opened: Generation, past: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        assistant(opened, {}).ask("Why?", history=[past])
    with pytest.raises(InvalidInput, match=message):
        assistant(opened, {}).search("Why?", history=[past])


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_below_one_is_refused(opened: Generation, limit: int) -> None:
    for ask in (assistant(opened, {}).ask, assistant(opened, {}).search):
        with pytest.raises(InvalidInput, match=f"limit of {limit}"):
            ask("carers", limit=limit)


def test_a_filter_that_names_no_document_is_refused(opened: Generation) -> None:
    with pytest.raises(InvalidInput, match=r"none\.md"):
        assistant(opened, {}).ask("carers", only=Filter(documents=("none.md",)))


def kinds(index: Path) -> Generation:
    parts = [(BlockKind.TITLE, "Carers report"), (BlockKind.CONTENTS, "Carers 5"), (BlockKind.PARAGRAPH, "Carers rest."),
             (BlockKind.REFERENCE, "Smith (2011) Carers.")]  # fmt: skip
    text, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(kind, len(text), len(text) + len(words)))
        text += f"{words}\n"
    return generation(index, [Document("0123", text, tuple(blocks), (), source("carers.md"))])


def test_titles_contents_and_references_answer_only_who_asks_for_sources(tmp_path: Path) -> None:
    figures = {"Smith (2011) Carers.": 0.9, "Carers 5": 0.8, "Carers report": 0.8, "Carers rest.": 0.6}
    asked = assistant(kinds(tmp_path), figures, line=0.87)
    assert texts(asked.ask("What about carers?")) == ["Carers rest."]
    assert texts(asked.ask("Which publication is about carers?"))[0] == "Smith (2011) Carers."


class NeedsNeighbours(AlwaysLow):
    """Finds an answer in passages of several sentences only."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        return [Reading(0.9, (0.9,) * len(each.sentences)) if len(each.sentences) > 1 else low
                for each, low in zip(passages, super().read(question, passages), strict=True)]  # fmt: skip


def test_the_best_quote_is_read_by_itself_as_well(opened: Generation) -> None:
    asked = assistant(opened, {BREAK: 0.9})
    enough = asked.signals("How often are unpaid carers offered a break?")
    assert enough is not None
    assert enough.alone == enough.sentence_odds
    asked.finder.reader = NeedsNeighbours()
    leaning = asked.signals("How often are unpaid carers offered a break?")
    assert leaning is not None
    assert leaning.alone < leaning.sentence_odds


def test_signals_are_shares_and_there_are_none_where_nothing_is_found(opened: Generation, tmp_path: Path) -> None:
    signals = assistant(opened, {BREAK: 0.9}).signals("How often are unpaid carers offered a break?")
    assert signals is not None
    assert signals.sentence == signals.passage == 0.9
    assert signals.margin == pytest.approx(0.8)
    assert signals.kind_missing == 0.0  # "every year" says how often
    assert 0 < signals.sentence_coverage <= signals.coverage <= 1
    assert 0 < signals.similarity <= 1
    assert signals.distant == pytest.approx(max(0.0, 1 - 2 * signals.similarity))
    missing = assistant(opened, {"Boards pay for it.": 0.9}).signals("How much do boards pay for zebras?")
    assert missing is not None
    assert missing.kind_missing == 1.0
    turned = assistant(opened, {BREAK: 0.9}).signals("How often are paid carers offered a break?")
    assert turned is not None
    assert (signals.opposite, turned.opposite) == (0.0, 1.0)  # it speaks of unpaid ones
    other = assistant(opened, {"Boards pay for it.": 0.9}).signals("Who is the chief executive of the boards that pay for it?")
    assert other is not None
    assert other.opposite == 1.0  # it speaks of no such post
    assert signals.weak == missing.weak == 0.0
    asked = assistant(opened, {})
    asked.finder.reader = AlwaysLow()
    hardly = asked.signals("How often are unpaid carers offered a break?")
    assert hardly is not None
    assert hardly.weak == 1.0
    assert 0 < missing.unknown < 1
    assert assistant(generation(tmp_path, {}), {}).signals("carers") is None


def test_two_questions_in_one_are_each_answered_in_turn(opened: Generation) -> None:
    figures = {BREAK: 0.9, "Tenants take part in planning homes.": 0.8}
    answer = assistant(opened, figures).ask("Are unpaid carers offered a break? Do tenants take part in planning homes?")
    assert set(texts(answer)[:2]) == {BREAK, "Tenants take part in planning homes."}
    assert answer.unanswered == ()


def test_what_goes_on_with_a_conversation_in_vain_is_searched_for_by_itself(opened: Generation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Topic, "all_turns", lambda *_: "zebras zebras zebras")
    asked = assistant(opened, {BREAK: 0.9})
    found = asked._retriever.search
    monkeypatch.setattr(asked._retriever, "search", lambda searched, **how: [] if "zebras" in searched else found(searched, **how))
    answer = asked.ask("Are unpaid carers offered a break?", history=["Who feeds the zebras?"])
    assert (texts(answer)[:1], answer.interpreted_as) == ([BREAK], None)
    asked.calibration = replace(asked.calibration, line=1.0)
    assert asked.ask("Are lions fed?", history=["Who feeds the zebras?"]).reason is Reason.OFF_TOPIC
    assert asked.ask("Are lions fed?", history=["Who feeds the zebras?"]).interpreted_as is None
    assert asked.ask("Are unpaid carers offered a break?", history=["Who feeds the zebras?"]).interpreted_as == "zebras zebras zebras"


@pytest.mark.parametrize(
    "question, interpreted_as",
    [
        ("Is it offered as a break to unpaid carers?", None),
        # What says little by itself would be answered about something else.
        ("Is it offered to carers?", "Is the zebra budget offered to carers?"),
    ],
)
def test_what_was_completed_in_vain_is_searched_for_as_it_was_asked(
    opened: Generation, monkeypatch: pytest.MonkeyPatch, question: str, interpreted_as: str | None
) -> None:
    asked = assistant(opened, {BREAK: 0.9})
    found = asked._retriever.search
    monkeypatch.setattr(Topic, "all_turns", lambda *_: None)
    monkeypatch.setattr(asked._retriever, "search", lambda searched, **how: [] if "zebra" in searched else found(searched, **how))
    answer = asked.ask(question, history=["What is the zebra budget?"])
    assert bool(answer.quotes) is (interpreted_as is None)
    assert answer.interpreted_as == interpreted_as


def test_a_follow_up_is_answered_by_passages_with_what_it_adds_where_there_are_any(opened: Generation) -> None:
    figures = {BREAK: 0.9, "Tenants take part in planning homes.": 0.8}
    asked = assistant(opened, figures)
    history = ["Are people offered anything?"]
    assert texts(asked.ask("And for tenants?", history=history)) == ["Tenants take part in planning homes."]
    assert texts(asked.ask("What about planned homes?", history=history)) == ["Tenants take part in planning homes."]
    assert BREAK in texts(asked.ask("And why?", history=history))
    unfiltered = asked.ask("What about zebras?", history=history)
    assert texts(unfiltered)[0] == BREAK
    assert unfiltered.interpreted_as == "Are people offered anything? What about zebras?"


class PickyReader(WrittenReader):
    """Finds nothing in questions about zebras."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        readings = super().read(question, passages)
        return [Reading(0.0, tuple(0.0 for _ in reading.sentences)) for reading in readings] if "zebra" in question else readings


class ReaderOfEach(WrittenReader):
    """Finds the break in questions about carers, and the planning in others."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.figures = {BREAK: 0.9} if "carers" in question else {"Tenants take part in planning homes.": 0.8}
        return super().read(question, passages)


def test_a_question_whose_quote_has_no_place_left_is_listed_as_unanswered(opened: Generation) -> None:
    calibration = Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5)
    asked = Assistant(opened, Retriever(opened, HashingEmbedder()), ReaderOfEach({}), calibration)
    both = "Are unpaid carers offered a break? Do tenants take part in planning homes?"
    assert asked.ask(both, limit=2).unanswered == ()
    answer = asked.ask(both, limit=1)
    assert texts(answer) == [BREAK]
    assert answer.unanswered == ("Do tenants take part in planning homes?",)


def test_a_part_that_nothing_answers_is_listed(opened: Generation) -> None:
    calibration = Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5)
    asked = Assistant(opened, Retriever(opened, HashingEmbedder()), PickyReader({BREAK: 0.9}), calibration)
    answer = asked.ask("Are unpaid carers offered a break? Who feeds the zebras?")
    assert texts(answer) == [BREAK]
    assert answer.unanswered == ("Who feeds the zebras?",)
    refused = asked.ask("Who counts the zebras? Who feeds the zebras?")
    assert (refused.quotes, refused.unanswered) == ((), ())


class TogetherReader(WrittenReader):
    """Finds something only in questions that ask two things."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        readings = super().read(question, passages)
        factor = 1.0 if question.count("?") > 1 else 0.0 if "zebras" in question else 0.5
        return [Reading(factor * reading.answers, tuple(factor * figure for figure in reading.sentences)) for reading in readings]


def test_where_only_the_whole_is_answered_the_part_that_its_quotes_do_not_answer_is_listed(opened: Generation) -> None:
    calibration = Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5)
    reader = TogetherReader({BREAK: 0.9, "Homes are built for older people.": 0.2})
    asked = Assistant(opened, Retriever(opened, HashingEmbedder()), reader, calibration)
    answer = asked.ask("Are unpaid carers offered a break? Who feeds the zebras?")
    assert texts(answer) == [BREAK]
    assert answer.unanswered == ("Who feeds the zebras?",)


@pytest.mark.parametrize("question", ["Hello!", "thanks", "And for them?", "Why?", "What about it?", "Hi, is it free for them?"])
def test_what_cannot_be_understood_by_itself_is_unclear(opened: Generation, question: str) -> None:
    assert assistant(opened, {}).ask(question).reason is Reason.UNCLEAR


@pytest.mark.parametrize("question", ["And for carers?", "but what about carers?", "Hi, and carers?"])
def test_what_goes_on_from_nothing_is_unclear_though_a_sentence_would_answer_and_is_shown_as_related(
    opened: Generation, question: str
) -> None:
    first = assistant(opened, {BREAK: 0.9}).ask(question)
    assert (first.reason, texts(first), first.interpreted_as is None or "carers" in first.interpreted_as) == (Reason.UNCLEAR, [], True)
    assert BREAK in [quote.text for quote in first.related]
    assert texts(assistant(opened, {BREAK: 0.9}).ask(question, history=["Who is offered a break?"])) == [BREAK]


@pytest.mark.parametrize("question", ["Right to buy", "Hello, when was the Right to Buy ended?", "Is it fair to charge zebras?"])
def test_a_refused_question_that_stands_alone_is_not_called_unclear(opened: Generation, question: str) -> None:
    assert assistant(opened, {}).ask(question).reason in {Reason.NOT_FOUND, Reason.OFF_TOPIC}


def test_a_greeting_is_not_searched_for(opened: Generation) -> None:
    answer = assistant(opened, {BREAK: 0.9}).ask("Hello, are unpaid carers offered a break?")
    assert answer.interpreted_as == "are unpaid carers offered a break?"
    assert texts(answer)[0] == BREAK


def test_the_words_that_carry_the_answer_are_marked_in_quotes_but_nothing_in_related_passages(opened: Generation) -> None:
    figures = {"In 2014 there were 500 carers.": 0.9}
    assert [part.text for part in assistant(opened, figures).ask("How many carers were there?").quotes[0].key] == ["500"]
    related = assistant(opened, figures, line=1.0).ask("How many carers were there?").related
    assert related[0].text == "In 2014 there were 500 carers."
    assert not any(quote.key for quote in related)


def test_what_the_reader_takes_for_a_short_answer_is_marked_where_it_stands_in_the_document(opened: Generation) -> None:
    class MarkingReader(WrittenReader):
        def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
            readings = zip(passages, super().read(question, passages), strict=True)
            return [
                reading._replace(keys=tuple(KeyRange(*match.span(), 0.9) for match in re.finditer("Boards|break", passage.text)))
                for passage, reading in readings
            ]

    reader = MarkingReader({"Boards pay for it.": 0.9})
    asked = Assistant(opened, Retriever(opened, HashingEmbedder()), reader, Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5))
    answer = asked.ask("Who pays for it?")
    assert [part.text for quote in answer.quotes for part in quote.key] == ["Boards"]


def test_a_sentence_without_what_is_asked_for_is_not_quoted_before_one_that_has_it(tmp_path: Path) -> None:
    name, date = "It is usually called the Fife Commission.", "The Fife Commission was set up in 2010."
    opened = generation(tmp_path, {"a.md": name, "b.md": date})
    asked = assistant(opened, {name: 0.9, date: 0.75})
    assert texts(asked.ask("When was the Fife Commission set up?")) == [date]
    assert texts(asked.ask("What is the Fife Commission?")) == [name, date]


def test_the_date_of_something_else_is_not_quoted_for_the_one_asked_for(tmp_path: Path) -> None:
    other, date = "It appeared in 2008, five years before the Harbour Act.", "The Harbour Act was passed in 2013."
    asked = assistant(generation(tmp_path, {"a.md": other, "b.md": date}), {other: 0.9, date: 0.6})
    assert texts(asked.ask("When was the Harbour Act passed?")) == [date]
    assert texts(asked.ask("What appeared before the Harbour Act?"))[0] == other


def test_a_document_that_disagrees_is_quoted_though_the_reader_is_less_sure_of_it(tmp_path: Path) -> None:
    older, newer, other = (
        "The harbour toll costs £20.",
        "A sum of £35 a day is what the toll at the harbour costs since May.",
        "The bus toll costs £90.",
    )
    made = [
        written(path, words, of=replace(source(path), published=year))
        for path, words, year in (("old.md", older, "2011"), ("new.md", newer, "2015"), ("bus.md", other, "2016"))
    ]
    asked = assistant(generation(tmp_path, made), {older: 0.95, newer: 0.5, other: 0.5})
    assert texts(asked.ask("How much does the harbour toll cost?")) == [newer, older]
    assert texts(asked.ask("What is the toll of the harbour called?")) == [older]


def test_documents_that_disagree_on_a_figure_are_both_quoted_newest_first_with_their_year(tmp_path: Path) -> None:
    words = "Some {} unpaid carers live in Fife."
    made = [
        written(path, words.format(count), of=replace(source(path), published=year))
        for path, count, year in (("old.md", 500, "2011"), ("new.md", 700, "2015"))
    ]
    figures = {words.format(500): 0.9, words.format(700): 0.85}
    asked = assistant(generation(tmp_path, made), figures)
    answer = asked.ask("How many unpaid carers live in Fife?")
    assert texts(answer) == [words.format(700), words.format(500)]
    assert [citation.source.published for citation in answer.citations] == ["2015", "2011"]
    assert texts(asked.ask("unpaid carers in Fife")) == [words.format(700), words.format(500)]
    # Who names a year may mean the older document.
    assert texts(asked.ask("How many unpaid carers lived in Fife in 2011?")) == [words.format(500), words.format(700)]
    assert texts(asked.ask("Who speaks for unpaid carers in Fife?")) == [words.format(700), words.format(500)]
    assert texts(asked.ask("How many unpaid carers live in Fife?", limit=1)) == [words.format(700)]


def test_a_superseded_document_yields_to_its_successor_and_says_so(tmp_path: Path) -> None:
    made = [
        written("old.md", "Carers are offered rest.", of=replace(source("old.md"), superseded_by=("new.md",))),
        written("new.md", "All carers in Fife are now offered rest.", of=source("new.md")),
    ]
    figures = {"Carers are offered rest.": 0.9, "All carers in Fife are now offered rest.": 0.8}
    asked = assistant(generation(tmp_path, made), figures)
    assert texts(asked.ask("What are carers offered?", limit=1)) == ["All carers in Fife are now offered rest."]
    answer = asked.ask("What are carers offered?")
    assert [citation.source.path for citation in answer.citations] == ["new.md", "old.md"]
    assert [list(citation.flags) for citation in answer.citations] == [[], [Flag.SUPERSEDED]]


def test_the_same_question_has_the_same_answer_every_time_and_from_many_threads(tmp_path: Path) -> None:
    opened = generation(tmp_path, TEXTS)
    asked = assistant(opened, {BREAK: 0.9, "prevention": 0.8, "Homes are built for older people.": 0.7})
    questions = ["carers break", "pillars prevention", "homes for older people", "zebra"] * 12
    expected = [assistant(opened, asked.finder.reader.figures).ask(question) for question in questions]  # type: ignore[attr-defined]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            answers = list(threads.map(asked.ask, questions))
    finally:
        sys.setswitchinterval(interval)
    assert answers == expected


@pytest.fixture
def looks_after_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """The documents here have four passages: with the number in use there would be nothing left to read after the first look."""
    monkeypatch.setattr(finding, "_READ_FIRST", 2)


class InSteps:
    """Tells of each passage that is read, and may give other figures from the third on."""

    def __init__(self, log: list[str], first: Mapping[str, float], later: Mapping[str, float]) -> None:
        self.log, self.figures = log, [first, later]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        figures = self.figures[self.log.count("read") >= 2]
        self.log += ["read"] * len(passages)
        return WrittenReader(figures).read(question, passages)


HOLDS = "Are unpaid carers offered a break every year?"
AHEAD = Calibration(-10.0, {"sentence": 10.0, "margin": 15.0}, 0.5, 0.5)
"""Sure only where the best sentence is far ahead of the second best."""
OTHER = "Homes are built for older people."


def in_steps(
    opened: Generation, log: list[str], later: Mapping[str, float], calibration: Calibration = AHEAD, first: float = 0.9
) -> Assistant:
    return Assistant(opened, Retriever(opened, HashingEmbedder()), InSteps(log, {BREAK: first}, later), calibration)


@pytest.fixture(scope="module")
def many_indexed(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    texts = {"carers.md": f"# Respite\n{BREAK}", "others.md": f"Boards plan a break for staff.\nCarers of every age count.\n{OTHER}"}
    return generation(tmp_path_factory.mktemp("many"), texts)


@pytest.fixture
def many(many_indexed: Generation, looks_after_two: None) -> Generation:
    return many_indexed


def test_the_first_look_is_after_half_of_what_is_read(many_indexed: Generation) -> None:
    assert 2 * finding._READ_FIRST == finding._CHUNKS_READ
    told: list[Answer] = []
    in_steps(many_indexed, [], {}).ask(HOLDS, early=told.append)
    assert told == []


def test_a_first_quote_that_is_sure_is_passed_on_before_the_rest_is_read(many: Generation) -> None:
    log: list[str] = []
    answer = in_steps(many, log, {}).ask(HOLDS, early=lambda come: log.append(come.quotes[0].text))
    assert log == ["read", "read", BREAK, "read", "read"]
    assert texts(answer) == [BREAK]


class TakesToAnswer(InSteps):
    """Takes every passage to answer, whatever its sentences have."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        return [reading._replace(answers=0.9) for reading in super().read(question, passages)]


def test_a_first_quote_with_a_low_figure_waits_though_an_answer_is_sure(many: Generation) -> None:
    sure_of_little = Calibration(-2.0, {"sentence": 40.0}, 0.5, 0.5)
    for figure, early in ((0.25, 0), (0.35, 1)):
        told: list[Answer] = []
        asked = Assistant(many, Retriever(many, HashingEmbedder()), TakesToAnswer([], {BREAK: figure}, {BREAK: figure}), sure_of_little)
        assert texts(asked.ask(HOLDS, early=told.append))[0] == BREAK
        assert len(told) == early


def test_nothing_is_read_twice_for_a_question(many: Generation) -> None:
    reader = RecordingReader({BREAK: 0.9})
    told: list[Answer] = []
    Assistant(many, Retriever(many, HashingEmbedder()), reader, AHEAD).ask(HOLDS, early=told.append)
    assert told
    assert len(reader.passages) == len(set(reader.passages))


@pytest.mark.parametrize("searched, embedded", [(None, [HOLDS]), (OTHER, [HOLDS, OTHER])])
def test_a_question_is_embedded_once_for_search_and_for_its_sentences(
    many: Generation, searched: str | None, embedded: Sequence[str]
) -> None:
    embedder = HashingEmbedder()
    retriever = Retriever(many, embedder)
    ranking = SentenceRanking(0.0, {"sentence": 1.0, "similarity": 1.0})
    weigher = Weigher(ranking, HashingEmbedder(), TermWeights.equal(), questions=embedder)
    finder = Finder(retriever, WrittenReader({BREAK: 0.9}), TermWeights.equal(), weigher)
    finder.find(HOLDS, Filter(), searched=searched)
    assert embedder.embedded == embedded


@pytest.mark.parametrize("later", [{}, {OTHER: 0.9}])
def test_the_answer_is_the_same_whether_or_not_anybody_is_told_early(many: Generation, later: Mapping[str, float]) -> None:
    told = in_steps(many, [], later).ask(HOLDS, early=lambda _: None)
    assert told == in_steps(many, [], later).ask(HOLDS)


def test_what_was_passed_on_stays_though_the_rest_would_have_it_refused(many: Generation) -> None:
    told: list[Answer] = []
    log: list[str] = []
    answer = in_steps(many, log, {OTHER: 0.9}).ask(HOLDS, early=told.append)
    assert texts(told[0]) == texts(answer) == [BREAK]
    assert answer.confidence == told[0].confidence
    # Read at once, the second sentence makes it too unsure.
    assert (
        not Assistant(many, Retriever(many, HashingEmbedder()), WrittenReader({BREAK: 0.9, OTHER: 0.9}), AHEAD)
        ._decided(Part(HOLDS, HOLDS, HOLDS), limit=5, only=Filter(), tell=lambda _: None)
        .quotes
    )


BY_SENTENCE = Calibration(-10.0, {"sentence": 20.0}, 0.5, 0.5)


def test_what_was_passed_on_keeps_its_number_before_what_the_rest_brings(many: Generation) -> None:
    told: list[Answer] = []
    answer = in_steps(many, [], {OTHER: 1.0}, BY_SENTENCE).ask(HOLDS, early=told.append)
    assert texts(told[0]) == [BREAK]
    assert texts(answer) == [BREAK, OTHER]
    # Where there is room for one only, the best is waited for.
    one = in_steps(many, [], {OTHER: 1.0}, BY_SENTENCE).ask(HOLDS, limit=1, early=told.append)
    assert texts(one) == [OTHER]
    assert all(BREAK in texts(come) for come in told)


AGES = "Carers of every age count."


def test_further_quotes_are_passed_on_as_they_are_found_where_they_answer_nearly_as_well(many: Generation) -> None:
    log: list[str] = []

    def come(answer: Answer) -> None:
        log.append(answer.quotes[-1].text)

    answer = in_steps(many, log, {AGES: 0.8, OTHER: 0.8}, BY_SENTENCE).ask(HOLDS, early=come)
    third = next(text for text in (AGES, OTHER) if text in log)
    assert log == ["read", "read", BREAK, "read", third, "read"]
    assert texts(answer)[:2] == [BREAK, third]
    log.clear()
    weaker = in_steps(many, log, {AGES: 0.53, OTHER: 0.53}, BY_SENTENCE, first=0.8).ask(HOLDS, early=come)
    assert log == ["read", "read", BREAK, "read", "read"]
    assert len(texts(weaker)) == 3
    log.clear()
    # The last place is kept for the best of what is read later.
    in_steps(many, log, {AGES: 0.8, OTHER: 0.8}, BY_SENTENCE).ask(HOLDS, limit=2, early=come)
    assert log == ["read", "read", BREAK, "read", "read"]


def test_a_quote_that_a_newer_document_may_have_to_stand_before_is_waited_for(tmp_path: Path) -> None:
    told: list[Answer] = []
    made = [
        written("carers.md", f"# Respite\n{BREAK}", of=replace(source("carers.md"), superseded_by=("others.md",))),
        written("others.md", f"Boards plan a break for staff.\nCarers of every age count.\n{OTHER}", of=source("others.md")),
    ]
    answer = in_steps(generation(tmp_path, made), [], {OTHER: 0.9}, BY_SENTENCE).ask(HOLDS, early=told.append)
    assert told == []
    assert texts(answer) == [OTHER, BREAK]


@pytest.mark.parametrize(
    "question, history",
    [("What is offered to carers? What do homes cost?", ()), ("And every year?", ("Are unpaid carers offered a break?",))],
)
def test_nothing_is_passed_on_early_of_several_questions_or_a_follow_up(many: Generation, question: str, history: Sequence[str]) -> None:
    told: list[Answer] = []
    in_steps(many, [], {BREAK: 0.9}).ask(question, history=history, early=told.append)
    assert told == []


def test_nothing_is_passed_on_early_of_few_passages_or_what_is_not_sure(opened: Generation, many: Generation) -> None:
    told: list[Answer] = []
    assistant(opened, {"Unpaid carers are offered a break, every year.": 0.9}).ask(
        HOLDS, only=Filter(documents=("later.md",)), early=told.append
    )
    assert not in_steps(many, [], {}, Calibration(-20.0, {"sentence": 20.0}, 0.5, 0.5)).ask(HOLDS, early=told.append).answered
    assert in_steps(many, [], {BREAK: 0.9}, Calibration(-17.5, {"sentence": 20.0}, 0.5, 0.5)).ask(HOLDS, early=told.append).answered
    assert told == []
