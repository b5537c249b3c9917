"""What people add to the pages of a PDF file: typed notes and entries in the fields of forms."""

from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

from copro_qa.document import BlockKind
from ingest.parsers.pdf import parse_pdf
from ingest.parsers.pdf_image import PdfPictures
from tests.ingest.pdf_writer import PdfPage, write_pdf
from tests.ingest.reading_blocks import settled, texts_of

WIDE, HIGH = 220.0, 25.0


def numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])


def named(**values: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def with_annotations(folder: Path, page: PdfPage, kind: str, *texts: tuple[float, str], flags: int = 4) -> Path:
    """A page with texts in annotations that draw themselves, each beginning at x = 200 on its line; flag 4 prints them, 2 hides them."""
    writer = PdfWriter(clone_from=PdfReader(write_pdf(folder / "plain.pdf", page)))
    fonts = named(F=named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica")))
    made = ArrayObject()
    for y, text in texts:
        look = DecodedStreamObject()
        look.set_data(f"BT /F 11 Tf 1 0 0 1 4 8 Tm ({text}) Tj ET".encode())
        look.update(
            named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=numbers(0, 0, WIDE, HIGH), Resources=named(Font=fonts))
        )
        annotation = named(
            Type=NameObject("/Annot"),
            Subtype=NameObject(kind),
            Rect=numbers(196, y - 8, 196 + WIDE, y - 8 + HIGH),
            F=NumberObject(flags),
            Contents=TextStringObject(text),
            AP=named(N=writer._add_object(look)),
        )
        made.append(writer._add_object(annotation))
    writer.pages[0][NameObject("/Annots")] = made
    path = folder / "annotated.pdf"
    writer.write(path)
    return path


def form(*labels: str) -> PdfPage:
    page = PdfPage().text(60, 780, "Request", size=18, font="bold")
    for row, label in enumerate(labels):
        page.text(60, 720 - 30 * row, label)
    return page.paragraph(
        60, 560, "The board decides within a month of being asked, and says so to the carer and", "to the person who is helped."
    )


@pytest.mark.parametrize("kind", ["/FreeText", "/Widget", "/Stamp"])
def test_what_is_typed_onto_a_page_is_read_where_it_stands(tmp_path: Path, kind: str) -> None:
    document = settled(parse_pdf(with_annotations(tmp_path, form("Name of the carer:"), kind, (720, "Ann Bain of Brae"))))
    assert document.text.index("Name of the carer:") < document.text.index("Ann Bain of Brae") < document.text.index("The board decides")


def test_the_entries_of_a_form_stand_beside_their_labels(tmp_path: Path) -> None:
    page = form("Name of the carer:", "Town:", "Hours of care a week:", "Date of the request:")
    entries = ((630, "3 May 2020"), (720, "Ann Bain"), (690, "Brae"), (660, "35"))  # drawn in the order in which they were made
    document = settled(parse_pdf(with_annotations(tmp_path, page, "/Widget", *entries)))
    assert texts_of(document, BlockKind.TABLE_ROW) == [
        "Name of the carer: Ann Bain",
        "Town: Brae",
        "Hours of care a week: 35",
        "Date of the request: 3 May 2020",
    ]


def test_what_is_typed_upon_a_blank_stands_in_its_sentence(tmp_path: Path) -> None:
    page = form().text(65, 700, "Each person may speak for __ minutes and no longer than that.")
    page.text(60, 660, "Your name: ________________________________________ (in full)")
    document = settled(parse_pdf(with_annotations(tmp_path, page, "/Widget", (702, "20"), (660, "Ann Bain"))))
    assert "Each person may speak for 20 minutes and no longer than that." in document.text
    assert "Your name: Ann Bain (in full)" in document.text
    assert document.text.count("20") == document.text.count("Ann Bain") == 1


def test_entries_that_a_form_gives_as_words_alone_are_read_and_drawn(tmp_path: Path) -> None:
    labels = ("Name of the carer:", "Town:", "Hours of care a week:")
    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "plain.pdf", form(*labels))))
    font = writer._add_object(named(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica")))
    fields = ArrayObject()
    for row, entry in enumerate(("Ann Bain", "Brae", "35")):
        field = named(
            Type=NameObject("/Annot"),
            Subtype=NameObject("/Widget"),
            FT=NameObject("/Tx"),
            T=TextStringObject(f"field {row}"),
            V=TextStringObject(entry),
            DA=TextStringObject("/Helv 11 Tf 0 g"),
            Rect=numbers(200, 712 - 30 * row, 400, 737 - 30 * row),
            F=NumberObject(4),
        )
        fields.append(writer._add_object(field))
    writer.pages[0][NameObject("/Annots")] = fields
    writer._root_object[NameObject("/AcroForm")] = named(
        Fields=fields, DR=named(Font=named(Helv=font)), DA=TextStringObject("/Helv 11 Tf 0 g")
    )
    writer.write(tmp_path / "form.pdf")
    rows = texts_of(settled(parse_pdf(tmp_path / "form.pdf")), BlockKind.TABLE_ROW)
    assert rows == ["Name of the carer: Ann Bain", "Town: Brae", "Hours of care a week: 35"]
    drawn, scale = PdfPictures((tmp_path / "form.pdf").read_bytes(), []).draw(1, 595)
    assert scale == 1
    assert (drawn[842 - 730 : 842 - 650, 200:300] < 128).any()


@pytest.mark.parametrize("kind, flags", [("/FreeText", 2), ("/Text", 4), ("/Popup", 4)])
def test_hidden_and_folded_notes_are_not_read(tmp_path: Path, kind: str, flags: int) -> None:
    path = with_annotations(tmp_path, form("Name of the carer:"), kind, (720, "Ann Bain of Brae"), flags=flags)
    assert "Ann Bain" not in settled(parse_pdf(path)).text


@pytest.mark.parametrize("shift", [0, 2])
def test_words_that_the_page_holds_where_a_field_has_them_come_once(tmp_path: Path, shift: float) -> None:
    labels = ("Name of the carer:", "Name of the helper:", "Name of the payer:")
    page = form(*labels)
    for y in (720, 690, 660):
        page.text(204 + shift, y - shift, "Ann Bain")
    entries = ((y, "Ann Bain") for y in (720, 690, 660))
    document = settled(parse_pdf(with_annotations(tmp_path, page, "/Widget", *entries)))
    assert texts_of(document, BlockKind.TABLE_ROW) == [f"{label} Ann Bain" for label in labels]


@pytest.mark.parametrize("kind", ["/FreeText", "/Widget"])
def test_what_is_shown_in_print_alone_is_neither_read_nor_drawn(tmp_path: Path, kind: str) -> None:
    shown = with_annotations(tmp_path, form("Name of the carer:"), kind, (720, "Ann Bain of Brae"), (690, "Printed on Monday"))
    writer = PdfWriter(clone_from=PdfReader(shown))
    annotations = writer.pages[0]["/Annots"]
    assert isinstance(annotations, ArrayObject)
    unseen = annotations[1].get_object()
    assert isinstance(unseen, DictionaryObject)
    unseen[NameObject("/F")] = NumberObject(4 + 32)
    writer.write(tmp_path / "unseen.pdf")
    text = settled(parse_pdf(tmp_path / "unseen.pdf")).text
    assert "Ann Bain of Brae" in text
    assert "Printed on Monday" not in text
    drawn, _ = PdfPictures((tmp_path / "unseen.pdf").read_bytes(), []).draw(1, 595)
    assert (drawn[842 - 732 : 842 - 718, 200:300] < 128).any()
    assert not (drawn[842 - 702 : 842 - 688, 200:300] < 128).any()


@pytest.mark.parametrize("key", ["/MediaBox", "/Resources"])
def test_a_page_with_notes_keeps_what_it_has_from_the_tree_of_pages(tmp_path: Path, key: str) -> None:
    page = form("Name of the carer:").text(60, 815, "Brae Council")
    own = with_annotations(tmp_path, page, "/FreeText", (720, "Ann Bain of Brae"))
    writer = PdfWriter(clone_from=PdfReader(own))
    tree = writer._root_object["/Pages"].get_object()
    assert isinstance(tree, DictionaryObject)
    tree[NameObject(key)] = writer.pages[0].pop(key)
    writer.write(tmp_path / "inherited.pdf")
    first, second = (settled(parse_pdf(path)) for path in (own, tmp_path / "inherited.pdf"))
    assert "Brae Council" in first.text
    assert "Ann Bain of Brae" in first.text
    assert second.text == first.text
    pictures = [PdfPictures(path.read_bytes(), []).draw(1, 595)[0] for path in (own, tmp_path / "inherited.pdf")]
    assert pictures[0].shape == (842, 595, 3)
    assert np.array_equal(pictures[0], pictures[1])
