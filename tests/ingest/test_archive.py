import zipfile
from pathlib import Path

import pytest

from copro_qa.errors import DocumentUnreadable
from ingest import archive
from ingest.reading import read

FIRST_PARTS = {
    "docx": "word/document.xml",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "epub": "META-INF/container.xml",
}


@pytest.mark.parametrize("kind", FIRST_PARTS)
def test_an_archive_that_unpacks_to_far_more_than_a_document_holds_is_not_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(archive, "_MAXIMUM_PART_BYTES", 1000)
    path = tmp_path / f"bomb.{kind}"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(FIRST_PARTS[kind], " " * 5000)
    with pytest.raises(DocumentUnreadable, match="unpacks to far more"):
        read(path)


def test_many_small_parts_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MAXIMUM_BYTES", 1000)
    path = tmp_path / "bomb.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(20):
            file.writestr(f"picture{number}.png", bytes(100))
    with pytest.raises(DocumentUnreadable, match="unpacks to far more"):
        read(path)
