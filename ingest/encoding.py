"""The text of a file whose encoding is declared, evident or, failing that, guessed."""

from __future__ import annotations

import codecs

from copro_qa.texts import texts

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS_ONLY = range(0x80, 0xA0)  # letters and quotation marks in Windows-1252, nothing in Latin-1
_SAFE = frozenset("utf-8 cp1252 iso8859-1 iso8859-15 ascii cp1250 iso8859-2 mac-roman".split())


def decode(data: bytes, *, declared: str | None = None) -> tuple[str, str]:
    """The text, and a warning in plain words when its encoding was guessed (else "").

    ``declared`` is what the file says of its own encoding, if it says anything.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff"), ""
    wide = _wide(data)  # before UTF-8, for which zeros are letters too
    if wide:
        return data.decode(wide, "replace"), texts()("noticed.encoding_guessed", encoding=wide.upper())
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        if declared is None and error.start > 2000 and error.reason.startswith("unexpected end"):  # noqa: PLR2004  # cut in a letter
            return data.decode("utf-8", "replace"), texts()("noticed.torn_end")
    known = _known(declared)  # a page that can be read so far as to say that it is in UTF-16 is not
    if known:
        return data.decode(known, "replace"), ""
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") * 50 < sum(1 for byte in data if byte > 0x7F):  # noqa: PLR2004  # nearly all of it is valid UTF-8
        return damaged, texts()("noticed.damaged_letters")
    if any(byte in _WINDOWS_ONLY for byte in data) and not any(byte in b"\x81\x8d\x8f\x90\x9d" for byte in data):
        return data.decode("cp1252"), texts()("noticed.encoding_guessed", encoding="Windows-1252")
    return data.decode("latin-1"), texts()("noticed.encoding_guessed", encoding="Latin-1")


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"  # as browsers read what calls itself Latin-1 or ASCII
    return name if name in _SAFE and name != "utf-8" else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:  # noqa: PLR2004  # too short to tell
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.6 else None
