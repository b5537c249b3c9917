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
_SAFE = frozenset(
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp866 cp932 cp949 gb18030 big5 big5hkscs euc_jp koi8-r koi8-u"
    " iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16"
    " mac-roman mac-cyrillic".split()
)
"""Those that browsers know, but for the ones in which plain letters may stand for others."""
_AS_IN_BROWSERS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "shift_jis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc_kr": "cp949", "windows-949": "cp949",
    "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-8-i": "iso8859-8", "x-mac-cyrillic": "mac-cyrillic", "macintosh": "mac-roman",
}  # fmt: skip
"""What a page says, or what Python calls that, and what browsers take it for: the larger one that holds it."""


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
    said = (declared or "").strip().lower()
    try:
        name = codecs.lookup(_AS_IN_BROWSERS.get(said, said)).name
        name = codecs.lookup(_AS_IN_BROWSERS.get(name, name)).name
    except (LookupError, ValueError):
        return None
    return name if name in _SAFE else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero."""
    sample = data[:2000]
    if len(sample) < 4 or len(data) % 2:  # noqa: PLR2004  # too short to tell
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.6:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.6 else None
