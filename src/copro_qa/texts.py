"""Every sentence that a person reads on a page, from one catalogue: ``texts.toml``. The service and the indexer share it."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["Texts", "texts"]

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Texts:
    """The catalogue. ``texts("answer.searched", count=3)`` gives a sentence with its values filled in.

    A text that depends on a number has the forms ``one`` and ``other``, and ``count`` picks between them.
    Raises KeyError for a name or a value that is not there.
    """

    def __init__(self, catalogue: dict[str, Any]) -> None:
        self._catalogue = catalogue

    def __call__(self, name: str, /, **values: object) -> str:
        """The text of this name, with its values."""
        entry: Any = self._catalogue
        for part in name.split("."):
            entry = entry[part]
        if isinstance(entry, dict):
            entry = entry["one" if values["count"] == 1 else "other"]
        if not isinstance(entry, str):
            raise KeyError(name)
        return entry.format(**{key: f"{value:,}" if type(value) is int else value for key, value in values.items()})

    def list(self, name: str) -> list[str]:
        """The texts of this name, where it has several. Raises KeyError when there is none."""
        entry: Any = self._catalogue
        for part in name.split("."):
            entry = entry[part]
        return [str(text) for text in entry]

    def date(self, written: str) -> str:
        """A year, a month or a day as people write it: ``2015``, ``June 2015``, ``24 June 2015``. Anything else stays as it is."""
        match = _DATE.fullmatch(written)
        months: list[str] = self._catalogue["months"]
        if match is None or not 1 <= int(match[2] or 1) <= len(months):
            return written
        parts = [str(int(match[3])) if match[3] else "", months[int(match[2]) - 1] if match[2] else "", match[1]]
        return " ".join(part for part in parts if part)

    def day_of(self, moment: str) -> str:
        """The day of a moment in ISO 8601, as people write it."""
        try:
            return self.date(datetime.fromisoformat(moment).date().isoformat())
        except ValueError:
            return moment


@cache
def texts() -> Texts:
    """The catalogue that lies beside this file."""
    return Texts(tomllib.loads(files(__package__).joinpath("texts.toml").read_text(encoding="utf-8")))
