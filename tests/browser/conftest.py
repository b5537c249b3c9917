from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.service.conftest import opened
from tests.service.running import running
from tests.service.small_index import build, guide, hostile, later

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSER_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# Not for the whole session: while Playwright runs it keeps an event loop on this thread, and no other test could start its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    if executable is None:
        reason = f"no browser: none of {', '.join(BROWSER_NAMES)} is installed"
        if os.environ.get("COPRO_QA_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a service over the small index is."""
    index = tmp_path_factory.mktemp("index")
    build(index, [guide(), later(), hostile()])
    with running(opened(index, questions_per_minute=0)) as address:
        yield address


@pytest.fixture(scope="session")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a service without an index is."""
    index: Path = tmp_path_factory.mktemp("no-index")
    with running(opened(index, questions_per_minute=0)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 800}) as context:
        yield context.new_page()
