"""Why a model of a library could not be loaded, in one sentence for the person who has named it."""

from __future__ import annotations

__all__ = ["why"]

_ASKS_TO_BE_TRUSTED = "trust_remote_code"
"""What the libraries say of a model that brings program code along, which they are not told to run."""


def why(error: BaseException) -> str:
    """The first line of what the library says; plain words where the model brings program code along."""
    said = str(error).strip()
    if _ASKS_TO_BE_TRUSTED in said:
        return "It needs program code of its own, which copro-qa does not run."
    first = said.partition("\n")[0].rstrip(" :")
    return first if first.endswith((".", "!", "?")) else f"{first or type(error).__name__}."
