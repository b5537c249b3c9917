"""Conversations that the reader's browser keeps, and questions in chosen documents."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PARTNERSHIP = "What does partnership mean for people?"
CARERS = "Which respite are unpaid carers offered?"


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").first.fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    expect(page.locator(".progress")).to_have_count(0)


def kept(page: Page) -> int:
    return int(page.evaluate("(JSON.parse(localStorage.getItem('copro-qa.conversations')) || []).length"))


def test_a_conversation_survives_a_reload_and_goes_on(page: Page) -> None:
    page.goto("/")
    ask(page, CARERS)
    page.reload()
    expect(page.get_by_role("heading", name=CARERS)).to_be_visible()
    expect(page).to_have_title(f"Answer: {CARERS} – copro-qa")
    ask(page, "And what about partnership?")
    expect(page.get_by_text(f"Looking for: And what about partnership? – together with what you asked before: {CARERS}")).to_be_visible()
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    assert kept(page) == 1


def test_starting_again_keeps_the_old_conversation_to_be_taken_up(page: Page) -> None:
    page.goto("/")
    ask(page, CARERS)
    page.get_by_role("link", name="Start again").click()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, PARTNERSHIP)
    page.get_by_role("button", name=CARERS).click()
    expect(page.get_by_role("heading", name=CARERS)).to_be_focused()
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_have_count(0)
    expect(page.get_by_role("button", name=PARTNERSHIP)).to_be_visible()
    assert kept(page) == 2


def test_clearing_leaves_nothing_in_the_browser(page: Page) -> None:
    page.goto("/")
    ask(page, CARERS)
    page.get_by_role("button", name="Clear all conversations").click()
    expect(page.get_by_role("status")).to_have_text("All conversations have been cleared from this browser.")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Your question")).to_be_focused()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.reload()
    expect(page.locator(".turn")).to_have_count(0)


def test_what_is_kept_can_be_damaged_without_harm(page: Page) -> None:
    page.goto("/")
    for damaged in ("{", "7", '[{"id":"x"}]', "[null]"):
        page.evaluate("damaged => localStorage.setItem('copro-qa.conversations', damaged)", damaged)
        page.reload()
        expect(page.get_by_role("textbox", name="Your question")).to_be_visible()
    ask(page, CARERS)
    assert kept(page) == 1


def test_where_nothing_may_be_kept_questions_are_answered_all_the_same(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.add_init_script("Storage.prototype.setItem = Storage.prototype.getItem = () => { throw new Error('forbidden'); };")
        page.goto("/")
        ask(page, CARERS)
        expect(page.get_by_role("blockquote")).to_have_count(1)


def test_one_comes_back_from_a_source_to_the_conversation(page: Page) -> None:
    page.goto("/")
    ask(page, PARTNERSHIP)
    page.get_by_role("link", name="Read it in the document").first.click()
    page.get_by_role("link", name="Next quotation").click()
    expect(page.get_by_text("Quotation 2 of 2 in this answer")).to_be_visible()
    expect(page.locator("#quote")).to_be_in_viewport()
    page.get_by_role("link", name="Back to your conversation").click()
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_visible()
    expect(page.get_by_role("blockquote")).to_have_count(2)


def test_one_comes_back_to_the_link_that_one_followed_and_not_a_second_time(page: Page) -> None:
    page.goto("/")
    ask(page, PARTNERSHIP)
    ask(page, CARERS)
    page.get_by_role("link", name="Check this quote").last.click()
    page.get_by_role("link", name="Back to your conversation").click()
    expect(page.get_by_role("link", name="Check this quote").last).to_be_focused()
    expect(page.get_by_role("link", name="Check this quote").last).to_be_in_viewport()
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.get_by_role("link", name="Check this quote").last).not_to_be_focused()


def test_one_comes_back_from_a_tool_to_the_answer_that_it_was_used_on(page: Page) -> None:
    page.goto("/")
    ask(page, CARERS)
    ask(page, PARTNERSHIP)
    page.get_by_text("Share, take away, or tell us whether this was right").last.click()
    page.get_by_role("button", name="Share this answer").last.click()
    page.get_by_role("link", name="Back to your conversation").click()
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()


def test_a_question_in_chosen_documents_says_so_and_the_choice_stays(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Ask in some documents only").click()
    page.get_by_role("checkbox", name="A guide to working in partnership").check()
    ask(page, PARTNERSHIP)
    expect(page.get_by_role("blockquote")).to_have_count(1)
    expect(page.get_by_text("Only in:")).to_contain_text("A guide to working in partnership")
    expect(page.get_by_role("checkbox", name="A guide to working in partnership")).to_be_checked()


def test_a_day_that_no_calendar_has_is_refused_in_plain_words_and_not_offered_to_be_asked_again(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Ask in some documents only").click()
    page.get_by_role("textbox", name="From").fill("2015-02-30")
    ask(page, PARTNERSHIP)
    expect(page.get_by_role("heading", name="What you chose cannot be used")).to_be_visible()
    expect(page.locator(".error")).to_contain_text("A date cannot be read. Write a year (2015)")
    expect(page.get_by_role("button", name="Ask again")).to_have_count(0)
    expect(page.get_by_role("textbox", name="question")).to_have_value(PARTNERSHIP)


def test_a_document_leads_to_a_question_in_it_alone(page: Page) -> None:
    page.goto("/documents")
    page.get_by_role("link", name="The later guide").click()
    page.get_by_role("link", name="Ask a question in this document only").click()
    expect(page.get_by_role("checkbox", name="The later guide")).to_be_checked()
