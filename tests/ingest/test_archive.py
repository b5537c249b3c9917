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


def test_a_part_whose_bytes_were_changed_is_damage_and_one_that_is_not_there_is_not(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("whole.txt", "People decide together.")
        file.writestr("changed.txt", "Nobody asked them.")
    path.write_bytes(path.read_bytes().replace(b"Nobody", b"Anyone"))
    with archive.Archive(path) as opened:
        assert opened.names == {"whole.txt", "changed.txt"}
        assert opened.read("whole.txt") == b"People decide together."
        with pytest.raises(DocumentUnreadable, match="The file is damaged"):
            opened.read("changed.txt")
        with pytest.raises(KeyError):
            opened.read("missing.txt")
