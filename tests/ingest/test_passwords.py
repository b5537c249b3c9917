from pathlib import Path

import pytest

from copro_qa.errors import CorpusUnusable
from ingest.passwords import passwords_beside, passwords_for

ENTRIES = '[[documents]]\npath = "acts/locked.docx"\npassword = "secret"\n\n[[documents]]\npath = "open.docx"\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "acts").mkdir()
    (tmp_path / "sources.toml").write_text(ENTRIES, encoding="utf-8")
    return tmp_path


def test_the_password_is_that_of_the_documents_entry(corpus: Path) -> None:
    assert passwords_for(corpus, "acts/locked.docx") == ["secret"]
    assert passwords_for(corpus, "open.docx") == []
    assert passwords_for(corpus, "other.docx") == []


def test_a_file_wherever_it_lies_goes_by_the_nearest_list_of_sources(corpus: Path) -> None:
    assert passwords_beside(corpus / "acts" / "locked.docx") == ["secret"]
    (corpus / "acts" / "sources.toml").write_text('[[documents]]\npath = "locked.docx"\npassword = "nearer"\n', encoding="utf-8")
    assert passwords_beside(corpus / "acts" / "locked.docx") == ["nearer"]


def test_a_list_that_cannot_be_read_gives_a_file_elsewhere_no_password(corpus: Path) -> None:
    (corpus / "sources.toml").write_text("not = [toml", encoding="utf-8")
    assert passwords_beside(corpus / "acts" / "locked.docx") == []
    with pytest.raises(CorpusUnusable):
        passwords_for(corpus, "acts/locked.docx")
