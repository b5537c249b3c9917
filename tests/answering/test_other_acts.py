from __future__ import annotations

import pytest

from copro_qa.answer import Quote
from copro_qa.answering.other_acts import act_asked_for
from copro_qa.answering.term_weights import TermWeights
from copro_qa.document import BlockKind
from tests.fakes import document

WEIGHTS = TermWeights(100, lambda _: 1)


def titled(title: str, text: str) -> Quote:
    made = document((BlockKind.PARAGRAPH, text), title=title)
    return Quote(made.span_of(made.blocks[0]), 0.5)


CARERS = titled("The Carers (Scotland) Act 2016", "Councils have to ask carers.")
OF_BOTH = titled("The Joint Working Act, a summary", "It goes with the Carers Act.")
JOINT = titled("The Joint Working Act, a summary", "Councils have to plan.")
NO_ACT = titled("Notes on councils", "Councils have to plan.")
ALL = [CARERS, OF_BOTH, JOINT, NO_ACT]


@pytest.mark.parametrize(
    "question",
    ["What duties do councils have under the Carers Act?", "what does the carers (scotland) act 2016 ask of councils", "carers act duties"],
)
def test_a_quote_of_a_document_on_another_act_is_told_from_those_on_the_one_asked_for(question: str) -> None:
    asked = act_asked_for(question, ALL, WEIGHTS)
    assert asked is not None
    assert [asked.is_spoken_of(quote) for quote in ALL] == [True, True, False, True]


@pytest.mark.parametrize(
    "question",
    [
        "What does the Act ask of councils?",
        "Which Act is about carers?",
        "What does the integration Act ask of councils?",
        "How do the Carers Act and the Joint Working Act differ?",
        "How can a council act for carers?",
        "",
    ],
)
def test_where_no_single_act_is_named_as_a_title_names_it_nothing_is_told(question: str) -> None:
    assert act_asked_for(question, ALL, WEIGHTS) is None
