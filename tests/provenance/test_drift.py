from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copro_qa.answer import Answer, Quote, Reason, Searched
from copro_qa.document import Document
from copro_qa.provenance.drift import AnswerDrift, DocumentDrift, Fate, answer_drift_payload, document_drift, document_drift_payload
from tests.fakes import generation, written

GUIDE = "# Aim\nPeople lead.\nPlaces follow.\nMoney helps."


def named(path: str, outline: str, like: Document | None = None) -> Document:
    made = written(path, outline)
    return made if like is None else Document(like.id, made.text, made.blocks, (), made.source)


def drift(tmp_path: Path, before: list[Document], after: list[Document]) -> list[DocumentDrift]:
    old, new = generation(tmp_path, before, generation_id="aa"), generation(tmp_path, after, generation_id="bb")
    return list(document_drift(old, new))


def test_the_same_documents_have_not_changed(tmp_path: Path) -> None:
    assert drift(tmp_path, [written("a.md", GUIDE)], [written("a.md", GUIDE)]) == []


def test_added_and_removed_documents_are_told_apart(tmp_path: Path) -> None:
    found = drift(tmp_path, [written("a.md", GUIDE), written("b.md", "Old.")], [written("a.md", GUIDE), written("c.md", "New.")])
    assert [(each.fate, each.before and each.before.text, each.after and each.after.text) for each in found] == [
        (Fate.REMOVED, "Old.", None),
        (Fate.ADDED, None, "New."),
    ]


def test_a_changed_document_shows_the_old_and_the_new_words_and_nothing_else(tmp_path: Path) -> None:
    changed = "# Aim\nPeople and carers lead.\nPlaces follow.\nMoney helps.\nTime too."
    (found,) = drift(tmp_path, [written("a.md", GUIDE)], [written("a.md", changed)])
    texts = [(text.before and text.before.text, text.after and text.after.text) for text in found.texts]
    assert (found.fate, texts) == (Fate.CHANGED, [("People lead.", "People and carers lead."), (None, "Time too.")])


def test_a_renamed_document_keeps_its_identity(tmp_path: Path) -> None:
    before = written("a.md", GUIDE)
    (found,) = drift(tmp_path, [before], [named("z.md", GUIDE, like=before)])
    payload = document_drift_payload(found)
    assert (found.fate, found.texts, payload["path"], payload["was"]) == (Fate.RENAMED, (), "z.md", "a.md")


def test_new_facts_of_the_same_text_are_named(tmp_path: Path) -> None:
    before = written("a.md", GUIDE)
    after = Document(before.id, before.text, before.blocks, (), replace(before.source, publisher="Scottish Government"))
    (found,) = drift(tmp_path, [before], [after])
    assert (found.fate, found.facts, found.texts) == (Fate.DESCRIBED_ANEW, (("publisher", None, "Scottish Government"),), ())


@pytest.mark.parametrize("new_text", ["", "- one\n- two"])
def test_text_that_was_taken_out_has_nothing_in_its_place(tmp_path: Path, new_text: str) -> None:
    (found,) = drift(tmp_path, [written("a.md", f"Keep.\nDrop this.\n{new_text}")], [written("a.md", f"Keep.\n{new_text}")])
    payload = document_drift_payload(found)
    assert payload["texts"] == [{"before": {"text": "Drop this.", "start": 7, "end": 17, "section": []}, "after": None}]


def test_work_is_bounded_over_all_documents_and_beyond_it_the_whole_texts_are_given(tmp_path: Path) -> None:
    names, longer = ("a.md", "b.md", "c.md"), f"{GUIDE}\nTime too."
    old = generation(tmp_path, [written(name, GUIDE) for name in names], generation_id="aa")
    new = generation(tmp_path, [written(name, longer if name != "c.md" else "Gone.") for name in names], generation_id="bb")
    found = list(document_drift(old, new, pairs=4 * 5 + 4))
    texts = [[(text.before and text.before.text, text.after and text.after.text) for text in each.texts] for each in found]
    assert [each.before and len(each.before.blocks) for each in found] == [4, 4, 4]
    whole = [(each.before.text, each.after.text) for each in found if each.before and each.after]
    assert texts == [[(None, "Time too.")], [whole[1]], [whole[2]]]


def answer(*words: str) -> Answer:
    document = written("a.md", GUIDE)
    quotes = tuple(Quote(document.span(at := document.text.index(word), at + len(word)), 0.9) for word in words)
    return Answer("Who leads?", 0.9, Searched(1, 3, "aa", "2026"), quotes=quotes, reason=None if quotes else Reason.NOT_FOUND)


@pytest.mark.parametrize(
    "before, after, gone, new",
    [
        (["People lead."], ["People lead."], [], []),
        (["People lead."], ["Places follow."], ["People lead."], ["Places follow."]),
        (["People lead."], [], ["People lead."], []),
        (["People lead.", "Money helps."], ["Money helps.", "People lead."], [], []),
    ],
)
def test_answers_are_compared_by_the_words_they_quote(before: list[str], after: list[str], gone: list[str], new: list[str]) -> None:
    found = AnswerDrift(answer(*before), answer(*after))
    assert [quote.text for quote in found.gone] == gone
    assert [quote.text for quote in found.new] == new
    assert answer_drift_payload(found)["changed"] is (before != after)
