"""Measures the chat page in a real browser, on a throttled connection: its weight, its requests, and how long an answer takes to come.

    python -m benchmarks.speed.page --index index --question "What is self-directed support?"

It starts the service over the index, and needs Chromium and the test extra (playwright, axe-playwright-python). Prints one line a figure.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

from benchmarks.speed.service import running_service
from benchmarks.speed.timing import summary

_THROTTLED = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""A slow mobile connection: 150 ms there and back, 1.6 Mbit/s down, 750 kbit/s up (the "slow 4G" of Chromium's own tools)."""
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main(arguments: list[str] | None = None) -> int:
    """Prints page weight, requests, times to first quote and to the whole answer, and axe's findings per page and theme."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.page", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, default=Path("index"), help="the folder that holds the index (default: index)")
    parser.add_argument("--question", default="What is self-directed support?", help="a question that the documents answer")
    parser.add_argument("--repeats", type=int, default=5, help="how often it is asked (default: 5)")
    options = parser.parse_args(arguments)
    executable = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if executable is None:
        print("There is no Chromium here. Install it (on Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    with running_service(options.index) as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        address = f"http://127.0.0.1:{service.port}"
        first_visit(browser, address)
        answers(browser, address, options.question, options.repeats)
        accessibility(browser, address, options.question)
        browser.close()
    return 0


def first_visit(browser: Browser, address: str) -> None:
    """Bytes and requests of the start page with an empty cache, and how long it takes to load."""
    with browser.new_context(base_url=address) as context:
        page = _throttled(context.new_page())
        responses: list[Response] = []
        page.on("response", lambda response: responses.append(response))  # noqa: PLW0108  Playwright marks it, which a built-in forbids
        started = time.perf_counter()
        page.goto("/", wait_until="load")
        seconds = time.perf_counter() - started
        page.wait_for_load_state("networkidle")
        sizes = [len(response.body()) for response in responses]
    print(f"first visit: {sum(sizes) / 1000:.1f} kB in {len(sizes)} requests, loaded in {seconds * 1000:.0f} ms")


def answers(browser: Browser, address: str, question: str, repeats: int) -> None:
    """From pressing the button to the first quote on the page, and to the whole answer."""
    first: list[float] = []
    done: list[float] = []
    for _ in range(repeats):
        with browser.new_context(base_url=address) as context:
            page = _throttled(context.new_page())
            page.goto("/")
            page.get_by_role("textbox").fill(question)
            started = time.perf_counter()
            page.get_by_role("button", name="Ask", exact=True).click()
            page.get_by_role("blockquote").first.wait_for()
            first.append(time.perf_counter() - started)
            page.locator(".turn .searched").wait_for()
            done.append(time.perf_counter() - started)
    print(f"first quote: {summary(first)}")
    print(f"whole answer: {summary(done)}")


def accessibility(browser: Browser, address: str, question: str) -> None:
    """The number of axe's findings on each page, with its tools open, in each theme."""
    for name, visit in _PAGES.items():
        with browser.new_context(base_url=address, bypass_csp=True, reduced_motion="reduce") as context:
            page = context.new_page()
            visit(page, question)
            print(f"axe on {name}: {', '.join(_findings(page))}")


def _start(page: Page, _: str) -> None:
    page.goto("/")
    page.get_by_text("Ask in some documents only").click()


def _answer(page: Page, question: str) -> None:
    page.goto("/")
    page.get_by_role("textbox", name="question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator(".searched").wait_for()
    page.locator("details.tools summary").click()


def _refusal(page: Page, _: str) -> None:
    _answer(page, "Who won the football world cup in 1998?")


def _source(page: Page, question: str) -> None:
    _answer(page, question)
    page.get_by_role("link", name="Read it in the document").first.click()
    expect(page.locator("#quote")).to_be_visible()
    page.locator("details.facts summary").click()
    page.get_by_role("searchbox").fill("the")
    page.get_by_role("button", name="Find").click()
    page.locator("#hits").wait_for()


def _check(page: Page, question: str) -> None:
    _answer(page, question)
    page.get_by_role("link", name="Check this quote").first.click()
    page.locator(".outcome").wait_for()


def _printed(page: Page, question: str) -> None:
    _answer(page, question)
    page.get_by_label("Take it away as").select_option("print")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("heading", name="References").wait_for()


def _documents(page: Page, _: str) -> None:
    page.goto("/documents")


def _statement(page: Page, _: str) -> None:
    page.goto("/accessibility")


def _nothing(page: Page, _: str) -> None:
    page.goto("/nowhere")


_PAGES: Mapping[str, Callable[[Page, str], None]] = {
    "start, with the choice of documents open": _start,
    "answer, with its tools open": _answer,
    "refusal, with its tools open": _refusal,
    "source, with words found": _source,
    "check of a quote": _check,
    "page to print": _printed,
    "documents": _documents,
    "statement": _statement,
    "nothing at this address": _nothing,
}


def _findings(page: Page) -> list[str]:
    counted = []
    page.emulate_media(color_scheme="light", contrast="no-preference")
    counted.append(f"light {_violations(page)}")
    page.emulate_media(color_scheme="dark")
    counted.append(f"dark {_violations(page)}")
    page.emulate_media(color_scheme="light", contrast="more")
    counted.append(f"strong contrast {_violations(page)}")
    page.emulate_media(contrast="no-preference", forced_colors="active")
    counted.append(f"the system's colours {_violations(page)}")
    return counted


def _violations(page: Page) -> int:
    return len(Axe().run(page).response["violations"])


def _throttled(page: Page) -> Page:
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", _THROTTLED)
    return page


if __name__ == "__main__":
    sys.exit(main())
