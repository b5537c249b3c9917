"""Text recognition with Tesseract, a program of the system that is run once for each picture, and what it writes down as hOCR."""

from __future__ import annotations

import errno
import io
import math
import signal
import subprocess
from collections.abc import Iterator
from statistics import median
from xml.etree import ElementTree as ET  # Tesseract's own output, which declares no entities

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from copro_qa.texts import texts
from ingest.parsers.recognised import RecognisedLine, RecognisedPage, RecognisedWord
from ingest.recognition import RecognitionFailed, RecognitionUnavailable, program_and_environment

__all__ = ["enlarged", "page_of_hocr", "recognise"]

_DOTS_PER_INCH = 300  # by which Tesseract tells letters from specks and from titles
_READ = ("--psm", "3", "-l", "eng", "-c", "hocr_char_boxes=1", "hocr")  # a page of any layout, with the place of every letter
_FIND_TURN = ("--psm", "0", "-l", "osd")
_DOUBTFUL = 0.75  # the upright pages of docs/pdf.md that can be read at all are above, pages that lie on their side below 0.5
# How high letters without serifs are in a picture, in sizes of their font. Those with serifs are a little lower.
_HEIGHTS = {**dict.fromkeys("acemnorsuvwxz", 0.53), **dict.fromkeys("bdfhklABDEFGHIKLMNPRSTUVXYZ0123456789", 0.73)}
_LEVEL = 0.002  # radians: a lean of less moves the end of a line by less than a point
_ENDED_FROM_OUTSIDE = (-signal.SIGINT, -signal.SIGTERM, -9)


def recognise(picture: NDArray[np.uint8]) -> RecognisedPage:
    """What is written on a picture in shades of grey, of shape (height, width).

    A page that lies on its side or upside down is turned. Raises RecognitionFailed for a picture that Tesseract breaks down over, and
    RecognitionUnavailable, OSError or MemoryError where another try may succeed.
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
    done = _run(picture, *_READ)
    if done.returncode != 0:
        raise RecognitionFailed(texts()("unreadable.recognition_broke_down"))
    try:
        return page_of_hocr(done.stdout)
    except (ET.ParseError, ValueError, KeyError) as error:
        raise RecognitionFailed(texts()("unreadable.recognition_unclear")) from error


def _turn(picture: NDArray[np.uint8]) -> int:
    """By how many quarters to the left the picture has to be turned to be upright, as far as can be told."""
    done = _run(picture, *_FIND_TURN)  # it fails where there are too few letters to tell
    told = dict(line.split(":", 1) for line in done.stdout.decode(errors="replace").splitlines() if ":" in line)
    degrees = told.get("Orientation in degrees", "0").strip()
    return int(degrees) // 90 % 4 if degrees.isdecimal() else 0


def _run(picture: NDArray[np.uint8], *how: str) -> subprocess.CompletedProcess[bytes]:
    """Tesseract's answer on a picture, through pipes: nothing of a document is written to disk."""
    given = io.BytesIO()
    Image.fromarray(picture).save(given, "BMP", dpi=(_DOTS_PER_INCH, _DOTS_PER_INCH))
    program, environment = program_and_environment()
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "--dpi", str(_DOTS_PER_INCH), *how],
            input=given.getvalue(),
            capture_output=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError as error:
        raise RecognitionUnavailable from error
    if b"bad_alloc" in done.stderr:
        raise MemoryError
    if done.returncode in _ENDED_FROM_OUTSIDE:
        raise InterruptedError(errno.EINTR, "the text recognition program was ended while it read a page")
    return done


# ------------------------------------------------------------------------------------------ what it writes


def page_of_hocr(hocr: bytes) -> RecognisedPage:
    """The lines of a page as hOCR tells them, with a box for each letter.

    After Breuel (2007), "The hOCR Microformat for OCR Workflow and Results". Raises ParseError, ValueError
    for figures that are none, and KeyError for figures that are missing.
    """
    lines: list[RecognisedLine] = []
    slopes: list[tuple[float, float]] = []  # of each line, with its length
    for node in ET.fromstring(hocr).iter():  # noqa: S314  # see above
        told = _properties(node)
        words = list(_words(node)) if "baseline" in told else []
        if not words:  # the baseline is not known of every line, and a line without one has no place on the page
            continue
        left, _, right, bottom = told["bbox"]
        slope, height = told["baseline"][:2]
        lines.append(RecognisedLine(words, bottom + height + slope * (right - left) / 2, _size(node) or told["x_size"][0]))
        slopes.append((math.atan(slope), right - left))
    skew = sum(slope * length for slope, length in slopes) / (sum(length for _, length in slopes) or 1.0)
    return RecognisedPage(lines, skew=skew if abs(skew) > _LEVEL else 0.0)


def _words(line: ET.Element) -> Iterator[RecognisedWord]:
    for node in line.iter():
        if node.get("class") != "ocrx_word":
            continue
        text, boxes = "", []
        for letter in _letters(node):
            left, _, right, _ = _properties(letter)["x_bboxes"]
            text += letter.text or ""
            boxes.extend([(left, right)] * len(letter.text or ""))
        if text.strip():
            yield RecognisedWord(text, _properties(node)["x_wconf"][0] / 100, _side_by_side(boxes))


def _letters(node: ET.Element) -> Iterator[ET.Element]:
    return (letter for letter in node.iter() if letter.get("class") == "ocrx_cinfo")


def _size(line: ET.Element) -> float | None:
    """The size of a line's type, from the heights of its letters; None where there are none that tell."""
    sizes = []
    for letter in _letters(line):
        if letter.text in _HEIGHTS:
            _, top, _, bottom = _properties(letter)["x_bboxes"]
            sizes.append((bottom - top) / _HEIGHTS[letter.text])
    return median(sizes) if sizes else None


def _properties(node: ET.Element) -> dict[str, list[float]]:
    """What an element's title tells in figures: "bbox 36 92 580 122; x_wconf 95". Of what is no figure, nothing."""
    told: dict[str, list[float]] = {}
    for entry in (node.get("title") or "").split(";"):
        name, *values = entry.split()[:5] or [""]
        if values and not values[0].startswith('"'):
            told[name] = [float(value) for value in values]
    return told


def _side_by_side(boxes: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Where the letters of a word begin and end, without those overlaps that come from guesses at where one letter ends."""
    found: list[tuple[float, float]] = []
    for begin, end in boxes:
        begins = max(begin, found[-1][1]) if found else begin
        found.append((begins, max(begins, end)))
    return found
