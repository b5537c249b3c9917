from __future__ import annotations

import html
import re

import pytest
from fastapi.testclient import TestClient

from copro_qa.service.schemas.documents import DocumentBody, DocumentsBody
from tests.service.small_index import GUIDE, HOSTILE, HOSTILE_TEXT, LATER, guide, hostile, later

PAGE = {"Accept": "text/html"}
_MARK = re.compile(r"<mark[^>]*>(.*?)</mark>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def text_of(page: str) -> str:
    """The text of a page's article, without its markup."""
    article = re.search(r"<article[^>]*>(.*)</article>", page, re.DOTALL)
    assert article
    return html.unescape(_TAG.sub("", article[1]))


def marked(page: str) -> list[str]:
    return [html.unescape(_TAG.sub("", words)) for words in _MARK.findall(page)]


def test_the_list_names_every_document_and_every_file_that_was_left_out(client: TestClient) -> None:
    body = DocumentsBody.model_validate_json(client.get("/documents").content)
    assert [document.path for document in body.documents] == [LATER, GUIDE, HOSTILE]
    assert body.documents[1].publisher == "The Partnership Office"
    assert [(file.path, file.reason) for file in body.failed] == [("broken.pdf", "It is empty.")]


@pytest.mark.parametrize("name", [GUIDE, guide().id])
def test_a_document_is_found_by_id_and_by_path(client: TestClient, name: str) -> None:
    body = DocumentBody.model_validate_json(client.get(f"/documents/{name}").content)
    assert (body.id, body.path, body.characters) == (guide().id, GUIDE, len(guide().text))
    assert [heading.text for heading in body.headings] == ["Working in partnership", "What are the pillars of partnership?"]
    assert [page.label for page in body.pages] == ["7", "8", "9"]
    assert body.quote is None


def test_a_quote_comes_with_its_text_and_place(client: TestClient) -> None:
    start = later().text.index("Naïve")
    body = DocumentBody.model_validate_json(client.get(f"/documents/{LATER}?quote={start}:{start + 15}").content)
    assert body.quote is not None
    assert (body.quote.text, body.quote.section) == ("Naïve 🌱 readers", ["Carers and respite"])


@pytest.mark.parametrize(
    "quote, what",
    [
        ("12", "does not say where"),
        ("a:b", "does not say where"),
        ("-1:4", "does not say where"),
        ("", "does not say where"),
        ("٣:٤", "does not say where"),
        ("5:5", "no text there"),
        ("9:4", "no text there"),
        ("0:99999999", "no text there"),
        ("999999999999:999999999999", "no text there"),
    ],
)
def test_a_quote_that_cannot_be_used_is_a_422_in_json_and_a_plain_message_over_the_document_on_the_page(
    client: TestClient, quote: str, what: str
) -> None:
    answer = client.get(f"/documents/{LATER}", params={"quote": quote})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    (slip,) = answer.json()["errors"]
    assert slip["where"] == "query.quote"
    assert what in slip["what"]
    page = client.get(f"/documents/{LATER}", params={"quote": quote}, headers=PAGE)
    assert (page.status_code, marked(page.text)) == (422, [])
    assert "without a highlight" in page.text
    assert "Unpaid carers" in text_of(page.text)


def test_the_text_is_exact_and_has_an_etag(client: TestClient) -> None:
    answer = client.get(f"/documents/{LATER}/text")
    assert answer.content.decode() == later().text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["etag"] == f'"{later().text_sha256}"'
    again = client.get(f"/documents/{LATER}/text", headers={"If-None-Match": f'W/"x", {answer.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/documents/{LATER}/text", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["nowhere.md", "nowhere.md/text", "", "..%2Fsecret", "%00"])
def test_a_document_that_is_not_there_is_a_404_with_a_problem_body(client: TestClient, path: str) -> None:
    answer = client.get(f"/documents/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "accept, expected",
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("application/json", "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("text/html;q=0.5, application/json", "application/json"),
        ("text/*", "text/html"),
        ("text/html;q=nonsense", "application/json"),
    ],
)
def test_the_accept_header_picks_page_or_json(client: TestClient, accept: str, expected: str) -> None:
    for path in ("/documents", f"/documents/{GUIDE}"):
        answer = client.get(path, headers={"Accept": accept})
        assert answer.headers["content-type"].startswith(expected)
        assert answer.headers["vary"] == "Accept"


def test_the_page_shows_every_word_of_the_document_in_order(client: TestClient) -> None:
    for document in (guide(), later(), hostile()):
        page = client.get(f"/documents/{document.id}", headers=PAGE).text
        assert text_of(page).split() == document.text.split()


def test_the_quoted_words_and_no_others_are_marked_across_blocks_and_pages(client: TestClient) -> None:
    document = guide()
    start, end = document.text.index("services together"), document.text.index("above all") + 5
    page = client.get(f"/documents/{GUIDE}?quote={start}:{end}", headers=PAGE).text
    assert "".join("".join(marked(page)).split()) == "".join(document.text[start:end].split())
    assert page.count('id="quote"') == 1
    assert page.index('id="quote"') < page.index("services together")


def test_a_quote_of_one_word_is_marked_where_it_stands_and_not_where_it_occurs_first(client: TestClient) -> None:
    document = guide()
    start = document.text.rindex("partnership")
    page = client.get(f"/documents/{GUIDE}?quote={start}:{start + 11}", headers=PAGE).text
    assert re.search(r'pillars of <mark id="quote"[^>]*>partnership</mark> are these', page)
    assert marked(page) == ["partnership"]


def test_headings_go_down_one_level_at_a_time_below_the_title(client: TestClient) -> None:
    page = client.get(f"/documents/{GUIDE}", headers=PAGE).text
    article = page[page.index("<article") :]
    assert re.findall(r"<h([1-6])", article) == ["2", "3"]
    assert page.count("<h1") == 1


def test_lists_and_rows_are_lists_and_deeper_items_lie_in_the_item_above(client: TestClient) -> None:
    page = client.get(f"/documents/{GUIDE}", headers=PAGE).text
    assert re.search(r"<li>prevention[^<]*<ul>\s*<li>above all for children;</li>\s*</ul>\s*</li>\s*<li>workforce", page)
    assert re.search(r'<ul class="rows">\s*<li>Year: 2014', page)


def test_the_page_tells_the_facts_and_what_replaces_the_document(client: TestClient) -> None:
    page = client.get(f"/documents/{GUIDE}", headers=PAGE).text
    for fact in ("The Partnership Office", "A. Writer, B. Writer", "June 2015", "OGL 3.0", GUIDE, "unofficial summary"):
        assert fact in page
    assert f'<a href="/documents/{later().id}">The later guide</a>' in page
    assert 'href="https://example.org/guide?a=1&amp;b=2"' in page


def test_hostile_words_of_a_document_are_shown_as_text(client: TestClient) -> None:
    page = client.get(f"/documents/{HOSTILE}?quote=0:40", headers=PAGE).text
    assert HOSTILE_TEXT in text_of(page)
    assert page.count("<script") == page.count("<script src=") == 1
    assert "<img" not in page
    assert "<b>" not in page
    assert 'href="javascript:' not in page


def test_the_list_of_documents_is_a_page_too(client: TestClient) -> None:
    page = client.get("/documents", headers=PAGE).text
    assert page.index("The later guide") > page.index("A guide to working in partnership")
    assert "broken.pdf: It is empty." in page
    assert "<script" not in page
