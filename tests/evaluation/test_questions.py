import json
from pathlib import Path

import pytest

from copro_qa.errors import InvalidInput
from copro_qa.evaluation.questions import read_question, read_questions


def write(folder: Path, *lines: object) -> Path:
    file = folder / "questions.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return file


GOOD = {"id": "a", "question": "What is it?", "answerable": True, "doc": "a.txt", "evidence": ["it is this"]}


def test_a_question_has_all_its_labels(tmp_path: Path) -> None:
    record = GOOD | {"page": 3, "history": [{"question": "And before?"}], "kind": "sentence", "also": ["b.txt"]}
    (question,) = read_questions(write(tmp_path, record)).questions
    assert question.id == "a"
    assert question.document == "a.txt"
    assert question.evidence == ("it is this",)
    assert question.parts == (("it is this",),)
    assert question.relevant == (("a.txt", "b.txt"),)
    assert question.pages == (3,)
    assert question.history == ("And before?",)
    assert question.kind == "sentence"


def test_pages_in_the_plural_count_rather_than_the_single_one() -> None:
    assert read_question(GOOD | {"page": 3, "pages": [3, 8]}, default_id="a").pages == (3, 8)


def test_each_of_the_relevant_documents_should_be_found() -> None:
    assert read_question(GOOD | {"relevant_docs": ["b", "c"]}, default_id="a").relevant == (("b",), ("c",))


def test_the_document_of_an_unanswerable_question_is_not_one_to_be_found() -> None:
    question = read_question({"question": "?", "answerable": False, "doc": "a.txt"}, default_id="line 4")
    assert question.relevant == ()
    assert question.id == "line 4"


@pytest.mark.parametrize("entry", [["one", "uno"], "one", {"doc": "a", "text": "one"}])
def test_a_part_of_the_evidence_is_a_list_a_text_or_an_object(entry: object) -> None:
    (part,) = read_question(GOOD | {"evidence_all": [entry]}, default_id="a").evidence_groups
    assert part[0] == "one"


def test_evidence_given_only_by_parts_counts_as_evidence() -> None:
    assert read_question({"question": "?", "answerable": True, "evidence_all": ["one", "two"]}, default_id="a").evidence == ("one", "two")


def test_evidence_is_composed_as_the_text_of_documents_is() -> None:
    assert read_question(GOOD | {"evidence": ["cafe\N{COMBINING ACUTE ACCENT}"]}, default_id="a").evidence == ("café",)


@pytest.mark.parametrize(
    "line, message",
    [
        ("{not json", "line 2: it is not JSON: Expecting property name enclosed in double quotes at character 2."),
        ("[1]", "line 2: it is not a JSON object. Write one {…} a line."),
        ("[" * 100_000, "line 2: it is not JSON that can be read."),
        (
            r'{"question": "\ud800", "answerable": true}',
            "line 2: it has a character that is only half there (\\ud800 to \\udfff without its other half).",
        ),
        ({"answerable": True}, 'line 2: "question" must be a text that is not empty.'),
        ({"question": "  ", "answerable": True}, 'line 2: "question" must be a text that is not empty.'),
        ({"question": "?"}, 'line 2: "answerable" must be true or false.'),
        ({"question": "?", "answerable": "yes"}, 'line 2: "answerable" must be true or false.'),
        (GOOD, 'line 2: the id "a" is used on an earlier line. Give each question its own.'),
        (GOOD | {"id": ["b"]}, 'line 2: "id" must be a text.'),
        (GOOD | {"id": "b", "evidence": [3]}, 'line 2: "evidence" must be a list of texts.'),
        (GOOD | {"id": "b", "evidence": ["**"]}, "line 2: the evidence '**' holds nothing to compare."),
        (GOOD | {"id": "b", "page": 0}, 'line 2: "page" must be a page number from 1 on, and "pages" a list of them.'),
        (GOOD | {"id": "b", "pages": "iv"}, 'line 2: "page" must be a page number from 1 on, and "pages" a list of them.'),
        (GOOD | {"id": "b", "history": "before"}, 'line 2: "history" must be a list like [{"question": "…"}], oldest first.'),
        (GOOD | {"id": "b", "doc": 4}, 'line 2: "doc" must be a text or null.'),
        (GOOD | {"id": "b", "evidence_all": [[]]}, 'line 2: each entry of "evidence_all" must be a list of texts that is not empty.'),
    ],
)
def test_a_bad_line_is_reported_with_its_number_and_the_rest_are_read(tmp_path: Path, line: object, message: str) -> None:
    found = read_questions(write(tmp_path, GOOD, line, GOOD | {"id": "z"}))
    assert [question.id for question in found.questions] == ["a", "z"]
    assert [str(problem) for problem in found.problems] == [message]


def test_a_line_that_is_not_utf_8_is_reported_and_the_rest_are_read(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'{"question": "caf\xe9?", "answerable": true}\r\n' + json.dumps(GOOD).encode())
    found = read_questions(file)
    assert [question.id for question in found.questions] == ["a"]
    assert str(found.problems[0]) == "line 1: it is not UTF-8 text (byte 18). Save the file as UTF-8."


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b"\n\n  \n")
    found = read_questions(file)
    assert len(found.questions) == 1
    assert not found.problems


def test_a_file_without_a_usable_question_is_refused_with_the_first_reason(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"no question that can be used\. The first problem is on line 1: it is not a JSON object"):
        read_questions(write(tmp_path, "3"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="It is empty"):
        read_questions(write(tmp_path, ""))


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"absent\.jsonl cannot be read: No such file"):
        read_questions(tmp_path / "absent.jsonl")
