"""Word documents and presentations that their libraries do not open as they are: strict names, shows and templates, damaged parts."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import pptx
import pytest
from pptx.util import Inches

from copro_qa.document import BlockKind
from copro_qa.errors import DocumentUnreadable
from ingest.draft import Draft
from ingest.parsers.docx import parse_docx
from ingest.parsers.pptx import parse_pptx
from tests.ingest.reading_blocks import settled, texts_of

STRICT = {
    b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    **{
        f"http://schemas.openxmlformats.org/{kind}/2006/".encode(): f"http://purl.oclc.org/ooxml/{kind}/".encode()
        for kind in ("officeDocument", "wordprocessingml", "presentationml", "drawingml")
    },
}


def document(folder: Path) -> Path:
    made = docx.Document()
    made.core_properties.title = "Working together"
    made.add_heading("Aims", 1)
    made.add_paragraph("People plan services.", style="List Number")
    made.add_paragraph("A last word.")
    made.save(str(folder / "a.docx"))
    return folder / "a.docx"


def presentation(folder: Path) -> Path:
    made = pptx.Presentation()
    for title in ("Aims", "Costs"):
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.add_textbox(Inches(1), Inches(3), Inches(5), Inches(1)).text_frame.text = f"All about {title}."
    made.save(str(folder / "a.pptx"))
    return folder / "a.pptx"


def changed(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The file with other parts; None leaves one out."""
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return path


def with_parts(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    return changed(path, parts.get)


def in_strict_names(_: str, data: bytes) -> bytes:
    for usual, strict in STRICT.items():
        data = data.replace(usual, strict)
    return data


def paragraphs(draft: Draft) -> list[str]:
    return texts_of(settled(draft), BlockKind.PARAGRAPH)


def test_a_document_in_the_names_of_the_strict_standard_is_read(tmp_path: Path) -> None:
    draft = parse_docx(changed(document(tmp_path), in_strict_names))
    assert [(block.kind, block.raw) for block in draft.blocks] == [
        (BlockKind.HEADING, "Aims"),
        (BlockKind.LIST_ITEM, "1. People plan services."),
        (BlockKind.PARAGRAPH, "A last word."),
    ]
    assert draft.facts.title == "Working together"


def test_a_presentation_in_the_names_of_the_strict_standard_is_read(tmp_path: Path) -> None:
    assert paragraphs(parse_pptx(changed(presentation(tmp_path), in_strict_names))) == ["All about Aims.", "All about Costs."]


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.openxmlformats-officedocument.presentationml.slideshow",
        "vnd.openxmlformats-officedocument.presentationml.template",
        "vnd.ms-powerpoint.slideshow.macroEnabled",
        "vnd.ms-powerpoint.template.macroEnabled",
    ],
)
def test_a_presentation_that_is_saved_as_a_show_or_a_template_is_read(tmp_path: Path, kind: str) -> None:
    usual = b"vnd.openxmlformats-officedocument.presentationml.presentation"
    path = changed(presentation(tmp_path), lambda _, data: data.replace(usual, kind.encode()))
    assert paragraphs(parse_pptx(path)) == ["All about Aims.", "All about Costs."]


@pytest.mark.parametrize("data", [b"", b"<w:styles", b"\x00\x01\x02", None])
@pytest.mark.parametrize(
    "name", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "docProps/core.xml", "word/theme/theme1.xml"]
)
def test_a_document_is_read_without_the_parts_that_are_damaged_and_they_are_named(tmp_path: Path, name: str, data: bytes | None) -> None:
    draft = parse_docx(with_parts(document(tmp_path), {name: data}))
    assert [block.raw.removeprefix("1. ") for block in draft.blocks] == ["Aims", "People plan services.", "A last word."]
    is_noticed = any(name in warning for warning in draft.warnings)
    assert is_noticed or (name == "word/theme/theme1.xml" and data is not None)  # which nobody opens


def test_what_can_be_read_of_a_damaged_part_is_used(tmp_path: Path) -> None:
    path = document(tmp_path)
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("word/styles.xml")
    cut = styles[: styles.index(b'w:styleId="ListNumber"')]  # the headings stand before it
    draft = parse_docx(with_parts(path, {"word/styles.xml": cut}))
    assert draft.blocks[0].kind is BlockKind.HEADING
    assert any("word/styles.xml" in warning for warning in draft.warnings)


def test_a_whole_document_is_not_said_to_be_damaged(tmp_path: Path) -> None:
    assert not any("damaged" in warning for warning in parse_docx(document(tmp_path)).warnings)


def test_a_document_whose_own_text_is_damaged_is_not_read_in_part(tmp_path: Path) -> None:
    path = document(tmp_path)
    with zipfile.ZipFile(path) as archive:
        text = archive.read("word/document.xml")
    with pytest.raises(DocumentUnreadable, match="not valid XML"):
        parse_docx(with_parts(path, {"word/document.xml": text[:-40], "word/styles.xml": b"<"}))


def test_a_part_is_found_whatever_the_size_of_its_letters(tmp_path: Path) -> None:
    renamed = changed(document(tmp_path), lambda _, data: data.replace(b'Target="styles.xml"', b'Target="Styles.XML"'))
    draft = parse_docx(renamed)
    assert draft.blocks[0].kind is BlockKind.HEADING


def test_slides_that_are_damaged_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    draft = parse_pptx(with_parts(presentation(tmp_path), {"ppt/slides/slide1.xml": None}))
    assert paragraphs(draft) == ["All about Costs."]
    assert draft.pages_without_text == (1,)
    assert [block.page for block in draft.blocks] == [2, 2]
    assert "Slide 1 is damaged and was passed over." in draft.warnings


@pytest.mark.parametrize(
    "name", ["ppt/slideLayouts/slideLayout6.xml", "ppt/slideMasters/slideMaster1.xml", "docProps/core.xml", "ppt/presProps.xml"]
)
@pytest.mark.parametrize("data", [b"<p:damaged", b""])
def test_a_presentation_is_read_without_the_parts_that_are_damaged(tmp_path: Path, name: str, data: bytes) -> None:
    draft = parse_pptx(with_parts(presentation(tmp_path), {name: data}))
    assert paragraphs(draft) == ["All about Aims.", "All about Costs."]
    assert name == "ppt/presProps.xml" or any(name in warning for warning in draft.warnings)  # which nobody opens
