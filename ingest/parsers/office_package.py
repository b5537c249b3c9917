"""What is put right in a Word document or presentation before its library opens it: names of the strict standard, and damaged parts.

The libraries open a file whole or not at all. Of what they cannot open, all is kept that can be read, and the rest is named.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from lxml import etree

from ingest.archive import check_archive
from ingest.parsers.package_parts import PART_FAILURES, is_whole, packed, part_of, recovered, what_is_left

__all__ = ["FAILURES", "in_usual_names", "open_mended"]

FAILURES = (*PART_FAILURES, AttributeError, TypeError, SyntaxError)
"""What the libraries raise for files that are not whole, beside errors of their own. lxml's XMLSyntaxError is a SyntaxError."""

Opened = TypeVar("Opened")

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
        parts = {name: part_of(archive, name) for name in archive.namelist()}
    for name, data in parts.items():
        if data is not None and _STRICT in data and name.endswith((".xml", ".rels")):
            usual = _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
            for strict, other in _RESPELLED.items():
                usual = usual.replace(b"/2006/" + strict, b"/2006/" + other).replace(b"relationships/" + strict, b"relationships/" + other)
            parts[name] = usual
    return packed(parts)


def open_mended(file: Path | BytesIO, library: Callable[[str | BytesIO], Opened]) -> tuple[Opened, list[str]]:
    """What a library makes of a file, and the names of its parts that are damaged or missing. Raises what the library raises.

    Only where it fails, the parts are looked through: what can be read of a damaged one is kept, and nothing leads to one that is missing.
    The part with the text is left as it is: what was lost of that nobody can tell.
    """
    try:
        return library(str(file) if isinstance(file, Path) else file), []
    except FAILURES:
        with zipfile.ZipFile(file) as archive:
            parts = {name.replace("\\", "/"): part_of(archive, name) for name in archive.namelist() if not name.endswith("/")}
        damaged = _mend(parts)
    return library(packed(parts)), damaged


def _mend(parts: dict[str, bytes | None]) -> list[str]:
    """Changes the parts so that all of them can be opened; the names of those that were damaged or missing."""
    main = _main_part(parts)
    damaged = [name for name, data in parts.items() if data is None]
    for name, data in parts.items():
        if data is not None and name.endswith((".xml", ".rels")) and name not in (_TYPES, _ROOT_RELATIONS, main) and not is_whole(data):
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
    root = recovered(parts.get(_ROOT_RELATIONS) or b"")
    relations = () if root is None else root.iter(_RELATION)
    return next(((one.get("Target") or "").lstrip("/") for one in relations if (one.get("Type") or "").endswith("/officeDocument")), "")


def _what_is_left(name: str, data: bytes) -> bytes | None:
    """What can be read of a damaged part. Of a form for slides nothing is kept but that it is there."""
    form = _EMPTY_FORMS.get(posixpath.basename(posixpath.dirname(name)))
    if form:
        return f'<p:{form} xmlns:p="{_PRESENTATION}"><p:cSld><p:spTree/></p:cSld></p:{form}>'.encode()
    return what_is_left(data)


def _without_dead_ends(name: str, data: bytes, parts: Mapping[str, bytes | None], missing: dict[str, None]) -> bytes:
    """Relations without those to parts of the file that are not there, whose names go to ``missing``."""
    root = recovered(data)
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
    root = recovered(parts.get(_TYPES) or b"")
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
