"""An OpenDocument text without the parts that the library wants and its readers do not need, or with damaged ones."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

from ingest.parsers.package_parts import is_whole, packed, part_of, what_is_left

__all__ = ["with_parts_mended"]

_OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
_TEXT, _KIND = "content.xml", "mimetype"
_EMPTY = {
    "styles.xml": f"<office:document-styles {_OFFICE}><office:styles/><office:master-styles/></office:document-styles>".encode(),
    "meta.xml": f"<office:document-meta {_OFFICE}><office:meta/></office:document-meta>".encode(),
    "META-INF/manifest.xml": b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
}
"""What stands for a part that is not there. The format can do without all of them but the last."""


def with_parts_mended(package: Path | BytesIO) -> tuple[Path | BytesIO, list[str]]:
    """The package, put together anew where such a part is missing or damaged, and the names of those that are damaged.

    What can be read of a damaged part is kept. The part with the text is left as it is: what was lost of that nobody can tell.
    """
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        parts = {name: part_of(archive, name) for name in _EMPTY if name in names}
        lacking = [name for name in _EMPTY if not is_whole(parts.get(name) or b"")]
        if not lacking:
            return package, []
        kept = {name: part_of(archive, name) for name in (_KIND, _TEXT) if name in names}
    mended = {name: (what_is_left(parts.get(name) or b"") or empty) if name in lacking else parts[name] for name, empty in _EMPTY.items()}
    return packed({**kept, **mended}), [name for name in lacking if name in parts]
