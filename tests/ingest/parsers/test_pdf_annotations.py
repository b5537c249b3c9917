"""What people add to the pages of a PDF file: typed notes and entries in the fields of forms."""

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from ingest.parsers.pdf import parse_pdf
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

LEFT, BOTTOM, RIGHT, TOP = 200.0, 690.0, 420.0, 715.0


def numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])


def with_annotation(folder: Path, kind: str, text: str, *, flags: int = 4) -> Path:
    """A page with a text in an annotation that draws itself; flag 4 prints it, 2 hides it."""
    page = PdfPage().text(60, 700, "Name of the carer:").text(60, 650, "The board decides within a month of being asked, and says so.")
    plain = write_pdf(folder / "plain.pdf", page)
    writer = PdfWriter(clone_from=PdfReader(plain))
    look = DecodedStreamObject()
    look.set_data(f"BT /F 11 Tf 1 0 0 1 4 8 Tm ({text}) Tj ET".encode())
    font = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Helvetica")}
    fonts = DictionaryObject({NameObject("/F"): DictionaryObject({NameObject(name): value for name, value in font.items()})})
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): numbers(0, 0, RIGHT - LEFT, TOP - BOTTOM),
            NameObject("/Resources"): DictionaryObject({NameObject("/Font"): fonts}),
        }
    )
    annotation = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): numbers(LEFT, BOTTOM, RIGHT, TOP),
            NameObject("/F"): NumberObject(flags),
            NameObject("/Contents"): TextStringObject(text),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(look)}),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(annotation)])
    path = folder / "annotated.pdf"
    writer.write(path)
    return path


@pytest.mark.parametrize("kind", ["/FreeText", "/Widget", "/Stamp"])
def test_what_is_typed_onto_a_page_is_read_where_it_stands(tmp_path: Path, kind: str) -> None:
    document = settled(parse_pdf(with_annotation(tmp_path, kind, "Ann Bain of Brae")))
    assert document.text.index("Name of the carer:") < document.text.index("Ann Bain of Brae") < document.text.index("The board decides")
    assert document.boxes is not None


@pytest.mark.parametrize("kind, flags", [("/FreeText", 2), ("/Text", 4), ("/Popup", 4)])
def test_hidden_and_folded_notes_are_not_read(tmp_path: Path, kind: str, flags: int) -> None:
    assert "Ann Bain" not in settled(parse_pdf(with_annotation(tmp_path, kind, "Ann Bain of Brae", flags=flags))).text
