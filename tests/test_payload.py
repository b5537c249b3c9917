from __future__ import annotations

import hashlib
import json

from copro_qa.answer import Answer, Citation, Quote, Reason, Searched
from copro_qa.chunk import Chunk
from copro_qa.document import Block, BlockKind, Document, Page, Source
from copro_qa.payload import answer_payload, citation_payload, record_sha256, search_payload
from copro_qa.retrieval.search import RankedChunk

HEADING = "Naïve 🌱 seed"
TEXT = f"{HEADING}\n\nThe pillars are:\n\nprevention\nperformance"
SOURCE = Source(
    path="acts/report.pdf",
    file_sha256="ab" * 32,
    media_type="application/pdf",
    title="A report",
    authors=("A. Writer",),
    publisher="A publisher",
    published="2015-06",
    url="https://example.org/report",
    licence="OGL 3.0",
    collection="acts",
    superseded_by=("acts/later.pdf",),
)
DOCUMENT = Document(
    "d0c",
    TEXT,
    (
        Block(BlockKind.HEADING, 0, 12, level=1),
        Block(BlockKind.PARAGRAPH, 14, 30),
        Block(BlockKind.LIST_ITEM, 32, 42, level=1, lead=1),
        Block(BlockKind.LIST_ITEM, 43, 54, level=1, lead=1),
    ),
    (Page(1, "iv", 0, len(TEXT)),),
    SOURCE,
)
BARE = Document("bare", "Only text.", (), (), Source(path="bare.txt", file_sha256="cd" * 32, media_type="text/plain", title="Bare"))
SEARCHED = Searched(documents=2, chunks=3, generation="0f", built="2026-01-02T03:04:05+00:00")
QUOTE = Quote(
    DOCUMENT.span(32, 42), 0.5, lead=DOCUMENT.span(14, 30), key=(DOCUMENT.span(32, 39),), also=(DOCUMENT.span(43, 54), BARE.span(0, 4))
)
ANSWER = Answer("Which?", 0.75, SEARCHED, (QUOTE,), interpreted_as="Which pillars?", unanswered=("And why?",))

CITATION_FIELDS = [
    *("number", "document", "title", "authors", "publisher", "published", "path", "url", "licence", "collection"),
    *("page", "page_label", "section", "start", "end", "file_sha256", "text_sha256", "quote_sha256", "flags", "ocr_confidence"),
]


def test_an_answer_has_exactly_the_fields_of_the_contract() -> None:
    payload = json.loads(json.dumps(answer_payload(ANSWER, took_ms=84)))
    assert list(payload) == [
        *("question", "interpreted_as", "answered", "confidence", "reason", "unanswered", "quotes", "related", "searched", "took_ms"),
        "answer_sha256",
    ]
    (quote,) = payload["quotes"]
    assert list(quote) == ["id", "text", "lead", "key", "score", "citation", "also", "link", "evidence_sha256"]
    assert list(quote["citation"]) == CITATION_FIELDS
    assert [list(place) for place in quote["also"]] == [CITATION_FIELDS, CITATION_FIELDS]
    assert payload["searched"] == {"documents": 2, "chunks": 3, "generation": "0f", "built": "2026-01-02T03:04:05+00:00"}
    assert (payload["took_ms"], payload["confidence"], payload["interpreted_as"]) == (84, 0.75, "Which pillars?")
    assert (payload["answered"], payload["reason"], payload["unanswered"]) == (True, None, ["And why?"])


def test_a_quote_and_its_lead_are_slices_and_its_key_counts_from_the_start_of_the_quote() -> None:
    payload = json.loads(json.dumps(answer_payload(ANSWER, took_ms=1)))["quotes"][0]
    citation = payload["citation"]
    assert payload["text"] == TEXT[citation["start"] : citation["end"]] == "prevention"
    assert payload["lead"] == {"text": TEXT[14:30], "start": 14, "end": 30}
    assert payload["key"] == [[0, 7]]
    assert payload["link"] == "/documents/d0c?quote=32:42"


def test_a_citation_names_document_page_section_and_hashes() -> None:
    citation = citation_payload(Citation(3, QUOTE, QUOTE.span))
    assert citation["number"] == 3
    assert citation["section"] == [HEADING]
    assert (citation["page"], citation["page_label"]) == (1, "iv")
    assert citation["quote_sha256"] == hashlib.sha256(b"prevention").hexdigest()
    assert citation["text_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert citation["flags"] == ["superseded"]
    assert (citation["publisher"], citation["published"], citation["authors"]) == ("A publisher", "2015-06", ["A. Writer"])


def test_facts_that_are_not_known_are_null_or_empty() -> None:
    citation = citation_payload(Citation(1, QUOTE, BARE.span(0, 4)))
    nothing = ("publisher", "published", "url", "licence", "collection", "page", "page_label")
    assert [citation[name] for name in nothing] == [None] * 7
    assert (citation["authors"], citation["section"], citation["flags"]) == ([], [], [])


def test_a_place_that_says_the_same_bears_the_number_of_the_quote_and_its_own_document() -> None:
    also = json.loads(json.dumps(answer_payload(ANSWER, took_ms=1)))["quotes"][0]["also"]
    assert [(place["number"], place["document"], place["start"], place["end"]) for place in also] == [(1, "d0c", 43, 54), (1, "bare", 0, 4)]


def test_a_refusal_gives_its_reason_and_the_nearest_passages_apart_from_quotes() -> None:
    payload = answer_payload(Answer("Why?", 0.1, SEARCHED, related=(QUOTE,), reason=Reason.NOT_FOUND), took_ms=2)
    assert (payload["answered"], payload["reason"], payload["quotes"]) == (False, "not_found", [])
    assert payload["related"][0]["citation"]["number"] == 1  # type: ignore[index]  # a payload is JSON, whose depth has no type


def test_search_results_keep_their_order_and_say_where_each_chunk_stands() -> None:
    found = [RankedChunk(Chunk(0, BARE.span(0, 10)), 0.9), RankedChunk(Chunk(1, DOCUMENT.span(32, 54)), 0.2)]
    first, second = json.loads(json.dumps(search_payload(found)))["results"]
    assert list(first) == ["document", "path", "page", "section", "start", "end", "score", "text"]
    assert list(first.values()) == ["bare", "bare.txt", None, [], 0, 10, 0.9, "Only text."]
    assert list(second.values()) == ["d0c", "acts/report.pdf", 1, [HEADING], 32, 54, 0.2, "prevention\nperformance"]


def test_the_hash_of_a_record_is_the_same_after_a_program_that_writes_whole_numbers_without_a_point() -> None:
    assert record_sha256({"b": [1.0, 0.5], "a": "é"}) == record_sha256({"a": "é", "b": [1, 0.5]})
    assert record_sha256({"a": True}) != record_sha256({"a": 1})
