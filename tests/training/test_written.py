from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.training.labelled_data import TOWNS, write_labelled_data
from training.examples import Example, training_examples
from training.sources import WRITTEN_DOCUMENTS, document_rows, is_kept_apart, may_be_chosen_on, policy_rows, read_rows
from training.written import WrittenPassage, WrittenQuestion, passages_of, text_hash, written_passages
from training.written_corpus import write_corpora, write_documents

_PASSAGE = """
== Plan for Dunness | Money > What it pays for
0 The fund pays for two things:
1 * a hall;
2 * a path.
3 Nothing else is paid for.

+0,1,2 what does the money go on
- what did the hall cost
"""


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    traindata, evaldata = write_labelled_data(tmp_path_factory.mktemp("labelled"))
    return training_examples(traindata=traindata, evaldata=evaldata, seed=1)


def _written(folder: Path, text: str) -> Path:
    file = folder / "some.txt"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_passage_is_read_with_its_questions(tmp_path: Path) -> None:
    (passage,) = passages_of(_written(tmp_path, _PASSAGE))
    assert passage.head == "Plan for Dunness | Money > What it pays for"
    assert passage.sentences[1] == "* a hall;"
    assert [(question.text, question.sentences) for question in passage.questions] == [
        ("what does the money go on", (0, 1, 2)),
        ("what did the hall cost", ()),
    ]


@pytest.mark.parametrize("line", ["+7 which sentence is that", "4 out of order", "no mark at all", "+ no number"])
def test_a_line_that_is_not_of_the_format_is_an_error_that_names_its_place(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match=r"some\.txt, line 3: "):
        list(passages_of(_written(tmp_path, f"== Title\n0 A sentence.\n{line}\n")))


def test_the_spans_of_a_row_are_the_sentences_that_answer_and_items_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    (passage,) = passages_of(_written(tmp_path, _PASSAGE))
    answered, unanswered = policy_rows(passage)
    assert answered.text == "The fund pays for two things:\na hall;\na path.\nNothing else is paid for."
    assert [answered.text[start:end] for start, end in answered.spans] == ["The fund pays for two things:", "a hall;", "a path."]
    assert answered.title == "Plan for Dunness\nMoney > What it pays for"
    assert unanswered.spans == ()


def test_pairs_are_laid_on_the_passage_that_their_hash_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    traindata, _ = write_labelled_data(tmp_path)
    text = read_rows("selqa", traindata=traindata, evaldata=traindata)[0].text
    (tmp_path / "pairs").mkdir()
    known, missing = f"@selqa {text_hash(text)} 1 3", f"@selqa {text_hash('another')} 0 2"
    _written(tmp_path / "pairs", f"{known}\n+0 when do they sit\n- where did they sit before\n{missing}\n- is it there\n")
    monkeypatch.setattr("training.sources.written_passages", lambda kind: written_passages(kind, tmp_path))
    answered, unanswered = read_rows("written_pairs", traindata=traindata, evaldata=traindata)
    ((start, end),) = answered.spans
    assert answered.text[start:end] == f"The council of {TOWNS[0]} of selqa meets in the hall on Mondays."
    assert answered.text == unanswered.text
    assert text.startswith(f"{TOWNS[0]} of selqa has a school. {answered.text} Nobody")
    assert unanswered.spans == ()


def test_every_passage_that_we_wrote_holds_answered_and_unanswered_questions() -> None:
    passages = [passage for kind in ("policy", "documents", "long_documents", "pairs") for passage in written_passages(kind)]
    assert passages
    heads = [passage.head for passage in passages]
    assert len(set(heads)) == len(heads)
    assert all({bool(question.sentences) for question in passage.questions} == {True, False} for passage in passages)


def test_the_corpora_hold_only_passages_that_are_kept_apart_and_share_none(tmp_path: Path) -> None:
    counts = write_corpora(tmp_path)
    rows = {f"passage-{number:04d}.md": policy_rows(passage)[0] for number, passage in enumerate(written_passages("policy"), 1)}
    names = {part: {file.name for file in (tmp_path / part / "files").iterdir()} for part in counts}
    assert counts.keys() == {"choose", "report"}
    assert all(counts.values())
    assert not names["choose"] & names["report"]
    assert all(is_kept_apart(rows[name]) and may_be_chosen_on(rows[name]) for name in names["choose"])
    assert all(is_kept_apart(rows[name]) and not may_be_chosen_on(rows[name]) for name in names["report"])


def test_an_answered_question_has_its_evidence_in_its_file(tmp_path: Path) -> None:
    write_corpora(tmp_path)
    for line in (tmp_path / "choose" / "questions.jsonl").read_text().splitlines():
        record = json.loads(line)
        if record["answerable"]:
            text = (tmp_path / "choose" / "files" / record["doc"]).read_text()
            assert all(evidence in text for evidence in record["evidence"])


def test_our_own_passages_are_trained_on_but_for_those_kept_apart(examples: list[Example]) -> None:
    trained = {example.question for example in examples if example.source == "written_policy"}
    rows = [row for passage in written_passages("policy") for row in policy_rows(passage)]
    apart = {row.question for row in rows if is_kept_apart(row)} - {row.question for row in rows if not is_kept_apart(row)}
    assert trained
    assert apart
    assert not trained & apart


def test_documents_are_one_corpus_and_only_those_kept_apart_are_asked_about(tmp_path: Path) -> None:
    counts = write_documents(tmp_path)
    files = {file.name: file.read_text() for file in (tmp_path / "files").iterdir()}
    asked = {part: [json.loads(line) for line in (tmp_path / f"{part}.jsonl").read_text().splitlines()] for part in counts}
    assert all(asked.values())
    assert {part: len(questions) for part, questions in asked.items()} == counts
    about = {part: {question["doc"] for question in questions if question["answerable"]} for part, questions in asked.items()}
    assert not about["choose"] & about["report"]
    assert len(about["choose"] | about["report"]) < len(files)
    for question in asked["choose"] + asked["report"]:
        assert not question["answerable"] or all(piece in files[question["doc"]] for piece in question["evidence"])


def test_passages_of_one_title_are_one_document_and_kept_apart_together() -> None:
    rows = [row for kind in WRITTEN_DOCUMENTS.values() for passage in written_passages(kind) for row in document_rows(passage)]
    texts = defaultdict[str, set[str]](set)
    for row in rows:
        texts[row.group].add(row.text)
    assert all(len(of_document) > 1 for of_document in texts.values())
    assert all(len({is_kept_apart(row) for row in rows if row.group == group}) == 1 for group in texts)


def test_other_passages_of_a_document_are_read_as_not_answering(examples: list[Example]) -> None:
    made = [example for example in examples if example.source == "written_documents" and example.kind == "sibling"]
    own = {row.question.rstrip("?"): row.text for passage in written_passages("documents") for row in document_rows(passage)}
    assert made
    assert not any(answers for example in made for answers in example.evidence)
    for example in made:
        sentences = [example.passage.text[start:end] for start, end in example.passage.sentences]
        assert not any(sentence in own[example.question.rstrip("?")] for sentence in sentences)


def test_items_numbered_clauses_and_what_has_no_end_stand_on_lines_of_their_own() -> None:
    sentences = ("12. A board must:", "* meet;", "(a) ask carers;", "b. write it down", "Then it reports.", "It may do so early.")
    rows = document_rows(WrittenPassage("Boards | Duties", sentences, (WrittenQuestion("What must a board write?", (3,)),)))
    assert rows[0].text.splitlines() == [
        "12. A board must:",
        "meet;",
        "(a) ask carers;",
        "b. write it down",
        "Then it reports. It may do so early.",
    ]
    ((start, end),) = rows[0].spans
    assert rows[0].text[start:end] == "b. write it down"


def test_a_passage_without_sentences_is_only_named() -> None:
    assert not any(passage.sentences for passage in written_passages("pairs"))
