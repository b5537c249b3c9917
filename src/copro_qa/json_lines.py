"""Reading a line of a JSON Lines file: the one place that says what is wrong with a line that is no JSON object."""

from __future__ import annotations

import json
from typing import Any

from copro_qa.errors import InvalidInput

__all__ = ["object_of_line"]


def object_of_line(line: bytes, named: str) -> dict[str, Any]:
    """The object that ``line`` holds (UTF-8, with or without a byte order mark). ``named`` begins the messages: "Line 3", or "it".

    Raises InvalidInput.
    """
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{named} is not UTF-8 text (byte {error.start + 1}). Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise InvalidInput(f"{named} is not JSON: {error.msg} at character {error.pos + 1}.") from error
    # A number of more digits than can be read, or brackets in brackets without end.
    except (ValueError, RecursionError) as error:
        raise InvalidInput(f"{named} is not JSON that can be read.") from error
    if not isinstance(record, dict):
        raise InvalidInput(f"{named} is not a JSON object. Write one {{…}} a line.")
    if b"\\u" in line and not _is_text(record):
        raise InvalidInput(f"{named} has a character that is only half there (\\ud800 to \\udfff without its other half).")
    return record


def _is_text(record: dict[str, Any]) -> bool:
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
