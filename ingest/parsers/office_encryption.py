"""Word documents and presentations with a password: an OLE container around the encrypted file (MS-OFFCRYPTO), taken out of it."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

import olefile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.ecma376_agile import ECMA376Agile
from msoffcrypto.method.ecma376_standard import ECMA376Standard

from copro_qa.errors import DocumentUnreadable
from copro_qa.texts import texts
from ingest.file_kind import FileKind

__all__ = ["decrypted_office_file"]

_MOST_ROUNDS = 1_000_000
"""Of hashing that a password has to go through. Office makes 100,000; each million takes some seconds here."""
_SEGMENT_BYTES = 4096  # each is encrypted by itself, behind the 8 bytes that tell the size of all
_FAILURES = (DecryptionError, InvalidKeyError, FileFormatError, ParseError, ArithmeticError, LookupError, OSError, SyntaxError,
    TypeError, ValueError, struct.error, ExpatError)  # fmt: skip  # of files that are not what they say


def decrypted_office_file(path: Path, passwords: Sequence[str] = ()) -> io.BytesIO:
    """The file inside, as it was before it was encrypted. An empty password is tried before those that are given.

    Raises DocumentUnreadable: no password opens it, it is damaged, or it is no encrypted file after all but an old Office file.
    """
    try:
        with olefile.OleFileIO(str(path)) as container:
            parts = {"/".join(names) for names in container.listdir()}
    except _FAILURES as error:
        raise DocumentUnreadable(FileKind.OLD_OFFICE.reason) from error
    if "EncryptedPackage" not in parts:
        raise DocumentUnreadable(FileKind.OLD_OFFICE.reason)
    if "EncryptionInfo" not in parts:  # rights that a server of the publisher gives out
        raise DocumentUnreadable(texts()("unreadable.protected"))
    with path.open("rb") as stream:
        return _decrypted(stream, passwords)


def _decrypted(stream: io.BufferedReader, passwords: Sequence[str]) -> io.BytesIO:
    try:
        file = OOXMLFile(stream)
    except DecryptionError as error:  # another way of encrypting, or more rounds than the format allows
        raise DocumentUnreadable(texts()("unreadable.protected")) from error
    except _FAILURES as error:
        raise _damaged() from error
    if file.type == "agile" and file.info["spinValue"] > _MOST_ROUNDS:
        raise DocumentUnreadable(texts()("unreadable.protected"))
    plain = io.BytesIO()
    try:
        key = next((key for password in ("", *passwords) if (key := _key(file, password)) is not None), None)
        if key is None:
            raise DocumentUnreadable(texts()("unreadable.wrong_password" if passwords else "unreadable.needs_password"))
        file.load_key(secret_key=key)
        # The checksums of the zip file inside tell whether it is whole; not every program writes a right one around it.
        file.decrypt(plain)
    except _FAILURES as error:
        raise _damaged() from error
    plain.seek(0)
    return plain


def _key(file: OOXMLFile, password: str) -> bytes | None:
    """What the file is encrypted with; None when the password is wrong. The library's own ``load_key`` takes no empty password."""
    info = file.info
    if file.type == "standard":
        header, verifier = info["header"], info["verifier"]
        kind = (header["algId"], header["algIdHash"], header["providerType"], header["keySize"])
        key = bytes(ECMA376Standard.makekey_from_password(password, *kind, verifier["saltSize"], verifier["salt"]))
        is_right: bool = ECMA376Standard.verifykey(key, verifier["encryptedVerifier"], verifier["encryptedVerifierHash"])
        return key if is_right else None
    derivation = (info["passwordSalt"], info["passwordHashAlgorithm"])
    rounds = (info["spinValue"], info["passwordKeyBits"])
    key = bytes(ECMA376Agile.makekey_from_password(password, *derivation, info["encryptedKeyValue"], *rounds))
    if _begins_as_zip(file, key):
        return key
    # Right, but the file is damaged. That alone does not do: the library is wrong of hashes that are not a multiple of 16 bytes long.
    checks = (info["encryptedVerifierHashInput"], info["encryptedVerifierHashValue"])
    return key if ECMA376Agile.verify_password(password, *derivation, *checks, *rounds) else None


def _begins_as_zip(file: OOXMLFile, key: bytes) -> bool:
    with file.file.openstream("EncryptedPackage") as package:
        start = io.BytesIO(package.read(8 + _SEGMENT_BYTES))
    try:
        plain: bytes = ECMA376Agile.decrypt(key, file.info["keyDataSalt"], file.info["keyDataHashAlgorithm"], start)
    except ValueError:  # what a wrong password gives may be no key at all
        return False
    return plain.startswith(b"PK")


def _damaged() -> DocumentUnreadable:
    return DocumentUnreadable(texts()("unreadable.damaged"))
