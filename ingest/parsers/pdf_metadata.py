"""What a PDF file says of itself: facts, page labels and outline. Damage here never stops the text from being read."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from copro_qa.texts import texts
from ingest.facts import date_from_text, people, sensible_title
from ingest.parsed import FileFacts
from ingest.printed.document import OutlineEntry

__all__ = ["PdfMetadata", "read_metadata"]

_MAXIMUM_OUTLINE_ENTRIES = 2000


@dataclass(slots=True)
class PdfMetadata:
    """``labels`` holds one label a page, or none at all when the file gives none."""

    facts: FileFacts = field(default_factory=FileFacts)
    labels: list[str] = field(default_factory=list)
    outline: list[OutlineEntry] = field(default_factory=list)
    has_layers: bool = True
    """Whether the file has layers, or nobody knows."""
    warnings: list[str] = field(default_factory=list)


def read_metadata(path: Path, password: str | None) -> PdfMetadata:
    """What the file says of itself, as far as it can be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on damaged files are for its developers
    metadata = PdfMetadata()
    try:
        with path.open("rb") as file:
            reader = PdfReader(file)
            if reader.is_encrypted:
                reader.decrypt(password or "")
            for read in (_read_layers, _read_facts, _read_labels, _read_outline):
                try:
                    read(reader, metadata)
                except Exception:  # noqa: BLE001  # pypdf raises whatever a damaged file makes it trip over
                    metadata.warnings.append(texts()("noticed.facts_in_part"))
    except Exception:  # noqa: BLE001  # see above
        metadata.warnings.append(texts()("noticed.facts"))
    return metadata


def _read_facts(reader: PdfReader, metadata: PdfMetadata) -> None:
    information = reader.metadata
    xmp = _xmp(reader)
    title = sensible_title(_text(information.get("/Title")) if information else None) or sensible_title(_first(xmp.get("title")))
    authors = people([_text(information.get("/Author")) or ""]) if information else ()
    language = reader.root_object.get("/Lang")
    metadata.facts = FileFacts(
        title=title,
        authors=authors or people([str(name) for name in xmp.get("creator") or ()]),
        publisher=_first(xmp.get("publisher")),
        published=date_from_text(_first(xmp.get("date"))),
        licence=_first(xmp.get("rights")),
        language=_text(language) or _first(xmp.get("language")),
        made=date_from_text(_text(information.get("/CreationDate"))) if information else None,
    )


def _text(value: Any) -> str | None:  # noqa: ANN401  # an object of pypdf
    """A text of the file, which may stand elsewhere in it than where it is named, as macOS writes them all."""
    if value is not None and hasattr(value, "get_object"):
        value = value.get_object()
    return str(value) if isinstance(value, str | bytes) and value else None


def _xmp(reader: PdfReader) -> dict[str, Any]:
    """The Dublin Core facts of the file's XMP packet."""
    try:
        packet = reader.xmp_metadata
    except Exception:  # noqa: BLE001  # the packet is XML of any quality
        return {}
    if packet is None:
        return {}
    facts = {}
    for name in ("title", "creator", "publisher", "date", "rights", "language"):
        with suppress(Exception):  # each is read from the packet only here
            facts[name] = getattr(packet, f"dc_{name}")
    return facts


def _first(value: Any) -> str | None:  # noqa: ANN401  # lists and language tables of pypdf
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        value = value[0] if value else None
    text = " ".join(str(value).split()) if value else ""
    return text or None


def _read_labels(reader: PdfReader, metadata: PdfMetadata) -> None:
    if "/PageLabels" in reader.root_object:
        metadata.labels = [str(label) for label in reader.page_labels]


def _read_layers(reader: PdfReader, metadata: PdfMetadata) -> None:
    metadata.has_layers = "/OCProperties" in reader.root_object


def _read_outline(reader: PdfReader, metadata: PdfMetadata) -> None:
    def walk(entries: Sequence[Any], level: int) -> None:
        for entry in entries:
            if len(metadata.outline) >= _MAXIMUM_OUTLINE_ENTRIES:
                return
            if isinstance(entry, list):
                walk(entry, level + 1)
            elif entry.title:
                page = reader.get_destination_page_number(entry)
                metadata.outline.append(OutlineEntry(str(entry.title), level, None if page is None or page < 0 else page + 1))

    walk(reader.outline, 1)
