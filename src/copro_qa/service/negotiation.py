"""What kind of answer a client asks for, and whether it has it already."""

from __future__ import annotations

from starlette.requests import Request

__all__ = ["matches_etag", "prefers_html"]


def prefers_html(request: Request) -> bool:
    """Whether the Accept header puts a page before JSON. One that says nothing of either gets JSON."""
    accepted = _weights(request.headers.get("accept", ""))
    return _weight(accepted, "text/html") > _weight(accepted, "application/json")


def matches_etag(request: Request, etag: str) -> bool:
    """Whether the client has this version already, by its If-None-Match header."""
    named = (tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(","))
    return any(tag in {etag, "*"} for tag in named)


def _weights(accept: str) -> dict[str, float]:
    weights = {}
    for entry in accept.split(","):
        media_type, *parameters = (part.strip().lower() for part in entry.split(";"))
        quality = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
        try:
            weights[media_type] = float(quality)
        except ValueError:
            weights[media_type] = 0.0
    return weights


def _weight(accepted: dict[str, float], media_type: str) -> float:
    general = f"{media_type.partition('/')[0]}/*"
    return next((accepted[name] for name in (media_type, general, "*/*") if name in accepted), 0.0)
