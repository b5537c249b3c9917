"""OpenDocument files with a password: the parts that hold the text, as they were before they were encrypted.

The ways are those of the OpenDocument standard (part 2, "Packages"): AES-256-CBC as LibreOffice writes it, Blowfish as OpenOffice does; and
the one that newer LibreOffice programs add, where the whole package is one part, encrypted with AES-256-GCM and a key from Argon2id.
"""

from __future__ import annotations

import zipfile
from base64 import b64decode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.archive import Archive, check_archive, inflated, xml_of
from ingest.parsers.odt_ciphers import Encryption

__all__ = ["open_package"]

_MANIFEST = "META-INF/manifest.xml"
_WHOLE_PACKAGE = "encrypted-package"
_PARTS_WITH_TEXT = ("content.xml", "styles.xml", "meta.xml")
_MOST_PACKAGE_BYTES = 512 * 2**20

# What a hostile file may ask for at most. LibreOffice asks for 100,000 rounds, or for three with 64 MiB; the most take a second or two.
_MOST_ROUNDS = 2_000_000
_MOST_ARGON_ROUNDS = 16
_MOST_ARGON_KIB = 256 * 1024
_MOST_ARGON_LANES = 16


def open_package(path: Path, passwords: Sequence[str] = ()) -> Path | BytesIO:
    """The file itself where nothing is encrypted, else a package of the parts that hold its text.

    An empty password is tried before those that are given. Raises DocumentUnreadable when none opens it, or when it is damaged.
    """
    with Archive(path) as archive:
        try:
            encryptions = _encryptions(archive)
            if not encryptions:
                return path
            for password in ("", *passwords):
                parts = _packed_parts(archive, encryptions, password)
                if parts:
                    return _whole(parts[_WHOLE_PACKAGE]) if _WHOLE_PACKAGE in parts else _package(archive, parts)
        except (ET.ParseError, KeyError, ValueError, TypeError, OverflowError) as error:
            raise DocumentUnreadable(texts()("unreadable.open_document")) from error
    raise DocumentUnreadable(texts()("unreadable.wrong_password" if passwords else "unreadable.needs_password"))


def _packed_parts(archive: Archive, encryptions: dict[str, Encryption], password: str) -> dict[str, bytes]:
    """The parts by their names; none where the password is wrong. Raises ValueError where it is right, and not all is as it was."""
    packed = {name: encryption.packed(archive.read(name), password) for name, encryption in encryptions.items()}
    parts = {name: part for name, part in packed.items() if part is not None}
    if 0 < len(parts) < len(packed):
        raise ValueError("parts do not agree with their checksums")
    return parts


def _whole(packed: bytes) -> BytesIO:
    package = BytesIO(inflated(packed, most_bytes=_MOST_PACKAGE_BYTES))
    check_archive(package)  # as the file itself was
    package.seek(0)
    return package


def _package(archive: Archive, packed: dict[str, bytes]) -> BytesIO:
    package = BytesIO()
    with zipfile.ZipFile(package, "w") as writing:
        for name in ("mimetype", *_PARTS_WITH_TEXT, _MANIFEST):
            if name in archive.names:
                writing.writestr(name, inflated(packed[name]) if name in packed else archive.read(name))
    package.seek(0)
    return package


_CIPHERS = {
    "Blowfish CFB": "blowfish",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#blowfish": "blowfish",
    "http://www.w3.org/2001/04/xmlenc#aes256-cbc": "aes256-cbc",
    "http://www.w3.org/2009/xmlenc11#aes256-gcm": "aes256-gcm",
}
_DERIVATIONS = {
    "PBKDF2": "PBKDF2",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#pbkdf2": "PBKDF2",
    "urn:org:documentfoundation:names:experimental:office:manifest:argon2id": "Argon2id",
}


def _encryptions(archive: Archive) -> dict[str, Encryption]:
    """How each part that holds text is encrypted, by its name; empty where none is."""
    manifest = archive.read(_MANIFEST) if _MANIFEST in archive.names else b""
    if b"encryption-data" not in manifest:
        return {}
    found = {}
    for entry in xml_of(manifest).iter():
        name = _attributes(entry).get("full-path", "")
        data = _child(entry, "encryption-data")
        if data is not None and name in (*_PARTS_WITH_TEXT, _WHOLE_PACKAGE) and name in archive.names:
            found[name] = _encryption(data)
    return found


def _encryption(data: ET.Element) -> Encryption:
    """Raises KeyError and ValueError for what is no description, DocumentUnreadable for a way that is not supported."""
    about = _attributes(data)
    cipher, start, derivation = (_attributes(_child(data, name)) for name in ("algorithm", "start-key-generation", "key-derivation"))
    kind = _DERIVATIONS.get(derivation["key-derivation-name"])
    if kind is None or cipher["algorithm-name"] not in _CIPHERS:  # a key of a person (PGP), say
        raise DocumentUnreadable(texts()("unreadable.protected"))
    names = ("iteration-count",) if kind == "PBKDF2" else ("argon2-iterations", "argon2-memory", "argon2-lanes")
    numbers = tuple(int(derivation[name]) for name in names)
    most = (_MOST_ROUNDS,) if kind == "PBKDF2" else (_MOST_ARGON_ROUNDS, _MOST_ARGON_KIB, _MOST_ARGON_LANES)
    if any(number > limit for number, limit in zip(numbers, most, strict=True)):
        raise DocumentUnreadable(texts()("unreadable.protected"))
    checksum = about.get("checksum-type")
    return Encryption(
        cipher=_CIPHERS[cipher["algorithm-name"]],
        vector=_bytes(cipher["initialisation-vector"]),
        start="sha256" if "sha256" in start.get("start-key-generation-name", "").lower() else "sha1",
        derivation=kind,
        numbers=numbers,
        salt=_bytes(derivation["salt"]),
        key_bytes=min(int(derivation.get("key-size", "16")), 64),
        checksum=("sha256" if "sha256" in checksum.lower() else "sha1", _bytes(about["checksum"])) if checksum else None,
    )


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)


def _child(element: ET.Element, name: str) -> ET.Element | None:
    return next((child for child in element if child.tag.rpartition("}")[2] == name), None)


def _attributes(element: ET.Element | None) -> dict[str, str]:
    """By their names without namespaces; files of three programs name them in two."""
    return {} if element is None else {name.rpartition("}")[2]: value for name, value in element.items()}
