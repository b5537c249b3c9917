"""Answers on their way: stages, quotes as they come, what is announced, and a service that goes away in the middle."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, FloatRect, Page, Route, ViewportSize, expect

from copro_qa.answer import Answer, Stage
from copro_qa.service.app import create_app
from copro_qa.service.state import Service
from copro_qa.settings import Settings
from copro_qa.store.index_folder import open_current
from tests.service.conftest import opened
from tests.service.running import running
from tests.service.small_index import ForeseeableAssistant, build, guide, later

pytestmark = pytest.mark.browser

PARTNERSHIP = "What does partnership mean for people?"
WAITS = "This question is asked as soon as the one before it is answered."

# What a screen reader would be told, in order.
LISTEN = """addEventListener("DOMContentLoaded", () => {
  window.heard = [];
  const said = document.getElementById("said");
  if (said) new MutationObserver(() => { if (said.textContent) window.heard.push(said.textContent); }).observe(said, { childList: true });
});"""


class Waiting(ForeseeableAssistant):
    """Goes on to the next stage, and to its answer, when it is let."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]
        self.may_go_on = threading.Semaphore(0)

    def begin(self, tell: Callable[[Stage], None]) -> None:
        for stage in Stage:
            tell(stage)
            self.may_go_on.acquire(timeout=30)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index")
    build(index, [guide(), later()])
    return index


class SureEarly(Waiting):
    """Is sure of the first quote while the rest is read; goes on when it is let."""

    def ask(self, question: str, **asked: Any) -> Answer:
        tell, early = asked.pop("tell"), asked.pop("early")
        tell(Stage.READING)
        answer = ForeseeableAssistant.ask(self, question, **asked)
        early(replace(answer, quotes=answer.quotes[:1]))
        self.may_go_on.acquire(timeout=30)
        tell(Stage.DECIDING)
        return answer

    def begin(self, tell: Callable[[Stage], None]) -> None:
        """It has begun."""


def waiting_app(index: Path, kind: type[Waiting] = Waiting) -> tuple[FastAPI, Waiting]:
    assistant = kind(open_current(index))
    app = create_app(Settings(index=index, questions_per_minute=0), lambda: assistant)
    service: Service = app.state.service
    service.live.look()
    return app, assistant


@pytest.fixture
def slow(browser: Browser, index: Path) -> Iterator[tuple[Page, Waiting]]:
    app, assistant = waiting_app(index)
    with running(app) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.add_init_script(LISTEN)
        page.goto("/")
        yield page, assistant
        assistant.may_go_on.release(10)


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").first.fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def test_stages_are_shown_as_they_begin_and_the_answer_is_announced_once(slow: tuple[Page, Waiting]) -> None:
    page, assistant = slow
    ask(page, PARTNERSHIP)
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()
    for words in ("Searching the documents", "Reading the best passages", "Checking whether they answer"):
        expect(page.locator(".progress")).to_contain_text(words)
        assert page.get_by_role("blockquote").count() == 0
        assistant.may_go_on.release()
    expect(page.get_by_role("blockquote")).to_have_count(2)
    expect(page.locator(".progress")).to_have_count(0)
    expect(page).to_have_title(f"Answer: {PARTNERSHIP} – copro-qa")
    expect(page.get_by_role("heading", name=PARTNERSHIP)).to_be_focused()
    heard = page.evaluate("window.heard")
    assert [words for words in heard if "quotations" in words] == [
        "2 quotations from 2 documents. This probably answers your question. Check its context."
    ]


# What moved of what was being read: the question, what is said of the answer, and the quotes.
MOVED = """new PerformanceObserver((list) => {
  const read = (node) => node?.nodeType === 1 && node.closest(".turn > h2, .status, .quotes");
  for (const entry of list.getEntries())
    for (const { node } of entry.sources) if (read(node)) (window.moved ||= []).push(node.outerHTML.slice(0, 200));
}).observe({ type: "layout-shift", buffered: true });"""

ABOVE_FIRST_QUOTE = """() => {
  const summary = document.createRange();
  summary.selectNodeContents(document.querySelector(".summary"));
  return document.querySelector(".quotation").getBoundingClientRect().top - summary.getBoundingClientRect().bottom;
}"""
LINE = 48  # Pixels: the usual space between two parts, and less than that with an empty line.


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_a_first_quote_that_is_sure_is_shown_while_the_rest_is_read_and_nothing_moves_when_that_comes(
    browser: Browser, index: Path, width: int
) -> None:
    app, assistant = waiting_app(index, SureEarly)
    with running(app) as address, browser.new_context(base_url=address, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.add_init_script(LISTEN)
        page.goto("/")
        ask(page, PARTNERSHIP)
        expect(page.get_by_role("blockquote")).to_have_count(1)
        expect(page.locator(".progress")).to_contain_text("Reading the best passages")
        page.evaluate(MOVED)
        first = page.get_by_role("blockquote").first
        words, top = first.inner_text(), first.bounding_box()
        link = page.locator(".quotation a").first
        link.focus()
        page.evaluate("getSelection().selectAllChildren(document.querySelector('blockquote'))")
        assistant.may_go_on.release()
        expect(page.get_by_role("blockquote")).to_have_count(2)
        expect(page.locator(".progress")).to_have_count(0)
        assert (first.inner_text(), first.bounding_box()) == (words, top)
        assert page.evaluate("getSelection().toString().trim()") == words
        # Nor is there an empty line where more room was kept for the summary than it takes.
        assert page.evaluate(ABOVE_FIRST_QUOTE) < LINE
        assert page.locator(".quotation .letter").count() == 2
        expect(link).to_be_focused()
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("window.moved || []") == []
        # The first is announced as it comes, and then the whole.
        assert [heard for heard in page.evaluate("window.heard") if "uotation" in heard] == [
            "Quotation 1, from The later guide. The search goes on.",
            "2 quotations from 2 documents. This probably answers your question. Check its context.",
        ]
        links = page.locator(".quotation .tools a:first-child").evaluate_all("(all) => all.map((link) => link.href.includes('quotes='))")
        assert links == [True, True]


class AlsoLater(Waiting):
    """Is sure of the first quote while the rest is read, and finds other places that say the same only then."""

    def ask(self, question: str, **asked: Any) -> Answer:
        # Without script nobody listens.
        tell, early = asked.pop("tell", lambda _: None), asked.pop("early", lambda _: None)
        tell(Stage.READING)
        answer = ForeseeableAssistant.ask(self, question, **asked)
        first, *others = answer.quotes
        early(replace(answer, quotes=(first,)))
        self.may_go_on.acquire(timeout=30)
        tell(Stage.DECIDING)
        elsewhere = [document.span_of(document.blocks[1]) for document in self.generation.documents()]
        return replace(answer, quotes=(replace(first, also=tuple(elsewhere)), *others))

    def begin(self, tell: Callable[[Stage], None]) -> None:
        """It has begun."""


# A turn as nested lists, without what differs by its nature: the room that is kept free for the summary, buttons that need script, names.
SHOWN = """(turn) => {
  const copy = turn.cloneNode(true);
  copy.querySelectorAll(".room").forEach((room) => room.remove());
  const status = copy.querySelector(".status");
  status?.replaceWith(...status.childNodes);
  copy.querySelectorAll("button.copy").forEach((button) => button.removeAttribute("hidden"));
  copy.querySelectorAll("details").forEach((details) => details.removeAttribute("open"));
  copy.normalize();
  const written = (node) => node.nodeType === Node.TEXT_NODE ? node.data.replace(/\\s+/g, " ").trim() : [
    node.nodeName,
    [...node.attributes].map(({ name, value }) => `${name}=${value.replace(/^turn-1/, "answer")}`).sort(),
    [...node.childNodes].filter((child) => child.nodeType !== Node.COMMENT_NODE).map(written).filter((child) => child !== ""),
  ];
  return written(copy);
}"""


@pytest.mark.parametrize("width", [1280, 320])
def test_when_all_has_come_the_answer_is_as_without_script_and_nothing_that_was_there_has_moved(
    browser: Browser, index: Path, width: int
) -> None:
    app, assistant = waiting_app(index, AlsoLater)
    size: ViewportSize = {"width": width, "height": 900}
    with running(app) as address, browser.new_context(base_url=address, viewport=size, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("/")
        ask(page, PARTNERSHIP)
        expect(page.get_by_role("blockquote")).to_have_count(1)
        page.evaluate(MOVED)
        card = page.locator(".quotation").first
        before = card.bounding_box()
        card.locator("button.copy").focus()
        assistant.may_go_on.release()
        expect(page.locator(".turn .searched")).to_be_visible()
        expect(card.get_by_text("Also said in 2 other places")).to_be_visible()
        expect(card.locator("button.copy")).to_be_focused()
        assert card.bounding_box() == before
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("window.moved || []") == []
        # What hangs on the card covers nothing else.
        hanging = card.get_by_text("Also said").bounding_box()
        assert hanging
        others = [*card.locator("p").all(), page.locator(".quotation").nth(1), page.locator(".quotation .letter").nth(1)]
        boxes = [box for box in (other.bounding_box() for other in others) if box]
        assert [box for box in boxes if _overlap(box, hanging)] == []
        streamed = page.locator(".turn").evaluate(SHOWN)
        card.get_by_text("Also said").click()
        expect(card.locator(".also a")).to_have_count(2)
        with browser.new_context(base_url=address, viewport=size, java_script_enabled=False) as plain:
            assistant.may_go_on.release(10)
            whole = plain.new_page()
            whole.goto("/")
            ask(whole, PARTNERSHIP)
            assert streamed == whole.locator(".turn").evaluate(SHOWN)


def _overlap(one: FloatRect, other: FloatRect) -> bool:
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    return across and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]


def test_a_service_that_is_restarted_after_the_first_quote_leaves_no_answer_that_looks_whole(browser: Browser, index: Path) -> None:
    app, assistant = waiting_app(index, SureEarly)
    with browser.new_context() as context:
        page = context.new_page()
        with running(app) as address:
            page.goto(address)
            ask(page, PARTNERSHIP)
            expect(page.get_by_role("blockquote")).to_have_count(1)
            page.evaluate(MOVED)
            top = page.get_by_role("blockquote").bounding_box()
        assistant.may_go_on.release(10)
        expect(page.get_by_role("heading", name="This answer is not complete")).to_be_visible()
        expect(page.locator(".status")).to_contain_text("This answer is not complete.")
        expect(page.locator(".progress, .searched, details.tools")).to_have_count(0)
        expect(page.locator(".turn.broken blockquote")).to_have_count(1)
        expect(page.locator("#said")).to_contain_text("This answer is not complete. The connection to the service broke off")
        assert (page.get_by_role("blockquote").bounding_box(), page.evaluate("window.moved || []")) == (top, [])
        expect(page.get_by_role("textbox").first).to_have_value(PARTNERSHIP)
        assert page.evaluate("localStorage.length") == 0
        with running(opened(index, questions_per_minute=0), port=urlsplit(address).port or 0):
            page.get_by_role("button", name="Ask again").click()
            expect(page.get_by_role("blockquote")).to_have_count(2)
            expect(page.get_by_text("not complete")).to_have_count(0)
            assert page.evaluate("JSON.parse(localStorage.getItem('copro-qa.conversations')).length") == 1


def test_an_answer_that_is_cut_off_on_its_way_is_not_kept_and_another_question_takes_it_away(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()

        def cut(route: Route) -> None:
            come = route.fetch()
            route.fulfill(response=come, body=come.text().partition("event: done")[0])

        page.route("**/ask/stream*", cut)
        page.goto("/")
        ask(page, PARTNERSHIP)
        expect(page.get_by_role("heading", name="This answer is not complete")).to_be_visible()
        page.reload()
        expect(page.locator(".turn")).to_have_count(0)
        ask(page, PARTNERSHIP)
        expect(page.get_by_role("heading", name="This answer is not complete")).to_be_visible()
        page.unroute("**/ask/stream*")
        ask(page, "Another question?")
        expect(page.locator(".refusal")).to_have_count(1)
        expect(page.get_by_text("not complete")).to_have_count(0)
        assert page.evaluate("JSON.parse(localStorage.getItem('copro-qa.conversations'))[0].turns.length") == 1


def test_a_second_question_waits_in_the_box_until_the_first_is_answered(slow: tuple[Page, Waiting]) -> None:
    page, assistant = slow
    ask(page, PARTNERSHIP)
    ask(page, "Another question?")
    expect(page.get_by_role("textbox")).to_have_value("Another question?")
    expect(page.locator("#question-hint")).to_have_text(WAITS)
    assert len(assistant.asked) == 0
    assistant.may_go_on.release(3)
    expect(page.get_by_role("heading", name="Another question?")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("")
    assert len(assistant.asked) == 1
    assistant.may_go_on.release(3)
    expect(page).to_have_title("No answer: Another question? – copro-qa")
    assert len(assistant.asked) == 2


def test_a_question_that_is_changed_while_it_waits_is_not_sent(slow: tuple[Page, Waiting]) -> None:
    page, assistant = slow
    ask(page, PARTNERSHIP)
    ask(page, "Another question?")
    page.get_by_role("textbox").fill("Another question? Or")
    expect(page.locator("#question-hint")).not_to_have_text(WAITS)
    assistant.may_go_on.release(3)
    expect(page.get_by_role("blockquote")).to_have_count(2)
    expect(page.get_by_role("textbox")).to_have_value("Another question? Or")
    assert len(assistant.asked) == 1


def test_a_question_that_was_only_written_while_another_is_answered_is_not_sent(slow: tuple[Page, Waiting]) -> None:
    page, assistant = slow
    ask(page, PARTNERSHIP)
    page.get_by_role("textbox").fill("Another question")
    assistant.may_go_on.release(3)
    expect(page.get_by_role("blockquote")).to_have_count(2)
    expect(page.get_by_role("textbox")).to_have_value("Another question")
    assert len(assistant.asked) == 1


def test_a_service_that_is_restarted_in_mid_answer_is_said_plainly_and_the_question_can_be_asked_again(
    browser: Browser, index: Path
) -> None:
    app, assistant = waiting_app(index)
    with browser.new_context() as context:
        page = context.new_page()
        with running(app) as address:
            page.goto(address)
            ask(page, PARTNERSHIP)
            expect(page.locator(".progress")).to_contain_text("Searching")
        assistant.may_go_on.release(10)
        expect(page.get_by_role("heading", name="The answer did not arrive")).to_be_visible()
        expect(page.get_by_text("The service may have been restarted.").first).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value(PARTNERSHIP)
        # While it is away, asking again says the same again.
        page.get_by_role("button", name="Ask again").click()
        expect(page.get_by_role("heading", name="The answer did not arrive")).to_be_visible()
        with running(opened(index, questions_per_minute=0), port=urlsplit(address).port or 0):
            page.get_by_role("button", name="Ask again").click()
            expect(page.get_by_role("blockquote")).to_have_count(2)
            expect(page.get_by_role("heading", name="The answer did not arrive")).to_have_count(0)
            expect(page.get_by_role("heading", name=PARTNERSHIP)).to_have_count(1)


def test_too_many_questions_are_refused_in_plain_words(browser: Browser, index: Path) -> None:
    with running(opened(index, questions_per_minute=1)) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/")
        ask(page, PARTNERSHIP)
        expect(page.get_by_role("blockquote")).to_have_count(2)
        ask(page, PARTNERSHIP)
        expect(page.get_by_text("Too many questions in a short time", exact=False).first).to_be_visible()
        expect(page.get_by_role("blockquote")).to_have_count(2)


def test_on_a_slow_network_the_question_stands_there_at_once_and_the_answer_comes(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/")
        network = context.new_cdp_session(page)
        # A bad telephone connection: 0.8 seconds there and back, 20 kilobytes a second.
        network.send(
            "Network.emulateNetworkConditions", {"offline": False, "latency": 800, "downloadThroughput": 20_000, "uploadThroughput": 20_000}
        )
        ask(page, PARTNERSHIP)
        assert page.get_by_role("heading", name=PARTNERSHIP).is_visible()
        assert page.get_by_role("blockquote").count() == 0
        expect(page.get_by_role("blockquote")).to_have_count(2, timeout=15_000)


def test_without_a_network_nothing_that_was_written_is_lost(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("/")
        context.set_offline(True)
        ask(page, PARTNERSHIP)
        expect(page.get_by_role("heading", name="The answer did not arrive")).to_be_visible()
        expect(page.get_by_role("textbox")).to_have_value(PARTNERSHIP)
        context.set_offline(False)
        page.get_by_role("button", name="Ask again").click()
        expect(page.get_by_role("blockquote")).to_have_count(2)
