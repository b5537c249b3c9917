"""Scripts that run from right to left: the order of their letters, figures and words of other scripts among them, and their boxes."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsers.pdf_character import Character, Style
from ingest.parsers.pdf_right_to_left import in_order_of_places
from ingest.parsers.reading_direction import in_reading_order
from tests.ingest.parsers.test_pdf import read
from tests.ingest.pdf_writer import PdfPage
from tests.ingest.reading_blocks import texts_of

STYLE = Style(10.0, bold=False, italic=False, font="", turn=0)
ARABIC = "تصريح وقوف"


def hebrew(text: str) -> str:
    """What stands for Hebrew letters in the writer's font, as the letters that are read."""
    return "".join(chr(0x5D0 + ord(letter) - ord("a")) if letter.islower() else letter for letter in text)


def placed(text: str, *places: int) -> list[Character | None]:
    """Letters in the order of a file, each at a place of its own counted from the left; a space has none."""
    return [
        None if letter == " " else Character(letter, 5.0 * place, 5.0 * place + 5, 0, 8, 0, STYLE)
        for letter, place in zip(text, places or range(len(text)), strict=True)
    ]


def read_line(signs: Sequence[Character | None], *, is_mirrored: bool = False) -> str:
    """The text of one line, given in any order."""
    space = Character(" ", 0, 0, 0, 8, 0, STYLE)
    line = [sign or space._replace(left=-1.0 - number) for number, sign in enumerate(in_order_of_places(signs, is_mirrored=is_mirrored))]
    found = in_reading_order(line, is_mirrored=is_mirrored)
    return "".join(sign.text for sign in line) if found is None else "".join(sign.text for _, sign in found).strip()


def test_letters_are_read_from_the_right_whatever_order_the_file_has() -> None:
    places = range(len(ARABIC) - 1, -1, -1)
    as_read = placed(ARABIC, *places)
    assert read_line(as_read) == ARABIC
    assert read_line(as_read[::-1]) == ARABIC
    assert read_line([*as_read[6:], None, *as_read[:5][::-1]]) == ARABIC


@pytest.mark.parametrize(
    "seen, text",
    [
        ("ץראב 5.50 תורבח", "חברות 5.50 בארץ"),
        ("(25%) תורבח", "חברות (25%)"),
        ("1234 555 0131 רפסמ", "מספר 0131 555 1234"),
        ("0131 555 1234 רפסמ", "מספר 0131 555 1234"),
        ("הנשב (Tax 2023) תובטהה", "ההטבות (Tax 2023) בשנה"),
        ("הנשב )Tax 2023( תובטהה", "ההטבות (Tax 2023) בשנה"),
        ("125 007 תולוק", "קולות 125 007"),
        ("%25 ةرسأ", "أسرة 25%"),
        ("Ask for it in Hebrew (תירבע) here", "Ask for it in Hebrew (עברית) here"),
        ("A 5 12 3", "A 5 12 3"),
    ],
)
def test_figures_and_words_of_other_scripts_keep_their_direction(seen: str, text: str) -> None:
    assert read_line(placed(seen)) == text


def test_a_sign_that_stands_for_lam_and_alef_is_read_as_both_in_order() -> None:
    joined = [Character(letter, 10, 15, 0, 8, 0, STYLE) for letter in "إل"]
    assert read_line([*placed("ا", 3), *joined, *placed("ن", 1)]) == "الإن"


def test_other_letters_of_one_sign_stand_as_the_file_gives_them() -> None:
    joined = [Character(letter, 10, 15, 0, 8, 0, STYLE) for letter in "لخ"]
    assert read_line([*placed("ا", 3), *joined, *placed("ط", 1)]) == "الخط"


def test_a_page_is_laid_out_from_right_to_left_and_its_boxes_stand_where_the_letters_do(tmp_path: Path) -> None:
    page = PdfPage()
    rows = [("cba", "ged"), ("48", "kji hgf"), ("512", "zyx wvu")]
    for number, row in enumerate(rows):
        for x, cell in zip((104, 204), row, strict=True):
            page.text(x, 700 - 20 * number, cell, size=10, font="hebrew")
    page.grid([100, 200, 300], [715, 695, 675, 655])
    page.text(60, 600, ".lkj 14 ihg fed cba", font="hebrew")
    document = read(tmp_path, page)
    assert texts_of(document, BlockKind.TABLE_ROW) == [hebrew(row) for row in ("deg; abc", "fgh ijk; 48", "uvw xyz; 512")]
    assert document.text.endswith(hebrew("abc def ghi 14 jkl."))
    assert document.boxes is not None
    start = document.text.index(hebrew("abc def"))
    (first,), (last,) = (document.boxes.boxes(place, place + 1) for place in (start, len(document.text) - 2))
    assert last.left < 70 < first.left
    assert first.top == last.top


def test_figures_that_stand_close_in_narrow_cells_are_cells(tmp_path: Path) -> None:
    page = PdfPage().text(300, 760, "cba fed cba fed cba fed", font="hebrew")
    for number, row in enumerate((("1 204", "48", "cba"), ("512", "33", "fed"))):
        for x, cell in zip((304, 338, 370), row, strict=True):
            page.text(x, 700 - 20 * number, cell, size=10, font="hebrew")
    page.grid([300, 334, 354, 400], [715, 695, 675])
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [hebrew("abc; 48; 1 204"), hebrew("def; 33; 512")]


def test_the_parts_of_a_line_in_both_directions_are_not_cut(tmp_path: Path) -> None:
    page = PdfPage().text(300, 760, "cba fed cba fed cba fed", font="hebrew")
    page.grid([100, 200, 300], [715, 695, 675]).text(104, 700, "48 (2023) gfe 512", size=10, font="hebrew")
    page.text(204, 700, "cba", size=10, font="hebrew").text(104, 680, "33", size=10, font="hebrew").text(
        204, 680, "fed", size=10, font="hebrew"
    )
    assert texts_of(read(tmp_path, page), BlockKind.TABLE_ROW) == [hebrew("abc; 512 efg (2023) 48"), hebrew("def; 33")]
