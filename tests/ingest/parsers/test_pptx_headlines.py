"""A slide without a title goes by what is set largest on it."""

from pathlib import Path

import pptx
from pptx.util import Inches, Pt

from copro_qa.document import BlockKind
from ingest.parsers.pptx import parse_pptx
from tests.ingest.reading_blocks import blocks_of, settled


def said(folder: Path, *slides: tuple[tuple[str, int], ...]) -> list[tuple[str, str]]:
    """Each slide has text boxes under one another, given by their text and its size."""
    presentation = pptx.Presentation()
    for boxes in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        for row, (text, size) in enumerate(boxes):
            frame = slide.shapes.add_textbox(Inches(1), Inches(1 + row), Inches(6), Inches(0.8)).text_frame
            for number, line in enumerate(text.splitlines()):
                paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
                paragraph.add_run().text = line
                paragraph.runs[0].font.size = Pt(size)
    path = folder / "slides.pptx"
    presentation.save(str(path))
    return blocks_of(settled(parse_pptx(path)))


def test_the_largest_line_of_each_slide_is_its_heading_and_of_the_first_the_title(tmp_path: Path) -> None:
    first = (("The board for care in Brae", 14), ("Breaks for carers\nWhat we heard", 32), ("Ann Bain", 20))
    second = (("Who may apply", 28), ("Everybody who cares for somebody else.", 18))
    found = said(tmp_path, first, second)
    assert (str(BlockKind.TITLE.value), "Breaks for carers") in found
    assert (str(BlockKind.HEADING.value), "Who may apply") in found
    assert (str(BlockKind.PARAGRAPH.value), "What we heard") in found


def test_where_nothing_stands_out_or_it_is_a_sentence_there_is_none(tmp_path: Path) -> None:
    alike = (("Breaks for carers", 20), ("Who may apply", 20))
    sentence = (("Everybody who cares for somebody else may ask.", 32), ("The board answers in a week.", 18))
    assert {kind for kind, _ in said(tmp_path, alike, sentence)} == {BlockKind.PARAGRAPH.value}
