"""The description of the API: FastAPI's own, with problems under their own media type."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from copro_qa.service.problems import MEDIA_TYPE

__all__ = ["describe"]

_FASTAPIS_OWN = "HTTPValidationError"


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document; made once."""
    if app.openapi_schema is None:
        description = get_openapi(title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes)
        for methods in description["paths"].values():
            for operation in methods.values():
                # FastAPI supposes that every parameter can be wrong; ours that can say so themselves.
                if _FASTAPIS_OWN in str(operation["responses"].get("422")):
                    del operation["responses"]["422"]
                for status, response in operation["responses"].items():
                    content = response.get("content", {})
                    if int(status) >= 400 and "application/json" in content:  # noqa: PLR2004  where HTTP's errors begin
                        content[MEDIA_TYPE] = content.pop("application/json")
        for name in (_FASTAPIS_OWN, "ValidationError"):
            description["components"]["schemas"].pop(name, None)
        description["components"]["securitySchemes"] = {
            "editors_key": {"type": "http", "scheme": "bearer", "description": "The value of COPRO_QA_EDITOR_KEY."}
        }
        app.openapi_schema = description
    return app.openapi_schema
