from __future__ import annotations

import pytest

from copro_qa.answering.clauses import words_of
from copro_qa.answering.phrases import phrases, trimmed


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Boards pay for rest in spring", "Boards pay|for rest|in spring"),
        ("The Department for Work and Pensions pays", "The Department for Work and Pensions pays"),
        ("tenants failed to pay rent", "tenants failed to pay rent"),
        ("a share of the cost of repairs", "a share of the cost of repairs"),
        ("The charter of the tenants is kept at home", "The charter of the tenants|is kept|at home"),
        ("tenants who are heard", "tenants|who are heard"),
        ("he calls it “a plan for the many” today", "he calls it “a plan for the many” today"),
        ("The rate (or cap) set by boards", "The rate|set|by boards"),
        ("Our need isn’t to move", "Our need|isn’t|to move"),
        ("A policy that builds on old strengths looks for new ones", "A policy|that builds|on old strengths|looks|for new ones"),
        ("the needs of tenants in the hills", "the needs of tenants|in the hills"),
        ("boards and those that pay for them", "boards|and those that pay|for them"),
        ("all homes other than those that are let", "all homes|other than those that are let"),
        ("homes, except for those in the hills", "homes|except for those|in the hills"),
        ("The Commission on the Future of Homes met on Monday", "The Commission on the Future of Homes met|on Monday"),
        ("", ""),
    ],
)
def test_a_sentence_is_parted_into_phrases_that_are_not_torn_apart(text: str, expected: str) -> None:
    found = [text[phrase.words[0].start : phrase.words[-1].end] for phrase in phrases(text)]
    assert sorted(part.strip("“”") for part in found) == sorted(part.strip("“”") for part in expected.split("|") if part)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("and boards pay for", "boards pay"),
        ("so that boards pay", "so that boards pay"),
        ("is that boards pay", "boards pay"),
        ("boards pay those", "boards pay"),
        ("and of the", ""),
    ],
)
def test_what_only_leads_from_or_to_what_is_left_out_goes(text: str, expected: str) -> None:
    words = trimmed(words_of(text))
    assert (text[words[0].start : words[-1].end] if words else "") == expected
