from pathlib import Path
from typing import Any

import docx
from docx.oxml.parser import parse_xml

from copro_qa.texts import texts
from ingest.parsed import ParsedDocument
from tests.ingest.parsers.test_docx import SPACES, append, read

MARK = "<w:lastRenderedPageBreak/>"
BREAK = '<w:br w:type="page"/>'


def saved(*, pages: int) -> Any:  # python-docx
    """An empty document that Word says had so many pages."""
    document = docx.Document()
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = f'<Properties xmlns="x"><Pages>{pages}</Pages></Properties>'.encode()
    return document


def paragraph(document: Any, *runs: str, settings: str = "") -> None:
    inside = "".join(run if run.startswith("<") else f'<w:t xml:space="preserve">{run}</w:t>' for run in runs)
    append(document, f"<w:p {SPACES}><w:pPr>{settings}</w:pPr><w:r>{inside}</w:r></w:p>")


def pages_of(document: ParsedDocument) -> list[tuple[str, str]]:
    return [(page.label, document.text[page.start : page.end].strip()) for page in document.pages]


def test_pages_begin_where_word_saw_them_begin_also_inside_a_paragraph(tmp_path: Path) -> None:
    document = saved(pages=3)
    paragraph(document, "One. ", MARK, "Two.")
    paragraph(document, "Still two.")
    paragraph(document, MARK, "Three.")
    found = read(document, tmp_path)
    assert pages_of(found) == [("1", "One."), ("2", "Two.\n\nStill two."), ("3", "Three.")]
    assert texts()("noticed.pages_of_last_save") in found.report.warnings


def test_a_break_that_the_author_put_and_the_mark_behind_it_are_one(tmp_path: Path) -> None:
    document = saved(pages=4)
    paragraph(document, "One.", BREAK)
    paragraph(document, MARK, "Two.", BREAK)
    paragraph(document, "Three.")
    paragraph(document, MARK, "Four.", settings="<w:pageBreakBefore/>")
    assert [text for _, text in pages_of(read(document, tmp_path))] == ["One.", "Two.", "Three.", "Four."]


def test_where_the_marks_and_the_count_of_pages_differ_there_are_no_pages(tmp_path: Path) -> None:
    document = saved(pages=5)
    paragraph(document, "One. ", MARK, "Two.")
    found = read(document, tmp_path)
    assert found.pages == ()
    assert texts()("noticed.pages_of_last_save") not in found.report.warnings


def test_breaks_of_the_author_alone_make_no_pages(tmp_path: Path) -> None:
    document = saved(pages=2)
    paragraph(document, "One.", BREAK, "Two.")
    assert read(document, tmp_path).pages == ()


def test_the_cells_of_a_row_begin_on_one_page(tmp_path: Path) -> None:
    document = saved(pages=2)
    cell = f"<w:tc><w:p><w:r><w:t xml:space='preserve'>Care </w:t>{MARK}<w:t>at home</w:t></w:r></w:p></w:tc>"
    append(document, f"<w:tbl {SPACES}><w:tr>{cell}{cell}</w:tr></w:tbl>")
    paragraph(document, "After.")
    assert [page.number for page in read(document, tmp_path).pages] == [1, 2]


def test_sections_count_their_own_pages_where_the_footer_prints_numbers(tmp_path: Path) -> None:
    document = saved(pages=3)
    document.sections[0].footer.paragraphs[0]._p.append(parse_xml(f'<w:fldSimple {SPACES} w:instr=" PAGE "/>'))
    paragraph(document, "Front matter.", settings='<w:sectPr><w:pgNumType w:fmt="lowerRoman"/></w:sectPr>')
    paragraph(document, MARK, "Body.", BREAK)
    paragraph(document, MARK, "End.")
    document.sections[-1]._sectPr.append(parse_xml(f'<w:pgNumType {SPACES} w:start="1"/>'))
    assert [label for label, _ in pages_of(read(document, tmp_path))] == ["i", "1", "2"]
