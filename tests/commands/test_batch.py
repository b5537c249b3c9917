from __future__ import annotations

import json
from typing import Any

import pytest

from copro_qa.commands.batch import read_request, run_batch
from copro_qa.errors import InvalidInput, NotFound
from copro_qa.retrieval.filter import Filter


def echo(record: dict[str, Any]) -> dict[str, object]:
    if record.get("refuse"):
        raise NotFound("There is no such thing.")
    return {"got": record.get("question")}


def run(*lines: bytes | dict[str, Any]) -> list[dict[str, object]]:
    return list(run_batch([line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines], echo))


def test_each_line_is_answered_in_order_with_its_id_first() -> None:
    results = run({"id": "b", "question": "One?"}, {"id": 7, "question": "Two?"}, {"question": "Three?"})
    assert results == [{"id": "b", "got": "One?"}, {"id": 7, "got": "Two?"}, {"id": None, "got": "Three?"}]
    assert all(next(iter(result)) == "id" for result in results)


def test_empty_lines_are_passed_over_but_counted() -> None:
    results = run(b"\n", b"  \r\n", b"{", {"id": 1, "question": "One?"})
    assert len(results) == 2
    assert str(results[0]["error"]).startswith("Line 3 ")


@pytest.mark.parametrize(
    "line, message",
    [
        (b"{", "Line 2 is not JSON: .* at character 2"),
        (b"[1]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"id": 1} {"id": 2}', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"id": ' + b"9" * 5_000 + b"}", "is not JSON"),
        (rb'{"id": "\ud800", "question": "Why?"}', "only half there"),
        (rb'{"id": "x", "question": "Why \udfff?"}', "only half there"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_line_that_is_no_request_is_answered_with_what_is_wrong_and_the_rest_go_on(line: bytes, message: str) -> None:
    before, bad, after = run({"id": 1, "question": "One?"}, line, {"id": 3, "question": "Three?"})
    assert (before, after) == ({"id": 1, "got": "One?"}, {"id": 3, "got": "Three?"})
    assert bad["id"] is None
    assert list(bad) == ["id", "error"]
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(bad["error"])
    json.dumps(bad, ensure_ascii=False).encode()


def test_what_is_refused_keeps_its_id() -> None:
    assert run({"id": "x", "refuse": True}) == [{"id": "x", "error": "There is no such thing."}]


def test_whole_characters_written_as_pairs_are_text() -> None:
    assert run(rb'{"id": "\ud83c\udf31", "question": "Na\u00efve?"}') == [{"id": "🌱", "got": "Naïve?"}]


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert run(b'\xef\xbb\xbf{"id": 1, "question": "One?"}') == [{"id": 1, "got": "One?"}]


def test_one_line_is_answered_before_the_next_is_read() -> None:
    seen: list[int] = []

    def lines() -> Any:
        for number in range(3):
            seen.append(number)
            yield json.dumps({"id": number}).encode()

    results = run_batch(lines(), echo)
    assert next(results)["id"] == 0
    assert seen == [0]


def test_a_request_is_question_history_and_filter_and_other_fields_are_passed_over() -> None:
    record = {
        "id": 1,
        "question": "Why?",
        "history": [{"question": "What?", "answer": "x"}, "Who?", {"question": " "}],
        "filter": {"documents": ["a.md"], "collections": ["acts"], "published_from": "2014", "published_to": None},
        "answerable": True,
    }
    assert read_request(record) == {
        "question": "Why?",
        "history": ("What?", "Who?"),
        "only": Filter(documents=("a.md",), collections=("acts",), published_from="2014"),
    }
    assert read_request({"question": "Why?"}) == {"question": "Why?", "history": (), "only": Filter()}
    assert read_request({"question": "Why?", "history": None, "filter": None}) == {"question": "Why?", "history": (), "only": Filter()}


@pytest.mark.parametrize(
    "record, message",
    [
        ({}, 'no "question"'),
        ({"question": 5}, 'no "question"'),
        ({"question": "Why?", "history": "What?"}, '"history" must be a list'),
        ({"question": "Why?", "history": {"question": "What?"}}, '"history" must be a list'),
        ({"question": "Why?", "history": [5]}, "Each entry"),
        ({"question": "Why?", "history": [{"text": "What?"}]}, "Each entry"),
        ({"question": "Why?", "filter": []}, '"filter" must be an object'),
        ({"question": "Why?", "filter": {"doc": ["a.md"]}}, '"filter" must be an object'),
        ({"question": "Why?", "filter": {"documents": "a.md"}}, '"documents" in "filter" must be a list'),
        ({"question": "Why?", "filter": {"collections": [5]}}, '"collections" in "filter" must be a list'),
        ({"question": "Why?", "filter": {"published_to": 2014}}, '"published_to" in "filter" must be a text'),
        ({"question": "Why?", "filter": {"published_to": "soon"}}, "is not a date"),
    ],
)
def test_a_request_that_cannot_be_used_is_refused_by_the_name_of_the_field(record: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        read_request(record)
