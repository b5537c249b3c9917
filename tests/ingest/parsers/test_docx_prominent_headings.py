from pathlib import Path

import pytest

from copro_qa.document import BlockKind
from ingest.parsers.docx import parse_docx
from tests.ingest.docx_writer import paragraph, run, write_docx
from tests.ingest.reading_blocks import settled, texts_of

TEXT = paragraph("The council pays for care at home where an assessment says that it is needed.")
SIZES = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:sz w:val="22"/></w:rPr></w:style>'
STYLES = (
    f'{SIZES}<w:style w:type="paragraph" w:styleId="Top"><w:name w:val="Top"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Below"><w:name w:val="Below"/><w:basedOn w:val="Top"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
)


def headings(folder: Path, *body: str) -> list[str]:
    document = settled(parse_docx(write_docx(folder / "a.docx", "".join(body), {"styles": STYLES})))
    return [text for kind in (BlockKind.TITLE, BlockKind.HEADING) for text in texts_of(document, kind)]


def large(text: str, half_points: int = 32) -> str:
    return paragraph(run(text, f'<w:sz w:val="{half_points}"/>'))


@pytest.mark.parametrize(
    "line", [large("Who may apply"), paragraph("Who may apply", style="Top"), paragraph("Who may apply", style="Below")]
)
def test_short_lines_in_larger_letters_are_headings_however_they_are_made_larger(tmp_path: Path, line: str) -> None:
    assert headings(tmp_path, TEXT, line, TEXT) == ["Who may apply"]


@pytest.mark.parametrize("line", [
    large("Who may apply", 24),
    large("3 May 2019"),
    large("Who may apply:"),
    large("Everybody who lives in the council area may apply for care at home."),
    paragraph("A guide for carers", style="Sub"),
    paragraph(run("Who ", '<w:sz w:val="32"/>') + run("may apply")),
])  # fmt: skip
def test_lines_that_are_hardly_larger_or_say_something_else_are_none(tmp_path: Path, line: str) -> None:
    assert headings(tmp_path, TEXT, line, TEXT) == []


def test_large_headings_rank_above_bold_ones(tmp_path: Path) -> None:
    document = settled(
        parse_docx(
            write_docx(
                tmp_path / "a.docx",
                TEXT + large("Care at home") + TEXT + paragraph("Costs", bold=True) + TEXT + large("Day care") + TEXT,
                {"styles": STYLES},
            )
        )
    )
    levels = {document.text[block.start : block.end]: block.level for block in document.blocks if block.kind is BlockKind.HEADING}
    assert levels["Care at home"] == levels["Day care"] < levels["Costs"]


def test_lines_in_capitals_over_text_are_headings_where_there_are_several(tmp_path: Path) -> None:
    assert headings(tmp_path, paragraph("WHO MAY APPLY"), TEXT, paragraph("COSTS"), TEXT, paragraph("AVAILABILITY"), TEXT) == [
        "WHO MAY APPLY",
        "AVAILABILITY",
    ]
    assert headings(tmp_path, TEXT, paragraph("PLEASE READ THIS"), TEXT) == []


@pytest.mark.parametrize("line", ["NHS", "FIRST MINISTER:", "PAY NOTHING."])
def test_acronyms_labels_and_sentences_in_capitals_are_no_headings(tmp_path: Path, line: str) -> None:
    assert headings(tmp_path, TEXT, paragraph(line), TEXT, paragraph(line), TEXT) == []


def test_lines_in_capitals_one_below_the_other_are_an_address_or_a_form(tmp_path: Path) -> None:
    lines = [paragraph(text) for text in ("ANN AYR", "HIGH STREET", "OLD TOWN")]
    assert headings(tmp_path, TEXT, *lines, paragraph("Phone 111"), *lines) == []
