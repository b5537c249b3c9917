from __future__ import annotations

import pytest

from copro_qa.document import BlockKind, Document
from copro_qa.store.glossary import Glossary
from ingest.glossary import DocumentTerms, definitions
from ingest.term_totals import GlossaryGatherer
from tests.fakes import document, written


@pytest.mark.parametrize(
    "text, expected",
    [
        ("All use Self-directed Support (SDS) now.", ("SDS", "Self-directed Support")),
        ("The new Integration Joint Boards (IJBs) met.", ("IJB", "Integration Joint Boards")),
        ("The IJB (Integration Joint Board) met.", ("IJB", "Integration Joint Board")),
        ("We tried participatory budgeting (PB).", ("PB", "participatory budgeting")),
        ("based on “participation, accountability and legality (PAL)”", ("PAL", "participation, accountability and legality")),
        ("the Health and Social Care Partnership (hereafter “HSCP”)", ("HSCP", "Health and Social Care Partnership")),
        ("led by the Convention of Scottish Local Authorities (COSLA)", ("COSLA", "Convention of Scottish Local Authorities")),
        ("Getting It Right For Every Child (GIRFEC) is it.", ("GIRFEC", "Getting It Right For Every Child")),
        ("Freedom of Information (the ‘FOI’) law", ("FOI", "Freedom of Information")),
        ("IJB – Integration Joint Board", ("IJB", "Integration Joint Board")),
        ("IJB - Integration Joint Board, which plans care", ("IJB", "Integration Joint Board")),
        ("HSCP: Health and Social Care Partnership", ("HSCP", "Health and Social Care Partnership")),
        ("2. IJBs: Integration Joint Boards", ("IJB", "Integration Joint Boards")),
        ("IJB; Meaning: Integration Joint Board", ("IJB", "Integration Joint Board")),
        ("Term: Integration Joint Board; Short form: IJB", ("IJB", "Integration Joint Board")),
        ("Integration Joint Board – IJB", ("IJB", "Integration Joint Board")),
        ("PAN: Participation, Accountability, Non-discrimination", ("PAN", "Participation, Accountability, Non-discrimination")),
        ("Here SDS stands for Self-directed Support in Scotland.", ("SDS", "Self-directed Support")),
        ("“SDS” is short for “self-directed support”.", ("SDS", "self-directed support")),
        ("SDS, which stands for self-directed support, began.", ("SDS", "self-directed support")),
        ("We call it Self-directed support, or SDS, today.", ("SDS", "Self-directed support")),
        ("The Convention of Local Authorities, also known as CLA, met.", ("CLA", "Convention of Local Authorities")),
        ("They use participatory budgeting, often shortened to PB.", ("PB", "participatory budgeting")),
        ("The Health and Social Care Partnership is usually called the HSCP.", ("HSCP", "Health and Social Care Partnership")),
    ],
)
def test_an_acronym_is_found_with_what_it_stands_for(text: str, expected: tuple[str, str]) -> None:
    assert list(definitions(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "People (and others) met.",
        "The Act (the 2014 Act) applies.",
        "Mr Smith (MSP) spoke.",
        "Spending rose (NHS).",
        "It ended (Christie, 2011).",
        "The board (A) met.",
        "The Information (ICT) page",
        "(SDS)",
        "SDS ()",
        "Section C (C1) is next.",
        "IJB – Integration boards plan jointly",
        "IJB – Integration Joint Board members meet here",
        "HSCP: see the annex",
        "SDS stands for choice.",
        "SDS stands for Self-directed Support Scotland.",
        "SDS stands for what people decide.",
        "Ask the council, or NHS Fife.",
        "a council or IJB decides",
        "its association with dementia or AD",
        "The board stands for Joint Integration.",
        "It is a big step forward: BSF",
    ],
)
def test_what_only_looks_like_an_acronym_with_its_meaning_is_none(text: str) -> None:
    assert list(definitions(text)) == []


def gathered(*texts: str) -> Glossary:
    gatherer = GlossaryGatherer()
    for number, text in enumerate(texts):
        gatherer.add(str(number), DocumentTerms.of(written(f"{number}.md", text)))
    return gatherer.totals().glossary()


def test_the_meaning_that_most_documents_give_comes_first_and_rare_ones_are_left_out() -> None:
    common, second, rare = "Participatory budgeting (PB)", "The Programme Board (PB)", "the Planning Bureau (PB)"
    glossary = gathered(common, f"{common} {common}", "participatory  budgeting (PB)", common, second, second, rare)
    assert glossary.acronyms == {"PB": ("Participatory budgeting", "Programme Board")}


def test_wordings_of_one_meaning_are_one() -> None:
    glossary = gathered("Common Framework for Reference (CFR)", "Common Framework of Reference (CFR)")
    assert len(glossary.acronyms["CFR"]) == 1


def test_an_acronym_that_is_also_a_plain_word_is_known_as_such() -> None:
    glossary = gathered("Assertive Community Treatment (ACT). They act.", "Self-directed Support (SDS).")
    assert glossary.also_words == {"ACT"}


def test_words_are_counted_in_small_letters() -> None:
    words = gathered("Carers’ carers CARERS 5 a naïve", "carers").words
    assert (words["carers"], words["naïve"]) == (4, 1)
    assert not {"5", "a"} & words.keys()


def test_a_definition_does_not_cross_blocks_and_contents_define_nothing() -> None:
    gatherer = GlossaryGatherer()
    made: Document = document(
        (BlockKind.PARAGRAPH, "Self-directed Support"), (BlockKind.PARAGRAPH, "(SDS)"), (BlockKind.CONTENTS, "Integration Board (IB)")
    )
    gatherer.add("one", DocumentTerms.of(made))
    assert gatherer.totals().glossary().acronyms == {}
