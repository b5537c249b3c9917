"""Every tool with the keyboard alone: no test here clicks. What has the focus is outlined, in view and not covered."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.focus import MOST_STEPS, expect_focus_to_be_seen_on_the_way
from tests.browser.test_accessibility_in_browser import PAGES
from tests.service.small_index import GUIDE, guide

pytestmark = pytest.mark.browser

PARTNERSHIP = "What does partnership mean for people?"
CARERS = "Which respite are unpaid carers offered?"


def tab_to(page: Page, wanted: Locator) -> None:
    """Presses Tab until ``wanted`` has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the Tab key does not lead to {wanted}")


def ask(page: Page, question: str) -> None:
    tab_to(page, page.get_by_role("textbox", name="question"))
    page.keyboard.type(question)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=question)).to_be_focused()
    expect(page.locator(".progress")).to_have_count(0)


def open_tools(page: Page) -> None:
    tab_to(page, page.get_by_text("Share, take away, or tell us whether this was right").last)
    page.keyboard.press("Enter")


def answered(page: Page) -> None:
    page.goto("/")
    ask(page, PARTNERSHIP)


@pytest.mark.parametrize("visit", PAGES)
def test_whatever_has_the_focus_is_outlined_in_view_and_not_covered(browser: Browser, address: str, visit: Callable[[Page], None]) -> None:
    with browser.new_context(base_url=address, viewport={"width": 320, "height": 560}, reduced_motion="reduce") as context:
        page = context.new_page()
        visit(page)
        expect_focus_to_be_seen_on_the_way(page)


def test_documents_and_dates_are_chosen(page: Page) -> None:
    page.goto("/")
    tab_to(page, page.get_by_text("Ask in some documents only"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("checkbox", name="A guide to working in partnership"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("textbox", name="From"))
    page.keyboard.type("2015")
    tab_to(page, page.get_by_role("textbox", name="To", exact=True))
    # Enter in a field sends the form: the question is missing, which is said where it is to be mended.
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    page.keyboard.type(PARTNERSHIP)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Only in:")).to_contain_text("A guide to working in partnership; published 2015 or later")


def test_a_date_that_is_none_is_said_at_its_field_and_nothing_is_sent(page: Page) -> None:
    page.goto("/")
    tab_to(page, page.get_by_text("Ask in some documents only"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("textbox", name="From"))
    page.keyboard.type("spring")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("textbox", name="Your question").focus()
    page.keyboard.type(PARTNERSHIP)
    page.keyboard.press("Enter")
    date = page.get_by_role("textbox", name="From")
    expect(date).to_be_focused()
    expect(date).to_have_accessible_description(
        "A year or a date, for example 2015 or 2015-06-24. "
        "A date cannot be read. Write a year (2015), a month (2015-06) or a day (2015-06-24), or leave it empty."
    )
    assert page.locator(".turn").count() == 0
    page.keyboard.press("Control+A")
    page.keyboard.type("2015-06")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()


def test_a_quote_is_checked_and_one_comes_back(page: Page) -> None:
    answered(page)
    tab_to(page, page.get_by_role("link", name="Check this quote – 2"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Identical: every character is as it was quoted.")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Back to your conversation"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_visible()


def test_an_answer_is_shared_and_its_record_opened(page: Page) -> None:
    answered(page)
    open_tools(page)
    tab_to(page, page.get_by_role("button", name="Share this answer"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("every quotation is identical with its source")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="The record of this answer, as JSON"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/answers/"))


def test_a_whole_conversation_is_taken_away(page: Page) -> None:
    answered(page)
    ask(page, CARERS)
    open_tools(page)
    tab_to(page, page.get_by_label("Take it away as").last)
    page.keyboard.type("Record")
    tab_to(page, page.get_by_label("The whole conversation, not only this answer").last)
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Export").last)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    record = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [answer["question"] for answer in record["answers"]] == [PARTNERSHIP, CARERS]


def test_feedback_is_given_and_one_comes_back_to_the_conversation_that_is_kept(page: Page) -> None:
    answered(page)
    open_tools(page)
    tab_to(page, page.get_by_label("Right", exact=True))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Wrong", exact=True)).to_be_checked()
    tab_to(page, page.get_by_label("Comment, if you like"))
    page.keyboard.type("Not what I asked.")
    tab_to(page, page.get_by_role("button", name="Send feedback"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Back to your conversation"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_visible()
    expect(page.get_by_role("blockquote")).to_have_count(2)


def test_a_quote_is_copied(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        answered(page)
        tab_to(page, page.get_by_role("button", name="Copy with citation").first)
        page.keyboard.press("Space")
        expect(page.get_by_text("Copied.")).to_be_visible()


def test_a_kept_conversation_is_opened_again_and_all_are_cleared(page: Page) -> None:
    answered(page)
    tab_to(page, page.get_by_role("link", name="Start again"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_have_count(0)
    tab_to(page, page.get_by_role("button", name=PARTNERSHIP))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Clear all conversations"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()


def test_a_document_is_walked_through_searched_and_asked_in(page: Page) -> None:
    text = guide().text
    start = text.index("services")
    page.goto(f"/documents/{GUIDE}?quote={start}:{start + 8}")
    tab_to(page, page.get_by_role("searchbox", name="Find in this document"))
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#hits a").last)
    page.keyboard.press("Enter")
    expect(page.locator("mark.found").last).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    page.get_by_role("link", name="Skip to the content").focus()
    tab_to(page, page.locator("nav.outline summary"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("nav.outline a").last)
    page.keyboard.press("Enter")
    expect(page.locator("article h3, article h4").last).to_be_in_viewport()
    page.get_by_role("link", name="Skip to the content").focus()
    tab_to(page, page.get_by_text("About this document"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("link", name="Ask a question in this document only"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="A guide to working in partnership")).to_be_checked()
