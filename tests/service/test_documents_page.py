from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from copro_qa.document import Document, Source
from copro_qa.service.pages.documents_page import MOST_LISTED
from tests.service.conftest import opened
from tests.service.small_index import PARAGRAPH, build, guide, later, written

PAGE = {"Accept": "text/html"}


def report(number: int) -> Document:
    source = Source(path=f"reports/{number}.md", file_sha256="d4" * 32, media_type="text/markdown", title=f"Report {number:03}")
    return written(source.path, [(PARAGRAPH, 0, f"Report {number} is about roads.")], replace(source, publisher="The Office of Roads"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    index: Path = tmp_path_factory.mktemp("many")
    build(index, [guide(), later(), *map(report, range(2 * MOST_LISTED))])
    with TestClient(opened(index, questions_per_minute=0)) as client:
        yield client


def titles(page: str) -> list[str]:
    return re.findall(r'<a href="/documents/[^"]+">([^<]+)</a>', page[page.index('<ul class="documents">') :])


def test_many_documents_are_listed_by_title_a_page_at_a_time_and_each_once(many: TestClient) -> None:
    pages = [many.get(f"/documents?page={number}", headers=PAGE).text for number in (1, 2, 3)]
    listed = [titles(page) for page in pages]
    assert [len(each) for each in listed] == [MOST_LISTED, MOST_LISTED, 2]
    together = [title for each in listed for title in each]
    assert together == sorted(["A guide to working in partnership", "The later guide", *(f"Report {n:03}" for n in range(2 * MOST_LISTED))])
    assert "202 documents are searched" in pages[2]
    assert "Page 2 of 3" in pages[1]
    assert re.findall(r'<a href="([^"]+)" rel="(\w+)"', pages[1])[:2] == [("/documents", "prev"), ("/documents?page=3", "next")]


@pytest.mark.parametrize("page, shown", [("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("4", 3), ("999999", 3), ("9" * 400, 1)])
def test_a_page_that_there_is_not_is_the_nearest_or_the_first(many: TestClient, page: str, shown: int) -> None:
    assert f"Page {shown} of 3" in many.get("/documents", params={"page": page}, headers=PAGE).text


@pytest.mark.parametrize(
    "find, found",
    [
        ("LATER", ["The later guide"]),
        ("partnership office", ["A guide to working in partnership"]),
        ("reports/7.md", ["Report 007"]),
        ("guide report", []),
    ],
)
def test_documents_are_found_by_title_publisher_and_file_name(many: TestClient, find: str, found: list[str]) -> None:
    page = many.get("/documents", params={"find": find}, headers=PAGE).text
    assert titles(page) == found
    assert f"“{find}”" in page


def test_what_was_looked_for_goes_along_to_the_next_page_and_is_shown_as_text(many: TestClient) -> None:
    page = many.get("/documents", params={"find": "roads & report"}, headers=PAGE).text
    assert "No document has “roads &amp; report”" in page
    assert 'href="/documents?find=roads+report&amp;page=2" rel="next"' in many.get("/documents?find=roads+report", headers=PAGE).text
    assert "<b>" not in many.get("/documents", params={"find": "<b>"}, headers=PAGE).text


def test_a_few_documents_stand_on_one_page_without_a_search(client: TestClient) -> None:
    page = client.get("/documents", headers=PAGE).text
    assert 'name="find"' not in page
    assert "rel=" not in page[page.index("<h1") :]


def test_programs_are_given_every_document(many: TestClient) -> None:
    assert len(many.get("/documents?page=2&find=guide").json()["documents"]) == 2 * MOST_LISTED + 2
