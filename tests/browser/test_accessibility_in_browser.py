from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect

from tests.service.conftest import opened
from tests.service.running import running
from tests.service.small_index import GUIDE, PARAGRAPH, build, guide, later, written

pytestmark = pytest.mark.browser


def start(page: Page) -> None:
    page.goto("/")


def choosing(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Ask in some documents only").click()


def answer(page: Page) -> None:
    asked(page, "What does partnership mean for people?", "prevention of problems early")


def answer_with_its_tools(page: Page) -> None:
    asked(page, "What does partnership mean for people?")
    tools(page)


def shared(page: Page) -> None:
    answer_with_its_tools(page)
    page.get_by_role("button", name="Share this answer").click()
    expect(page.get_by_role("heading", name="Check it yourself")).to_be_visible()


def check(page: Page) -> None:
    asked(page, "What does partnership mean for people?")
    page.get_by_role("link", name="Check this quote").first.click()
    expect(page.get_by_role("heading", name="Check of a quotation")).to_be_visible()


def check_of_altered_words(page: Page) -> None:
    asked(page, "What does partnership mean for people?")
    address = page.get_by_role("link", name="Check this quote").first.get_attribute("href") or ""
    page.goto(re.sub("sha256=[0-9a-f]{8}", "sha256=00000000", address))
    expect(page.locator(".outcome.is-altered, .outcome.is-gone")).to_be_visible()


def check_of_words_that_are_gone(page: Page) -> None:
    page.goto("/check?document=gone&path=gone.pdf&quote=1:9&sha256=0")
    expect(page.locator(".outcome.is-gone")).to_be_visible()


def check_that_cannot_be_made(page: Page) -> None:
    page.goto("/check?document=gone&quote=everything&sha256=0")
    expect(page.get_by_text("The request cannot be used as it is").first).to_be_visible()


def shared_refusal(page: Page) -> None:
    asked(page, "Which planets orbit carers?")
    tools(page)
    page.get_by_role("button", name="Share this answer").click()
    expect(page.get_by_role("heading", name="The documents do not answer this")).to_be_visible()


def printed(page: Page) -> None:
    answer_with_its_tools(page)
    page.get_by_label("Take it away as").select_option("print")
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_role("heading", name="Answers from the documents")).to_be_visible()


def thanks(page: Page) -> None:
    answer_with_its_tools(page)
    page.get_by_label("Right", exact=True).check()
    page.get_by_role("button", name="Send feedback").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def refusal(page: Page) -> None:
    asked(page, "Which planets orbit carers?")


def error(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Ask", exact=True).click()


def wrong_date(page: Page) -> None:
    choosing(page)
    page.get_by_role("textbox", name="From").fill("spring")
    page.get_by_role("textbox", name="Your question").fill("What does partnership mean?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("A date cannot be read.")).to_be_visible()


def kept(page: Page) -> None:
    asked(page, "What does partnership mean for people?")
    page.get_by_role("link", name="Start again").click()
    expect(page.get_by_role("heading", name="Kept in this browser")).to_be_visible()


def broken(page: Page) -> None:
    page.goto("/")
    page.route("**/ask/stream*", lambda route: route.abort())
    page.get_by_role("textbox").fill("What does partnership mean?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="The answer did not arrive")).to_be_visible()


def document(page: Page) -> None:
    text = guide().text
    page.goto(f"/documents/{GUIDE}?quote={text.index('services')}:{text.index('above all') + 9}&find=people")
    page.get_by_text("Contents").click()
    page.get_by_text("About this document").click()


def document_without_quote(page: Page) -> None:
    page.goto(f"/documents/{GUIDE}?quote=nonsense")


def documents(page: Page) -> None:
    page.goto("/documents")


def documents_found(page: Page) -> None:
    page.goto("/documents?find=guide")
    expect(page.get_by_role("heading", name="2 documents have “guide”")).to_be_visible()


def statement(page: Page) -> None:
    page.goto("/accessibility")


def problem(page: Page) -> None:
    page.goto("/nowhere")


def tools(page: Page) -> None:
    page.get_by_text("Share, take away, or tell us whether this was right").click()


def asked(page: Page, *questions: str) -> None:
    page.goto("/")
    for question in questions:
        page.get_by_role("textbox").fill(question)
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_role("heading", name=question)).to_be_visible()
        expect(page.locator(".progress")).to_have_count(0)


PAGES = [
    *(start, choosing, wrong_date, answer, answer_with_its_tools, refusal, error, broken, kept),
    *(shared, shared_refusal, check, check_of_altered_words, check_of_words_that_are_gone, check_that_cannot_be_made, printed, thanks),
    *(document, document_without_quote, documents, documents_found, statement, problem),
]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CONTRASTS: tuple[Literal["no-preference", "more"], ...] = ("no-preference", "more")
Visit = Callable[[Page], None]


def findings(page: Page) -> list[str]:
    results = Axe().run(page)
    return [f"{found['id']}: {[node['html'][:120] for node in found['nodes']]}" for found in results.response["violations"]]


@pytest.mark.parametrize("visit", PAGES)
def test_axe_finds_nothing_in_light_dark_or_strong_contrast(browser: Browser, address: str, visit: Visit) -> None:
    # The policy forbids script that is not ours, axe's too.
    with browser.new_context(base_url=address, bypass_csp=True, reduced_motion="reduce") as context:
        page = context.new_page()
        visit(page)
        for scheme, contrast in product(SCHEMES, CONTRASTS):
            page.emulate_media(color_scheme=scheme, contrast=contrast)
            assert (scheme, contrast, findings(page)) == (scheme, contrast, [])
        page.emulate_media(forced_colors="active")
        assert findings(page) == []


def test_axe_finds_nothing_on_a_shared_answer_whose_sources_have_changed_or_that_was_damaged(browser: Browser, tmp_path: Path) -> None:
    index = tmp_path / "index"
    build(index, [guide(), later()])
    app = opened(index, questions_per_minute=0)
    with running(app) as address, browser.new_context(base_url=address, bypass_csp=True) as context:
        page = context.new_page()
        answer = page.request.post("/ask", data={"question": "What does partnership mean for people?"}).json()
        links = [page.request.post("/answers", data=answer).json()["link"] for _ in range(2)]
        with app.state.service.database.writing() as connection:
            connection.execute("UPDATE shared_answers SET answer = replace(answer, 'plan', 'plam') WHERE id = ?", (links[1][3:],))
        before = "Partnership means that people plan services"
        rewritten = written(GUIDE, [(PARAGRAPH, 0, before.replace("plan", "run") + " together with others.")], guide().source)
        build(index, [rewritten], generation_id="fedcba9876543210")
        app.state.service.live.look()
        said = ("2 quotations are not as they were", "The record of this answer is not as it was shared")
        for link, words in zip(links, said, strict=True):
            page.goto(link)
            expect(page.get_by_text(words)).to_be_visible()
            for scheme, contrast in product(SCHEMES, CONTRASTS):
                page.emulate_media(color_scheme=scheme, contrast=contrast)
                assert (link, scheme, contrast, findings(page)) == (link, scheme, contrast, [])
            page.set_viewport_size({"width": 320, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_nothing_moves_for_who_does_not_want_it(browser: Browser, address: str) -> None:
    moving = {}
    motions: tuple[Literal["no-preference", "reduce"], ...] = ("no-preference", "reduce")
    for motion in motions:
        with browser.new_context(base_url=address, reduced_motion=motion) as context:
            page = context.new_page()
            page.route("**/ask/stream*", lambda route: None)
            page.goto("/")
            page.get_by_role("textbox").fill("What does partnership mean?")
            page.get_by_role("button", name="Ask", exact=True).click()
            expect(page.locator(".progress")).to_be_visible()
            moving[motion] = page.evaluate("document.getAnimations({ subtree: true }).length")
    assert moving == {"no-preference": 1, "reduce": 0}


def test_axe_finds_nothing_without_an_index(browser: Browser, empty_address: str) -> None:
    with browser.new_context(base_url=empty_address, bypass_csp=True) as context:
        page = context.new_page()
        start(page)
        assert findings(page) == []


@pytest.mark.parametrize("visit", PAGES)
def test_no_page_scrolls_sideways_and_all_that_can_be_pressed_is_large_enough(browser: Browser, address: str, visit: Visit) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        visit(page)
        # 320 pixels is also what is left of 1,280 at 400 % zoom.
        for width in (1280, 768, 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        # Links in running text are exempt (WCAG 2.2, 2.5.8); here those in a paragraph with other words.
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, summary, textarea")]
                .filter(element => !element.classList.contains("skip"))
                .filter(element => element.parentElement.textContent.trim() === element.textContent.trim() || element.tagName !== "A")
                .map(element => [element.outerHTML.slice(0, 90), element.getBoundingClientRect().height])
                .filter(([, height]) => height > 0 && height < 24)"""
        )
        assert small == []


def test_no_word_however_long_makes_a_page_scroll_sideways(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        asked(page, "x" * 400)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_dark_page_is_dark_and_a_light_one_light(browser: Browser, address: str) -> None:
    brightness = {}
    for scheme in SCHEMES:
        with browser.new_context(base_url=address, color_scheme=scheme) as context:
            page = context.new_page()
            start(page)
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number)")
            brightness[scheme] = sum(colour) / 3
    assert brightness["dark"] < 60
    assert brightness["light"] > 200


def test_a_first_visit_is_light(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        responses: list[Response] = []
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  Playwright marks it, which a built-in forbids
        start(page)
        page.wait_for_load_state("networkidle")
        sizes = [len(response.body()) for response in responses]
        # The page, its style and its script at the least: a count that sees nothing would be light, too.
        assert 3 <= len(sizes) <= 6
        assert sum(sizes) <= 100_000
