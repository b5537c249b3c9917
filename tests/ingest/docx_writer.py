"""Word documents written part by part, for what python-docx cannot write."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["paragraph", "run", "write_docx"]

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
}
_SPACES = " ".join(f'xmlns:{short}="{name}"' for short, name in _NAMES.items())
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str = "", *, number: tuple[int, int] | None = None, bold: bool = False, style: str = "", ends: str = "") -> str:
    """A paragraph; ``inner`` is its text or its runs, ``number`` its list and level, ``ends`` the settings of its end."""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = inner if inner.startswith("<") or not inner else run(inner, "<w:b/>" if bold else "")
    return f"<w:p><w:pPr>{named}{listed}{f'<w:rPr>{ends}</w:rPr>' if ends else ''}</w:pPr>{runs}</w:p>"


def write_docx(
    path: Path, body: str, parts: Mapping[str, str] | None = None, others: Mapping[str, tuple[str, str, bytes]] | None = None
) -> Path:
    """A file with this body. ``parts`` are "numbering" and such, by name without their root element; ``others`` are given by the
    name that the body refers to them by: the kind of the relation, the name of the part, what it holds."""
    relations, kinds, written = "", "", {}
    for name, inner in (parts or {}).items():
        written[f"word/{name}.xml"] = f"<w:{name} {_SPACES}>{inner}</w:{name}>".encode()
        relations += f'<Relationship Id="{name}" Type="{_NAMES["r"]}/{name}" Target="{name}.xml"/>'
        kinds += f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name}+xml"/>'
    for identifier, (relation, name, data) in (others or {}).items():
        written[f"word/{name}"] = data
        relations += f'<Relationship Id="{identifier}" Type="{_NAMES["r"]}/{relation}" Target="{name}"/>'
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="htm" ContentType="text/html"/>'
            '<Default Extension="mht" ContentType="message/rfc822"/><Default Extension="bin" ContentType="application/octet-stream"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>{kinds}</Types>',
        )
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="main" Type="{_NAMES["r"]}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>')
        package.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for name, data in written.items():
            package.writestr(name, data)
    return path
