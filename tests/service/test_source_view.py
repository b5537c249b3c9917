from __future__ import annotations

import html
import re
from array import array
from dataclasses import replace
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from copro_qa.blocks import Block, BlockKind
from copro_qa.boxes import PageSize, PrintedLines, TextBoxes
from copro_qa.service.pages.finding import around, find_words
from copro_qa.service.pages.original import original_address
from copro_qa.service.pages.page_sheet import page_sheet
from copro_qa.service.pages.quote_walk import read_walk
from tests.service.small_index import GUIDE, guide, hostile, later

PAGE = {"Accept": "text/html"}


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", page)))


# ---------------------------------------------------------------- finding


def test_words_are_found_in_any_case_and_across_line_ends() -> None:
    document = guide()
    assert [span.text for span in find_words(document, " PARTNERSHIP ")] == ["partnership", "Partnership", "partnership", "partnership"]
    assert [span.text for span in find_words(document, "children; workforce")] == ["children;\nworkforce"]
    assert find_words(document, "  ") == []


@pytest.mark.parametrize("words", [".*", "(", "[a-z]+", "\\"])
def test_what_is_looked_for_is_text_and_no_pattern(words: str) -> None:
    assert find_words(guide(), words) == []


def test_a_place_is_shown_with_whole_words_around_it() -> None:
    document = guide()
    (place,) = find_words(document, "workforce")
    before, words, after = around(place)
    assert before + words + after in document.text
    assert (words, before.strip().split()[-1], after.split()[0]) == ("workforce", "children;", ",")


def test_the_page_lists_the_places_with_links_to_them_and_marks_them(client: TestClient) -> None:
    page = client.get(f"/documents/{GUIDE}", params={"find": "pillars"}, headers=PAGE).text
    assert "2 places have “pillars”" in text_of(page)
    assert re.findall(r'<mark class="found" id="(found-\d)"[^>]*>([^<]*)</mark>', page) == [("found-1", "pillars"), ("found-2", "pillars")]
    assert 'href="#found-2"' in page
    page = client.get(f"/documents/{GUIDE}", params={"find": "<b>nowhere"}, headers=PAGE).text
    assert "“<b>nowhere” does not stand in this document" in text_of(page)


def test_words_that_are_both_quoted_and_found_are_marked_as_both(client: TestClient) -> None:
    start = guide().text.index("The pillars")
    page = client.get(f"/documents/{GUIDE}", params={"find": "pillars", "quote": f"{start}:{start + 26}"}, headers=PAGE).text
    assert re.search(r'<mark id="quote"[^>]*>The </mark><mark class="quoted found" id="found-2"[^>]*>pillars</mark>', page)


# ---------------------------------------------------------------- the original on the web


def test_the_link_to_the_original_names_the_words_for_the_browser_to_find() -> None:
    source = replace(guide().source, unofficial_summary=False)
    document = replace(guide(), source=source)
    start = document.text.index("above all")
    assert original_address(source, document.span(start, start + 9)) == "https://example.org/guide?a=1&b=2#:~:text=above%20all"
    long = document.span_of(document.blocks[1])
    assert original_address(source, long) == (
        "https://example.org/guide?a=1&b=2#:~:text=Partnership%20means%20that%20people,began%20in%20island%20communities."
    )
    hyphen = replace(document, text=document.text.replace("above all", "above-all"))
    assert (original_address(source, hyphen.span(start, start + 9)) or "").endswith("#:~:text=above%2Dall")


def test_in_a_pdf_file_it_names_the_page_and_a_summary_leads_to_what_it_sums_up() -> None:
    document = guide()
    span = document.span(document.text.index("above all"), document.text.index("above all") + 9)
    pdf = replace(document.source, url="https://example.org/a.pdf", unofficial_summary=False)
    assert original_address(pdf, span) == "https://example.org/a.pdf#page=3"
    assert original_address(document.source, span) == "https://example.org/guide?a=1&b=2"
    assert original_address(hostile().source, None) is None


def test_what_a_browser_shows_otherwise_than_the_index_has_it_is_looked_for_as_it_is_shown() -> None:
    source = replace(guide().source, media_type="text/html", unofficial_summary=False)
    texts = ("(a) pay the carers; and", "Carers may appeal within 28 days.", "1 See the Act.", "Age: Under five; Weekly rate: £168")
    kinds = (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.FOOTNOTE, BlockKind.TABLE_ROW)
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    blocks = tuple(
        Block(kind, start, start + len(text), lead=1 if kind is BlockKind.FOOTNOTE else None)
        for kind, start, text in zip(kinds, starts, texts, strict=True)
    )
    document = replace(guide(), source=source, text="\n".join(texts), blocks=blocks, pages=())

    def looked_for(place: int) -> list[str]:
        address = original_address(source, document.span_of(blocks[place])) or ""
        return [unquote(part) for part in address.partition(":~:text=")[2].split("&text=")]

    assert looked_for(0) == ["(a) pay the carers; and", "pay the carers; and"]  # the browser may have counted
    assert "may appeal within 28 days." in looked_for(1)  # "Carers²"
    assert "Carers may appeal within 28" in looked_for(1)  # "days²."
    assert looked_for(3) == ["Under five,£168"]


# ---------------------------------------------------------------- from quotation to quotation


def test_a_link_from_before_the_document_was_changed_leads_to_what_has_become_of_the_words(client: TestClient) -> None:
    asked = client.post("/", data={"question": "What does partnership mean for people?"}).text
    (link, *_) = (html.unescape(found) for found in re.findall(r'<p class="tools"><a href="([^"]*)"', asked))
    known = re.search("/documents/([0-9a-f]{16})", link)
    assert known
    old = link.replace(known[1], "0" * 16)
    page = client.get(old, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "Moved: the words are the same" in page.text
    assert f"/documents/{known[1]}" in page.text
    assert client.get(old, headers={"Accept": "application/json"}).status_code == 404
    assert client.get(f"/documents/{'0' * 16}?quote=1:5", headers={"Accept": "text/html"}).status_code == 404


def test_the_quotations_of_an_answer_are_walked_in_their_order_across_documents(client: TestClient) -> None:
    asked = client.post("/", data={"question": "What does partnership mean for people?"}).text
    (first, second) = (html.unescape(link).partition("&path=")[0] for link in re.findall(r'<p class="tools"><a href="([^"]*)"', asked))
    page = client.get(first, headers=PAGE).text
    assert "Quotation 1 of 2 in this answer" in text_of(page)
    (onward,) = re.findall(r'<a href="([^"]*)">Next quotation', page)
    assert html.unescape(onward) == f"{second}#quote"
    page = client.get(second, headers=PAGE).text
    assert "Next quotation" not in page
    (back,) = re.findall(r'<a href="([^"]*)">Previous quotation', page)
    assert html.unescape(back) == f"{first}#quote"


@pytest.mark.parametrize("written", ["", "nonsense", "a:b:c,d", "../../x:1:2,javascript:1:2"])
def test_a_walk_that_is_none_is_left_out(written: str) -> None:
    document = guide()
    assert read_walk(written, document.span(0, 5), is_there=lambda _: True) is None
    assert read_walk(f"{document.id}:0:5,{written}", document.span(0, 5), is_there=lambda _: True) is None


def test_a_walk_passes_over_quotations_whose_documents_have_gone_or_changed_since() -> None:
    document = guide()
    written = f"{document.id}:0:5,{'0' * 16}:1:2,{document.id}:6:9"
    walk = read_walk(written, document.span(0, 5), is_there=lambda name: name == document.id)
    assert walk is not None
    assert (walk.number, walk.count, walk.previous) == (1, 3, None)
    assert (walk.next or "").startswith(f"/documents/{document.id}?quote=6:9&")
    last = read_walk(written.removesuffix(f",{document.id}:6:9"), document.span(0, 5), is_there=lambda name: name == document.id)
    assert last is not None
    assert last.next is None


# ---------------------------------------------------------------- facts


def test_the_page_tells_the_hashes_and_how_to_ask_in_this_document_alone(client: TestClient) -> None:
    page = client.get(f"/documents/{GUIDE}", headers=PAGE).text
    for fact in (guide().source.file_sha256, guide().text_sha256, f'href="/?document={guide().id}"'):
        assert fact in page


def test_an_unofficial_summary_leads_to_what_it_sums_up(client: TestClient) -> None:
    page = client.get(f"/documents/{GUIDE}", headers=PAGE).text
    (notice,) = re.findall(r'<div class="notice"><p>(This is an unofficial summary.*?)</p>', page)
    assert html.unescape(re.findall(r'href="([^"]*)"', notice)[0]) == guide().source.url


# ---------------------------------------------------------------- printed pages


@pytest.mark.parametrize("label, heading", [("2", "Page 2 of 3"), ("ii", "Page ii (page 2 of 3 in the file)")])
def test_a_printed_page_is_named_by_its_label_and_told_apart_from_its_place_in_the_file(label: str, heading: str) -> None:
    document = guide()
    pages = tuple(replace(page, label=label) if page.number == 2 else page for page in document.pages)
    sheet = page_sheet(replace(document, pages=pages), printed(), 2, None, (), {})
    assert sheet is not None
    assert sheet.heading == heading


def printed() -> TextBoxes:
    """Every character of the guide is 2 points wide, each page is one line."""
    document = guide()
    starts = [page.start for page in document.pages]
    counts = [page.end - page.start for page in document.pages]
    edges = [step for count in counts for step in range(0, 2 * count + 1, 2)]
    lines = PrintedLines(
        array("I", starts), array("H", counts), array("H", [1, 2, 3]), array("B", [0, 0, 0]), array("H", [100] * 3), array("H", [112] * 3),
        array("H", edges),
    )  # fmt: skip
    return TextBoxes({number: PageSize(600, 800) for number in (1, 2, 3)}, lines, steps_per_point=1)


def test_the_page_opens_where_the_quotation_begins_with_a_rectangle_over_its_words() -> None:
    document = guide()
    start = document.text.index("island communities")
    sheet = page_sheet(document, printed(), None, document.span(start, start + 6), [], {"quote": f"{start}:{start + 6}"})
    assert sheet is not None
    assert (sheet.page.number, sheet.heading, sheet.others) == (2, "Page 8 (page 2 of 3 in the file)", [])
    (box,) = sheet.quoted
    offset = start - document.pages[1].start
    assert (box.left, box.width, box.top, box.height) == (2 * offset, 12, 100, 12)
    assert sheet.previous == f"/documents/{document.id}?quote={start}:{start + 6}&page=1#page"


def test_a_quotation_on_two_pages_leads_from_one_to_the_other() -> None:
    document = guide()
    quote = document.span(document.pages[1].start - 5, document.pages[1].start + 5)
    first = page_sheet(document, printed(), None, quote, [], {})
    assert first is not None
    assert (first.page.number, [label for label, _ in first.others]) == (1, ["8"])
    second = page_sheet(document, printed(), 2, quote, [], {})
    assert second is not None
    assert [box.left for box in second.quoted] == [0]


def test_a_page_that_is_not_there_is_not_shown() -> None:
    assert page_sheet(guide(), printed(), 99, None, [], {}) is None


def test_a_printed_document_is_shown_page_by_page_or_whole(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from copro_qa.store.generation import Generation

    document = guide()
    monkeypatch.setattr(Generation, "boxes", lambda self, name: printed() if name == document.id else None)
    start = document.text.index("island communities")
    page = client.get(f"/documents/{GUIDE}?quote={start}:{start + 6}&find=children", headers=PAGE).text
    assert f'src="/documents/{document.id}/pages/2.png' in page
    assert page.count('<rect class="quoted"') == 1
    article = text_of(page[page.index("<article") :])
    assert "island communities" in article
    assert "above all for children" not in article
    # A place on another page is reached with its page.
    assert f'<a href="/documents/{document.id}?quote={start}:{start + 6}&amp;find=children&amp;page=3#found-1">' in page
    whole = client.get(f"/documents/{GUIDE}?quote={start}:{start + 6}&view=text", headers=PAGE).text
    assert "<rect" not in whole
    assert "above all for children" in text_of(whole)
    assert client.get(f"/documents/{later().id}", headers=PAGE).text.count("<img") == 0


def test_nonsense_in_the_address_does_no_harm(client: TestClient) -> None:
    for query in ("page=x", "page=999999", "page=-1", "quotes=%00", f"find={'a' * 5000}", "view=%3Cscript%3E"):
        assert client.get(f"/documents/{GUIDE}?{query}", headers=PAGE).status_code == 200
