"""Where the highlight of a quotation stands on a printed page, against the boxes that the index holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from copro_qa.service.app import create_app
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from ingest.build import build
from tests.fakes import HashingEmbedderFactory
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.service.running import running
from tests.service.small_index import ForeseeableAssistant

pytestmark = pytest.mark.browser

PATH = "reports/plan.pdf"
QUOTE = "people and it goes on to their communities."

# The rectangles of the quotation, in shares of the picture of the page.
SHOWN = """() => {
  const sheet = document.querySelector(".sheet img").getBoundingClientRect();
  return [...document.querySelectorAll(".sheet rect.quoted")].map((rect) => {
    const { left, top, width, height } = rect.getBoundingClientRect();
    return [(left - sheet.left) / sheet.width, (top - sheet.top) / sheet.height, width / sheet.width, height / sheet.height];
  });
}"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a service over a PDF file is, whose first page is turned. The quotation has two lines there and one on the next page."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "corpus" / "reports").mkdir(parents=True)
    first = PdfPage(turned=90).text(70, 700, "The plan begins with people").text(70, 686, "and it goes")
    second = PdfPage().text(70, 700, "on to their communities.")
    for line in range(24):
        second.text(70, 660 - 24 * line, f"Step {line + 1} of the plan is taken by those who live there.")
    write_pdf(folder / "corpus" / PATH, first, second)
    build(folder / "corpus", folder / "index", HashingEmbedderFactory())
    settings = Settings(corpus=folder / "corpus", index=folder / "index", state=folder / "state", questions_per_minute=0)
    app = create_app(settings, lambda: ForeseeableAssistant(open_current(folder / "index")))
    app.state.service.live.look()
    with running(app) as address:
        yield address


def stored(page: Page) -> tuple[str, list[dict[str, Any]]]:
    """The range of the quotation, and its boxes as the service tells them to programs."""
    text = page.request.get(f"/documents/{PATH}/text").text()
    start = text.index(QUOTE)
    quote = f"{start}:{start + len(QUOTE)}"
    answer = page.request.get(f"/documents/{PATH}?quote={quote}", headers={"Accept": "application/json"})
    return quote, answer.json()["quote"]["boxes"]


def test_on_a_wide_window_the_way_to_the_next_quotation_is_in_view_at_the_quotation(browser: Browser, printed: str) -> None:
    with browser.new_context(base_url=printed, viewport={"width": 1280, "height": 400}) as context:
        page = context.new_page()
        text = page.request.get(f"/documents/{PATH}/text").text()
        document = page.request.get(f"/documents/{PATH}", headers={"Accept": "application/json"}).json()["id"]
        quote = f"{text.index('Step 24')}:{text.index('Step 24') + 7}"
        page.goto(f"/documents/{PATH}?quote={quote}&quotes={document}:{quote},{document}:0:8#quote")
        expect(page.locator("#quote").first).to_be_in_viewport()
        expect(page.get_by_role("link", name="Next quotation")).to_be_in_viewport()


@pytest.mark.parametrize("width", [1280, 320])
def test_the_highlight_stands_where_the_stored_boxes_say_on_each_page_and_at_each_size(browser: Browser, printed: str, width: int) -> None:
    with browser.new_context(base_url=printed, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        quote, boxes = stored(page)
        assert [box["page"] for box in boxes] == [1, 1, 2]
        for number in (1, 2):
            page.goto(f"/documents/{PATH}?quote={quote}&page={number}")
            picture = page.locator(".sheet img")
            expect(picture).to_be_visible()
            picture.evaluate("picture => picture.decode()")
            expected = [box[side] for box in boxes if box["page"] == number for side in ("left", "top", "width", "height")]
            for size in ("fit", "200"):
                page.locator(f"#zoom-{size}").check()
                shown = [share for rectangle in page.evaluate(SHOWN) for share in rectangle]
                # A pixel of the picture's narrower side is a larger share than this only below 200 pixels.
                assert shown == pytest.approx(expected, abs=0.005)
                expect(page.locator(".sheet rect.quoted").first).to_be_in_viewport()
