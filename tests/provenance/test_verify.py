from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from copro_qa.answer import Answer, Quote, Searched
from copro_qa.document import BlockKind, Document
from copro_qa.errors import InvalidInput
from copro_qa.payload import answer_payload, record_sha256
from copro_qa.provenance.library import FilesLibrary, GenerationLibrary
from copro_qa.provenance.locate import Outcome
from copro_qa.provenance.verify import Check, check_payload, verify
from copro_qa.service.schemas.checks import CheckBody
from tests.fakes import document, generation
from tests.service.small_index import GUIDE, LATER, guide, later, written

SAID = "prevention, so that problems are met early;"
NEW_ID = "fedcba9876543210"


def answer_over(first: Document, second: Document) -> dict[str, Any]:
    """An answer with everything that an answer can have, as it comes out of JSON."""
    lead_at, said_at = first.text.index("The pillars"), first.text.index(SAID)
    lead = first.span(lead_at, lead_at + len("The pillars of partnership are these:"))
    quote = Quote(
        first.span(said_at, said_at + len(SAID)),
        0.75,
        lead=lead,
        key=(first.span(said_at, said_at + 10), first.span(said_at + 20, said_at + 28)),
        also=(second.span_of(second.blocks[2]),),
    )
    other = Quote(second.span_of(second.blocks[1]), 0.5)
    answer = Answer("Which pillars?", 0.75, Searched(2, 13, "0f", "2026-01-02T03:04:05+00:00"), (quote, other), interpreted_as="Pillars?")
    payload: dict[str, Any] = json.loads(json.dumps(answer_payload(answer, took_ms=12)))
    return payload


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> GenerationLibrary:
    return GenerationLibrary(generation(tmp_path_factory.mktemp("index"), [guide(), later()]))


@pytest.fixture
def answer() -> dict[str, Any]:
    return answer_over(guide(), later())


def library_of(index: Path, *documents: Document) -> GenerationLibrary:
    return GenerationLibrary(generation(index, documents))


def outcomes(check: Check) -> list[Outcome]:
    return [quote.outcome for quote in check.quotes]


def test_an_answer_as_it_was_given_verifies(answer: dict[str, Any], library: GenerationLibrary) -> None:
    check = verify(answer, library)
    assert (check.verified, outcomes(check), check.findings) == (True, [Outcome.IDENTICAL] * 2, ())
    assert verify({"id": "7", **answer}, library).verified
    assert verify({"answers": [answer, answer]}, library).verified
    assert verify(answer["quotes"][0], library).verified
    assert verify(answer["quotes"][0]["citation"], library).verified


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where every single value of a record stands."""
    entries: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    if not entries:
        yield path
    for name, inner in entries:
        yield from paths(inner, (*path, name))


def verifies(given: object, library: GenerationLibrary) -> bool:
    try:
        return verify(given, library).verified
    except InvalidInput:
        return False


def flipped(value: object) -> object:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case float():
            return value / 2
        case str():
            return value[:-1] + ("0" if value[-1:] != "0" else "1")
        case None:
            return "Invented"
        case _:
            return [1]


def tampered(record: dict[str, Any], path: tuple[str | int, ...], change: Callable[[object], object]) -> dict[str, Any]:
    made = copy.deepcopy(record)
    inner: Any = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = change(inner[path[-1]])
    return made


EVERYWHERE = list(paths(answer_over(guide(), later())))


@pytest.mark.parametrize("path", EVERYWHERE, ids=lambda path: ".".join(map(str, path)))
def test_no_value_of_an_answer_can_be_changed_unnoticed(
    path: tuple[str | int, ...], answer: dict[str, Any], library: GenerationLibrary
) -> None:
    assert not verifies(tampered(answer, path, flipped), library)


EVIDENCE = [path[2:] for path in EVERYWHERE if path[:2] == ("quotes", 0) and path[2] not in ("score", "evidence_sha256")]
CHOSEN = {("citation", "number"), ("also", 0, "number"), ("key", 0, 0), ("key", 0, 1), ("key", 1, 0), ("key", 1, 1)}
"""No document can tell these; only the hash over the whole quote does."""


@pytest.mark.parametrize("path", [path for path in EVIDENCE if path not in CHOSEN], ids=lambda path: ".".join(map(str, path)))
def test_evidence_is_compared_with_the_document_and_not_only_with_a_hash_that_a_forger_can_make_anew(
    path: tuple[str | int, ...], answer: dict[str, Any], library: GenerationLibrary
) -> None:
    quote = tampered(answer["quotes"][0], path, flipped)
    del quote["evidence_sha256"]
    check = verify({**quote, "evidence_sha256": record_sha256(quote)}, library)
    assert not check.verified
    (only,) = check.quotes
    assert "evidence_sha256" not in [finding.field for finding in only.findings]


@pytest.mark.parametrize("key", [[[5, 5]], [[9, 4]], [[-1, 4]], [[0, 999]], [[4, 9], [0, 3]], [[0, True]], [[1]], ["x"], {"a": 1}, "x", 7])
def test_key_ranges_that_are_none_are_found_whatever_the_hash_says(key: object, answer: dict[str, Any], library: GenerationLibrary) -> None:
    quote = {**answer["quotes"][0], "key": key}
    del quote["evidence_sha256"]
    check = verify({**quote, "evidence_sha256": record_sha256(quote)}, library)
    assert "key" in [finding.field for finding in check.quotes[0].findings]


def test_no_byte_of_an_answer_can_be_flipped_unnoticed(answer: dict[str, Any], library: GenerationLibrary) -> None:
    written_out = json.dumps(answer, ensure_ascii=False).encode()
    unnoticed = []
    for place in range(0, len(written_out), 3):
        broken = bytes([*written_out[:place], written_out[place] ^ 1, *written_out[place + 1 :]])
        try:
            given = json.loads(broken.decode())
        except ValueError:
            continue
        if given != answer and verifies(given, library):
            unnoticed.append(broken[place - 20 : place + 20])
    assert unnoticed == []


def test_quotes_swapped_between_answers_or_left_out_are_noticed(answer: dict[str, Any], library: GenerationLibrary) -> None:
    one, two = answer["quotes"]
    for quotes in ([two, one], [one], [one, one], []):
        assert not verify({**answer, "quotes": quotes}, library).verified


def test_an_answer_without_its_hash_is_not_vouched_for(answer: dict[str, Any], library: GenerationLibrary) -> None:
    del answer["answer_sha256"]
    check = verify(answer, library)
    assert not check.verified
    assert [finding.field for finding in check.findings] == ["answer_sha256"]


def test_words_that_another_edition_has_elsewhere_have_moved_and_their_new_place_is_given(answer: dict[str, Any], tmp_path: Path) -> None:
    edited = written(
        GUIDE,
        [
            (BlockKind.HEADING, 1, "A new beginning"),
            (BlockKind.PARAGRAPH, 0, "The pillars of partnership are these:"),
            (BlockKind.LIST_ITEM, 1, SAID),
        ],
        replace(guide().source, file_sha256="d4" * 32),
    )
    check = verify(answer, library_of(tmp_path, edited, later()))
    assert outcomes(check) == [Outcome.MOVED, Outcome.IDENTICAL]
    moved = check.quotes[0]
    assert moved.span is not None
    assert (moved.span.document.id, moved.span.text) == (edited.id, SAID)
    assert {"citation.document", "citation.file_sha256", "citation.start", "link"} <= {finding.field for finding in moved.findings}
    assert not check.verified
    assert not check.findings


def test_an_edit_elsewhere_leaves_the_id_of_the_quote(answer: dict[str, Any], tmp_path: Path) -> None:
    old = guide()
    start = old.text.index("It began")
    text = old.text[:start] + "Yes. " + old.text[start:]
    blocks = tuple(
        replace(block, start=block.start + 5 * (block.start > start), end=block.end + 5 * (block.end > start)) for block in old.blocks
    )
    check = verify(answer, library_of(tmp_path, Document("0" * 16, text, blocks, (), old.source), later()))
    assert outcomes(check)[0] is Outcome.MOVED
    assert "id" not in [finding.field for finding in check.quotes[0].findings]


def test_words_that_were_rewritten_are_altered_and_the_nearest_passage_is_shown(answer: dict[str, Any], tmp_path: Path) -> None:
    edited = written(GUIDE, [(BlockKind.PARAGRAPH, 0, "First: prevention, so that problems are always met very early.")], guide().source)
    check = verify(answer, library_of(tmp_path, edited, later()))
    assert outcomes(check)[0] is Outcome.ALTERED
    payload = check_payload(check, "0f")
    assert isinstance(payload["quotes"], list)
    assert payload["quotes"][0]["text"] == SAID
    assert payload["quotes"][0]["now"]["text"] == "First: prevention, so that problems are always met very early."
    CheckBody.model_validate(payload)


def test_words_of_a_document_that_was_taken_away_are_gone(answer: dict[str, Any], tmp_path: Path) -> None:
    check = verify(answer, library_of(tmp_path, later()))
    assert outcomes(check) == [Outcome.GONE, Outcome.IDENTICAL]
    CheckBody.model_validate(check_payload(check, "0f"))


def test_a_document_that_was_renamed_still_has_its_quotes_but_under_another_path(answer: dict[str, Any], tmp_path: Path) -> None:
    renamed = replace(guide(), source=replace(guide().source, path="guides/new-name.pdf"))
    quote = verify(answer, library_of(tmp_path, renamed, later())).quotes[0]
    assert {"citation.path", "id"} <= {finding.field for finding in quote.findings}
    assert quote.outcome is Outcome.MOVED
    assert not quote.verified
    citation = verify(answer["quotes"][0]["citation"], library_of(tmp_path / "again", renamed, later())).quotes[0]
    assert citation.outcome is Outcome.MOVED


def test_a_quote_under_the_name_of_another_document_that_is_there_is_altered(answer: dict[str, Any], library: GenerationLibrary) -> None:
    quote = copy.deepcopy(answer["quotes"][0])
    quote["citation"]["path"] = LATER
    assert verify(quote, library).quotes[0].outcome is Outcome.ALTERED


def test_words_of_a_document_that_went_under_another_id_and_path_are_found_by_what_they_say(answer: dict[str, Any], tmp_path: Path) -> None:
    copied = Document("f" * 16, guide().text, guide().blocks, guide().pages, replace(guide().source, path="copy.pdf"))
    assert outcomes(verify(answer, library_of(tmp_path, copied, later())))[0] is Outcome.MOVED


def test_against_an_original_alone_what_stands_in_the_file_is_compared_and_what_does_not_is_left(answer: dict[str, Any]) -> None:
    bare = replace(guide(), source=replace(guide().source, path="/elsewhere/partnership.pdf", title="?", publisher=None, superseded_by=()))
    alone = FilesLibrary([bare])
    quote = {name: value for name, value in answer["quotes"][0].items() if name not in ("also", "key", "evidence_sha256")}
    assert verify(quote, alone).quotes[0].outcome is Outcome.IDENTICAL
    for field, value in (("page", 2), ("section", []), ("file_sha256", "0" * 64), ("text_sha256", "0" * 64), ("document", "0" * 16)):
        false = {**quote, "citation": {**quote["citation"], field: value}}
        assert verify(false, alone).quotes[0].outcome is not Outcome.IDENTICAL


def test_a_quote_of_a_document_that_was_not_given_does_not_verify(answer: dict[str, Any]) -> None:
    assert outcomes(verify(answer, FilesLibrary([guide()])))[1] is Outcome.GONE


@pytest.mark.parametrize(
    "given",
    [
        *([], "text", 7, None, {}, {"quotes": {}}, {"quotes": [7]}, {"quotes": [{}]}, {"answers": []}, {"answers": [1]}, {"answer": None}),
        *(
            {"citation": {}, "text": ""},
            {"citation": 3, "text": "a"},
            {"text": "\ud800", "citation": {}},
            {"quotes": [{"text": "a"}] * 500},
        ),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_do(given: object, library: GenerationLibrary) -> None:
    with pytest.raises(InvalidInput, match=r"Give|Check"):
        verify(given, library)


@pytest.mark.parametrize("value", [None, True, -1, 10**30, 1.5, "12", [], {}])
@pytest.mark.parametrize("field", ["start", "end", "document", "path", "quote_sha256", "section"])
def test_values_of_any_kind_are_findings_and_no_faults(
    field: str, value: object, answer: dict[str, Any], library: GenerationLibrary
) -> None:
    quote = copy.deepcopy(answer["quotes"][0])
    quote["citation"][field] = value
    assert not verify(quote, library).verified
    assert not verify(quote["citation"], library).verified


def test_a_citation_without_its_words_is_found_again_by_their_hash(answer: dict[str, Any], library: GenerationLibrary) -> None:
    citation = {**answer["quotes"][1]["citation"], "start": 3, "end": 3 + len(answer["quotes"][1]["text"])}
    (found,) = verify(citation, library).quotes
    assert found.outcome is Outcome.MOVED
    assert found.span is not None
    assert found.span.text == answer["quotes"][1]["text"]
    assert verify({**citation, "document": "gone", "path": LATER}, library).quotes[0].outcome is Outcome.MOVED


def test_a_stretch_longer_than_any_quote_is_not_looked_for_by_its_hash(tmp_path: Path) -> None:
    known = document((BlockKind.PARAGRAPH, "First of all, this."), (BlockKind.PARAGRAPH, "People lead the way. " * 400))
    library = library_of(tmp_path, known)
    for length, outcome in ((4_000, Outcome.MOVED), (6_000, Outcome.ALTERED)):
        words = known.span(known.blocks[1].start, known.blocks[1].start + length)
        citation = {"document": known.id, "path": known.source.path, "start": 0, "end": length, "quote_sha256": words.sha256}
        assert outcomes(verify(citation, library)) == [outcome]
