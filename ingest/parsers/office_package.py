"""What is put right in a Word document or presentation before its library opens it: names of the strict standard, and damaged parts.

The libraries open a file whole or not at all. Of what they cannot open, all is kept that can be read, and the rest is named.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from docx.opc.exceptions import PackageNotFoundError
from lxml import etree

from copro_qa.texts import texts
from ingest.archive import check_archive

__all__ = ["FAILURES", "damage_warnings", "in_usual_names", "open_mended"]

FAILURES = (KeyError, ValueError, AttributeError, TypeError, OSError, SyntaxError, NotImplementedError, EOFError,
    PackageNotFoundError, zipfile.BadZipFile, zlib.error)  # fmt: skip
"""What the libraries raise for files that are not whole. lxml's XMLSyntaxError is a SyntaxError."""

Opened = TypeVar("Opened")

_MOST_NAMED = 10
_TYPES, _ROOT_RELATIONS = "[Content_Types].xml", "_rels/.rels"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_RESPELLED = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
_EMPTY_FORMS = {"slideLayouts": "sldLayout", "slideMasters": "sldMaster"}  # which each slide must have, whatever is in them


def in_usual_names(file: Path | BytesIO) -> Path | BytesIO:
    """A file that is saved as "Strict Open XML" under the names that programs use otherwise; any other file as it is.

    Raises DocumentUnreadable for a file that is no archive, or one of parts that are far too large.
    """
    check_archive(file)
    with zipfile.ZipFile(file) as archive:
        try:
            if _STRICT not in archive.read(_ROOT_RELATIONS):
                return file
        except FAILURES:
            return file
        parts = {name: _read(archive, name) for name in archive.namelist()}
    for name, data in parts.items():
        if data is not None and _STRICT in data and name.endswith((".xml", ".rels")):
            usual = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
            for strict, other in _RESPELLED.items():
                usual = usual.replace(b"/2006/" + strict, b"/2006/" + other).replace(b"relationships/" + strict, b"relationships/" + other)
            parts[name] = usual
    return _packed(parts)


def open_mended(file: Path | BytesIO, library: Callable[[str | BytesIO], Opened]) -> tuple[Opened, list[str]]:
    """What a library makes of a file, and the names of its parts that are damaged or missing. Raises what the library raises.

    Only where it fails, the parts are looked through: what can be read of a damaged one is kept, and nothing leads to one that is missing.
    The part with the text is left as it is: what was lost of that nobody can tell.
    """
    try:
        return library(str(file) if isinstance(file, Path) else file), []
    except FAILURES:
        with zipfile.ZipFile(file) as archive:
            parts = {name.replace("\\", "/"): _read(archive, name) for name in archive.namelist() if not name.endswith("/")}
        damaged = _mend(parts)
    return library(_packed(parts)), damaged


def damage_warnings(damaged: list[str]) -> list[str]:
    """What the person who looks after the documents is told of such parts, in one sentence for all of them; none for none."""
    named = [*damaged[:_MOST_NAMED], *(["…"] if len(damaged) > _MOST_NAMED else [])]
    return [texts()("noticed.damaged_parts", names=", ".join(named))] if named else []


def _read(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        return archive.read(name)
    except FAILURES:
        return None


def _packed(parts: Mapping[str, bytes | None]) -> BytesIO:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts.items():
            if data is not None:
                archive.writestr(name, data)
    packed.seek(0)
    return packed


def _mend(parts: dict[str, bytes | None]) -> list[str]:
    """Changes the parts so that all of them can be opened; the names of those that were damaged or missing."""
    main = _main_part(parts)
    damaged = [name for name, data in parts.items() if data is None]
    for name, data in parts.items():
        if data is not None and name.endswith((".xml", ".rels")) and name not in (_TYPES, _ROOT_RELATIONS, main) and not _is_whole(data):
            damaged.append(name)
            parts[name] = _what_is_left(name, data)
    missing: dict[str, None] = {}
    for name, data in parts.items():
        if data is not None and name.endswith(".rels"):
            parts[name] = _without_dead_ends(name, data, parts, missing)
    _name_all_types(parts)
    return [*damaged, *(name for name in missing if name not in damaged)]


def _main_part(parts: Mapping[str, bytes | None]) -> str:
    """The name of the part with the text; empty where the file does not lead to it."""
    root = _recovered(parts.get(_ROOT_RELATIONS) or b"")
    relations = () if root is None else root.iter(_RELATION)
    return next(((one.get("Target") or "").lstrip("/") for one in relations if (one.get("Type") or "").endswith("/officeDocument")), "")


def _is_whole(data: bytes) -> bool:
    try:
        etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (SyntaxError, ValueError):
        return False
    return True


def _recovered(data: bytes) -> Any | None:  # noqa: ANN401  # lxml
    try:
        return etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    except (SyntaxError, ValueError):
        return None


def _what_is_left(name: str, data: bytes) -> bytes | None:
    """What can be read of a damaged part. Of a form for slides nothing is kept but that it is there."""
    form = _EMPTY_FORMS.get(posixpath.basename(posixpath.dirname(name)))
    if form:
        return f'<p:{form} xmlns:p="{_PRESENTATION}"><p:cSld><p:spTree/></p:cSld></p:{form}>'.encode()
    root = _recovered(data)
    left: bytes = b"" if root is None else etree.tostring(root)
    return left if _is_whole(left) else None


def _without_dead_ends(name: str, data: bytes, parts: Mapping[str, bytes | None], missing: dict[str, None]) -> bytes:
    """Relations without those to parts of the file that are not there, whose names go to ``missing``."""
    root = _recovered(data)
    if root is None:
        return data
    base = posixpath.dirname(posixpath.dirname(name))
    names = {one.lower(): one for one, content in parts.items() if content is not None}  # of parts that can be opened
    for relation in [one for one in root.iter(_RELATION) if one.get("TargetMode") != "External"]:
        target = posixpath.normpath(posixpath.join("/", base, relation.get("Target") or "")).lstrip("/")
        found = names.get(target.lower())
        if found is None:
            relation.getparent().remove(relation)
            missing[target] = None
        elif found != target:  # large and small letters are the same in names of parts
            relation.set("Target", f"/{found}")
    written: bytes = etree.tostring(root)
    return written


def _name_all_types(parts: dict[str, bytes | None]) -> None:
    """Says of parts that they are data where the file does not say what they are."""
    root = _recovered(parts.get(_TYPES) or b"")
    if root is None:
        return
    named = {(node.get("PartName") or "").lstrip("/").lower() for node in root.iter(f"{_TYPE}Override")}
    endings = {(node.get("Extension") or "").lower() for node in root.iter(f"{_TYPE}Default")}
    for name in parts:
        ending = posixpath.splitext(name)[1].lstrip(".").lower()
        if name.lower() not in named and ending not in endings:
            etree.SubElement(root, f"{_TYPE}Default", {"Extension": ending, "ContentType": "application/octet-stream"})
            endings.add(ending)
    parts[_TYPES] = etree.tostring(root)
