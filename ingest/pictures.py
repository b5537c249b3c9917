"""Pictures of pages: a quote marked on them, and the PNG format."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["mark", "png"]

_YELLOW = np.array([255, 226, 92], np.uint16)  # black text on it keeps a contrast above 15 to 1
_LINE = (122, 82, 0)  # the line under it is told from white and from the yellow by more than 3 to 1
_SMALLEST_LINE = 2  # pixels


def mark(picture: NDArray[np.uint8], boxes: Sequence[Sequence[float]], scale: float) -> None:
    """Marks ``boxes`` (left, top, right, bottom in points from the top left) like a felt pen would, with a line under each.

    ``scale`` is in pixels per point. What is dark stays dark.
    """
    high, wide = picture.shape[:2]
    for left, top, right, bottom in boxes:
        columns = slice(max(int(left * scale), 0), min(int(np.ceil(right * scale)), wide))
        first, last = max(int(top * scale), 0), min(int(np.ceil(bottom * scale)), high)
        area = picture[first:last, columns]
        area[:] = (area.astype(np.uint16) * _YELLOW // 255).astype(np.uint8)
        thick = max(_SMALLEST_LINE, round(scale))
        picture[max(last - thick, first) : last, columns] = _LINE


def png(picture: NDArray[np.uint8]) -> bytes:
    """A picture of shape (height, width, 3) as a PNG file (ISO/IEC 15948), each line as its difference from the one above."""
    high, wide, _ = picture.shape
    rows = picture.reshape(high, wide * 3)
    filtered = np.empty((high, wide * 3 + 1), np.uint8)
    filtered[:, 0] = 2  # the filter "up"
    filtered[0, 1:] = rows[0]
    filtered[1:, 1:] = rows[1:] - rows[:-1]
    header = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(filtered.tobytes(), 4)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
