"""One printed page of a document: its picture, and where on it the highlighted words stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from copro_qa.boxes import TextBoxes
from copro_qa.document import Document, Page, Span
from copro_qa.texts import texts

__all__ = ["Rectangle", "Sheet", "page_sheet"]

_PIXELS = 1400
"""Width of the picture: sharp at twice the width of half a screen."""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A stretch of a printed line, in points from the top left corner of the page."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its neighbours. ``others`` are the pages on which the quotation stands too, by label, with their addresses."""

    page: Page
    heading: str
    picture: str
    width: float
    height: float
    quoted: list[Rectangle]
    found: list[Rectangle]
    previous: str | None
    next: str | None
    others: list[tuple[str, str]]


def page_sheet(
    document: Document, boxes: TextBoxes, number: int | None, quote: Span | None, found: Sequence[Span], query: Mapping[str, str]
) -> Sheet | None:
    """The page ``number``; left out, the one on which the quotation begins, or the first. None when it cannot be drawn.

    ``query`` goes along in the addresses of other pages.
    """
    drawn = [page for page in document.pages if page.number in boxes.pages]
    quoted = boxes.boxes(quote.start, quote.end) if quote else ()
    wanted = number or (quoted[0].page if quoted else quote.page.number if quote and quote.page else 1)
    at = next((place for place, page in enumerate(drawn) if page.number == wanted), None)
    if at is None:
        return None
    page, size = drawn[at], boxes.pages[wanted]

    def address(other: int, anchor: str = "page") -> str:
        return f"/documents/{document.id}?{urlencode({**query, 'page': str(other)}, safe=':,')}#{anchor}"

    labels = {page.number: page.label for page in document.pages}
    on_pages = list(dict.fromkeys(box.page for box in quoted))
    return Sheet(
        page=page,
        heading=_heading(page, len(document.pages)),
        picture=f"/documents/{document.id}/pages/{wanted}.png?width={_PIXELS}",
        width=round(size.width, 2),
        height=round(size.height, 2),
        quoted=_rectangles(boxes, [quote] if quote else [], wanted),
        found=_rectangles(boxes, found, wanted),
        previous=address(drawn[at - 1].number) if at else None,
        next=address(drawn[at + 1].number) if at + 1 < len(drawn) else None,
        others=[(labels.get(other, str(other)), address(other, "quote")) for other in on_pages if other != wanted],
    )


def _heading(page: Page, count: int) -> str:
    name = "page_of" if page.label == str(page.number) else "page_of_labelled"
    return texts()(f"document.{name}", label=page.label, number=page.number, count=count)


def _rectangles(boxes: TextBoxes, spans: Sequence[Span], page: int) -> list[Rectangle]:
    return [
        Rectangle(round(box.left, 2), round(box.top, 2), round(box.right - box.left, 2), round(box.bottom - box.top, 2))
        for span in spans
        for box in boxes.boxes(span.start, span.end)
        if box.page == page
    ]
