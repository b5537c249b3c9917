# ruff: noqa: INP001, S607 - a script, not a package; pandoc is looked up on the path on purpose
"""Render the PDF and DOCX documents of the starter corpus from the sources in this folder.

Run it from any folder: ``python authoring/render.py``. It needs pandoc on the path and the
packages that README.md names. The same sources and tool versions give the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

AUTHORING = Path(__file__).resolve().parent
CORPUS = AUTHORING.parent / "corpus"
PDF_NAMES = ("joint-working-act-2014", "older-people-care-and-housing")
DOCX_NAMES = ("four-pillars-of-reform", "self-directed-support-act-2013", "dementia-strategies")

# 22 November 2026, 00:00 UTC. Both tools stamp their files with this date instead of today's.
FIXED_TIME = "1795305600"

A4_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
    'w:left="1440" w:header="720" w:footer="720" w:gutter="0"/>'
)
RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="777777"/>'
RULES = "".join(RULE.format(side=side) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
# What to change in pandoc's default reference document, per part: (text there, text instead).
DOCX_PAGE_DESIGN = {
    "word/document.xml": [
        (
            "<w:sectPr />",
            f"<w:sectPr>{A4_PAGE}</w:sectPr>",
        )
    ],
    "word/styles.xml": [
        ('w:lang w:val="en-US"', 'w:lang w:val="en-GB"'),
        (
            '<w:tblInd w:w="0" w:type="dxa" />\n      <w:tblCellMar>',
            f'<w:tblInd w:w="0" w:type="dxa" /><w:tblBorders>{RULES}</w:tblBorders><w:tblCellMar>',
        ),
        ('<w:tblStylePr w:type="firstRow">', '<w:trPr><w:cantSplit/></w:trPr><w:tblStylePr w:type="firstRow">'),
    ],
}


def render_pdf(name: str) -> None:
    """Write ``corpus/<name>.pdf``, with bookmarks, and roman page labels for the front matter."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.constants import PageLabelStyle
    from weasyprint import CSS, HTML  # type: ignore[import-not-found, import-untyped, unused-ignore] # authoring only

    page_design = CSS(filename=str(AUTHORING / "print.css"))
    document = HTML(filename=str(AUTHORING / f"{name}.html")).render(stylesheets=[page_design])
    rendered = document.write_pdf(pdf_identifier=name.encode())
    front_pages = count_front_pages(document)

    # WeasyPrint prints roman numbers but cannot write page labels, so they are added here.
    writer = PdfWriter(clone_from=PdfReader(BytesIO(rendered)))
    writer.set_page_label(0, front_pages - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(front_pages, len(document.pages) - 1, style=PageLabelStyle.DECIMAL)
    writer.write(CORPUS / f"{name}.pdf")


def count_front_pages(document: object) -> int:
    """Number of pages before the first main section, which has the anchor ``main``."""
    for number, page in enumerate(document.pages):  # type: ignore[attr-defined]
        if "main" in page.anchors:
            return number
    raise SystemExit('No element with id="main": add it to the first main section of the HTML.')


def build_page_design(folder: Path) -> Path:
    """Write pandoc's default reference document with A4 pages and ruled tables; return its path."""
    default = subprocess.run(["pandoc", "--print-default-data-file=reference.docx"], check=True, capture_output=True).stdout
    path = folder / "reference.docx"
    with ZipFile(BytesIO(default)) as source, ZipFile(path, "w") as target:
        for item in source.infolist():
            text = source.read(item)
            for old, new in DOCX_PAGE_DESIGN.get(item.filename, ()):
                if old.encode() not in text:
                    raise SystemExit(f"pandoc's {item.filename} has no {old!r}: adapt DOCX_PAGE_DESIGN in render.py.")
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(item, text)
    return path


def render_docx(name: str, page_design: Path) -> None:
    """Write ``corpus/<name>.docx``, with real heading styles, lists, a table and footnotes."""
    command = ["pandoc", "--from=markdown", "--to=docx", "--standalone", f"--reference-doc={page_design}"]
    command += [f"--output={CORPUS / f'{name}.docx'}", str(AUTHORING / f"{name}.md")]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": FIXED_TIME})


def main() -> None:
    """Render everything, or stop with a message that says which tool is missing."""
    if shutil.which("pandoc") is None:
        raise SystemExit("pandoc was not found. Install it (Debian: apt-get install pandoc) and try again.")
    os.environ["SOURCE_DATE_EPOCH"] = FIXED_TIME
    for name in PDF_NAMES:
        render_pdf(name)
    with TemporaryDirectory() as folder:
        page_design = build_page_design(Path(folder))
        for name in DOCX_NAMES:
            render_docx(name, page_design)
    sys.stdout.write(f"Rendered {len(PDF_NAMES)} PDF and {len(DOCX_NAMES)} DOCX files into corpus.\n")


if __name__ == "__main__":
    main()
