"""The signs of fonts of symbols, which files give as codes, or as letters, that say nothing in other fonts."""

from __future__ import annotations

__all__ = ["as_letters", "seen_in"]

_GREEK = dict(zip("ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz", "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ", strict=True))
_AS_ELSEWHERE = "!#%&()+,./0123456789:;<=>?[]_{|}"
_SIGNS = {
    0x2A: "∗", 0x2D: "−", 0xA0: "€", 0xA2: "′", 0xA3: "≤", 0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅",
    0xD8: "¬", 0xD9: "∧", 0xDA: "∨", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_LETTERS = {
    0xF000 + code: sign
    for code, sign in (
        _SIGNS | {ord(letter): greek for letter, greek in _GREEK.items()} | {ord(sign): sign for sign in _AS_ELSEWHERE}
    ).items()
}
_FONTS = ("Symbol", "Wingdings", "Wingdings 2")
_LONGEST_SIGN = 3  # letters
_TICKS = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_WINGDINGS_2 = {0xF000 + code: _TICKS.get(code, "\ue000") for code in range(0x21, 0x100)}  # others are signs that only the font knows


def as_letters(text: str) -> str:
    """A text that is set in Symbol, with the letters and signs that a reader sees; a bullet, and what is not known, stays as it is."""
    return text.translate(_LETTERS)


def seen_in(font: str, text: str, *, plain_too: bool = True) -> str:
    """What a reader sees of a text in a font of symbols; of any other font, and of longer words set in one by mistake, the text itself.

    ``plain_too`` says whether letters, digits and signs of ASCII are set in it as well. Signs of Wingdings stay the codes that they have
    there, whose meaning is known where the text is built.
    """
    if font not in _FONTS:
        return text
    first = "!" if plain_too else "\x80"
    if len(text.strip()) <= _LONGEST_SIGN:
        text = "".join(chr(0xF000 + ord(letter)) if first <= letter <= "\xff" else letter for letter in text)
    return as_letters(text) if font == "Symbol" else text.translate(_WINGDINGS_2) if font == "Wingdings 2" else text
