import struct
import zlib

import numpy as np

from ingest.pictures import mark, png


def white(high: int = 40, wide: int = 60) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    return np.full((high, wide, 3), 255, np.uint8)


def test_a_mark_covers_its_box_and_no_more_and_dark_letters_stay_dark() -> None:
    picture = white()
    picture[12, 12] = 0
    mark(picture, [[5, 5, 15, 10]], 2.0)
    assert (picture[10:18, 10:30, 2] < 120).all()
    assert tuple(picture[12, 12]) == (0, 0, 0)
    picture[10:20, 10:30] = 255
    assert (picture == 255).all()


def test_a_mark_has_a_dark_line_under_it_so_that_colour_is_not_needed_to_see_it() -> None:
    picture = white()
    mark(picture, [[5, 5, 15, 10]], 2.0)
    assert (picture[18:20, 10:30].max(axis=(0, 1)) < 130).all()


def test_a_box_that_leaves_the_page_is_marked_as_far_as_the_page_goes() -> None:
    picture = white()
    mark(picture, [[-5, -5, 500, 500], [900, 900, 950, 950]], 1.0)
    assert not (picture == 255).all(axis=2).any()


def test_a_png_file_holds_the_pixels() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (7, 5, 3), np.uint8)
    data = png(picture)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", data[16:24]) == (5, 7)
    start = data.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", data[start - 8 : start - 4])
    rows = np.frombuffer(zlib.decompress(data[start : start + length]), np.uint8).reshape(7, 16)
    assert (rows[:, 0] == 2).all()
    assert (np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(7, 5, 3) == picture).all()
