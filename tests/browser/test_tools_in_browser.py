"""What can be done with an answer, in a real browser, with and without script."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PARTNERSHIP = "What does partnership mean for people?"
SUMMARY = "Share, take away, or tell us whether this was right"


def answered(page: Page, question: str = PARTNERSHIP) -> None:
    page.goto("/")
    page.get_by_role("textbox", name="Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("blockquote")).to_have_count(2)


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").first.fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name=question)).to_be_visible()
    expect(page.locator(".progress")).to_have_count(0)


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def visit(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address, java_script_enabled=request.param) as context:
        page = context.new_page()
        answered(page)
        yield page


def test_an_answer_is_shared_and_its_page_says_that_every_quote_is_identical(visit: Page) -> None:
    visit.get_by_text(SUMMARY).click()
    visit.get_by_role("button", name="Share this answer").click()
    expect(visit.get_by_role("heading", level=1, name=PARTNERSHIP)).to_be_visible()
    assert "/a/" in visit.url
    expect(visit.get_by_text("every quotation is identical with its source")).to_be_visible()
    expect(visit.get_by_role("blockquote")).to_have_count(2)


def test_a_quote_is_checked(visit: Page) -> None:
    visit.get_by_role("link", name="Check this quote").first.click()
    expect(visit.get_by_text("Identical: every character is as it was quoted.")).to_be_visible()


def test_an_answer_is_taken_away_as_a_record_that_verifies(visit: Page, address: str) -> None:
    visit.get_by_text(SUMMARY).click()
    visit.get_by_label("Take it away as").select_option("json")
    with visit.expect_download() as download:
        visit.get_by_role("button", name="Export").click()
    record = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert record["answers"][0]["question"] == PARTNERSHIP
    assert visit.request.post(f"{address}/verify", data=record).json()["verified"]


def test_a_conversation_is_taken_away_with_what_each_question_was_narrowed_to(visit: Page, address: str) -> None:
    visit.get_by_role("link", name="Start again").click()
    expect(visit.get_by_role("blockquote")).to_have_count(0)
    visit.locator("details.narrow summary").click()
    visit.get_by_role("checkbox", name="The later guide").check()
    ask(visit, PARTNERSHIP)
    expect(visit.get_by_role("blockquote")).to_have_count(1)
    visit.get_by_role("checkbox", name="The later guide").uncheck()
    ask(visit, "Which respite are unpaid carers offered?")
    expect(visit.get_by_role("blockquote")).to_have_count(2)
    visit.get_by_text(SUMMARY).last.click()
    visit.get_by_label("Take it away as").last.select_option("json")
    visit.get_by_label("The whole conversation, not only this answer").last.check()
    with visit.expect_download() as download:
        visit.get_by_role("button", name="Export").last.click()
    first, second = json.loads(download.value.path().read_text(encoding="utf-8"))["answers"]
    assert [quote["citation"]["title"] for quote in first["quotes"]] == ["The later guide"]
    assert second["question"] == "Which respite are unpaid carers offered?"


def test_a_long_choice_keeps_its_dates_when_the_conversation_is_taken_away(page: Page) -> None:
    page.goto("/")
    page.locator("details.narrow summary").click()
    page.get_by_role("checkbox", name="guides").check()
    page.get_by_label("To", exact=True).fill("2014")
    # More collections than the small index has: with their names the choice is longer than 4,000 characters.
    page.evaluate(
        """for (let number = 0; number < 60; number++) {
          const field = document.createElement("input");
          Object.assign(field, { type: "hidden", name: "collection", className: "many", value: `${number} `.padEnd(60, "x") });
          document.getElementById("ask").append(field);
        }"""
    )
    ask(page, PARTNERSHIP)
    expect(page.get_by_text("The documents do not answer this").first).to_be_visible()
    page.evaluate("for (const field of document.querySelectorAll('.many')) field.remove()")
    page.get_by_role("checkbox", name="guides").uncheck()
    page.get_by_label("To", exact=True).fill("")
    ask(page, "Which respite are unpaid carers offered?")
    page.get_by_text(SUMMARY).last.click()
    page.get_by_label("Take it away as").last.select_option("json")
    page.get_by_label("The whole conversation, not only this answer").last.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").last.click()
    first, _ = json.loads(download.value.path().read_text(encoding="utf-8"))["answers"]
    assert first["quotes"] == []


def test_feedback_is_sent_with_the_keyboard_alone_and_thanked_for(visit: Page, request: pytest.FixtureRequest) -> None:
    summary = visit.get_by_text(SUMMARY)
    summary.focus()
    summary.press("Enter")
    visit.get_by_label("Right", exact=True).press("Space")
    visit.get_by_label("Comment, if you like").fill("It helped.")
    visit.get_by_role("button", name="Send feedback").press("Enter")
    expect(visit.get_by_role("heading", name="Thank you")).to_be_visible()
    # By script the conversation is still there, and its link takes the button's place; without it, it is asked again.
    if "with script" in request.node.name:
        visit.get_by_role("link", name="Back to your conversation").click()
    else:
        visit.get_by_role("button", name="Back to the answer").click()
    expect(visit.get_by_role("blockquote")).to_have_count(2)


def test_a_quote_is_copied_with_its_citation_and_that_is_said(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        answered(page)
        page.get_by_role("button", name="Copy with citation").last.click()
        expect(page.get_by_text("Copied.")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == (
        "“Partnership means that people plan services together with those who provide them. It began in island communities.”\n"
        "A guide to working in partnership (The Partnership Office, 2015), Working in partnership, page 7, "
        "https://example.org/guide?a=1&b=2"
    )


def test_the_address_of_a_shared_answer_is_copied(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        answered(page)
        page.get_by_text(SUMMARY).click()
        page.get_by_role("button", name="Share this answer").click()
        page.get_by_role("button", name="Copy the address").click()
        expect(page.get_by_text("Copied.")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_on_paper_there_is_nothing_that_can_only_be_pressed_and_the_words_are_still_marked(page: Page) -> None:
    answered(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("blockquote").first).to_be_visible()
    expect(page.get_by_role("link", name="Check this quote").first).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Read it in the document").first.click()
    expect(page.get_by_role("link", name="Next quotation")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Next quotation")).to_be_hidden()
    expect(page.locator("mark").first).to_have_css("print-color-adjust", "exact")


def test_without_script_there_is_no_button_that_does_nothing(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, java_script_enabled=False) as context:
        page = context.new_page()
        answered(page)
        expect(page.get_by_role("button", name="Copy with citation")).to_have_count(0)
