"""What ``copro-qa show`` does beside printing text: finds the quote that is meant, and draws the pages that it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from copro_qa.document import Document, Span
from copro_qa.errors import InvalidInput, PageNotFound
from copro_qa.provenance.page_images import PageImages, marked_pages, page_boxes
from copro_qa.store.generation import Generation

__all__ = ["draw_pages", "quoted_span"]


def quoted_span(document: Document, quote: str) -> Span:
    """The span that ``START:END`` names. Raises InvalidInput."""
    start, separator, end = quote.partition(":")
    if not (separator and start.isdecimal() and end.isdecimal()):
        raise InvalidInput(f"{quote!r} is not a quote's place. Write START:END, such as 120:240.")
    return document.span(int(start), int(end))


def draw_pages(
    generation: Generation, document: Document, corpus: Path, image: Path, *, span: Span | None, page: int | None, width: int
) -> Iterator[Path]:
    """Draws one page, or each page that ``span`` is printed on, to PNG files, and names them as they are written.

    The first is ``image``; further ones have their page's number behind its name. Raises PageNotFound, NoPageImages or OriginalUnavailable
    for a page that cannot be drawn, InvalidInput when a file cannot be written.
    """
    boxes = page_boxes(generation, document)
    marked = boxes.boxes(span.start, span.end) if span else ()
    pages = [page] if page is not None else (marked_pages(boxes, span) if span else []) or [1]
    if pages[0] not in boxes.pages:
        raise PageNotFound(document.source.path, len(boxes.pages), pages[0])
    images = PageImages(corpus)
    try:
        for number in pages:
            file = image if number == pages[0] else image.with_stem(f"{image.stem}-page-{number}")
            picture = images.draw(document, number, width=width, boxes=marked)
            try:
                file.write_bytes(picture)
            except OSError as error:
                raise InvalidInput(f"{file} cannot be written: {error.strerror or error}.") from error
            yield file
    finally:
        images.close()
