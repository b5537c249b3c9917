"""What signs of a PDF file's fonts are called, where the name says that they join letters: "f_f_i".

Fonts that InDesign embeds call their joined letters so, and many of its files say nothing else of them. PDFium does not take such names
apart: it gives the bare code, a control character, and "offering" would lose its "ff". After the Adobe Glyph List Specification (Adobe,
2018), section 2: components are parted by "_", and what stands behind a full stop is a variant.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

__all__ = ["GlyphNames", "SignName", "letters_of", "sign_name"]

_JOINED = re.compile(r"/?((?:[A-Za-z]_)+[A-Za-z])(?:\..*)?")
_NUMBERED = re.compile(r"/[A-Za-z]{1,3}\d+")  # a name that tells nothing; PDFium knows the others
_SUBSET = re.compile(r"\A/?(?:[A-Z]{6}\+)?")
_MOST_FORMS = 200  # of a page, with those within them
_LAST_CONTROL = 0x1F

SignName = tuple[str, int]
"""The name of a font, without the mark of its subset, and a code in it."""


def sign_name(font: str, code: int) -> SignName:
    """The key for a code in a font, called with or without the mark of its subset."""
    return _SUBSET.sub("", font, count=1), code


def letters_of(name: str) -> str:
    """The letters that the name of a sign joins, "ffi" of "/f_f_i"; empty where it joins none."""
    found = _JOINED.fullmatch(name)
    return found[1].replace("_", "") if found else ""


class GlyphNames:
    """The signs of joined letters of one file, which is read by pypdf when a page asks for them first."""

    def __init__(self, path: Path, password: str | None) -> None:
        self._path = path
        self._password = password
        self._reader: PdfReader | None = None

    def on_page(self, number: int) -> Mapping[SignName, str]:
        """What letters the control characters of the fonts of a page stand for, counted from 1. Empty for a damaged page or file."""
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on damaged files are for its developers
        try:
            if self._reader is None:
                self._reader = PdfReader(self._path)
                if self._reader.is_encrypted:
                    self._reader.decrypt(self._password or "")
            named = list(_named(self._reader.pages[number - 1].get("/Resources")))
        except Exception:  # noqa: BLE001  # pypdf raises whatever a damaged file makes it trip over
            return {}
        found: dict[SignName, set[str]] = {}
        for sign, letters in named:
            found.setdefault(sign, set()).add(letters)
        # Of two subsets of one font that disagree it is not known which is meant.
        return {sign: letters.pop() for sign, letters in found.items() if len(letters) == 1 and "" not in letters}


def _named(resources: Any) -> Iterator[tuple[SignName, str]]:  # noqa: ANN401  # an object of pypdf
    """Of the fonts of a page and of its forms: each control character that PDFium gives for a sign, and the letters of its name."""
    waiting, seen = [resources], set[int]()
    while waiting and len(seen) < _MOST_FORMS:
        found = _object(waiting.pop())
        if not isinstance(found, DictionaryObject) or id(found) in seen:
            continue  # forms may hold one another
        seen.add(id(found))
        for font in _values(found.get("/Font")):
            yield from _of_font(font)
        waiting.extend(form.get("/Resources") for form in _values(found.get("/XObject")))


def _of_font(font: DictionaryObject) -> Iterator[tuple[SignName, str]]:
    encoding = _object(font.get("/Encoding"))
    differences = _object(encoding.get("/Differences")) if isinstance(encoding, DictionaryObject) else None
    name, code = str(font.get("/BaseFont")), 0
    for entry in differences if isinstance(differences, ArrayObject) else ():
        if isinstance(entry, int):
            code = entry
            continue
        letters = letters_of(str(entry))
        if 0 <= code <= _LAST_CONTROL and (letters or _NUMBERED.fullmatch(str(entry))):
            yield sign_name(name, code), letters
        code += 1


def _values(holder: Any) -> Iterator[DictionaryObject]:  # noqa: ANN401  # an object of pypdf
    holder = _object(holder)
    for value in holder.values() if isinstance(holder, DictionaryObject) else ():
        if isinstance(found := _object(value), DictionaryObject):
            yield found


def _object(value: Any) -> Any:  # noqa: ANN401  # an object of pypdf
    return value.get_object() if hasattr(value, "get_object") else value
