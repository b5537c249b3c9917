"""The shapes of documents."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from copro_qa.service.schemas.body import EXAMPLE_ID, Body

__all__ = ["DocumentBody", "DocumentsBody"]


class DocumentSummary(Body):
    """What is known of one document."""

    id: Annotated[str, Field(examples=[EXAMPLE_ID])]
    path: str
    title: str
    authors: list[str]
    publisher: str | None
    published: str | None
    url: str | None
    licence: str | None
    collection: str | None
    language: str | None
    media_type: str
    unofficial_summary: bool
    supersedes: list[str]
    superseded_by: list[str]
    file_sha256: str
    words: int
    chunks: int
    link: Annotated[str, Field(examples=[f"/documents/{EXAMPLE_ID}"])]


class UnreadFile(Body):
    """A file that could not be read and is not searched."""

    path: str
    reason: str


class DocumentsBody(Body):
    """Every document of the index, in order of path."""

    generation: str
    built: str
    documents: list[DocumentSummary]
    failed: list[UnreadFile]


class HeadingBody(Body):
    """One heading; ``level`` 1 is the outermost."""

    text: str
    level: int
    start: int
    end: int


class PageBody(Body):
    """One page: its number from 1, what is printed on it, its range of the text, and for PDF its size and its picture."""

    number: int
    label: str
    start: int
    end: int
    width: Annotated[float | None, Field(description="Points (1/72 inch), as the page is shown; null where it cannot be drawn.")]
    height: float | None
    image: Annotated[
        str | None,
        Field(
            description="The page as PNG. ?width= sets its pixels from left to right, ?quote=start:end marks a quote.",
            examples=[f"/documents/{EXAMPLE_ID}/pages/4.png"],
        ),
    ]


class BoxBody(Body):
    """A rectangle on a page, in shares of the page's width and height from its top left corner, so that it fits a picture of any size."""

    page: Annotated[int, Field(ge=1)]
    left: float
    top: float
    width: float
    height: float


class DocumentQuoteBody(Body):
    """The stretch of text that was asked for."""

    start: int
    end: int
    text: str
    quote_sha256: str
    section: list[str]
    page: int | None
    page_label: str | None
    boxes: Annotated[list[BoxBody], Field(description="Where it is printed, line by line in reading order; empty where that is not known.")]


class DocumentBody(DocumentSummary):
    """One document, with its structure. Its text is at ``/documents/{document}/text``."""

    characters: int
    text_sha256: str
    headings: list[HeadingBody]
    pages: list[PageBody]
    quote: DocumentQuoteBody | None
