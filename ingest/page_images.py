"""``python -m ingest.page_images``: draws pages of original files, asked by :mod:`copro_qa.provenance.page_images` over pipes."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from base64 import b64encode
from collections import OrderedDict
from pathlib import Path
from typing import Any

from copro_qa.errors import CoproQaError, DocumentUnreadable
from ingest.child import serve
from ingest.parsers.pdf_image import PdfPictures
from ingest.passwords import passwords_for
from ingest.pictures import mark, png
from ingest.source_entries import corpus_path

__all__ = ["Drawer"]

_KEPT_OPEN = 2  # files: one person turns the pages of one, and perhaps compares it with another
_MOST_BYTES = 512 * 2**20

_Stamp = tuple[int, int]


class Drawer:
    """Draws pages, and keeps the files of the last ones open."""

    def __init__(self) -> None:
        self._open: OrderedDict[Path, tuple[_Stamp, str, PdfPictures]] = OrderedDict()

    def reply(self, question: dict[str, Any]) -> dict[str, Any]:
        """The picture, as PNG in base 64, or the reason why there is none."""
        try:
            file = self._file(Path(question["corpus"]), question["path"], question["file_sha256"])
            picture, scale = file.draw(question["page"], question["width"])
            mark(picture, question["boxes"], scale)
            return {"png": b64encode(png(picture)).decode()}
        except CoproQaError as error:
            return {"reason": str(error)}
        except MemoryError:
            return {"reason": "Drawing the page needs more memory than is allowed.", "ends": True}
        except Exception as error:  # noqa: BLE001  # whatever a library trips over, the next page goes on
            return {"reason": f"The page cannot be drawn ({type(error).__name__}).", "ends": True}

    def _file(self, corpus: Path, path: str, sha256: str) -> PdfPictures:
        """The file, opened, if it is the one that was indexed. Raises DocumentUnreadable."""
        location = _location(corpus, path)
        try:
            status = location.stat()
            stamp = status.st_size, status.st_mtime_ns
            kept = self._open.get(location)
            if kept is not None and kept[:2] == (stamp, sha256):
                self._open.move_to_end(location)
                return kept[2]
            if status.st_size > _MOST_BYTES:
                raise DocumentUnreadable("The file is too large to be drawn.")
            data = location.read_bytes()
        except OSError as error:
            raise DocumentUnreadable(f"The original file cannot be opened: {error.strerror or error}.") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise DocumentUnreadable(
                "The original file has changed since it was indexed, so the quote might stand elsewhere in it. Run: copro-qa index"
            )
        self._keep(location, (stamp, sha256, PdfPictures(data, passwords_for(corpus, path))))
        return self._open[location][2]

    def _keep(self, location: Path, opened: tuple[_Stamp, str, PdfPictures]) -> None:
        before = self._open.pop(location, None)
        if before is None and len(self._open) >= _KEPT_OPEN:
            _, before = self._open.popitem(last=False)
        if before is not None:
            before[2].close()
        self._open[location] = opened


def _location(corpus: Path, path: str) -> Path:
    """Where the file of this path lies. Raises DocumentUnreadable when it is not in the corpus folder."""
    named = corpus_path(path)
    # Some systems keep names in composed letters, others do not.
    for form in (named, unicodedata.normalize("NFD", named)) if named else ():
        location = corpus / form
        if location.is_file() and location.resolve().is_relative_to(corpus.resolve()):
            return location
    raise DocumentUnreadable("The original file is not in the corpus folder any more. Put it back, or run: copro-qa index")


if __name__ == "__main__":
    serve(Drawer().reply, memory_limit_bytes=int(sys.argv[1]))
