"""Files of every kind with some of their bytes changed: each is read, or given up with a reason for people."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copro_qa.document import Block, BlockKind, Document, Page, Source
from ingest.worker import ParsingWorker, _reply
from tests.ingest.parsers.test_epub import epub, page
from tests.ingest.parsers.test_odt import items, odt, p
from tests.ingest.parsers.test_odt_encryption import part_by_part
from tests.ingest.parsers.test_office_encryption import encrypted
from tests.ingest.pdf_writer import PdfPage, write_pdf

BOUNDED = settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))

PAGE = (
    '<html><head><style>.x{display:none}</style><script type=\'application/ld+json\'>{"@type":"Report","headline":"H"}</script></head>'
    "<body><main><h1>Title</h1><p class='x'>Hidden</p><p>Text<sup><a href='#n1'>1</a></sup> &amp; more.</p><ul><li>a<ol><li>b</ol></ul>"
    "<table><tr><th>Year<th>Sum<tr><td rowspan=2>2010<td>9<tr><td>8</table><p id='n1'>1 Note.</p></main></body></html>"
)
MARKDOWN = (
    "---\ntitle: T\n---\n\n# Title\n{:.no_toc}\n\nText[^1] with `code` and [link](x).\n\n1. a\n2. b\n   - c\n\n| A | B |\n|---|---|\n"
    "| 1 | 2 |\n\n```\nx\n```\n\n<div>html</div>\n\n[^1]: Note.\n"
)
TEXT = "REPORT\n======\n\n1. Purpose\n\nIt covers:\n(a) care\n(b) housing\n\nCo-\nproduction means that\npeople decide.\f\nPage two.\n"

changes = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(["overwrite", "insert", "delete", "repeat", "cut"]),
        st.one_of(
            st.binary(min_size=1, max_size=8),
            st.sampled_from([b"<", b">", b"/>", b'"', b"&", b"\x00", b"]]>", b"99999999", b"-1", b"\xff\xfe", b"\xed\xa0\x80", b"\r"]),
        ),
    ),
    min_size=1,
    max_size=5,
)
Changes = list[tuple[float, str, bytes]]


def changed(data: bytes, what: Changes) -> bytes:
    for place, how, put in what:
        at = int(place * len(data))
        if how == "overwrite":
            data = data[:at] + put + data[at + len(put) :]
        elif how == "insert":
            data = data[:at] + put + data[at:]
        elif how == "delete":
            data = data[:at] + data[at + 16 * len(put) :]
        elif how == "repeat":
            data = data[:at] + data[at : at + 64] * len(put) + data[at:]
        else:
            data = data[: max(at, len(data) // 2)]
    return data


def part_changed(archive: bytes, part: str, what: Changes) -> bytes:
    """A whole zip file in which the text of one part is changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as given_parts, zipfile.ZipFile(out, "w") as written:
        for name in given_parts.namelist():
            data = given_parts.read(name)
            written.writestr(name, changed(data, what) if name == part else data)
    return out.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Title", 0)
    document.add_paragraph("care", style="List Number")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "merged"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def slides() -> bytes:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Title"
    slide.placeholders[1].text_frame.text = "care\nhousing"
    slide.notes_slide.notes_text_frame.text = "Note."
    slide.shapes.add_textbox(0, 0, 99, 99).text_frame.text = "box"
    slide.shapes.add_table(2, 2, 0, 0, 99, 99).table.cell(0, 0).text = "cell"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 99, 99).text_frame.text = "in a group"
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("archives")
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note.</text:p></text:note-body></text:note>"
    return {
        "docx": word(),
        "pptx": slides(),
        "odt": odt(folder, p(f"Text{note}.") + items("N", p("care"), p("housing"))).read_bytes(),
        "doc": encrypted(word(), "secret"),
        "locked": part_by_part(folder, "secret").read_bytes(),
        "epub": epub(folder, {"a.xhtml": page("<h1>One</h1><p>Text.</p>"), "b.xhtml": page("<p>Two.</p>")}).read_bytes(),
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


def hold(name: str, data: bytes, folder: Path, read: Callable[[Path], dict[str, object]]) -> None:
    """Reads the file and checks what comes back: a valid document, or a sentence without a trace of the program."""
    path = folder / name
    path.write_bytes(data)
    answer = json.loads(json.dumps(read(path)))
    if "reason" in answer:
        assert answer["reason"].endswith(".")
        assert "Traceback" not in answer["reason"]
        assert str(folder) not in answer["reason"]
        return
    found = answer["document"]
    blocks = tuple(Block(BlockKind(kind), start, end, level, lead) for kind, start, end, level, lead in found["blocks"])
    pages = tuple(Page(*one) for one in found["pages"])
    document = Document("id", found["text"], blocks, pages, Source(name, "", "", "Title"))
    assert document.text.encode("utf-8")
    assert all(document.text[block.start : block.end].strip() for block in blocks)


def read_here(path: Path) -> dict[str, object]:
    return _reply({"path": str(path), "passwords": ["secret"], "with_scans": False})


@pytest.mark.parametrize("kind", ["docx", "pptx", "odt", "doc", "locked", "epub"])
def test_the_archives_are_whole_before_they_are_changed(place: Path, archives: dict[str, bytes], kind: str) -> None:
    path = place / f"whole.{kind}"
    path.write_bytes(archives[kind])
    assert "document" in read_here(path)


@pytest.mark.parametrize("name, whole", [("a.html", PAGE), ("a.md", MARKDOWN), ("a.txt", TEXT)])
@given(what=changes)
@BOUNDED
def test_a_changed_text_is_read_or_given_up_with_a_reason(place: Path, name: str, whole: str, what: Changes) -> None:
    hold(name, changed(whole.encode(), what), place, read_here)


@pytest.mark.parametrize("kind", ["docx", "pptx", "odt", "doc", "locked", "epub"])
@given(what=changes)
@BOUNDED
def test_a_changed_archive_is_read_or_given_up_with_a_reason(place: Path, archives: dict[str, bytes], kind: str, what: Changes) -> None:
    hold(f"a.{kind}", changed(archives[kind], what), place, read_here)


@pytest.mark.parametrize(
    "kind, part",
    [
        ("docx", "word/document.xml"),
        ("docx", "word/styles.xml"),
        ("docx", "word/numbering.xml"),
        ("docx", "word/_rels/document.xml.rels"),
        ("docx", "docProps/core.xml"),
        ("pptx", "ppt/slides/slide1.xml"),
        ("pptx", "ppt/presentation.xml"),
        ("pptx", "ppt/slides/_rels/slide1.xml.rels"),
        ("pptx", "ppt/notesSlides/notesSlide1.xml"),
        ("pptx", "ppt/slideMasters/slideMaster1.xml"),
        ("pptx", "ppt/theme/theme1.xml"),
        ("odt", "content.xml"),
        ("locked", "META-INF/manifest.xml"),
        ("odt", "styles.xml"),
        ("odt", "meta.xml"),
        ("odt", "META-INF/manifest.xml"),
        ("epub", "OPS/book.opf"),
        ("epub", "OPS/a.xhtml"),
        ("epub", "META-INF/container.xml"),
    ],
)
@given(what=changes)
@BOUNDED
def test_an_archive_with_a_changed_part_is_read_or_given_up_with_a_reason(
    place: Path, archives: dict[str, bytes], kind: str, part: str, what: Changes
) -> None:
    hold(f"a.{kind}", part_changed(archives[kind], part, what), place, read_here)


def test_a_changed_pdf_is_read_or_given_up_with_a_reason_and_its_child_lives_on(place: Path) -> None:
    whole = place / "whole.pdf"
    write_pdf(whole, PdfPage().text(72, 700, "Title", size=20).paragraph(72, 650, "People decide", "together."))
    data = whole.read_bytes()
    with ParsingWorker(time_limit_seconds=60) as worker:

        def read_in_child(path: Path) -> dict[str, object]:
            question = {"path": str(path), "passwords": [], "with_scans": False, "time_limit_seconds": 60}
            return worker._child.ask(question, limit_seconds=60)

        @given(what=changes)
        @BOUNDED
        def fuzz(what: Changes) -> None:
            hold("a.pdf", changed(data, what), place, read_in_child)

        assert "document" in read_in_child(whole)
        fuzz()


REAL = sorted(path for path in (Path(__file__).parents[2] / "corpus").iterdir() if path.suffix in (".pdf", ".docx"))


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_a_changed_real_file_is_read_or_given_up_with_a_reason(place: Path, path: Path) -> None:
    data = path.read_bytes()
    with ParsingWorker(time_limit_seconds=60) as worker:

        def read_in_child(changed_file: Path) -> dict[str, object]:
            question = {"path": str(changed_file), "passwords": [], "with_scans": False, "time_limit_seconds": 60}
            return worker._child.ask(question, limit_seconds=60)

        @given(what=changes)
        @settings(BOUNDED, max_examples=5)
        def fuzz(what: Changes) -> None:
            hold(path.name, changed(data, what), place, read_in_child)

        assert "document" in read_in_child(path)
        fuzz()
