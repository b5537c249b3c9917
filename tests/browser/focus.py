"""Walking through a page with the Tab key, and looking at whatever has the focus."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_STEPS = 80
_LEAST_STEPS = 4
"""Every page has more than this to reach; fewer means that the walk did not work."""

# Whether what has the focus is outlined, wholly in view (or as much of it as fits) and not covered by anything.
_SEEN = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const box = focused.getBoundingClientRect();
  // Of an element that is larger than the window, its beginning is looked at.
  const x = Math.max(1, Math.min(box.left + box.width / 2, innerWidth - 1));
  const y = Math.max(1, Math.min(box.top + Math.min(box.height / 2, 20), innerHeight - 1));
  const there = document.elementFromPoint(x, y);
  const shown = getComputedStyle(focused);
  return {
    what: focused.outerHTML.slice(0, 120),
    outlined: shown.outlineStyle !== "none" && parseFloat(shown.outlineWidth) >= 2,
    inView: box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0,
    uncovered: Boolean(there) && (focused.contains(there) || there.contains(focused)),
  };
}"""


def expect_focus_to_be_seen_on_the_way(page: Page) -> None:
    """From the first link to the page's end, whatever has the focus is outlined, in view and not covered."""
    page.get_by_role("link", name="Skip to the content").focus()
    unseen, reached = [], 0
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        seen = page.evaluate(_SEEN)
        if seen is None:  # the page's end
            break
        reached += 1
        if not (seen["outlined"] and seen["inView"] and seen["uncovered"]):
            unseen.append(seen)
    assert unseen == []
    assert reached >= _LEAST_STEPS
