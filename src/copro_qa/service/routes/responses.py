"""What the routes have in common: JSON out, and the problems that a route may answer with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from copro_qa.service.schemas.problems import ProblemBody

__all__ = ["json_response", "problems"]

_WHEN = {
    401: "The editors' key is missing or wrong.",
    403: "Changing documents over the web is switched off, or a browser says that another website sent the request.",
    404: "There is nothing by that name.",
    408: "The request's body did not arrive in time.",
    409: "The original file, or the documents since the answer was given, have changed, or come from no folder; `detail` says which.",
    413: "The request is larger than is allowed: 256 KiB, or what is set for uploads.",
    415: "The request is not JSON.",
    422: "Something in the request is missing or not allowed; `errors` says what, where, and what to do.",
    429: "Too many questions, or wrong keys, from one address; `Retry-After` says how long to wait.",
    500: "The documents could not be changed; the log says why.",
    503: "No index can answer yet, or all places in the queue are taken; `Retry-After` says when to try again.",
    507: "The file could not be written, or as much is kept as may be.",
}


def json_response(payload: Mapping[str, object], headers: Mapping[str, str] | None = None, *, status: int = 200) -> Response:
    """A payload as JSON, in UTF-8."""
    content = json.dumps(payload, ensure_ascii=False, allow_nan=False).encode()
    return Response(content, status, headers=headers, media_type="application/json")


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's ``responses``: these statuses, each with a problem body."""
    return {status: {"model": ProblemBody, "description": _WHEN[status]} for status in statuses}
