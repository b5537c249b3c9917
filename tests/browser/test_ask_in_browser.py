from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PARTNERSHIP = "What does partnership mean for people?"
CARERS = "Which respite are unpaid carers offered?"
REFUSED = "Which planets orbit carers?"


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def test_a_question_is_answered_with_quotations_and_the_answer_has_the_focus(page: Page) -> None:
    page.goto("/")
    ask(page, PARTNERSHIP)
    expect(page).to_have_title(f"Answer: {PARTNERSHIP} – copro-qa")
    expect(page.get_by_role("blockquote")).to_have_count(2)
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_in_viewport()


def test_the_link_of_a_quotation_lands_on_exactly_its_words(page: Page, address: str) -> None:
    quotes = page.request.post(f"{address}/ask", data={"question": PARTNERSHIP}).json()["quotes"]
    page.goto("/")
    ask(page, PARTNERSHIP)
    for place, quote in enumerate(quotes):
        page.get_by_role("link", name="Read it in the document").nth(place).click()
        words = page.locator("article mark").all_text_contents()
        assert "".join(words) == quote["text"]
        expect(page.locator("#quote")).to_be_in_viewport()
        page.go_back()
        expect(page).to_have_title(f"Answer: {PARTNERSHIP} – copro-qa")
        expect(page.get_by_role("blockquote")).to_have_count(2)


def test_a_refusal_says_so_and_shows_what_is_related_under_its_own_heading(page: Page) -> None:
    page.goto("/")
    ask(page, REFUSED)
    expect(page).to_have_title(f"No answer: {REFUSED} – copro-qa")
    expect(page.get_by_role("heading", name="The documents do not answer this")).to_be_visible()
    expect(page.get_by_role("heading", name="Related reading, not an answer")).to_be_visible()


def test_a_follow_up_keeps_the_conversation_and_start_again_drops_it(page: Page) -> None:
    page.goto("/")
    ask(page, CARERS)
    ask(page, "And what about partnership?")
    expect(page.get_by_text(f"Looking for: And what about partnership? – together with what you asked before: {CARERS}")).to_be_visible()
    expect(page.get_by_role("heading", name=CARERS)).to_be_visible()
    page.get_by_role("link", name="Start again").click()
    expect(page.get_by_role("heading", name=CARERS)).to_have_count(0)
    expect(page.get_by_role("textbox", name="Your question")).to_have_value("")


def test_an_empty_question_is_said_where_it_is_to_be_mended(page: Page) -> None:
    page.goto("/")
    ask(page, "   ")
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_accessible_description(
        "A whole question works best. Press Enter, or the button, to ask. Write a question in the box, and press Ask."
    )
    ask(page, CARERS)
    expect(page.get_by_text("Write a question in the box")).to_be_hidden()
    expect(page.get_by_role("blockquote")).to_have_count(1)


def test_the_keyboard_alone_asks_reads_and_asks_again(page: Page) -> None:
    page.goto("/")
    press = page.keyboard.press
    press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    press("Enter")
    press("Tab")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(PARTNERSHIP)
    press("Enter")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()
    expect(page.locator(".progress")).to_have_count(0)
    press("Tab")
    link = page.get_by_role("link", name="Read it in the document").first
    expect(link).to_be_focused()
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    press("Enter")
    expect(page.locator("#quote")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_visible()
    page.get_by_role("link", name="Skip to the question box").focus()
    press("Enter")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type(CARERS)
    press("Enter")
    expect(page.get_by_role("heading", name=CARERS)).to_be_focused()


def test_everything_works_without_script(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        ask(page, CARERS)
        ask(page, "And what about partnership?")
        expect(page.get_by_text("Looking for:")).to_be_visible()
        page.get_by_role("link", name="Read it in the document").first.click()
        expect(page.locator("#quote")).to_be_in_viewport()
        page.get_by_role("searchbox", name="Find in this document").fill("carers")
        page.get_by_role("button", name="Find").click()
        page.locator("#hits a").first.click()
        expect(page.locator("#found-1")).to_be_in_viewport()
        page.goto("/")
        ask(page, "   ")
        expect(page.locator("#answer")).to_be_focused()
        page.get_by_role("link", name="Write a question in the box").click()
        expect(page.get_by_role("textbox")).to_be_focused()


def test_nothing_is_fetched_from_another_host_and_nothing_is_left_in_the_browser(page: Page, address: str) -> None:
    fetched: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/")
    ask(page, PARTNERSHIP)
    page.get_by_role("link", name="Read it in the document").first.click()
    page.goto("/documents")
    assert {urlsplit(url).netloc for url in fetched} == {urlsplit(address).netloc}
    assert page.context.cookies() == []
    assert complaints == []


def test_hostile_words_are_shown_and_not_run(page: Page) -> None:
    page.goto("/")
    ask(page, 'orchard grows apples <script>document.title="owned"</script>')
    expect(page.get_by_text("An orchard <script>", exact=False).first).to_be_visible()
    page.goto("/documents")
    page.get_by_role("link", name="<script>").click()
    expect(page.get_by_text("<img src=x", exact=False)).to_be_visible()
    assert page.locator("main script, main img").count() == 0
    assert "owned" not in page.title()


def test_without_an_index_the_page_says_what_to_do(browser: Browser, empty_address: str) -> None:
    with browser.new_context(base_url=empty_address) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_role("heading", name="Not ready to answer")).to_be_visible()
        ask(page, CARERS)
        expect(page.get_by_role("heading", name="Not ready to answer")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value(CARERS)
