from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copro_qa.errors import CorpusUnusable, DocumentUnreadable, InvalidInput
from ingest import reading
from ingest.corpus_changes import AddedDocument, add_document, remove_document, safe_name
from ingest.document_reader import Parser
from ingest.sources import scan_folder
from tests.ingest.parsers.test_office_encryption import document, encrypted


class ParsesHere:
    """Reads in this process: a child takes a second to start."""

    def begin(self) -> None:
        pass

    def parse(self, path: Path, *, passwords: Sequence[str] = ()) -> object:
        if b"poison" in path.read_bytes():
            raise DocumentUnreadable("The file is damaged.")
        return reading.read(path, passwords=passwords)


@contextmanager
def here() -> Iterator[Parser]:
    yield ParsesHere()  # type: ignore[misc]  # gives what a parser gives


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


def add(corpus: Path, name: str, content: bytes = b"# Aims\n\nPeople lead.\n", *, replace: bool = False) -> AddedDocument:
    incoming = corpus / f".incoming-{time.monotonic_ns()}"
    incoming.mkdir()
    (incoming / "upload").write_bytes(content)
    return add_document(corpus, incoming / "upload", name, replace=replace, open_parser=here)


def paths(corpus: Path) -> list[str]:
    return sorted(path.name for path in corpus.iterdir())


def test_a_document_that_can_be_read_is_moved_in_and_nothing_else_is_left(corpus: Path) -> None:
    added = add(corpus, "aims.md")
    assert (added.path, added.media_type, added.words, added.replaced) == ("aims.md", "text/markdown", 3, False)
    assert paths(corpus) == ["aims.md"]
    assert [file.path for file in scan_folder(corpus).files] == ["aims.md"]


@pytest.mark.parametrize(
    "content, name, why",
    [
        (b"# poison", "a.md", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "picture"),
        (b"\x00\x01\x02", "a.bin", "PDF, DOCX, PPTX, ODT, EPUB, HTML"),
        (b"", "b.pdf", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason_and_leaves_nothing(corpus: Path, content: bytes, name: str, why: str) -> None:
    with pytest.raises(InvalidInput, match=why):
        add(corpus, name, content)
    assert paths(corpus) == []


def test_a_document_takes_anothers_place_only_when_it_is_asked_to(corpus: Path) -> None:
    add(corpus, "aims.md")
    with pytest.raises(InvalidInput, match="already"):
        add(corpus, "aims.md", b"# New\n\nPlaces follow.\n")
    assert b"People" in (corpus / "aims.md").read_bytes()
    assert add(corpus, "aims.md", b"# New\n\nPlaces follow.\n", replace=True).replaced
    assert b"Places" in (corpus / "aims.md").read_bytes()


def test_a_link_in_the_corpus_is_replaced_itself_and_not_what_it_leads_to(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (corpus / "aims.md").symlink_to(tmp_path / "secret.md")
    add(corpus, "aims.md", replace=True)
    assert (tmp_path / "secret.md").read_text(encoding="utf-8") == "secret"
    assert not (corpus / "aims.md").is_symlink()


def test_a_document_with_a_password_is_taken_where_sources_toml_gives_it(corpus: Path) -> None:
    content = encrypted(document(), "secret")
    with pytest.raises(InvalidInput, match=r"Give the password in sources\.toml"):
        add(corpus, "locked.docx", content)
    (corpus / "sources.toml").write_text('[[documents]]\npath = "locked.docx"\npassword = "secret"\n', encoding="utf-8")
    assert add(corpus, "locked.docx", content).words > 0
    assert paths(corpus) == ["locked.docx", "sources.toml"]


@pytest.mark.parametrize(
    "name, made",
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        (r"C:\Users\me\Joint plan.docx", "Joint plan.docx"),
        ("a<b>:c?.md", "a-b-c-.md"),
        (" Cafe\u0301 report .pdf", "Café report.pdf"),
        ("a\u202eb\x00c\n.md", "a b c.md"),
        ("x" * 400 + ".pdf", "x" * 116 + ".pdf"),
        ("–" * 400 + ".pdf", "–" * 38 + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, made: str) -> None:
    assert safe_name(name) == made


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "report", ".pdf", ".hidden.pdf/", "sources.toml", "~$draft.docx", "a.part", "-.-", "a. "]
)
def test_names_that_say_nothing_or_are_never_read_are_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        safe_name(name)


@given(st.text(max_size=300))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    try:
        made = safe_name(name)
    except InvalidInput:
        return
    assert Path(made).name == made
    assert not made.startswith((".", "~"))
    assert len(made.encode()) <= 120


def test_a_document_is_removed_by_its_path(corpus: Path) -> None:
    (corpus / "reports").mkdir()
    (corpus / "reports/Cafe\u0301.md").write_text("x", encoding="utf-8")
    assert remove_document(corpus, "reports/Café.md")
    assert not remove_document(corpus, "reports/Café.md")
    assert list((corpus / "reports").iterdir()) == []


@pytest.mark.parametrize(
    "path",
    ["../secret.md", "/etc/passwd", "a/../../secret.md", "sources.toml", "fetched.toml", ".git/config", "out/secret.md", "folder", ""],
)
def test_nothing_outside_the_documents_can_be_removed(corpus: Path, tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.md").write_text("x", encoding="utf-8")
    for name in ("sources.toml", "fetched.toml"):
        (corpus / name).write_text("", encoding="utf-8")
    for folder in ("folder", "a", ".git"):
        (corpus / folder).mkdir()
    (corpus / ".git/config").write_text("", encoding="utf-8")
    (corpus / "out").symlink_to(tmp_path)
    assert not remove_document(corpus, path)
    assert (tmp_path / "secret.md").exists()
    assert paths(corpus) == [".git", "a", "fetched.toml", "folder", "out", "sources.toml"]


def test_of_a_link_only_the_link_is_removed(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.md").write_text("x", encoding="utf-8")
    (corpus / "link.md").symlink_to(tmp_path / "kept.md")
    assert remove_document(corpus, "link.md")
    assert (tmp_path / "kept.md").exists()


def test_a_corpus_that_is_one_file_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(CorpusUnusable, match="by hand"):
        remove_document(tmp_path / "corpus.jsonl", "a")


def test_what_a_kill_left_long_ago_is_removed_and_what_came_just_now_is_not(corpus: Path) -> None:
    for name in (".incoming-old", ".incoming-new"):
        (corpus / name).mkdir()
    os.utime(corpus / ".incoming-old", (0, 0))
    add(corpus, "aims.md")
    assert paths(corpus) == [".incoming-new", "aims.md"]
