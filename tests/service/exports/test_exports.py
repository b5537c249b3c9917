"""Each export is opened again by a library that did not write it."""

from __future__ import annotations

import html
import io
import json
import re
import warnings
import zipfile
from typing import Any

import mammoth
import pytest
import rispy
from citeproc.source.bibtex import BibTeX
from citeproc.source.json import CiteProcJSON
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from copro_qa.service.exports.citation_styles import Style, styled
from copro_qa.service.exports.docx_file import docx_file
from copro_qa.service.exports.files import ExportKind
from copro_qa.service.exports.markdown import _line, markdown
from copro_qa.service.exports.references import bibtex, csl_items, ris
from copro_qa.service.exports.taken import taken
from copro_qa.service.pages.rendering import render

PARTNERSHIP = "What does partnership mean for people?"
CARERS = "Which respite are unpaid carers offered?"
_TAG = re.compile(r"<[^>]+>")


def exported(client: TestClient, kind: str, question: str = PARTNERSHIP, **fields: Any) -> bytes:
    response = client.post("/export", data={"question": question, "kind": kind, **fields})
    assert response.status_code == 200
    return response.content


def quoted(client: TestClient, question: str = PARTNERSHIP) -> list[dict[str, Any]]:
    quotes: list[dict[str, Any]] = client.post("/ask", json={"question": question}).json()["quotes"]
    return quotes


def test_a_word_document_has_every_quote_with_a_real_footnote(client: TestClient) -> None:
    content = exported(client, "docx", style="oscola")
    shown = mammoth.convert_to_html(io.BytesIO(content)).value
    notes = re.findall(r'<li id="footnote-(\d+)"><p>(.*?)</p></li>', shown)
    assert len(notes) == 2
    text = html.unescape(_TAG.sub("", shown))
    for number, quote in enumerate(quoted(client), 1):
        assert quote["text"] in text
        assert quote["citation"]["title"] in html.unescape(notes[number - 1][1])
        assert f'href="#footnote-{number}"' in shown
    assert "(The Partnership Office, 2015) 7" in notes[1][1]
    assert "OGL 3.0" in text


def test_a_word_document_has_the_parts_that_footnotes_need(client: TestClient) -> None:
    package = zipfile.ZipFile(io.BytesIO(exported(client, "docx")))
    assert package.testzip() is None
    assert "footnotes+xml" in package.read("[Content_Types].xml").decode()
    assert "/footnotes" in package.read("word/_rels/document.xml.rels").decode()
    footnotes = package.read("word/footnotes.xml").decode()
    assert re.findall(r'w:id="(-?\d+)"', footnotes) == ["-1", "0", "1", "2"]
    styles = package.read("word/styles.xml").decode()
    assert all(f'w:styleId="{name}"' in styles for name in ("FootnoteText", "FootnoteReference"))


def test_markdown_shows_every_quote_as_it_is_with_its_note(client: TestClient) -> None:
    content = exported(client, "markdown").decode()
    shown = html.unescape(_TAG.sub("", MarkdownIt().render(content)))
    for number, quote in enumerate(quoted(client), 1):
        assert f"{quote['text']}[^{number}]" in shown
        assert f"[^{number}]: " in content


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_no_text_means_anything_to_a_reader_of_markdown(text: str) -> None:
    shown = html.unescape(_TAG.sub("", MarkdownIt().render(_line(text))))
    assert "".join(shown.split()) == "".join(text.split())


def test_the_page_to_print_has_quotes_notes_references_and_licences(client: TestClient) -> None:
    page = exported(client, "print").decode()
    assert "choose “Print” in the menu of your browser" in page
    for quote in quoted(client):
        assert html.escape(quote["text"]) in page
    assert "The Partnership Office" in page
    assert "A guide to working in partnership: OGL 3.0" in page
    assert "The later guide: no licence is stated" in page
    assert 'id="note-2"' in page


def test_the_parts_that_nothing_answers_are_taken_away_too(client: TestClient) -> None:
    answer = client.post("/ask", json={"question": PARTNERSHIP}).json()
    conversation = taken([{**answer, "unanswered": ["And who pays?", "Since when?"]}], Style.HARVARD)
    word = mammoth.convert_to_html(io.BytesIO(docx_file(conversation))).value
    page = bytes(render("print.html", taken=conversation).body).decode()
    for shown in (word, page, MarkdownIt().render(markdown(conversation))):
        assert "2 parts of your question are not answered" in shown
        assert re.findall(r"<li>(And who pays\?|Since when\?)</li>", shown) == ["And who pays?", "Since when?"]


def test_the_record_verifies(client: TestClient) -> None:
    record = json.loads(exported(client, "json", CARERS, history=[PARTNERSHIP], whole="1"))
    assert [answer["question"] for answer in record["answers"]] == [PARTNERSHIP, CARERS]
    assert client.post("/verify", json=record).json()["verified"]
    record["answers"][0]["quotes"][0]["text"] += "!"
    assert not client.post("/verify", json=record).json()["verified"]


def test_references_are_read_by_other_programs(client: TestClient) -> None:
    (later, guide) = rispy.loads(exported(client, "ris").decode())
    assert (later["title"], guide["title"]) == ("The later guide", "A guide to working in partnership")
    assert (guide["authors"], guide["year"], guide["publisher"]) == (["A. Writer", "B. Writer"], "2015", "The Partnership Office")
    assert guide["notes"] == ["Unofficial summary", "Original: https://example.org/guide?a=1&b=2", "Licence: OGL 3.0"]
    source = CiteProcJSON(json.loads(exported(client, "csl-json")))
    assert [str(item.title) for item in source.values()] == ["The later guide", "A guide to working in partnership"]


def test_bibtex_is_read_by_another_program(client: TestClient) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of each field that it has no use for
        source = BibTeX(io.StringIO(exported(client, "bibtex").decode()))
    (_, guide) = source.values()
    assert str(guide.title) == "A guide to working in partnership"
    assert guide.issued.year == 2015


HOSTILE = {
    "document": "abc",
    "title": "A}, title={B} & C_1 % \\input{x}\nER  - \nTY  - BOOK",
    "authors": ["Smith, J. and\nDoe"],
    "publisher": None,
    "published": "2015-06-24",
    "url": "https://example.org/{a}",
    "licence": "OGL",
    "flags": [],
}


def test_a_hostile_title_cannot_begin_another_field_or_record() -> None:
    items = csl_items([HOSTILE])
    (record,) = rispy.loads(ris(items))
    assert record["title"].startswith("A}, title={B} & C_1")
    written = bibtex(items)
    assert written.count("title =") == 1
    assert r"\textbackslash{}input\{x\}" in written
    assert written.count("{") - written.count(r"\{") == written.count("}") - written.count(r"\}")


@pytest.mark.parametrize(
    "style, note, work",
    [
        (Style.HARVARD, "(Office, 2015, p. iv)", "Office (2015) Report. Available at: https://example.org."),
        (Style.OSCOLA, "Office, Report (2015) iv <https://example.org>.", "Office, Report (2015) <https://example.org>"),
    ],
)
def test_a_style_has_the_page_in_its_note(style: Style, note: str, work: str) -> None:
    citation = {**HOSTILE, "title": "Report", "authors": [], "publisher": "Office", "url": "https://example.org", "licence": None}
    cited = styled(style, csl_items([citation]), [("abc", "iv"), ("abc", None)])
    assert cited.notes[0] == note
    assert "iv" not in cited.notes[1]
    assert cited.works == (work,)


def test_a_summary_is_not_said_to_stand_at_the_address_of_what_it_sums_up() -> None:
    items = csl_items([{**HOSTILE, "title": "Summary", "url": "https://example.org/act", "flags": ["unofficial_summary"]}])
    (record,) = rispy.loads(ris(items))
    assert record["notes"] == ["Unofficial summary", "Original: https://example.org/act", "Licence: OGL"]
    assert "urls" not in record
    assert "URL" not in items[0]
    assert "note = {Unofficial summary. Original: https://example.org/act. Licence: OGL}" in bibtex(items)
    assert "example.org" not in styled(Style.HARVARD, items, [("abc", None)]).works[0]


def test_an_answer_from_another_generation_than_was_seen_says_so(client: TestClient) -> None:
    assert b"brought up to date since" in exported(client, "markdown", generation="ffff")
    assert b"brought up to date since" not in exported(client, "markdown", generation="0123456789abcdef")


@pytest.mark.parametrize("kind", list(ExportKind))
def test_a_refusal_and_hostile_words_can_be_exported_in_every_form(client: TestClient, kind: ExportKind) -> None:
    for question in ("Which planets orbit carers?", "zzzz", "<script>alert(1)</script> orchard grows apples"):
        content = exported(client, kind.value, question)
        if kind is ExportKind.PRINT:
            assert b"<script>alert" not in content
        if kind is ExportKind.DOCX:
            assert mammoth.convert_to_html(io.BytesIO(content)).messages is not None


def test_hostile_words_stay_words_in_a_word_document(client: TestClient) -> None:
    shown = mammoth.extract_raw_text(io.BytesIO(exported(client, "docx", "orchard grows apples"))).value
    assert 'An orchard <script>document.title = "owned"</script> & <img src=x onerror="alert(1)"> grows “apples”.' in shown


def test_nothing_from_outside_is_exported_as_a_quotation(client: TestClient) -> None:
    content = exported(client, "markdown", quote="Invented words.", text="Invented words.", answer="Invented words.")
    assert b"Invented" not in content


@pytest.mark.parametrize("fields", [{"kind": "exe"}, {"style": "own"}, {"question": ""}, {"question": "x" * 1001}])
def test_what_the_page_does_not_send_is_refused(client: TestClient, fields: dict[str, str]) -> None:
    assert client.post("/export", data={"question": PARTNERSHIP, "kind": "json", **fields}).status_code == 422


@pytest.mark.parametrize("path", ["/export", "/share", "/feedback/form"])
def test_a_form_from_another_site_is_refused(client: TestClient, path: str) -> None:
    response = client.post(path, data={"question": PARTNERSHIP}, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403


def test_a_lead_in_and_lines_are_kept_in_markdown(client: TestClient) -> None:
    (record,) = [client.post("/ask", json={"question": "prevention of problems early"}).json()]
    written = markdown(taken([record], Style.HARVARD))
    assert "> The pillars of partnership are these:\n>\n> prevention" in written
