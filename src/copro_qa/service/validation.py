"""What is wrong with a request's body or parameters, in plain words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from copro_qa.service.problems import Problem, Slip
from copro_qa.texts import texts

__all__ = ["JsonRoute", "problem_of_validation", "unusable_text"]

_MOST_SLIPS = 20
_LONGEST_NAME = 60
_LINE_CHARACTERS = "\t\n\r"


def unusable_text(text: str) -> bool:
    """Whether a text holds what no text holds: control characters, or half of a surrogate pair."""
    return any((character < " " and character not in _LINE_CHARACTERS) or "\x7f" <= character <= "\x9f" for character in text) or any(
        "\ud800" <= character <= "\udfff" for character in text
    )


def problem_of_validation(error: RequestValidationError) -> Problem:
    """A validation error as a problem. What was sent is not repeated, but for the names of fields."""
    return Problem(422, "invalid_input", errors=[_slip(found) for found in error.errors()[:_MOST_SLIPS]])


def _slip(found: dict[str, Any]) -> Slip:
    say, kind = texts(), str(found["type"])
    # Of texts only "expected" is ours: the values that there are.
    limits = {key: value for key, value in found.get("ctx", {}).items() if isinstance(value, int) or key == "expected"}
    try:
        what, what_to_do = say(f"slips.{kind}.what", **limits), say(f"slips.{kind}.what_to_do", **limits)
    except KeyError:
        what, what_to_do = say("slips.other.what"), say("slips.other.what_to_do")
    return Slip(what, _where(found["loc"]), what_to_do)


def _where(location: Sequence[str | int]) -> str:
    """``("body", "history", 0, "question")`` as ``body.history[0].question``."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part[:_LONGEST_NAME]}" for part in location]
    return "".join(parts).lstrip(".")


class JsonRoute(APIRoute):
    """A route whose body must be JSON in UTF-8; says plainly when it is not."""

    def get_route_handler(self) -> Any:  # noqa: ANN401  the type is FastAPI's own
        """Checks the body before FastAPI reads it."""
        handle = super().get_route_handler()

        async def checked(request: Request) -> Response:
            if self.body_field is not None:
                _check_media_type(request)
                _check_json(await request.body())
            response: Response = await handle(request)
            return response

        return checked


def _check_media_type(request: Request) -> None:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise Problem(415, "wrong_media_type", headers={"Accept-Post": "application/json"})


def _check_json(body: bytes) -> None:
    try:
        json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise _unreadable("not_utf8", f"byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise _unreadable("not_json", f"line {error.lineno}, column {error.colno}") from None
    # Numbers too long to be read, and brackets nested too deep.
    except (ValueError, RecursionError):
        raise _unreadable("not_json", "body") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _unreadable(kind: str, where: str) -> Problem:
    say = texts()
    return Problem(422, "invalid_input", errors=[Slip(say(f"slips.{kind}.what"), where, say(f"slips.{kind}.what_to_do"))])
