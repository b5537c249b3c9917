"""The parts of a zipped document, when some of them are damaged: what can be read of each, and the file put together anew."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from lxml import etree

from copro_qa.texts import texts
from ingest.archive import DAMAGE

__all__ = ["PART_FAILURES", "damage_warnings", "is_whole", "packed", "part_of", "recovered", "what_is_left"]

PART_FAILURES = (KeyError, *DAMAGE)
"""What the standard library raises for a part that is missing or cannot be unpacked."""

_MOST_NAMED = 10


def part_of(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """The content of a part; None where it cannot be unpacked."""
    try:
        return archive.read(name)
    except PART_FAILURES:
        return None


def packed(parts: Mapping[str, bytes | None]) -> BytesIO:
    """A file of the parts that have content."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    file.seek(0)
    return file


def is_whole(data: bytes) -> bool:
    """Whether a part is XML from beginning to end."""
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (SyntaxError, ValueError):  # lxml's XMLSyntaxError is one
        return False
    return True


def recovered(data: bytes) -> Any | None:  # noqa: ANN401  # lxml
    """The root of what can be read of a part; None for nothing."""
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except (SyntaxError, ValueError):
        return None


def what_is_left(data: bytes) -> bytes | None:
    """The XML that can be read of a damaged part; None for nothing."""
    root = recovered(data)
    left: bytes = b"" if root is None else etree.tostring(root)
    return left if is_whole(left) else None


def damage_warnings(damaged: list[str]) -> list[str]:
    """What the person who looks after the documents is told of such parts, in one sentence for all of them; none for none."""
    named = [*damaged[:_MOST_NAMED], *(["…"] if len(damaged) > _MOST_NAMED else [])]
    return [texts()("noticed.damaged_parts", names=", ".join(named))] if named else []
