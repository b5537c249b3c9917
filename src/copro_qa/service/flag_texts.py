"""What is said of a quote's flags, in words."""

from __future__ import annotations

from collections.abc import Iterable

from copro_qa.answer import POOR_RECOGNITION, Flag
from copro_qa.texts import texts

__all__ = ["flag_texts"]


def flag_texts(flags: Iterable[str], ocr_confidence: float | None) -> list[str]:
    """One sentence for each flag of a citation; that of a scan says how sure the text recognition is, where that is known."""
    return [_text(flag, ocr_confidence) for flag in flags]


def _text(flag: str, ocr_confidence: float | None) -> str:
    say = texts()
    if flag != Flag.OCR or ocr_confidence is None:
        return say(f"flags.{flag}")
    name = "ocr_poor" if ocr_confidence < POOR_RECOGNITION else "ocr_sure"
    return say(f"flags.{name}", percent=round(100 * ocr_confidence))
