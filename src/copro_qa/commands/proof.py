"""``copro-qa show`` and ``verify``: a document with a quote marked in it, and whether quotes are what they say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from copro_qa.commands.given import (
    IndexOption,
    JsonOption,
    print_json,
    print_text,
    read_json,
    settings_for,
)
from copro_qa.settings import Settings

__all__ = ["app"]

app = typer.Typer()


@app.command()
def show(
    document: Annotated[str, typer.Argument(help="A document's path or id.")],
    quote: Annotated[str | None, typer.Option(help="Mark the text from START to END.", metavar="START:END")] = None,
    index: IndexOption = None,
    image: Annotated[
        Path | None,
        typer.Option(
            help="Draw the page of a PDF to this PNG file instead; a quote over several pages gives a file for each.", dir_okay=False
        ),
    ] = None,
    page: Annotated[int | None, typer.Option(help="Which page to draw, counted from 1.", show_default="the quote's", min=1)] = None,
    width: Annotated[int, typer.Option(help="Pixels of the drawn page from left to right.", min=100, max=2400)] = 1000,
    corpus: Annotated[Path | None, typer.Option(help="The folder that holds the documents.", show_default="corpus")] = None,
) -> None:
    """Show a document's text, with a quote marked between >>> and <<<; or draw its page, with the quote marked."""
    from copro_qa.commands.drawing import draw_pages, quoted_span
    from copro_qa.store.index_folder import open_current

    generation = open_current(settings_for(index).index)
    found = generation.document(document)
    span = None if quote is None else quoted_span(found, quote)
    if image is not None:
        for file in draw_pages(generation, found, corpus or Settings.from_environment().corpus, image, span=span, page=page, width=width):
            print(file)
    elif span is None:
        print_text(found.text)
    else:
        print_text(f"{found.text[: span.start]}>>>{span.text}<<<{found.text[span.end :]}")


@app.command()
def verify(
    answer: Annotated[Path, typer.Argument(help="What ask --json printed, or an export in JSON. - is standard input.", allow_dash=True)],
    file: Annotated[
        list[Path] | None, typer.Option(help="Check against this original file alone, without an index. May be given several times.")
    ] = None,
    index: IndexOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check every quote of an answer, character for character. Exit status 1 when anything differs."""
    from copro_qa.commands.terminal import render_check
    from copro_qa.provenance.library import GenerationLibrary, Library
    from copro_qa.provenance.original_files import read_originals
    from copro_qa.provenance.verify import check_payload
    from copro_qa.provenance.verify import verify as verify_record
    from copro_qa.store.index_folder import open_current

    given = read_json(answer)
    if file:
        library: Library = read_originals(file)
        against = ", ".join(map(str, file))
    else:
        generation = open_current(settings_for(index).index)
        library, against = GenerationLibrary(generation), generation.id
    check = verify_record(given, library)
    if as_json:
        print_json(check_payload(check, against))
    else:
        print(render_check(check, against if file else f"generation {against} of the index"))
    if not check.verified:
        sys.exit(1)
