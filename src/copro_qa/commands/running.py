"""``copro-qa serve`` and ``copro-qa index``: the service, and the index that it answers from."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Annotated

import typer

from copro_qa.commands.given import (
    IndexOption,
    settings_for,
)
from copro_qa.commands.ingest_program import run_ingest

__all__ = ["app"]

app = typer.Typer()


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.", show_default="8000", min=0, max=65535)] = None,
    index: IndexOption = None,
) -> None:
    """Serve the chat page and the API."""
    from copro_qa.service.app import serve as serve_app

    settings = settings_for(index)
    serve_app(replace(settings, host=host or settings.host, port=settings.port if port is None else port))


@app.command("index", context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []})
def build_index(context: typer.Context) -> None:
    """Build the index, or bring it up to date (see: copro-qa index --help)."""
    sys.exit(run_ingest("build", *context.args))
