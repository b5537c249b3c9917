"""Layers of PDF files: what is switched off is neither read nor drawn, also on pages with typed notes."""

from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from ingest.parsers.pdf import parse_pdf
from ingest.parsers.pdf_image import PdfPictures
from tests.ingest.parsers.test_pdf_annotations import named, numbers, with_annotations
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled

SEEN, DRAFT, NOTE = "The fee is 40 pounds for the first car of a household.", "The fee is 95 pounds in the draft.", "Agreed in May"
STAMP = "Not to be given out"
WHERE = "text of a layer that is switched off"


def page_with_layer() -> PdfPage:
    page = PdfPage().paragraph(60, 700, SEEN, SEEN.replace("first", "second"))
    page.parts.append(f"/OC /draft BDC BT /plain 11 Tf 1 0 0 1 60 600 Tm ({DRAFT}) Tj ET EMC /stamp Do")
    return page


def with_layer(folder: Path, path: Path, *, is_on: bool) -> Path:
    writer = PdfWriter(clone_from=PdfReader(path))
    layer = writer._add_object(named(Type=NameObject("/OCG"), Name=TextStringObject("draft")))
    layers = ArrayObject([layer])
    shown = named(ON=layers) if is_on else named(OFF=layers)
    writer.root_object[NameObject("/OCProperties")] = named(OCGs=layers, D=shown)
    resources = writer.pages[0]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/Properties")] = named(draft=layer)
    forms = resources["/XObject"]
    assert isinstance(forms, DictionaryObject)
    stamp = DecodedStreamObject()
    stamp.set_data(f"BT /plain 11 Tf 1 0 0 1 60 400 Tm ({STAMP}) Tj ET".encode())
    fonts = resources["/Font"]
    stamp.update(
        named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=numbers(0, 0, 595, 842), Resources=named(Font=fonts), OC=layer)
    )
    forms[NameObject("/stamp")] = writer._add_object(stamp)
    writer.write(folder / "layered.pdf")
    return folder / "layered.pdf"


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("has_note", [True, False])
def test_text_of_a_layer_is_read_only_where_it_is_switched_on(tmp_path: Path, is_on: bool, has_note: bool) -> None:  # noqa: FBT001
    plain = (
        with_annotations(tmp_path, page_with_layer(), "/FreeText", (500, NOTE))
        if has_note
        else write_pdf(tmp_path / "a.pdf", page_with_layer())
    )
    document = settled(parse_pdf(with_layer(tmp_path, plain, is_on=is_on)))
    assert (DRAFT in document.text, STAMP in document.text, NOTE in document.text) == (is_on, is_on, has_note)
    assert document.report.left_out == ({} if is_on else {WHERE: 1})


def test_the_picture_of_a_page_with_a_note_lacks_the_layer_too(tmp_path: Path) -> None:
    def ink(*, is_on: bool) -> tuple[float, float]:
        file = with_layer(tmp_path, with_annotations(tmp_path, page_with_layer(), "/FreeText", (500, NOTE)), is_on=is_on)
        pictures = PdfPictures(file.read_bytes(), ())
        drawn, scale = pictures.draw(1, 595)
        pictures.close()
        draft, note = (np.ptp(drawn[round((842 - y - 10) * scale) : round((842 - y + 4) * scale)]) for y in (600, 502))
        return float(draft), float(note)

    assert ink(is_on=False)[0] == 0
    assert min(*ink(is_on=True), ink(is_on=False)[1]) > 100
