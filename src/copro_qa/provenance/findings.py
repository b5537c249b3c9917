"""What a check found to differ, field by field. Values are compared as JSON, so that ``true`` is not 1, and 1.0 is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from copro_qa.errors import InvalidInput
from copro_qa.payload import canonical_json

__all__ = ["Finding", "Record", "as_record", "compared", "position", "text_of"]

Record = Mapping[str, Any]
"""A JSON object from anywhere."""

_LONGEST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Finding:
    """A field that does not say what the document says. ``field`` is its path (``citation.page``); a value that is not there is None."""

    field: str
    given: object
    found: object


def compared(given: Record, expected: Record, *, under: str = "", leaving_out: Collection[str] = ()) -> Iterator[Finding]:
    """The fields of ``given`` that differ from ``expected``, or that it does not have. A field that is not given is not a finding."""
    for name, value in given.items():
        field = f"{under}{name}"[:_LONGEST_SHOWN]
        if field in leaving_out:
            continue
        if name not in expected:
            yield Finding(field, _shortened(value), None)
        elif isinstance(value, Mapping) and isinstance(expected[name], Mapping):
            yield from compared(value, expected[name], under=f"{field}.", leaving_out=leaving_out)
        elif canonical_json(value) != canonical_json(expected[name]):
            yield Finding(field, _shortened(value), expected[name])


def as_record(value: object, what: str) -> Record:
    """``value`` as a JSON object. Raises InvalidInput, which names it ``what``."""
    if not isinstance(value, Mapping):
        raise InvalidInput(f"{what} is not a JSON object. Give what copro-qa ask --json or POST /ask has answered.")
    return value


def text_of(record: Record, name: str) -> str:
    """A text of the record. Raises InvalidInput."""
    value = record.get(name)
    if not isinstance(value, str) or not value:
        raise InvalidInput(f'A quote has no "{name}". Give what copro-qa ask --json or POST /ask has answered.')
    return value


def position(record: Record, name: str) -> int | None:
    """An offset of the record; None for anything that is not one."""
    value = record.get(name)
    return value if type(value) is int and value >= 0 else None


def _shortened(value: object) -> object:
    if isinstance(value, str):
        return value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    written = json.dumps(value, ensure_ascii=False)
    return value if len(written) <= _LONGEST_SHOWN else f"{written[:_LONGEST_SHOWN]}…"
