"""The browser's own zoom at 400 %, and text set as wide as a reader may set it (WCAG 2.2, 1.4.10 and 1.4.12)."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import BROWSER_NAMES, FLAGS
from tests.browser.focus import expect_focus_to_be_seen_on_the_way
from tests.browser.test_accessibility_in_browser import PAGES, Visit, answer_with_its_tools, choosing, document, wrong_date

pytestmark = pytest.mark.browser

_ZOOM = 4.0
_WIDTH = 1280
_SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""

# What is cut off: words that their element hides, but for those that only a screen reader is given.
CUT_OFF = """() => [...document.querySelectorAll("body *")]
  .filter(element => !element.closest(".unseen, .skip") && element.textContent.trim())
  .filter(element => ["hidden", "clip"].includes(getComputedStyle(element).overflowX))
  .filter(element => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)
  .map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def zoomed(browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """A window of 1,280 pixels whose reader has set the browser to 400 %, as a person does: no device is emulated."""
    profile = tmp_path_factory.mktemp("profile")
    settings = profile / "Default" / "Preferences"
    settings.parent.mkdir()
    # Chromium's zoom goes in steps of a fifth.
    settings.write_text(json.dumps({"partition": {"default_zoom_level": {"x": math.log(_ZOOM, 1.2)}}}), encoding="utf-8")
    executable = next(filter(None, map(shutil.which, BROWSER_NAMES)), None)
    context = browser.browser_type.launch_persistent_context(
        profile, executable_path=executable, args=[*FLAGS, f"--window-size={_WIDTH},1024"], no_viewport=True, base_url=address
    )
    yield context
    context.close()


@pytest.fixture
def large(zoomed: BrowserContext) -> Iterator[Page]:
    page = zoomed.new_page()
    yield page
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.close()


@pytest.mark.parametrize("visit", PAGES)
def test_at_400_percent_no_page_scrolls_sideways(large: Page, visit: Visit) -> None:
    visit(large)
    assert large.evaluate("[devicePixelRatio, outerWidth, innerWidth]") == [_ZOOM, _WIDTH, _WIDTH / _ZOOM]
    assert large.evaluate(_SIDEWAYS) <= 0


@pytest.mark.parametrize("visit", [choosing, wrong_date, answer_with_its_tools, document])
def test_at_400_percent_whatever_has_the_focus_is_outlined_in_view_and_not_covered(large: Page, visit: Visit) -> None:
    visit(large)
    expect_focus_to_be_seen_on_the_way(large)


@pytest.mark.parametrize("visit", PAGES)
def test_text_that_is_set_wider_is_neither_cut_off_nor_scrolled_sideways(browser: Browser, address: str, visit: Visit) -> None:
    # The policy forbids styles that are not ours; a reader's own are not asked.
    with browser.new_context(base_url=address, bypass_csp=True, reduced_motion="reduce", viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        visit(page)
        page.add_style_tag(content=_SPACED)
        assert page.evaluate(CUT_OFF) == []
        assert page.evaluate(_SIDEWAYS) <= 0


def test_a_word_that_is_cut_off_would_be_found(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content('<p style="overflow: hidden; width: 2em; white-space: nowrap">Words that do not fit</p>')
        assert len(page.evaluate(CUT_OFF)) == 1
