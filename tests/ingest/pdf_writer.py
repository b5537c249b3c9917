"""Writes tiny PDF files, line by line, so that tests know every place on the page."""

from dataclasses import dataclass, field
from pathlib import Path

WIDTH, HEIGHT = 595, 842
FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique", "bullets": "Courier"}


@dataclass
class PdfPage:
    parts: list[str] = field(default_factory=list)
    turned: int = 0
    crop: tuple[float, float, float, float] | None = None

    def text(self, x: float, y: float, text: str, *, size: float = 11, font: str = "plain") -> "PdfPage":
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.parts.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET")
        return self

    def upward(self, x: float, y: float, text: str, *, size: float = 11) -> "PdfPage":
        self.parts.append(f"BT /plain {size} Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET")
        return self

    def raised(self, x: float, y: float, before: str, mark: str, after: str, *, size: float = 11) -> "PdfPage":
        """One line of text with a small raised mark in it."""
        self.parts.append(
            f"BT /plain {size} Tf 1 0 0 1 {x} {y} Tm ({before}) Tj /plain {size * 0.6} Tf {size * 0.35} Ts ({mark}) Tj "
            f"0 Ts /plain {size} Tf ({after}) Tj ET",
        )
        return self

    def paragraph(self, x: float, y: float, *lines: str, size: float = 11, font: str = "plain", distance: float = 14) -> "PdfPage":
        for number, line in enumerate(lines):
            self.text(x, y - number * distance, line, size=size, font=font)
        return self

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> "PdfPage":
        self.parts.append(f"{x} {y} m {to_x} {to_y} l S")
        return self

    def grid(self, columns: list[float], rows: list[float]) -> "PdfPage":
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])
        return self

    def picture(self, x: float = 40, y: float = 40, wide: float = 500, high: float = 700) -> "PdfPage":
        self.parts.append(f"q {wide} 0 0 {high} {x} {y} cm /picture Do Q")
        return self


def _crop(page: PdfPage) -> str:
    return "" if page.crop is None else f"/CropBox [{' '.join(map(str, page.crop))}] "


def write_pdf(path: Path, *pages: PdfPage, catalogue: str = "", information: str = "", further: dict[int, bytes] | None = None) -> Path:
    """A PDF file of these pages. ``catalogue`` and ``information`` are further entries of those dictionaries, ``further`` are objects."""
    objects: dict[int, bytes] = dict(further or {})
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>" for name, base in FONTS.items()
    )
    fonts += " /symbol << /Type /Font /Subtype /Type1 /BaseFont /Symbol /ToUnicode 5 0 R >>"  # its codes as Word writes them
    fonts += " /misnamed << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>"
    fonts += " /garbled << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
    fonts += " /lossy << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 8 0 R >>"
    fonts += " /hebrew << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 9 0 R >>"  # a is Alef
    fonts += (  # a font that is as heavy as bold ones by its numbers, and plain by its name
        " /heavy << /Type /Font /Subtype /Type1 /BaseFont /Palatino-Roman /Encoding /WinAnsiEncoding"
        " /FontDescriptor << /Type /FontDescriptor /FontName /Palatino-Roman /Flags 34 /FontBBox [0 -200 900 800] /ItalicAngle 0"
        " /Ascent 730 /Descent -280 /CapHeight 690 /StemV 180 >> >>"
    )
    fonts += (  # figures that the font itself draws small and high
        " /superior << /Type /Font /Subtype /Type3 /FontBBox [0 0 400 800] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 49 /LastChar 50"
        " /Widths [350 350] /Encoding << /Type /Encoding /Differences [49 /one /two] >> /CharProcs << /one 9000 0 R /two 9000 0 R >> >>"
    )
    fonts += " /unnamed << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 9002 0 R >>"
    fonts += (  # joined letters as InDesign names them: 30 is "ff", 31 is "ffi", and 29 has a name that says nothing
        " /joined << /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Helvetica"
        " /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [29 /g29 /f_f /f_f_i.liga] >> >>"
    )
    blank = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange "
    blank += b"<41> <44> [<0020> <0020> <0020> <0020>] endbfrange"  # capitals that are said to be spaces
    objects[9002] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(blank), blank)
    drawn = b"350 0 40 370 310 720 d1 40 370 270 350 re f"
    objects[9000] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
    numbers = [10 + 2 * place for place in range(len(pages))]
    objects[1] = f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode()
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(f'{number} 0 R' for number in numbers)}] /Count {len(pages)} >>".encode()
    objects[3] = f"<< {information} >>".encode()
    objects[4] = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
        b"stream\n\x7f\nendstream"
    )
    as_word_writes = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <F000> endbfrange"
    objects[5] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(as_word_writes), as_word_writes)
    misnamed = b"1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <A1> <019F> <A2> <014C> <B2> <00B2> endbfchar"
    objects[6] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(misnamed), misnamed)
    garbled = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> <2500> endbfrange"
    objects[7] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(garbled), garbled)
    lossy = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <63> <0069> endbfchar"  # a sign as wide as "fi"
    objects[8] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(lossy), lossy)
    hebrew = b"1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfrange <20> <5A> <0020> <61> <7B> <05D0> endbfrange"
    objects[9] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(hebrew), hebrew)
    for number, page in zip(numbers, pages, strict=True):
        content = "\n".join(page.parts).encode("cp1252")
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {page.turned} {_crop(page)}"
            f"/Resources << /Font << {fonts} >> /XObject << /picture 4 0 R >> >> /Contents {number + 1} 0 R >>"
        ).encode()
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)
    data = b"%PDF-1.7\n"
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, offset)
    data += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    path.write_bytes(data)
    return path
