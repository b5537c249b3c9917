"""Templates and static files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from copro_qa.texts import texts

__all__ = ["STATIC_TYPES", "render", "render_part", "static_file", "web_address"]

_SCRIPT = "text/javascript; charset=utf-8"
STATIC_TYPES = {
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "ask.js": _SCRIPT,
    "source.js": _SCRIPT,
    "tools.js": _SCRIPT,
}
"""Every static file, with its media type."""


def render(template: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **context: object) -> Response:
    """A page. Everything in ``context`` is text to the templates: they escape it."""
    page = _environment().get_template(template).render(context)
    return Response(page.encode(), status, headers, "text/html; charset=utf-8")


def render_part(template: str, macro: str, *arguments: object) -> str:
    """What one macro of a template makes of these arguments."""
    return str(getattr(_environment().get_template(template).module, macro)(*arguments))


@cache
def static_file(name: str) -> bytes:
    """The content of a static file. Raises KeyError when there is none of that name."""
    if name not in STATIC_TYPES:
        raise KeyError(name)
    return files(__package__).joinpath("static", name).read_bytes()


def web_address(url: str | None) -> str | None:
    """``url`` if it leads to the web, so that a link to it can do nothing but open a page."""
    try:
        return url if url and urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc else None
    except ValueError:
        return None


@cache
def _static_address(name: str) -> str:
    """The address changes with the content, so that browsers may keep what they have."""
    return f"/static/{name}?v={hashlib.sha256(static_file(name)).hexdigest()[:12]}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__.rpartition(".")[0], "pages/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(say=texts(), static=_static_address)
    return environment
